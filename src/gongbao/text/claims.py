"""Which stretches of a text are taken already: the first finder that reads a stretch keeps it."""

from __future__ import annotations

from bisect import bisect_left, insort


class Claims:
    """Disjoint stretches [start, end)."""

    def __init__(self) -> None:
        self._taken: list[tuple[int, int]] = []

    def take(self, start: int, end: int) -> bool:
        """Claim a stretch; False, and nothing claimed, when it overlaps one that is taken."""
        k = bisect_left(self._taken, (start, end))
        after = k < len(self._taken) and self._taken[k][0] < end
        before = k > 0 and self._taken[k - 1][1] > start
        if after or before:
            return False
        insort(self._taken, (start, end))
        return True
