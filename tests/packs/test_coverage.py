"""Coverage: each item of a document runs, holds what runs, is only stated, is left out, or is open."""

from __future__ import annotations

from typing import Any

import pytest

from gongbao.packs.coverage import coverage, is_inside
from gongbao.packs.load import load_rulebook


@pytest.mark.parametrize(
    ("at", "outer", "inside"),
    [
        ("三（一）2", "三（一）", True),
        ("三（一）2", "三", True),
        ("三（一）2", "三（一）2", False),
        ("三（一）12", "三（一）1", False),
        ("第十二条", "第十", False),
        ("第二十条（二）", "第二十条", True),
        ("第二十条", "第二", False),
        ("三十", "三", False),
        ("附件2 表1 第9行", "附件2", True),
        ("附件12", "附件1", False),
        ("附件2 表1 第19行", "附件2 表1 第1", False),
        ("附件2 表1 第1行 列3", "附件2 表1 第1行", True),
        ("三段2", "三", True),
        ("四（一）", "三", False),
    ],
)
def test_a_place_lies_in_another_when_it_goes_on_after_it_and_not_in_its_number(
    at: str, outer: str, inside: bool
) -> None:
    assert is_inside(at, outer) is inside


def statuses() -> dict[str, str]:
    flood, _rivers = coverage(load_rulebook("hill-2031"))
    return {one.item.at: one.status for one in flood.items}


def test_each_item_has_one_status(flood: Any) -> None:
    assert statuses() == {
        "第一条": "stated",
        "第二条": "open",
        "第三条": "runs",
        "第四条": "runs",
        "第五条": "left_out",
        "附件": "runs",
    }


def test_the_counts_are_those_of_the_items(flood: Any) -> None:
    covered, rivers = coverage(load_rulebook("hill-2031"))
    assert {status: covered.count(status) for status in ("runs", "inside", "stated", "left_out", "open")} == {
        "runs": 3,
        "inside": 0,
        "stated": 1,
        "left_out": 1,
        "open": 1,
    }
    assert rivers.items == ()


def test_a_rule_belongs_to_the_nearest_item_around_its_place(flood: Any) -> None:
    flood.change("digest.yaml", "  - {at: 附件,", "  - {at: 第三条（一）, says: 由水务局处置}\n  - {at: 附件,")
    covered = {one.item.at: one for one in coverage(load_rulebook("hill-2031"))[0].items}
    assert (covered["第三条"].rules, covered["第三条（一）"].rules) == (("flood/report",), ("flood/handling",))
    assert (covered["第三条"].depth, covered["第三条（一）"].depth) == (0, 1)


def test_an_item_whose_rules_all_lie_further_inside_runs_there(flood: Any) -> None:
    flood.change("facts.yaml", "at: 第三条, quote: 3个工作日内报告", "at: 第三条（二）, quote: 3个工作日内报告")
    flood.change(
        "digest.yaml",
        "  - {at: 附件,",
        "  - {at: 第三条（一）, says: 甲}\n  - {at: 第三条（二）, says: 乙}\n  - {at: 附件,",
    )
    held = statuses()
    assert (held["第三条"], held["第三条（一）"], held["第三条（二）"]) == ("inside", "runs", "runs")


def test_the_place_of_a_finding_runs_nothing(flood: Any) -> None:
    flood.change("findings.yaml", "at: 第四条, quote: 值守不宜过密", "at: 第二条, quote: 全县适用")
    assert statuses()["第二条"] == "open"


def test_what_the_pack_says_of_the_document_itself_runs_nothing(flood: Any) -> None:
    flood.change("digest.yaml", "  - {at: 附件,", "  - {at: 段1, says: 旧预案废止, stated: 写在公文里}\n  - {at: 附件,")
    assert statuses()["段1"] == "stated"
