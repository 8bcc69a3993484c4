"""Moves: base cells that change while as little as possible of what is published changes with them. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from county.reviews.statistics.frames import Bools, Floats, Grid, Ints

WORTH = 20
"""Of a cell however small its count: two small cells are dearer than one."""
OF_ALL, SUMS = 2000, 10
"""How much dearer the row of all is, and the sums of rows."""
TRIED = 16


@dataclass(frozen=True, slots=True)
class Move:
    """Base cells (row, column, one more or one fewer), how often it can be made, what it costs to hold back."""

    score: float
    room: int
    changes: tuple[tuple[int, int, int], ...]


@dataclass(frozen=True, slots=True)
class Wanted:
    """A cell that is to be one more (`way` 1) or one fewer (-1), `need` times; the base rows in its row and outside."""

    row: int
    column: int
    way: int
    need: int
    inside: Ints
    outside: Bools


class Costs:
    """What is held back, and what each further cell costs. `sums`: column × base row, what its rows cost together.

    Costs are whole numbers, so that sums that are taken down step by step end at nothing.
    """

    def __init__(self, grid: Grid, value: Ints, held: Bools) -> None:
        self.grid, self.held = grid, np.zeros_like(held)
        self.weight = self._weights(grid, value)
        self.sums: Floats = np.zeros((grid.width + 1, len(grid.labels)))
        for rows in grid.of:
            self.sums += self.weight[rows].T
        for row, column in np.argwhere(held).tolist():
            self.hold(row, column)

    def hold(self, row: int, column: int) -> None:
        if not self.held[row, column]:
            self.held[row, column] = True
            if row:
                self.sums[column, self.grid.members[row]] -= self.weight[row, column]
            self.weight[row, column] = 0.0

    @staticmethod
    def _weights(grid: Grid, value: Ints) -> Floats:
        worth = np.array([OF_ALL, *grid.importance()], dtype=np.float64)
        weight: Floats = (value + WORTH) * worth[:, None]
        weight[:, grid.width] *= SUMS
        weight[0, grid.width] *= OF_ALL
        return weight


class Moves:
    """The moves that a table of base cells (column × base row) allows."""

    def __init__(self, grid: Grid, costs: Costs) -> None:
        self.grid, self.costs, self.width = grid, costs, grid.width

    def cheapest(self, ends: Mapping[int, Ints], row: int, column: int, need: int) -> tuple[Move, int]:
        """The first move that costs nothing, else the cheapest; one more somewhere is always possible."""
        found, inside = [], self.grid.members[row]
        outside = np.ones(len(self.grid.labels), dtype=bool)
        outside[inside] = False
        for way in (1, -1):
            for move in self._moves(ends[way], Wanted(row, column, way, need, inside, outside)):
                if move.score == 0:
                    return move, way
                found.append((move, way))
        return min(found, key=lambda one: (one[0].score, -one[0].room))

    def _moves(self, base: Ints, to: Wanted) -> Iterator[Move]:
        is_plain = to.column < self.width and to.column not in self.grid.apart
        if to.row and is_plain:
            yield from self._crossed(base, to)
        if is_plain and self.costs.held[0, to.column]:
            yield from self._slanted(base, to)
        if to.row:
            yield from self._between_rows(base, to)
        if is_plain:
            yield from self._between_columns(base, to)
        if to.way > 0:
            yield self._one_more(to)

    def _crossed(self, base: Ints, to: Wanted) -> Iterator[Move]:
        """One more here, one fewer in another row of the same column, and back in another column: no sum changes."""
        for other in self._others(to):
            gives, takes = (other, to.column) if to.way > 0 else (to.column, other)
            here = to.inside[base[gives, to.inside] > 0]
            there = np.flatnonzero(to.outside & (base[takes] > 0)) if here.size else here
            for one, two, score, room in self._pair(here, there, base[gives], base[takes], (to.column, other), to.need):
                yield Move(score, room, ((one, to.column, to.way), (one, other, -to.way), (two, to.column, -to.way),
                                         (two, other, to.way)))

    def _others(self, to: Wanted) -> list[int]:
        return [one for one in range(self.width) if one != to.column and one not in self.grid.apart]

    def _pair(self, here: Ints, there: Ints, has: Ints, got: Ints, columns: tuple[int, int], need: int
              ) -> Iterator[tuple[int, int, float, int]]:
        """The first partners that cost nothing, else the cheapest: (here, there, cost for each, how often).

        Each of the fewer side is tried with all of the other; rows in which both lie do not change.
        """
        turned = len(there) < len(here)
        few, many, mine, theirs = (there, here, got, has) if turned else (here, there, has, got)
        if not few.size:
            return
        alone, often, of = self._cost(many, columns), np.minimum(theirs[many], need), self.grid.of[:, many]
        best: tuple[float, int, int, int] | None = None
        for one in few[np.argsort(-mine[few], kind="stable")][:TRIED].tolist():
            score = self._shared(one, of, columns, alone) / np.minimum(often, mine[one])
            least = float(score.min())
            ties = np.flatnonzero(score == least)
            room = np.minimum(theirs[many[ties]], mine[one])
            at = int(np.argmax(room))
            if best is None or (least, -int(room[at])) < best[:2]:
                best = least, -int(room[at]), one, int(many[ties[at]])
            if least == 0:
                break
        if best is not None:
            score_, room_, one, two = best
            yield (two, one, score_, -room_) if turned else (one, two, score_, -room_)

    def _cost(self, base_rows: Ints, columns: tuple[int, int]) -> Floats:
        """What the rows of these base rows cost in both columns."""
        cost: Floats = self.costs.sums[columns[0], base_rows] + self.costs.sums[columns[1], base_rows]
        return cost

    def _shared(self, one: int, of: Ints, columns: tuple[int, int], alone: Floats) -> Floats:
        """What this base row and each of many cost, without the rows that they share. `of`, `alone`: of the many."""
        sums, weight = self.costs.sums, self.costs.weight
        cost: Floats = alone + (sums[columns[0], one] + sums[columns[1], one])
        for row, rows in zip(self.grid.of[:, one].tolist(), of, strict=True):
            shared = weight[row, columns[0]] + weight[row, columns[1]]
            if shared:
                cost[rows == row] -= 2 * shared
        return cost

    def _between_rows(self, base: Ints, to: Wanted) -> Iterator[Move]:
        """One more in this row, one fewer in another row of the same column: the sums of both rows change."""
        without_end = np.full(len(self.grid.labels), to.need, dtype=np.int64)
        for one in range(self.width) if to.column == self.width else (to.column,):
            fits = self.grid.beside == (one in self.grid.apart)
            has, got = (without_end, base[one]) if to.way > 0 else (base[one], without_end)
            here = to.inside[fits[to.inside] & (has[to.inside] > 0)]
            there = np.flatnonzero(to.outside & fits & (got > 0))
            for mine, theirs, score, room in self._pair(here, there, has, got, (one, self.width), to.need):
                yield Move(score, room, ((mine, one, to.way), (theirs, one, -to.way)))

    def _between_columns(self, base: Ints, to: Wanted) -> Iterator[Move]:
        """One more in this column and one fewer in another of the same base row: the row of all changes in both."""
        for other in self._others(to):
            source = base[other if to.way > 0 else to.column]
            here = to.inside[source[to.inside] > 0]
            if not here.size:
                continue
            columns = (to.column, other)
            cost = self._cost(here, columns) + self.costs.weight[0, columns].sum()
            score = cost / np.minimum(source[here], to.need)
            at = int(np.argmin(score))
            yield Move(float(score[at]), int(source[here[at]]),
                       ((int(here[at]), to.column, to.way), (int(here[at]), other, -to.way)))

    def _slanted(self, base: Ints, to: Wanted) -> Iterator[Move]:
        """One more here, one fewer in another row and another column, where the row of all holds both back anyway."""
        mine, fits = (to.column, self.width), ~self.grid.beside
        without_end = np.full(len(self.grid.labels), to.need, dtype=np.int64)
        for other in (one for one in self._others(to) if self.costs.held[0, one]):
            has, got = (without_end, base[other]) if to.way > 0 else (base[to.column], without_end)
            here = to.inside[fits[to.inside] & (has[to.inside] > 0)][:TRIED]
            there = np.flatnonzero(fits & (got > 0))
            if not (here.size and there.size):
                continue
            theirs, often = self._cost(there, (other, self.width)), np.minimum(got[there], to.need)
            for one, cost in zip(here.tolist(), self._cost(here, mine).tolist(), strict=True):
                score = (theirs + cost) / np.minimum(often, has[one])
                at = int(np.argmin(score))
                yield Move(float(score[at]), int(min(got[there[at]], has[one])),
                           ((one, to.column, to.way), (int(there[at]), other, -to.way)))

    def _one_more(self, to: Wanted) -> Move:
        """One more of all: the sums change up to the row of all. Dear, but always possible."""
        found = []
        for one in range(self.width) if to.column == self.width else (to.column,):
            here = to.inside[self.grid.beside[to.inside] == (one in self.grid.apart)]
            if here.size:
                columns = (one, self.width)
                cost = self._cost(here, columns) + self.costs.weight[0, columns].sum()
                at = int(np.argmin(cost))
                found.append(Move(float(cost[at]) / to.need, to.need, ((int(here[at]), one, 1),)))
        return min(found, key=lambda move: move.score)
