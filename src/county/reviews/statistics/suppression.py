"""Which cells of published tables are held back, so that no small count can be worked out. Pure: no Django, no clock.

    frame = Frame(tables=("agency", "item"), columns=("1", "2"), counts={("A", "x"): (9, 1), ("B", "y"): (30, 4)})
    held = suppress(frame, smallest=5)

A frame is a table of base cells: each row of it lies in one row of every published table, and every published cell
(a row of a table or the row of all; one column or all of them) is a sum over base cells. Held back are

- every cell with 0 < count < smallest, and every cell, zeros too, of a row that has fewer than `smallest` in all;
- further cells, the smallest and least important first, until each held-back cell can still have values that lie at
  least `smallest` apart, whatever an attacker adds up and takes away.

The last is proven, not hoped for: for each held-back cell two whole tables of base cells are kept (`Held.proofs`) in
which every published number is the same and nothing is negative. They are reached from the true counts by moves that
change no published cell. The attacker is taken to know which base rows exist. `derivable` looks at it from the other
side, by elimination over fractions.

Zeros in other rows are shown: nobody stands behind them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
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
WORTH = 20
"""Of a cell however small its count: two small cells are dearer than one."""
OF_ALL, SUMS = 2000, 10
"""How much dearer the row of all is, and the sums of rows."""
TRIED = 16


@dataclass(frozen=True)
class Frame:
    """`counts`: base cells, by their row in each table. `importance`: of a table, dearer ones are held back later.

    `apart`: columns that only some base rows can have, those rows nothing else: never exchanged for other columns.
    `also`: cells that are held back whatever their count.
    """

    tables: tuple[str, ...]
    columns: tuple[str, ...]
    counts: Mapping[Labels, Sequence[int]]
    importance: tuple[int, ...] = ()
    apart: frozenset[str] = frozenset()
    also: frozenset[Cell] = frozenset()

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


@dataclass(frozen=True)
class Held:
    """`cells`: what is held back. `proofs`: for each, two tables of base cells that agree on all that is published."""

    cells: frozenset[Cell]
    proofs: Mapping[Cell, tuple[Mapping[Labels, Sequence[int]], Mapping[Labels, Sequence[int]]]]


def suppress(frame: Frame, smallest: int) -> Held:
    """Always the same cells for the same counts."""
    return _Work(frame, smallest).done() if frame.counts else Held(frozenset(), {})


@dataclass(frozen=True, slots=True)
class _Move:
    """Base cells (row, column, one more or one fewer), how often it can be made, what it costs to hold back."""

    score: float
    room: int
    changes: tuple[tuple[int, int, int], ...]


class _Work:
    """The search. Rows of all tables are numbered together, 0 is the row of all; the last column is the sum."""

    def __init__(self, frame: Frame, smallest: int) -> None:
        self.frame, self.smallest, self.width = frame, smallest, len(frame.columns)
        self.labels = sorted(frame.counts)
        self.rows: list[tuple[str, str]] = [(ALL, ALL)]
        self.of = self._number_rows()
        self.truth: Ints = np.array([list(frame.counts[one]) for one in self.labels], dtype=np.int64)
        self.apart = [one for one, name in enumerate(frame.columns) if name in frame.apart]
        self.beside: Bools = np.array((self.truth[:, self.apart] > 0).any(axis=1), dtype=bool)
        self.value = self._values(self.truth)
        self.held = self._held_first()
        self.low, self.high = self.value.copy(), self.value.copy()
        self.ends: dict[tuple[int, int, int], Ints] = {}
        worth = np.array([OF_ALL, *(self._importance(table) for table, _row in self.rows[1:])], dtype=np.float64)
        self.weight: Floats = (self.value + WORTH) * worth[:, None]
        self.weight[:, self.width] *= SUMS
        self.weight[0, self.width] *= OF_ALL

    def done(self) -> Held:
        while todo := self._unproven():
            for row, column in todo:
                if self._need(row, column) > 0:
                    self._spread(row, column)
        cells = {self._cell(row, column): (row, column) for row, column in np.argwhere(self.held).tolist()}
        return Held(frozenset(cells), {name: (self._base(*at, -1), self._base(*at, 1)) for name, at in cells.items()})

    def _number_rows(self) -> Ints:
        places = np.zeros((len(self.labels), len(self.frame.tables)), dtype=np.int64)
        for at, table in enumerate(self.frame.tables):
            names = sorted({one[at] for one in self.labels})
            known = {name: len(self.rows) + number for number, name in enumerate(names)}
            self.rows += [(table, name) for name in names]
            places[:, at] = [known[one[at]] for one in self.labels]
        return places

    def _importance(self, table: str) -> int:
        given = self.frame.importance
        return given[self.frame.tables.index(table)] if given else 1

    def _values(self, base: Ints) -> Ints:
        sums = np.zeros((len(self.rows), self.width + 1), dtype=np.int64)
        sums[0, :-1] = base.sum(axis=0)
        for at in range(self.of.shape[1]):
            np.add.at(sums[:, :-1], self.of[:, at], base)
        sums[:, -1] = sums[:, :-1].sum(axis=1)
        return sums

    def _held_first(self) -> Bools:
        few: Bools = np.array((self.value > 0) & (self.value < self.smallest), dtype=bool)
        wanted = [[self._cell(row, column) in self.frame.also for column in range(self.width + 1)]
                  for row in range(len(self.rows))]
        held: Bools = few | few[:, -1:] | np.array(wanted, dtype=bool)
        return held & self._possible()

    def _possible(self) -> Bools:
        """Cells that are zero because no base row has such a column tell nothing and are never held back."""
        can: Ints = np.tile(~self.beside[:, None], (1, self.width)).astype(np.int64)
        can[:, self.apart] = self.beside[:, None].astype(np.int64)
        possible: Bools = self._values(can) > 0
        return possible

    def _need(self, row: int, column: int) -> int:
        return self.smallest - int(self.high[row, column] - self.low[row, column])

    def _unproven(self) -> list[tuple[int, int]]:
        """Held-back cells whose values do not lie far enough apart yet: of the row of all first, then the smallest."""
        near = np.argwhere(self.held & (self.high - self.low < self.smallest)).tolist()
        return sorted(((row, column) for row, column in near), key=lambda at: (at[0] > 0, self.value[at], at))

    def _spread(self, row: int, column: int) -> None:
        """Walk from the true counts up and down until the cell has been so far apart."""
        ends = {1: self.truth.copy(), -1: self.truth.copy()}
        while (need := self._need(row, column)) > 0:
            move, way = self._cheapest(ends, row, column, need)
            for at, number, sign in move.changes:
                ends[way][at, number] += sign * min(move.room, need)
            self._note(ends[way])

    def _cheapest(self, ends: Mapping[int, Ints], row: int, column: int, need: int) -> tuple[_Move, int]:
        """The first move that costs nothing, else the cheapest; one more somewhere is always possible."""
        found = []
        for way in (1, -1):
            for move in self._moves(ends[way], row, column, way, need):
                if move.score == 0:
                    return move, way
                found.append((move, way))
        return min(found, key=lambda one: (one[0].score, -one[0].room))

    def _note(self, base: Ints) -> None:
        """A table that agrees with what is published: what it changes is held back, how far it goes is kept."""
        after, kept = self._values(base), base.copy()
        self.held |= after != self.value
        for way, known in ((1, self.high), (-1, self.low)):
            beyond = (after - known) * way > 0
            for row, column in np.argwhere(beyond).tolist():
                self.ends[row, column, way] = kept
            known[beyond] = after[beyond]

    def _moves(self, base: Ints, row: int, column: int, way: int, need: int) -> Iterator[_Move]:
        inside: Bools = np.ones(len(self.labels), dtype=bool) if row == 0 else (self.of == row).any(axis=1)
        weight = np.where(self.held, 0.0, self.weight)
        if row and column < self.width and column not in self.apart:
            yield from self._crossed(base, inside, weight, column, way, need)
        if column < self.width and self.held[0, column] and column not in self.apart:
            yield from self._slanted(base, inside, weight, column, way, need)
        if row:
            yield from self._between_rows(base, inside, weight, column, way, need)
        if column < self.width and column not in self.apart:
            yield from self._between_columns(base, inside, weight, column, way, need)
        if way > 0:
            yield self._one_more(inside, weight, column, need)

    def _crossed(self, base: Ints, inside: Bools, weight: Floats, column: int, way: int, need: int
                 ) -> Iterator[_Move]:
        """One more here, one fewer in another row of the same column, and back in another column: no sum changes."""
        for other in range(self.width):
            if other == column or other in self.apart:
                continue
            gives, takes = (other, column) if way > 0 else (column, other)
            here = np.flatnonzero(inside & (base[:, gives] > 0))
            there = np.flatnonzero(~inside & (base[:, takes] > 0))
            cells = weight[:, column] + weight[:, other]
            for one, two, score, room in self._pairs(here, there, base[:, gives], base[:, takes], cells, need):
                yield _Move(score, room, ((one, column, way), (one, other, -way), (two, column, -way),
                                          (two, other, way)))

    def _pairs(self, here: Ints, there: Ints, has: Ints, got: Ints, cells: Floats, need: int
               ) -> Iterator[tuple[int, int, float, int]]:
        """The best partner of each of the fewer side: (here, there, cost for each, how often)."""
        turned = len(there) < len(here)
        few, many, mine, theirs = (there, here, got, has) if turned else (here, there, has, got)
        if not many.size:
            return
        for one in few[np.argsort(-mine[few], kind="stable")][:TRIED].tolist():
            cost = ((self.of[many] != self.of[one]) * (cells[self.of[many]] + cells[self.of[one]])).sum(axis=1)
            room = np.minimum(theirs[many], mine[one])
            score = cost / np.minimum(room, need)
            at = int(np.lexsort((-room, score))[0])
            pair = (int(many[at]), one) if turned else (one, int(many[at]))
            yield *pair, float(score[at]), int(room[at])

    def _between_rows(self, base: Ints, inside: Bools, weight: Floats, column: int, way: int,
                      need: int) -> Iterator[_Move]:
        """One more in this row, one fewer in another row of the same column: the sums of both rows change."""
        without_end = np.full(len(self.labels), need, dtype=np.int64)
        for one in range(self.width) if column == self.width else (column,):
            fits = self.beside == (one in self.apart)
            here, there = inside & fits, ~inside & fits
            has, got = (without_end, base[:, one]) if way > 0 else (base[:, one], without_end)
            pairs = self._pairs(np.flatnonzero(here & (has > 0)), np.flatnonzero(there & (got > 0)), has, got,
                                weight[:, one] + weight[:, self.width], need)
            for mine, theirs, score, room in pairs:
                yield _Move(score, room, ((mine, one, way), (theirs, one, -way)))

    def _between_columns(self, base: Ints, inside: Bools, weight: Floats, column: int, way: int,
                         need: int) -> Iterator[_Move]:
        """One more in this column and one fewer in another of the same base row: the row of all changes in both."""
        for other in range(self.width):
            source = other if way > 0 else column
            here = np.flatnonzero(inside & (base[:, source] > 0))
            if other == column or other in self.apart or not here.size:
                continue
            cost = weight[self.of[here]][:, :, [column, other]].sum(axis=(1, 2)) + weight[0, [column, other]].sum()
            score = cost / np.minimum(base[here, source], need)
            at = int(np.argmin(score))
            yield _Move(float(score[at]), int(base[here[at], source]),
                        ((int(here[at]), column, way), (int(here[at]), other, -way)))

    def _slanted(self, base: Ints, inside: Bools, weight: Floats, column: int, way: int, need: int
                 ) -> Iterator[_Move]:
        """One more here, one fewer in another row and another column, where the row of all holds both back anyway."""
        mine, without_end = weight[:, column] + weight[:, self.width], np.full(len(self.labels), need, dtype=np.int64)
        for other in np.flatnonzero(self.held[0, :-1]).tolist():
            if other == column or other in self.apart:
                continue
            theirs = weight[:, other] + weight[:, self.width]
            has, got = (without_end, base[:, other]) if way > 0 else (base[:, column], without_end)
            there = np.flatnonzero(~self.beside & (got > 0))
            here = np.flatnonzero(inside & ~self.beside & (has > 0))
            for one in here[:TRIED].tolist() if there.size else ():
                cost = (mine[self.of[one]] + theirs[self.of[there]]).sum(axis=1)
                score = cost / np.minimum(np.minimum(got[there], has[one]), need)
                at = int(np.argmin(score))
                yield _Move(float(score[at]), int(min(got[there[at]], has[one])),
                            ((one, column, way), (int(there[at]), other, -way)))

    def _one_more(self, inside: Bools, weight: Floats, column: int, need: int) -> _Move:
        """One more of all: the sums change up to the row of all. Dear, but always possible."""
        found = []
        for one in range(self.width) if column == self.width else (column,):
            here = np.flatnonzero(inside & (self.beside == (one in self.apart)))
            if here.size:
                ends = [one, self.width]
                cost = weight[self.of[here]][:, :, ends].sum(axis=(1, 2)) + weight[0, ends].sum()
                at = int(np.argmin(cost))
                found.append(_Move(float(cost[at]) / need, need, ((int(here[at]), one, 1),)))
        return min(found, key=lambda move: move.score)

    def _cell(self, row: int, column: int) -> Cell:
        table, name = self.rows[row]
        return table, name, self.frame.columns[column] if column < self.width else ALL

    def _base(self, row: int, column: int, way: int) -> Mapping[Labels, Sequence[int]]:
        found = self.ends.get((row, column, way), self.truth)
        return {one: tuple(numbers) for one, numbers in zip(self.labels, found.tolist(), strict=True)}
