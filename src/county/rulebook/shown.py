"""A rule's value as a page shows it: a headline in words a person would say, a clock, facts, tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

MOST_ROWS = 300
LONG = 12
"""From this many rows on a table has a room of its own with a head that stays."""


@dataclass(frozen=True, slots=True)
class Link:
    """A text that opens its reason: a rule's page or a place of a document."""

    text: str
    href: str


Cell: TypeAlias = "str | Link | list[Cell]"


@dataclass(slots=True)
class Table:
    """Without a `header` the first cell of a row is its head. `more`: rows that are not shown."""

    header: list[str]
    rows: list[list[Cell]]
    caption: str = ""
    more: int = 0

    @property
    def is_long(self) -> bool:
        return len(self.rows) > LONG

    @property
    def labelled(self) -> list[list[tuple[str, Cell]]]:
        """Each cell with the head of its column, for narrow screens."""
        heads = self.header or ["", *[""] * 20]
        return [list(zip(heads, row, strict=False)) for row in self.rows]


@dataclass(frozen=True, slots=True)
class Clock:
    """How long is left, in words beside a lamp."""

    lamp: Literal["good", "amber", "late"]
    says: str


@dataclass(slots=True)
class Shown:
    """`headline` is the answer; `facts` are (label, cell)."""

    headline: str = ""
    clock: Clock | None = None
    facts: list[tuple[str, Cell]] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)


def table(header: Sequence[str], rows: Iterable[Sequence[Cell]], caption: str = "") -> Table:
    """At most MOST_ROWS rows; columns that are empty in every row are left out."""
    listed = [list(row) for row in rows]
    kept = [n for n in range(len(header)) if any(row[n] for row in listed)]
    shown = [[row[n] for n in kept] for row in listed[:MOST_ROWS]]
    return Table([header[n] for n in kept], shown, caption, max(0, len(listed) - MOST_ROWS))


def facts(pairs: Iterable[tuple[str, Cell]]) -> list[tuple[str, Cell]]:
    """Those that have something to say."""
    return [(label, cell) for label, cell in pairs if cell]
