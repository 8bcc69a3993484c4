"""Lines of a page of a PDF, from the places of its characters."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from statistics import median

from gongbao.text.files.pdf_page import Glyph

WIDE = 1.5
"""A gap of so many em parts columns, names of a list, or the two ends of a running head."""


@dataclass(frozen=True)
class Line:
    """The characters of a line from left to right."""

    glyphs: tuple[Glyph, ...]

    @cached_property
    def base(self) -> float:
        return median(g.base for g in self.glyphs)

    @cached_property
    def em(self) -> float:
        """The size of the type: the width of a Chinese character where there is one."""
        widths = [g.right - g.left for g in self.glyphs if g.text >= "\u2e80"]
        return max(median(widths) if widths else 0.9 * median(g.em for g in self.glyphs), 0.1)

    @property
    def left(self) -> float:
        return self.glyphs[0].left

    @property
    def right(self) -> float:
        return self.glyphs[-1].right

    @cached_property
    def text(self) -> str:
        """Characters, with one blank for a gap that parts words and two for a wide one."""
        parts = [self.glyphs[0].text]
        for a, b in itertools.pairwise(self.glyphs):
            parts.append(_blank(a, b, self.em) + b.text)
        return "".join(parts)

    @cached_property
    def cells(self) -> list[Line]:
        """The parts between wide gaps."""
        found: list[list[Glyph]] = []
        for glyph in self.glyphs:
            if not found or glyph.left - found[-1][-1].right >= WIDE * self.em:
                found.append([])
            found[-1].append(glyph)
        return [Line(tuple(part)) for part in found]


def lines_of(glyphs: Iterable[Glyph]) -> list[Line]:
    """From the top down. Characters whose heights differ by less than half an em stand on one line."""
    rows: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda g: -g.base):
        if not rows or rows[-1][0].base - glyph.base > 0.45 * max(rows[-1][0].em, glyph.em):
            rows.append([])
        rows[-1].append(glyph)
    return [Line(tuple(sorted(row, key=lambda g: g.left))) for row in rows]


def columns_of(glyphs: Sequence[Glyph], width: float) -> list[list[Glyph]]:
    """The columns of a page printed in two: its text runs down on the left, then once more on the right."""
    jumps = [n for n in range(1, len(glyphs)) if glyphs[n].base - glyphs[n - 1].base > 12 * glyphs[n].em]
    if len(jumps) != 1:
        return [list(glyphs)]
    before, after = glyphs[: jumps[0]], glyphs[jumps[0] :]
    gutter = min(g.left for g in after)
    beside = [g for g in before if g.base <= max(a.base for a in after) + 1]
    if not 0.4 < gutter / width < 0.6 or any(g.right > gutter for g in beside):
        return [list(glyphs)]
    return [list(before), list(after)]


def _blank(a: Glyph, b: Glyph, em: float) -> str:
    gap = (b.left - a.right) / em
    if gap >= WIDE:
        return "  "
    if a.text.isascii() and b.text.isascii():
        return " " if gap > 0.15 else ""
    return " " if gap >= 0.5 or (b.parted and gap >= 0.1) else ""
