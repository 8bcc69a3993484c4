"""Responsibility marks: who leads and who takes part, bound to the clause that the mark closes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gongbao.text.lexicon import Lexicon
from gongbao.text.model import Row, Span, Table, TaskMark
from gongbao.text.names import CLOSING, OPENING
from gongbao.text.obligations.marks import (
    ALL,
    KEY,
    KEYED,
    LEADS,
    NOT_UNITS,
    PARTS,
    ROLE_END,
    UNIT_END,
    Marks,
    Units,
    clauses,
)
from gongbao.text.passages import Passage

_FIRST_LEADS = re.compile(
    r"(?:排(?:名)?(?:在)?第一(?:位|个)?的?|第一个?(?:单位|部门)|首(?:位|个)(?:单位|部门)?|列(?:在)?第一位的?)(?:单位|部门)?(?:为|是)牵头"
)
_ATTENDANCE = re.compile(r"(?:出席|列席|缺席|请假|参加(?:人员)?|主持|记录|与会|参会)[^：:]{0,6}[：:]")
_REMARK = re.compile(r"简称|[：:的为是在含设称将对或附见]|^原|包括|除外|以下|所属|同$")
_TASK_HEAD = re.compile(r"任务|事项|内容|工作|措施|职责|项目|举措|行动")
_SERIAL_HEAD = re.compile(r"序号|编号|^No")
_BRACKET = re.compile(f"[{re.escape(OPENING + CLOSING)}]")
_LINE = re.compile(rf"(?:^|(?<=[。；]))(?:{LEADS}|{ALL}|{PARTS}|{NOT_UNITS})[：:][^。]*。?")


@dataclass(frozen=True, slots=True)
class _Mark:
    """[start, end) of a mark in a passage; `inner` what it says."""

    start: int
    end: int
    inner: str


class Tasks:
    """Reads the marks of one document in order; it may say once that the first unit of every mark leads (下同)."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.marks = Marks(lexicon)
        self.first_leads = False
        self._above: Passage | None = None

    def of_passage(self, passage: Passage) -> Iterator[TaskMark]:
        """The marks in running text."""
        begin = _behind_title(passage)
        above, self._above = self._above, passage
        for mark in sorted(self._marks(passage), key=lambda mark: mark.start):
            self.first_leads = self.first_leads or bool(_FIRST_LEADS.search(mark.inner))
            units = self.marks.units(mark.inner)
            printed = passage.text[mark.start : mark.end]
            whole = mark.start == 0 and not passage.label_length and above is not None and above.item == passage.item
            clause = self._all_of(above) if whole and above else self._clause(passage, begin, mark)
            begin = mark.end
            yield TaskMark(passage.item, clause, passage.title, *self._divided(units), printed)

    def of_table(self, table: Table) -> Iterator[TaskMark]:
        """One task a row where the table has columns of responsible units, or a column whose cells are marks."""
        keys = {c: key for c, head in enumerate(table.header) if (key := _column(head))}
        for row in table.rows:
            for part in row.sub or (row,):
                task = self._of_row(table, part, keys) if keys else self._of_cells(part)
                if task:
                    yield task

    def _marks(self, passage: Passage) -> Iterator[_Mark]:
        pairs = list(_brackets(passage.text))
        for start, end in pairs:
            inner = passage.text[start + 1 : end - 1]
            if self._is_mark(passage.text, start, end, inner):
                yield _Mark(start, end, inner)
        for match in _LINE.finditer(passage.text):
            if any(start < match.start() < end for start, end in pairs):
                continue
            begin = match.start() + (passage.label_length if not match.start() else 0)
            if KEYED.match(match[0]) and self._named(match[0]):
                yield _Mark(begin, match.end(), match[0].rstrip("。"))

    def _named(self, text: str) -> bool:
        units = self.marks.units(text)
        return bool(units.lead or units.part or units.all)

    def _is_mark(self, text: str, start: int, end: int, inner: str) -> bool:
        if not 2 <= len(inner) <= 600:
            return False
        if KEYED.match(inner):
            return self._named(inner)
        if any(ROLE_END.fullmatch(clause) for clause in clauses(inner)):
            units = self.marks.units(inner)
            return any(self.marks.is_unit(name) for name in (*units.lead, *units.part, *units.all))
        closes = (end == len(text) or text[end] in "。；，") and start > 0
        names = self.marks.split(inner)
        if _ATTENDANCE.match(text):
            return False
        alias = bool(UNIT_END.search(text[max(0, start - 12) : start])) and text[start - 1] not in "。；"
        return (
            closes
            and not alias
            and bool(names)
            and not _REMARK.search(inner)
            and all(self.marks.is_unit(name) for name in names)
        )

    def _divided(self, units: Units) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """(lead, participants): with nobody named as lead all are, or the first where the document says so."""
        lead, part = units.lead, [*units.all, *units.part]
        if not lead:
            lead, part = units.all or units.part, units.part if units.all else []
            if self.first_leads and len(lead) > 1:
                lead, part = lead[:1], [*lead[1:], *part]
        return self._canonical(lead), self._canonical(name for name in part if name not in lead)

    def _canonical(self, names: Iterator[str] | Sequence[str]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self.lexicon.canonical(name) or name for name in names))

    def _clause(self, passage: Passage, begin: int, mark: _Mark) -> Span:
        """From behind the mark before (or the heading) to this mark."""
        start, end = begin, mark.start
        while start < end and passage.text[start] in "。；，、：":
            start += 1
        if start >= end:
            start = passage.label_length
        return passage.span(start, end) if start < end else passage.span(mark.start, mark.end)

    def _all_of(self, passage: Passage) -> Span:
        """The clause of a mark that stands on a line of its own: the paragraph above."""
        start = min(_behind_title(passage), len(passage.text) - 1)
        return passage.span(start if start < len(passage.text) - 1 else passage.label_length, len(passage.text))

    def _of_row(self, table: Table, row: Row, keys: dict[int, str]) -> TaskMark | None:
        units = Units([], [], [])
        for c, key in keys.items():
            text = re.sub(r"\n", "、", re.sub(r"^[一二三四五六七八九十]{1,4}、", "", row.cells[c]))
            if key == "all" or ROLE_END.fullmatch(text.rstrip("。")):
                self.marks.add(units, key, text)
            else:
                getattr(units, key).extend(self.marks.split(text))
        if not (units.lead or units.part or units.all):
            return None
        what = next((c for c in _said_in(table.header) if c not in keys and row.cells[c]), 0)
        span = row.spans[what] if row.spans[what][0] < row.spans[what][1] else _whole(row)
        printed = "；".join(row.cells[c] for c in keys if row.cells[c])
        title = re.sub(r"\s+", "", row.cells[what])
        return TaskMark(row.at, span, title if len(title) <= 50 else "", *self._divided(units), printed)

    def _of_cells(self, row: Row) -> TaskMark | None:
        """A cell that is itself a mark: A牵头，B、C按职责分工负责。"""
        for c, cell in enumerate(row.cells):
            text = re.sub(r"\s+", "", cell).rstrip("。")
            if (
                c
                and row.spans[c][0] < row.spans[c][1]
                and any("牵头" in x or x.endswith("负责") for x in clauses(text))
                and len(text) <= 400
            ):
                parts = clauses(text)
                units = self.marks.units(text)
                names = [*units.lead, *units.part, *units.all]
                if ROLE_END.fullmatch(parts[-1]) and names and all(self.marks.is_unit(name) for name in names):
                    span = row.spans[c - 1] if row.spans[c - 1][0] < row.spans[c - 1][1] else _whole(row)
                    return TaskMark(row.at, span, re.sub(r"\s+", "", row.cells[c - 1]), *self._divided(units), cell)
        return None


