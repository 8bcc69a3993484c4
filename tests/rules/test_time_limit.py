"""TimeLimit: the last day or moment; extension, cases, the office's own number, and how a done day stands to it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongbao.clock import Calendar
from gongbao.rules import Context
from tests.rules.made_up import (
    COUNTY,
    NOTICES,
    a_rule,
    ask,
    because,
    codes,
    proofs,
    read_otherwise,
    read_ways,
    unhurried,
)

EXTENSION = {
    "input": "extension",
    "most": "2",
    "soft": "yes",
    "approved_by": "主要负责人",
    "source": {"at": "第四条", "quote": "不超过2个工作日"},
}


def limit(value: str | None, unit: str, **fields: Any) -> Any:
    span = {"unit": unit, "start": "received", **({"value": value} if value else {})}
    return a_rule("time_limit", **{"inputs": {"received": "date"}, "limit": span, **fields})


def by_kind(**fields: Any) -> Any:
    cases = {
        "K1": {"value": "2", "unit": "day", "start": "received"},
        "K2": {"value": "3", "unit": "day", "start": "received", "under": {"R-0101": "other"}},
    }
    kind = {"type": "choice", "choices": {"K1": "甲类", "K2": "乙类", "K3": "丙类"}}
    return a_rule(
        "time_limit", **{"inputs": {"received": "date", "kind": kind}, "by": "kind", "cases": cases, **fields}
    )


@pytest.fixture
def rectify() -> Any:
    inputs = {"received": "date", "[extension]": {"type": "integer", "default": "0"}}
    return limit("5", "working_day", inputs=inputs, extension=EXTENSION)


def test_working_days_leave_out_days_off_and_count_weekends_that_are_worked(county: Context, rectify: Any) -> None:
    told = ask(rectify, county, {"received": "2031-09-26"})
    assert (told.outcome, told.value, told.provisional) == ("decided", date(2031, 10, 10), False)
    moved = because(told, "days_off")
    assert (moved.params["off"], moved.params["worked"]) == (6, 1)
    assert moved.params["notices"] == ["山字〔2030〕1号", "山字〔2031〕2号"]


@pytest.mark.parametrize(
    ("received", "moved"), [("2031-10-06", (2, 0)), ("2031-09-27", (0, 1)), ("2031-06-02", None), ("2031-06-06", None)]
)
def test_days_off_are_told_where_more_than_weekends_moved_the_day(
    county: Context, received: str, moved: tuple[int, int] | None
) -> None:
    told = ask(limit("1", "working_day"), county, {"received": received})
    params = [(one.params["off"], one.params["worked"]) for one in told.reasons if one.code == "days_off"]
    assert params == ([moved] if moved else [])


def test_the_calendar_known_earlier_gives_the_day_it_gave_then(county: Context, rectify: Any) -> None:
    before = replace(county, calendar=Calendar.known(NOTICES, date(2031, 9, 29)))
    assert ask(rectify, before, {"received": "2031-09-26"}).value == date(2031, 10, 9)


def test_past_the_last_notice_the_answer_is_provisional_and_says_so(county: Context, rectify: Any) -> None:
    told = ask(rectify, county, {"received": "2031-12-29"})
    assert (told.value, told.provisional) == (date(2032, 1, 5), True)
    assert because(told, "provisional").params["last"] == date(2031, 12, 31)


@pytest.mark.parametrize(("asked", "day"), [("0", "2031-06-09"), ("1", "2031-06-10"), ("2", "2031-06-11")])
def test_an_extension_up_to_the_maximum_is_added(county: Context, rectify: Any, asked: str, day: str) -> None:
    assert ask(rectify, county, {"received": "2031-06-02", "extension": asked}).value == date.fromisoformat(day)


def test_an_extension_above_the_maximum_is_refused_and_the_refusal_says_what_would_do(
    county: Context, rectify: Any
) -> None:
    told = ask(rectify, county, {"received": "2031-06-02", "extension": "3"})
    assert (told.outcome, told.value, told.needs) == ("refused", None, ("extension",))
    why = because(told, "too_long")
    assert (why.params["asked"], why.params["most"], why.params["approved_by"]) == (3, 2, "主要负责人")
    assert why.citation is not None
    assert why.citation.at == "第四条"


def test_a_missing_start_is_named_and_nothing_is_counted(county: Context, rectify: Any) -> None:
    told = ask(rectify, county)
    assert (told.outcome, told.value, told.needs) == ("cannot_say", None, ("received",))


@pytest.mark.parametrize(
    ("value", "unit", "received", "end"),
    [
        ("30", "day", "2031-01-31", "2031-03-02"),
        ("1", "month", "2031-01-31", "2031-02-28"),
        ("1", "year", "2032-02-29", "2033-02-28"),
        ("1", "end_of_month_after", "2031-01-15", "2031-02-28"),
        (None, "at_once", "2031-01-15", "2031-01-15"),
    ],
)
def test_each_unit_ends_where_it_should(county: Context, value: str, unit: str, received: str, end: str) -> None:
    told = ask(limit(value, unit), county, {"received": received})
    assert (told.value, codes(told)[0]) == (date.fromisoformat(end), f"limit_{unit}")


def test_hours_run_through_nights_and_give_a_moment(county: Context) -> None:
    rule = limit("2", "hour", inputs={"received": "moment"})
    told = ask(rule, county, {"received": "2031-09-30T23:30"})
    assert told.value == datetime.fromisoformat("2031-10-01T01:30")
    assert "R-03" in read_ways(told)


def test_the_reading_on_the_start_day_switches_the_answer_and_is_named(county: Context) -> None:
    rule, said = limit("5", "day"), {"received": "2031-06-02"}
    usual, other = ask(rule, county, said), ask(rule, read_otherwise(county, R_01="counted"), said)
    assert (usual.value, other.value) == (date(2031, 6, 7), date(2031, 6, 6))
    assert (read_ways(usual)["R-01"], read_ways(other)["R-01"]) == ("不算", "算")


def test_not_less_than_so_many_days_is_fulfilled_from_a_day_that_no_reading_moves(county: Context) -> None:
    span = {"value": "14", "unit": "day", "start": "received", "at_least": "yes"}
    rule = limit(None, "day", limit=span)
    for one in (county, read_otherwise(county, R_01="counted")):
        told = ask(rule, one, {"received": "2031-06-02"})
        assert (told.value, codes(told)[0]) == (date(2031, 6, 16), "limit_at_least")


def test_a_case_has_its_own_limit_and_one_without_a_limit_is_not_invented(county: Context) -> None:
    told = ask(by_kind(), county, {"received": "2031-06-02", "kind": "K1"})
    assert told.value == date(2031, 6, 4)
    silent = ask(by_kind(), county, {"received": "2031-06-02", "kind": "K3"})
    assert (silent.outcome, silent.value) == ("cannot_say", None)
    assert because(silent, "silent_case").params["case"] == "丙类"


def test_a_span_that_holds_under_one_reading_is_silent_under_the_other(county: Context) -> None:
    said = {"received": "2031-06-02", "kind": "K2"}
    assert ask(by_kind(), county, said).outcome == "cannot_say"
    assert ask(by_kind(), read_otherwise(county, R_0101="other"), said).value == date(2031, 6, 5)


def test_promptly_has_no_number_until_the_office_gives_its_own(county: Context) -> None:
    rule = limit(None, "unstated", inputs={"received": "date", "[days]": "integer"}, own="days")
    told = ask(rule, county, {"received": "2031-06-02"})
    assert (told.outcome, told.value, told.needs) == ("cannot_say", None, ("days",))
    assert codes(told) == ["limit_unstated", "missing"]
    own = ask(rule, county, {"received": "2031-06-02", "days": "3"})
    assert (own.outcome, own.value, codes(own)[0]) == ("decided", date(2031, 6, 5), "own_limit")


@pytest.mark.parametrize(
    ("asked", "outcome"), [("2031-06-06", "decided"), ("2031-06-07", "decided"), ("2031-06-08", "refused")]
)
def test_a_day_asked_for_is_granted_up_to_the_last_one(county: Context, asked: str, outcome: str) -> None:
    rule = limit("5", "day", inputs={"received": "date", "[until]": "date"}, until="until")
    told = ask(rule, county, {"received": "2031-06-02", "until": asked})
    assert told.outcome == outcome
    if outcome == "refused":
        assert (told.needs, because(told, "too_late").params["latest"]) == (("until",), date(2031, 6, 7))
    else:
        assert told.value == date.fromisoformat(asked)


@pytest.mark.parametrize(("asked", "value"), [(None, "2031-09-02"), ("1", "2031-07-02"), ("3", "2031-09-02")])
def test_less_than_the_maximum_may_be_asked_for(county: Context, asked: str | None, value: str) -> None:
    rule = limit("3", "month", inputs={"received": "date", "[months]": "integer"}, amount="months")
    told = ask(rule, county, {"received": "2031-06-02", **({"months": asked} if asked else {})})
    assert told.value == date.fromisoformat(value)
    assert ("asked_for" in codes(told)) == (asked == "1")


def test_more_than_the_maximum_is_refused(county: Context) -> None:
    rule = limit("3", "month", inputs={"received": "date", "[months]": "integer"}, amount="months")
    told = ask(rule, county, {"received": "2031-06-02", "months": "4"})
    assert (told.outcome, told.needs, because(told, "too_long").params["most"]) == ("refused", ("months",), 3)


@pytest.mark.parametrize(
    ("done", "state", "late", "outcome"),
    [
        ("2031-06-01", "before_start", 0, "person_decides"),
        ("2031-06-02", "same_day", 0, "decided"),
        ("2031-06-09", "in_time", 0, "decided"),
        ("2031-06-10", "late", 1, "decided"),
        ("2031-06-16", "late", 5, "decided"),
    ],
)
def test_the_day_it_was_done_is_held_against_the_limit(
    county: Context, done: str, state: str, late: int, outcome: str
) -> None:
    rule = limit("5", "working_day", inputs={"received": "date", "[done]": "date"}, done="done")
    told = ask(rule, county, {"received": "2031-06-02", "done": done})
    assert told.outcome == outcome
    assert told.value == {"due": date(2031, 6, 9), "state": state, "late": late}


def test_in_principle_and_another_place_are_said_beside_the_answer(county: Context) -> None:
    other = {"says": "另一处写的是7日", "source": {"at": "第九条", "quote": "七日内办结"}}
    told = ask(limit("5", "day", soft="yes", elsewhere=[other]), county, {"received": "2031-06-02"})
    assert {"soft", "elsewhere"} <= set(codes(told))
    assert told.value == date(2031, 6, 7)


@pytest.mark.parametrize(
    ("fields", "place"),
    [
        ({"limit": None}, "limit"),
        ({"inputs": {"applied": "date"}}, "inputs"),
        ({"extension": EXTENSION}, "inputs"),
        ({"amount": "months"}, "inputs"),
        ({"done": "done"}, "inputs"),
        ({"limit": {"unit": "day", "start": "received"}}, "limit"),
        ({"limit": {"value": "1", "unit": "at_once", "start": "received"}}, "limit"),
    ],
)
def test_what_cannot_be_counted_is_wrong_before_any_case(fields: Any, place: str) -> None:
    assert ("wrong", place) in proofs(limit("5", "day", **fields))


def test_a_case_that_is_no_choice_is_wrong() -> None:
    cases = {"K9": {"value": "2", "unit": "day", "start": "received"}}
    assert proofs(by_kind(cases=cases)) == [("wrong", "cases.K9")]
    assert proofs(by_kind()) == []


@given(st.dates(date(2031, 1, 1), date(2031, 11, 30)), st.integers(1, 15))
@unhurried
def test_the_last_day_is_a_working_day_and_one_day_more_gives_the_next_one(start: date, n: int) -> None:
    ends = [ask(limit(str(k), "working_day"), COUNTY, {"received": start.isoformat()}).value for k in (n, n + 1)]
    assert all(COUNTY.calendar.is_working(day) for day in ends)
    assert COUNTY.calendar.count(*ends) == 1
    assert COUNTY.calendar.count(start, ends[0]) == n


def test_a_day_before_the_start_is_not_granted(county: Context) -> None:
    rule = limit("5", "day", inputs={"received": "date", "[until]": "date"}, until="until")
    told = ask(rule, county, {"received": "2031-06-02", "until": "2031-06-01"})
    assert (told.outcome, told.needs) == ("refused", ("until",))
    assert because(told, "too_early").params["start"] == date(2031, 6, 2)
