"""What the pages of the quarters show."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from county.accounts.actor import Actor
from county.agencies.names import agency_name
from county.cases.procedures import running
from county.supervision.models import LowEfficiency, Placing, Quarter
from county.supervision.ranking import ladder, selectors, services
from county.supervision.ranking.selectors import Due
from county.supervision.slots import slot


@dataclass(frozen=True, slots=True)
class PlaceField:
    """A unit with the field for its rank; `typed` stays when the form is refused."""

    unit: str
    name: str
    typed: str
    wrong: str = ""


@dataclass(frozen=True, slots=True)
class FieldSet:
    """The fields of one category. `most`: the greatest rank. `says`: why the last of it climb no ladder."""

    title: str
    counts: bool
    most: int
    fields: tuple[PlaceField, ...]
    says: tuple[ladder.Said, ...]


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A unit in the order of its place. `pending`: the step that waits for a finding."""

    placing: Placing
    name: str
    pending: int
    finding: LowEfficiency | None


@dataclass(frozen=True, slots=True)
class QuarterRow:
    """A quarter in the list: where it stands, who was among the last, how many interviews are not held."""

    quarter: Quarter
    words: str
    state: str
    last: tuple[Placing, ...]
    due: int


def list_page(actor: Actor) -> dict[str, Any]:
    """The list of quarters. `ahead`: the newest that is not frozen; `newest`: the last that is."""
    quarters = selectors.quarters()
    rows, after = [_row(one) for one in quarters], selectors.next_quarter(quarters)
    return {"rows": rows, "ahead": next((one for one in rows if not one.quarter.frozen_at), None),
            "newest": next((one for one in rows if one.quarter.frozen_at), None),
            "writes": services.may_rank(actor), "after": after,
            "ladder": ladder_href()}


def quarter_page(held: Quarter, actor: Actor, typed: Mapping[str, str] | None,
                 wrong: Mapping[str, str]) -> dict[str, Any]:
    """One quarter: fields before it is frozen, places and what follows after. `typed`: as the refused form had it."""
    placings = list(held.placings.all())
    ranks = {one.agency: str(one.rank) for one in placings}
    context: dict[str, Any] = {
        "quarter": held, "words": services.label(held.year, held.quarter), "writes": services.may_rank(actor),
        "state": running(held.case).procedure.title_of(held.case.state), "ladder": ladder_href(), "wrong": wrong,
        "procedure": _href(slot("ranking")), "bottom": _href(slot("bottom")), "count": len(placings)}
    if not held.frozen_at:
        return context | {"sets": _sets(ranks if typed is None else typed, wrong)}
    dues = selectors.told(list(held.interviews.select_related("case", "quarter").order_by("step", "agency")))
    tables, said = _tables(held, placings)
    return context | {"tables": tables, "dues": dues, "due": sum(one.is_due for one in dues),
                      "exposed": any(one.is_exposure for one in dues), "condition": _condition(),
                      "waiting": sum(1 for _title, rows in tables for one in rows if one.pending), "elsewhere": said}


def ladder_href() -> str:
    return _href(slot("ladder"))


def _href(rule: str) -> str:
    return reverse("rulebook:rule", args=tuple(rule.split("/")))


def _sets(ranks: Mapping[str, str], wrong: Mapping[str, str]) -> list[FieldSet]:
    return [FieldSet(one.title, one.counts, len(one.units), tuple(
        PlaceField(unit.id, unit.name, ranks.get(unit.id, ""), wrong.get(unit.id, "")) for unit in one.units),
        _why_not(one.id)) for one in ladder.categories()]


def _why_not(category: str) -> tuple[ladder.Said, ...]:
    """The rule's own reason where the last places of a category lead to no step."""
    if ladder.counts(category):
        return ()
    return tuple(ladder.in_words(ladder.verdict([True], category).reasons))


def _tables(held: Quarter, placings: list[Placing]) -> tuple[list[tuple[str, list[PlaceRow]]], list[ladder.Said]]:
    """Category by category in the order of the places, and why the last of some climb no ladder."""
    waiting = selectors.waiting_in(held)
    findings = {one.agency: one for one in held.findings.all()}
    tables: list[tuple[str, list[PlaceRow]]] = []
    said: list[ladder.Said] = []
    for one in ladder.categories():
        rows = [PlaceRow(each, agency_name(each.agency), waiting.get(each.agency, 0), findings.get(each.agency))
                for each in placings if each.category == one.id]
        if rows:
            tables.append((one.title, rows))
            said += _why_not(one.id)
    return tables, said


def _condition() -> str:
    """What the last step asks for besides the places, in the document's words."""
    return next((one.confirmed_title or one.title for one in ladder.ladder().rungs if one.confirmed), "")


def _row(one: Quarter) -> QuarterRow:
    first = {rule: selectors.first_state(rule) for rule in {slot("interview"), slot("exposure")} - {""}}
    due = sum(each.case.state == first.get(each.case.procedure) for each in one.interviews.all())
    last = tuple(each for each in one.placings.all() if each.is_last)
    return QuarterRow(one, services.label(one.year, one.quarter),
                      running(one.case).procedure.title_of(one.case.state), last, due)


__all__ = ["Due", "FieldSet", "PlaceField", "PlaceRow", "QuarterRow", "ladder_href", "list_page", "quarter_page"]
