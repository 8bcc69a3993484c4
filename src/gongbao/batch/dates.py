"""Sums of days and months over columns, as `clock.limits` makes them. Numbers are small enough to stay before 9999."""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from gongbao.rules.time_limit import Unit

MOST = {
    "hour": 8_000_000,
    "day": 300_000,
    "working_day": 300_000,
    "month": 12_000,
    "year": 1_000,
    "end_of_month_after": 12_000,
}
"""The greatest number of each unit that is added here."""
SECONDS = 3600
_YEAR, _LONGEST = 12, 31


def plus_days(day: ir.DateValue, n: ir.IntegerValue) -> ir.DateValue:
    return _date(day + n.as_interval("D"))


def plus_seconds(moment: ir.TimestampValue, seconds: ir.IntegerValue) -> ir.TimestampValue:
    return moment + seconds.as_interval("s")


def after(day: ir.DateValue, n: ir.IntegerValue, unit: Unit, counted: ir.IntegerValue) -> ir.DateValue:
    """The last day of a limit in days, months or years. `counted`: 1 where the start is day 1."""
    if unit == "day":
        return plus_days(day, n - counted)
    if unit == "end_of_month_after":
        return _in_month(day, n, ibis.literal(_LONGEST))
    return _in_month(day, n * _YEAR if unit == "year" else n, day.day() - counted)


def _in_month(day: ir.DateValue, months: ir.IntegerValue, place: ir.IntegerValue) -> ir.DateValue:
    """Day number `place` of the month so many months later, or its last day; 0 is the day before its first."""
    first = _date(day.truncate("M") + months.as_interval("M"))
    last = _date(first + ibis.interval(months=1) - ibis.interval(days=1)).day()
    return plus_days(first, (place < last).ifelse(place, last) - 1)


def _date(value: ir.Value) -> ir.DateValue:
    """Engines make timestamps of a date and an interval, whatever the expression says."""
    return value.cast("timestamp").cast("date")
