"""Whatever a text repeats, it is read: nothing raises, no character is lost. For the time see benchmarks/growth.py."""

from collections.abc import Callable

import pytest

from gongbao.text import read
from gongbao.text.as_json import reading_as_json
from gongbao.text.source import from_bytes
from tests.text.places.comparison import uncovered_and_doubled

SIZE = 600
REPEATED = {
    "short lines": "工作\n",
    "lines and blank lines": "工作\n\n",
    "lines that end in a carriage return": "甲乙丙\r",
    "lines of Windows": "甲\r\n",
    "one line of prose": "为做好有关工作，县政府决定对责任单位进行考核，",
    "one line of goals": "达到1%",
    "one line of repeals": "《甲办法》（甲政〔2019〕3号）同时废止。",
    "one line of citations": "（国发〔2019〕13号）",
    "one line of deadlines": "6月底前",
    "one line of marks": "（责任单位：甲局）",
    "open round brackets": "（",
    "open square brackets": "〔",
    "open titles": "《",
    "digits": "1",
    "marks on lines of their own": "责任单位：县财政局\n",
    "beginnings of titles": "关于做好有关\n",
    "attachments": "附件1\n",
    "articles without end": "第一条",
    "the same article": "第一条　甲应当。\n",
    "the same numbers": "1.甲\n",
    "levels": "一、甲\n（一）乙\n1.丙\n（1）丁\n①戊\n",
    "decimal numbers": "1 甲\n1.1 乙\n",
    "dates": "2021年3月5日\n",
    "numbers of documents": "甲政办〔2021〕5号\n",
    "cells led by tabs": "\t甲乡\n",
    "rows of cells": "\t甲乡\t乙\t3\n",
    "columns of blanks": "1   甲   乙局\n",
    "heads of tables": "序号\t任务\t责任单位\n",
    "heads of tables on lines": "序号\n任务\n责任单位\n",
    "people": "组　长：张　三　县长\n",
    "names in a row": "成　员：甲　某、乙　某\n",
    "pages": "- 1 -\n",
    "rows of Markdown": "| 1 | 甲 | 乙 |\n",
    "contents": "甲办法………（3）\n",
    "key and value": "发文日期: 2024\n",
}


def check(text: str) -> None:
    source = from_bytes(text.encode(), "text.txt")
    assert uncovered_and_doubled(source.text, reading_as_json(source, read(source))) == ([], [])


@pytest.mark.parametrize("part", REPEATED.values(), ids=REPEATED.keys())
def test_what_repeats_is_read_whole(part: str) -> None:
    check(part * (SIZE // len(part)))


@pytest.mark.parametrize(
    "line",
    [
        lambda n: f"{n}.甲\n",
        lambda n: f"第{n}条　甲应当。\n",
        lambda n: f"附件{n}\n甲表\n",
        lambda n: f"甲政办〔2021〕{n}号\n",
        lambda n: f"\t{n}\n\t甲\n\n",
    ],
    ids=["items", "articles", "attachments", "documents", "rows"],
)
def test_what_counts_on_is_read_whole(line: Callable[[int], str]) -> None:
    check("".join(map(line, range(1, SIZE // 8))))
