"""What would change it: every answer offered, typed in, gives the other judgement that was promised."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongbao.rules import Context, plain
from gongbao.rules import given as read_all
from gongbao.rules.changes import Change, changes
from tests.rules.made_up import COUNTY, a_rule, unhurried
from tests.rules.test_benefit import benefit
from tests.rules.test_grading import DEPTH, grading
from tests.rules.test_scorecard import FULL, card
from tests.rules.test_time_limit import EXTENSION, limit

RECTIFY = limit(
    "5",
    "working_day",
    inputs={"received": "date", "[extension]": {"type": "integer", "default": "0"}},
    extension=EXTENSION,
)
FENCED = a_rule(
    "checklist",
    inputs={"[metres]": {"type": "number", "decimals": "1"}},
    items=[
        {"id": "fence", "topic": "有护栏"},
        {"id": "wide", "topic": "间距", "holds": [{"input": "metres", "comparator": ">=", "value": "2.25"}]},
    ],
)
PAID = benefit(brackets=[{"rate": "10", "upto": "100000"}], cap={"value": "5000"})
DRY = grading({**DEPTH, "bands": [{"grade": "小", "from": "0", "below": "10"}, {"grade": "中", "from": "10"}]})


def offered(rule: Any, **said: str) -> list[Change]:
    return changes(rule, read_all(rule.questions(), said), COUNTY)


def shown(found: list[Change]) -> list[tuple[str, Any, str]]:
    return [(one.input, plain(one.value), one.judgement.outcome) for one in found]


def test_the_nearest_extension_above_is_the_first_that_is_refused() -> None:
    found = shown(offered(RECTIFY, received="2031-06-02", extension="0"))
    assert found == [("extension", 1, "decided")]
    assert shown(offered(RECTIFY, received="2031-06-02", extension="2")) == [
        ("extension", 1, "decided"),
        ("extension", 3, "refused"),
    ]


def test_a_refusal_names_the_nearest_answer_that_would_be_granted() -> None:
    assert shown(offered(RECTIFY, received="2031-06-02", extension="7")) == [("extension", 2, "decided")]


def test_of_a_scale_the_nearest_step_on_each_side_is_offered() -> None:
    assert shown(offered(DRY, depth="3")) == [("depth", "10", "decided")]
    assert shown(offered(DRY, depth="30")) == [("depth", "9.9", "decided")]


def test_each_other_choice_that_turns_the_answer_is_offered() -> None:
    found = offered(FENCED, fence="no", metres="3")
    assert shown(found) == [("fence", "yes", "decided")]


def test_a_value_that_could_not_be_typed_is_not_offered() -> None:
    found = offered(FENCED, fence="yes", metres="3")
    assert shown(found) == [("fence", "no", "refused")]


def kept(rule: Any, said: dict[str, str], county: Context) -> None:
    """Each promise is kept: typed in as it is shown, the answer is another one, and the one that was promised."""
    questions = rule.questions()
    own = rule.judge(read_all(questions, said), county)
    for one in changes(rule, read_all(questions, said), county):
        typed = (
            {True: "yes", False: "no"}.get(one.value, one.value) if isinstance(one.value, bool) else plain(one.value)
        )
        again = rule.judge(read_all(questions, {**said, one.input: str(typed)}), county)
        assert again == one.judgement
        assert (again.outcome, again.value) != (own.outcome, own.value)


NUMBERS = st.decimals(0, 400, places=1).map(str)


@given(NUMBERS, st.integers(0, 6).map(str), st.sampled_from(["yes", "no"]))
@unhurried
def test_every_promise_of_grades_limits_and_lists_is_kept(number: str, days: str, tick: str) -> None:
    kept(DRY, {"depth": number}, COUNTY)
    kept(RECTIFY, {"received": "2031-06-02", "extension": days}, COUNTY)
    kept(FENCED, {"fence": tick, "metres": number}, COUNTY)


@given(st.decimals(0, 120000, places=2).map(str))
@unhurried
def test_every_promise_of_an_amount_is_kept(paid: str) -> None:
    kept(PAID, {"paid": paid}, COUNTY)


@given(st.sampled_from(["1", "2", "3", "4", "6"]), st.decimals(0, 100, places=1))
@unhurried
def test_every_promise_of_a_scorecard_is_kept(item: str, value: Decimal) -> None:
    typed = {"3": str(int(value)), "6": "yes" if value > 50 else "no"}.get(item, str(value))
    kept(card(gate={"value": "44"}), {**FULL, item: typed}, COUNTY)


@pytest.mark.parametrize("said", [{}, {"extension": "9"}])
def test_what_is_not_answered_has_nothing_to_change(said: dict[str, str]) -> None:
    assert [one for one in offered(RECTIFY, **said) if one.input == "received"] == []
