"""One number with its comparison, as a finder of goals hands it on."""

from __future__ import annotations

from dataclasses import dataclass

from gongbao.text.model import Comparator


@dataclass(frozen=True, slots=True)
class Measured:
    """`start` and `end` are positions in the passage; value a decimal string."""

    start: int
    end: int
    name: str
    comparator: Comparator
    value: str
    unit: str


_TAILS: dict[str, Comparator] = {"上": ">=", "下": "<=", "内": "<=", "右": "reach"}


def comparator_of_tail(tail: str | None, otherwise: Comparator) -> Comparator:
    """以上 and 及以上 → >=, 以下 and 以内 → <=, 左右 → reach; without such a tail `otherwise`."""
    return _TAILS[tail[-1]] if tail else otherwise
