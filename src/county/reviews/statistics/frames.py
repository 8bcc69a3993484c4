"""Published tables as sums over base cells. Pure: no Django, no clock.

    frame = Frame(tables=("agency", "item"), columns=("1", "2"), counts={("A", "x"): (9, 1), ("B", "y"): (30, 4)})

A frame is a table of base cells: each row of it lies in one row of every published table, and every published cell
(a row of a table or the row of all; one column or all of them) is a sum over base cells.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
Labels = tuple[str, ...]
Cell = tuple[str, str, str]
"""Table, row, column."""
ALL = ""
"""The table that has one row, of everything; the column that is the sum of all columns."""


@dataclass(frozen=True)
class Frame:
    """`counts`: base cells, by their row in each table. `importance`: of a table, dearer ones are held back later.

    `apart`: columns that only some base rows can have, those rows nothing else: never exchanged for other columns.
    `also`: cells that are held back whatever their count. `telling`: columns that rests must not consist of alone.
    """

    tables: tuple[str, ...]
    columns: tuple[str, ...]
    counts: Mapping[Labels, Sequence[int]]
    importance: tuple[int, ...] = ()
    apart: frozenset[str] = frozenset()
    also: frozenset[Cell] = frozenset()
    telling: frozenset[str] = frozenset()

    def base_of(self, cell: Cell) -> frozenset[tuple[Labels, str]]:
        """The base cells that a published cell sums."""
        table, row, column = cell
        columns = self.columns if column == ALL else (column,)
        return frozenset((labels, one) for labels in self.counts for one in columns
                         if table == ALL or labels[self.tables.index(table)] == row)

    def cells(self) -> list[Cell]:
        """Every cell that could be published, the row of all first."""
        rows = [(name, row) for at, name in enumerate(self.tables) for row in sorted({one[at] for one in self.counts})]
        return [(table, row, column) for table, row in [(ALL, ALL), *rows] for column in (*self.columns, ALL)]


class Grid:
    """A frame as arrays. Rows of all tables are numbered together, 0 is the row of all; the last column is the sum.

    `of`: table × base row → row. `truth`: column × base row. `beside`: base rows of the columns that are apart.
    `members`: row → base rows. Behind the rows of the tables come `hidden` ones, sums that no table has.
    """

    def __init__(self, frame: Frame) -> None:
        self.frame, self.width = frame, len(frame.columns)
        self.labels = sorted(frame.counts)
        self.rows: list[tuple[str, str]] = [(ALL, ALL)]
        self.of = np.array([self._numbered(at) for at in range(len(frame.tables))], dtype=np.int64)
        self.truth: Ints = np.array([list(frame.counts[one]) for one in self.labels], dtype=np.int64).T.copy()
        self.apart = [one for one, name in enumerate(frame.columns) if name in frame.apart]
        self.beside: Bools = np.array((self.truth[self.apart] > 0).any(axis=0), dtype=bool)
        self.members = self._members()
        self.hidden: list[Ints] = []
        self.hidden_of: list[list[int]] = [[] for _label in self.labels]

    def hide(self, hidden: Sequence[Ints]) -> None:
        """Sums over base rows that are never published and cost nothing."""
        for members in hidden:
            for at in members.tolist():
                self.hidden_of[at].append(len(self.members))
            self.members.append(members)
            self.hidden.append(members)

    def sums(self, base: Ints) -> Ints:
        """Row × column: every cell of such a table of base cells."""
        shown = len(self.rows)
        found = np.zeros((len(self.members), self.width + 1), dtype=np.int64)
        for column in range(self.width):
            found[0, column] = base[column].sum()
            for rows in self.of:
                found[:shown, column] += np.bincount(rows, base[column], shown).astype(np.int64)
        for row, members in enumerate(self.hidden, shown):
            found[row, :-1] = base[:, members].sum(axis=1)
        found[:, -1] = found[:, :-1].sum(axis=1)
        return found

    def cell(self, row: int, column: int) -> Cell:
        table, name = self.rows[row]
        return table, name, self.frame.columns[column] if column < self.width else ALL

    def importance(self) -> list[int]:
        """Of the table of each row but the first; of what is hidden none."""
        given = dict(zip(self.frame.tables, self.frame.importance or (1,) * len(self.frame.tables), strict=True))
        return [*(given[table] for table, _row in self.rows[1:]), *(0 for _members in self.hidden)]

    def _numbered(self, at: int) -> list[int]:
        names = sorted({one[at] for one in self.labels})
        known = {name: len(self.rows) + number for number, name in enumerate(names)}
        self.rows += [(self.frame.tables[at], name) for name in names]
        return [known[one[at]] for one in self.labels]

    def _members(self) -> list[Ints]:
        """The base rows of each row."""
        found: list[Ints] = [np.arange(len(self.labels), dtype=np.int64)]
        for rows in self.of:
            ordered = np.argsort(rows, kind="stable")
            ends = np.flatnonzero(np.diff(rows[ordered])) + 1
            found += np.split(ordered, ends)
        return found
