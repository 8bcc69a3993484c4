"""Rows of a register that stand in sheets beside the facts: `rows: x.csv`, `part_sheets: {duties: y.csv}`."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from gongbao.packs.errors import PackError

ReadText = Callable[[str], str]
"""From a file's name within the system's folder to its text."""
_LIST_MARK = "|"
_LISTS = frozenset({"list", "agencies", "agency"})
_PLACE = frozenset({"at", "quote"})
_OWNER = "row"
_Row = tuple[int, dict[str, str]]
"""The line (from 1) and the cells by column."""


def with_sheets(raw: dict[str, Any], folder: str, read_text: ReadText) -> dict[str, Any]:
    """The rule as written with the rows and parts of its sheets in it. PackError: a sheet that does not fit."""
    rows, columns, sheets = raw.get("rows"), raw.get("columns"), raw.get("part_sheets")
    if not isinstance(columns, dict) or not columns or not all(isinstance(one, dict) for one in columns.values()):
        return raw
    if isinstance(rows, str) and rows.endswith(".csv"):
        name = f"{folder}/{rows}"
        rows = [_row(name, one, columns) for one in _lines(name, read_text(rows))]
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        return raw
    if isinstance(sheets, dict):
        first = next(iter(columns))
        for column, file in sheets.items():
            parts = _parts(f"{folder}/{file}", read_text(file), [str(row.get(first)) for row in rows])
            for row in rows:
                row[column] = parts.get(str(row.get(first)), [])
        raw = {name: value for name, value in raw.items() if name != "part_sheets"}
    return {**raw, "rows": rows}


def _lines(name: str, text: str) -> Iterator[_Row]:
    reader = csv.reader(io.StringIO(text))
    head = next(reader, [])
    for cells in filter(None, reader):
        if len(cells) != len(head):
            raise _wrong(
                name,
                reader.line_num,
                f"有{len(cells)}格，表头有{len(head)}格，请补齐或删去",
                f"it has {len(cells)} cells, the head has {len(head)}; make them as many",
            )
        yield reader.line_num, dict(zip(head, cells, strict=True))


def _row(name: str, one: _Row, columns: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    line, cells = one
    for column in cells:
        if column not in columns and column not in _PLACE:
            raise _wrong(
                name, 1, f"列“{column}”没有写进 columns，请补上或删去", f"the column “{column}” is not declared; add it"
            )
    return {column: _cell(name, line, text, columns.get(column, {})) for column, text in cells.items()}


def _cell(name: str, line: int, text: str, column: Mapping[str, Any]) -> Any:
    form = column.get("form", "text")
    if form in _LISTS:
        return [part.strip() for part in text.split(_LIST_MARK) if part.strip()]
    if form != "number" or not text:
        return text
    if not text.isdecimal():
        raise _wrong(name, line, f"“{text}”不是数，请填整数", f"“{text}” is no number; give a whole one")
    return int(text)


def _parts(name: str, text: str, numbers: list[str]) -> dict[str, list[dict[str, str]]]:
    """By the number of the row that they belong to, empty cells left out."""
    found: dict[str, list[dict[str, str]]] = {}
    for line, cells in _lines(name, text):
        owner = cells.pop(_OWNER, "")
        if owner not in numbers:
            zh, en = (
                f"没有编号“{owner}”的行，请改正 {_OWNER} 列",
                f"there is no row “{owner}”; correct the column {_OWNER}",
            )
            raise _wrong(name, line, zh, en)
        found.setdefault(owner, []).append({column: cell for column, cell in cells.items() if cell})
    return found


def _wrong(name: str, line: int, zh: str, en: str) -> PackError:
    return PackError(f"{name} 第{line}行：{zh}。", f"{name} line {line}: {en}.")
