"""Tables as they are read: merged cells merged again, joint rows as several lines under shared cells."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.utils.safestring import SafeString

from county.gazette.names import anchor_of
from county.gazette.page.runs import Cited, linked

Place = tuple[int, int]
LONG = 30
"""From this many lines on the head of a table stays in view."""
WIDTHS = ((60, "column-wide"), (16, "column-middle"), (0, "column-narrow"))


@dataclass(slots=True)
class Cell:
    """`rows` is how many lines it covers; `width` names a class of columns by their longest cell."""

    html: SafeString
    text: str
    width: str
    rows: int = 1


@dataclass(slots=True)
class Line:
    """A printed line of a table. `cells` leaves out what a cell above covers.

    `joint` is the anchor of the joint row whose first line this is; the line then carries both.
    """

    anchor: str
    joint: str
    cells: list[Cell] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Grid:
    header: list[Cell]
    lines: list[Line]

    @property
    def is_long(self) -> bool:
        return len(self.lines) > LONG


def grid_of(table: dict[str, Any], cites: list[Cited], artefacts: Collection[Place] = ()) -> Grid:
    """A table as lines of cells. A cell without a place of its own that repeats the one above joins it.

    `artefacts` are the places of cells that the conversion left behind: what is shown there was carried down too.
    """
    lines: list[Line] = []
    above: dict[int, Cell] = {}
    widths = _widths(table)
    for joint, at, cells, spans in _printed(table["rows"]):
        line = Line(anchor_of(at), anchor_of(joint))
        for column, (text, span) in enumerate(zip(cells, spans, strict=False)):
            carried = _carried(text, span) or (span[0], span[1]) in artefacts
            if carried and column in above and above[column].text == text:
                above[column].rows += 1
                continue
            above[column] = Cell(linked(text, [span], cites), text, widths[column])
            line.cells.append(above[column])
        lines.append(line)
    header = [Cell(linked(text, [], cites), text, widths[column]) for column, text in enumerate(table["header"])]
    return Grid(header, lines)


def _widths(table: dict[str, Any]) -> dict[int, str]:
    longest: dict[int, int] = {column: len(text) for column, text in enumerate(table["header"])}
    for _, _, cells, _ in _printed(table["rows"]):
        for column, text in enumerate(cells):
            longest[column] = max(longest.get(column, 0), len(text))
    return {column: next(name for least, name in WIDTHS if length >= least) for column, length in longest.items()}


def _carried(text: str, span: list[int]) -> bool:
    return bool(text) and span[0] == span[1]


def _printed(rows: list[dict[str, Any]]) -> Iterator[tuple[str, str, list[str], list[list[int]]]]:
    """Each line's joint row (where it is the first of one), place, cells and spans."""
    for row in rows:
        for order, part in enumerate(row["sub"] or [row]):
            joint = row["at"] if row["sub"] and order == 0 else ""
            yield joint, part["at"], part["cells"], part["spans"]
