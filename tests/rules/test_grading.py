"""Grading: each value in one band, the highest criterion wins, overlaps are wrong and gaps are listed."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongbao.rules import Context
from tests.rules.made_up import COUNTY, a_rule, ask, because, codes, proofs, read_ways, unhurried

GRADES = ["特大", "大", "中", "小"]
LEVELS = {"特大": "Ⅰ", "大": "Ⅱ", "中": "Ⅲ", "小": "Ⅳ"}
DEPTH = {
    "of": "depth",
    "title": "积水",
    "bands": [
        {"below": "10"},
        {"grade": "小", "from": "10", "below": "30"},
        {"grade": "中", "from": "30", "below": "50"},
        {"grade": "大", "from": "50"},
    ],
}
PEOPLE = {
    "sum_of": ["hurt", "missing"],
    "bands": [
        {"grade": "中", "from": "3", "below": "10"},
        {"grade": "特大", "from": "10", "source": {"at": "第二条（一）", "quote": "10人以上"}},
    ],
}
LOSS = {"share_of": ["loss", "income"], "bands": [{"grade": "大", "from": "1"}]}
DAM = {"of": "dam", "bands": [{"grade": "特大", "word": "burst"}, {"word": "whole"}]}
INPUTS = {
    "depth": "number",
    "[hurt]": "integer",
    "[missing]": "integer",
    "[loss]": "money",
    "[income]": "money",
    "[dam]": {"type": "choice", "choices": {"burst": "溃", "whole": "完好"}},
}


def grading(*criteria: Any, **fields: Any) -> Any:
    return a_rule(
        "grading", **{"inputs": INPUTS, "grades": GRADES, "levels": LEVELS, "criteria": list(criteria), **fields}
    )


@pytest.mark.parametrize(
    ("depth", "grade", "level"),
    [
        ("0", None, None),
        ("9.9", None, None),
        ("10", "小", "Ⅳ"),
        ("29.9", "小", "Ⅳ"),
        ("30", "中", "Ⅲ"),
        ("50", "大", "Ⅱ"),
        ("900", "大", "Ⅱ"),
    ],
)
def test_a_band_begins_with_its_from_and_ends_before_its_below(
    county: Context, depth: str, grade: str | None, level: str | None
) -> None:
    told = ask(grading(DEPTH), county, {"depth": depth})
    assert told.value == {"grade": grade, "level": level}
    assert codes(told) == ["graded" if grade else "no_grade"]


def test_the_highest_of_several_criteria_wins_and_all_that_hold_are_reasons(county: Context) -> None:
    told = ask(grading(DEPTH, PEOPLE, DAM), county, {"depth": "40", "hurt": "4", "missing": "6", "dam": "溃"})
    assert told.value == {"grade": "特大", "level": "Ⅰ"}
    assert [one.params["grade"] for one in told.reasons] == ["特大", "特大", "中"]
    stands = told.reasons[0].citation
    assert stands is not None
    assert (stands.at, stands.quote) == ("第二条（一）", "10人以上")


def test_what_is_not_known_could_still_raise_the_grade_and_is_asked_for(county: Context) -> None:
    told = ask(grading(DEPTH, PEOPLE, LOSS), county, {"depth": "55", "hurt": "4"})
    assert (told.outcome, told.value) == ("decided", {"grade": "大", "level": "Ⅱ"})
    assert told.needs == ("missing",)


def test_the_highest_grade_stands_while_a_part_of_the_sum_is_not_known(county: Context) -> None:
    rule = grading(PEOPLE, inputs={"hurt": "integer", "missing": "integer"})
    assert ask(rule, county, {"hurt": "10"}).value == {"grade": "特大", "level": "Ⅰ"}
    told = ask(rule, county, {"hurt": "9"})
    assert (told.outcome, told.value, told.needs) == ("cannot_say", None, ("missing",))


def test_what_could_not_raise_the_grade_is_not_asked_for(county: Context) -> None:
    told = ask(grading(DEPTH, PEOPLE, LOSS), county, {"depth": "10", "hurt": "9", "missing": "1"})
    assert (told.value, told.needs) == ({"grade": "特大", "level": "Ⅰ"}, ())


def test_where_nothing_at_all_is_known_nothing_is_graded(county: Context) -> None:
    told = ask(grading(PEOPLE, DAM), county, {"depth": "80"})
    assert told.value == {"grade": None, "level": None}
    assert set(told.needs) == {"hurt", "missing", "dam"}


@pytest.mark.parametrize(("loss", "grade"), [("99.99", None), ("100", "大")])
def test_a_share_is_exact_in_percent(county: Context, loss: str, grade: str | None) -> None:
    told = ask(grading(LOSS), county, {"depth": "0", "loss": loss, "income": "10000"})
    assert told.value == {"grade": grade, "level": LEVELS.get(grade or "")}


def test_a_share_of_nothing_grades_nothing(county: Context) -> None:
    told = ask(grading(DEPTH, LOSS), county, {"depth": "10", "loss": "5", "income": "0"})
    assert told.value == {"grade": "小", "level": "Ⅳ"}


def test_a_criterion_for_other_cases_is_passed_over(county: Context) -> None:
    only = {**PEOPLE, "given": {"dam": "burst"}}
    said = {"depth": "10", "hurt": "10", "missing": "0"}
    assert ask(grading(DEPTH, only), county, {**said, "dam": "whole"}).value == {"grade": "小", "level": "Ⅳ"}
    assert ask(grading(DEPTH, only), county, {**said, "dam": "burst"}).value == {"grade": "特大", "level": "Ⅰ"}


def test_answers_for_which_the_text_is_silent_are_a_person_s(county: Context) -> None:
    told = ask(grading(DEPTH, person_for={"dam": ["burst"]}), county, {"depth": "40", "dam": "burst"})
    assert (told.outcome, told.value, told.needs) == ("person_decides", {"grade": None, "level": None}, ("grade",))
    assert codes(told)[0] == "not_graded"


def test_grades_that_stand_in_another_plan_are_not_invented(county: Context) -> None:
    told = ask(grading(external="市防汛预案"), county, {"depth": "40"})
    assert (told.outcome, told.value) == ("cannot_say", None)
    assert because(told, "graded_elsewhere").params["plan"] == "市防汛预案"


def test_a_table_of_something_else_answers_with_the_grade_itself(county: Context) -> None:
    assert ask(grading(DEPTH, plain_value="yes"), county, {"depth": "40"}).value == "中"
    assert ask(grading(DEPTH, plain_value="yes"), county, {"depth": "4"}).value is None


def test_a_missing_measure_is_not_zero(county: Context) -> None:
    told = ask(grading(DEPTH), county)
    assert (told.outcome, told.value, told.needs) == ("cannot_say", None, ("depth",))


def test_readings_of_the_band_that_holds_are_named(county: Context) -> None:
    bands = [{"grade": "小", "from": "0", "below": "5", "readings": ["R-0102"]}, {"grade": "中", "from": "5"}]
    rule = grading({"of": "depth", "bands": bands})
    assert set(read_ways(ask(rule, county, {"depth": "4"}))) == {"R-0102"}
    assert set(read_ways(ask(rule, county, {"depth": "5"}))) == set()


def of_depth(*bands: tuple[str | None, str | None]) -> Any:
    held = [
        {"grade": "小", **({"from": low} if low else {}), **({"below": high} if high else {})} for low, high in bands
    ]
    return grading({"of": "depth", "bands": held})


@pytest.mark.parametrize(
    ("bands", "weight", "witness"),
    [
        ([("0", "10"), ("9", None)], "wrong", "9"),
        ([("0", None), ("10", None)], "wrong", "10"),
        ([(None, "10"), (None, "5")], "wrong", "4"),
        ([("0", "10"), ("12", None)], "gap", "10 to 12"),
        ([("3", None)], "gap", "below 3"),
        ([("0", "10")], "gap", "from 10 on"),
        ([(None, "10"), ("10", None)], "", ""),
    ],
    ids=[
        "overlap",
        "two without an end",
        "two without a beginning",
        "a hole",
        "nothing below",
        "nothing above",
        "whole",
    ],
)
def test_overlaps_are_wrong_with_a_witness_and_gaps_have_bounds(bands: Any, weight: str, witness: str) -> None:
    found = list(of_depth(*bands).proofs())
    assert [one.weight for one in found[:1]] == ([weight] if weight else [])
    assert all(witness in one.en for one in found[:1])


@pytest.mark.parametrize(
    "bands", [[("0", "10"), ("9", None)], [(None, "10"), (None, "5")], [(None, "10"), ("3", None)]]
)
def test_a_witness_of_an_overlap_lies_in_both_bands(bands: Any) -> None:
    rule = of_depth(*bands)
    found = next(rule.proofs())
    value = Decimal(next(word for word in found.en.replace(":", "").split() if word.isdigit()))
    assert sum(band.holds(value) for band in rule.criteria[0].bands) == 2


@pytest.mark.parametrize(
    ("fields", "place"),
    [
        ({"grades": ["大", "中"]}, "criteria[1]"),
        ({"levels": {"巨": "Ⅰ"}}, "levels"),
        ({"inputs": {"width": "number"}}, "inputs"),
    ],
)
def test_an_unknown_grade_or_measure_is_wrong(fields: Any, place: str) -> None:
    assert ("wrong", place) in proofs(grading(DEPTH, **fields))


@given(st.lists(st.decimals(0, 1000, places=1), min_size=1, max_size=6, unique=True), st.decimals(0, 2000, places=1))
@unhurried
def test_a_scale_without_problems_grades_every_value_once(cuts: list[Decimal], value: Decimal) -> None:
    edges = [None, *map(str, sorted(cuts)), None]
    rule = of_depth(*pairwise(edges))
    assert list(rule.proofs()) == []
    [criterion] = rule.criteria
    [held] = [band for band in criterion.bands if band.holds(value)]
    assert criterion.band(value) is held
    assert ask(rule, COUNTY, {"depth": str(value)}).value == {"grade": "小", "level": "Ⅳ"}
