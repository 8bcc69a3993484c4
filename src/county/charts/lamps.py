"""The lamps of a case as a chart shows them: kinds, the worst first, each with a shape beside its colour."""

from __future__ import annotations

from typing import Literal

Kind = Literal["late", "near", "good", "none", "waiting", "stopped", "done", "past"]

MARKS: dict[Kind, str] = {"late": "▲", "near": "◐", "good": "●", "none": "–", "waiting": "◆", "stopped": "◇",
                          "done": "✓", "past": "○"}
WORST_FIRST: tuple[Kind, ...] = tuple(MARKS)
