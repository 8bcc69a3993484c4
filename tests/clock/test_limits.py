"""Where a limit ends: the day of the event is not counted, the last day is."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongbao.clock import Calendar, ClockError, Due, Limit, Unit, due, extended
from tests.clock.drawn import AROUND, DAYS, ONE_DAY, STEPS, newest, notices, unhurried

ENDS: list[tuple[str, int, Unit, str]] = [
    ("2020-12-03", 15, "day", "2020-12-18"),
    ("2020-12-03", 0, "day", "2020-12-03"),
    ("2020-12-03", 5, "working_day", "2020-12-10"),
    ("2020-12-05", 0, "working_day", "2020-12-05"),
    ("2020-11-30", 3, "month", "2021-02-28"),
    ("2020-05-31", 3, "month", "2020-08-31"),
    ("2020-01-31", 1, "month", "2020-02-29"),
    ("2020-03-15", 12, "month", "2021-03-15"),
    ("2020-02-29", 1, "year", "2021-02-28"),
    ("2020-02-29", 4, "year", "2024-02-29"),
    ("2020-04-15", 1, "end_of_month_after", "2020-05-31"),
    ("2020-01-31", 1, "end_of_month_after", "2020-02-29"),
    ("2020-12-03", 1, "end_of_month_after", "2021-01-31"),
    ("2020-12-03", 0, "end_of_month_after", "2020-12-31"),
]

ENDS_WITH_THE_START_DAY_COUNTED: list[tuple[str, int, Unit, str]] = [
    ("2020-12-03", 15, "day", "2020-12-17"),
    ("2020-12-03", 5, "working_day", "2020-12-09"),
    ("2020-12-05", 1, "working_day", "2020-12-07"),
    ("2020-12-03", 0, "day", "2020-12-03"),
    ("2020-12-03", 0, "month", "2020-12-03"),
    ("2020-12-03", 1, "month", "2021-01-02"),
    ("2020-03-01", 1, "month", "2020-03-31"),
    ("2020-01-31", 1, "month", "2020-02-29"),
    ("2020-03-01", 1, "year", "2021-02-28"),
    ("2020-04-15", 1, "end_of_month_after", "2020-05-31"),
]


@pytest.mark.parametrize(("start", "value", "unit", "end"), ENDS)
def test_a_limit_ends_on_its_last_day(start: str, value: int, unit: Unit, end: str) -> None:
    assert due(date.fromisoformat(start), Limit(value, unit), newest()) == Due(date.fromisoformat(end), False)


@pytest.mark.parametrize(("start", "value", "unit", "end"), ENDS_WITH_THE_START_DAY_COUNTED)
def test_a_limit_may_count_its_start_day_as_day_one(start: str, value: int, unit: Unit, end: str) -> None:
    ended = due(date.fromisoformat(start), Limit(value, unit), newest(), start_day_counts=True)
    assert ended.at == date.fromisoformat(end)


def test_hours_run_through_nights_and_weekends_to_the_minute() -> None:
    friday = datetime.fromisoformat("2020-12-04T16:30")
    assert due(friday, Limit(24, "hour"), newest()).at == datetime.fromisoformat("2020-12-05T16:30")
    assert due(friday, Limit(Decimal("0.5"), "hour"), newest()).at == datetime.fromisoformat("2020-12-04T17:00")
    assert due(friday, Limit(2, "hour"), newest(), start_day_counts=True).at == friday + timedelta(hours=2)


def test_a_moment_starts_a_limit_in_days_on_its_day() -> None:
    late = datetime.fromisoformat("2020-12-03T23:59")
    for unit in ("day", "working_day", "month", "year", "end_of_month_after"):
        assert due(late, Limit(Decimal(5), unit), newest()) == due(late.date(), Limit(5, unit), newest())


def test_working_days_that_no_notice_covers_make_a_due_day_provisional() -> None:
    autumn = Calendar.known(notices(), date(2020, 11, 20))
    assert due(date(2020, 12, 28), Limit(5, "working_day"), autumn) == Due(date(2021, 1, 4), True)
    assert due(date(2020, 12, 28), Limit(3, "working_day"), autumn) == Due(date(2020, 12, 31), False)
    assert due(date(2020, 12, 28), Limit(5, "working_day"), newest()) == Due(date(2021, 1, 5), False)
    assert due(date(2190, 5, 1), Limit(5, "working_day"), newest()).provisional
    assert not due(date(2190, 5, 1), Limit(0, "working_day"), newest()).provisional
    assert not due(date(2190, 5, 1), Limit(5, "day"), newest()).provisional


def test_an_extension_runs_on_from_the_due_day() -> None:
    first = due(date(2020, 12, 3), Limit(5, "working_day"), newest())
    assert extended(first, Limit(2, "working_day"), newest()) == Due(date(2020, 12, 14), False)
    assert extended(first, Limit(1, "month"), newest()) == Due(date(2021, 1, 10), False)
    moment = due(datetime.fromisoformat("2020-12-04T16:30"), Limit(24, "hour"), newest())
    assert extended(moment, Limit(2, "hour"), newest()).at == datetime.fromisoformat("2020-12-05T18:30")
    assert extended(moment, Limit(1, "day"), newest()).at == date(2020, 12, 6)


def test_an_extension_is_provisional_if_either_part_is() -> None:
    first = due(date(2026, 12, 30), Limit(5, "working_day"), newest())
    assert first.provisional
    assert extended(first, Limit(3, "day"), newest()).provisional
    assert extended(Due(date(2026, 12, 30), False), Limit(3, "working_day"), newest()).provisional


def test_hours_need_a_moment() -> None:
    with pytest.raises(ClockError, match="2020-12-03") as refused:
        due(date(2020, 12, 3), Limit(24, "hour"), newest())
    assert "add the time" in refused.value.en
    with pytest.raises(ClockError, match="时分"):
        extended(Due(date(2020, 12, 3), False), Limit(2, "hour"), newest())


@pytest.mark.parametrize("unit", ["hour", "day", "working_day", "month"])
def test_a_moment_with_a_time_zone_is_refused_because_its_day_is_not_ours(unit: Unit) -> None:
    with pytest.raises(ClockError, match="时区"):
        due(datetime(2020, 12, 3, 20, tzinfo=UTC), Limit(1, unit), newest())


@pytest.mark.parametrize(
    ("value", "unit"),
    [(-1, "day"), (Decimal("1.5"), "working_day"), (Decimal("0.5"), "month"), (Decimal("0.0001"), "hour"),
     (Decimal("NaN"), "day"), (Decimal("Infinity"), "hour"), (10**9, "day")],
)
def test_a_limit_that_is_none_is_refused(value: Decimal | int, unit: Unit) -> None:
    with pytest.raises(ClockError) as refused:
        Limit(value, unit)
    assert str(value) in refused.value.zh
    assert "correct it" in refused.value.en


@pytest.mark.parametrize("unit", ["hour", "day", "working_day", "month", "year", "end_of_month_after"])
def test_an_end_after_the_last_date_there_is_gets_a_sentence(unit: Unit) -> None:
    with pytest.raises(ClockError, match="9999"):
        due(datetime.fromisoformat("2020-12-03T08:00"), Limit(99_000_000, unit), newest())


@unhurried
@given(day=AROUND, n=st.integers(1, 60))
def test_counting_the_start_day_is_starting_the_day_before(day: date, n: int) -> None:
    for unit in ("day", "working_day"):
        counted = due(day, Limit(n, unit), newest(), start_day_counts=True)
        assert counted == due(day - ONE_DAY, Limit(n, unit), newest())


@unhurried
@given(day=DAYS, n=STEPS)
def test_months_end_on_the_same_day_or_on_a_last_day(day: date, n: int) -> None:
    end = due(day, Limit(n, "month"), newest()).at
    assert (end.year * 12 + end.month) - (day.year * 12 + day.month) == n
    assert end.day == day.day or (end.day < day.day and (end + ONE_DAY).day == 1)


@unhurried
@given(day=DAYS, n=STEPS)
def test_the_end_of_a_month_is_a_last_day(day: date, n: int) -> None:
    end = due(day, Limit(n, "end_of_month_after"), newest()).at
    assert (end + ONE_DAY).day == 1
    assert (end.year * 12 + end.month) - (day.year * 12 + day.month) == n


@unhurried
@given(day=AROUND, n=STEPS, extra=STEPS)
def test_an_extension_in_the_same_days_is_a_longer_limit(day: date, n: int, extra: int) -> None:
    for unit in ("day", "working_day"):
        first = due(day, Limit(n, unit), newest())
        assert extended(first, Limit(extra, unit), newest()) == due(day, Limit(n + extra, unit), newest())
