"""Which cells of published tables are held back, so that no small count can be worked out. Pure: no Django, no clock.

    held = suppress(frame, smallest=5)

Held back are

- every cell with 0 < count < smallest, and every cell, zeros too, of a row that has fewer than `smallest` in all;
- further cells, the smallest and least important first, until each held-back cell can still have values that lie at
  least `smallest` apart, whatever an attacker adds up and takes away; and so can every small rest, of rows of one table
  less the rows of another that lie inside them (`rests`), though it is no cell.

The last is proven, not hoped for: for each held-back cell there are two whole tables of base cells (`Held.proofs`) in
which every published number is the same and nothing is negative. They are reached from the true counts by moves that
change no published cell; the moves are kept, the tables are made when they are asked for. The attacker is taken to know
which base rows exist. `derivable` looks at it from the other side, by elimination over fractions.

Zeros in other rows are shown: nobody stands behind them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Generic, NamedTuple, TypeVar

import numpy as np

from county.reviews.statistics.frames import ALL, Bools, Cell, Frame, Grid, Ints, Labels
from county.reviews.statistics.moves import Costs, Move, Moves
from county.reviews.statistics.rests import small_rests

__all__ = ["ALL", "Cell", "Frame", "Held", "Labels", "Open", "suppress"]
Table = Mapping[Labels, Sequence[int]]
Open = tuple[frozenset[Labels], str]
"""A rest: its base rows, a column."""
Of = TypeVar("Of")


@dataclass(frozen=True)
class Held:
    """`cells`: what is held back. `proofs`: for each, two tables of base cells that agree on all that is published.

    `rests`: the same for the small rests, which no table has.
    """

    cells: frozenset[Cell]
    proofs: Mapping[Cell, tuple[Table, Table]]
    rests: Mapping[Open, tuple[Table, Table]] = field(default_factory=dict)


def suppress(frame: Frame, smallest: int) -> Held:
    """Always the same cells for the same counts."""
    return _Search(Grid(frame), smallest).done() if frame.counts else Held(frozenset(), {})


class _Trail(NamedTuple):
    """The way from the true counts to a table: its last move, how often, and the trail before; None is the truth."""

    before: _Trail | None
    move: Move
    times: int


class _Proofs(Mapping[Of, tuple[Table, Table]], Generic[Of]):
    """Two tables for each held-back cell, the fewest and the most; made when they are asked for."""

    def __init__(self, grid: Grid, trails: Mapping[Of, tuple[_Trail | None, _Trail | None]]) -> None:
        self._grid, self._trails = grid, trails

    def __getitem__(self, cell: Of) -> tuple[Table, Table]:
        low, high = self._trails[cell]
        return self._table(low), self._table(high)

    def __iter__(self) -> Iterator[Of]:
        return iter(self._trails)

    def __len__(self) -> int:
        return len(self._trails)

    def _table(self, trail: _Trail | None) -> Table:
        base = self._grid.truth.copy()
        while trail is not None:
            for at, column, sign in trail.move.changes:
                base[column, at] += sign * trail.times
            trail = trail.before
        return dict(zip(self._grid.labels, map(tuple, base.T.tolist()), strict=True))


class _Walk:
    """A table on its way from the true counts. `beyond`: how far each cell and rest is from its true value."""

    def __init__(self, base: Ints) -> None:
        self.base = base
        self.trail: _Trail | None = None
        self.beyond: dict[tuple[int, int], int] = {}

    def go(self, move: Move, times: int, grid: Grid) -> set[tuple[int, int]]:
        """The cells and rests in which the move changes something."""
        touched = set()
        for at, column, sign in move.changes:
            self.base[column, at] += sign * times
            for row in (0, *grid.of[:, at].tolist(), *grid.hidden_of[at]):
                for one in (column, grid.width):
                    self.beyond[row, one] = self.beyond.get((row, one), 0) + sign * times
                    touched.add((row, one))
        self.trail = _Trail(self.trail, move, times)
        return touched

    def back(self) -> None:
        """To the true counts again."""
        while self.trail is not None:
            for at, column, sign in self.trail.move.changes:
                self.base[column, at] -= sign * self.trail.times
            self.trail = self.trail.before
        self.beyond = {}


class _Search:
    """`reach`: how far up (1) and down (-1) each cell and rest has been, and the trail that led there."""

    def __init__(self, grid: Grid, smallest: int) -> None:
        self.grid, self.smallest, self.shown = grid, smallest, len(grid.rows)
        self.rests = small_rests(grid, grid.sums(grid.truth), smallest)
        grid.hide([one.members for one in self.rests])
        self.value = grid.sums(grid.truth)
        self.costs = Costs(grid, self.value, self._held_first())
        self.moves = Moves(grid, self.costs)
        self.reach: dict[int, Ints] = {way: np.zeros_like(self.value) for way in (1, -1)}
        self.trails: dict[tuple[int, int, int], _Trail | None] = {}
        self.walks = {way: _Walk(grid.truth.copy()) for way in (1, -1)}

    def done(self) -> Held:
        while todo := self._unproven():
            for row, column in todo:
                self._spread(row, column)
        trails = {(row, column): (self.trails.get((row, column, -1)), self.trails.get((row, column, 1)))
                  for row, column in np.argwhere(self.costs.held).tolist()}
        cells = {self.grid.cell(*at): both for at, both in trails.items() if at[0] < self.shown}
        rests = {self._rest(*at): both for at, both in trails.items() if at[0] >= self.shown}
        return Held(frozenset(cells), _Proofs(self.grid, cells), _Proofs(self.grid, rests))

    def _rest(self, row: int, column: int) -> Open:
        labels = frozenset(self.grid.labels[at] for at in self.grid.members[row].tolist())
        return labels, self.grid.cell(0, column)[2]

    def _held_first(self) -> Bools:
        few: Bools = np.array((self.value > 0) & (self.value < self.smallest), dtype=bool)
        wanted = [[self.grid.cell(row, column) in self.grid.frame.also for column in range(self.grid.width + 1)]
                  for row in range(self.shown)]
        held: Bools = few | few[:, -1:]
        held[: self.shown] |= np.array(wanted, dtype=bool)
        held[self.shown :] = [one.columns for one in self.rests] or held[self.shown :]
        return held & self._possible()

    def _possible(self) -> Bools:
        """Cells that are zero because no base row has such a column tell nothing and are never held back."""
        can: Ints = np.tile(~self.grid.beside, (self.grid.width, 1)).astype(np.int64)
        can[self.grid.apart] = self.grid.beside.astype(np.int64)
        possible: Bools = self.grid.sums(can) > 0
        return possible

    def _need(self, row: int, column: int) -> int:
        return self.smallest - int(self.reach[1][row, column] + self.reach[-1][row, column])

    def _unproven(self) -> list[tuple[int, int]]:
        """Held-back cells and rests whose values do not lie far enough apart yet: of the row of all first, then the
        smallest."""
        near = np.argwhere(self.costs.held & (self.reach[1] + self.reach[-1] < self.smallest)).tolist()
        return sorted(((row, column) for row, column in near), key=lambda at: (at[0] > 0, self.value[at], at))

    def _spread(self, row: int, column: int) -> None:
        """Walk from the true counts up and down until the cell has been so far apart."""
        ends = {way: walk.base for way, walk in self.walks.items()}
        while (need := self._need(row, column)) > 0:
            move, way = self.moves.cheapest(ends, row, column, need)
            self._note(self.walks[way], self.walks[way].go(move, min(move.room, need), self.grid))
        for walk in self.walks.values():
            walk.back()

    def _note(self, walk: _Walk, touched: set[tuple[int, int]]) -> None:
        """A table that agrees with what is published: what it changes is held back, how far it goes is kept."""
        for at in touched:
            if beyond := walk.beyond[at]:
                if at[0] < self.shown:
                    self.costs.hold(*at)
                way = 1 if beyond > 0 else -1
                if abs(beyond) > self.reach[way][at]:
                    self.reach[way][at] = abs(beyond)
                    self.trails[(*at, way)] = walk.trail
