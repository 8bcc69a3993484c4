"""What a corrected edition no longer shows. Ratings were taken out: every number that they change is withdrawn, so that
no two editions of a month differ in any number that both show, and nothing small is the difference of two.

More numbers go with them until a reader who compares both editions cannot tell closer than `smallest` how many ratings
any of the withdrawn numbers lost. What was held back before stays so. Pure: no Django, no clock.
"""

from __future__ import annotations

from collections.abc import Collection

import numpy as np

from county.reviews.statistics.frames import ALL, Bools, Cell, Floats, Frame, Grid, Ints, Labels

Base = tuple[Labels, str]
OF_ALL = 1000


def withdrawn(frame: Frame, held: frozenset[Cell], changed: Collection[Base], smallest: int) -> frozenset[Cell]:
    """Everything held back once ratings of these base cells left. `frame`: the counts of the first edition.

    All of them are of columns that are apart, or none is: the reader is told which kind of ratings left.
    """
    work = _Withdrawal(Grid(frame), held, changed)
    while (cell := work.too_narrow(smallest)) is not None:
        work.withdraw(work.cheapest(cell))
    return work.cells()


class _Withdrawal:
    """`before`, `after`: row × column, what is not shown. Base cells are (number of their base row, column)."""

    def __init__(self, grid: Grid, held: frozenset[Cell], changed: Collection[Base]) -> None:
        self.grid = grid
        self.at = {label: number for number, label in enumerate(grid.labels)}
        self.before = self._mask(held)
        self.after = self.before.copy()
        self.worth: Floats = np.array([OF_ALL, *grid.importance()], dtype=np.float64)
        self.could: Ints = self._could_leave(changed)
        for labels, column in changed:
            self.withdraw((self.at[labels], grid.frame.columns.index(column)))

    def withdraw(self, base: tuple[int, int]) -> None:
        """Every number that one rating more or less in a base cell would change."""
        number, column = base
        self.after[np.ix_([0, *self.grid.of[:, number]], [column, self.grid.width])] = True

    def too_narrow(self, smallest: int) -> tuple[int, int] | None:
        """A withdrawn number that can only have lost fewer than `smallest`, though more ratings stand behind it."""
        could, open_ = self.could, self._open()
        lost, kept = self.grid.sums(could * open_), self.grid.sums(could * ~open_)
        narrow = np.argwhere(self.after & ~self.before & (lost < smallest) & (kept > 0)).tolist()
        return min(((row, column) for row, column in narrow), key=lambda at: self.grid.cell(*at), default=None)

    def cheapest(self, cell: tuple[int, int]) -> tuple[int, int]:
        """The base cell of a number from which nothing can have gone yet that costs the fewest numbers more."""
        row, column = cell
        inside = np.zeros(len(self.grid.labels), dtype=bool)
        inside[self.grid.members[row]] = True
        columns = np.arange(self.grid.width) if column == self.grid.width else np.array([column])
        closed = ((self.could > 0) & ~self._open() & inside)[columns]
        of_column, number = np.nonzero(closed)
        found = columns[of_column]
        shown = (~self.after) * self.worth[:, None]
        cost = sum((shown[rows, found] + shown[rows, self.grid.width] for rows in self.grid.of[:, number]),
                   shown[0, found] + shown[0, self.grid.width])
        at = int(np.lexsort((found, number, cost))[0])
        return int(number[at]), int(found[at])

    def cells(self) -> frozenset[Cell]:
        return frozenset(self.grid.cell(row, column) for row, column in np.argwhere(self.after).tolist())

    def _open(self) -> Bools:
        """Base cells (column × base row) that may have lost ratings: no number that is still shown would say so."""
        rows = self.after[:, :-1] & self.after[:, -1:]
        found: Bools = np.logical_and.reduce([rows[of] for of in self.grid.of]).T & rows[0][:, None]
        return found

    def _could_leave(self, changed: Collection[Base]) -> Ints:
        """The counts of the columns of the kind that left."""
        is_apart = {column in self.grid.frame.apart for _labels, column in changed} == {True}
        kind = np.array([(name in self.grid.frame.apart) == is_apart for name in self.grid.frame.columns])
        found: Ints = self.grid.truth * kind[:, None]
        return found

    def _mask(self, cells: frozenset[Cell]) -> Bools:
        names = {name: number for number, name in enumerate((*self.grid.frame.columns, ALL))}
        rows = {row: number for number, row in enumerate(self.grid.rows)}
        found = np.zeros((len(self.grid.rows), self.grid.width + 1), dtype=bool)
        for table, row, column in cells:
            found[rows[table, row], names[column]] = True
        return found
