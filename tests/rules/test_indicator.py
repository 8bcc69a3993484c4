"""Indicator: met, not met or no data; distance and progress; a row in words is a person's to judge."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongbao.rules import BadInput, Context
from tests.rules.made_up import COUNTY, a_rule, ask, because, codes, proofs, unhurried

LEVEL = {
    "no": "1",
    "name": "绿化率",
    "unit": "%",
    "base": {"value": "30", "year": "2029"},
    "targets": [{"year": "2031", "value": "40"}, {"year": "2035", "value": "50"}],
}
DOWN = {
    "no": "2",
    "name": "漏损率",
    "unit": "%",
    "base": {"value": "9"},
    "targets": [{"year": "2031", "comparator": "<=", "value": "10"}],
}
ACHIEVE = {"no": "3", "name": "建成站点", "form": "achieve", "targets": [{"year": "2031", "words": "实现"}]}
BELOW = {"no": "4", "name": "死亡率", "form": "below_base", "base": {"value": "5.5"}}
YEARLY = {"no": "5", "name": "排放", "form": "yearly_drop", "targets": [{"value": "2"}]}
FALLING = {"no": "6", "name": "投诉", "form": "falling"}
WORDS = {"no": "7", "name": "水质", "form": "words", "targets": [{"words": "明显改善"}]}
ROWS = (LEVEL, DOWN, ACHIEVE, BELOW, YEARLY, FALLING, WORDS)


def indicator(*rows: Any, **fields: Any) -> Any:
    return a_rule("indicator", rows=list(rows or ROWS), **fields)


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ({"no": "1", "value": "40"}, "met"),
        ({"no": "1", "value": "39.99"}, "not_met"),
        ({"no": "1", "value": "40", "year": "2035"}, "not_met"),
        ({"no": "1", "value": "50%", "year": "2035"}, "met"),
        ({"no": "2", "value": "10"}, "met"),
        ({"no": "2", "value": "10.01"}, "not_met"),
        ({"no": "3", "value": "是"}, "met"),
        ({"no": "3", "value": "no"}, "not_met"),
        ({"no": "4", "value": "5.49"}, "met"),
        ({"no": "4", "value": "5.5"}, "not_met"),
        ({"no": "5", "value": "8", "previous": "10"}, "met"),
        ({"no": "5", "value": "8.1", "previous": "10"}, "not_met"),
        ({"no": "6", "value": "9", "previous": "10"}, "met"),
        ({"no": "6", "value": "10", "previous": "10"}, "not_met"),
        ({"no": "绿化率", "value": "41"}, "met"),
    ],
)
def test_a_value_meets_its_target_in_the_row_s_own_way(county: Context, said: dict[str, str], value: str) -> None:
    told = ask(indicator(), county, said)
    assert (told.outcome, told.value, told.needs) == ("decided", value, ())


@pytest.mark.parametrize(
    ("said", "needs"),
    [
        ({"no": "1"}, "value"),
        ({"no": "3"}, "value"),
        ({"no": "5", "value": "8"}, "previous"),
        ({"no": "6", "value": "8"}, "previous"),
    ],
)
def test_no_data_is_neither_met_nor_missed(county: Context, said: dict[str, str], needs: str) -> None:
    told = ask(indicator(), county, said)
    assert (told.outcome, told.value, told.needs) == ("decided", "no_data", (needs,))


def test_without_an_indicator_nothing_is_said(county: Context) -> None:
    told = ask(indicator(), county, {"value": "3"})
    assert (told.outcome, told.value, told.needs) == ("cannot_say", None, ("no",))


def test_words_without_a_number_are_for_a_person(county: Context) -> None:
    told = ask(indicator(), county, {"no": "7", "value": "5"})
    assert (told.outcome, told.value) == ("person_decides", None)
    assert because(told, "indicator_words").params["words"] == "明显改善"


def test_a_year_without_a_target_is_not_judged(county: Context) -> None:
    told = ask(indicator(), county, {"no": "2", "value": "3", "year": "2035"})
    assert (told.outcome, told.value, codes(told)) == ("cannot_say", None, ["no_target"])


@pytest.mark.parametrize("value", ["abc", "4e1", "--4"])
def test_a_value_that_is_no_number_is_refused(county: Context, value: str) -> None:
    with pytest.raises(BadInput, match="绿化率"):
        ask(indicator(), county, {"no": "1", "value": value})


@pytest.mark.parametrize(
    ("value", "distance", "share"), [("35", "5", "0.5"), ("40", "0", "1"), ("45", "0", "1.5"), ("28", "12", "-0.2")]
)
def test_distance_and_progress_are_measured_from_the_base(
    county: Context, value: str, distance: str, share: str
) -> None:
    told = ask(indicator(), county, {"no": "1", "value": value})
    assert because(told, "distance").params["distance"] == Decimal(distance)
    assert because(told, "progress").params["share"] == share
    assert ("regressed" in codes(told)) == (value == "28")


def test_a_target_that_the_base_met_already_is_said_and_listed(county: Context) -> None:
    assert "met_at_base" in codes(ask(indicator(), county, {"no": "2", "value": "9.5"}))
    assert proofs(indicator()) == [("gap", "rows.2")]


def test_another_place_that_says_it_differently_stands_beside(county: Context) -> None:
    other = {"says": "另一处写的是45%", "source": {"at": "第八条", "quote": "绿化率达到45%"}}
    row = {**LEVEL, "elsewhere": other["says"]}
    told = because(ask(indicator(row, elsewhere=[other]), county, {"no": "1", "value": "41"}), "elsewhere")
    assert told.citation is not None
    assert (told.params["says"], told.citation.at) == ("另一处写的是45%", "第八条")


def test_a_row_of_a_table_is_cited_by_its_row(county: Context) -> None:
    rule = indicator(LEVEL, DOWN, table={"at": "附件1 表1", "columns": {"no": "1"}})
    stands = because(ask(rule, county, {"no": "2", "value": "3"}), "indicator_level").citation
    assert stands is not None
    assert stands.at == "附件1 表1 第2行"


def test_a_number_given_twice_is_wrong() -> None:
    assert proofs(indicator(ACHIEVE, ACHIEVE)) == [("wrong", "rows.3")]


@pytest.mark.parametrize("value", ["-0.01", "100.01"])
def test_a_share_outside_the_whole_is_refused(value: str) -> None:
    with pytest.raises(BadInput) as refused:
        ask(indicator(), COUNTY, {"no": "1", "value": value})
    assert refused.value.name == "value"


@given(st.decimals(0, 100, places=2))
@unhurried
def test_the_distance_is_zero_exactly_where_the_target_is_met(value: Decimal) -> None:
    for no in ("1", "2"):
        told = ask(indicator(), COUNTY, {"no": no, "value": str(value)})
        assert (told.value == "met") == (because(told, "distance").params["distance"] == 0)
