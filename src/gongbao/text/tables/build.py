"""From cells to a table: header, rows, merged cells carried down, joint rows with their parts."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from gongbao.text.model import Finding, Row, Span, Table
from gongbao.text.tables.collect import Cell, TableLines
from gongbao.text.tables.columns import Columns, is_serial
from gongbao.text.tables.rows import rows_of

_TOTALS = ("合计", "总计", "小计", "共计", "总分")
_SERIAL_HEAD = re.compile(r"(?:序\s*号|编\s*号|.{0,8}序号|No\.?)")
_FILLER = re.compile(r"(.)\1{7,}")
_LEADING = re.compile(r"[（(]?(\d{1,2})[)）．.、]")
_STRAY = re.compile(r"\d{1,4}(?:\s+\d{1,4})*")


@dataclass(slots=True)
class Built:
    table: Table
    findings: list[Finding] = field(default_factory=list)


@dataclass(slots=True)
class _Physical:
    """A row as printed: text per column, None where no cell is printed; the span of each printed cell."""

    texts: list[str | None]
    spans: list[Span]
    soft: bool

    def value(self, column: int) -> str:
        return self.texts[column] or ""


def build(lines: TableLines, at: str, title: str) -> Built:
    """The logical table of the collected cells. `at` is its locator (`附件2 表1`)."""
    cut, width = rows_of(lines)
    header, body = _header(cut, width)
    columns = Columns(cut, width)
    physical = [_printed(row, columns, width, 0) for row in body]
    parts = _continued(physical, columns.serial)
    identity = _identity([row for n, row in enumerate(physical) if n not in parts], columns, header)
    if any(len(row) < width for row in body):
        physical = [_printed(row, columns, width, identity) for row in body]
    rows, findings = _Rows(at, identity, columns.serial, header).logical(physical, _continued(physical, columns.serial))
    names = tuple(_flat(cell.text) for cell in header)
    return Built(Table(at, title, names, tuple(cell.span for cell in header), tuple(rows)), findings)


def _flat(text: str) -> str:
    return re.sub(r"\s+", "", text) if not text.isascii() else text.strip()


def _header(rows: list[list[Cell]], width: int) -> tuple[list[Cell], list[list[Cell]]]:
    """The first row, when it names columns: all cells filled and short, none of them a serial or a sentence."""
    first = rows[0]
    named = all(
        c.text and len(c.text) <= 30 and not re.search("[。：:]", c.text) and not is_serial(c.text) for c in first
    )
    if (
        named
        and max(2, width - 1) <= len(first) <= width
        and (len(rows) > 1 or _SERIAL_HEAD.fullmatch(_flat(first[0].text)))
    ):
        return first, rows[1:]
    return [], rows


def _printed(row: Sequence[Cell], columns: Columns, width: int, leading: int) -> _Physical:
    texts: list[str | None] = [None] * width
    position = row[0].span[0]
    spans: list[Span] = [(position, position)] * width
    for cell, column in zip(row, columns.place(row, leading), strict=False):
        texts[column], spans[column] = cell.text, cell.span
    if len(row) > width:
        texts[-1], spans[-1] = _overflow(row[width - 1 :])
    return _Physical(texts, spans, row[0].gap == "soft")


def _overflow(cells: Sequence[Cell]) -> tuple[str, Span]:
    """More cells than columns: what is too much stays with the last, so that nothing is lost."""
    text = "\n".join(cell.text for cell in cells if cell.text)
    return text, (cells[0].span[0], cells[-1].span[1])


def _identity(rows: Sequence[_Physical], columns: Columns, header: Sequence[Cell]) -> int:
    """The column that tells rows apart: the first from the left that is no serial and is hardly ever empty.

    Columns to its left are merged over several rows where they are empty.
    """
    width = columns.width
    share = [sum(bool(row.value(c)) for row in rows) / max(1, len(rows)) for c in range(width)]
    numbered = [
        columns.serial[c] or bool(header and _SERIAL_HEAD.fullmatch(_flat(header[c].text)))
        for c in range(min(width, len(header) or width))
    ]
    candidates = [c for c in range(len(numbered)) if not numbered[c]]
    for column in candidates:
        if share[column] >= 0.85:
            return column
    return max(candidates, key=lambda c: share[c], default=0)


def _continued(rows: Sequence[_Physical], serial: Sequence[bool]) -> dict[int, int]:
    """Rows that only go on with the one above, and the column in which they do: nothing but blanks on the left,
    a serial among them, and the first filled cell begins with 2. where the one above it begins with 1.
    """
    found: dict[int, int] = {}
    for n, (above, row) in enumerate(itertools.pairwise(rows), 1):
        first = next((c for c in range(len(row.texts)) if row.value(c)), 0)
        if first >= 2 and any(serial[:first]) and all(text == "" for text in row.texts[:first]):
            before, here = _LEADING.match(above.value(first)), _LEADING.match(row.value(first))
            if before and here and int(here[1]) == int(before[1]) + 1:
                found[n] = first
    return found


class _Rows:
    """Carries merged cells down and gathers the parts of joint rows."""

    def __init__(self, at: str, identity: int, serial: Sequence[bool], header: Sequence[Cell]) -> None:
        self.at = at
        self.identity = identity
        self.serial = list(serial)
        for c, cell in enumerate(header):
            if _SERIAL_HEAD.fullmatch(_flat(cell.text)):
                self.serial[c] = True
        self.findings: list[Finding] = []
        self.above: list[str] = []

    def logical(self, printed: Sequence[_Physical], continued: dict[int, int]) -> tuple[list[Row], list[Finding]]:
        groups: list[list[tuple[_Physical, list[str]]]] = []
        shared: dict[int, int] = {}
        for n, row in enumerate(printed):
            at = f"{self.at} 第{len(groups) + 1}行"
            part = bool(groups) and (n in continued or self._is_part(row, groups[-1]))
            upto = max(continued.get(n, 0), self.identity + 1) if part else self.identity
            texts = self._carried(row, at if not part else f"{self.at} 第{len(groups)}行", upto, part=part)
            if part:
                shared[len(groups)] = max(shared.get(len(groups), 0), upto - 1)
                groups[-1].append((row, texts))
            else:
                groups.append([(row, texts)])
        return [self._row(n, group, shared.get(n, 0)) for n, group in enumerate(groups, 1)], self.findings

    def _is_total(self, row: _Physical) -> bool:
        return any((text or "").replace(" ", "") in _TOTALS for text in row.texts)

    def _is_part(self, row: _Physical, group: list[tuple[_Physical, list[str]]]) -> bool:
        """No identity of its own, or the identity of a joint row printed again at a page break."""
        if self._is_total(row) or self.identity == 0:
            return False
        if not row.value(self.identity):
            return any(row.texts)
        left = [row.value(c) for c in range(self.identity + 1) if not self.serial[c]]
        same = left == [group[-1][1][c] for c in range(self.identity + 1) if not self.serial[c]]
        return len(group) > 1 and same and not any(row.value(c) for c in range(self.identity) if self.serial[c])

    def _carried(self, row: _Physical, at: str, upto: int, *, part: bool) -> list[str]:
        texts = [text or "" for text in row.texts]
        if self._is_total(row):
            self.above = texts
            return texts
        for c in range(upto):
            texts[c] = self._carried_cell(row, c, at, part=part)
        self._without_filler(row, texts, at)
        self.above = texts
        return texts

    def _carried_cell(self, row: _Physical, c: int, at: str, *, part: bool) -> str:
        text = row.value(c)
        above = self.above[c] if self.above else ""
        if text and _FILLER.fullmatch(text):
            self._find("artefact", at, row.spans[c], f"第 {c + 1} 列的“{text[:8]}…”不是内容，按上一行填写。")
            return above
        if text and self._is_stray(row, c, text) and above:
            self._find("artefact", at, row.spans[c], f"第 {c + 1} 列的“{text}”是转换时多出的计数，按上一行填写。")
            return above
        if text:
            return text
        if self.serial[c] and row.texts[c] is None and not part:
            self._find(
                "lost_serial", at, (row.spans[c][0], row.spans[c][0]), "这一行的序号在转换中丢失，按行数计为该行。"
            )
            return ""
        return above

    def _is_stray(self, row: _Physical, c: int, text: str) -> bool:
        """A counter beside an empty name: numbering that the conversion let run on in a merged cell.

        Only where the rows have a serial of their own, so that this one counts groups of them.
        """
        own = any(self.serial[c + 2 : self.identity])
        return (
            own
            and self.serial[c]
            and c + 1 < self.identity
            and not self.serial[c + 1]
            and not row.value(c + 1)
            and bool(_STRAY.fullmatch(text))
        )

    def _without_filler(self, row: _Physical, texts: list[str], at: str) -> None:
        for c in range(self.identity, len(texts)):
            if texts[c][:8] == "00000000" and not texts[c].strip("0"):
                self._find("artefact", at, row.spans[c], f"第 {c + 1} 列的“{texts[c][:8]}…”不是内容。")
                texts[c] = ""

    def _row(self, number: int, group: list[tuple[_Physical, list[str]]], last: int) -> Row:
        """`last` is the last column that the parts of a joint row share."""
        at = f"{self.at} 第{number}行"
        first, texts = group[0]
        if len(group) == 1:
            return Row(at, tuple(texts), tuple(first.spans))
        shared = [text if c <= last else "" for c, text in enumerate(texts)]
        here = (first.spans[0][0],) * 2
        spans = [span if c <= last else here for c, span in enumerate(first.spans)]
        parts = [
            Row(f"{at} 第{n}项", tuple(cells), tuple(_behind(row.spans, last) if n == 1 else row.spans))
            for n, (row, cells) in enumerate(group, 1)
        ]
        return Row(at, tuple(shared), tuple(spans), tuple(parts))

    def _find(self, code: str, at: str, span: Span, says: str) -> None:
        self.findings.append(Finding(code, at, span, says))


def _behind(spans: Sequence[Span], last: int) -> list[Span]:
    """The spans of a first part, whose shared cells belong to the joint row."""
    return [(span[0], span[0]) if c <= last else span for c, span in enumerate(spans)]
