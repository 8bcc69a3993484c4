"""What is left of rows of one table when the rows of others that lie wholly inside them are taken away. Pure.

A unit less the only channel that it alone uses, two halls less the matters that are done nowhere else, a hall less a
matter and a channel: such a rest is no published cell, but whoever reads the tables can work it out. Small ones must
stay as open as small cells. Not looked for: what only longer chains of tables would tell.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import permutations

import numpy as np

from county.reviews.statistics.frames import Bools, Floats, Grid, Ints


@dataclass(frozen=True, slots=True)
class Rest:
    """Base rows, and in which columns (the last is the sum) their sum must stay open."""

    members: Ints
    columns: Bools


def small_rests(grid: Grid, value: Ints, smallest: int) -> list[Rest]:
    """Of each row, the rows of another table that it touches, less all rows of its own table that lie inside those; and
    each row less rows of several tables."""
    found: dict[bytes, Rest] = {}
    for column in range(grid.width + 1):
        alive = _alive(grid, value, column)
        pairs = (_Pair(grid, value, *pair, alive) for pair in permutations(range(len(grid.of)), 2))
        left = [rest for pair in pairs for rest in _between(pair, column, smallest)]
        for rest in (*left, *_Peeled(grid, alive, column, smallest).rests()):
            known = found.setdefault(rest.members.tobytes(), rest)
            known.columns[:] |= rest.columns
    return list(found.values())


class _Pair:
    """Rows of a table (`around`) that rows of another (`taken`) touch, by base rows that can have something.

    `touches`: around × taken. `inside`: taken × taken, whether the second lies in what the first touches.
    """

    def __init__(self, grid: Grid, value: Ints, around: int, taken: int, alive: Bools) -> None:
        self.grid, self.alive, self.around, self.taken = grid, alive, grid.of[around], grid.of[taken]
        self.first, self.value = (int(self.around.min()), int(self.taken.min())), value
        self.size = int(self.around.max()) - self.first[0] + 1, int(self.taken.max()) - self.first[1] + 1
        self.touches: Bools = np.zeros(self.size, dtype=bool)
        self.touches[self.around[alive] - self.first[0], self.taken[alive] - self.first[1]] = True
        as_numbers = self.touches.astype(np.float32)
        often = as_numbers.sum(axis=0)
        self.inside: Bools = (as_numbers.T @ as_numbers == often) & (often > 0)

    def sums(self) -> Ints:
        """Taken × column: what is left around each."""
        rows, others = (self.value[first : first + size].astype(np.float64)
                        for first, size in zip(self.first, self.size, strict=True))
        left: Floats = self.touches.T.astype(np.float64) @ rows - self.inside.astype(np.float64) @ others
        return np.rint(left).astype(np.int64)

    def members(self, at: int) -> Ints:
        of_these = self.touches[self.around - self.first[0], at] & ~self.inside[at, self.taken - self.first[1]]
        return np.flatnonzero(self.alive & of_these)


def _between(pair: _Pair, column: int, smallest: int) -> Iterator[Rest]:
    """By all base rows: in every column. By those of one column: in that column."""
    open_ = _small(pair.grid, pair.sums(), column, smallest)
    for at in np.flatnonzero(open_.any(axis=1)).tolist():
        if (members := pair.members(at)).size:
            yield Rest(members, open_[at].copy())


class _Peeled:
    """Each row of a table less the rows of the others that lie inside it, table after table; and what a row that such a
    rest lies in has besides. By base rows that can have something in a column."""

    def __init__(self, grid: Grid, alive: Bools, column: int, smallest: int) -> None:
        self.grid, self.alive, self.column, self.smallest = grid, alive, column, smallest
        of_alive = grid.of[:, alive]
        self.size = np.bincount(of_alive.ravel(), minlength=len(grid.rows))

    def rests(self) -> Iterator[Rest]:
        tables = frozenset(range(len(self.grid.of)))
        for table, rows in enumerate(self.grid.of):
            for row in np.unique(rows[self.alive]).tolist():
                yield from self._less(self._members(row), tables - {table})

    def _less(self, members: Ints, tables: frozenset[int]) -> Iterator[Rest]:
        for table in sorted(tables):
            rows = self.grid.of[table, members]
            inside = np.bincount(rows, minlength=len(self.size)) == self.size
            left = members[~inside[rows]]
            if 0 < left.size < members.size:
                yield from self._open(left)
                yield from self._besides(left)
                yield from self._less(left, tables - {table})

    def _besides(self, members: Ints) -> Iterator[Rest]:
        for rows in self.grid.of[:, members]:
            if (rows == rows[0]).all():
                yield from self._open(np.setdiff1d(self._members(int(rows[0])), members, assume_unique=True))

    def _open(self, members: Ints) -> Iterator[Rest]:
        sums = self.grid.truth[:, members].sum(axis=1)
        columns = _small(self.grid, np.array([[*sums, sums.sum()]]), self.column, self.smallest)[0]
        if columns.any():
            yield Rest(members, columns)

    def _members(self, row: int) -> Ints:
        members = self.grid.members[row]
        return members[self.alive[members]]


def _small(grid: Grid, sums: Ints, column: int, smallest: int) -> Bools:
    """In a column; in the sum, and then in all of a rest that has few or in which everybody was discontented."""
    few: Bools = np.array((sums > 0) & (sums < smallest), dtype=bool)
    if column == grid.width:
        names = grid.frame.columns
        telling = sums[:, [at for at, one in enumerate(names) if one in grid.frame.telling]].sum(axis=1)
        others = sums[:, [at for at, one in enumerate(names) if one not in grid.frame.telling | grid.frame.apart]]
        alone = (telling > 0) & (others.sum(axis=1) == 0)
        few |= few[:, -1:] | alone[:, None]
        return few
    few[:, np.arange(sums.shape[1]) != column] = False
    return few


def _alive(grid: Grid, value: Ints, column: int) -> Bools:
    """Base rows that can have something in a column: no row that they lie in shows a zero there."""
    found: Bools = np.logical_and.reduce(value[grid.of, column] > 0)
    return found
