"""Limits: how long, in which unit, and the last day or moment that results.

The house's readings: the day of the event is not counted, the last day is included, hours run round the clock, and a
month that ends too early gives its last day. The clock takes them as parameters or as said here; it cites nobody.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Literal

from gongbao.clock.calendar import Calendar
from gongbao.clock.errors import ClockError, too_far

Unit = Literal["hour", "day", "working_day", "month", "year", "end_of_month_after"]
_DAY = timedelta(days=1)
_HIGHEST = 100_000_000
_YEAR = 12


@dataclass(frozen=True, slots=True)
class Limit:
    """A length of time. `value` is whole, but hours may be parts that make whole seconds (0.5).

    ClockError: a value below zero, beyond any calendar, or not whole.
    """

    value: Decimal | int
    unit: Unit

    def __post_init__(self) -> None:
        if not (Decimal(self.value).is_finite() and 0 <= self.value <= _HIGHEST):
            raise ClockError(
                f"期限 {self.value} 小于零或过大，请改正。",
                f"The limit {self.value} is below zero or too large; correct it.",
            )
        if (self.value * 3600 if self.unit == "hour" else self.value) % 1:
            raise ClockError(
                f"期限 {self.value} 不是整数（小时须为整秒），请改正。",
                f"The limit {self.value} is not whole (hours: whole seconds); correct it.",
            )


@dataclass(frozen=True, slots=True)
class Due:
    """The last day or moment that is in time. `provisional`: it counts days as working days that no notice covers."""

    at: date | datetime
    provisional: bool


def due(start: date | datetime, limit: Limit, calendar: Calendar, *, start_day_counts: bool = False) -> Due:
    """The end of a limit that begins with an event at `start`.

    Hours give a naive local datetime and need one; every other unit gives a date and takes the date of a datetime.
    `day`, `working_day`: the n-th one after the start. `month`, `year`: the same day n months later, or that month's
    last day. `end_of_month_after`: the last day of the n-th month after the start's. `start_day_counts` makes the start
    day 1 (of working days: if it is one), so months end a day earlier; it changes nothing for a limit of zero, hours
    and `end_of_month_after`. An end on a day off stays there; so does a date that a document prints, which is no limit
    and never comes here.
    ClockError: hours from a date, a datetime with a time zone, an end after the year 9999.
    """
    try:
        return _due(start, limit, calendar, start_day_counts and limit.value > 0)
    except OverflowError:
        raise too_far() from None


def extended(before: Due, extra: Limit, calendar: Calendar) -> Due:
    """A due day or moment put off by `extra`, counted from it as `due` counts from an event.

    Provisional if either part is. ClockError: as `due`, so a due date cannot be put off by hours.
    """
    after = due(before.at, extra, calendar)
    return Due(after.at, before.provisional or after.provisional)


def day_of(at: date | datetime) -> date:
    """The day of a date or moment. ClockError: a moment with a time zone, whose day depends on where one stands."""
    if not isinstance(at, datetime):
        return at
    return moment_of(at).date()


def moment_of(at: date | datetime) -> datetime:
    """A naive local moment. ClockError: a bare date, or a moment with a time zone."""
    if not isinstance(at, datetime):
        raise ClockError(
            f"按小时计的期限要有起算时刻，只给了日期 {at}，请补上时分。",
            f"A limit in hours needs a moment, but {at} is a date; add the time.",
        )
    if at.tzinfo is not None:
        raise ClockError(
            f"时刻 {at} 带有时区，请换成当地时间。", f"The moment {at} has a time zone; give it in local time."
        )
    return at


def _due(start: date | datetime, limit: Limit, calendar: Calendar, counts: bool) -> Due:
    if limit.unit == "hour":
        return Due(moment_of(start) + timedelta(seconds=int(limit.value * 3600)), provisional=False)
    day, n = day_of(start), int(limit.value)
    if limit.unit == "working_day":
        begin = day - _DAY if counts else day
        at = calendar.add(begin, n)
        return Due(at, provisional=not calendar.covers_between(begin, at))
    return Due(_in_calendar_days(day, n, limit.unit, counts), provisional=False)


def _in_calendar_days(day: date, n: int, unit: Unit, counts: bool) -> date:
    if unit == "day":
        return day + timedelta(days=n - counts)
    if unit == "end_of_month_after":
        return _in_month(day, n, 31)
    return _in_month(day, n * _YEAR if unit == "year" else n, day.day - counts)


def _in_month(day: date, months: int, place: int) -> date:
    """Day number `place` of the month so many months later, or its last day; 0 is the day before its first."""
    year, month = divmod(day.year * _YEAR + day.month - 1 + months, _YEAR)
    if year > date.max.year:
        raise OverflowError
    first = date(year, month + 1, 1)
    return first + timedelta(days=min(place, monthrange(year, month + 1)[1]) - 1)
