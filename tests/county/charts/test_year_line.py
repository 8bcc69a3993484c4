"""A year on a line: every due day in its place, one mark a day, the worst kind first."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from county.charts.lamps import MARKS, WORST_FIRST
from county.charts.year_line import TALLEST, DayMark, YearWords, draw_year, height_of

SVG = "{http://www.w3.org/2000/svg}"
YEAR = 2032


def drawn(marks, today=None, href_of_month=lambda month: f"/{month}月/", **more):
    return ET.fromstring(  # noqa: S314 our own markup
        draw_year(YEAR, marks, today=today, href_of_month=href_of_month, **more))


def of(root, name):
    return [one for one in root.iter() if name in (one.get("class") or "").split()]


def place(root, name):
    return [float(one.get("x1").removesuffix("%")) for one in of(root, name)]


def mark(month=3, day=31, count=1, kind="good", title="报告", href="/事/", year=YEAR):
    return DayMark(date(year, month, day), count, kind, title, href)


def test_twelve_months_stand_side_by_side_each_a_link_with_its_count():
    root = drawn([mark(3, 1, 2), mark(3, 31, 5), mark(12, 31)])
    months = of(root, "year-month")
    assert [one.get("href") for one in months] == [f"/{month}月/" for month in range(1, 13)]
    assert [one.text for one in of(root, "year-label")] == [str(month) for month in range(1, 13)]
    assert [months[at].get("aria-label") for at in (0, 2, 11)] == ["1月 0 件", "3月 7 件", "12月 1 件"]
    edges = [(float(one.get("x")[:-1]), float(one.get("width")[:-1])) for one in of(root, "year-column")]
    assert edges == [(2 + 8 * at, 8) for at in range(12)]


@given(st.lists(st.integers(0, 365), unique=True, min_size=1, max_size=40))
def test_every_day_stands_within_its_month_and_the_days_in_their_order(days):
    dates = sorted(date(YEAR, 1, 1) + timedelta(one) for one in days)
    places = place(drawn([DayMark(one, 1, "good", "报告", "") for one in reversed(dates)]), "year-stem")
    assert places == sorted(places)
    for one, at in zip(dates, places, strict=True):
        assert 2 + 8 * (one.month - 1) < at < 2 + 8 * one.month


def test_marks_on_one_day_are_one_with_the_worst_kind_its_address_and_all_titles():
    root = drawn([mark(kind="good", count=2, href="/好/"), mark(kind="late", title="演练", href="/晚/"),
                  mark(kind="near", title="报告"), mark(kind="late", title="公示", href="/又晚/")])
    (day,) = of(root, "year-day")
    assert day.get("class") == "year-day lamp-late"
    assert day.get("href") == "/晚/"
    assert day.findtext(f"{SVG}title") == "3月31日 5 件：报告、演练、公示"
    assert [one.text for one in of(root, "year-mark")] == [MARKS["late"]]


@given(st.lists(st.sampled_from(WORST_FIRST), min_size=1))
def test_the_kind_of_a_day_does_not_hang_on_the_order_of_its_marks(kinds):
    worst = min(kinds, key=WORST_FIRST.index)
    (day,) = of(drawn([mark(kind=one) for one in kinds]), "year-day")
    assert day.get("class") == f"year-day lamp-{worst}"


@given(st.integers(1, 10**6), st.integers(1, 10**6))
def test_more_due_is_never_drawn_lower_and_nothing_leaves_the_drawing(few, many):
    few, many = sorted((few, many))
    assert 0 < height_of(few) <= height_of(many) <= TALLEST
    assert all(float(one.get("y")) >= 13 for one in of(drawn([mark(count=many)]), "year-mark"))


def test_what_another_year_holds_and_what_counts_nothing_is_left_out():
    root = drawn([mark(year=YEAR - 1), mark(year=YEAR + 1), mark(count=0)])
    assert of(root, "year-day") == []
    assert root.findtext(f"{SVG}desc") == "这一年没有到期的事"


@pytest.mark.parametrize(("today", "anchor"), [
    (date(YEAR, 1, 1), "start"), (date(YEAR, 7, 1), "middle"), (date(YEAR, 12, 31), "end"),
])
def test_today_has_a_line_and_its_word_does_not_leave_the_drawing(today, anchor):
    root = drawn([], today)
    assert len(of(root, "year-today")) == 1
    assert [(one.text, one.get("text-anchor")) for one in of(root, "year-now")] == [("今天", anchor)]
    assert root.findtext(f"{SVG}desc").endswith(f"今天是{today.month}月{today.day}日")


@pytest.mark.parametrize("today", [None, date(YEAR - 1, 12, 31), date(YEAR + 1, 1, 1)])
def test_a_year_that_is_not_this_one_has_no_line_for_today(today):
    root = drawn([], today)
    assert of(root, "year-today") == of(root, "year-now") == []


def test_without_addresses_nothing_is_a_link():
    root = drawn([mark(href="")], href_of_month=lambda _month: "")
    assert list(root.iter(f"{SVG}a")) == []
    assert root.get("role") == "img"


def test_the_drawing_is_as_wide_as_its_place_and_letters_keep_their_size():
    root = drawn([mark()], date(YEAR, 2, 29))
    assert (root.get("width"), root.get("viewBox")) == ("100%", None)
    assert all(one.get("x").endswith("%") for one in root.iter(f"{SVG}text"))


def test_another_language_has_its_own_words():
    words = YearWords("Due in {year}", "{year}-{month:02}-{day:02}: {count} ({titles})", "Month {month}: {count}",
                      "today {month:02}-{day:02}", "Today", "nothing", ", ", "; ")
    root = drawn([mark(title="report")], date(YEAR, 5, 6), words=words)
    assert root.findtext(f"{SVG}title") == f"Due in {YEAR}"
    assert root.findtext(f"{SVG}desc") == "Month 3: 1; today 05-06"
    assert of(root, "year-day")[0].get("aria-label") == f"{YEAR}-03-31: 1 (report)"


def test_the_markup_holds_no_style_no_script_no_id_and_no_tag_of_a_title():
    marks = [mark(title="<script>&\"'{}\x0b", href='"><script>&')]
    page = draw_year(YEAR, marks, today=date(YEAR, 5, 6), href_of_month='/<b>"&{}'.format)
    ET.fromstring(page)  # noqa: S314 our own markup
    assert not re.search(r"<script|<b>| style=| id=| on\w+=", page)
    assert page == draw_year(YEAR, marks, today=date(YEAR, 5, 6), href_of_month='/<b>"&{}'.format)


def test_a_count_below_zero_is_refused():
    with pytest.raises(ValueError, match="count"):
        drawn([mark(count=-1)])
