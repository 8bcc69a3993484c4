"""What the pages of matters show: the board, the days ahead, a unit, a plan, one matter."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils.encoding import uri_to_iri
from django.utils.translation import gettext as _

from county import business
from county.accounts.actor import Actor
from county.agencies.names import agency_name
from county.cases.models import Case, Term
from county.charts.lamps import WORST_FIRST, Kind
from county.charts.year_line import DayMark
from county.supervision.matters import ledger
from county.supervision.matters.ledger import LAMPS, OWN, Wanted
from county.supervision.matters.rates import Rate, on_time, quarter_of
from county.supervision.plans import Plan, document_of, plans

PAGE = 30
NAMED = 2
"""So many of a day's titles are said on the line of the year."""
MOST_MARKS = 80
UNITS = 50
"""How many units a page of the board lists."""
NO_RATE = Rate(0, 0, "-")


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the board: a unit or a document with its counts by lamp."""

    id: str
    title: str
    counts: Mapping[str, int]
    rate: Rate = NO_RATE
    note: str = ""

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def late(self) -> int:
        return self.counts[ledger.LATE]


def found_for(actor: Actor, wanted: Wanted, now: datetime | None = None) -> QuerySet[Case]:
    """The cases that a filter leaves and this reader may see."""
    return ledger.seen_by(ledger.narrowed(wanted, now), actor)


def page_of(found: QuerySet[Case], number: int) -> tuple[list[Case], bool]:
    """One page of a list, and whether there is another."""
    first = (number - 1) * PAGE
    rows = list(ledger.ordered(found)[first: first + PAGE + 1])
    return rows[:PAGE], len(rows) > PAGE


def unit_lines(found: QuerySet[Case], now: datetime | None = None) -> list[Line]:
    """A line for each unit with which something lies: most overdue first. Two queries."""
    moment = now or business.now()
    rates = on_time(*quarter_of(moment.astimezone(business.ZONE).date()), moment)
    lines = [Line(unit, agency_name(unit), counts, rates.get(unit, NO_RATE))
             for unit, counts in ledger.by_unit(found, moment).items()]
    return sorted(lines, key=lambda one: (-one.late, -one.counts[ledger.NEAR], -one.total, one.title))


def document_lines(found: QuerySet[Case], now: datetime | None = None) -> list[Line]:
    """A line for each document of which something is chased, in the gazette's order; own matters last. One query."""
    counted = ledger.by_document(found, now)
    order = [*dict.fromkeys(plan.system for plan in plans()), *sorted(counted)]
    named = {one: document_of(f"{one}/") for one in counted}
    return [Line(one, named[one][0] or _("交办事项"), counted[one], note=named[one][1])
            for one in dict.fromkeys((*(one for one in order if one != OWN), OWN)) if one in counted]


def year_marks(found: QuerySet[Case], year: int, now: datetime | None = None) -> list[DayMark]:
    """Every day of a year on which limits of these cases end, with the worst lamp of the day. One query."""
    moment, listed = now or business.now(), uri_to_iri(reverse("supervision:matters"))
    first, after = business.at_midnight(date(year, 1, 1)), business.at_midnight(date(year + 1, 1, 1))
    terms = Term.objects.filter(case__in=found.order_by(), due_at__gte=first, due_at__lt=after)
    rows = terms.order_by("due_at", "pk").values_list("due_at", "ended_at", "title", "case__is_open", "case__suspended")
    days: dict[date, list[tuple[Kind, str]]] = {}
    for due, ended, title, is_open, suspended in rows:
        if due is None:
            continue
        kind: Kind = "done" if ended or not is_open else "stopped" if suspended else "late" if due < moment else "good"
        days.setdefault(due.astimezone(business.ZONE).date(), []).append((kind, title))
    return [_day_mark(day, due, listed) for day, due in days.items()]


def _day_mark(day: date, due: list[tuple[Kind, str]], listed: str) -> DayMark:
    """The first few of what is due on a day, the worst first: a page has hundreds of days, and nobody hovers longer."""
    worst = sorted(due, key=lambda one: WORST_FIRST.index(one[0]))
    titles = list(dict.fromkeys(title for _kind, title in worst))
    said = _("、").join(titles[:NAMED]) + ("…" if len(titles) > NAMED else "")
    return DayMark(day, len(due), worst[0][0], said, f"{listed}?due={day:%Y-%m}")


def by_week(marks: list[DayMark]) -> list[DayMark]:
    """So many days that nobody tells them apart are drawn as weeks: on the last due day of each, the worst lamp first.

    The drawing of a day is half a kilobyte, and a board is opened on a phone."""
    if len(marks) <= MOST_MARKS:
        return marks
    weeks: dict[tuple[int, int], list[DayMark]] = {}
    for one in sorted(marks, key=lambda mark: mark.day):
        weeks.setdefault(one.day.isocalendar()[:2], []).append(one)
    found = []
    for days in weeks.values():
        worst = min(days, key=lambda one: WORST_FIRST.index(one.kind))
        last = days[-1]
        found.append(DayMark(last.day, sum(one.count for one in days), worst.kind, worst.title, last.href))
    return found


def month_counts(found: QuerySet[Case], year: int) -> list[tuple[int, int]]:
    """How many cases have a limit that ends in each month. One query."""
    from django.db.models.functions import ExtractMonth

    first, after = business.at_midnight(date(year, 1, 1)), business.at_midnight(date(year + 1, 1, 1))
    rows = (Term.objects.filter(case__in=found.order_by(), due_at__gte=first, due_at__lt=after)
            .annotate(month=ExtractMonth("due_at", tzinfo=business.ZONE)).values("month")
            .annotate(count=Count("case", distinct=True)))
    counted = {row["month"]: row["count"] for row in rows}
    return [(month, counted.get(month, 0)) for month in range(1, 13)]


def due_cases(found: QuerySet[Case], due: str, now: datetime | None = None) -> list[Case]:
    """Those of which a running limit ends in the span, the earliest first. One query."""
    return list(found.filter(pk__in=ledger.due_terms(due, now).values("case_id")).order_by("due_at", "pk"))


@dataclass(frozen=True, slots=True)
class PlanLine:
    """A task of a plan with its case, if it was opened."""

    task: Any
    case: Case | None


@dataclass(frozen=True, slots=True)
class PlanGroup:
    title: str
    lines: tuple[PlanLine, ...]


def plan_groups(plan: Plan) -> list[PlanGroup]:
    """The tasks of a plan in their groups, each with its case. One query."""
    held = {one.source: one for one in ledger.ledger().filter(source__startswith=f"{plan.rule}#")}
    groups: dict[str, list[PlanLine]] = {}
    for task in plan.tasks:
        groups.setdefault(task.group, []).append(PlanLine(task, held.get(task.source)))
    return [PlanGroup(title, tuple(lines)) for title, lines in groups.items()]


def plan_lines(now: datetime | None = None) -> list[tuple[Plan, dict[str, int], int]]:
    """Every plan with its counts by lamp and how many of its tasks are not opened yet. One query."""
    counted = ledger.by_source(ledger.ledger().exclude(source=""), now)
    found = []
    for plan in plans():
        each = [counted[task.source] for task in plan.tasks if task.source in counted]
        found.append((plan, {name: sum(one[name] for one in each) for name in LAMPS}, len(plan.tasks) - len(each)))
    return found


def totals(lines: Iterable[Line]) -> dict[str, int]:
    """All lines together, by lamp."""
    each = list(lines)
    return {name: sum(one.counts[name] for one in each) for name in LAMPS}
