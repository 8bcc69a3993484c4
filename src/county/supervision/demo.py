"""A year of the desk in the demo county: what each room lets happen, in the order of time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from itertools import chain

from county.supervision.matters.happened import Happening
from county.supervision.matters.happened import happenings as matters
from county.supervision.slots import is_open


def happen() -> None:
    for _moment, act in in_order():
        act()


def in_order(until: datetime | None = None) -> Iterator[Happening]:
    """Everything that happens until a moment, the earliest first; what a room lists first comes first at one moment."""
    if is_open():
        from county.supervision.ranking.happened import happenings as ranking
        from county.supervision.registers.happened import happenings as registers
        from county.supervision.sheets.happened import happenings as sheets

        every = chain(matters(), ranking(), registers(), sheets())
        yield from sorted((one for one in every if until is None or one[0] <= until), key=lambda one: one[0])
