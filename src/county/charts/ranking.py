"""Boxes and labels on ranks from top to bottom, no rank wider than the drawing may be."""

from __future__ import annotations

from collections.abc import Sequence

from county.charts.parts import Graph, Group, Net, Node, State
from county.charts.wrapping import measure, wrapped

BOX_TEXT, LABEL_TEXT = 15, 14
BOX_LINE, LABEL_LINE = 19, 17
GAP = 13


def box(state: State, most: int) -> Node:
    lines = wrapped(state[1], most)
    width = max(map(measure, lines)) * BOX_TEXT + 24
    return Node("state", lines, max(56, width), len(lines) * BOX_LINE + 16, state[0])


def label(group: Group, most: int) -> Node:
    several = len(group.titles) > 1
    lines = tuple(line for title in group.titles for line in wrapped(f"·{title}" if several else title, most))
    return Node("step", lines, max(24, max(map(measure, lines)) * LABEL_TEXT + 4), len(lines) * LABEL_LINE + 3)


def graph_of(states: Sequence[State], groups: Sequence[Group], box_most: int, label_most: int) -> Graph:
    """Nodes without a place yet, and the nets: out of a state, out of several together, into a state."""
    boxes = {one[0]: box(one, box_most) for one in states}
    labels = [label(one, label_most) for one in groups]
    out = {key: Net([one]) for key, one in boxes.items()}
    into: dict[str, Net] = {}
    together: list[Net] = []
    for group, own in zip(groups, labels, strict=True):
        if len(group.origins) == 1:
            out[group.origins[0]].sinks.append(own)
        else:
            together.append(Net([boxes[key] for key in group.origins], [own]))
        net = into.setdefault(group.to, Net([], [boxes[group.to]]))
        (net.returns if group.back else net.sources).append(own)
    nets = [*(net for net in out.values() if net.sinks), *together, *into.values()]
    return Graph([*boxes.values(), *labels], nets)


def rank(graph: Graph, room: float) -> None:
    """Each node as high as what leads to it allows, unless its rank is full: then the longest way on goes first."""
    before: dict[Node, list[Node]] = {one: [] for one in graph.nodes}
    for net in graph.nets:
        for sink in net.sinks:
            before[sink] += net.sources
    ahead = _ways_on(graph.nodes, before)
    waiting = sorted(graph.nodes, key=lambda one: -ahead[one])
    while waiting:
        number = len(graph.ranks)
        ready = [one for one in waiting if all(0 <= other.rank < number for other in before[one])]
        chosen = _fitting(ready, graph, number, room)
        waiting = [one for one in waiting if one not in chosen]
        graph.ranks.append(chosen)
    _add_lanes(graph)


def _ways_on(nodes: Sequence[Node], before: dict[Node, list[Node]]) -> dict[Node, int]:
    ahead = dict.fromkeys(nodes, 0)
    for _round in nodes:
        moved = False
        for one in nodes:
            for other in before[one]:
                if ahead[other] <= ahead[one]:
                    ahead[other], moved = ahead[one] + 1, True
        if not moved:
            break
    return ahead


def _fitting(ready: Sequence[Node], graph: Graph, number: int, room: float) -> list[Node]:
    chosen: list[Node] = []
    for one in ready:
        one.rank = number
        lanes = sum(net.passes(number) for net in graph.nets)
        if chosen and sum(other.width + GAP for other in (*chosen, one)) + lanes * (2 + GAP) - GAP > room:
            one.rank = -1
        else:
            chosen.append(one)
    return chosen


def _add_lanes(graph: Graph) -> None:
    for net in graph.nets:
        for number, row in enumerate(graph.ranks):
            if net.passes(number):
                net.lanes[number] = Node("lane", rank=number)
                row.append(net.lanes[number])
