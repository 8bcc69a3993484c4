"""Rows and lines of seals.log, each met once, in step with the seals that they belong to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from itertools import groupby
from typing import Any

from county.audit.anchors import Anchor, day_of
from county.audit.findings import Finding
from county.audit.written import WrittenRow, WrittenSeal

Group = tuple[Any, Iterator[WrittenRow]]


class Batches:
    """Rows by the seal they name."""

    def __init__(self, rows: Iterator[WrittenRow]) -> None:
        self._groups = groupby(rows, key=lambda row: row.seal)
        self._next: Group | None = next(self._groups, None)

    def up_to(self, number: Any) -> Iterator[Group]:
        """The groups before a seal: their own seal is not there."""
        while self._next and _rank(self._next[0]) < _rank(number):
            yield self._next
            self._next = next(self._groups, None)

    def of(self, number: Any) -> Iterator[WrittenRow]:
        """The rows of a seal; none where no row names it."""
        if self._next and self._next[0] == number:
            yield from self._next[1]
            self._next = next(self._groups, None)

    def rest(self) -> Iterator[Group]:
        while self._next:
            yield self._next
            self._next = next(self._groups, None)


class Lines:
    """The lines of seals.log, of which there is one a day."""

    def __init__(self, lines: Iterable[Anchor]) -> None:
        self._left: dict[Any, list[Anchor]] = {}
        for one in lines:
            self._left.setdefault(one.number, []).append(one)
        self._numbers = frozenset(self._left)
        self._until = max(self._numbers, default=0)

    def differing(self, before: WrittenSeal | None, seal: WrittenSeal) -> Iterator[Finding]:
        """Lines of this seal that say otherwise; and the line that lacks where the seal before ended its day."""
        day = _day(seal)
        if before and _day(before) != day and self._lacks(before.number):
            yield Finding("anchor_missing", seal=before.number, day=_day(before))
        for line in self._left.pop(seal.number, ()):
            if (line.hash, line.day) != (seal.hash, day):
                yield Finding("anchor_differs", seal=seal.number, line=line.line, day=line.day)

    def unmatched(self) -> Iterator[Finding]:
        """Lines whose seal did not come by."""
        for line in (one for lines in self._left.values() for one in lines):
            yield Finding("anchor_unmatched", seal=line.number, line=line.line, day=line.day)

    def _lacks(self, number: Any) -> bool:
        return isinstance(number, int) and number < self._until and number not in self._numbers


def _day(seal: WrittenSeal) -> str:
    """The day in Asia/Shanghai; empty where the seal's moment is none."""
    with suppress(ValueError, TypeError, OverflowError):
        return str(day_of(datetime.strptime(seal.at, "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=UTC)))
    return ""


def _rank(number: Any) -> tuple[bool, Any]:
    """As SQLite orders what stands in a column of numbers: numbers first."""
    return not isinstance(number, int), number
