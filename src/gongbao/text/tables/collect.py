"""Which lines are one table, and its cells in the order of the text."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from gongbao.text.labels import label_of
from gongbao.text.lines import Line
from gongbao.text.model import Span

Gap = Literal["", "blank", "soft", "row"]
"""What stands before a cell: nothing, a blank line, a blank before the tab, or a row that the file format states."""

_FOOTNOTE = re.compile(r"\[\d{1,2}\]\s*\S|注[:：1-9]|备注[:：]|填表说明|说明[:：]")
_ATTACHMENT = re.compile(r"附\s*件\s*[\d一二三四五六七八九十]{0,3}\s*(?:$|[:：])")
_BLANK_DATE = re.compile(r"年\s+月\s+日")
_WIDE_BLANK = re.compile(r"[ \u3000\xa0]{2,}|\u3000+")
_HEAD_WORD = re.compile(
    r"序号|任务|单位|时限|时间|项目|内容|名称|部门|备注|"
    r"指标|事项|措施|进度|标准|分值|地点|数量|金额|类别"
)
_SERIAL_HEADS = ("序号", "编号", "项目序号")
_PIPE_RULE = re.compile(r"\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?")


@dataclass(slots=True)
class Cell:
    """Text with its lines joined, the characters it owns, and the gap before it."""

    text: str
    span: Span
    gap: Gap = ""


@dataclass(slots=True)
class TableLines:
    """The cells of one table; `after` is the index of the first line behind it. `exact`: every row is known."""

    cells: list[Cell]
    after: int
    exact: bool = False
    ruled: list[Span] = field(default_factory=list)


def collect(
    lines: Sequence[Line], start: int, join: Callable[[str, str], str], stated: dict[int, int]
) -> TableLines | None:
    """The table that begins at line `start`, or None. `stated` maps the source position of a cell to its row (docx)."""
    line = lines[start]
    if _tsv_width(line) > 1 and (table := _tsv(lines, start)):
        return table
    if line.is_cell:
        return _tab_led(lines, start, join, stated)
    if line.body.startswith("|") and start + 1 < len(lines) and _PIPE_RULE.fullmatch(lines[start + 1].body):
        return _piped(lines, start)
    return _spaced(lines, start) or _stacked(lines, start)


def _tab_led(lines: Sequence[Line], start: int, join: Callable[[str, str], str], stated: dict[int, int]) -> TableLines:
    cells: list[Cell] = []
    gap: Gap = ""
    width = 0
    i = start
    while i < len(lines):
        line = lines[i]
        if line.is_cell:
            cells.append(_cell(line, "soft" if line.starts_row else gap, stated))
            gap = ""
        elif line.blank:
            if not width and cells and i + 1 < len(lines):
                width = len(cells)
            gap = "blank"
        elif (gap and not _goes_on(lines, i, cells, width)) or (not gap and _leaves(line, lines, i)):
            break
        else:
            _extend(cells[-1], line, join)
            gap = ""
        i += 1
    return TableLines(cells, i, exact=bool(stated) and any(c.gap == "row" for c in cells))


def _cell(line: Line, gap: Gap, stated: dict[int, int]) -> Cell:
    inner = line.text.lstrip(" \u3000\xa0\u2002\u2003")[1:]
    start = line.end - len(inner)
    if stated:
        gap = "row" if stated.get(start) == 0 else ""
    begin = start + len(inner) - len(inner.lstrip())
    stop = start + len(inner.rstrip())
    return Cell(inner.strip(), (begin, stop) if inner.strip() else (start, start), gap)


def _extend(cell: Cell, line: Line, join: Callable[[str, str], str]) -> None:
    start = cell.span[0] if cell.text else line.begin
    cell.text = join(cell.text, line.body) if cell.text else line.body
    cell.span = (start, line.stop)


def _leaves(line: Line, lines: Sequence[Line], i: int) -> bool:
    """A line right under a cell is the cell's, unless it can only be something else."""
    return bool(_ATTACHMENT.fullmatch(line.body)) and not any(n.is_cell for n in lines[i + 1 : i + 2])


def _goes_on(lines: Sequence[Line], i: int, cells: list[Cell], width: int) -> bool:
    """Whether a line behind a blank line is still the text of a cell."""
    body = lines[i].body
    if _FOOTNOTE.match(body) or _ATTACHMENT.match(body) or not _cell_follows(lines, i):
        return False
    if _BLANK_DATE.search(body) or not cells[-1].text:
        return True
    label = label_of(body[:24])
    if label is not None and label.rank <= 4:
        return False
    return bool(width) and len(cells) % width != 0 and len(cells) > width


def _cell_follows(lines: Sequence[Line], i: int) -> bool:
    """A tab-led line comes within the next lines of text."""
    texts = 0
    for line in lines[i + 1 : i + 20]:
        if line.is_cell:
            return True
        texts += not line.blank
        if texts > 4:
            return False
    return False


