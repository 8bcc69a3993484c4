"""The walk over a pack: every entry with a place becomes a fact, with what the text must print for it."""

from __future__ import annotations

from typing import Any

import pytest

from gongbao.packs.facts import stated_facts
from gongbao.packs.load import load_rulebook
from gongbao.packs.stated import StatedFact


@pytest.fixture
def facts(flood: Any) -> dict[tuple[str, str], StatedFact]:
    return {(fact.rule, fact.name): fact for fact in stated_facts(load_rulebook("hill-2031"))}


def printed(fact: StatedFact) -> list[tuple[str, str, str]]:
    return [(one.kind, one.value, one.name) for one in fact.printed]


def test_a_rule_and_the_numbers_inside_it_stand_at_its_place(facts: dict[tuple[str, str], StatedFact]) -> None:
    own, limit = facts["flood/report", "source"], facts["flood/report", "limit"]
    assert (own.document, own.at, own.quote, printed(own)) == ("山政字〔2031〕4号", "第三条", "3个工作日内报告", [])
    assert (limit.at, limit.quote, printed(limit)) == ("第三条", "3个工作日内报告", [("number", "3", "value")])


def test_a_table_is_compared_cell_by_cell_and_units_by_their_official_names(
    facts: dict[tuple[str, str], StatedFact],
) -> None:
    assert printed(facts["flood/stations", "rows[1].no"]) == [("number", "1", "no")]
    unit = facts["flood/stations", "rows[2].unit"]
    assert (unit.at, unit.quote) == ("附件 表1 第2行 列3", "")
    assert printed(unit) == [("names", "县财政局", "unit")]
    assert printed(facts["flood/stations", "rows[1].unit"]) == [("names", "县水务局（河长办）", "unit")]
    assert facts["flood/stations", "rows[1].name"].at == "附件 表1 第1行 列2"


def test_a_part_of_a_row_and_a_count_stand_at_their_own_places(facts: dict[tuple[str, str], StatedFact]) -> None:
    part, count = facts["flood/stations", "rows[1].duties[1]"], facts["flood/stations", "counts[1]"]
    assert (part.at, part.quote) == ("附件 段2", "每日巡查一次")
    assert (count.at, printed(count)) == ("第四条", [("number", "2", "count")])


def test_the_places_of_findings_are_facts_too(facts: dict[tuple[str, str], StatedFact]) -> None:
    assert facts["flood/F-0401", "places[1]"].quote == "值守不宜过密"


def test_an_entry_without_place_and_number_states_nothing_of_its_own(facts: dict[tuple[str, str], StatedFact]) -> None:
    assert ("flood/crowded", "items[1]") not in facts
    assert not [name for rule, name in facts if rule == "flood/handling" and name.startswith("states")]


@pytest.mark.parametrize(
    ("old", "new", "name", "value"),
    [
        ("value: 3, unit: working_day", "value: 3.50, unit: hour", "limit", [("number", "3.5", "value")]),
        ("start: found}", "start: found, inferred: [value], readings: [R-0401]}", "limit", None),
    ],
)
def test_a_number_is_printed_without_trailing_zeros_and_not_where_it_is_inferred(
    old: str, new: str, name: str, value: Any, flood: Any
) -> None:
    flood.change("facts.yaml", old, new)
    if "hour" in new:
        flood.change(
            "china/readings.yaml",
            "  - {id: R-02,",
            "  - {id: R-03, question: 停不停？, sort: note, why: 不停。}\n  - {id: R-02,",
        )
    found = {(fact.rule, fact.name): fact for fact in stated_facts(load_rulebook("hill-2031"))}
    held = found.get(("flood/report", name))
    assert (printed(held) if held else None) == value


def test_a_second_place_is_cited_and_prints_nothing(flood: Any) -> None:
    flood.change(
        "facts.yaml",
        "source: {at: 第三条, quote: 3个工作日内报告}",
        "source: [{at: 第三条, quote: 3个工作日内报告}, {at: 第八条, quote: 照第三条办, document: 省政字〔2030〕1号}]",
    )
    both = [
        fact
        for fact in stated_facts(load_rulebook("hill-2031"))
        if (fact.rule, fact.name) == ("flood/report", "source")
    ]
    assert [(fact.document, fact.at) for fact in both] == [
        ("山政字〔2031〕4号", "第三条"),
        ("省政字〔2030〕1号", "第八条"),
    ]
    limits = [
        fact for fact in stated_facts(load_rulebook("hill-2031")) if (fact.rule, fact.name) == ("flood/report", "limit")
    ]
    assert [(fact.at, len(fact.printed)) for fact in limits] == [("第三条", 1)]


def test_the_day_the_title_and_the_repeals_of_a_document_are_facts(facts: dict[tuple[str, str], StatedFact]) -> None:
    assert printed(facts["flood/document", "issued"]) == [("date", "2031-05-06", "issued")]
    assert (facts["flood/document", "title"].at, facts["flood/document", "issued"].at) == ("标题", "日期")
    number, day = facts["flood/document", "repeals[1].number"], facts["flood/document", "repeals[1].date"]
    assert (number.at, number.quote, day.quote) == ("段1", "山政字〔2027〕11号", "2027年4月2日")
    assert printed(day) == [("date", "2027-04-02", "date")]
