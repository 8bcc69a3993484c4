"""Lines of the source, and what on them is not text: page headers, page numbers, bookmarks of a word processor."""

from __future__ import annotations

import re
from collections import Counter

from gongbao.text.model import SetAside

_LINE_END = re.compile(r"\r\n|[\n\r\f\v\x1c-\x1e\x85\u2028\u2029]")
_BOOKMARK = re.compile(r"\[bookmark:[^\]\n]{0,80}\]")
_GAZETTE_HEADER = re.compile(r"《[^《》]{2,40}公报》.{0,20}(?:合订本|第\s*\d+\s*期|\d{4}\s*年)")
_RUNNING_HEAD = re.compile(
    r"\S{2,24}公报\s{2,}\S{0,12}(?:第\s*\d+\s*期|合订本|\d{4}\s*年)\S{0,12}|\S{0,8}\d{4}\s*年\S{0,12}\s{2,}\S{2,24}公报"
)
_PAGE_NUMBER = re.compile(
    r"\s*(?:[-—–－]{1,2}\s*\d{1,4}\s*[-—–－]{1,2}|第\s*\d{1,4}\s*页(?:\s*[,，/]?\s*共\s*\d{1,4}\s*页)?)\s*"
)
_WEB_FIELD = re.compile(
    r"(?:索引号|主题分类|发文机[构关]|发文字号|发文日期|成文日期|发布日期|发布时间|发布机构|公开日期|生成日期|信息来源|"
    r"文章来源|来源|名\s*称|浏览次数|点击数|组配分类|公开方式|公开目录|体裁分类|有效性|统一编号|字\s*体)\s*[:：]"
)
_PAGE_ENDS = frozenset("0123456789０１２３４５６７８９)）")
_COVER = re.compile(r"\S{2,16}政府公报|(?:19|20)\d\d\s*年\s*第\s*\d{1,3}\s*期(?:\s*[（(]总第\s*\d+\s*期[）)])?")
_LEADER = re.compile(r"(?:\.{4,}|…{2,}|·{4,})\s*[（(]?\s*\d{1,4}\s*[）)]?$")
_HEADING = re.compile(r"\s*#{1,6}\s+(?=\S)")
_SPACES = " \u3000\xa0\u2002\u2003\u2009"


class Line:
    """One line without its end. `start`, `end` in code points of the source; `text` is the source between them.

    `body` is the text without outer blanks, [`begin`, `stop`) where it stands; `is_cell`: led by a tab, so that a
    table cell begins here.
    """

    __slots__ = ("begin", "blank", "body", "end", "is_cell", "start", "stop", "text")

    def __init__(self, start: int, end: int, text: str) -> None:
        self.start, self.end, self.text = start, end, text
        self.body = text.strip()
        self.blank = not self.body
        self.begin = start + len(text) - len(text.lstrip())
        self.stop = start + len(text.rstrip())
        self.is_cell = text[:1] == "\t" or (text[:1] in _SPACES and text.lstrip(_SPACES)[:1] == "\t")

    @property
    def starts_row(self) -> bool:
        """A blank before the tab: what is left of a row whose serial the conversion lost."""
        return self.is_cell and not self.text.startswith("\t")

    @property
    def indent(self) -> int:
        head = self.text[: self.begin - self.start]
        return sum(2 if c == "\u3000" else 1 for c in head)


_PADDING = re.compile(r"(?<=[^\x00-\x7f])\s+|\s+(?=[^\x00-\x7f])|\s*\n\s*")


def flat(text: str) -> str:
    """A title or a name on one line, without the blanks that pad Chinese characters apart."""
    parts = text.split()
    return _PADDING.sub("", text.strip()) if len(parts) > 1 else "".join(parts)


def lines_of(text: str) -> list[Line]:
    """Every line, also the empty ones."""
    lines, start = [], 0
    for match in _LINE_END.finditer(text):
        lines.append(Line(start, match.start(), text[start : match.start()]))
        start = match.end()
    lines.append(Line(start, len(text), text[start:]))
    return lines


def set_aside(lines: list[Line]) -> tuple[list[Line], list[SetAside]]:
    """(the lines that are text, what was taken out). A header in the middle of a paragraph leaves no line behind."""
    repeated = _repeated_headers(lines)
    kept: list[Line] = []
    taken: list[SetAside] = []
    if any(_HEADING.match(line.text) for line in lines):
        lines = [_without_markup(line, taken) for line in lines]
    for i, line in enumerate(lines):
        kind = _kind_of(line, repeated) or _masthead_in_table(lines, i) or _web_page(lines, i) or _contents(lines, i)
        if kind:
            taken.append(SetAside(kind, (line.begin, line.stop)))
        elif "[bookmark:" in line.text:
            kept.extend(_without_bookmarks(line, taken))
        else:
            kept.append(line)
    return kept, taken


