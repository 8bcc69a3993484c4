"""Cadence: how many times are due, whether they were done, and the next day of a yearly date."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from gongbao.clock import ClockError
from gongbao.rules import Context
from tests.rules.made_up import a_rule, ask, because, codes, proofs, read_ways


def cadence(**fields: Any) -> Any:
    return a_rule("cadence", **fields)


@pytest.mark.parametrize(("done", "met"), [("0", False), ("1", False), ("2", True), ("3", True)])
def test_so_many_times_a_day_are_met_from_that_number_on(county: Context, done: str, met: bool) -> None:
    told = ask(cadence(times="2"), county, {"done": done})
    assert told.value == {"required": 2, "done": int(done), "met": met}
    assert told.needs == ()


def test_without_the_number_done_nothing_is_called_missed(county: Context) -> None:
    told = ask(cadence(times="2"), county)
    assert (told.value, told.needs) == ({"required": 2, "done": None, "met": None}, ("done",))


@pytest.mark.parametrize(("done", "met"), [("10", True), ("11", False)])
def test_not_more_than_so_many_turns_the_comparison(county: Context, done: str, met: bool) -> None:
    told = ask(cadence(times="10", per="year", comparator="<="), county, {"done": done})
    assert told.value == {"required": 10, "done": int(done), "met": met}


@pytest.mark.parametrize(("hours", "required"), [("0", 0), ("1.9", 0), ("2", 1), ("12", 6), ("13", 6), ("24", 12)])
def test_once_in_so_many_hours_depends_on_the_hours_open(county: Context, hours: str, required: int) -> None:
    told = ask(cadence(every={"hours": "2"}), county, {"hours": hours})
    assert isinstance(told.value, dict)
    assert told.value["required"] == required


def test_times_an_hour_multiply_with_the_hours(county: Context) -> None:
    told = ask(cadence(times="2", per="hour"), county, {"hours": "3", "done": "5"})
    assert told.value == {"required": 6, "done": 5, "met": False}


def test_hours_that_are_needed_and_not_given_are_asked_for(county: Context) -> None:
    told = ask(cadence(every={"hours": "2"}), county)
    assert (told.outcome, told.value, told.needs) == ("cannot_say", None, ("hours",))


@pytest.mark.parametrize(
    ("minutes", "done", "met"), [("30,30", 2, True), ("30,29.5", 1, False), ("29,29,29", 0, False)]
)
def test_a_time_that_is_too_short_does_not_count(county: Context, minutes: str, done: int, met: bool) -> None:
    rule = cadence(times="2", each={"minutes": "30", "source": {"at": "第五条", "quote": "不少于30分钟"}})
    told = ask(rule, county, {"minutes": minutes})
    assert told.value == {"required": 2, "done": done, "met": met}
    each = because(told, "each")
    assert (each.params["minutes"], each.citation and each.citation.at) == (Decimal(30), "第五条")


@pytest.mark.parametrize("minutes", ["30,half", "30,-5", "፩"])
def test_a_length_that_is_no_number_is_asked_for_again(county: Context, minutes: str) -> None:
    told = ask(cadence(times="2", each={"minutes": "30"}), county, {"minutes": minutes})
    assert (told.outcome, told.needs) == ("cannot_say", ("minutes",))


@pytest.mark.parametrize(
    ("on", "day"), [("2031-11-14", "2031-11-15"), ("2031-11-15", "2031-11-15"), ("2031-11-16", "2032-11-15")]
)
def test_a_day_of_every_year_is_included_and_does_not_move(county: Context, on: str, day: str) -> None:
    told = ask(cadence(by={"month": "11", "day": "15"}), county, {"on": on})
    assert (told.value, codes(told)[0]) == (date.fromisoformat(day), "by_day")
    assert "R-04" in read_ways(told)


def test_the_last_day_of_february_comes_in_every_year(county: Context) -> None:
    rule = cadence(by={"month": "2", "day": "29"})
    assert ask(rule, county, {"on": "2032-02-29"}).value == date(2032, 2, 29)
    assert ask(rule, county, {"on": "2031-02-10"}).value == date(2031, 2, 28)


def test_past_the_last_year_there_is_no_day(county: Context) -> None:
    with pytest.raises(ClockError, match="9999"):
        ask(cadence(by={"month": "11", "day": "15"}), county, {"on": "9999-12-01"})


def test_in_principle_is_said(county: Context) -> None:
    assert "soft" in codes(ask(cadence(times="1", soft="yes"), county))
    assert "soft" not in codes(ask(cadence(times="1"), county))


@pytest.mark.parametrize(
    "fields", [{}, {"times": "1", "every": {"hours": "2"}}, {"times": "1", "by": {"month": "1", "day": "1"}}]
)
def test_one_way_of_saying_how_often_is_needed_and_only_one(fields: Any) -> None:
    assert proofs(cadence(**fields)) == [("wrong", "times")]
    assert proofs(cadence(times="1")) == []
