"""What a drawing is made of."""

from __future__ import annotations

from dataclasses import dataclass, field

from county.rulebook.shown import LONG

BAR = 120


@dataclass(frozen=True, slots=True)
class Row:
    """`applies`: the case falls into it."""

    cells: tuple[str, ...]
    applies: bool


@dataclass(frozen=True, slots=True)
class Band:
    """A table of the rule, with the row that applies marked."""

    title: str
    header: tuple[str, ...]
    rows: list[Row]

    @property
    def is_long(self) -> bool:
        return len(self.rows) > LONG


@dataclass(frozen=True, slots=True)
class Score:
    """A line of a scorecard: `points` and `filled` (of BAR) are None and 0 while it has none; `other`: the points by
    the other reading, where they differ."""

    item: str
    title: str
    how: str
    full: str
    points: str | None = None
    other: str = ""
    filled: int = 0
    bonus: bool = False

    @property
    def bar(self) -> int:
        return BAR


@dataclass(frozen=True, slots=True)
class State:
    """A state with the steps that lead on from it."""

    title: str
    current: bool = False
    ends: bool = False
    steps: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Strip:
    """One period of a ladder."""

    says: str
    bad: bool
