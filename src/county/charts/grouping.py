"""Which steps are one arrow, and which of them lead back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from county.charts.parts import Edge, Group, State

Pair = tuple[str, str]


def back_pairs(states: Sequence[State], edges: Iterable[Edge]) -> set[Pair]:
    """Pairs of states that close a circle when one walks from the first state on; a state and itself among them."""
    onward: dict[str, list[str]] = {one[0]: [] for one in states}
    for _id, _title, origin, to in edges:
        if to not in onward[origin]:
            onward[origin].append(to)
    found: set[Pair] = set()
    done: set[str] = set()
    for state, _title, _ends in states:
        if state not in done:
            _walk(state, onward, done, found)
    return found


def _walk(start: str, onward: dict[str, list[str]], done: set[str], found: set[Pair]) -> None:
    path, open_ = [(start, iter(onward[start]))], {start}
    while path:
        state, rest = path[-1]
        to = next(rest, None)
        if to is None:
            path.pop()
            open_.discard(state)
            done.add(state)
        elif to in open_:
            found.add((state, to))
        elif to not in done:
            path.append((to, iter(onward[to])))
            open_.add(to)


def groups_of(states: Sequence[State], edges: Sequence[Edge]) -> list[Group]:
    """A step with several origins is one group; steps with the same origins and target are one, with their titles."""
    back = back_pairs(states, edges)
    steps: dict[tuple[str, str, str, bool], list[str]] = {}
    for code, title, origin, to in edges:
        steps.setdefault((code, title, to, (origin, to) in back), []).append(origin)
    joined: dict[tuple[frozenset[str], str, bool], list[str]] = {}
    for (_code, title, to, leads_back), origins in steps.items():
        joined.setdefault((frozenset(origins), to, leads_back), []).append(title)
    place = {one[0]: n for n, one in enumerate(states)}
    return [
        Group(tuple(dict.fromkeys(titles)), tuple(sorted(origins, key=place.__getitem__)), to, leads_back)
        for (origins, to, leads_back), titles in joined.items()
    ]
