"""The working-day calendar over columns: the answers of `Calendar`, for whole arrays.

A column is an array of `datetime64`, or of integers that are days since 1970-01-01 (as Arrow and DuckDB hold dates); a
moment counts as its day. Columns of one call are broadcast together. Dates lie in the years 1 to 9999.
ClockError, from every function: NaT or another date outside these years, and an array of anything else.
This module needs numpy, so the package does not import it by itself.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt

from gongbao.clock.calendar import Calendar
from gongbao.clock.errors import ClockError, too_far
from gongbao.clock.weekdays import WEEK, WORKED, weekdays_until

Column: TypeAlias = npt.NDArray[Any]
Ints: TypeAlias = npt.NDArray[np.int64]
Bools: TypeAlias = npt.NDArray[np.bool_]
_EPOCH = date(1970, 1, 1).toordinal()
_LOWEST, _HIGHEST = date.min.toordinal() - _EPOCH, date.max.toordinal() - _EPOCH
_BLOCK = 1 << 15  # elements that stay in the processor's cache from one step to the next
_DATES = np.dtype("datetime64[D]")


class Table(NamedTuple):
    """The calendar as columns to join: one row a day, and the day of each rank.

    `day` datetime64[D]; `is_working`, `covered` bool; `rank` int64, the working days from the table's first day to this
    one. `select[r]` is the day of rank r, `select[0]` the last working day before the table. The n-th working day after
    a day is `select[rank + n]` for n ≥ 1, as far as `select` goes.
    """

    day: Column
    is_working: Bools
    covered: Bools
    rank: Ints
    select: Column


def add(calendar: Calendar, days: Column | date, n: npt.ArrayLike) -> Column:
    """The n-th working day after each day, as `Calendar.add`: int64 for integer days, else datetime64[D].

    ClockError: an n that is below zero or no integer, a result after the year 9999.
    """
    kernel, start, steps = _Kernel.of(calendar), _ints(days), _steps(n)
    if steps.ndim == 0:
        lookup = kernel.added(kernel.days, steps)
        ended = _in_blocks(lambda day: kernel.at(lookup, day, lambda far: kernel.added(far, steps)), np.int64, start)
    else:
        ended = _in_blocks(kernel.added, np.int64, start, steps)
    return ended if np.asarray(days).dtype.kind in "iu" else ended.view(_DATES)


def count(calendar: Calendar, after: Column | date, until: Column | date) -> Ints:
    """How many working days lie in (after, until], as `Calendar.count`."""
    rank = _Kernel.of(calendar).rank_of
    return _in_blocks(lambda begin, end: rank(end) - rank(begin), np.int64, _ints(after), _ints(until))


def is_working(calendar: Calendar, days: Column | date) -> Bools:
    """Whether each day is a working day, as `Calendar.is_working`."""
    return _in_blocks(_Kernel.of(calendar).works, np.bool_, _ints(days))


def covers(calendar: Calendar, days: Column | date) -> Bools:
    """Whether a known notice covers each day, as `Calendar.covers`; elsewhere an answer is provisional."""
    return _in_blocks(_Kernel.of(calendar).covers, np.bool_, _ints(days))


def table(calendar: Calendar, first: date | None = None, last: date | None = None) -> Table:
    """The days from `first` to `last`; without them, from the first to the last covered day.

    ClockError: there is no such day.
    """
    begin, end = first or calendar.first, last or calendar.last
    if begin is None or end is None or end < begin:
        raise ClockError("表中没有日期，请给出起日和止日。", "The table has no day; give a first and a last one.")
    kernel, days = _Kernel.of(calendar), np.arange(np.datetime64(begin, "D"), np.datetime64(end, "D") + 1)
    ints = days.view(np.int64)
    rank = count(calendar, ints[:1] - 1, ints)
    select = kernel.day_of(kernel.rank_of(ints[:1] - 1) + np.arange(rank[-1] + 1 if rank.size else 1))
    return Table(days, is_working(calendar, ints), covers(calendar, ints), rank, select.view(_DATES))


class _Kernel:
    """Rank and select as arrays over the covered days, arithmetic beside them. Days are integers since 1970-01-01."""

    def __init__(self, calendar: Calendar) -> None:
        low = calendar.first.toordinal() if calendar.first else 1
        high = calendar.last.toordinal() if calendar.last else 0
        spanned = [date.fromordinal(ordinal) for ordinal in range(low, high + 1)]
        self.before, self.after = weekdays_until(low - 1), weekdays_until(high)
        self.days: Ints = np.arange(low, high + 1) - _EPOCH
        self.working: Bools = np.array([calendar.is_working(day) for day in spanned], dtype=np.bool_)
        self.covered: Bools = np.array([calendar.covers(day) for day in spanned], dtype=np.bool_)
        self.rank: Ints = np.cumsum(self.working, dtype=np.int64)
        self.select: Ints = np.concatenate([_nth_weekday(np.array([self.before])), self.days[self.working]])
        self.low, self.total = low - _EPOCH, len(self.select) - 1

    @staticmethod
    @lru_cache(maxsize=16)
    def of(calendar: Calendar) -> _Kernel:
        return _Kernel(calendar)

    def at(self, values: Column, day: Ints, beyond: Callable[[Ints], Column]) -> Column:
        """`values` has an entry for each covered day; `beyond` answers for the others."""
        index = day - self.low
        if index.view(np.uint64).max(initial=0) < len(values):  # one pass for both ends: below zero is very large
            return values.take(index, mode="clip")
        _refuse_outside(day)
        answer, inside = beyond(day), (index >= 0) & (index < len(values))
        answer[inside] = values[index[inside]]
        return answer

    def works(self, day: Ints) -> Bools:
        return self.at(self.working, day, lambda far: (far + _EPOCH - 1) % WEEK < WORKED)

    def covers(self, day: Ints) -> Bools:
        return self.at(self.covered, day, lambda far: np.zeros(far.shape, dtype=np.bool_))

    def rank_of(self, day: Ints) -> Ints:
        return self.at(self.rank, day, self._rank_beyond)

    def added(self, day: Ints, n: Ints) -> Ints:
        ended = self.day_of(self.rank_of(day) + n)
        return ended if n.all() else np.where(n == 0, day, ended)

    def day_of(self, rank: Ints) -> Ints:
        if rank.view(np.uint64).max(initial=0) <= self.total:
            return self.select.take(rank, mode="clip")
        day = _nth_weekday(np.where(rank > 0, rank - self.total + self.after, rank + self.before))
        inside = (rank > 0) & (rank <= self.total)
        day[inside] = self.select[rank[inside]]
        if day.max() > _HIGHEST:
            raise too_far()
        return day

    def _rank_beyond(self, day: Ints) -> Ints:
        weeks, rest = np.divmod(day + _EPOCH, WEEK)
        passed = WORKED * weeks + np.minimum(rest, WORKED)
        return np.where(day < self.low, passed - self.before, passed - self.after + self.total)


def _nth_weekday(n: Ints) -> Ints:
    weeks, place = np.divmod(n - 1, WORKED)
    return WEEK * weeks + place + 1 - _EPOCH


def _in_blocks(answer: Callable[..., Column], dtype: npt.DTypeLike, *columns: Ints) -> Column:
    """`answer` over one block of the columns after another, so that its intermediate arrays stay small."""
    same = np.broadcast_arrays(*columns)
    flat, shape = [column.reshape(-1) for column in same], same[0].shape
    result = np.empty(flat[0].size, dtype=dtype)
    for start in range(0, result.size, _BLOCK):
        block = slice(start, start + _BLOCK)
        result[block] = answer(*(column[block] for column in flat))
    return result.reshape(shape)


def _ints(days: Column | date) -> Ints:
    column = np.asarray(np.datetime64(days, "D") if isinstance(days, date) else days)
    if column.dtype.kind == "M":
        return column.astype(_DATES, copy=False).view(np.int64)
    if column.dtype.kind in "iu":
        return column.astype(np.int64, copy=False)
    raise ClockError(
        f"日期列的类型 {column.dtype} 不对，请用 datetime64[D] 或整数天数。",
        f"A column of days has the type {column.dtype}; give datetime64[D] or whole days.",
    )


def _steps(n: npt.ArrayLike) -> Ints:
    steps = np.asarray(n)
    if steps.dtype.kind not in "iu" or (steps.size and steps.min() < 0):
        raise ClockError(
            "工作日数须为零或正整数，请改正这一列。",
            "Numbers of working days are whole and not below zero; correct the column.",
        )
    return steps.astype(np.int64, copy=False)


def _refuse_outside(day: Ints) -> None:
    wrong = day[(day < _LOWEST) | (day > _HIGHEST)]
    if wrong.size:
        said = "NaT" if np.isnat(wrong[:1].view(_DATES))[0] else str(wrong[0])
        raise ClockError(
            f"日期列里有空值或公元1年至9999年以外的日期（{said}），请先剔除。",
            f"A column of days holds {said}, which is empty or outside the years 1 to 9999; take it out first.",
        )
