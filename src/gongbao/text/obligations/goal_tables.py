"""Tables of indicators: the cells of columns that hold goals."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from gongbao.text.model import Comparator, Row, Table, Target
from gongbao.text.numerals import half_width
from gongbao.text.obligations.quantities import MEASURE, VALUE, value_of

_COLUMN = re.compile(r"目标|任务数|任务量|指标值|计划数|计划值|目标值|\d{4}年(?:目标)?$|考核值|控制数|限值")
_CELL = re.compile(
    rf"(?P<c>≥|≤|＞|＜|>|<|=|＝|不低于|不少于|不超过|不高于|达到|大于|小于)?(?P<v>{VALUE})(?P<u>{MEASURE}|万|亿|[万亿](?:{MEASURE}))?(?P<t>以上|及以上|以内|以下|及以下|左右)?(?:[（(][^（）()]*[）)])?"
)
_BASE = re.compile(r"基期|基数|现状|基准|现值|完成情况|自查|得分|实际")
_IN_NAME = re.compile(r"[（(]([^（）()]{1,12})[）)]$")


def goal_columns(table: Table) -> list[int]:
    """The columns of a table that hold goals."""
    return [c for c, head in enumerate(table.header) if _COLUMN.search(head) and not _BASE.search(head)]


def targets_of_table(table: Table) -> Iterator[Target]:
    """The cells of columns that hold goals: 目标值, 2022年目标值, 任务数."""
    columns = goal_columns(table)
    if not columns or not table.rows:
        return
    name = next(
        (c for c, head in enumerate(table.header) if re.search(r"指标|名称|项目|内容|任务", head) and c not in columns),
        None,
    )
    if name is None:
        return
    unit = next((c for c, head in enumerate(table.header) if head in ("单位", "计量单位")), None)
    for row in _flat(table.rows):
        for c in columns:
            target = _of_cell(row, c, row.cells[name], row.cells[unit] if unit is not None else "")
            if target:
                yield target


def _flat(rows: Sequence[Row]) -> Iterator[Row]:
    for row in rows:
        yield from row.sub or (row,)


def _of_cell(row: Row, column: int, name: str, unit: str) -> Target | None:
    text = half_width(re.sub(r"\s", "", row.cells[column]))
    match = _CELL.fullmatch(text)
    if match is None or row.spans[column][0] == row.spans[column][1]:
        return None
    signs: dict[str, Comparator] = {
        "≥": ">=", "不低于": ">=", "不少于": ">=", "达到": ">=", "≤": "<=", "不超过": "<=", "不高于": "<=",
        "＞": ">", ">": ">", "大于": ">", "＜": "<", "<": "<", "小于": "<",
    }  # fmt: skip
    tails: dict[str, Comparator] = {"以上": ">=", "及以上": ">=", "以内": "<=", "以下": "<=", "及以下": "<="}
    comparator = signs.get(match["c"] or "") or tails.get(match["t"] or "") or "="
    name = re.sub(r"\s", "", name)
    inner = _IN_NAME.search(name)
    measured = match["u"] or unit or (inner[1] if inner else "")
    bare = name[: inner.start()] if inner and measured == inner[1] else name
    return Target(
        re.sub(r"\s", "", row.cells[column]),
        f"{row.at} 列{column + 1}",
        row.spans[column],
        bare,
        comparator,
        value_of(match["v"]),
        measured,
    )
