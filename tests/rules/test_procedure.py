"""Procedure: which steps are open, who takes them, and that every state is reached and comes to an end."""

from __future__ import annotations

from typing import Any

import pytest

from gongbao.rules import Context
from tests.rules.made_up import a_rule, ask, because, codes, proofs

STATES = [
    {"id": "filed", "title": "已受理"},
    {"id": "checked", "title": "已核查"},
    {"id": "closed", "title": "已办结", "ends": "yes"},
]
CHECK = {
    "id": "check",
    "title": "核查",
    "origin": ["filed"],
    "to": "checked",
    "who": {"relation": "handler", "agencies": ["water"]},
    "needs": [{"id": "photos", "title": "照片", "form": "file"}],
    "starts": ["close_limit"],
    "on_breach": "通报",
    "source": {"at": "第六条", "quote": "由县水务局核查"},
}
CLOSE = {"id": "close", "title": "办结", "origin": ["filed", "checked"], "to": "closed", "who": {"posts": ["负责人"]}}


def procedure(states: Any = STATES, steps: Any = (CHECK, CLOSE)) -> Any:
    return a_rule("procedure", states=states, steps=list(steps))


def test_a_case_begins_in_the_first_state_with_the_steps_that_leave_it(county: Context) -> None:
    told = ask(procedure(), county)
    assert isinstance(told.value, dict)
    assert told.value["state"] == "filed"
    assert [one["step"] for one in told.value["steps"]] == ["check", "close"]


def test_a_step_tells_who_takes_it_what_it_needs_and_which_clock_it_starts(county: Context) -> None:
    told = ask(procedure(), county, {"step": "check"})
    assert told.value == {
        "step": "check",
        "title": "核查",
        "to": "checked",
        "soft": False,
        "on_breach": "通报",
        "who": {"relation": "handler", "agencies": ["县水务局"], "posts": []},
        "needs": [{"id": "photos", "title": "照片", "form": "file"}],
        "starts": ["close_limit"],
        "stops": [],
        "sets": {},
        "reopens": False,
    }
    stands = because(told, "step").citation
    assert stands is not None
    assert stands.at == "第六条"


def test_a_step_tells_what_it_fills_in_and_that_the_clock_runs_on(county: Context) -> None:
    again = {**CLOSE, "id": "return_it", "origin": ["checked"], "to": "filed", "sets": {"kind": "K5"}, "reopens": "yes"}
    told = ask(procedure(steps=[CHECK, CLOSE, again]), county, {"state": "checked", "step": "return_it"})
    assert (told.value["sets"], told.value["reopens"]) == ({"kind": "K5"}, True)  # type: ignore[call-overload, index]


def test_a_step_without_a_place_of_its_own_stands_where_the_rule_stands(county: Context) -> None:
    stands = because(ask(procedure(), county, {"step": "close"}), "step").citation
    assert stands is not None
    assert stands.at == "第三条"


def test_a_step_from_the_wrong_state_is_refused_and_the_right_states_are_named(county: Context) -> None:
    told = ask(procedure(), county, {"state": "checked", "step": "check"})
    assert (told.outcome, told.value, told.needs) == ("refused", None, ("state",))
    assert because(told, "wrong_state").params["origins"] == "已受理"


def test_an_end_has_no_further_step(county: Context) -> None:
    told = ask(procedure(), county, {"state": "closed"})
    assert (told.value, codes(told)) == ({"state": "closed", "steps": []}, ["has_ended"])


def test_a_procedure_that_holds_together_has_no_problem() -> None:
    assert proofs(procedure()) == []
    assert list(procedure().agencies()) == ["water"]


@pytest.mark.parametrize(
    ("states", "steps", "found"),
    [
        (STATES, [CHECK, {**CLOSE, "to": "archived"}], "steps.close"),
        (STATES, [CHECK, {**CLOSE, "origin": ["filed", "lost"]}], "steps.close"),
        (
            [*STATES, {"id": "lost", "title": "遗失"}],
            [CHECK, CLOSE, {**CLOSE, "id": "find", "origin": ["lost"]}],
            "states.lost",
        ),
        (
            [*STATES, {"id": "stuck", "title": "搁置"}],
            [CHECK, CLOSE, {**CLOSE, "id": "stick", "to": "stuck"}],
            "states.stuck",
        ),
        (STATES, [CHECK, CLOSE, {**CLOSE, "id": "reopen", "origin": ["closed"], "to": "filed"}], "states.closed"),
    ],
    ids=[
        "a step to nowhere",
        "a step from nowhere",
        "a state that cannot be reached",
        "a state that does not end",
        "an end that goes on",
    ],
)
def test_what_does_not_hold_together_is_named(states: Any, steps: Any, found: str) -> None:
    assert ("wrong", found) in proofs(procedure(states, steps))


def test_two_states_that_only_lead_to_each_other_come_to_no_end() -> None:
    states = [*STATES, {"id": "left", "title": "甲"}, {"id": "right", "title": "乙"}]
    round_trip = [
        {**CLOSE, "id": "one", "origin": ["filed", "right"], "to": "left"},
        {**CLOSE, "id": "two", "origin": ["left"], "to": "right"},
    ]
    found = proofs(procedure(states, [CHECK, CLOSE, *round_trip]))
    assert sorted(found) == [("wrong", "states.left"), ("wrong", "states.right")]


def test_two_steps_or_two_states_with_one_name_are_wrong() -> None:
    assert ("wrong", "steps.close") in proofs(procedure(steps=[CHECK, CLOSE, {**CLOSE, "origin": ["checked"]}]))
    assert ("wrong", "states.closed") in proofs(procedure([*STATES, STATES[-1]]))
