"""Lines: upright through lanes, level only in the channels between ranks, each net on a track of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from county.charts.parts import Graph, Net, Node
from county.charts.placing import spread

TRACK, EDGE, ARROW, LANE = 10, 9, 9, 13
NEAR = 7
PORTS = 11


@dataclass(slots=True)
class Crossing:
    """A net in a channel: where it comes in above, where it goes out below, and `side`, the lane of what returns."""

    net: Net
    channel: int
    tops: list[tuple[Node, float]] = field(default_factory=list)
    ends: list[tuple[Node, float]] = field(default_factory=list)
    side: float | None = None
    track: int = -1
    y: float = 0

    def xs(self) -> list[float]:
        return [x for _one, x in (*self.tops, *self.ends)] + ([] if self.side is None else [self.side])

    @property
    def is_level(self) -> bool:
        return max(self.xs()) - min(self.xs()) > 0


def side_lanes(graph: Graph, right: float) -> None:
    """Lanes for what leads back, the short ones inside; lanes that never stand beside each other are the same one."""
    taken: list[list[tuple[int, int]]] = []
    back = [net for net in graph.nets if net.returns]
    for net in sorted(back, key=lambda one: max(label.rank for label in one.returns) - one.sinks[0].rank):
        low, high = net.sinks[0].rank, max(label.rank for label in net.returns) + 1
        fits = (n for n, spans in enumerate(taken) if all(high < a or b < low for a, b in spans))
        number = next(fits, len(taken))
        if number == len(taken):
            taken.append([])
        taken[number].append((low, high))
        net.side = right + LANE * (number + 1)


def channels(graph: Graph) -> list[list[Crossing]]:
    """The crossings of each channel, with tracks; channel n lies above rank n, the last below all."""
    return [_tracked(_crossings(graph, number)) for number in range(len(graph.ranks) + 1)]


def _crossings(graph: Graph, channel: int) -> list[Crossing]:
    found = []
    for net in graph.nets:
        tops, ends = net.above(channel), net.below(channel)
        back = any(one in net.returns for one in tops) or (net.returns and any(one in net.sinks for one in ends))
        if tops or ends:
            x = _straight(tops, ends)
            one = Crossing(net, channel, [(node, x if x is not None else node.x) for node in tops],
                           [(node, x if x is not None else node.x) for node in ends])
            one.side = net.side if back else None
            found.append(one)
    _part_ports(found)
    return found


def _straight(tops: Sequence[Node], ends: Sequence[Node]) -> float | None:
    """Where one node can be joined to one other without a bend."""
    if len(tops) != 1 or len(ends) != 1:
        return None
    low = max(_span(one)[0] for one in (tops[0], ends[0]))
    high = min(_span(one)[1] for one in (tops[0], ends[0]))
    narrow = min(tops[0], ends[0], key=lambda one: one.width)
    return min(max(narrow.x, low), high) if low <= high else None


def _span(node: Node) -> tuple[float, float]:
    return (node.x, node.x) if node.kind == "lane" else (node.left + 10, node.right - 10)


def _part_ports(found: Sequence[Crossing]) -> None:
    """Several nets leave a box at places of their own, in the order of where they go."""
    leaving: dict[Node, list[Crossing]] = {}
    for one in found:
        for node, _x in one.tops:
            leaving.setdefault(node, []).append(one)
    for node, own in leaving.items():
        if len(own) > 1:
            own.sort(key=lambda one: _aim(one, node))
            low, high = _span(node)
            apart = min(PORTS, (high - low) / (len(own) - 1))
            places = spread([min(max(_aim(one, node), low), high) for one in own], [apart] * (len(own) - 1), low, high)
            for one, x in zip(own, places, strict=True):
                _move(one, node, x)


def _aim(crossing: Crossing, node: Node) -> float:
    xs = [x for _one, x in crossing.ends] + ([] if crossing.side is None else [crossing.side])
    return sum(xs) / len(xs) if xs else node.x


def _move(crossing: Crossing, node: Node, x: float) -> None:
    crossing.tops = [(one, x if one is node else old) for one, old in crossing.tops]


def _tracked(found: list[Crossing]) -> list[Crossing]:
    """A net that comes from above goes on a higher track than one that leaves below at about the same place."""
    waiting = sorted((one for one in found if one.is_level), key=lambda one: (min(one.xs()), max(one.xs())))
    under = {id(one): [other for other in waiting if other is not one and _must_be_under(one, other)]
             for one in waiting}
    placed: list[Crossing] = []
    while waiting:
        free = [one for one in waiting if not any(other in waiting for other in under[id(one)])]
        one = (free or waiting)[0]
        first = max((other.track + 1 for other in under[id(one)]), default=0)
        one.track = next(n for n in range(first, len(found) + first + 1)
                         if not any(other.track == n and _touch(one, other) for other in placed))
        placed.append(one)
        waiting.remove(one)
    return found


def _must_be_under(one: Crossing, other: Crossing) -> bool:
    return any(abs(a - b) < NEAR for _node, a in other.tops for _end, b in one.ends)


def _touch(one: Crossing, other: Crossing) -> bool:
    return min(one.xs()) < max(other.xs()) + 8 and min(other.xs()) < max(one.xs()) + 8


def set_heights(graph: Graph, crossings: Sequence[Sequence[Crossing]]) -> float:
    """Sets every `y`; nodes stand in the middle of their rank. Returns where the drawing ends."""
    y = 0.0
    for row, channel in zip([*graph.ranks, []], crossings, strict=True):
        tracks = 1 + max((one.track for one in channel), default=-1)
        for one in channel:
            one.y = y + EDGE + one.track * TRACK
        arrows = ARROW if channel and any(node.kind == "state" for one in channel for node, _x in one.ends) else 0
        if channel:
            y += (EDGE * 2 + (tracks - 1) * TRACK if tracks else EDGE) + arrows
        height = max((one.height for one in row), default=0)
        for node in row:
            node.height = height if node.kind == "lane" else node.height
            node.y = y + (height - node.height) / 2
        y += height
    return y


Point = tuple[float, float]


def ways(graph: Graph, crossings: Sequence[Sequence[Crossing]]) -> list[list[Point]]:
    """Every line as its corners, from where it begins to where it ends; branches are lines of their own."""
    found = [[(lane.x, lane.y), (lane.x, lane.bottom)] for row in graph.ranks for lane in row if lane.kind == "lane"]
    rising: dict[int, list[Crossing]] = {}
    for one in (one for channel in crossings for one in channel):
        for node, x in one.tops:
            found += [_tidy([(x, node.bottom), (x, one.y), (out, one.y), (out, end.y)]) for end, out in one.ends]
        if one.side is not None:
            rising.setdefault(id(one.net), []).append(one)
    for own in rising.values():
        found += _rounds(own)
    return found


def _rounds(own: Sequence[Crossing]) -> list[list[Point]]:
    """What leads back: down from its label, to the side, up, and down into its state."""
    last = next(one for one in own if any(node in one.net.sinks for node, _x in one.ends))
    found = []
    for one in own:
        for node, x in one.tops:
            if one.side is not None and node in one.net.returns:
                end, out = last.ends[0]
                found.append(_tidy([(x, node.bottom), (x, one.y), (one.side, one.y), (one.side, last.y), (out, last.y),
                                    (out, end.y)]))
    return found


def _tidy(points: list[Point]) -> list[Point]:
    """Without corners that are none."""
    kept = points[:1]
    for before, after in pairwise(points):
        if after != before:
            kept.append(after)
    straight = [n for n in range(1, len(kept) - 1)
                if kept[n - 1][0] == kept[n][0] == kept[n + 1][0] or kept[n - 1][1] == kept[n][1] == kept[n + 1][1]]
    return [one for n, one in enumerate(kept) if n not in straight]
