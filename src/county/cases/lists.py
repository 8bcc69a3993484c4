"""Lines of lists: inbox, unit page, county-wide."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from county import business
from county.accounts.actor import Actor
from county.agencies.names import agency_name
from county.agencies.roles import WATCHES
from county.agencies.stand_for import acting_for
from county.cases import selectors
from county.cases.may import may
from county.cases.models import Case
from county.cases.obligations import duties_of
from county.cases.procedures import running
from county.cases.shown import Lamp, lamp_of, when
from gongbao.packs.model import Agency

FIRST = 12
"""How many cases the unit's page lists; the inbox has them all."""


@dataclass(frozen=True, slots=True)
class Line:
    """One case in a list: lamp, clock in words, where it stands, and the verb of the next step."""

    case: Case
    lamp: Lamp
    when: str
    state: str
    agency: str
    next: str


def line_of(case: Case, actor: Actor | None = None, now: datetime | None = None) -> Line:
    """`actor`: whose next step the line offers; joined units are not looked up here, so theirs is left to the page."""
    run = running(case)
    steps = run.steps_from(case.state) if case.is_open and actor else []
    mine = next((step.title for step in steps if actor and may(actor, step, case, run)), "")
    moment = now or business.now()
    return Line(case, lamp_of(case, moment), when(case, run.book, moment), run.procedure.title_of(case.state),
                agency_name(case.agency), mine)


def lines_of(cases: Iterable[Case], actor: Actor | None = None) -> list[Line]:
    now = business.now()
    return [line_of(case, actor, now) for case in cases]


def unit_page(agency: Agency, actor: Actor, *, closed: bool = False) -> dict[str, Any]:
    """A unit's page. Other units see its duties and counts; its own people and those who supervise see the cases."""
    own = bool(agency.id in actor.agencies or actor.roles & WATCHES)
    keys, documents = acting_for([agency.id]), duties_of(agency.id)
    today = business.business_today()
    dated = sorted((duty for one in documents for duty in one.duties if duty.due), key=lambda one: str(one.due))
    counts = selectors.counts(keys, reader=actor)
    first = selectors.first_of_each(keys, FIRST, reader=actor) if own and not closed else {}
    parts = [(name, lines_of(cases, actor), counts[name] > len(cases)) for name, cases in first.items() if cases]
    return {"agency": agency, "own": own, "documents": documents, "counts": counts, "parts": parts,
            "show_closed": closed, "page_size": selectors.PAGE,
            "closed": lines_of(selectors.closed_of(agency.id, actor)[: selectors.PAGE]) if own and closed else [],
            "ahead": [one for one in dated if one.due and one.due >= today],
            "passed": sum(1 for one in dated if one.due and one.due < today),
            "duties": sum(len(one.duties) for one in documents)}
