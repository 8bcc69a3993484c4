"""Any text at all is read without an error, and every character of it is accounted for."""

from __future__ import annotations

import io
import json
import random
from collections.abc import Iterator
from functools import cache

import docx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gongbao.text import read
from gongbao.text.as_json import reading_as_json
from gongbao.text.source import Source, from_bytes
from tests.text.julu import oracle, partition

WORDS = """附件|附件1|附件：1．|附件2：|第一章|第一条|第十条|一、|（一）|1．|1、|1.|（1）|①|二、|（二）|十一、
（3）|⑳|县财政局|组  长：|副组长：|成  员：|张三|李  四|（责任单位：|牵头，|参与）|配合|负责）|（|）|〔
〕|《|》|〈|〉|“|”|青政字〔2031〕7号|国发〔2019〕13号|〔2020〕|号|令第5号|2031年3月5日|2031年2月30日
6月底前|13月底前|4月中旬前|年底前|5个工作日内|2小时内|三日内|不超过|不低于60%|达到100%|≥85|以上|以下
最高|零|万|亿|%|‰|同时废止|废止|通知|关于|印发|的|通    知|各乡镇人民政府、|县政府有关部门：|抄送：
县人民政府|办公室|[1]|[bookmark: _Toc1]|[bookmark:|2020年合订本|序号|合计|表1|——|。|；|：|，|、|\u3000
\ufeff|\u200b|\r\n|\x0b|\x0c|999999999999999999999月"""
KEYWORDS = [*WORDS.replace("\n", "|").split("|"), " ", "\n", "\t", "\n\t", "\n\n\t", " \t"]


def check(text: str) -> None:
    source = Source("任意.txt", "0" * 64, "utf-8", text)
    payload = reading_as_json(source, read(source))
    assert partition.faults(payload, text) == []
    json.dumps(payload, ensure_ascii=False, allow_nan=False)


@cache
def gazette_lines() -> tuple[str, ...]:
    """The gazette's own lines where it is at hand, else the lines of the fictional notice."""
    return oracle.lines() if oracle.GAZETTE.exists() else tuple("".join(KEYWORDS).splitlines())


def shuffled(seed: int) -> str:
    """Some of the gazette's lines, each whole, cut, doubled or dropped, in a wrong order."""
    chance = random.Random(seed)  # noqa: S311
    start = chance.randrange(len(gazette_lines()))
    lines = list(gazette_lines()[start : start + chance.choice((20, 60, 200))])
    if chance.random() < 0.5:
        chance.shuffle(lines)
    return "\n".join(piece for line in lines for piece in mangled(line, chance))


def mangled(line: str, chance: random.Random) -> Iterator[str]:
    fate = chance.random()
    cut = chance.randrange(len(line) + 1)
    if fate < 0.15:
        yield line[:cut]
    elif fate < 0.25:
        yield line[cut:]
        yield line
    elif fate < 0.35:
        yield line[:cut] + chance.choice(KEYWORDS) + line[cut:]
    elif fate < 0.9:
        yield line


SMALLEST = ("", " ", "\n", "\t", "\t\t\n\t", "。", "附件", "（", "\x00", "一、", "〔〕", "\r", "1")


SMALL = (
    "附件\n附件",
    "附件\r附件",
    "附件：长\n2.加\n附件",
    "附件\n附件：。\n2．指",
    "附件1、员\n附件1、和\n附件",
    "：（一）：（二）",
    "\u200b\n一、",
    "\ufeff\t",
    "\t安\n\n\t\n\t",
    "\t据\n\t序号\n\t标\n\n\t\n\n\t\n\t\n\t\n\t\n\t\n\t\n\n\t",
    "\t序号\n\t责\n[bookmark: a]任\n\n\t1\n\t二\n\n\t2\n\t三\n",
    "一、\n[bookmark: a]\n\t序号\n\t[bookmark: b]类\n\n\t1\n\t[bookmark: c]\n",
)
"""Short texts in which a title, a table or a label is cut where it matters."""


@pytest.mark.parametrize("text", SMALL)
def test_a_short_text_cut_where_it_matters_is_read(text: str) -> None:
    check(text)


@pytest.mark.parametrize("text", SMALLEST)
def test_the_smallest_texts_are_read(text: str) -> None:
    check(text)


@pytest.mark.parametrize("keyword", sorted(set(KEYWORDS)))
def test_a_keyword_alone_doubled_and_in_a_line_is_read(keyword: str) -> None:
    check(keyword)
    check(keyword * 7)
    check(
        f"青禾县人民政府\n{keyword}\n青政字〔2031〕7号 2031年3月5日\n{keyword}正文{keyword}。\n\t{keyword}\n\t{keyword}"
    )


@given(st.lists(st.sampled_from(KEYWORDS), max_size=60))
@settings(max_examples=120, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
def test_any_row_of_keywords_is_read(words: list[str]) -> None:
    check("".join(words))


@given(st.text(alphabet="一二（）()①1、．.。：:《》〔〕“”\t\n 　県县号令年月日%[]", max_size=120))
@settings(max_examples=120, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
def test_any_soup_of_punctuation_is_read(text: str) -> None:
    check(text)


@given(st.text(max_size=200))
@settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
def test_any_text_is_read(text: str) -> None:
    check(text)


@pytest.mark.parametrize("seed", range(80))
def test_the_gazettes_lines_cut_doubled_and_shuffled_are_read(seed: int) -> None:
    check(shuffled(seed))


@pytest.mark.parametrize("seed", range(30))
def test_any_slice_of_the_gazette_is_read(seed: int) -> None:
    chance = random.Random(1000 + seed)  # noqa: S311
    text = "\n".join(gazette_lines())
    start = chance.randrange(len(text))
    check(text[start : start + chance.randrange(1, 12_000)])


def test_deep_numbering_does_not_exhaust_the_stack() -> None:
    check("".join(f"{label}层\n" for label in ("一、", "（一）", "1．", "（1）", "①") * 3000))


def test_one_very_long_line_is_read_in_time() -> None:
    check("（责任单位：县财政局）" * 3000)
    check("《" * 4000)
    check("（" * 4000 + "）" * 4000)
    check("1．" * 4000)
    check("、".join(["县财政局"] * 4000))


@pytest.mark.parametrize("seed", range(12))
def test_any_table_of_a_word_file_is_read(seed: int) -> None:
    """Cells of keywords, some merged over rows or columns: the rows that the file states are no error either."""
    chance = random.Random(2000 + seed)  # noqa: S311
    document = docx.Document()
    document.add_paragraph(chance.choice(KEYWORDS).replace("\x0b", "").replace("\x0c", ""))
    height, width = chance.randrange(1, 6), chance.randrange(1, 5)
    table = document.add_table(rows=height, cols=width)
    for row in table.rows:
        for cell in row.cells:
            cell.text = "".join(chance.choices(KEYWORDS, k=2)).translate(dict.fromkeys((11, 12, 13)))
    table.cell(0, 0).merge(table.cell(chance.randrange(height), chance.randrange(width)))
    written = io.BytesIO()
    document.save(written)
    source = from_bytes(written.getvalue(), "任意.docx")
    assert partition.faults(reading_as_json(source, read(source)), source.text) == []
