"""The numbering tree: which items stand where, what is a heading, and which paragraph belongs to nobody above it."""

from __future__ import annotations

import re
from typing import Any

import pytest

from . import nodes, oracle

HAN = [
    "一",
    "二",
    "三",
    "四",
    "五",
    "六",
    "七",
    "八",
    "九",
    "十",
    "十一",
    "十二",
    "十三",
    "十四",
    "十五",
    "十六",
    "十七",
]


def bracketed(count: int) -> list[str]:
    return [f"（{number}）" for number in HAN[:count]]


def figures(first: int, last: int) -> list[str]:
    return [str(number) for number in range(first, last + 1)]


def steps(count: int) -> list[str]:
    return [f"（{number}）" for number in range(1, count + 1)]


CHILDREN: list[tuple[int, str, list[str]]] = [
    (1, "", HAN[:4]), (1, "三", bracketed(3)), (1, "三（一）", figures(1, 6)), (1, "三（二）", figures(7, 10)),
    (1, "三（三）", figures(11, 15)), (1, "四", bracketed(4)), (1, "附件3 ", HAN[:6]), (1, "附件3 六", bracketed(3)),
    (2, "二", bracketed(8)), (2, "二（三）", figures(7, 10)), (2, "二（八）", ["21"]),
    (3, "", HAN[:4]), (3, "三（一）", figures(1, 5)), (3, "三（二）", figures(1, 7)), (3, "三（三）", figures(1, 5)),
    (3, "附件1 ", HAN[:3]), (3, "附件1 一", figures(1, 5)), (3, "附件1 二（一）", figures(1, 6)),
    (3, "附件1 二（二）", figures(1, 8)), (3, "附件1 二（三）", figures(1, 5)), (3, "附件1 二（四）", figures(1, 5)),
    (3, "附件1 三", figures(1, 7)),
    (4, "", HAN[:7]), (4, "二", bracketed(4)), (4, "二（三）", figures(1, 6)), (4, "三（三）", figures(1, 5)),
    (4, "三（三）4", steps(5)), (4, "四", bracketed(6)), (4, "四（二）", figures(1, 5)), (4, "四（二）4", steps(6)),
    (4, "四（二）5", steps(5)), (4, "五", bracketed(7)), (4, "六（二）", figures(1, 6)), (4, "六（四）", steps(5)),
    (5, "", HAN[:4]), (5, "三", bracketed(9)), (5, "三（三）", figures(8, 12)), (5, "四", bracketed(4)),
    (6, "", HAN[:3]),
    (7, "附件2 ", HAN[:4]), (7, "附件2 一", bracketed(5)), (7, "附件2 二", bracketed(7)), (7, "附件2 四", bracketed(7)),
    (7, "附件3 ", HAN[:3]), (7, "附件3 一（一）", figures(1, 7)), (7, "附件3 一（二）", figures(1, 7)),
    (7, "附件3 三", bracketed(6)), (7, "附件3 三（六）", figures(1, 5)),
    (8, "", HAN[:6]), (8, "三", figures(1, 11)), (8, "五", bracketed(3)),
    (9, "", HAN[:4]), (9, "三", bracketed(6)), (9, "三（四）", figures(1, 3)), (9, "四", ["（1）", "（二）", "（三）"]),
    (10, "", HAN[:5]), (10, "二", bracketed(7)), (10, "三", bracketed(5)), (10, "四", bracketed(4)),
    (12, "", HAN[:9]), (12, "二（一）", figures(1, 4)), (12, "二（一）4", steps(10)), (12, "三（一）", figures(1, 4)),
    (12, "四（一）2", steps(6)), (12, "四（一）3", steps(15)), (12, "四（三）2", steps(4)),
    (12, "四（四）", figures(1, 5)),
    (12, "八", bracketed(4)), (12, "九", bracketed(4)),
    (13, "", HAN[:3]), (13, "二", bracketed(17)), (14, "", HAN[:3]),
]  # fmt: skip
"""Specification, place, the numbered items right below it."""

LABELLED = re.compile(r"[一二三四五六七八九十]+|（[一二三四五六七八九十]+）|\d+|（\d+）")


def shape(label: str) -> str:
    """The kind of a label: 三 and 十 are 一, 12 is 1."""
    return re.sub(r"\d+", "1", re.sub("[一二三四五六七八九十]+", "一", label))


