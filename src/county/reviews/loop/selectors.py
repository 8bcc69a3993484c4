"""Rates of the loop: real-name bad ratings called back, rectifications done in time. What was set aside leaves both."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, F, Q, QuerySet

from county import business
from county.cases.models import Term
from county.cases.procedures import find_procedure
from county.reviews.loop import marks
from county.reviews.loop.judged import judge
from county.reviews.models import Ticket
from county.reviews.slots import slot
from gongbao.rules.judgement import plain


@dataclass(frozen=True, slots=True)
class CallBack:
    """Of the real-name tickets that ended: how many were called back. `rate`: as the rule gives it, `-` of none;
    `met`: None where there is nothing to meet."""

    called: int
    closed: int
    rate: str
    met: bool | None


@dataclass(frozen=True, slots=True)
class Rectified:
    """Rectifications of the tickets received: done in time, done late, running past their last day, still running."""

    in_time: int
    late: int
    overdue: int
    running: int

    @property
    def due(self) -> int:
        """Those of which one can say whether they were in time."""
        return self.in_time + self.late + self.overdue


def callback(agency: str, first: date, last: date) -> CallBack:
    """Of the real-name tickets of a unit that ended on these days; of the county where `agency` is empty. The first
    and the last day are included."""
    return callbacks([agency], first, last)[agency]


def callbacks(agencies: Iterable[str], first: date, last: date) -> dict[str, CallBack]:
    """The same for many units in one query; the empty name is the whole county."""
    begin, end = _span(first, last)
    found = Ticket.objects.filter(is_real_name=True, case__is_open=False, case__closed_at__gte=begin,
                                  case__closed_at__lt=end)
    counted = _counted(found, {
        "called_back": Q(was_called_back=True), "closed": Q(),
        "set_aside": Q(is_set_aside=True, was_called_back=False),
        "set_aside_called": Q(is_set_aside=True, was_called_back=True)}, agencies)
    return {one: _rate(numbers) for one, numbers in counted.items()}


def rectified(agency: str, first: date, last: date, now: datetime | None = None) -> Rectified:
    """Of the tickets of a unit that were received on these days; of the county where `agency` is empty."""
    return rectifications([agency], first, last, now)[agency]


def rectifications(agencies: Iterable[str], first: date, last: date, now: datetime | None = None
                   ) -> dict[str, Rectified]:
    """The same for many units in one query."""
    moment = now or business.now()
    clocks = marks.clocks_ended_by(find_procedure(slot("ticket")), marks.RECTIFIED)
    terms = Term.objects.filter(clock__in=clocks, due_at__isnull=False, by_close=False,
                                case__review_ticket__is_set_aside=False, case__review_ticket__day__gte=first,
                                case__review_ticket__day__lte=last)
    counted = _counted(terms, {
        "in_time": Q(ended_at__lte=F("due_at")), "late": Q(ended_at__gt=F("due_at")),
        "overdue": Q(ended_at=None, due_at__lt=moment), "running": Q(ended_at=None, due_at__gte=moment)}, agencies)
    return {one: Rectified(**numbers) for one, numbers in counted.items()}


def _counted(found: QuerySet[Any], parts: dict[str, Q], agencies: Iterable[str]) -> dict[str, dict[str, int]]:
    """By the unit of the case; the empty name sums them all up."""
    rows = found.order_by().values("case__agency").annotate(
        **{f"n_{name}": Count("pk", filter=part) if part else Count("pk") for name, part in parts.items()})
    by_unit = {row["case__agency"]: {name: row[f"n_{name}"] for name in parts} for row in rows}
    none = dict.fromkeys(parts, 0)
    whole = {name: sum(row[name] for row in by_unit.values()) for name in parts}
    return {one: by_unit.get(one, none) if one else whole for one in agencies}


def _rate(numbers: dict[str, int]) -> CallBack:
    judgement = judge("callback", {name: str(count) for name, count in numbers.items()})
    value: Any = plain(judgement.value) if judgement and judgement.value else {"rate": "-", "met": None}
    closed = numbers["closed"] - numbers["set_aside"] - numbers["set_aside_called"]
    return CallBack(numbers["called_back"] - numbers["set_aside_called"], closed, str(value["rate"]), value["met"])


def _span(first: date, last: date) -> tuple[datetime, datetime]:
    return business.at_midnight(first), business.at_midnight(last + timedelta(days=1))
