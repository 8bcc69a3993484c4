"""What the pages of self-checks, decisions and achievements show."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet

from county import business
from county.accounts.actor import Actor
from county.agencies.names import agency_name
from county.agencies.roles import WATCHES
from county.supervision.models import Decision, SelfCheck
from county.supervision.plans import Plan
from county.supervision.sheets.checked import Asked, asked, asked_of, last_day, stages_of, year_of
from county.supervision.sheets.marks import Mark, mark_of
from county.supervision.sheets.spots import whole_progress

__all__ = ["Line", "Standing", "decisions", "lines_of", "own_units", "reads_all", "reads_sheet", "sheet_of",
           "standings", "units_in", "whole_progress"]


@dataclass(frozen=True, slots=True)
class Standing:
    """A unit that has to check itself: how many tasks, when it sent its sheet, how many gaps it names."""

    agency: str
    unit: str
    tasks: int
    sent_at: datetime | None
    gaps: int | None
    mark: Mark


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the form: a task that concerns the unit, and what it says of it (`yes`, `no`, or nothing yet)."""

    asked: Asked
    done: str
    gap: str


def standings(plan: Plan, now: datetime | None = None) -> list[Standing]:
    """Every unit that has to send a sheet, in the order of the pack. One query."""
    today, last = (now or business.now()).astimezone(business.ZONE).date(), last_day(plan)
    lacking = Count("lines", filter=~Q(lines__gap=""))
    sent = {one.agency: one for one in SelfCheck.objects.filter(
        plan=plan.rule, year=year_of(plan), sent_at__isnull=False).annotate(lacking=lacking)}
    return [_standing(agency, len(tasks), sent.get(agency), mark_of(
        sent[agency].sent_at if agency in sent else None, last, today)) for agency, tasks in asked(plan).items()]


def _standing(agency: str, tasks: int, sheet: SelfCheck | None, mark: Mark) -> Standing:
    lacking = getattr(sheet, "lacking", None)
    return Standing(agency, agency_name(agency), tasks, sheet.sent_at if sheet else None, lacking, mark)


def sheet_of(plan: Plan, agency: str) -> SelfCheck | None:
    return SelfCheck.objects.filter(plan=plan.rule, year=year_of(plan), agency=agency).prefetch_related("lines").first()


def lines_of(plan: Plan, agency: str, sheet: SelfCheck | None) -> list[Line]:
    held = {one.no: one for one in sheet.lines.all()} if sheet else {}
    return [Line(one, ("yes" if held[one.no].is_done else "no") if one.no in held else "",
                 held[one.no].gap if one.no in held else "") for one in asked_of(plan, agency)]


def own_units(plan: Plan, actor: Actor) -> list[str]:
    """The units with something to check for which this person acts or reads."""
    return [one for one in asked(plan) if one in actor.agencies]


def reads_sheet(actor: Actor, plan: Plan, agency: str, sheet: SelfCheck | None) -> bool:
    """The unit itself; of a sheet that was sent also who organises the check and who watches over all."""
    return agency in actor.agencies or (reads_all(actor, plan) and bool(sheet and sheet.sent_at))


def reads_all(actor: Actor, plan: Plan) -> bool:
    stages = stages_of(plan)
    return bool(actor.roles & WATCHES) or bool(stages and actor.agencies & set(stages[0].leads))


def decisions(actor: Actor, agency: str = "") -> QuerySet[Decision]:
    """Decisions that this person may read: all for those who watch over the county, else those about the own unit."""
    found = Decision.objects.order_by("-decided_on", "-pk")
    found = found if actor.roles & WATCHES else found.filter(agency__in=actor.agencies)
    return found.filter(agency=agency) if agency else found


def units_in(agencies: Iterable[str]) -> list[tuple[str, str]]:
    return [(one, agency_name(one)) for one in agencies]
