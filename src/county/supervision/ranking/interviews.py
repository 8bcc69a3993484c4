"""Interviews by reader: those that one has to hold, those of one's unit, all; and what their sheets say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from county.accounts.actor import Actor
from county.agencies.roles import WATCHES
from county.cases.may import keys_of, post_key
from county.packs import county_rulebook
from county.supervision.models import Interview, Quarter
from county.supervision.ranking import ladder, selectors
from county.supervision.ranking.selectors import Due
from county.supervision.ranking.services import may_rank
from county.supervision.slots import slot


@dataclass(frozen=True, slots=True)
class Cite:
    """A place that a sheet rests on, with what it says in our words."""

    document: str
    at: str
    topics: tuple[str, ...]


def to_hold(actor: Actor) -> list[Due]:
    """What is due and waits for this person: by the post that the register names for the step, else by the unit."""
    keys = keys_of(actor)
    found = Interview.objects.filter(case__is_open=True, case__concerns__who__in=keys, case__concerns__acts=True)
    steps = _own_steps(keys)
    found = found.filter(step__in=steps) if steps else found
    chosen = found.select_related("case", "quarter").order_by("quarter__year", "quarter__quarter", "agency").distinct()
    return [one for one in selectors.told(list(chosen)) if one.is_due and not one.is_exposure]


def all_seen(actor: Actor) -> list[Due]:
    """Every interview for those who watch; else those of one's own unit. The newest first."""
    found = Interview.objects.select_related("case", "quarter").order_by(
        "-case__is_open", "-quarter__year", "-quarter__quarter", "agency")
    if not watches(actor):
        found = found.filter(agency__in=actor.agencies)
    return selectors.told(list(found))


def watches(actor: Actor) -> bool:
    return bool(actor.roles & WATCHES) or may_rank(actor)


def listed_in(quarter: Quarter) -> list[Due]:
    """What a quarter brings before the meeting."""
    found = quarter.interviews.filter(case__procedure=slot("exposure")).select_related("case", "quarter")
    return selectors.told(list(found.order_by("agency"))) if slot("exposure") else []


def cites_of(step: int) -> list[Cite]:
    """The places of the register's row for a step."""
    book = county_rulebook()
    points = ladder.row_of(step).get("points") or ()
    system = book.find(slot("interviews"))[0] if book and points else None
    document = (system.document.number or system.document.title) if system else ""
    said: dict[str, list[str]] = {}
    for one in points:
        said.setdefault(str(one["at"]), []).append(str(one["topic"]))  # type: ignore[index]
    return [Cite(document, at, tuple(topics)) for at, topics in said.items()]


def letter_href(due: Due, kind: str) -> str:
    """The form of a letter on the case, with what the ranking knows filled in."""
    row, head = due.row, head_of(due)
    said = {"talk_record": {"interviewer": row.get("by", ""), "interviewed": head, "present": row.get("present", "")},
            "expose": {"unit": due.unit, "listed_for": row.get("when", ""), "explainer": head,
                       "meeting": row.get("by", "")}}[kind]
    asked = urlencode({key: word for key, word in said.items() if word})
    return f"{reverse('letters:new', args=(due.interview.case_id, kind))}?{asked}"


def head_of(due: Due) -> str:
    """Who is interviewed or explains: the unit, and in brackets whom the register names."""
    whom = due.row.get("whom", "")
    return f"{due.unit}（{whom}）" if whom else due.unit


def _own_steps(keys: frozenset[str]) -> Sequence[int]:
    system = slot("interview").partition("/")[0]
    by = {one.step: post_key(system, ladder.row_of(one.step).get("by", "")) for one in ladder.ladder().rungs}
    return [step for step, key in by.items() if key in keys]
