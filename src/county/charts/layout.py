"""A procedure laid out: the narrow or wide wrapping that gives the calmest drawing is chosen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, pairwise

from county.charts.grouping import groups_of
from county.charts.parts import Edge, Group, Node, State
from county.charts.placing import crossings, place
from county.charts.ranking import graph_of, rank
from county.charts.routing import Point, channels, set_heights, side_lanes, ways
from county.charts.straightening import straighten

WIDEST = 400
MARGIN = 11
WRAPS = ((10, 10), (8, 10), (8, 8), (6, 8), (6, 6), (5, 6), (5, 5), (4, 5), (4, 4))


@dataclass(frozen=True, slots=True)
class Layout:
    """In drawing units. `lines`: corners of each line in the direction of the step, a branch being a line."""

    width: float
    height: float
    boxes: list[Node]
    labels: list[Node]
    lines: list[list[Point]]
    crossings: int = 0

    def overlaps(self) -> int:
        """Pairs of boxes and labels that lie on each other."""
        return sum(
            one.left < other.right and other.left < one.right and one.y < other.bottom and other.y < one.bottom
            for one, other in combinations([*self.boxes, *self.labels], 2)
        )

    def strikes(self) -> int:
        """Pieces of lines that run through a box or a label."""
        pieces = [(a, b) for line in self.lines for a, b in pairwise(line)]
        return sum(_strikes(a, b, one) for a, b in pieces for one in (*self.boxes, *self.labels))

    def cost(self) -> float:
        return self.height + 25 * self.crossings + 100 * max(0, self.width - WIDEST)


def _strikes(a: Point, b: Point, node: Node) -> bool:
    across = min(a[0], b[0]) < node.right - 1 and max(a[0], b[0]) > node.left + 1
    return across and min(a[1], b[1]) < node.bottom - 1 and max(a[1], b[1]) > node.y + 1


def lay_out(states: Sequence[State], edges: Sequence[Edge]) -> Layout:
    """Of all ways to wrap the titles the one with the least height and crossings that is no wider than a phone."""
    return _calmest(tuple(states), tuple(edges))


@lru_cache(maxsize=256)
def _calmest(states: tuple[State, ...], edges: tuple[Edge, ...]) -> Layout:
    groups = groups_of(states, edges)
    return min((_laid_out(states, groups, *wrap) for wrap in WRAPS), key=Layout.cost)


def _laid_out(states: Sequence[State], groups: Sequence[Group], box_most: int, label_most: int) -> Layout:
    graph = graph_of(states, groups, box_most, label_most)
    room = WIDEST - 2 * MARGIN - 13 * sum(bool(net.returns) for net in graph.nets)
    rank(graph, room)
    place(graph, room)
    straighten(graph)
    everything = [one for row in graph.ranks for one in row]
    shift = MARGIN - min(one.left for one in everything)
    for one in everything:
        one.x = round(one.x + shift)
    right = max(one.right for one in everything)
    side_lanes(graph, right)
    crossed = channels(graph)
    height = set_heights(graph, crossed)
    lowest = max([height, *(one.y + 8 for channel in crossed for one in channel)])
    for one in everything:
        one.y += MARGIN
    for channel in crossed:
        for crossing in channel:
            crossing.y += MARGIN
    width = max([right, *(net.side for net in graph.nets)]) + MARGIN
    boxes, labels = ([one for one in graph.nodes if one.kind == kind] for kind in ("state", "step"))
    return Layout(width, lowest + 2 * MARGIN, boxes, labels, ways(graph, crossed), crossings(graph))
