"""What is left of a limit, as a page says it."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongbao.clock import Left, left
from tests.clock.drawn import AROUND, MOMENTS, newest, unhurried


def at(moment: str) -> datetime:
    return datetime.fromisoformat(moment)


NOTHING = Left(
    working_days=0, days=0, hours=0, is_today=False, is_late=False, late_working_days=0, late_days=0, late_hours=0,
    provisional=False,
)


def said(now: str, due: date | datetime) -> dict[str, object]:
    """What differs from nothing at all."""
    found = left(at(now), due, newest())
    return {name: getattr(found, name) for name in Left.__slots__ if getattr(found, name) != getattr(NOTHING, name)}


def test_days_are_counted_from_tomorrow_to_the_due_day() -> None:
    assert said("2020-09-29T09:00", date(2020, 10, 9)) == {"working_days": 2, "days": 10, "hours": 255}


def test_the_last_day_is_in_time_until_its_midnight() -> None:
    assert said("2020-12-10T00:00", date(2020, 12, 10)) == {"is_today": True, "hours": 24}
    assert said("2020-12-10T23:59:59.999999", date(2020, 12, 10)) == {"is_today": True}


def test_it_is_late_from_the_next_day_on() -> None:
    assert said("2020-12-11T00:00", date(2020, 12, 10)) == {
        "is_late": True, "late_days": 1, "late_working_days": 1, "late_hours": 1
    }


def test_on_a_weekend_it_may_be_late_by_days_and_by_no_working_day() -> None:
    assert said("2020-12-12T10:30", date(2020, 12, 11)) == {"is_late": True, "late_days": 1, "late_hours": 11}


def test_a_moment_is_late_after_it_and_an_hour_begun_counts() -> None:
    moment = at("2020-12-10T15:00")
    assert said("2020-12-10T12:30", moment) == {"is_today": True, "hours": 2}
    assert said("2020-12-10T15:00", moment) == {"is_today": True}
    assert said("2020-12-10T15:00:00.000001", moment) == {"is_today": True, "is_late": True, "late_hours": 1}
    assert said("2020-12-11T09:00", moment) == {
        "is_late": True, "late_days": 1, "late_working_days": 1, "late_hours": 18
    }


def test_working_days_that_no_notice_covers_are_provisional() -> None:
    assert not left(at("2026-12-28T09:00"), date(2026, 12, 31), newest()).provisional
    assert left(at("2026-12-28T09:00"), date(2027, 1, 4), newest()).provisional
    assert left(at("2027-01-04T09:00"), date(2026, 12, 28), newest()).provisional


@unhurried
@given(now=MOMENTS, due=AROUND | MOMENTS)
def test_something_is_left_or_late_and_never_both(now: datetime, due: date | datetime) -> None:
    found = left(now, due, newest())
    to_go = (found.working_days, found.days, found.hours)
    late = (found.late_working_days, found.late_days, found.late_hours)
    assert not any(to_go if found.is_late else late)
    assert min(*to_go, *late) >= 0
    assert found.is_late == (found.late_hours > 0)


@unhurried
@given(now=MOMENTS, days=st.integers(-9, 9))
def test_a_due_day_and_its_last_moment_say_the_same(now: datetime, days: int) -> None:
    day = now.date() + timedelta(days=days)
    moment = datetime.combine(day, datetime.max.time())
    by_day, by_moment = left(now, day, newest()), left(now, moment, newest())
    assert by_day.is_late == by_moment.is_late
    assert by_day.working_days == by_moment.working_days
    assert by_day.late_days == by_moment.late_days


@pytest.mark.parametrize("due", [date(2020, 12, 10), at("2020-12-10T15:00")], ids=["day", "moment"])
def test_now_is_local_time(due: date | datetime) -> None:
    with pytest.raises(ValueError, match="时区"):
        left(at("2020-12-10T15:00+08:00"), due, newest())


def test_the_last_day_of_all_has_a_midnight_too() -> None:
    assert said("9999-12-31T12:00:00", date(9999, 12, 31)) == {"hours": 12, "is_today": True}
