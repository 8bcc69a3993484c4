"""Words with a shape and a colour, for stages and verdicts."""

from __future__ import annotations

from dataclasses import dataclass

from county.cases.shown import MARKS


@dataclass(frozen=True, slots=True)
class Mark:
    """`kind` as the lamps of cases have it; the word is its own."""

    kind: str
    word: str

    @property
    def mark(self) -> str:
        return MARKS[self.kind]