def _tsv_width(line: Line) -> int:
    """How many cells a line holds between tabs; a single tab at its head is a cell of its own line."""
    tabs = line.text.count("\t")
    return tabs + 1 if tabs > 1 or (tabs == 1 and not line.is_cell) else 0


def _tsv(lines: Sequence[Line], start: int) -> TableLines | None:
    width, i, cells = _tsv_width(lines[start]), start, []
    while i < len(lines) and (_tsv_width(lines[i]) > 1 or (width == 2 and lines[i].is_cell) or _between(lines, i)):
        cells.extend(_split(lines[i], "\t") if not lines[i].blank else [])
        i += 1
    rows = sum(cell.gap == "row" for cell in cells)
    return TableLines(cells, i, exact=True) if rows >= 2 and (width >= 3 or rows >= 3) else None


def _between(lines: Sequence[Line], i: int) -> bool:
    """Blank lines between two rows."""
    follow = next((line for line in lines[i + 1 : i + 4] if not line.blank), None)
    return lines[i].blank and follow is not None and _tsv_width(follow) > 1


def _spaced(lines: Sequence[Line], start: int) -> TableLines | None:
    """Cells parted by runs of blanks under a header that names columns."""
    header = _columns_of(lines[start])
    if len(header) < 3 or sum(bool(_HEAD_WORD.search(cell.text)) for cell in header) < 2:
        return None
    cells, i, rows = list(header), start + 1, 0
    while i < len(lines):
        row = _columns_of(lines[i])
        if not lines[i].blank and not len(header) - 1 <= len(row) <= len(header):
            break
        cells.extend(row)
        rows += bool(row)
        i += 1
    while i > start and lines[i - 1].blank:
        i -= 1
    return TableLines(cells, i, exact=True) if rows >= 2 else None


def _stacked(lines: Sequence[Line], start: int) -> TableLines | None:
    """Every cell on a line of its own without a tab: a header that begins with 序号, rows that begin with 1, 2, 3."""
    if lines[start].body not in _SERIAL_HEADS:
        return None
    width = _stacked_width(lines, start)
    if not width:
        return None
    texts = [i for i in range(start, min(len(lines), start + 4000)) if not lines[i].blank]
    bodies = [lines[i].body for i in texts]
    rows = 1
    while bodies[rows * width : rows * width + 1] == [str(rows)] and len(bodies) >= (rows + 1) * width:
        rows += 1
    if rows < 3 or any(len(body) > 20 for body in bodies[:width]):
        return None
    cells = [_slice(lines[i], 0, len(lines[i].text)) for i in texts[: rows * width]]
    for first in cells[::width]:
        first.gap = "row"
    return TableLines(cells, texts[rows * width - 1] + 1, exact=True)


def _stacked_width(lines: Sequence[Line], start: int) -> int:
    """How many short lines stand before the 1 that begins the first row; 0 when no 2 follows one row later."""
    bodies = [line.body for line in lines[start : start + 80] if not line.blank][:26]
    fits = (w for w in range(3, 13) if bodies[w : w + 1] == ["1"] and bodies[2 * w : 2 * w + 1] == ["2"])
    return next(fits, 0)


def _columns_of(line: Line) -> list[Cell]:
    if line.blank or line.is_cell:
        return []
    edges = [
        (line.begin - line.start, line.begin - line.start),
        *(m.span() for m in _WIDE_BLANK.finditer(line.text, line.begin - line.start, line.stop - line.start)),
    ]
    ends = [start for start, _ in edges[1:]] + [line.stop - line.start]
    cells = [_slice(line, left, right) for (_, left), right in zip(edges, ends, strict=True)]
    cells[0].gap = "row"
    return cells


def _piped(lines: Sequence[Line], start: int) -> TableLines:
    cells, ruled, i = [], [], start
    while i < len(lines) and lines[i].body.startswith("|"):
        line = lines[i]
        if _PIPE_RULE.fullmatch(line.body):
            ruled.append((line.begin, line.stop))
        else:
            cells.extend(_split(line, "|", ruled))
        i += 1
    return TableLines(cells, i, exact=True, ruled=ruled)


def _split(line: Line, mark: str, ruled: list[Span] | None = None) -> list[Cell]:
    """The cells of a line that holds a whole row; pipes themselves go to `ruled`."""
    text = line.text.rstrip() if ruled is not None else line.text
    marks = [m.start() for m in re.finditer(re.escape(mark), text)]
    if ruled is None:
        edges = [-1, *marks, len(text)]
    else:
        edges = marks if text.endswith(mark) else [*marks, len(text)]
        ruled.extend((line.start + m, line.start + m + 1) for m in marks)
    cells = [_slice(line, a + 1, b) for a, b in itertools.pairwise(edges)]
    if cells:
        cells[0].gap = "row"
    return cells


def _slice(line: Line, start: int, end: int) -> Cell:
    raw = line.text[start:end]
    text = raw.strip()
    begin = line.start + start + len(raw) - len(raw.lstrip()) if text else line.start + start
    return Cell(text, (begin, begin + len(text)))
