"""What can be worked out from published sums: exactly, by elimination over fractions. It knows nothing of how cells
were chosen."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from fractions import Fraction
from typing import TypeVar

Base = TypeVar("Base", bound=Hashable)
Row = dict[int, Fraction]


def derivable(published: Iterable[frozenset[Base]], wanted: Iterable[frozenset[Base]]) -> list[frozenset[Base]]:
    """Which sums over base cells are sums and differences of published ones."""
    number: dict[Base, int] = {}
    rows: dict[int, Row] = {}
    for equation in sorted((_row(one, number) for one in published), key=len):
        left = _left(equation, rows)
        if left:
            pivot = min(left)
            rows[pivot] = {at: value / left[pivot] for at, value in left.items()}
    return [one for one in wanted if not _left(_row(one, number), rows)]


def _row(cells: frozenset[Base], number: dict[Base, int]) -> Row:
    return {number.setdefault(one, len(number)): Fraction(1) for one in sorted(cells, key=repr)}


def _left(equation: Mapping[int, Fraction], rows: Mapping[int, Row]) -> Row:
    """What is left of an equation after every first unknown of the others is replaced."""
    left = dict(equation)
    while (pivot := min((one for one in left if one in rows), default=None)) is not None:
        by = left[pivot]
        for at, value in rows[pivot].items():
            changed = left.get(at, Fraction(0)) - by * value
            if changed:
                left[at] = changed
            else:
                left.pop(at, None)
    return left
