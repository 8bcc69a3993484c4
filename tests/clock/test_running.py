"""A clock that is started, suspended, resumed and extended."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongbao.clock import (
    ClockError,
    ClockState,
    Event,
    Extended,
    Limit,
    Resumed,
    Started,
    Suspended,
    Unit,
    due,
    state,
)
from tests.clock.drawn import AROUND, MOMENTS, ONE_DAY, STEPS, newest, unhurried

FIVE = Limit(5, "working_day")
START = date(2020, 12, 3)
EIGHT = datetime.combine(START, time(8))
IN_DAYS: tuple[Unit, ...] = ("day", "working_day")
GAPS = st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), max_size=4)


def at(moment: str) -> datetime:
    return datetime.fromisoformat(moment)


def stands(*events: Event, now: str = "2020-12-03T12:00", limit: Limit = FIVE) -> ClockState:
    return state(events, limit, newest(), at(now))


def paused(start: date, gaps: Sequence[tuple[int, int]]) -> list[tuple[date, date]]:
    """Suspensions after one another: days until each, and days that it lasts."""
    pauses, day = [], start
    for until, lasting in gaps:
        since = day + timedelta(days=until)
        day = since + timedelta(days=lasting)
        pauses.append((since, day))
    return pauses


def events_of(start: date, pauses: Sequence[tuple[date, date]]) -> list[Event]:
    return [Started(start), *(event for since, to in pauses for event in (Suspended(since), Resumed(to)))]


def walked_due(start: date, n: int, unit: Unit, pauses: Sequence[tuple[date, date]]) -> date:
    """The day of the n-th counted day, found day by day; a suspension from that very day lasts to its resumption."""
    day = start
    while n > 0:
        day += ONE_DAY
        counts = unit == "day" or newest().is_working(day)
        n -= counts and not any(since < day <= to for since, to in pauses)
    for since, to in pauses:
        if since <= day < to:
            day = to
    return day


def test_a_clock_that_runs_tells_what_is_used_and_what_is_left() -> None:
    monday = stands(Started(START), now="2020-12-07T09:00")
    assert monday == ClockState(
        due=date(2020, 12, 10), suspended=False, used=2, left=3, late=0, is_late=False, unit="working_day",
        provisional=False,
    )


def test_the_due_day_is_in_time_and_the_next_day_is_late() -> None:
    assert not stands(Started(START), now="2020-12-10T23:59").is_late
    friday = stands(Started(START), now="2020-12-11T00:00")
    assert (friday.is_late, friday.late, friday.used, friday.left) == (True, 1, 6, 0)


def test_over_a_weekend_it_is_late_before_a_working_day_has_passed() -> None:
    saturday = stands(Started(date(2020, 12, 4)), now="2020-12-12T09:00")
    assert saturday.due == date(2020, 12, 11)
    assert (saturday.is_late, saturday.late) == (True, 0)


def test_while_suspended_there_is_no_due_day_and_nothing_more_is_used() -> None:
    events = [Started(START), Suspended(at("2020-12-07T15:00"))]
    for now in ("2020-12-07T16:00", "2021-03-01T09:00"):
        waiting = stands(*events, now=now)
        assert (waiting.due, waiting.suspended, waiting.used, waiting.left) == (None, True, 2, 3)
        assert not waiting.is_late


def test_after_a_resumption_the_days_that_were_left_are_left() -> None:
    resumed = stands(Started(START), Suspended(date(2020, 12, 7)), Resumed(date(2020, 12, 20)), now="2020-12-21T09:00")
    assert (resumed.due, resumed.used, resumed.left) == (date(2020, 12, 23), 3, 2)


def test_a_clock_suspended_on_its_due_day_is_due_on_the_day_of_its_resumption() -> None:
    resumed = stands(Started(START), Suspended(date(2020, 12, 10)), Resumed(date(2020, 12, 20)), now="2020-12-20T09:00")
    assert (resumed.due, resumed.is_late, resumed.left) == (date(2020, 12, 20), False, 0)


def test_a_clock_that_is_late_stays_late_when_it_is_suspended() -> None:
    events = [Started(START), Suspended(date(2020, 12, 14)), Resumed(date(2020, 12, 18))]
    for count, now in ((2, "2020-12-17T09:00"), (3, "2020-12-18T09:00")):
        late = stands(*events[:count], now=now)
        assert (late.due, late.is_late, late.late) == (date(2020, 12, 10), True, 2)
    assert stands(*events, now="2020-12-21T09:00").late == 3


def test_an_extension_during_a_suspension_holds_after_it() -> None:
    events = [Started(START), Suspended(date(2020, 12, 7)), Extended(Limit(2, "working_day"))]
    assert stands(*events, now="2020-12-09T09:00").left == 5
    assert stands(*events, Resumed(date(2020, 12, 9)), now="2020-12-09T09:00").due == date(2020, 12, 16)


def test_hours_stand_still_to_the_minute() -> None:
    limit = Limit(24, "hour")
    events = [Started(at("2020-12-04T16:30")), Suspended(at("2020-12-04T18:00")), Resumed(at("2020-12-06T08:15"))]
    waiting = stands(*events[:2], now="2020-12-05T23:00", limit=limit)
    assert (waiting.due, waiting.used, waiting.left, waiting.unit) == (None, 2, 22, "hour")
    resumed = stands(*events, now="2020-12-06T09:00", limit=limit)
    assert (resumed.due, resumed.used, resumed.left) == (at("2020-12-07T06:45"), 3, 21)
    assert stands(*events, Extended(Limit(Decimal("0.5"), "hour")), limit=limit).due == at("2020-12-07T07:15")
    late = stands(*events, now="2020-12-07T06:46", limit=limit)
    assert (late.is_late, late.late, late.used, late.left) == (True, 1, 25, 0)


@pytest.mark.parametrize(
    ("unit", "end"), [("month", "2021-01-07"), ("year", "2021-12-07"), ("end_of_month_after", "2021-02-04")]
)
def test_months_and_years_are_put_off_and_counted_by_days(unit: Unit, end: str) -> None:
    events = [Started(START), Suspended(date(2020, 12, 7)), Resumed(date(2020, 12, 11))]
    found = stands(*events, now="2020-12-12T09:00", limit=Limit(1, unit))
    assert (found.due, found.unit, found.used) == (date.fromisoformat(end), "day", 5)
    assert found.left == (date.fromisoformat(end) - date(2020, 12, 12)).days


def test_the_start_day_may_count() -> None:
    first = state([Started(START)], FIVE, newest(), at("2020-12-03T09:00"), start_day_counts=True)
    assert (first.due, first.used, first.left) == (date(2020, 12, 9), 1, 4)
    before = state([Started(START)], FIVE, newest(), at("2020-12-01T09:00"), start_day_counts=True)
    assert (before.used, before.left) == (0, 5)
    at_once = state([Started(START)], Limit(0, "day"), newest(), at("2020-12-03T09:00"), start_day_counts=True)
    assert (at_once.due, at_once.used, at_once.is_late) == (START, 0, False)


def test_before_its_start_nothing_is_used() -> None:
    before = stands(Started(START), now="2020-11-20T09:00")
    assert (before.used, before.left, before.is_late) == (0, 5, False)


def test_a_suspension_that_is_known_beforehand_does_not_stop_the_clock_yet() -> None:
    before = stands(Started(START), Suspended(date(2020, 12, 9)), now="2020-12-07T09:00")
    assert (before.due, before.suspended, before.used) == (date(2020, 12, 10), False, 2)


def test_working_days_that_no_notice_covers_make_a_clock_provisional() -> None:
    pause = [Suspended(date(2026, 12, 17)), Resumed(date(2027, 1, 4))]
    assert not stands(Started(date(2026, 12, 15))).provisional
    assert stands(Started(date(2026, 12, 15)), *pause).provisional
    assert stands(Started(date(2026, 12, 15)), Extended(Limit(9, "working_day"))).provisional
    assert stands(Started(date(2026, 12, 28))).provisional
    assert not stands(Started(date(2026, 12, 15)), *pause, limit=Limit(5, "day")).provisional


WRONG: dict[str, tuple[list[Event], Limit, str]] = {
    "no event": ([], FIVE, "start is missing"),
    "no start": ([Suspended(START)], FIVE, "comes first"),
    "two starts": ([Started(START), Started(START)], FIVE, "starts twice"),
    "suspended twice": ([Started(START), Suspended(START), Suspended(START)], FIVE, "take turns"),
    "resumed while running": ([Started(START), Resumed(START)], FIVE, "take turns"),
    "time that goes back": ([Started(START), Suspended(date(2020, 12, 2))], FIVE, "2020-12-03"),
    "hours from a day": ([Started(START)], Limit(2, "hour"), "needs a moment"),
    "hours suspended on a day": ([Started(EIGHT), Suspended(START)], Limit(2, "hour"), "needs a moment"),
    "hours put off by days": ([Started(EIGHT), Extended(FIVE)], Limit(2, "hour"), "extended in hours"),
    "days put off by hours": ([Started(START), Extended(Limit(2, "hour"))], FIVE, "needs a moment"),
}


@pytest.mark.parametrize(("events", "limit", "said"), WRONG.values(), ids=WRONG)
def test_events_that_make_no_clock_get_a_sentence(events: list[Event], limit: Limit, said: str) -> None:
    with pytest.raises(ClockError) as refused:
        stands(*events, limit=limit)
    assert said in refused.value.en


@unhurried
@given(start=AROUND, n=STEPS, gaps=GAPS)
def test_the_due_day_is_the_last_day_that_counts(start: date, n: int, gaps: list[tuple[int, int]]) -> None:
    pauses = paused(start, gaps)
    for unit in IN_DAYS:
        found = state(events_of(start, pauses), Limit(n, unit), newest(), datetime.combine(start, time()))
        assert found.due == walked_due(start, n, unit, pauses)


@unhurried
@given(start=AROUND, n=STEPS, gaps=GAPS, same=st.integers(0, 40), now=MOMENTS)
def test_suspending_and_resuming_on_the_same_day_changes_nothing(
    start: date, n: int, gaps: list[tuple[int, int]], same: int, now: datetime
) -> None:
    events = events_of(start, paused(start, gaps))
    day = max([start, *(event.at for event in events if not isinstance(event, Extended))]) + timedelta(days=same)
    for unit in IN_DAYS:
        limit = Limit(n, unit)
        with_both = state([*events, Suspended(day), Resumed(day)], limit, newest(), now)
        assert with_both == state(events, limit, newest(), now)


@unhurried
@given(start=AROUND, n=st.integers(1, 80), before=st.integers(0, 90), lasting=st.integers(0, 60))
def test_suspending_for_k_working_days_moves_the_due_day_by_k_working_days(
    start: date, n: int, before: int, lasting: int
) -> None:
    end = newest().add(start, n)
    since = start + timedelta(days=before % (end - start).days)
    to = since + timedelta(days=lasting)
    found = state(events_of(start, [(since, to)]), Limit(n, "working_day"), newest(), datetime.combine(start, time()))
    assert found.due == newest().add(end, newest().count(since, to))


@unhurried
@given(start=AROUND, n=STEPS, extra=STEPS, now=MOMENTS)
def test_an_extension_adds(start: date, n: int, extra: int, now: datetime) -> None:
    for unit in IN_DAYS:
        put_off = state([Started(start), Extended(Limit(extra, unit))], Limit(n, unit), newest(), now)
        assert put_off == state([Started(start)], Limit(n + extra, unit), newest(), now)


@unhurried
@given(start=AROUND, n=STEPS, gaps=GAPS, now=MOMENTS)
def test_what_is_used_and_left_makes_the_limit_and_what_is_late_comes_on_top(
    start: date, n: int, gaps: list[tuple[int, int]], now: datetime
) -> None:
    for unit in IN_DAYS:
        found = state(events_of(start, paused(start, gaps)), Limit(n, unit), newest(), now)
        assert found.used + found.left - found.late == n
        assert found.is_late == (found.due is not None and now.date() > found.due)
        assert min(found.used, found.left, found.late) >= 0


@unhurried
@given(start=MOMENTS, n=STEPS, before=st.integers(0, 300_000), lasting=st.integers(0, 300_000), now=MOMENTS)
def test_hours_move_by_the_time_that_they_stood_still(
    start: datetime, n: int, before: int, lasting: int, now: datetime
) -> None:
    since = start + timedelta(seconds=before)
    to = since + timedelta(seconds=lasting)
    limit, end = Limit(n, "hour"), start + timedelta(hours=n)
    found = state([Started(start), Suspended(since), Resumed(to)], limit, newest(), now)
    assert found.due == (end + (to - since) if since <= end else end)
    assert found.used + found.left - found.late == n


@unhurried
@given(start=AROUND, n=STEPS, now=MOMENTS)
def test_a_clock_without_further_events_is_the_limit(start: date, n: int, now: datetime) -> None:
    for unit in ("day", "working_day", "month", "end_of_month_after"):
        plain = due(start, Limit(n, unit), newest())
        found = state([Started(datetime.combine(start, time(9)))], Limit(n, unit), newest(), now)
        assert (found.due, found.provisional) == (plain.at, plain.provisional)
        assert replace(found, due=None) == replace(state([Started(start)], Limit(n, unit), newest(), now), due=None)
