"""Worked examples: one that holds says nothing, one that does not says in one line what was expected and what came."""

from __future__ import annotations

from typing import Any

import pytest

from gongbao.packs.cases import WorkedExample
from gongbao.packs.examples import run_examples
from gongbao.packs.load import load_rulebook
from gongbao.packs.rulebook import Rulebook

FOUND = {"found": "2031-09-26"}


@pytest.fixture
def book(flood: Any) -> Rulebook:
    return load_rulebook("hill-2031")


def differs(book: Rulebook, **fields: Any) -> str:
    """What comes of one example."""
    example = WorkedExample.model_validate({"rule": "report", "given": FOUND, **fields})
    object.__setattr__(book.systems["flood"], "cases", (example,))
    [result] = run_examples(book)
    return result.differs


def test_every_example_of_the_county_holds_and_is_numbered_within_its_system(book: Rulebook) -> None:
    results = list(run_examples(book))
    assert [(one.rule, one.number, one.differs) for one in results] == [
        ("flood/report", 1, ""),
        ("flood/report", 2, ""),
        ("flood/report", 3, ""),
        ("flood/stations", 4, ""),
    ]


@pytest.mark.parametrize(
    ("then", "says"),
    [
        ({"outcome": "refused"}, "outcome 应为 refused，得到 decided"),
        ({"value": "2031-10-01"}, "value 应为 2031-10-01，得到 2031-09-30"),
        ({"value": ""}, "value"),
        ({"needs": ["days"]}, "needs"),
        ({"cites": ["第九条"]}, "第九条"),
        ({"provisional": "yes"}, "provisional"),
        ({"rows": "2"}, "2 行"),
        ({"error": "found"}, "应当被退回"),
    ],
)
def test_what_does_not_come_back_as_expected_is_said(then: Any, says: str, book: Rulebook) -> None:
    assert says in differs(book, then=then)


def test_an_answer_that_is_refused_unexpectedly_is_said(book: Rulebook) -> None:
    assert "退回" in differs(book, given={"found": "soon"}, then={"outcome": "decided"})
    assert "退回" in differs(book, given={"found": "soon"}, then={"error": "days"})
    assert differs(book, given={"found": "soon"}, then={"error": "found"}) == ""


@pytest.mark.parametrize(("on", "outcome"), [("2031-05-05", "cannot_say"), ("2031-05-06", "decided"), ("", "decided")])
def test_an_example_may_be_asked_for_a_day(on: str, outcome: str, book: Rulebook) -> None:
    assert differs(book, on=on, then={"outcome": outcome}) == ""


def test_an_example_may_take_another_reading_or_calendar(book: Rulebook) -> None:
    june = {"found": "2031-06-02"}
    assert differs(book, given=june, readings={"R-01": "counted"}, then={"value": "2031-06-04"}) == ""
    known = {"given": {"found": "2031-09-30"}, "then": {"value": "2031-10-10"}}
    assert differs(book, known_on="2031-09-01", **known) == ""
    assert differs(book, **known) != ""


def test_of_a_mapping_only_the_listed_keys_are_compared_and_of_a_list_every_one(book: Rulebook) -> None:
    asked = {"rule": "stations", "given": {"q": "闸"}}
    assert (
        differs(
            book, **asked, then={"rows": "2", "value": [{"name": "东闸"}, {"unit": ["县水务局（河长办）", "县财政局"]}]}
        )
        == ""
    )
    assert "value[1].name" in differs(book, **asked, then={"value": [{"name": "南闸"}, {}]})
    assert differs(book, **asked, then={"value": [{}]}) != ""
    assert "没有这一项" in differs(book, **asked, then={"value": [{"colour": "红"}, {}]})


@pytest.mark.parametrize(("value", "holds"), [("2", True), ("2.0", True), ("3", False), ("yes", False)])
def test_numbers_are_compared_as_numbers_and_yes_is_no_number(value: str, holds: bool, book: Rulebook) -> None:
    asked = {"rule": "crowded", "given": {"count": "2", "most": "2"}}
    assert (differs(book, **asked, then={"value": {"done": value}}) == "") is (value in {"1", "1.0"})
    assert (differs(book, rule="stations", given={"q": "2"}, then={"value": [{"no": value}]}) == "") is holds
    assert differs(book, **asked, then={"value": {"passes": "yes"}}) == ""
    assert differs(book, **asked, then={"value": {"passes": "1"}}) != ""


def test_a_list_in_an_example_is_typed_with_commas() -> None:
    example = WorkedExample.model_validate({"rule": "ladder", "given": {"history": ["B", "-"]}, "then": {}})
    assert example.given == {"history": "B,-"}
