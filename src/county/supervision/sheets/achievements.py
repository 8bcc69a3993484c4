"""Achievements of a year by unit: proposed, counted, and what the county's rule says of the count."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from county.accounts.actor import Actor
from county.agencies.names import agencies
from county.agencies.roles import HEADS, WATCHES
from county.cases.models import Case
from county.cases.procedures import running
from county.packs import county_rulebook
from county.supervision.sheets.deciding import ACHIEVEMENT
from county.supervision.sheets.marks import Mark
from county.supervision.slots import DESK, slot
from gongbao.rules.rule import Rule

APPRAISED = ("department", "branch", "township", "zone")
"""Kinds of units that the county's documents appraise at the year's end."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of work that a unit holds up; `open_to_reader`: whether the reader may open its case."""

    case: Case
    state: str
    is_counted: bool
    open_to_reader: bool


@dataclass(frozen=True, slots=True)
class OfUnit:
    """`verdict`: what the rule says of the count; None where the pack has no rule."""

    agency: str
    unit: str
    count: int
    pieces: tuple[Piece, ...]
    verdict: Mark | None


def appraised() -> list[tuple[str, str]]:
    """(id, name) of every unit that is appraised, in the order of the pack."""
    return [(one.id, one.name) for kind in APPRAISED for one in agencies() if one.kind == kind]


def by_unit(year: int, actor: Actor) -> list[OfUnit]:
    """Every unit that is appraised, and every other that holds something up. One query."""
    held: dict[str, list[Case]] = {}
    for case in of_year(year):
        held.setdefault(case.agency, []).append(case)
    names = dict(appraised()) | {one.id: one.name for one in agencies() if one.id in held}
    return [_of_unit(agency, name, held.get(agency, []), actor) for agency, name in names.items()]


def of_year(year: int) -> Iterable[Case]:
    return Case.objects.filter(desk=DESK, topic=f"{ACHIEVEMENT}/{year}").order_by("opened_at", "pk")


def _of_unit(agency: str, name: str, cases: list[Case], actor: Actor) -> OfUnit:
    reads = bool(actor.roles & WATCHES) or agency in actor.agencies
    pieces = tuple(_piece(one, reads) for one in cases)
    count = sum(one.is_counted for one in pieces)
    return OfUnit(agency, name, count, pieces, verdict(count))


def _piece(case: Case, reads: bool) -> Piece:
    return Piece(case, running(case).procedure.title_of(case.state), is_counted(case), reads)


def is_counted(case: Case) -> bool:
    """The case has come to the end that its procedure names first; the other ends are ways out."""
    states = running(case).procedure.states
    return case.state == next((one.id for one in states if one.ends), "")


def verdict(count: int) -> Mark | None:
    """0 → 还没有, from the number that the rule asks for on → 达到. More than the text names is no breach."""
    rule_id, book = slot("highlights"), county_rulebook()
    if not rule_id or book is None:
        return None
    value = book.ask(rule_id, {"done": str(count)}).judgement.value
    met = bool(isinstance(value, dict) and value["met"])
    return Mark("done", "✓", _("达到")) if met else Mark("none", "–", _("还没有"))


def aim() -> Rule | None:
    """The rule that says how many pieces of work a unit aims at."""
    rule_id, book = slot("highlights"), county_rulebook()
    return book.find(rule_id)[1] if rule_id and book else None


def proposers(actor: Actor) -> list[tuple[str, str]]:
    """The units whose head this person is."""
    held = {one.agency for one in actor.posts if one.role in HEADS}
    return [(one.id, one.name) for one in agencies() if one.id in held]