def _repeated_headers(lines: list[Line]) -> set[str]:
    counts = Counter(line.body for line in lines if 6 <= len(line.body) <= 60 and "公报" in line.body)
    return {body for body, n in counts.items() if n >= 3 and not body.endswith("。")}


def _kind_of(line: Line, repeated: set[str]) -> str:
    body = line.body
    if not body or line.is_cell:
        return ""
    if _PAGE_NUMBER.fullmatch(body):
        return "page_number"
    if _COVER.fullmatch(body):
        return "page_header"
    if (
        body in repeated
        or _RUNNING_HEAD.fullmatch(body)
        or (len(body) <= 120 and "。" not in body and _GAZETTE_HEADER.search(body) and _is_header(body))
    ):
        return "page_header"
    return ""


def _without_markup(line: Line, taken: list[SetAside]) -> Line:
    """A line of Markdown without the marks of headings, lists and bold print at its ends."""
    mark = _HEADING.match(line.text) or re.match(r"\s*[-*+]\s+(?=\S)", line.text)
    start, end = line.start + (mark.end() if mark else 0), line.end
    if mark:
        taken.append(SetAside("markup", (line.begin, line.start + len(mark[0].rstrip()))))
    text = line.text[start - line.start :]
    bold = re.fullmatch(r"\*\*([^*]+)\*\*\s*", text)
    if bold:
        start, end = start + 2, start + 2 + len(bold[1])
        taken.extend([SetAside("markup", (start - 2, start)), SetAside("markup", (end, end + 2))])
    return Line(start, end, line.text[start - line.start : end - line.start]) if mark or bold else line


def _masthead_in_table(lines: list[Line], i: int) -> str:
    """XX局文件 between two cells: the head of a printed page."""
    body = lines[i].body
    if not body.endswith("文件") or len(body) > 30 or lines[i].is_cell:
        return ""
    above = next((line for line in reversed(lines[max(0, i - 6) : i]) if not line.blank), None)
    below = next((line for line in lines[i + 1 : i + 7] if not line.blank), None)
    return "page_header" if above and below and above.is_cell and below.is_cell else ""


def _web_page(lines: list[Line], i: int) -> str:
    """What a web page prints around a document: 索引号, 发布日期, 来源 …, two of them on a line or on neighbours."""
    body = lines[i].body
    if len(body) > 160 or not _WEB_FIELD.match(body):
        return ""
    near = [line.body for line in lines[max(0, i - 2) : i + 3] if line is not lines[i] and not line.blank]
    several = len(_WEB_FIELD.findall(body)) > 1 or any(_WEB_FIELD.match(other) for other in near)
    return "page_header" if several else ""


def _contents(lines: list[Line], i: int) -> str:
    """Lines of a table of contents: a title, dots, a page number; and the word 目录 over them."""
    body = lines[i].body
    if body[-1:] in _PAGE_ENDS and len(body) <= 160 and _LEADER.search(body):
        return "contents"
    if not 2 <= len(body) <= 18:
        return ""
    near = [line.body for line in lines[i + 1 : i + 6] if not line.blank][:2]
    heading = flat(body) in ("目录", "目次", "要目") or re.fullmatch(r"[【\[][^【】\[\]]{2,16}[】\]]", body)
    return "contents" if heading and any(_LEADER.search(other) for other in near) else ""


def _is_header(body: str) -> bool:
    """A header is the gazette's name, its year, and perhaps the section's name, set apart by blanks."""
    rest = _GAZETTE_HEADER.sub("", body)
    return len(re.sub(r"\s", "", rest)) <= 24 and not re.search(r"[，；：:]", rest)


def _without_bookmarks(line: Line, taken: list[SetAside]) -> list[Line]:
    pieces, start = [], line.start
    for match in _BOOKMARK.finditer(line.text):
        taken.append(SetAside("bookmark", (line.start + match.start(), line.start + match.end())))
        pieces.append((start, line.start + match.start()))
        start = line.start + match.end()
    pieces.append((start, line.end))
    parts = [Line(a, b, line.text[a - line.start : b - line.start]) for a, b in pieces]
    filled = [part for part in parts if not part.blank or part.is_cell]
    return filled or [Line(line.end, line.end, "")]
