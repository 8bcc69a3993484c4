"""Tables of a page of a PDF: by their ruled lines, or by columns under a header that names them."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from gongbao.text.files.pdf_lines import Line, lines_of
from gongbao.text.files.pdf_page import Glyph, Page, Rule

_NEAR = 3.0
_HEAD_WORD = re.compile(r"序号|任务|单位|时[限间]|项目|内容|名称|部门|备注|指标|事项|措施|进度|标准|分值|金额|类别")


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells. A merged cell is printed in its first row and column; the others are empty there."""

    top: float
    bottom: float
    rows: tuple[tuple[str, ...], ...]
    left: float = 0.0
    right: float = 0.0

    def holds(self, glyph: Glyph) -> bool:
        return (
            self.bottom <= glyph.base + 0.3 * glyph.em < self.top
            and self.left <= (glyph.left + glyph.right) / 2 < self.right
        )


@dataclass(slots=True)
class Grid:
    """Where the columns (from the left) and the rows (from below) of a ruled table end, and which edges are drawn."""

    xs: list[float]
    ys: list[float]
    sides: set[tuple[int, int]]
    floors: set[tuple[int, int]]

    def origin(self, row: int, column: int) -> tuple[int, int]:
        """The upper left place of the merged cell that (row, column) belongs to; rows count from below."""
        while row + 2 < len(self.ys) and (row + 1, column) not in self.floors:
            row += 1
        while column and (row, column) not in self.sides:
            column -= 1
        return row, column


def ruled_tables(page: Page) -> list[Table]:
    """The tables whose cells are drawn. At least two columns and two rows."""
    found = []
    for low, high in _stretches(page.upright):
        grid = _grid(page, low, high)
        if grid and (table := _filled(grid, page.glyphs)):
            found.append(table)
    return found


def _stretches(upright: Iterable[Rule]) -> list[tuple[float, float]]:
    """The heights over which upright lines go on without a break."""
    joined: list[tuple[float, float]] = []
    for rule in sorted(upright, key=lambda r: r.start):
        if joined and rule.start <= joined[-1][1] + _NEAR:
            joined[-1] = (joined[-1][0], max(joined[-1][1], rule.end))
        else:
            joined.append((rule.start, rule.end))
    return joined


def _grid(page: Page, low: float, high: float) -> Grid | None:
    upright = [r for r in page.upright if low - _NEAR <= r.start and r.end <= high + _NEAR]
    level = [r for r in page.level if low - _NEAR <= r.at <= high + _NEAR]
    edges = [x for r in level for x in (r.start, r.end)]
    xs = _merged([r.at for r in upright] + ([min(edges), max(edges)] if edges else []))
    ys = _merged([*(r.at for r in level), low, high])
    if len(xs) < 3 or len(ys) < 3:
        return None
    sides = {(row, _nearest(xs, r.at)) for r in upright for row in _covered(ys, r)}
    floors = {(_nearest(ys, r.at), column) for r in level for column in _covered(xs, r)}
    return Grid(xs, ys, sides, floors)


def _merged(values: Iterable[float]) -> list[float]:
    kept: list[float] = []
    for value in sorted(values):
        if not kept or value - kept[-1] > _NEAR:
            kept.append(value)
    return kept


def _nearest(edges: Sequence[float], value: float) -> int:
    return min(range(len(edges)), key=lambda n: abs(edges[n] - value))


def _covered(edges: Sequence[float], rule: Rule) -> range:
    """The stretches between edges whose middle the line passes."""
    middles = [(a + b) / 2 for a, b in itertools.pairwise(edges)]
    return range(bisect_right(middles, rule.start), bisect_right(middles, rule.end))


