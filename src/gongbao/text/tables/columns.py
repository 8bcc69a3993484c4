"""Which column a cell of a short row belongs to: columns are known by what stands in the full rows."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence

from gongbao.text.tables.collect import Cell

_UNIT = re.compile(
    r"(?:局|办|办公室|部|委|委员会|中心|大队|支队|公司|法院|检察院|政府|部门|等部门|联合会|总社|管委会|支行|银行)$"
)
_NUMBERED = re.compile(r"[（(]?\d{1,3}[)）．.、]")
_SERIAL = re.compile(r"[（(]?\d{1,4}[)）]?[.．、]?|[一二三四五六七八九十]{1,3}")
Features = tuple[str, ...]


def is_serial(text: str) -> bool:
    return bool(_SERIAL.fullmatch(text.strip()))


def features(cell: Cell) -> Features:
    """What a cell looks like, whatever it says."""
    text = cell.text
    if not text:
        return ("empty",)
    first = (
        "serial"
        if is_serial(text)
        else "numbered"
        if _NUMBERED.match(text)
        else "title"
        if text[0] == "《"
        else "words"
    )
    size = sum(len(text) > limit for limit in (2, 6, 15, 40, 90))
    return (
        f"first {first}",
        f"size {size}",
        f"stop {text[-1] if text[-1] in '。；》）)%' else ''}",
        f"unit {bool(_UNIT.search(text))}",
        f"numbered title {'《' in text[:6]}",
        f"text {text[:12]}",
        f"head {text.lstrip('0123456789.．、 ')[:1]}",
    )


class Columns:
    """Profiles of the columns, learned from the rows that have a cell for each."""

    def __init__(self, rows: Sequence[Sequence[Cell]], width: int) -> None:
        self.width = width
        self.full = [row for row in rows if len(row) == width]
        self.counts = [Counter(f for row in self.full for f in features(row[c])) for c in range(width)]
        self.empty = [sum(not row[c].text for row in self.full) / max(1, len(self.full)) for c in range(width)]
        self.serial = [self._is_serial(c) for c in range(width)]
        self._trust = min(1.0, len(self.full) / 8)
        self._logs = [math.log((n + 0.3) / (len(self.full) + 2.0)) for n in range(len(self.full) + 1)]

    def _is_serial(self, column: int) -> bool:
        filled = [row[column].text for row in self.full[1:] if row[column].text]
        return (
            bool(filled)
            and sum(map(is_serial, filled)) * 10 >= len(filled) * 8
            and not any(len(t) > 4 for t in filled[:3])
        )

    def likelihood(self, seen: Features, column: int) -> float:
        """Log-likelihood, trusted less the fewer rows taught it."""
        counts = self.counts[column]
        return self._trust * sum([self._logs[counts[f]] for f in seen])

    def missing(self, column: int, leading: int, *, soft: bool) -> float:
        """What it costs that a row has no cell in `column`; serials vanish and merged cells stand on the left."""
        if soft:
            return 0.3 + 0.4 * column
        if column < leading or self.serial[column]:
            return (0.3 if self.serial[column] else 1.0) + 0.05 * column
        return 1.5 if self.empty[column] > 0.5 else 4.0

    def place(self, row: Sequence[Cell], leading: int) -> list[int]:
        """The column of each cell of a short row, in order."""
        size, width = len(row), self.width
        if size >= width or len(self.full) < 2:
            return (
                list(range(min(size, width)))
                if size >= width or row[0].gap != "soft"
                else list(range(width - size, width))
            )
        soft = row[0].gap == "soft"
        seen = [features(cell) for cell in row]
        best = [[-math.inf] * (width + 1) for _ in range(size + 1)]
        took = [[False] * (width + 1) for _ in range(size + 1)]
        best[0][0] = 0.0
        for c in range(1, width + 1):
            for k in range(min(size, c) + 1):
                skip = best[k][c - 1] - self.missing(c - 1, leading, soft=soft)
                take = best[k - 1][c - 1] + self.likelihood(seen[k - 1], c - 1) if k else -math.inf
                best[k][c], took[k][c] = (take, True) if take > skip else (skip, False)
        return _path(took, size, width)


def _path(took: list[list[bool]], size: int, width: int) -> list[int]:
    columns, k = [], size
    for c in range(width, 0, -1):
        if k and took[k][c]:
            columns.append(c - 1)
            k -= 1
    return columns[::-1]
