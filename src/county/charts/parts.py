"""What a flow is made of: nodes on ranks, nets that join them, and the steps as they are drawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

State = tuple[str, str, bool]
"""id, title, whether it ends"""
Edge = tuple[str, str, str, str]
"""id, title, from, to"""


@dataclass(frozen=True, slots=True)
class Group:
    """Steps drawn as one arrow: the same origins, the same target. `back`: leads up again, round the side."""

    titles: tuple[str, ...]
    origins: tuple[str, ...]
    to: str
    back: bool = False


@dataclass(slots=True, eq=False)
class Node:
    """A box, a label or a lane (a line that passes a rank). `x`: its middle, `y`: its upper edge, in drawing units."""

    kind: Literal["state", "step", "lane"]
    lines: tuple[str, ...] = ()
    width: float = 2
    height: float = 0
    id: str = ""
    rank: int = -1
    x: float = 0
    y: float = 0

    @property
    def left(self) -> float:
        return self.x - self.width / 2

    @property
    def right(self) -> float:
        return self.x + self.width / 2

    @property
    def bottom(self) -> float:
        return self.y + self.height


@dataclass(slots=True, eq=False)
class Net:
    """One line with its branches: from all of `sources` down to all of `sinks`. `returns`: labels below, whose line
    goes up at the side into the only sink. `side`: where that lane stands."""

    sources: list[Node] = field(default_factory=list)
    sinks: list[Node] = field(default_factory=list)
    returns: list[Node] = field(default_factory=list)
    lanes: dict[int, Node] = field(default_factory=dict)
    side: float = 0

    def passes(self, rank: int) -> bool:
        """Needs a lane there. A node that has no rank yet stands below all others."""
        begun = any(0 <= one.rank < rank for one in self.sources)
        return begun and any(one.rank < 0 or one.rank > rank for one in self.sinks)

    def above(self, channel: int) -> list[Node]:
        """What it touches at the upper edge of the channel that lies above the rank of the same number."""
        return self._at(channel - 1, [*self.sources, *self.returns])

    def below(self, channel: int) -> list[Node]:
        return self._at(channel, self.sinks)

    def _at(self, rank: int, ends: Sequence[Node]) -> list[Node]:
        found = [one for one in ends if one.rank == rank]
        return [*found, self.lanes[rank]] if rank in self.lanes else found


@dataclass(slots=True)
class Graph:
    nodes: list[Node]
    nets: list[Net]
    ranks: list[list[Node]] = field(default_factory=list)
