"""Conditions: one comparison each; a missing answer leaves them open, never false."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from gongbao.rules.conditions import COMPARE, OPPOSITE, Condition, all_hold, open_inputs
from tests.rules.made_up import unhurried


def condition(**fields: Any) -> Condition:
    return Condition.model_validate(fields)


DEEP = condition(input="depth", comparator=">=", value="50")
NEAR = condition(input="place", among=["river", "lake"])
FAR = condition(input="place", not_among=["river"])
WIDER = condition(input="width", comparator=">", than="depth")
BEFORE = condition(input="on", comparator="<=", day="2031-06-30")
EITHER = condition(any=[{"input": "depth", "comparator": ">=", "value": "50"}, {"input": "alarm", "among": ["yes"]}])


@pytest.mark.parametrize(
    ("one", "given", "holds"),
    [
        (DEEP, {"depth": Decimal(50)}, True),
        (DEEP, {"depth": Decimal("49.9")}, False),
        (DEEP, {}, None),
        (NEAR, {"place": "lake"}, True),
        (NEAR, {"place": "hill"}, False),
        (FAR, {"place": "hill"}, True),
        (FAR, {"place": "river"}, False),
        (FAR, {}, None),
        (WIDER, {"width": 5, "depth": 4}, True),
        (WIDER, {"width": 4, "depth": 4}, False),
        (WIDER, {"width": 5}, None),
        (WIDER, {"depth": 5}, None),
        (BEFORE, {"on": date(2031, 6, 30)}, True),
        (BEFORE, {"on": date(2031, 7, 1)}, False),
        (EITHER, {"depth": 60}, True),
        (EITHER, {"depth": 40}, None),
        (EITHER, {"depth": 40, "alarm": False}, False),
        (EITHER, {"alarm": True}, True),
        (condition(input="depth", comparator=">=", value="0"), {"depth": 0}, True),
    ],
)
def test_a_condition_holds_or_not_or_is_open(one: Condition, given: Any, holds: bool | None) -> None:
    assert one.holds(given) is holds


def test_all_must_hold_and_one_that_fails_settles_it() -> None:
    assert all_hold((), {}) is True
    assert all_hold((DEEP, NEAR), {"depth": 60}) is None
    assert all_hold((DEEP, NEAR), {"depth": 10}) is False
    assert open_inputs((DEEP, NEAR, WIDER), {"depth": 60}) == ["place", "width"]
    assert open_inputs((DEEP, NEAR), {"depth": 10}) == []


def test_a_condition_tells_what_it_looks_at_and_where_it_turns() -> None:
    assert list(WIDER.asks()) == ["width", "depth"]
    assert list(EITHER.asks()) == ["depth", "alarm"]
    assert list(EITHER.edges()) == [("depth", Decimal(50)), ("alarm", "yes")]
    assert list(WIDER.edges()) == []


@pytest.mark.parametrize(
    "fields",
    [
        {"input": "a"},
        {"input": "a", "comparator": ">="},
        {"comparator": ">=", "value": "1"},
        {"input": "a", "comparator": ">=", "value": "1", "than": "b"},
        {"input": "a", "among": ["x"], "not_among": ["y"]},
        {"input": "a", "any": [{"input": "b", "among": ["x"]}]},
        {"input": "a", "comparator": "≥", "value": "1"},
    ],
)
def test_two_forms_at_once_or_none_are_refused(fields: Any) -> None:
    with pytest.raises(ValidationError):
        condition(**fields)


@given(st.integers(), st.integers(), st.sampled_from(sorted(OPPOSITE)))
@unhurried
def test_of_a_comparator_and_its_opposite_exactly_one_holds(one: int, other: int, comparator: str) -> None:
    assert COMPARE[comparator](one, other) is not COMPARE[OPPOSITE[comparator]](one, other)