def _filled(grid: Grid, glyphs: Iterable[Glyph]) -> Table | None:
    held: dict[tuple[int, int], list[Glyph]] = defaultdict(list)
    rows, columns = len(grid.ys) - 1, len(grid.xs) - 1
    for glyph in glyphs:
        row = bisect_right(grid.ys, glyph.base + 0.3 * glyph.em) - 1
        column = bisect_right(grid.xs, (glyph.left + glyph.right) / 2) - 1
        if 0 <= row < rows and 0 <= column < columns:
            held[grid.origin(row, column)].append(glyph)
    if len({row for row, _ in held}) < 2 or len({column for _, column in held}) < 2:
        return None
    return Table(
        grid.ys[-1],
        grid.ys[0],
        tuple(
            tuple(
                _joined(lines_of(held[row, column]), grid.xs[column + 1] - grid.xs[column]) if (row, column) in held
                else ""
                for column in range(columns)
            )
            for row in reversed(range(rows))
        ),
        grid.xs[0],
        grid.xs[-1],
    )  # fmt: skip


def _joined(lines: Sequence[Line], width: float) -> str:
    """The lines of a cell: a blank between two where the first had room for more, so that its end is meant."""
    text = lines[0].text
    for above, line in itertools.pairwise(lines):
        room = width - (above.right - above.left) > 2.2 * above.em
        latin = text[-1:].isascii() and line.text[:1].isascii() and text[-1:].isalpha()
        text += (" " if room or latin else "") + line.text
    return text


def column_table(lines: Sequence[Line], start: int) -> tuple[Table, int] | None:
    """(table, the index behind it) where line `start` is a header over columns of at least one row; else None.

    None also where it is not certain which row a line belongs to.
    """
    header = lines[start].cells
    if not names_columns(header):
        return None
    bands = [(cell.left, cell.right) for cell in header]
    rows: list[list[list[Line]]] = [[[cell] for cell in header]]
    i = start + 1
    while i < len(lines) and (placed := _placed(lines[i], bands)) and not _stands_below(lines, i, placed):
        if 0 in placed or (len(placed) > 1 and lines[i - 1].base - lines[i].base > 1.9 * lines[i].em):
            rows.append([[] for _ in bands])
        for column, cell in placed.items():
            rows[-1][column].append(cell)
            bands[column] = min(bands[column][0], cell.left), max(bands[column][1], cell.right)
        i += 1
    if len(rows) < 2 or not (_wrapped(rows, bands) or _apart(rows)):
        return None
    texts = tuple(tuple("".join(line.text for line in cell) for cell in row) for row in rows)
    return Table(lines[start].base, lines[i - 1].base, texts), i


def names_columns(header: Sequence[Line]) -> bool:
    """Whether the cells of a line say what stands in the columns below them."""
    words = [cell.text for cell in header]
    named = sum(bool(_HEAD_WORD.search(word)) for word in words)
    return len(header) >= 3 and named >= 2 and not any(re.search("[：:。，；]", word) for word in words)


def _wrapped(rows: Sequence[Sequence[Sequence[Line]]], bands: Sequence[tuple[float, float]]) -> bool:
    """Whether each line of a cell that has one below it fills its column."""
    return all(
        line.right > bands[column][1] - 1.6 * line.em
        for row in rows
        for column, cell in enumerate(row)
        for line in cell[:-1]
    )


def _apart(rows: Sequence[Sequence[Sequence[Line]]]) -> bool:
    """Whether rows stand further from each other than the lines of a cell."""
    tops = [max(line.base for cell in row for line in cell) for row in rows]
    ends = [min(line.base for cell in row for line in cell) for row in rows]
    within = [a.base - b.base for row in rows for cell in row for a, b in itertools.pairwise(cell)]
    between = [end - top for end, top in zip(ends, tops[1:], strict=False)]
    return max(within, default=0.0) < 0.85 * min(between)


def _placed(line: Line, bands: Sequence[tuple[float, float]]) -> dict[int, Line] | None:
    """The column of each cell of a line; None where one lies in no column, in two, or shares one."""
    found: dict[int, Line] = {}
    for cell in line.cells:
        over = [n for n, (left, right) in enumerate(bands) if cell.left < right and cell.right > left]
        if len(over) != 1 or over[0] in found:
            return None
        found[over[0]] = cell
    return found


def _stands_below(lines: Sequence[Line], i: int, placed: dict[int, Line]) -> bool:
    """A line alone below the table: in the first column, or further off than a line of a cell."""
    far = lines[i - 1].base - lines[i].base > 2.2 * lines[i].em
    return len(placed) == 1 and (0 in placed or far)
