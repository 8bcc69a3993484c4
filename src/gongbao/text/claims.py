"""Which stretches of a text are taken already: the first finder that reads a stretch keeps it."""

from __future__ import annotations


class Claims:
    """Disjoint stretches [start, end) of a text of `length` characters."""

    def __init__(self, length: int) -> None:
        self._taken = bytearray(length)

    def take(self, start: int, end: int) -> bool:
        """Claim a stretch; False, and nothing claimed, when it overlaps one that is taken."""
        if self._taken.find(1, start, end) >= 0:
            return False
        self._taken[start:end] = b"\1" * (end - start)
        return True
