"""The places of a document by their locators, each with the text that stands there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Literal

from gongbao.packs.check.dates import NamedDay, days_in
from gongbao.packs.check.spelling import bare, same
from gongbao.text.model import Document, Piece, Row, Table
from gongbao.text.numerals import DATE, Number, date_of, half_width, numbers_in

PlaceKind = Literal["section", "piece", "table", "row", "cell", "person"]
_NUMBER = "\0"


@dataclass(frozen=True)
class Place:
    """`parts` are what stands there as printed: one text, or the cells of a row, or role and post of a person.

    `issued` is the day from which 6月底前 counts. `marks`: its responsibility marks, printed and as lead|others.
    """

    at: str
    kind: PlaceKind
    parts: tuple[str, ...]
    issued: date | None = None
    marks: tuple[tuple[str, str], ...] = ()

    @cached_property
    def text(self) -> str:
        """Without white space, but for a line break between two parts."""
        return "\n".join(bare(part) for part in self.parts)

    @cached_property
    def plain(self) -> str:
        """`text` as characters compare, position by position."""
        return same(self.text)

    @cached_property
    def numbers(self) -> tuple[Number, ...]:
        return tuple(numbers_in(self.text))

    @cached_property
    def days(self) -> tuple[NamedDay, ...]:
        return tuple(days_in(self.text, self.issued))

    @cached_property
    def skeleton(self) -> tuple[str, list[int]]:
        """The text with one sign for each number, and where each of its characters begins in `text`, end included."""
        return skeleton_of(self.plain, self.numbers)

    def cuts(self, position: int) -> bool:
        """Whether a number runs over this position."""
        return position in self._inside_numbers

    @cached_property
    def _inside_numbers(self) -> frozenset[int]:
        return frozenset(i for number in self.numbers for i in range(number.start + 1, number.end))


def skeleton_of(text: str, numbers: tuple[Number, ...]) -> tuple[str, list[int]]:
    """`text` with one sign for each number, and the position of each of the result's characters, end included."""
    signs: list[str] = []
    positions: list[int] = []
    done = 0
    for number in numbers:
        signs.append(text[done : number.start] + _NUMBER)
        positions.extend(range(done, number.start + 1))
        done = number.end
    signs.append(text[done:])
    positions.extend(range(done, len(text) + 1))
    return "".join(signs), positions


def key_of(at: str) -> str:
    """A locator as places are looked up."""
    return same(" ".join(at.split()))


def places_of(document: Document) -> dict[str, Place]:
    """Every place of a document; of two with one locator the first holds the text of both."""
    places: dict[str, Place] = {}
    for place in _places(document):
        key = key_of(place.at)
        held = places.get(key)
        places[key] = place if held is None else replace(held, parts=held.parts + place.parts)
    issued = document.issued or _first_day(places.values())
    marks = _marks(document)
    return {key: replace(place, issued=issued, marks=tuple(marks.get(key, ()))) for key, place in places.items()}


def _marks(document: Document) -> dict[str, list[tuple[str, str]]]:
    """The responsibility marks at each place; those of a row belong to its cells' row too."""
    marks: dict[str, list[tuple[str, str]]] = {}
    for task in document.obligations.tasks:
        mark = f"{'、'.join(task.lead)}|{'、'.join(task.participants)}"
        for at in {task.at, task.at.partition(" 列")[0]}:
            marks.setdefault(key_of(at), []).append((same(bare(task.printed)), mark))
    return marks


def _first_day(places: Iterable[Place]) -> date | None:
    """What days count from in a document without a date of issue."""
    printed = (DATE.search(half_width(place.text)) for place in places)
    return next((date_of(match) for match in printed if match), None)


def _places(document: Document) -> Iterator[Place]:
    for section in document.walk():
        yield Place(section.at, "section", (section.text,))
    for piece in (*document.pieces, *document.footnotes):
        yield _piece(piece)
    for table in document.tables:
        yield from _table(table)
    for member in document.rosters:
        yield Place(member.at, "person", (member.role, member.post))


def _piece(piece: Piece) -> Place:
    return Place(piece.at, "piece", (piece.text,))


def _table(table: Table) -> Iterator[Place]:
    yield Place(table.at, "table", (table.title, *table.header))
    for row in table.rows:
        yield from _row(row)


def _row(row: Row) -> Iterator[Place]:
    """A row, its cells, and the same of its parts; a cell that only the parts print holds what they print."""
    cells = [_lines_of(row, column) for column in range(len(row.cells))]
    yield Place(row.at, "row", tuple(line for lines in cells for line in lines))
    for column, lines in enumerate(cells, 1):
        yield Place(f"{row.at} 列{column}", "cell", lines)
    for part in row.sub:
        yield from _row(part)


def _lines_of(row: Row, column: int) -> tuple[str, ...]:
    if row.cells[column] or not row.sub:
        return (row.cells[column],)
    lines = [part.cells[column] for part in row.sub if column < len(part.cells)]
    return tuple(dict.fromkeys(line for line in lines if line)) or ("",)