@pytest.mark.parametrize(("number", "place", "items"), CHILDREN)
def test_the_numbered_items_below_a_place_are_those_of_the_text(
    of_spec: Any, number: int, place: str, items: list[str]
) -> None:
    places = [section["at"] for section in nodes.sections(of_spec(number))]
    below = [at[len(place) :] for at in places if at.startswith(place)]
    kinds = {shape(item) for item in items}
    assert [rest for rest in below if LABELLED.fullmatch(rest) and shape(rest) in kinds] == items


def test_twenty_six_articles_stand_in_six_chapters(of_spec: Any) -> None:
    places = [section["at"] for section in nodes.sections(of_spec(11))]
    assert len([at for at in places if re.fullmatch(r"第.{1,3}条", at)]) == 26
    assert [at for at in places if at.endswith("章")] == [f"第{number}章" for number in HAN[:6]]


def test_an_article_is_below_its_chapter(of_spec: Any) -> None:
    chapters = {s["at"]: [c["at"] for c in s["children"]] for s in of_spec(11)["sections"] if s["at"].endswith("章")}
    assert "第二十条" in chapters["第五章"]
    assert chapters["第六章"] == ["第二十六条"]


@pytest.mark.parametrize("number", range(1, 16))
def test_a_run_in_heading_ends_before_its_first_full_stop(of_spec: Any, number: int) -> None:
    for section in nodes.sections(of_spec(number)):
        assert "。" not in section["title"], section["at"]
        assert oracle.bare(section["title"]) in oracle.bare(section["text"]), section["at"]


@pytest.mark.parametrize("number", range(1, 16))
def test_a_label_keeps_its_printed_mark(of_spec: Any, number: int) -> None:
    for section in nodes.sections(of_spec(number)):
        assert oracle.bare(section["text"]).startswith(oracle.bare(section["label"])), section["at"]
        if re.search(r"[）一二三四五六七八九十\d]$", section["at"]) and "段" not in section["at"]:
            assert section["label"], section["at"]


LONE: list[tuple[int, int]] = [
    (1, 8), (2, 466), (3, 509), (3, 513), (3, 570), (4, 615), (4, 629), (4, 756), (6, 837), (6, 838), (7, 1968),
    (7, 2036), (7, 2087), (8, 2251), (12, 2585), (12, 2731), (12, 2732), (13, 2766), (13, 2831), (15, 2910),
]  # fmt: skip
"""Lines of the gazette that are a paragraph of their own, some of them right after a responsibility mark."""


@pytest.mark.parametrize(("number", "line"), LONE)
def test_a_paragraph_without_a_number_is_a_node_of_its_own(of_spec: Any, source: Any, number: int, line: int) -> None:
    start = sum(len(text) + 1 for text in oracle.lines()[: line - 1])
    text = oracle.lines()[line - 1]
    start += len(text) - len(text.lstrip())
    found = [s for s in nodes.sections(of_spec(number)) if s["span"][0] == start]
    assert len(found) == 1
    assert found[0]["label"] == ""
    assert oracle.bare(found[0]["text"]) == oracle.bare(text)


WRAPPED: list[tuple[int, int]] = [(7, 2044)]
"""Lines that a page break cut in two: the next line goes on."""


@pytest.mark.parametrize(("number", "line"), WRAPPED)
def test_a_paragraph_cut_by_a_page_break_is_one_node(of_spec: Any, number: int, line: int) -> None:
    whole = oracle.bare("".join(oracle.lines()[line - 1 : line + 1]))
    assert whole in [oracle.bare(section["text"]) for section in nodes.sections(of_spec(number))]


@pytest.mark.parametrize("number", [6, 15])
def test_the_title_of_an_issued_list_is_a_node_of_its_own(of_spec: Any, number: int) -> None:
    title = nodes.section(of_spec(number), "正文标题")
    assert oracle.bare(title["text"]).endswith("清单")


@pytest.mark.parametrize("number", range(1, 16))
def test_no_node_holds_the_line_of_another_documents_header(of_spec: Any, number: int) -> None:
    document = of_spec(number)
    for section in nodes.sections(document):
        assert not any(section["text"].startswith(other) for other in oracle.NUMBERS), section["at"]
