"""Rates of the loop as they are published beside the grades: without the numbers behind them, which a rate in percent
tells anyway, and only where these tell nothing that the grades hold back.

Both are of the bad ratings of the month itself: the tickets behind a rate are some of the bad ratings of its row, and
no ticket stands behind the rates of two months.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.db.models import Count, F, Q, QuerySet

from county.agencies.names import agency_name
from county.cases.models import Term
from county.cases.procedures import find_procedure
from county.reviews.loop import marks
from county.reviews.loop.judged import judge
from county.reviews.models import Ticket
from county.reviews.slots import slot
from county.reviews.statistics.counts import EMPTY
from county.reviews.statistics.spans import Month
from county.reviews.statistics.suppression import ALL, Cell, Frame, Labels, suppress
from gongbao.rules.judgement import half_up, plain

COUNTY = ""
BEHIND, BESIDE = "behind", "beside"
TABLE = "agency"


@dataclass(frozen=True, slots=True)
class Bad:
    """Bad ratings of a row. `is_shown`: every bad grade of the row is published."""

    count: int
    is_shown: bool


@dataclass(frozen=True, slots=True)
class Part:
    """`whole`: how many tickets stand behind a rate. `rate`: in percent, `-` of none."""

    whole: int
    rate: str


NONE = Part(0, EMPTY)


def callbacks(month: Month) -> dict[str, Part]:
    """Real-name bad ratings of the month whose tickets ended; the empty name is the county."""
    found = Ticket.objects.filter(_of("rating", month), is_real_name=True, is_set_aside=False, case__is_open=False)
    counted = _counted(found, "rating__agency", whole=Q(), part=Q(was_called_back=True))
    return {unit: Part(whole, _called(part, whole)) for unit, (whole, part) in counted.items()}


def rectifications(month: Month, now: datetime) -> dict[str, Part]:
    """Bad ratings of the month of whose tickets one can say whether they were rectified in time."""
    clocks = marks.clocks_ended_by(find_procedure(slot("ticket")), marks.RECTIFIED)
    rating = "case__review_ticket__rating"
    found = Term.objects.filter(_of(rating, month), clock__in=clocks, due_at__isnull=False, by_close=False,
                                case__review_ticket__is_set_aside=False)
    counted = _counted(found, f"{rating}__agency", whole=Q(ended_at__isnull=False) | Q(due_at__lt=now),
                       part=Q(ended_at__lte=F("due_at")))
    return {unit: Part(whole, share(part, whole)) for unit, (whole, part) in counted.items()}


def share(part: int, whole: int) -> str:
    if not whole:
        return EMPTY
    said = half_up(Fraction(100 * part, whole), 1)
    return f"{Decimal(said):f}".rstrip("0").rstrip(".") if "." in f"{Decimal(said):f}" else f"{said}"


def rate_tables(month: Month, now: datetime, bad: Mapping[str, Bad], smallest: int) -> list[dict[str, Any]]:
    """`bad`: of every unit of the published table, and of the county."""
    return [rate_table("callback", "实名差评回访率", callbacks(month), bad, smallest),
            rate_table("rectified", "差评按时整改率", rectifications(month, now), bad, smallest)]


def rate_table(code: str, title: str, parts: Mapping[str, Part], bad: Mapping[str, Bad], smallest: int
               ) -> dict[str, Any]:
    """A row for every unit that was rated: which have one tells nothing."""
    told = _told(parts, bad, smallest)
    rows = [_row(unit, parts.get(unit, NONE), unit in told) for unit in sorted(bad)]
    return {"id": code, "title": title, "rows": rows}


def _told(parts: Mapping[str, Part], bad: Mapping[str, Bad], smallest: int) -> set[str]:
    """Rows whose rate is published, the county's among them where it can be."""
    whole = {unit: parts.get(unit, NONE).whole for unit in bad}
    if any(whole[unit] > one.count for unit, one in bad.items()):
        return set()
    without = {**bad, COUNTY: Bad(bad[COUNTY].count, is_shown=False)}
    for known in (bad, without):
        held = _held(whole, bad, [unit for unit, one in known.items() if not one.is_shown], smallest)
        if held is not None:
            return {unit for unit, one in known.items() if one.is_shown and not held & set(_cells(unit))
                    and (whole[unit] >= smallest or not one.count)}
    return set()


def _held(whole: Mapping[str, int], bad: Mapping[str, Bad], without: Collection[str], smallest: int
          ) -> frozenset[Cell] | None:
    """The tickets behind the rates and the other bad ratings are a table of two columns of which the sums are known and
    nothing small may be worked out. None: there is no way to hold back so much without the sums."""
    units = {unit: one.count for unit, one in bad.items() if unit != COUNTY and one.count}
    counts: dict[Labels, tuple[int, int]] = {(one,): (whole[one], count - whole[one]) for one, count in units.items()}
    also = frozenset(cell for unit in without for cell in _cells(unit) if not bad[unit].is_shown or cell[-1] != ALL)
    held = suppress(Frame((TABLE,), (BEHIND, BESIDE), counts, also=also), smallest).cells
    return None if any(_cells(unit)[-1] in held for unit, one in bad.items() if one.is_shown) else held


def _cells(unit: str) -> list[Cell]:
    """The sum stands last."""
    table, row = (ALL, ALL) if unit == COUNTY else (TABLE, unit)
    return [(table, row, column) for column in (BEHIND, BESIDE, ALL)]


def _row(unit: str, part: Part, is_told: bool) -> dict[str, Any]:
    name = "全县" if unit == COUNTY else agency_name(unit)
    return {"id": unit or "all", "name": name, "rate": part.rate if is_told else None}


def _of(rating: str, month: Month) -> Q:
    return Q(**{f"{rating}__day__gte": month.first, f"{rating}__day__lte": month.last, f"{rating}__is_counted": True})


def _counted(found: QuerySet[Any], unit: str, *, whole: Q, part: Q) -> dict[str, tuple[int, int]]:
    """By the unit that the ratings count for, and of all together."""
    numbers = {"whole": Count("pk", filter=whole) if whole else Count("pk"), "part": Count("pk", filter=part)}
    counted = {row[unit]: (row["whole"], row["part"]) for row in found.order_by().values(unit).annotate(**numbers)}
    return {**counted, COUNTY: (sum(one for one, _ in counted.values()), sum(two for _, two in counted.values()))}


def _called(part: int, whole: int) -> str:
    judgement = judge("callback", {"called_back": str(part), "closed": str(whole)})
    value: Any = plain(judgement.value) if judgement and judgement.value else {"rate": EMPTY}
    return str(value["rate"])
