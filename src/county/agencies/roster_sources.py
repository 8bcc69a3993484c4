"""Rosters of documents, from whoever holds documents: a desk registers a look-up in its `apps.py`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from county.agencies.models import Post
from county.agencies.names import agencies, agency_name
from county.agencies.sheets import SheetRow
from county.packs import county_pack
from gongbao.packs.model import PackDocument

RosterRow = tuple[str, str, str, date]
"""role, name, post, day of issue."""
Source = Callable[[str], list[RosterRow]]
_sources: list[Source] = []


@dataclass(frozen=True, slots=True)
class Roster:
    """What a document lists: its first day and its people as rows of a sheet; `roles` by row number."""

    document: str
    first: date
    rows: list[SheetRow]
    roles: dict[int, str]


def offer_rosters(look_up: Source) -> None:
    """`look_up(number)` gives (role, name, post, day of issue) of the document held under a number, else nothing."""
    _sources.append(look_up)


def roster_of(number: str) -> Roster | None:
    """The roster of a document, each person under the unit whose seat or name the post has; None where none is held."""
    listed = [row for look_up in _sources for row in look_up(number)]
    if not listed:
        return None
    seats = _seats({post for _role, _name, post, _day in listed})
    rows = [SheetRow(n, _unit_of(post, seats), name, post, "", "") for n, (_role, name, post, _day)
            in enumerate(listed, 1)]
    return Roster(number, listed[0][3], rows, {n: one[0] for n, one in enumerate(listed, 1)})


def _seats(titles: set[str]) -> dict[str, str]:
    """From a post's title to its unit, where just one unit has it. One query."""
    found: dict[str, list[str]] = {}
    for title, agency in Post.objects.filter(title__in=titles).values_list("title", "agency"):
        found.setdefault(title, []).append(agency)
    return {title: units[0] for title, units in found.items() if len(units) == 1}


def _unit_of(post: str, seats: dict[str, str]) -> str:
    """The unit's official name: by its seat, else the longest name that the post begins with; empty for none."""
    if post in seats:
        return agency_name(seats[post]) if seats[post] else ""
    fits = [(len(form), one.name) for one in agencies() for form in one.forms if post.startswith(form)]
    return max(fits)[1] if fits else ""


def documents_with_rosters() -> list[PackDocument]:
    """The documents of the county's pack for which somebody holds a roster."""
    pack = county_pack()
    listed = pack.documents if pack else ()
    return [one for one in listed if one.number and any(look_up(one.number) for look_up in _sources)]