def is_keyed_mark(text: str) -> bool:
    """Whether a paragraph is nothing but 责任单位：… or its kin."""
    return bool(KEYED.match(text)) and "。" not in text[:-1] and len(text) <= 200


def _column(head: str) -> str:
    """lead, part or all for a column of responsible units, else empty."""
    name = re.sub(r"[\s（(].*$", "", head)
    match = KEY.fullmatch(name)
    return (match.lastgroup or "") if match and not match["not"] else ""


def _said_in(header: Sequence[str]) -> list[int]:
    """The columns that may say what the task is, the likeliest first; serials never do."""
    task = [c for c, head in enumerate(header) if _TASK_HEAD.search(head)]
    return [*task, *(c for c, head in enumerate(header) if c not in task and not _SERIAL_HEAD.search(head))]


def _whole(row: Row) -> Span:
    spans = [span for span in row.spans if span[0] < span[1]]
    return (spans[0][0], spans[-1][1]) if spans else row.spans[0]


def _behind_title(passage: Passage) -> int:
    """Where the clause of the first mark begins: behind the label and the run-in heading."""
    begin = passage.label_length
    title = re.sub(r"\s", "", passage.title)
    if title and passage.text.startswith(title, begin) and begin:
        begin += len(title)
    return begin


def _brackets(text: str) -> Iterator[tuple[int, int]]:
    """Outermost bracket pairs [start, end)."""
    opened: list[int] = []
    for match in _BRACKET.finditer(text):
        if match[0] in OPENING:
            opened.append(match.start())
        elif opened:
            start = opened.pop()
            if not opened:
                yield start, match.end()
