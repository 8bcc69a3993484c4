"""What units of the demo county report in autumn: most of it meets its target, some does not, some is missing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction

from county.agencies.stand_for import members_of
from county.supervision import acting
from county.supervision.registers.figures import counting
from county.supervision.registers.figures.counting import PART, VALUE, WHOLE
from county.supervision.registers.figures.selectors import FigureRow, measured, rows_of
from county.supervision.registers.figures.services import report, reporters
from county.supervision.registers.rules import Held
from county.supervision.registers.units import implementers_of
from gongbao.rules.rate import Rate

Happening = tuple[datetime, Callable[[], None]]
MISSED, MISSING, SHARED = 2, 4, 0
EVERY = 7
"""Of seven rows one does not meet its target, one is not reported, one is reported by several units."""


def happenings(first: date) -> Iterator[Happening]:
    for at, rule in enumerate(measured()):
        for number, row in enumerate(rows_of(rule, {})):
            yield from _row(first - timedelta(days=45 - number % 20), number + at, rule, row)


def _row(day: date, number: int, rule: Held, row: FigureRow) -> Iterator[Happening]:
    units = reporters(row)
    if number % EVERY == MISSING or not units:
        return
    if row.row is None:
        said = _amounts(rule.rate, met=number % EVERY != MISSED)
        yield from [_on(day, units[0], rule, row, said)] if said else []
    elif row.row.form == "achieve":
        yield _on(day, units[0], rule, row, {VALUE: "no" if number % EVERY == MISSED else "yes"})
    elif row.row.form == "level" and row.target_year in (0, row.year):
        yield from _level(day, number, rule, row, units[0])


def _level(day: date, number: int, rule: Held, row: FigureRow, unit: str) -> Iterator[Happening]:
    target = counting.target_for(row.row, row.year) if row.row else None
    if row.row is None or target is None or target.value is None:
        return
    met = number % EVERY != MISSED
    as_stated = met and row.row.unit != "%" and target.comparator in {">=", "<="}
    value = target.value if as_stated else _beside(target.value, target.comparator, met=met)
    towns = implementers_of(rule.system.id)[:3]
    if counting.takes_parts(row.row) and number % EVERY == SHARED and towns and value >= 0:
        for town in towns:
            yield _on(day, town, rule, row, {PART: _bare(value * 10), WHOLE: "1000"})
    else:
        yield _on(day, unit, rule, row, {VALUE: _bare(value)})


def _bare(value: Decimal) -> str:
    """Without decimals that say nothing."""
    return f"{value.normalize():f}"


def _beside(target: Decimal, comparator: str, *, met: bool) -> Decimal:
    """A little on the wanted side of a target; what has no room beyond it stands on it."""
    step = max(target / 20, Decimal("0.01")).quantize(Decimal("0.01"))
    up = (comparator in {">=", ">"}) == met
    beside = target + step if up else target - step
    return min(beside, Decimal(100)) if met and target <= 100 else beside


def _amounts(rate: Rate, *, met: bool) -> dict[str, str]:
    """Amounts of which the rate keeps or misses its target."""
    if rate.target is None or rate.target.value is None or rate.form not in {"change", "cut"}:
        return {}
    aim = Fraction(rate.target.value) if met else Fraction(rate.target.value) + (
        -2 if rate.target.comparator in {">=", ">"} else 2)
    share = 100 + (aim if rate.form == "change" else -aim)
    top = Decimal(share.numerator) * 10 / Decimal(share.denominator)
    return {rate.numerator: _bare(top), rate.denominator: "1000"}


def _on(day: date, unit: str, rule: Held, row: FigureRow, said: Mapping[str, str]) -> Happening:
    moment = acting.at(day, 16)

    def happen() -> None:
        member = members_of(unit)[0]
        report(actor=acting.actor(member), rule=rule, no=row.no, said=said, agency=member, at=moment)

    return moment, happen
