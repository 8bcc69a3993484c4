"""Days and numbers to try, and the slow walk from day to day that the calendar is held to."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import cache

from hypothesis import settings
from hypothesis import strategies as st

from gongbao.clock import Calendar, Notice
from gongbao.packs.load import calendar_notices

unhurried = settings(deadline=None)

ONE_DAY = timedelta(days=1)
COVERED = st.dates(date(2020, 1, 1), date(2026, 9, 30))
AROUND = st.dates(date(2019, 10, 1), date(2027, 3, 31))
ANY = st.dates(date(1949, 10, 1), date(2999, 12, 31))
DAYS = COVERED | AROUND | ANY
STEPS = st.integers(0, 80)
MOMENTS = st.datetimes(datetime.fromisoformat("2019-12-01"), datetime.fromisoformat("2027-02-01"))


@cache
def notices() -> tuple[Notice, ...]:
    """The notices that stand in the repository."""
    return calendar_notices()


@cache
def newest() -> Calendar:
    """The calendar that knows all of them."""
    return Calendar.known(notices())


def notice(year: int, published: date, off: set[date], work: set[date]) -> Notice:
    """A made-up notice."""
    return Notice(year, f"假日〔{year}〕", published, frozenset(off), frozenset(work))


def walked(calendar: Calendar, day: date, n: int) -> date:
    """The n-th working day after `day`, found by looking at each day in turn."""
    while n > 0:
        day += ONE_DAY
        n -= calendar.is_working(day)
    return day
