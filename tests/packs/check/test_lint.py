"""What is wrong with a stated fact before any text is at hand."""

from __future__ import annotations

import pytest

from gongbao.packs.check import lint_quotes
from gongbao.packs.check.locators import is_compared_whole, is_well_formed
from gongbao.packs.check.places import places_of
from gongbao.text.model import Reading
from tests.packs.check.stated_facts import FACTS, RIVERS, Value, compares, day, names, number, says, stated


def problems(at: str, quote: str = "", *values: Value) -> list[str]:
    return [zh for _, zh, _ in lint_quotes([stated(RIVERS, at, quote, *values)])]


def test_facts_that_hold_are_clean() -> None:
    assert lint_quotes(FACTS) == []


@pytest.mark.parametrize(
    ("quote", "clean"),
    [("三个字", False), ("四个字了", True), ("三 个 字", False), ("长" * 30, True), ("长" * 31, False)],
)
def test_a_quote_has_4_to_30_characters(quote: str, clean: bool) -> None:
    assert (not problems("三（一）", quote)) is clean


def test_only_rows_cells_seats_and_lines_of_the_head_need_no_quote() -> None:
    rows = ("附件4 表1 第2行", "附件4 表1 第2行 列5", "表1 第100行 第2项 列6")
    for at in (*rows, "附件3 一（二）1 第4人", "第1人", "日期"):
        assert problems(at) == [], at
    for at in ("第二十条", "附件4 表1", "附件2 注3"):
        assert "没有引文" in problems(at)[0], at


@pytest.mark.parametrize(
    ("quote", "value"),
    [
        ("不得超过5个工作日", number("4")),
        ("核定经费的六成", number("6")),
        ("6月底前完成登记", day("2031-05-31")),
        ("按时完成登记工作", day("2031-06-30")),
        ("不低于百分之八十", compares("<")),
        ("每年十家左右", compares(">=")),
    ],
)
def test_a_value_that_the_quote_does_not_print_is_told(quote: str, value: Value) -> None:
    (said,) = problems("三（一）", quote, value)
    assert quote in said
    assert value[1] in said


def test_words_and_units_are_left_to_the_text() -> None:
    assert problems("三（一）", "由县水务局约谈", says("约谈的办法"), names("县财政局")) == []


@pytest.mark.parametrize("value", [number("5%"), number("NaN"), day("2031-02-30"), compares("=="), says(" ")])
def test_a_value_that_is_none_is_told(value: Value) -> None:
    assert len(problems("附件4 表1 第2行", "", value)) == 1


def test_every_problem_is_said_in_both_languages_with_its_rule_and_place() -> None:
    fact = stated(RIVERS, "二十条第", "短", number("x"))
    found = lint_quotes([fact])
    assert len(found) == 3
    for of, zh, en in found:
        assert of is fact
        assert zh.startswith("sample/rule ")
        assert en.startswith("sample/rule ")
        assert fact.at in zh
        assert fact.at in en


def test_every_place_of_the_sample_county_is_written_as_a_locator(sample_reading: Reading) -> None:
    places = [place for document in sample_reading.documents for place in places_of(document).values()]
    assert [place.at for place in places if not is_well_formed(place.at)] == []
    whole = [place.at for place in places if place.kind not in ("piece", "section") and is_compared_whole(place.at)]
    assert whole == [place.at for place in places if place.kind in ("row", "cell", "person")]


@pytest.mark.parametrize(
    "at",
    ["", "第条", "三(一", "附件4表1 第2行", "附件4 表1 第2行 第5列", "第二十条 第3", "二十条第", "段", "三（一）#"],
)
def test_what_is_no_locator_is_told(at: str) -> None:
    assert not is_well_formed(at)


@pytest.mark.parametrize(
    "at",
    [
        "第二十条",
        "第二十条(二)",
        "三（一）2",
        "三（一）段2",
        "1.2.3",
        "一（二）#2",
        "附件3 一（二）① ",
        "第二章第一节",
        "落款",
        "附件 段1",
    ],
)
def test_what_is_a_locator_is_taken(at: str) -> None:
    assert is_well_formed(at)
