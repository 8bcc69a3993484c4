"""Ladder: what follows after so many periods in a row; a good period begins anew; ties are not settled by us."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongbao.rules import BadInput, Context
from tests.rules.made_up import COUNTY, a_rule, ask, because, codes, proofs, unhurried

RUNGS = [
    {"step": "1", "periods": "1", "title": "谈话"},
    {"step": "2", "periods": "2", "title": "通报"},
    {
        "step": "3",
        "periods": "4",
        "title": "调整",
        "confirmed": "idle",
        "confirmed_title": "认定为懒散",
        "source": {"at": "第九条", "quote": "连续4个季度"},
    },
]
UNITS = {"office": "机关", "town": "乡镇"}


def ladder(**fields: Any) -> Any:
    return a_rule("ladder", **{"rungs": RUNGS, "period": "季度", **fields})


def last(count: str = "2", **fields: Any) -> Any:
    return a_rule("ladder", tail={"count": count}, **fields)


@pytest.mark.parametrize(
    ("history", "step"),
    [("-", 0), ("B", 1), ("B,B", 2), ("B,B,B", 2), ("B,B,-", 0), ("B,B,-,B", 1), ("-,-,B", 1), ("B；-；B、B", 2)],
)
def test_only_the_last_periods_in_a_row_count(county: Context, history: str, step: int) -> None:
    told = ask(ladder(), county, {"history": history})
    assert (told.outcome, told.value) == ("decided", step)


@pytest.mark.parametrize(
    ("idle", "outcome", "step"), [("yes", "decided", 3), ("no", "decided", 2), (None, "person_decides", 2)]
)
def test_a_step_that_needs_a_finding_waits_for_it(county: Context, idle: str | None, outcome: str, step: int) -> None:
    told = ask(ladder(), county, {"history": "B,B,B,B", **({"idle": idle} if idle else {})})
    assert (told.outcome, told.value) == (outcome, step)
    assert told.needs == (("idle",) if idle is None else ())
    if idle != "yes":
        open_point = because(told, "rung_unconfirmed")
        assert (open_point.params["condition"], open_point.citation and open_point.citation.at) == (
            "认定为懒散",
            "第九条",
        )


def test_a_unit_that_it_is_not_for_is_left_alone(county: Context) -> None:
    rule = ladder(units=UNITS, applies_to=["office"])
    assert ask(rule, county, {"history": "B,B"}).value == 2
    told = ask(rule, county, {"history": "B,B", "unit": "town"})
    assert (told.value, codes(told)) == (0, ["ladder_not_for"])


def test_without_a_history_nothing_is_said(county: Context) -> None:
    told = ask(ladder(), county)
    assert (told.outcome, told.value, told.needs) == ("cannot_say", None, ("history",))


@pytest.mark.parametrize("history", ["B,X", "B,,B", "坏"])
def test_a_mark_that_is_none_is_refused(county: Context, history: str) -> None:
    with pytest.raises(BadInput, match="history"):
        ask(ladder(), county, {"history": history})


@pytest.mark.parametrize(
    ("ranks", "outcome", "value"),
    [
        ("1,2,3,4", "decided", [3, 4]),
        ("4,1,3,2", "decided", [1, 3]),
        ("1,2,4,4", "decided", [3, 4]),
        ("1,2,2,3", "refused", None),
        ("1,2", "refused", None),
        ("1", "refused", None),
        ("1,2,三,4", "cannot_say", None),
        ("1,2,፫,4", "cannot_say", None),
    ],
)
def test_the_last_places_are_found_and_a_tie_across_the_border_is_left_open(
    county: Context, ranks: str, outcome: str, value: Any
) -> None:
    told = ask(last(), county, {"ranks": ranks})
    assert (told.outcome, told.value) == (outcome, value)
    assert told.needs == (() if outcome == "decided" else ("ranks",))


def test_a_refusal_says_whether_it_is_a_tie_or_too_few(county: Context) -> None:
    assert because(ask(last(), county, {"ranks": "1,2,2,3"}), "tied").params["tied"] == 3
    assert "too_few" in codes(ask(last(), county, {"ranks": "1,2"}))


@pytest.mark.parametrize(
    ("fields", "place"),
    [
        ({"rungs": [RUNGS[1], RUNGS[0]]}, "rungs"),
        ({"rungs": [RUNGS[0], RUNGS[0]]}, "rungs"),
        ({"rungs": []}, "rungs"),
        ({"tail": {"count": "3"}}, "rungs"),
        ({"units": UNITS, "applies_to": ["county"]}, "applies_to"),
    ],
)
def test_rungs_that_do_not_climb_are_wrong(fields: Any, place: str) -> None:
    assert ("wrong", place) in proofs(ladder(**fields))
    assert proofs(ladder()) == proofs(last()) == []


@given(st.lists(st.sampled_from("B-"), min_size=1, max_size=8))
@unhurried
def test_a_good_period_begins_anew_and_another_bad_one_never_lowers_the_step(marks: list[str]) -> None:
    def step(history: list[str]) -> Any:
        return ask(ladder(), COUNTY, {"history": ",".join(history), "idle": "yes"}).value

    assert step([*marks, "-"]) == 0
    assert step([*marks, "-", "B"]) == step(["B"])
    assert step([*marks, "B"]) >= step(marks)


@given(st.permutations(range(1, 8)), st.integers(1, 6))
@unhurried
def test_without_ties_exactly_so_many_are_last(ranks: list[int], count: int) -> None:
    told = ask(last(str(count)), COUNTY, {"ranks": ",".join(map(str, ranks))})
    assert [ranks[n - 1] > 7 - count for n in range(1, 8)] == [n in told.value for n in range(1, 8)]  # type: ignore[operator]
