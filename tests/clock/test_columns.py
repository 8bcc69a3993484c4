"""Over columns the calendar answers as it does day by day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongbao.clock import Calendar, ClockError, columns
from tests.clock.drawn import DAYS, STEPS, newest, notices, unhurried

GAP = Calendar.known(kept for kept in notices() if kept.year != 2022)
CALENDARS = st.sampled_from([newest(), GAP, Calendar()])
EDGES = [date(year, month, day) + np.timedelta64(step, "D").astype(object)
         for year, month, day in ((2020, 1, 1), (2020, 12, 31), (2022, 1, 1), (2022, 12, 31), (2026, 12, 31))
         for step in range(-12, 13)]


def column(days: list[date]) -> Any:
    return np.array(days, dtype="datetime64[D]")


def assert_same(calendar: Calendar, days: list[date], steps: list[int]) -> None:
    starts, n = column(days), np.array(steps, dtype=np.int64)
    ends = [calendar.add(day, step) for day, step in zip(days, steps, strict=True)]
    assert columns.add(calendar, starts, n).tolist() == ends
    assert columns.add(calendar, starts, steps[0]).tolist() == [calendar.add(day, steps[0]) for day in days]
    assert columns.count(calendar, starts, column(days[::-1])).tolist() == list(map(calendar.count, days, days[::-1]))
    assert columns.is_working(calendar, starts).tolist() == list(map(calendar.is_working, days))
    assert columns.covers(calendar, starts).tolist() == list(map(calendar.covers, days))


@unhurried
@given(calendar=CALENDARS, rows=st.lists(st.tuples(DAYS, STEPS), min_size=1, max_size=20))
def test_columns_and_single_days_agree(calendar: Calendar, rows: list[tuple[date, int]]) -> None:
    assert_same(calendar, [day for day, _ in rows], [step for _, step in rows])


@pytest.mark.parametrize("calendar", [newest(), GAP, Calendar()], ids=["newest", "a year missing", "no notices"])
def test_columns_and_single_days_agree_around_the_ends_of_the_covered_days(calendar: Calendar) -> None:
    for step in (0, 1, 2, 30):
        assert_same(calendar, EDGES, [step] * len(EDGES))
    assert_same(calendar, EDGES, [index % 4 for index in range(len(EDGES))])


def test_long_columns_and_columns_of_any_shape_are_answered_whole() -> None:
    many = np.arange(np.datetime64("2019-06-01"), np.datetime64("2026-06-01")).repeat(40).reshape(-1, 5)
    ends = columns.add(newest(), many, 3)
    assert ends.shape == many.shape
    assert ends[::997].tolist() == [[newest().add(day, 3) for day in row] for row in many[::997].tolist()]
    assert columns.add(newest(), many[:0], 3).shape == (0, 5)
    assert columns.add(newest(), many[:, ::2], np.array([1, 2, 3]))[-1, -1] == newest().add(many[-1, -1].item(), 3)


def test_adding_over_columns_is_numpy_with_every_day_off_listed() -> None:
    chance = np.random.default_rng(20201215)
    days = np.datetime64("2020-01-01") + chance.integers(0, 6 * 365, 20_000)
    steps = chance.integers(1, 90, days.size)
    span = columns.table(newest())
    every = np.busdaycalendar(weekmask="1111111", holidays=span.day[~span.is_working])
    expected = np.busday_offset(days, steps, roll="backward", busdaycal=every)
    assert np.array_equal(columns.add(newest(), days, steps), expected)


@pytest.mark.parametrize("dtype", ["int16", "int32", "int64", "uint16"])
def test_days_as_integers_come_back_as_integers(dtype: str) -> None:
    days = column([date(2020, 1, 21), date(2020, 9, 30)])
    ends = columns.add(newest(), days.astype(np.int64).astype(dtype), 5)
    assert ends.dtype == np.int64
    assert np.array_equal(ends.astype("datetime64[D]"), columns.add(newest(), days, 5))


def test_one_day_may_stand_for_a_whole_column() -> None:
    until = column([date(2020, 2, 5), date(2020, 1, 20)])
    assert columns.count(newest(), date(2020, 1, 21), until).tolist() == [5, -1]
    assert columns.add(newest(), date(2020, 1, 21), [1, 5]).tolist() == [date(2020, 1, 22), date(2020, 2, 5)]
    assert columns.add(newest(), date(2020, 1, 21), 5).item() == date(2020, 2, 5)


def test_moments_count_as_their_days() -> None:
    moments = np.array(["2020-01-21T23:59:59"], dtype="datetime64[s]")
    assert columns.add(newest(), moments, 5).tolist() == [date(2020, 2, 5)]


@pytest.mark.parametrize(
    ("calendar", "first", "last"),
    [(newest(), None, None), (newest(), date(2018, 5, 1), date(2028, 5, 1)),
     (Calendar(), date(2020, 1, 4), date(2021, 1, 1))],
    ids=["covered", "wider", "no notices"],
)
def test_a_join_with_the_table_adds_working_days(calendar: Calendar, first: date | None, last: date | None) -> None:
    table = columns.table(calendar, first, last)
    assert table.day[0].item() == (first or calendar.first)
    assert table.day[-1].item() == (last or calendar.last)
    rows = table.day[table.rank + 9 < table.select.size]
    assert rows.size > table.day.size - 30
    assert np.array_equal(table.select[table.rank[: rows.size] + 9], columns.add(calendar, rows, 9))
    assert np.array_equal(table.is_working, columns.is_working(calendar, table.day))
    assert np.array_equal(table.covered, columns.covers(calendar, table.day))
    assert calendar.count(table.select[0].item(), table.day[0].item()) == table.rank[0]


REFUSED: dict[str, tuple[Callable[[], object], str]] = {
    "an empty day": (lambda: columns.add(newest(), np.array(["2020-01-01", "NaT"], dtype="datetime64[D]"), 1), "NaT"),
    "an empty day, counted": (lambda: columns.count(newest(), np.array(["NaT"], dtype="datetime64[D]"), 0), "NaT"),
    "a day after the year 9999": (lambda: columns.is_working(newest(), np.array([3_000_000])), "3000000"),
    "a result after the year 9999": (lambda: columns.add(newest(), date(9999, 12, 30), 9), "9999"),
    "a step backwards": (lambda: columns.add(newest(), column([date(2020, 1, 1)]), [-1]), "below zero"),
    "half a step": (lambda: columns.add(newest(), column([date(2020, 1, 1)]), 1.5), "whole"),
    "words for days": (lambda: columns.covers(newest(), np.array(["2020-01-01"])), "<U10"),
    "a table of nothing": (lambda: columns.table(Calendar()), "no day"),
    "a table that ends before it begins": (lambda: columns.table(newest(), last=date(2019, 1, 1)), "no day"),
}


@pytest.mark.parametrize(("ask", "said"), REFUSED.values(), ids=REFUSED)
def test_a_column_that_cannot_be_answered_gets_a_sentence(ask: Callable[[], object], said: str) -> None:
    with pytest.raises(ClockError) as refused:
        ask()
    assert said in refused.value.en
    assert refused.value.zh.endswith("。")
