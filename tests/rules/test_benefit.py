"""Benefit: brackets, cap, months and shares to the fen; what is not met, not known or silent grants nothing."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongbao.rules import Context, plain
from gongbao.rules.changes import changes
from gongbao.rules.inputs import given as read_all
from tests.rules.made_up import COUNTY, a_rule, ask, because, codes, proofs, read_ways, unhurried

PAID = {"paid": "money"}
BRACKETS = [{"rate": "10", "upto": "100000"}, {"rate": "5", "above": "100000", "upto": "300000"}]
CAP = {"value": "15000", "source": {"at": "第四条", "quote": "不超过1.5万元"}}
SHARES = {"parts": {"county": "2", "town": "1"}, "titles": {"county": "县", "town": "镇"}}
APPROVED = {"input": "approved", "among": ["yes"], "says": "要先批准"}


def benefit(**fields: Any) -> Any:
    return a_rule("benefit", **{"inputs": PAID, "base": "paid", **fields})


def granted(rule: Any, county: Context, **said: str) -> Any:
    return plain(ask(rule, county, said).value)


@pytest.mark.parametrize(
    ("paid", "amount"),
    [
        ("0", "0.00"),
        ("100000", "10000.00"),
        ("100000.01", "10000.00"),
        ("100001", "10000.05"),
        ("300000", "20000.00"),
        ("900000", "20000.00"),
        ("0.05", "0.01"),
        ("0.04", "0.00"),
    ],
)
def test_brackets_add_up_part_by_part(county: Context, paid: str, amount: str) -> None:
    assert granted(benefit(brackets=BRACKETS), county, paid=paid) == amount


@pytest.mark.parametrize(
    ("paid", "amount", "code"),
    [("199999", "14999.95", "below_cap"), ("200000", "15000.00", "below_cap"), ("200001", "15000.00", "capped")],
)
def test_a_cap_holds_the_amount_and_is_cited(county: Context, paid: str, amount: str, code: str) -> None:
    told = ask(benefit(brackets=BRACKETS, cap=CAP), county, {"paid": paid})
    assert plain(told.value) == amount
    stands = because(told, code).citation
    assert stands is not None
    assert stands.at == "第四条"


@pytest.mark.parametrize(
    ("before", "amount"), [("0", "15000.00"), ("14000", "1000.00"), ("15000", "0.00"), ("99999", "0.00")]
)
def test_what_was_received_before_counts_against_the_cap(county: Context, before: str, amount: str) -> None:
    rule = benefit(
        inputs={**PAID, "[before]": {"type": "money", "default": "0"}}, brackets=BRACKETS, cap={**CAP, "less": "before"}
    )
    assert granted(rule, county, paid="300000", before=before) == amount


def test_shares_are_rounded_in_turn_and_the_last_has_the_rest(county: Context) -> None:
    rule = benefit(percent={"rate": "100"}, shares=SHARES)
    assert granted(rule, county, paid="100") == {"total": "100.00", "county": "66.67", "town": "33.33"}
    assert granted(rule, county, paid="0.01") == {"total": "0.01", "county": "0.01", "town": "0.00"}


@pytest.mark.parametrize(
    ("approved", "outcome", "value"),
    [
        ("yes", "decided", {"total": "300.00", "county": "200.00", "town": "100.00"}),
        ("no", "refused", {"total": "0.00", "county": "0.00", "town": "300.00"}),
    ],
)
def test_without_the_condition_nothing_is_granted_and_one_payer_bears_it_all(
    county: Context, approved: str, outcome: str, value: Any
) -> None:
    rule = benefit(
        inputs={**PAID, "approved": "yes_no"},
        percent={"rate": "100"},
        shares=SHARES,
        conditions=[APPROVED],
        unmet_payer="town",
    )
    told = ask(rule, county, {"paid": "300", "approved": approved})
    assert (told.outcome, plain(told.value)) == (outcome, value)
    if outcome == "refused":
        assert (told.needs, because(told, "unmet").params["says"]) == (("approved",), "要先批准")


def test_a_condition_that_is_not_known_grants_nothing(county: Context) -> None:
    rule = benefit(inputs={**PAID, "[approved]": "yes_no"}, percent={"rate": "100"}, conditions=[APPROVED])
    told = ask(rule, county, {"paid": "300"})
    assert (told.outcome, told.value, told.needs) == ("cannot_say", None, ("approved",))


CASES = [
    {"given": {"place": "state"}, "months": {"value": "3"}},
    {"given": {"place": "hall"}, "months": {"input": "months"}},
    {"given": {"place": "school"}, "percent": {"rate": "50"}},
    {"given": {"place": "park"}, "nothing": "yes"},
    {"given": {"place": "other"}, "silent": "yes", "says": "双方商量"},
]
PLACES = {"type": "choice", "choices": {name: name for name in ("state", "hall", "school", "park", "other")}}


@pytest.mark.parametrize(
    ("place", "months", "outcome", "amount"),
    [
        ("state", None, "decided", "3000.00"),
        ("hall", "5", "decided", "5000.00"),
        ("school", None, "decided", "500.00"),
        ("park", None, "decided", "0.00"),
        ("hall", None, "cannot_say", None),
        ("other", None, "cannot_say", None),
    ],
)
def test_each_case_has_its_own_amount(
    county: Context, place: str, months: str | None, outcome: str, amount: str | None
) -> None:
    rule = benefit(inputs={**PAID, "place": PLACES, "[months]": "number"}, cases=CASES)
    told = ask(rule, county, {"paid": "1000", "place": place, **({"months": months} if months else {})})
    assert (told.outcome, plain(told.value)) == (outcome, amount)
    if place == "hall" and months is None:
        assert (told.needs, codes(told)[0]) == (("months",), "months_asked")
    if place == "other":
        assert because(told, "silent_case").params["case"] == "双方商量"


def test_a_yearly_amount_may_be_parted_into_months(county: Context) -> None:
    rule = benefit(inputs={**PAID, "months": "number"}, months={"input": "months", "of": "12"})
    assert granted(rule, county, paid="1000", months="5") == "416.67"


@pytest.mark.parametrize(
    ("profit", "value"),
    [
        ("1000", {"deductible": "120.00", "carried": "380.00", "until": 2034}),
        ("5000", {"deductible": "500.00", "carried": "0.00", "until": None}),
        ("-1", {"deductible": "0.00", "carried": "500.00", "until": 2034}),
    ],
)
def test_what_exceeds_a_share_of_another_answer_is_carried_for_some_years(
    county: Context, profit: str, value: Any
) -> None:
    rule = benefit(
        inputs={**PAID, "profit": {"type": "money", "signed": "yes"}, "year": "integer"},
        limit_share={"rate": "12", "of": "profit"},
        carry_forward={"years": "3", "from": "year"},
    )
    assert granted(rule, county, paid="500", profit=profit, year="2031") == value


def test_what_an_operation_waits_for_is_asked_for(county: Context) -> None:
    rule = benefit(inputs={**PAID, "[profit]": "money"}, limit_share={"rate": "12", "of": "profit"})
    told = ask(rule, county, {"paid": "500"})
    assert (told.outcome, told.value, told.needs) == ("cannot_say", None, ("profit",))


def test_an_amount_that_a_review_comes_before_is_what_it_gives_if_passed(county: Context) -> None:
    told = ask(benefit(percent={"rate": "50"}, person="reviewed", person_says="验收"), county, {"paid": "500"})
    assert (told.outcome, plain(told.value), told.needs) == ("person_decides", "250.00", ("reviewed",))
    assert because(told, "person").params["person"] == "验收"


def test_readings_of_the_operations_are_named(county: Context) -> None:
    rule = benefit(percent={"rate": "50", "readings": ["R-0102"]}, cap={**CAP, "readings": ["R-0101"]})
    assert set(read_ways(ask(rule, county, {"paid": "5"}))) == {"R-0101", "R-0102"}


@pytest.mark.parametrize(
    ("fields", "place"),
    [
        ({"base": "cost"}, "inputs"),
        ({"cap": {"value": "1", "less": "before"}}, "inputs"),
        ({"conditions": [APPROVED]}, "inputs"),
        ({"limit_share": {"rate": "1", "of": "profit"}}, "inputs"),
        ({"carry_forward": {"years": "1", "from": "year"}}, "inputs"),
        ({"months": {"input": "months"}}, "inputs"),
        ({"cases": [CASES[0]]}, "inputs"),
        ({"brackets": [BRACKETS[0], {"rate": "5", "above": "100001"}]}, "brackets"),
        ({"brackets": [{"rate": "10"}, BRACKETS[1]]}, "brackets"),
        ({"shares": SHARES, "unmet_payer": "city"}, "unmet_payer"),
        ({"unmet_payer": "town"}, "unmet_payer"),
    ],
)
def test_what_does_not_fit_together_is_wrong(fields: Any, place: str) -> None:
    assert proofs(benefit(**fields)) == [("wrong", place)]
    assert proofs(benefit(brackets=BRACKETS, cap=CAP, shares=SHARES)) == []


def test_the_base_at_which_the_cap_binds_is_an_edge_also_behind_a_free_part() -> None:
    free = [{"rate": "0", "upto": "1000"}, {"rate": "10", "above": "1000"}]
    edges = [value for name, value in benefit(brackets=free, cap={"value": "500"}).edges() if name == "paid"]
    assert edges == [Decimal(1000), Decimal("6000.00")]


def test_just_above_the_cap_more_paid_changes_nothing(county: Context) -> None:
    rule = benefit(brackets=BRACKETS, cap=CAP)
    found = changes(rule, read_all(rule.questions(), {"paid": "250000"}), county)
    assert [(one.value, plain(one.judgement.value)) for one in found] == [(Decimal("100000.01"), "10000.00")]


MONEY = st.decimals(0, 10**7, places=2)


@given(MONEY, st.decimals(0, 20000, places=2))
@unhurried
def test_the_cap_is_never_passed_and_the_parts_are_the_total(paid: Decimal, before: Decimal) -> None:
    rule = benefit(inputs={**PAID, "before": "money"}, brackets=BRACKETS, cap={**CAP, "less": "before"}, shares=SHARES)
    value: Any = ask(rule, COUNTY, {"paid": str(paid), "before": str(before)}).value
    assert value["county"] + value["town"] == value["total"]
    assert min(value.values()) >= 0
    assert value["total"] + min(before, Decimal(15000)) <= 15000


@given(MONEY, st.lists(st.integers(1, 9), min_size=3, max_size=5))
@unhurried
def test_among_many_payers_nobody_pays_less_than_nothing(paid: Decimal, parts: list[int]) -> None:
    shares = {"parts": {f"p{n}": str(part) for n, part in enumerate(parts)}}
    value: Any = ask(benefit(percent={"rate": "0.1"}, shares=shares), COUNTY, {"paid": str(paid)}).value
    total = value.pop("total")
    assert sum(value.values()) == total
    assert min(value.values()) >= 0


@given(st.sampled_from([100000, 300000]), st.decimals("0.01", 50, places=2))
@unhurried
def test_the_amount_is_continuous_at_a_bracket(edge: int, step: Decimal) -> None:
    rule = benefit(brackets=BRACKETS)
    below, above = (rule.amount({"paid": edge + side * step}) for side in (-1, 1))
    assert 0 <= above - below <= Fraction(2 * step) * Fraction(10, 100)


def test_a_condition_that_fails_refuses_before_the_rest_is_answered(county: Context) -> None:
    rule = benefit(
        conditions=[APPROVED, {"input": "open", "among": ["yes"], "says": "要先开业"}],
        percent={"rate": "10"},
        inputs={"paid": "money", "approved": "yes_no", "open": "yes_no"},
    )
    assert ask(rule, county, {"paid": "100", "approved": "no"}).outcome == "refused"
    assert ask(rule, county, {"paid": "100", "approved": "yes"}).outcome == "cannot_say"
