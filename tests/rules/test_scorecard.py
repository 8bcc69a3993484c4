"""Scorecard: points line by line, veto and sample, the bonus at the gate, two ways of deducting side by side."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongbao.rules import Context, plain
from tests.rules.made_up import COUNTY, a_rule, ask, because, codes, proofs, read_otherwise, read_ways, unhurried

STEPS = {
    "item": "1",
    "title": "计量率",
    "full": {"value": "10"},
    "form": "steps",
    "threshold": {"value": "90"},
    "step": "5",
    "deduct": "2",
}
ABOVE = {
    "item": "2",
    "title": "漏损率",
    "full": {"value": "8"},
    "form": "steps",
    "threshold": {"value": "10"},
    "loses": "above",
    "step": "1",
    "deduct": "2",
}
CASES = {
    "item": "3",
    "title": "违规",
    "full": {"value": "5"},
    "form": "cases",
    "deduct": "2",
    "sample": {"input": "3.sample", "title": "抽查户数", "least": "10"},
}
REACH = {
    "item": "4",
    "title": "覆盖率",
    "full": {"value": "6"},
    "form": "reach",
    "threshold": {"value": "80"},
    "veto": {"input": "4.large", "title": "大户覆盖率", "least": "100"},
}
SHARE = {"item": "5", "title": "公示", "full": {"value": "4"}, "form": "share"}
YES = {"item": "6", "title": "有制度", "full": {"value": "7"}, "form": "yes_no"}
BONUS = {"item": "7", "title": "典型", "full": {"value": "10"}, "form": "yes_no", "bonus": "yes"}
LINES = (STEPS, ABOVE, CASES, REACH, SHARE, YES, BONUS)
FULL = {
    "1": "90",
    "2": "10",
    "3": "0",
    "3.sample": "10",
    "4": "80",
    "4.large": "100",
    "5": "100",
    "6": "yes",
    "7": "yes",
}


def card(*lines: Any, **fields: Any) -> Any:
    held = lines or LINES
    total = str(sum(int(line["full"]["value"]) for line in held))
    return a_rule("scorecard", **{"lines": list(held), "total": {"value": total}, "steps_reading": "R-07", **fields})


def points(rule: Any, county: Context, **said: str) -> dict[str, str]:
    """Points by line, the other lines answered in full."""
    return plain(
        ask(
            rule, county, {**FULL, **{name.removeprefix("_").replace("__", "."): one for name, one in said.items()}}
        ).value
    )["lines"]  # type: ignore[no-any-return]


def test_everything_in_full_is_the_table_s_own_total(county: Context) -> None:
    told = ask(card(), county, FULL)
    assert plain(told.value)["total"] == "50"
    assert (plain(told.value)["base"], plain(told.value)["bonus"], told.outcome) == ("40", "10", "decided")


@pytest.mark.parametrize(
    ("value", "whole", "pro_rata"),
    [
        ("100", "10", "10"),
        ("90", "10", "10"),
        ("89.9", "10", "9.96"),
        ("85.1", "10", "8.04"),
        ("85", "8", "8"),
        ("84.9", "8", "7.96"),
        ("65", "0", "0"),
        ("64.9", "0", "0"),
        ("0", "0", "0"),
    ],
)
def test_a_step_is_deducted_when_it_is_full_or_in_proportion(
    county: Context, value: str, whole: str, pro_rata: str
) -> None:
    assert points(card(), county, _1=value)["1"] == whole
    assert points(card(), read_otherwise(county, R_07="pro_rata"), _1=value)["1"] == pro_rata


@pytest.mark.parametrize(
    ("value", "got"), [("0", "8"), ("10", "8"), ("10.9", "8"), ("11", "6"), ("14", "0"), ("99", "0")]
)
def test_a_line_may_lose_above_its_threshold(county: Context, value: str, got: str) -> None:
    assert points(card(), county, _2=value)["2"] == got


@pytest.mark.parametrize(("cases", "got"), [("0", "5"), ("1", "3"), ("2", "1"), ("3", "0"), ("9", "0")])
def test_each_case_costs_its_points_and_never_more_than_there_are(county: Context, cases: str, got: str) -> None:
    assert points(card(), county, _3=cases)["3"] == got


def test_too_small_a_sample_counts_as_none(county: Context) -> None:
    told = ask(card(), county, {**FULL, "3.sample": "9"})
    assert (told.outcome, plain(told.value)["total"], told.needs) == ("cannot_say", None, ("3.sample",))


@pytest.mark.parametrize(
    ("value", "large", "got"), [("80", "100", "6"), ("79.9", "100", "0"), ("80", "99.9", "0"), ("80", "无", "6")]
)
def test_a_line_is_reached_or_not_and_a_veto_empties_it(county: Context, value: str, large: str, got: str) -> None:
    assert points(card(), county, _4=value, _4__large=large)["4"] == got


@pytest.mark.parametrize(("value", "got"), [("0", "0"), ("50", "2"), ("33.3", "1.332"), ("100", "4")])
def test_a_share_gives_its_part_of_the_mark(county: Context, value: str, got: str) -> None:
    assert points(card(), county, _5=value)["5"] == got


def test_a_line_left_out_is_not_zero_and_the_total_waits(county: Context) -> None:
    told = ask(card(gate={"value": "30"}), county, {name: one for name, one in FULL.items() if name != "5"})
    value = plain(told.value)
    assert (told.outcome, told.needs) == ("cannot_say", ("5",))
    assert (value["total"], value["lines"]["5"], value["lines"]["1"]) == (None, None, "10")
    assert value["gate"] == {"passes": None, "on_total": None, "on_base": None}


@pytest.mark.parametrize(
    ("bonus", "gate", "passes", "code"),
    [
        ("yes", "50", True, "gate_on_bonus"),
        ("no", "40", True, "gate_open"),
        ("no", "40.1", False, "gate_shut"),
        ("yes", "50.1", False, "gate_shut"),
        ("yes", "39", True, "gate_open"),
    ],
)
def test_the_gate_opens_from_its_value_on(county: Context, bonus: str, gate: str, passes: bool, code: str) -> None:
    told = ask(card(gate={"value": gate}), county, {**FULL, "7": bonus})
    assert plain(told.value)["gate"]["passes"] is passes
    assert code in codes(told)


def test_whether_the_bonus_counts_at_the_gate_is_a_reading(county: Context) -> None:
    rule = card(gate={"value": "45", "bonus_counts": "R-0101"})
    gates = [
        plain(ask(rule, one, FULL).value)["gate"] for one in (county, read_otherwise(county, R_0101="without_bonus"))
    ]
    assert [gate["passes"] for gate in gates] == [True, False]
    assert gates[0]["on_base"] is gates[1]["on_base"] is False


def test_the_other_way_of_deducting_stands_beside(county: Context) -> None:
    told = ask(card(gate={"value": "47"}), county, {**FULL, "1": "82.5"})
    beside = because(told, "other_reading").params
    assert (plain(told.value)["total"], beside["total"], beside["pro_rata"], beside["passes"]) == (
        "48",
        "47",
        True,
        True,
    )
    assert read_ways(told)["R-07"] == "不扣"


def test_a_reading_is_named_once_however_often_it_is_listed(county: Context) -> None:
    told = ask(card({**STEPS, "readings": ["R-0102"]}, readings=["R-07", "R-0102"]), county, {"1": "82.5"})
    assert [one.params["reading"] for one in told.reasons if one.code == "reading"] == ["R-07", "R-0102"]


def test_a_setting_stands_in_the_place_of_a_printed_threshold(county: Context) -> None:
    line = {**REACH, "threshold": {"value": "80", "setting": "R-0102"}}
    rule = card(line, steps_reading=None)
    set_to = type(county)(**{name: getattr(county, name) for name in county.__slots__} | {"settings": {"R-0102": "85"}})
    said = {"4": "82", "4.large": "100"}
    assert [plain(ask(rule, one, said).value)["total"] for one in (county, set_to)] == ["6", "0"]


@pytest.mark.parametrize(
    ("fields", "place"),
    [
        ({"total": {"value": "51"}}, "total"),
        ({"lines": [{**STEPS, "threshold": None}], "total": {"value": "10"}}, "lines.1"),
        ({"lines": [{**YES, "threshold": {"value": "3"}}], "total": {"value": "7"}}, "lines.6"),
        ({"lines": [{**STEPS, "deduct": None}], "total": {"value": "10"}}, "lines.1"),
        ({"lines": [{**CASES, "step": "1"}], "total": {"value": "5"}}, "lines.3"),
        ({"lines": [YES, YES], "total": {"value": "14"}}, "lines.6"),
        ({"lines": [{**STEPS, "step": "0"}], "total": {"value": "10"}}, "lines.1"),
    ],
    ids=[
        "a sum that is another",
        "steps without a threshold",
        "a threshold without steps",
        "steps without a deduction",
        "a step for cases",
        "a line given twice",
        "a step of nothing",
    ],
)
def test_a_table_that_does_not_add_up_is_wrong(fields: Any, place: str) -> None:
    assert proofs(card(**fields)) == [("wrong", place)]
    assert proofs(card()) == []


@given(st.decimals(0, 100, places=1), st.decimals(0, 100, places=1))
@unhurried
def test_more_is_never_worth_less_and_whole_steps_never_cost_more(one: Decimal, other: Decimal) -> None:
    worse, better = sorted((one, other))
    pro_rata = read_otherwise(COUNTY, R_07="pro_rata")
    for county in (COUNTY, pro_rata):
        low, high = (Fraction(points(card(), county, _1=str(value))["1"]) for value in (worse, better))
        assert low <= high
        few, many = (Fraction(points(card(), county, _2=str(value))["2"]) for value in (worse, better))
        assert few >= many
    for line in ("_1", "_2"):
        whole, exact = (Fraction(points(card(), way, **{line: str(one)})[line[1:]]) for way in (COUNTY, pro_rata))
        assert 0 <= exact <= whole <= exact + 2
