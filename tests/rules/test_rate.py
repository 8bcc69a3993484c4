"""Rate: exact shares and changes; an empty denominator is no rate at all."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongbao.rules import BadInput, Context, plain
from gongbao.rules import given as read_all
from gongbao.rules.changes import changes
from tests.rules.made_up import COUNTY, a_rule, ask, because, codes, proofs, unhurried

INPUTS = {"done": "number", "all": "number", "[exempt]": "number"}


def rate(**fields: Any) -> Any:
    return a_rule("rate", **{"inputs": INPUTS, "numerator": "done", "denominator": "all", **fields})


@pytest.mark.parametrize(
    ("form", "done", "of", "value"),
    [
        ("share", "1", "3", "33.3"),
        ("share", "2", "3", "66.7"),
        ("share", "0", "3", "0"),
        ("ratio", "3", "2", "1.5"),
        ("change", "110", "100", "10"),
        ("change", "90", "100", "-10"),
        ("cut", "90", "100", "10"),
        ("cut", "110", "100", "-10"),
        ("share", "1", "16", "6.3"),
    ],
)
def test_each_form_is_rounded_only_when_shown(county: Context, form: str, done: str, of: str, value: str) -> None:
    assert ask(rate(form=form), county, {"done": done, "all": of}).value == {"rate": value, "met": None}


def test_more_than_planned_is_more_than_all_where_that_may_be(county: Context) -> None:
    assert ask(rate(may_exceed="yes"), county, {"done": "3", "all": "2"}).value == {"rate": "150", "met": None}


@pytest.mark.parametrize("form", ["share", "ratio", "change", "cut"])
def test_nothing_to_divide_by_is_a_dash_and_never_met(county: Context, form: str) -> None:
    told = ask(rate(form=form, target={"value": "0"}), county, {"done": "0", "all": "0"})
    assert (told.outcome, told.value) == ("decided", {"rate": "-", "met": None})
    assert "empty_rate" in codes(told)


def test_what_is_left_out_may_empty_the_whole(county: Context) -> None:
    told = ask(rate(less=["exempt"]), county, {"done": "0", "all": "4", "exempt": "4"})
    assert told.value == {"rate": "-", "met": None}


def test_what_is_left_out_leaves_one_side_or_both(county: Context) -> None:
    said = {"done": "8", "all": "10", "exempt": "2"}
    assert plain(ask(rate(less=["exempt"]), county, said).value)["rate"] == "100"
    assert plain(ask(rate(less_both=["exempt"]), county, said).value)["rate"] == "75"
    assert plain(ask(rate(less=["exempt"]), county, {"done": "8", "all": "10"}).value)["rate"] == "80"


@pytest.mark.parametrize(("done", "met"), [("949", False), ("950", True), ("1000", True)])
def test_a_target_is_held_against_the_exact_rate(county: Context, done: str, met: bool) -> None:
    told = ask(rate(target={"value": "95"}, digits="0"), county, {"done": done, "all": "1000"})
    assert told.value == {"rate": "95" if done != "1000" else "100", "met": met}
    assert because(told, "target").params["value"] == 95


@pytest.mark.parametrize(
    ("said", "turned"),
    [
        ({"done": "90", "all": "100"}, [("done", 95, True), ("all", Decimal("94.64"), True)]),
        ({"done": "45", "all": "50"}, [("done", Decimal("47.5"), True), ("all", Decimal("47.27"), True)]),
        ({"done": "96", "all": "100"}, [("done", Decimal("94.9"), False), ("all", Decimal("101.15"), False)]),
        ({"done": "8", "all": "10", "exempt": "1"}, [("done", Decimal("8.55"), True), ("all", Decimal("9.42"), True)]),
    ],
)
def test_the_nearest_amount_that_turns_the_verdict_is_offered(
    said: dict[str, str], turned: Any, county: Context
) -> None:
    rule = rate(target={"value": "95"}, less=["exempt"])
    found = changes(rule, read_all(rule.questions(), said), county)
    assert [(one.input, one.value, plain(one.judgement.value)["met"]) for one in found] == turned


def test_a_missing_number_is_not_taken_for_none(county: Context) -> None:
    told = ask(rate(), county, {"all": "3"})
    assert (told.outcome, told.value, told.needs) == ("cannot_say", None, ("done",))


def test_what_is_left_out_and_in_principle_are_said(county: Context) -> None:
    told = ask(rate(leaves_out="外来人员", soft="yes"), county, {"done": "1", "all": "2"})
    assert because(told, "rate_share").params["leaves_out"] == "外来人员"
    assert "soft" in codes(told)


@pytest.mark.parametrize(
    "fields", [{"numerator": "others"}, {"denominator": "others"}, {"less": ["others"]}, {"less_both": ["others"]}]
)
def test_a_number_that_nobody_asks_for_is_wrong(fields: Any) -> None:
    assert proofs(rate(**fields)) == [("wrong", "inputs")]
    assert proofs(rate(less=["exempt"])) == []


@given(st.integers(0, 10**6), st.integers(1, 10**6), st.integers(0, 200))
@unhurried
def test_a_share_is_met_exactly_when_the_cross_products_say_so(done: int, of: int, target: int) -> None:
    rule = rate(target={"value": str(target)}, digits="2", may_exceed="yes")
    told = plain(ask(rule, COUNTY, {"done": str(done), "all": str(of)}).value)
    assert told["met"] == (done * 100 >= target * of)
    assert abs(Fraction(Decimal(told["rate"])) - Fraction(100 * done, of)) <= Fraction(1, 200)


@pytest.mark.parametrize("said", [{"done": "3", "all": "2"}, {"done": "1", "all": "0"}])
def test_a_part_larger_than_its_whole_is_refused(county: Context, said: dict[str, str]) -> None:
    with pytest.raises(BadInput) as refused:
        ask(rate(), county, said)
    assert refused.value.name == "done"


def test_more_left_out_than_there_is_is_refused(county: Context) -> None:
    with pytest.raises(BadInput):
        ask(rate(less=["exempt"]), county, {"done": "1", "all": "4", "exempt": "5"})
