"""What a search answers."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from county.gazette.search.folding import Mark

Reason = Literal["", "empty", "too_long"]


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that holds the query. `marks` are offsets in `text`, ascending; `kind` is one of `Passage.Kind`."""

    address: str
    title: str
    number: str
    issued: date | None
    at: str
    kind: str
    text: str
    marks: list[Mark]


@dataclass(frozen=True, slots=True)
class Results:
    """`total` stops at 1,000 and is then `capped`. `reason` says why nothing was looked for, and is empty otherwise."""

    total: int = 0
    capped: bool = False
    hits: list[Hit] = field(default_factory=list)
    reason: Reason = ""
