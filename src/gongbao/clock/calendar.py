"""Working days: the notices of each year, and the edition of the calendar that was known on a day.

A working day is a Monday to Friday that no notice makes a day off, or a day that a notice makes a working day. Where
two notices name a day, the one published later holds.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from gongbao.clock.errors import ClockError, too_far
from gongbao.clock.weekdays import WORKED, nth_weekday, weekdays_until

_LAST_ORDINAL = date.max.toordinal()
NO_EDITION = "none"


@dataclass(frozen=True, slots=True)
class Notice:
    """One notice about a year's holidays: `number` names it (its title where it has none), `published` is the day
    from which it is known, `off` and `work` the days that it makes days off and working days."""

    year: int
    number: str
    published: date
    off: frozenset[date]
    work: frozenset[date]
    source: str = ""

    def __post_init__(self) -> None:
        both = self.off & self.work
        if both:
            raise ClockError(
                f"{self.number} 把 {min(both)} 既列为放假又列为上班，请只留一处。",
                f"{self.number} lists {min(both)} both as a day off and as a working day; keep one.",
            )


class Calendar:
    """One edition of the working-day calendar, immutable.

    `edition`: number of the newest notice it knows, `"none"` if it knows none. `first`, `last`: first and last day that
    a notice covers, None without notices; a notice covers its year and every day it names.
    All answers hold for any date; outside the covered days each Monday to Friday counts and the answer is provisional,
    which `covers` tells. The last days of a covered year can still be changed by the next year's notice.
    """

    __slots__ = ("_days", "_gaps", "_high", "_low", "_named", "_ranks", "edition", "first", "last")

    edition: str
    first: date | None
    last: date | None

    def __init__(self, notices: Iterable[Notice] = ()) -> None:
        """The edition that knows exactly these notices."""
        ordered = sorted(notices, key=lambda notice: (notice.published, notice.year, notice.number))
        worked = _by_day(ordered)
        self._named = {day: notice.number for notice in ordered for day in (*notice.off, *notice.work)}
        covered = {*worked, *_days_of({notice.year for notice in ordered})}
        self.edition = ordered[-1].number if ordered else NO_EDITION
        self.first, self.last = (min(covered), max(covered)) if covered else (None, None)
        self._low, self._high = (min(covered).toordinal(), max(covered).toordinal()) if covered else (1, 0)
        self._gaps = frozenset(day.toordinal() for day in self._span() if day not in covered)
        self._fill(worked)

    @classmethod
    def known(cls, notices: Iterable[Notice], on: date | None = None) -> Calendar:
        """The edition known on that day, the day of a publication included; None: the newest. Equal ones are shared."""
        return _edition(frozenset(notice for notice in notices if on is None or notice.published <= on))

    def is_working(self, day: date) -> bool:
        """Whether this is a working day."""
        return self._rank(day.toordinal()) > self._rank(day.toordinal() - 1)

    def add(self, day: date, n: int) -> date:
        """The n-th working day after `day`, `day` itself not counted; n = 0 gives `day`. ClockError: n < 0."""
        if n > 0:
            try:
                return self._days[self._ranks[day] + n]
            except LookupError:
                return self._day(self._rank(day.toordinal()) + n)
        if n == 0:
            return day
        raise ClockError(
            f"工作日数 {n} 小于零，请改为零或正数。", f"{n} working days is below zero; give zero or more."
        )

    def count(self, after: date, until: date) -> int:
        """How many working days lie in (after, until]; negative, those in (until, after], when until < after."""
        ranks = self._ranks
        try:
            return ranks[until] - ranks[after]
        except KeyError:
            return self._rank(until.toordinal()) - self._rank(after.toordinal())

    def covers(self, day: date) -> bool:
        """Whether a known notice covers the day, so that the answer about it is not provisional."""
        ordinal = day.toordinal()
        return self._low <= ordinal <= self._high and ordinal not in self._gaps

    def covers_between(self, after: date, until: date) -> bool:
        """Whether known notices cover every day in (after, until]; true when there is none."""
        begin, end = after.toordinal() + 1, until.toordinal()
        if end < begin:
            return True
        return self._low <= begin and end <= self._high and not any(begin <= gap <= end for gap in self._gaps)

    def notice(self, day: date) -> str:
        """The number of the notice that makes the day off or worked, the latest one; empty for an ordinary day."""
        return self._named.get(day, "")

    def _span(self) -> Iterator[date]:
        return map(date.fromordinal, range(self._low, self._high + 1))

    def _fill(self, worked: dict[date, bool]) -> None:
        """Ranks count the working days from the first covered day on; `_days` finds the day of a rank."""
        self._ranks: dict[date, int] = {}
        before = weekdays_until(self._low - 1)
        self._days = [date.fromordinal(nth_weekday(before)) if before else date.min]
        for day in self._span():
            if worked.get(day, day.weekday() < WORKED):
                self._days.append(day)
            self._ranks[day] = len(self._days) - 1

    def _rank(self, ordinal: int) -> int:
        if ordinal < self._low:
            return weekdays_until(ordinal) - weekdays_until(self._low - 1)
        if ordinal > self._high:
            return len(self._days) - 1 + weekdays_until(ordinal) - weekdays_until(self._high)
        return self._ranks[date.fromordinal(ordinal)]

    def _day(self, rank: int) -> date:
        total = len(self._days) - 1
        if 0 < rank <= total:
            return self._days[rank]
        ordinal = nth_weekday(
            rank + weekdays_until(self._low - 1) if rank <= 0 else rank - total + weekdays_until(self._high)
        )
        if ordinal > _LAST_ORDINAL:
            raise too_far()
        return date.fromordinal(ordinal)


@lru_cache(maxsize=64)
def _edition(notices: frozenset[Notice]) -> Calendar:
    return Calendar(notices)


def _by_day(ordered: Iterable[Notice]) -> dict[date, bool]:
    """For each day that a notice names, whether it is worked: the last notice holds."""
    worked: dict[date, bool] = {}
    for notice in ordered:
        worked.update(dict.fromkeys(notice.off, False))
        worked.update(dict.fromkeys(notice.work, True))
    return worked


def _days_of(years: Iterable[int]) -> Iterator[date]:
    for year in years:
        yield from map(date.fromordinal, range(date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal() + 1))
