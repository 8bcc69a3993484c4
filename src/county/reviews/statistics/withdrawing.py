"""What a corrected edition no longer shows. A rating was taken out: every number that it changes is withdrawn, so that
no two editions of a month differ in any number that both show, and nothing small is the difference of two.

More numbers go with them until a reader who compares both editions cannot tell closer than `smallest` how many ratings
any of the withdrawn numbers lost. What was held back before stays so.
"""

from __future__ import annotations

from collections.abc import Iterator

from county.reviews.statistics.suppression import ALL, Cell, Frame, Labels

Base = tuple[Labels, str]


def withdrawn(frame: Frame, held: frozenset[Cell], changed: Base, smallest: int) -> frozenset[Cell]:
    """Everything held back once a rating of this base cell left. `frame`: the counts of the first edition."""
    after = held | _around(frame, changed)
    while (cell := _too_narrow(frame, held, after, smallest)) is not None:
        base = min(_closed(frame, after, cell), key=lambda one: (_cost(frame, after, one), one))
        after |= _around(frame, base)
    return after


def _too_narrow(frame: Frame, held: frozenset[Cell], after: frozenset[Cell], smallest: int) -> Cell | None:
    """A withdrawn number that can only have lost fewer than `smallest`."""
    for cell in sorted(after - held):
        lost = sum(count for base, count in _inside(frame, cell) if _around(frame, base) <= after)
        if lost < smallest and any(True for _base in _closed(frame, after, cell)):
            return cell
    return None


def _closed(frame: Frame, after: frozenset[Cell], cell: Cell) -> Iterator[Base]:
    """Base cells of a cell from which nothing can have gone yet, because a number still shown would say so."""
    return (base for base, count in _inside(frame, cell) if count and not _around(frame, base) <= after)


def _inside(frame: Frame, cell: Cell) -> Iterator[tuple[Base, int]]:
    table, row, column = cell
    for labels, counts in frame.counts.items():
        if table == ALL or labels[frame.tables.index(table)] == row:
            for name, count in zip(frame.columns, counts, strict=True):
                if name not in frame.apart and column in (ALL, name):
                    yield (labels, name), count


def _around(frame: Frame, base: Base) -> frozenset[Cell]:
    """Every number that one rating more or less would change."""
    labels, column = base
    rows = [(ALL, ALL), *zip(frame.tables, labels, strict=True)]
    return frozenset((table, row, one) for table, row in rows for one in (column, ALL))


def _cost(frame: Frame, after: frozenset[Cell], base: Base) -> int:
    more = _around(frame, base) - after
    worth = dict(zip(frame.tables, frame.importance or (1,) * len(frame.tables), strict=True))
    return sum(worth.get(table, 1000) for table, _row, _column in more)
