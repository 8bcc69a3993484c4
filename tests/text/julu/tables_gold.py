"""The gazette's tables cell by cell, cut out of the text by the rules of the specifications."""

from __future__ import annotations

import re
from functools import cache

from . import oracle

ENTRY = re.compile(r"[一二三十]+、")
ITEM = re.compile(r"(?:^|(?<=[\s。；;）)》等]))\d{1,2}\s*[.．、](?!\d)")
DUTY, CASE = 2, 3

Duties = tuple[list[str], list[str], list[str]]
"""Of one responsibility: specification row, its four cells, or the cells of its joint parts (duty, case, …)."""


def items(cell: str) -> int:
    """Items of a cell: its printed numbers; text without a number is one item."""
    return (len(ITEM.findall(cell)) or 1) if oracle.bare(cell) else 0


def table(title: str, opening: str, closing: str, width: int) -> list[list[str]]:
    """Rows of `width` cells under a title, from the header's `opening` cell to the line `closing`; no header."""
    first = oracle.find_line(opening, oracle.find_line(title))
    cells = oracle.tab_cells(first, oracle.find_line(closing, first) - 1)
    rows = oracle.chunks(cells, width)[1:]
    return [*rows[:-1], rows[-1] + [""] * (width - len(rows[-1]))]


@cache
def duties() -> tuple[Duties, ...]:
    """The 103 responsibilities: the specification's subjects find the rows, the cells after each are its columns."""
    start = oracle.find_line("序号", oracle.line_of(oracle.number_of(6)))
    cells = oracle.tab_cells(start, oracle.line_of(oracle.number_of(7)) - 7)
    rows = oracle.rows_of(oracle.part(6, "C. The 103 rows"))
    marks, position = [], 7
    for row in rows:
        position = next(n for n in range(position, len(cells)) if oracle.bare(cells[n]) == oracle.bare(row[2])) + 1
        marks.append(position)
    found = []
    for row, mark, end in zip(rows, marks, [*marks[1:], len(cells) + 2], strict=True):
        body = cells[mark : end - 1]
        joint = [c for c in body if c and not ENTRY.match(c) and oracle.bare(c) != oracle.bare(row[2])]
        whole = body[:4] if row[0] != "38" else [*body[:3], ""]
        found.append((row, [], joint) if row[0] in ("100", "101") else (row, whole, []))
    return tuple(found)


@cache
def certificates() -> list[list[str]]:
    """The 190 certificates, department and matter carried down, stray counters left out (specification 15, part 7)."""
    first = oracle.line_of(oracle.number_of(15))
    cells = oracle.tab_cells(oracle.find_line("审批服务", first), len(oracle.lines()))
    department = matter = name = ""
    found = []
    for row in oracle.chunks(cells, 7)[1:]:
        if row[0].strip("0"):
            department = re.sub(r"^(县行政)\n行政", r"\1", row[0])
        if oracle.bare(row[2]):
            matter, name = row[1].split()[-1], row[2]
        found.append([oracle.bare(cell) for cell in (department, matter, name, *row[3:])])
    return found


def down(rows: list[list[str]], *columns: int) -> list[list[str]]:
    """The rows with empty cells of `columns` filled from above, all blanks removed."""
    last: dict[int, str] = {}
    filled = []
    for row in rows:
        cells = [oracle.bare(cell) for cell in row]
        for column in columns:
            cells[column] = last[column] = cells[column] or last.get(column, "")
        filled.append(cells)
    return filled


@cache
def indicators() -> list[list[str]]:
    return down(table("巨鹿县贯彻健康中国行动考核指标框架", "考核依据", "巨鹿县人民政府", 5), 0)


@cache
def actions() -> list[list[str]]:
    return down(table("巨鹿县贯彻健康中国行动主要任务分工", "序号", "附件3", 3))


@cache
def scores() -> list[list[str]]:
    """The 20 score rows, serial and category carried down, and the row 合计 as it is printed."""
    rows = table("巨鹿县节水型社会建设评分表", "序号", "巨鹿县人民政府办公室", 6)
    total = [oracle.bare(re.split(r"(?:^|\n)\[1\] ", cell)[0]) for cell in rows[-1]]
    return [*down(rows[:-1], 0, 1), total]


@cache
def permits() -> list[list[str]]:
    return down(table("巨鹿县衔接国务院取消的行政许可事项目录（共4项）", "序号", "巨鹿县人民政府办公室", 6))
