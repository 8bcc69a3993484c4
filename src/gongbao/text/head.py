"""What a head holds, and the parts that every form of it shares: number, title, date."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from gongbao.text.labels import label_of
from gongbao.text.lines import Line, flat
from gongbao.text.model import Piece
from gongbao.text.numerals import DATE, NUMBER, date_of, half_width, normal_number
from gongbao.text.titles import TITLE_END, is_organ, may_be_title, organs_in

_NUMBER_LINE = re.compile(rf"(?P<number>{NUMBER.pattern})(?P<rest>.*)")
SIGNER = re.compile(r"\s*签发人[:：].*")
_LED_BY_ORGAN = re.compile(r"(.{3,30}?(?:人民政府|办公室|办公厅|委员会|局|厅|院))(关于.+|公告|通告|公示)")
_OF_ORGAN = re.compile(r"(.{3,20}?(?:人民政府|委员会|办公室))(?:第?[^，。]{0,8}会议纪要|[^，。]{0,10}任免)")
_BLANK_NUMBER = re.compile(r"(?P<prefix>[\u4e00-\u9fff]{2,8})\s*[〔\[【(（](?P<year>(?:19|20)\d\d)[〕\]】)）]\s*号")
TITLE_LINES = 6


@dataclass(slots=True)
class Head:
    """Line numbers [start, stop) of a document's head, and what stands in it."""

    start: int
    stop: int
    number: str = ""
    issued: date | None = None
    issuers: tuple[str, ...] = ()
    title: str = ""
    pieces: list[Piece] = field(default_factory=list)
    order: bool = False


def number_in(line: Line) -> tuple[str, int] | None:
    """(number, its length on the line) when the line is a document number and perhaps a date."""
    if len(line.text) > 160 or not line.body or line.is_cell or line.body[-1] in "。：:；":
        return None
    text = half_width(line.body)
    match = _NUMBER_LINE.fullmatch(text)
    if match and re.fullmatch(r"\s*", SIGNER.sub("", DATE.sub("", match["rest"], count=1))):
        return normal_number(match), match.end("number")
    unnumbered = _BLANK_NUMBER.fullmatch(text)
    if unnumbered:
        return f"{unnumbered['prefix']}〔{unnumbered['year']}〕号", len(text)
    return None


def take_title(head: Head, group: Sequence[Line]) -> None:
    """Title and issuers from the lines of a title: organs on lines of their own, or in front of 关于."""
    organs = 0
    while (
        organs < len(group) - 1
        and is_organ(group[organs].body)
        and any("关于" in line.body for line in group[organs + 1 :])
    ):
        organs += 1
    issuers = [name for line in group[:organs] for name in organs_in(line.body)]
    title = "".join(flat(line.body) for line in group[organs:])
    leading = group[organs].body.partition("关于")
    several = organs_in(leading[0])
    if not issuers and leading[1] and len(several) > 1:
        issuers, title = several, title[title.index("关于") :]
    inner = _LED_BY_ORGAN.match(title)
    if not issuers and inner and is_organ(inner[1]):
        issuers, title = [inner[1]], inner[2]
    meeting = _OF_ORGAN.match(title)
    if not issuers and meeting and is_organ(meeting[1]):
        issuers = [meeting[1]]
    head.issuers = tuple(issuers) or head.issuers
    head.title = title
    spans = tuple((line.begin, line.stop) for line in group)
    head.pieces.append(Piece("标题", "\n".join(line.body for line in group), spans))


def title_below(head: Head, lines: Sequence[Line], i: int) -> None:
    """The title group under a number, up to a blank line, the addressees or a sentence."""
    k = i
    while k < len(lines) and lines[k].blank and k - i < 6:
        k += 1
    group: list[Line] = []
    while (
        k < len(lines)
        and len(group) < TITLE_LINES
        and may_be_title(lines[k])
        and not label_of(lines[k].body[:24])
        and number_in(lines[k]) is None
    ):
        group.append(lines[k])
        k += 1
        if group and TITLE_END.search(flat(group[-1].body)) and k < len(lines) and not may_be_title(lines[k]):
            break
    organs_only = bool(group) and all(is_organ(line.body) for line in group)
    if organs_only:
        m = k
        while m < len(lines) and lines[m].blank and m - k < 3:
            m += 1
        more: list[Line] = []
        while (
            m < len(lines) and len(more) < TITLE_LINES and may_be_title(lines[m]) and not label_of(lines[m].body[:24])
        ):
            more.append(lines[m])
            m += 1
        if more and "关于" in more[0].body:
            group, k = group + more, m
    if group:
        take_title(head, group)
        head.stop = k


def date_below(head: Head, lines: Sequence[Line]) -> None:
    """A date alone on the line under the number or the title, perhaps in brackets."""
    k = head.stop
    while k < len(lines) and lines[k].blank and k - head.stop < 3:
        k += 1
    if head.issued is None and k < len(lines):
        match = re.fullmatch(rf"[（(]?{DATE.pattern}[）)]?", half_width(lines[k].body))
        if match:
            head.issued = date_of(match)
            head.pieces.append(Piece("日期", lines[k].body, ((lines[k].begin, lines[k].stop),)))
            head.stop = k + 1
