"""Lanes made straight: as long a run of one line as the ranks have room for stands at one distance from the left."""

from __future__ import annotations

from collections.abc import Sequence

from county.charts.parts import Graph, Node

CLEAR = 9


def straighten(graph: Graph) -> None:
    """Moves lanes only; the order within ranks stays."""
    everything = [one for row in graph.ranks for one in row]
    edges = min(one.left for one in everything), max(one.right for one in everything)
    for net in sorted(graph.nets, key=lambda one: -len(one.lanes)):
        ends = {one.rank: one for one in (*net.sources, *net.sinks)}
        run: list[Node] = []
        low, high = float("-inf"), float("inf")
        for number in sorted(net.lanes):
            own_low, own_high = _room(net.lanes[number], graph.ranks[number], edges)
            if max(low, own_low) > min(high, own_high):
                _settle(run, low, high, ends)
                run, low, high = [], float("-inf"), float("inf")
            run.append(net.lanes[number])
            low, high = max(low, own_low), min(high, own_high)
        _settle(run, low, high, ends)


def _room(lane: Node, row: Sequence[Node], edges: tuple[float, float]) -> tuple[float, float]:
    at = row.index(lane)
    low = row[at - 1].right + CLEAR if at else edges[0]
    high = row[at + 1].left - CLEAR if at + 1 < len(row) else edges[1]
    return min(low, lane.x), max(high, lane.x)


def _settle(run: Sequence[Node], low: float, high: float, ends: dict[int, Node]) -> None:
    """At the box or label where the run ends or begins, else at its middle, as near as there is room."""
    if run:
        near = ends.get(run[-1].rank + 1) or ends.get(run[0].rank - 1)
        middle = sum(one.x for one in run) / len(run)
        if near and near.kind == "step" and low <= near.x <= high:
            middle = near.x
        for one in run:
            one.x = min(max(middle, low), high)
