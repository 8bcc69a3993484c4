"""The order within ranks, by the middle of the neighbours, and how far from the left everything stands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise

from county.charts.parts import Graph, Net, Node
from county.charts.ranking import GAP

SWEEPS = 6


def spread(wanted: Sequence[float], apart: Sequence[float], low: float, high: float,
           weights: Sequence[float] = ()) -> list[float]:
    """Places nearest to those wanted, in the same order, `apart[n]` between n and n + 1, from `low` to `high`."""
    offsets = [sum(apart[:n]) for n in range(len(wanted))]
    pools: list[tuple[float, float, int]] = []
    for want, offset, weight in zip(wanted, offsets, weights or [1.0] * len(wanted), strict=True):
        pools.append((want - offset, weight, 1))
        while len(pools) > 1 and pools[-2][0] > pools[-1][0]:
            (a, u, m), (b, v, n) = pools.pop(-2), pools.pop()
            pools.append(((a * u + b * v) / (u + v), u + v, m + n))
    flat = [place for place, _weight, count in pools for _ in range(count)]
    top = max(low, high - (offsets[-1] if offsets else 0))
    return [min(max(place, low), top) + offset for place, offset in zip(flat, offsets, strict=True)]


def neighbours(graph: Graph, *, up: bool) -> dict[Node, list[Node]]:
    found: dict[Node, list[Node]] = {one: [] for row in graph.ranks for one in row}
    for net in graph.nets:
        for channel in range(len(graph.ranks) + 1):
            tops = [one for one in net.above(channel) if one not in net.returns]
            for one in tops:
                for other in net.below(channel):
                    found[other if up else one].append(one if up else other)
    return found


def place(graph: Graph, room: float) -> None:
    """Sets the order of each rank and every `x`, between 0 and `room` where the ranks allow it."""
    ups, downs = neighbours(graph, up=True), neighbours(graph, up=False)
    for row in graph.ranks:
        _set_side_by_side(row)
    _order(graph, ups, downs)
    both = {one: ups[one] + downs[one] for one in ups}
    for turn in range(SWEEPS):
        for row in graph.ranks if turn % 2 == 0 else reversed(graph.ranks):
            _pull(row, ups if turn % 2 == 0 else downs, room)
    for _turn in range(SWEEPS):
        for row in (*graph.ranks, *reversed(graph.ranks)):
            _pull(row, both, room)
    for row in graph.ranks:
        _pull(row, ups, room)


def _set_side_by_side(row: Sequence[Node]) -> None:
    for one, x in zip(row, spread([0.0] * len(row), _apart(row), 0, 0), strict=True):
        one.x = x - sum(_apart(row)) / 2


def _apart(row: Sequence[Node]) -> list[float]:
    return [(one.width + other.width) / 2 + GAP for one, other in pairwise(row)]


def _order(graph: Graph, ups: dict[Node, list[Node]], downs: dict[Node, list[Node]]) -> None:
    aside = {one for net in graph.nets for one in net.returns}
    best, fewest = [list(row) for row in graph.ranks], crossings(graph)
    for turn in range(SWEEPS):
        near = ups if turn % 2 == 0 else downs
        for row in graph.ranks if turn % 2 == 0 else reversed(graph.ranks):
            row.sort(key=lambda one: (_middle(near[one], one) + (30 if one in aside else 0)))
            _set_side_by_side(row)
        count = crossings(graph)
        if count < fewest:
            best, fewest = [list(row) for row in graph.ranks], count
    for row, kept in zip(graph.ranks, best, strict=True):
        row[:] = kept
        _set_side_by_side(row)


def _middle(near: Sequence[Node], one: Node) -> float:
    return sum(other.x for other in near) / len(near) if near else one.x


def _pull(row: Sequence[Node], near: dict[Node, list[Node]], room: float) -> None:
    wanted = [_middle(near[one], one) for one in row]
    weights = [4.0 if one.kind == "lane" else 2.0 if one.kind == "state" else 1.0 for one in row]
    low, high = (row[0].width - room) / 2, (room - row[-1].width) / 2
    for one, x in zip(row, spread(wanted, _apart(row), low, high, weights), strict=True):
        one.x = x


def _lines(net: Net, channel: int) -> Iterator[tuple[float, float]]:
    for one in net.above(channel):
        for other in net.below(channel):
            yield one.x, other.x


def crossings(graph: Graph) -> int:
    count = 0
    for channel in range(len(graph.ranks) + 1):
        lines = [(net, a, b) for net in graph.nets for a, b in _lines(net, channel)]
        count += sum(n is not m and (a - c) * (b - d) < 0 for (n, a, b), (m, c, d) in combinations(lines, 2))
    return count
