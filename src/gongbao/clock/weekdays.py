"""Mondays to Fridays by arithmetic, for the days that no notice covers.

Days are proleptic ordinals as in `date.toordinal`: day 1 is Monday, 1 January of the year 1.
"""

from __future__ import annotations

WEEK, WORKED = 7, 5


def weekdays_until(ordinal: int) -> int:
    """How many Mondays to Fridays there are from day 1 to this day, itself included."""
    weeks, rest = divmod(ordinal, WEEK)
    return WORKED * weeks + min(rest, WORKED)


def nth_weekday(n: int) -> int:
    """The ordinal of the n-th Monday to Friday, counted from 1 on day 1."""
    weeks, place = divmod(n - 1, WORKED)
    return WEEK * weeks + place + 1
