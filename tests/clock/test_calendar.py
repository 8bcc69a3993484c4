"""Working days, as the notices known on a day make them."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongbao.clock import Calendar, ClockError, Notice
from tests.clock.drawn import ANY, AROUND, COVERED, DAYS, ONE_DAY, STEPS, newest, notice, notices, unhurried, walked

ADDED = [
    (date(2020, 1, 21), 5, date(2020, 2, 5)),
    (date(2020, 9, 30), 5, date(2020, 10, 14)),
    (date(2020, 6, 22), 5, date(2020, 6, 30)),
    (date(2020, 3, 25), 15, date(2020, 4, 16)),
    (date(2020, 3, 25), 30, date(2020, 5, 9)),
    (date(2020, 4, 30), 1, date(2020, 5, 6)),
    (date(2020, 9, 25), 7, date(2020, 10, 12)),
    (date(2022, 12, 30), 1, date(2023, 1, 3)),
    (date(2026, 2, 13), 1, date(2026, 2, 14)),
    (date(2026, 2, 14), 1, date(2026, 2, 24)),
]


@pytest.mark.parametrize(("start", "n", "end"), ADDED, ids=str)
def test_working_days_are_added_over_holidays_and_make_up_days(start: date, n: int, end: date) -> None:
    assert newest().add(start, n) == end
    assert newest().count(start, end) == n


@pytest.mark.parametrize(
    ("known_on", "end"),
    [(date(2020, 1, 25), date(2020, 2, 3)), (date(2020, 1, 26), date(2020, 2, 3)),
     (date(2020, 1, 27), date(2020, 2, 5)), (date(2020, 1, 28), date(2020, 2, 5))],
    ids=str,
)
def test_the_holiday_that_was_made_longer_counts_from_the_day_of_its_publication(known_on: date, end: date) -> None:
    assert Calendar.known(notices(), known_on).add(date(2020, 1, 21), 5) == end


def test_a_weekend_that_is_made_up_is_a_working_day_until_a_later_notice_frees_it() -> None:
    first, second = (Calendar.known(notices(), date(2020, 1, day)) for day in (26, 27))
    assert newest().is_working(date(2020, 1, 19))
    assert first.is_working(date(2020, 2, 1))
    assert not second.is_working(date(2020, 2, 1))
    assert first.is_working(date(2020, 1, 31))
    assert not second.is_working(date(2020, 1, 31))


def test_an_edition_is_named_for_its_newest_notice() -> None:
    assert Calendar.known(notices(), date(2020, 1, 26)).edition == "国办发明电〔2019〕16号"
    assert Calendar.known(notices(), date(2020, 1, 27)).edition == "国办发明电〔2020〕1号"
    assert newest().edition == "国办发明电〔2025〕7号"


def test_the_days_between_two_publications_share_one_calendar() -> None:
    assert Calendar.known(notices(), date(2020, 3, 1)) is Calendar.known(notices()[::-1], date(2020, 11, 24))
    assert Calendar.known(notices(), date(2020, 11, 25)) is not Calendar.known(notices(), date(2020, 11, 24))


def test_days_after_the_last_known_notice_are_not_covered() -> None:
    autumn = Calendar.known(notices(), date(2020, 11, 20))
    assert (autumn.first, autumn.last) == (date(2020, 1, 1), date(2020, 12, 31))
    assert autumn.covers(date(2020, 12, 31))
    assert not autumn.covers(date(2021, 1, 1))
    assert Calendar.known(notices(), date(2020, 11, 25)).covers(date(2021, 1, 1))


def test_before_the_first_notice_every_monday_to_friday_counts_and_nothing_is_covered() -> None:
    early = Calendar.known(notices(), date(2019, 11, 20))
    assert (early.edition, early.first, early.last) == ("none", None, None)
    assert early.add(date(2020, 1, 21), 5) == date(2020, 1, 28)
    assert not early.covers(date(2020, 1, 21))
    assert early.covers_between(date(2020, 1, 21), date(2020, 1, 21))


def test_the_last_day_of_2022_belongs_to_the_notice_of_2023() -> None:
    only_2023 = Calendar.known(kept for kept in notices() if kept.year == 2023)
    assert only_2023.first == date(2022, 12, 31)
    assert only_2023.covers(date(2022, 12, 31))
    assert not only_2023.covers(date(2022, 12, 30))


def test_a_year_without_a_notice_between_two_others_is_not_covered() -> None:
    gap = Calendar.known(kept for kept in notices() if kept.year != 2022)
    assert (gap.first, gap.last) == (newest().first, newest().last)
    assert not gap.covers(date(2022, 6, 1))
    assert not gap.covers(datetime.fromisoformat("2022-06-01T08:00"))
    assert gap.covers(date(2022, 12, 31))
    assert not gap.covers_between(date(2021, 12, 30), date(2022, 1, 1))
    assert gap.covers_between(date(2021, 12, 30), date(2021, 12, 31))
    assert gap.is_working(date(2022, 2, 1)), "without the notice of 2022 its spring festival is an ordinary Tuesday"


@pytest.mark.parametrize("year", [1949, 2019, 2027, 2190, 2999])
def test_far_years_count_mondays_to_fridays_and_are_not_covered(year: int) -> None:
    day = date(year, 10, 3)
    assert newest().add(day, 7) == walked(newest(), day, 7)
    assert newest().is_working(day) == (day.weekday() < 5)
    assert not newest().covers(day)


def test_a_later_notice_may_make_a_day_off_a_working_day_again() -> None:
    monday = date(2031, 5, 5)
    given_free = notice(2031, date(2030, 11, 1), {monday}, set())
    taken_back = notice(2031, date(2031, 4, 1), set(), {monday})
    assert not Calendar.known([given_free]).is_working(monday)
    assert Calendar.known([taken_back, given_free]).is_working(monday)


def test_a_notice_does_not_list_a_day_both_ways() -> None:
    with pytest.raises(ClockError, match="2031-05-05") as refused:
        notice(2031, date(2030, 11, 1), {date(2031, 5, 5)}, {date(2031, 5, 5)})
    assert "keep one" in refused.value.en


def test_working_days_are_not_added_backwards() -> None:
    with pytest.raises(ClockError, match="-1") as refused:
        newest().add(date(2020, 3, 2), -1)
    assert "below zero" in refused.value.en


def test_an_answer_after_the_last_date_there_is_gets_a_sentence() -> None:
    with pytest.raises(ClockError, match="9999"):
        newest().add(date(9999, 12, 30), 5)
    assert newest().count(date.min, date.max) > 0
    assert newest().is_working(date.min), "1 January of the year 1 is a Monday"


@pytest.mark.parametrize("calendar", [newest(), Calendar()], ids=["newest", "no notices"])
def test_a_moment_counts_as_its_day(calendar: Calendar) -> None:
    noon = datetime.fromisoformat("2020-03-25T12:00")
    assert calendar.add(noon, 3) == calendar.add(noon.date(), 3)
    assert calendar.count(noon, date(2020, 4, 9)) == calendar.count(noon.date(), date(2020, 4, 9))
    assert calendar.is_working(noon)


@unhurried
@given(day=AROUND, n=STEPS)
def test_adding_is_walking_from_working_day_to_working_day(day: date, n: int) -> None:
    assert newest().add(day, n) == walked(newest(), day, n)


@unhurried
@given(day=DAYS, n=STEPS)
def test_counting_undoes_adding(day: date, n: int) -> None:
    end = newest().add(day, n)
    assert newest().count(day, end) == n
    assert n == 0 or newest().is_working(end)


@unhurried
@given(day=DAYS, n=STEPS, m=STEPS)
def test_adding_in_two_steps_is_adding_at_once(day: date, n: int, m: int) -> None:
    assert newest().add(newest().add(day, n), m) == newest().add(day, n + m)


@unhurried
@given(day=DAYS, later=st.integers(0, 900), n=STEPS)
def test_a_later_start_never_ends_earlier(day: date, later: int, n: int) -> None:
    after = date.fromordinal(day.toordinal() + later)
    assert newest().add(day, n) <= newest().add(after, n)
    assert newest().add(day, n) < newest().add(day, n + 1)


@unhurried
@given(one=DAYS, two=DAYS, three=ANY)
def test_counts_add_up_and_change_their_sign_with_the_direction(one: date, two: date, three: date) -> None:
    count = newest().count
    assert count(one, two) == -count(two, one)
    assert count(one, two) + count(two, three) == count(one, three)


@unhurried
@given(day=AROUND | COVERED)
def test_a_day_is_counted_exactly_if_it_is_worked(day: date) -> None:
    assert newest().count(day - ONE_DAY, day) == newest().is_working(day)


@unhurried
@given(day=st.dates(date(2020, 1, 1), date(2026, 12, 31)))
def test_a_working_day_is_a_weekday_that_is_not_off_or_a_weekend_that_is_made_up(day: date) -> None:
    last = max((kept for kept in notices() if day in kept.off | kept.work), key=_published, default=None)
    expected = day.weekday() < 5 if last is None else day in last.work
    assert newest().is_working(day) == expected


def _published(kept: Notice) -> date:
    return kept.published
