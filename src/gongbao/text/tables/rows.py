"""Where the rows begin: the cheapest way to cut the run of cells, by width and by the gaps between them."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Sequence

from gongbao.text.tables.collect import Cell, TableLines

_WIDEST = 24
_SERIAL_HEADS = ("序号", "编号", "项目序号")
_SHORT, _LONG, _NO_GAP, _BLANK_INSIDE, _SOFT_INSIDE = 1.0, 3.0, 4.0, 0.6, 3.0


def rows_of(lines: TableLines) -> tuple[list[list[Cell]], int]:
    """(rows of cells, number of columns). Rows may be shorter than the table is wide."""
    if lines.exact:
        rows = _cut_at(lines.cells, "row")
        return rows, max(len(row) for row in rows)
    width = _width(lines.cells)
    return _cheapest(lines.cells, width), width


def _cut_at(cells: Sequence[Cell], gap: str) -> list[list[Cell]]:
    rows: list[list[Cell]] = []
    for cell in cells:
        if cell.gap == gap or not rows:
            rows.append([])
        rows[-1].append(cell)
    return rows


def _width(cells: Sequence[Cell]) -> int:
    chunks: list[int] = []
    for cell in cells:
        if cell.gap or not chunks:
            chunks.append(0)
        chunks[-1] += 1
    first, common = chunks[0], Counter(chunks).most_common(1)[0]
    if len(chunks) > 1 and first <= _WIDEST and (first == common[0] or first * 2 > max(chunks)):
        return max(first, common[0]) if common[1] * 2 > len(chunks) else first
    if len(chunks) > 1 and common[1] > 1 and common[0] <= _WIDEST:
        return common[0]
    return _periodic(cells) or min(first, _WIDEST)


def _periodic(cells: Sequence[Cell]) -> int:
    """With no gap at all: the serials 1, 2, 3 … stand one width apart."""
    texts = [re.sub(r"[\s.、．]", "", cell.text) for cell in cells]
    for width in range(2, min(_WIDEST, len(texts) // 2) + 1):
        for column in range(min(width, 2)):
            serials = texts[width + column :: width]
            if texts[column] in _SERIAL_HEADS and serials and serials == [str(n + 1) for n in range(len(serials))]:
                return width
    divisors = [n for n in range(2, min(_WIDEST, len(texts)) + 1) if len(texts) % n == 0]
    return max(divisors, key=lambda n: _evenness(cells, n), default=0)


def _evenness(cells: Sequence[Cell], width: int) -> float:
    """How alike the cells of a column are when the table is `width` wide: less spread of length is better."""
    spread = 0.0
    for column in range(width):
        sizes = [len(cell.text) for cell in cells[width + column :: width]]
        if sizes:
            mean = sum(sizes) / len(sizes)
            spread += sum(abs(size - mean) for size in sizes)
    return -spread - width


def _cheapest(cells: Sequence[Cell], width: int) -> list[list[Cell]]:
    """Dynamic programming over the cut positions; linear in the number of cells."""
    n = len(cells)
    inside = [0.0]
    for cell in cells:
        inside.append(inside[-1] + {"blank": _BLANK_INSIDE, "soft": _SOFT_INSIDE}.get(cell.gap, 0.0))
    best = [0.0] + [float("inf")] * n
    back = [0] * (n + 1)
    for end in range(1, n + 1):
        for start in range(max(0, end - width - 2), end):
            cost = best[start] + _row_cost(end - start, width) + inside[end] - inside[start + 1]
            cost += 0.0 if start == 0 or cells[start].gap else _NO_GAP
            if cost < best[end]:
                best[end], back[end] = cost, start
    cuts = [n]
    while cuts[-1]:
        cuts.append(back[cuts[-1]])
    cuts.reverse()
    return [list(cells[a:b]) for a, b in itertools.pairwise(cuts)]


def _row_cost(size: int, width: int) -> float:
    if size == width:
        return 0.0
    return _SHORT + 0.3 * (width - size) if size < width else _LONG * (size - width)
