"""What a line of a title and the name of an organ look like."""

from __future__ import annotations

import re
from collections.abc import Sequence

from gongbao.text.lines import Line, flat
from gongbao.text.numerals import DATE, half_width

TITLE_NOUN = (
    "通知|通告|公告|通报|意见|办法|方案|规定|规则|决定|决议|批复|函|报告|请示|纪要|令|命令|预案|条例|细则|清单|措施|"
    "规划|计划|制度|目录|公约|标准|机制|要点|指南|名单|安排|规程|建议|倡议书|公报|议案|说明|解读|暂行|试行"
)
TITLE_END = re.compile(rf"(?:{TITLE_NOUN})(?:[（(][^（）()]{{1,12}}[）)])?[》”]?$")
_ORGAN_END = re.compile(
    r"(?:人民政府|政府|办公室|办公厅|委员会|局|厅|部|院|会|中心|管委会|党委|县委|市委|省委|区委|州委|工委|党组|总队|支队|大队|公司|总社|银行|分行|支行|署|法院|检察院|指挥部|领导小组|联社|大学|学院)$"
)
_SPACED_CELLS = re.compile(r"\S{2,}[ \u3000]{2,}\S{2,}[ \u3000]{2,}\S{2,}|^\S+\u3000{2,}\S+\u3000{2,}\S")
SENTENCE = re.compile(r"[。；！？!?]$")


def text_before(lines: Sequence[Line], i: int, floor: int) -> int | None:
    """The line of text before `i`, over at most three blank ones."""
    for k in range(i - 1, max(floor - 1, i - 5), -1):
        if not lines[k].blank:
            return k
    return None


def may_be_title(line: Line) -> bool:
    body = line.body
    return (
        0 < len(body) <= 60
        and body not in ("序号", "编号")
        and not (("  " in body or "\u3000" in body) and _SPACED_CELLS.search(body))
        and not line.is_cell
        and "\t" not in body
        and not SENTENCE.search(body)
        and not body.endswith(("：", ":"))
        and not DATE.fullmatch(half_width(body))
    )


def is_organ(body: str) -> bool:
    text = flat(body)
    return (
        3 <= len(text) <= 40
        and bool(_ORGAN_END.search(text))
        and "关于" not in text
        and not re.search(r"[，。：:、；]", text)
    )


def organs_in(body: str) -> list[str]:
    """One organ a line, or several set apart by wide blanks (联合发文); blanks inside a name pad it."""
    parts = body.split()
    if len(parts) > 1 and all(len(p) > 4 and is_organ(p) for p in parts):
        return [flat(p) for p in parts]
    return [flat(body)]
