"""What held documents ask for, as they were read: one obligation a place, or a mark where a place has several."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import F

from county.agencies.names import agencies
from county.business import business_today
from county.gazette.held import passages_at
from county.gazette.models import Document, Edition
from county.gazette.order import joined
from county.offers import HeldPassage, ReadDocument, ReadObligation

Json = dict[str, Any]


@dataclass(slots=True)
class _Owed:
    """`at` with the number of the mark where its place has several; `place` without it. `span`: of the clause that a
    mark closes, where the place has more than one."""

    at: str
    place: str
    start: int
    tasks: list[Json] = field(default_factory=list)
    days: list[Json] = field(default_factory=list)
    numbers: list[Json] = field(default_factory=list)
    span: tuple[int, int] | None = None


def documents_read() -> list[ReadDocument]:
    """Every held document with the number of its obligations. One query."""
    held = Document.objects.filter(editions__serial=F("edition")).order_by("issued", "title", "pk")
    rows = held.values_list("address", "title", "issued", "editions__content__obligations")
    return [ReadDocument(address, title, issued, len(_owed(said or {}))) for address, title, issued, said in rows]


def obligations_of(address: str) -> list[ReadObligation]:
    """What a held document asks for, in the order of its text; nothing where it is not held."""
    edition = Edition.objects.filter(document__address=address, serial=F("document__edition"))
    said = edition.values_list("content__obligations", "content__sections").first()
    if said is None:
        return []
    owed = _owed(said[0] or {})
    sections = {one["at"]: one for one in _all(said[1] or [])}
    texts, units = passages_at((address, one.place) for one in owed), _units()
    return [_obligation(one, texts.get((address, one.place)), sections.get(one.place), units) for one in owed]


def _owed(said: Json) -> list[_Owed]:
    """Tasks, days and numbers by their place, in the order of the text."""
    places: dict[str, list[_Owed]] = {}
    for task in said.get("tasks", ()):
        there = places.setdefault(task["at"], [])
        there.append(_Owed(task["at"], task["at"], _start(task), [task]))
    for at, several in places.items():
        for number, one in enumerate(several if len(several) > 1 else (), 1):
            one.at, one.span = f"{at} 第{number}项", tuple(one.tasks[0]["span"])
    for name in ("deadlines", "targets"):
        for said_there in said.get(name, ()):
            at = said_there["at"]
            one = _clause(places.setdefault(at, [_Owed(at, at, _start(said_there))]), _start(said_there))
            (one.days if name == "deadlines" else one.numbers).append(said_there)
            one.start = min(one.start, _start(said_there))
    return sorted((one for several in places.values() for one in several), key=lambda one: one.start)


def _clause(several: list[_Owed], start: int) -> _Owed:
    """The clause of a place that holds a position: the last that begins before it."""
    before = [one for one in several if one.start <= start]
    return before[-1] if before else several[0]


def _start(said: Json) -> int:
    return int(said["span"][0]) if said.get("span") else 0


def _obligation(owed: _Owed, held: HeldPassage | None, section: Json | None, units: dict[str, str]) -> ReadObligation:
    lead = [name for task in owed.tasks for name in task["lead"]]
    others = [name for task in owed.tasks for name in task["participants"]]
    known = _known(lead, units)
    text = _part(section, owed.span) or (held.text if held else "")
    title = next((one["title"] for one in owed.tasks if one["title"]), "") or (section["title"] if section else "")
    names = [one["name"] for one in owed.numbers if one["name"]]
    return ReadObligation(
        owed.at, text, known, tuple(one for one in _known(others, units) if one not in known), _day(owed.days),
        "；".join(dict.fromkeys(_phrases(owed))), held.href if held else "", joined(title or (names or [""])[0]),
        tuple(dict.fromkeys(name for name in (*lead, *others) if name not in units)))


def _part(section: Json | None, span: tuple[int, int] | None) -> str:
    """The clause alone, where its section is printed in one piece."""
    if section is None or span is None or section.get("spans"):
        return ""
    begin = section["span"][0]
    return joined(section["text"][max(span[0] - begin, 0) : span[1] - begin])


def _phrases(owed: _Owed) -> Iterator[str]:
    for one in owed.days:
        yield f"{one.get('start', '')}{one['phrase']}"
    for one in owed.numbers:
        yield f"{one['name']}{one['phrase']}"


def _day(deadlines: Iterable[Json]) -> date | None:
    """The next printed day; the last one where all have passed."""
    days = sorted(date.fromisoformat(one["iso"]) for one in deadlines if one.get("iso"))
    today = business_today()
    return next((one for one in days if one >= today), days[-1] if days else None)


def _known(names: Iterable[str], units: dict[str, str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(units[name] for name in names if name in units))


def _units() -> dict[str, str]:
    """Every printed form that means one unit of the county."""
    found: dict[str, str] = {}
    for unit in agencies():
        for form in unit.forms:
            found[form] = "" if found.get(form, unit.id) != unit.id else unit.id
    official = {unit.name: unit.id for unit in agencies()}
    return {form: unit for form, unit in {**found, **official}.items() if unit}


def _all(sections: Iterable[Json]) -> Iterator[Json]:
    for section in sections:
        yield section
        yield from _all(section["children"])
