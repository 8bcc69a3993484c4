"""The share of feedback in time, per unit and quarter: for information, the document knows no such figure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, F, Q

from county import business
from county.cases.models import Term
from county.packs import county_rulebook
from county.supervision.slots import slot

EMPTY = "-"


@dataclass(frozen=True, slots=True)
class Rate:
    """`said`: as the rule gives it, `-` where nothing was due; of `due` limits `on_time` were kept in time."""

    on_time: int
    due: int
    said: str

    @property
    def value(self) -> float | None:
        return None if self.said == EMPTY else float(self.said)


def quarter_of(day: date) -> tuple[int, int]:
    return day.year, (day.month + 2) // 3


def quarter_span(year: int, quarter: int) -> tuple[datetime, datetime]:
    """First moment, and the moment after the last."""
    first = date(year, quarter * 3 - 2, 1)
    after = date(year + quarter // 4, quarter % 4 * 3 + 1, 1)
    return business.at_midnight(first), business.at_midnight(after)


def on_time(year: int, quarter: int, now: datetime | None = None) -> dict[str, Rate]:
    """Unit → its rate in a quarter. One query. What is not due yet and not answered is left out."""
    moment = now or business.now()
    first, after = quarter_span(year, quarter)
    due = Term.objects.filter(case__chased=True, due_at__gte=first, due_at__lt=after, by_close=False)
    judged = due.filter(Q(due_at__lt=moment) | Q(ended_at__isnull=False))
    rows = judged.order_by().values("case__agency").annotate(
        due=Count("pk"), kept=Count("pk", filter=Q(ended_at__lte=F("due_at"))))
    return {row["case__agency"]: rate(row["kept"], row["due"]) for row in rows}


def rate(kept: int, due: int) -> Rate:
    """As the county's rule for the rate says it."""
    book, rule = county_rulebook(), slot("on_time_rate")
    if book is None or not rule:
        return Rate(kept, due, EMPTY)
    value = book.ask(rule, {"on_time": str(kept), "due": str(due)}).judgement.value
    return Rate(kept, due, str(value["rate"]) if isinstance(value, dict) else EMPTY)


def together(rates: Iterable[Rate]) -> Rate:
    """Several units as one."""
    each = list(rates)
    return rate(sum(one.on_time for one in each), sum(one.due for one in each))
