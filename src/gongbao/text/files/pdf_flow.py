"""Paragraphs from printed lines: a line that reaches the right margin goes on, one that ends before it ends."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from gongbao.text.files.pdf_lines import Line
from gongbao.text.labels import label_of

_ENDS = re.compile(r"[。；：！？!?;:][”’」》）)]*$")
_NOT_FIRST = "，。、；：！？）》」』”’〕】%％"
"""Characters that cannot begin a line: with the one before them they move to the next line together."""


@dataclass(frozen=True, slots=True)
class Margins:
    """The left and right end of full lines, the distance between lines, and whether first lines are indented.

    `right` is None where the lines do not show where the margin is.
    """

    left: float
    right: float | None
    pitch: float
    indented: bool = True

    def is_full(self, line: Line, following: Line) -> bool:
        """Whether `line` had no room for the first word of `following`."""
        return self.right is not None and line.right + _first_word(following) + 0.5 * line.em > self.right

    def is_wide(self, line: Line) -> bool:
        """Whether `line` ends in the last fifth before the margin."""
        return self.right is not None and line.right > self.right - (self.right - self.left) / 5

    def is_flush(self, line: Line) -> bool:
        return abs(line.left - self.left) <= 0.6 * line.em

    def is_indented(self, line: Line) -> bool:
        return 1.4 * line.em <= line.left - self.left <= 2.7 * line.em


def margins_of(columns: Sequence[Sequence[Line]], room: float | None) -> Margins:
    """The margins of columns (of one place on their pages). `room`: up to where a page's text may go, if known."""
    lines = [line for column in columns for line in column if len(line.text) > 1]
    if not lines:
        return Margins(0, None, 0)
    steps = [a.base - b.base for column in columns for a, b in itertools.pairwise(column)]
    pitch = median(steps) if steps else 0.0
    plain = Margins(_left(lines), _right(lines, room), pitch)
    return Margins(plain.left, plain.right, pitch, _indents(columns, plain))


def mirrored(columns: Sequence[Sequence[Line]], others: Sequence[Sequence[Line]]) -> bool:
    """Whether two kinds of pages, with enough lines each to tell, begin their lines at different places."""
    mine, theirs = ([line for column in kind for line in column] for kind in (columns, others))
    if min(len(mine), len(theirs)) < 20:
        return False
    return abs(_left(mine) - _left(theirs)) > 0.5 * mine[0].em


def goes_on(above: Line, line: Line, over: Margins, under: Margins, same_column: bool) -> bool:
    """Whether `line` continues the paragraph of `above`; their margins differ where they stand on two pages."""
    broken = over.is_full(above, line) or (over.indented and over.is_wide(above) and not _ENDS.search(above.text))
    if not broken or not under.is_flush(line) or above.left - over.left > 2.7 * above.em:
        return False
    if abs(above.em - line.em) > 0.15 * line.em or len(above.cells) > 2:
        return False
    if same_column and above.base - line.base > 1.5 * max(over.pitch, line.em):
        return False
    if _ENDS.search(above.text):
        return over.indented and label_of(line.text[:24]) is None
    return True


def joined(lines: Sequence[Line]) -> str:
    text = lines[0].text
    for line in lines[1:]:
        words = text[-1].isascii() and text[-1].isalpha() and line.text[0].isascii() and line.text[0].isalpha()
        text += (" " if words else "") + line.text
    return text


def _first_word(line: Line) -> float:
    end = 1
    while end < len(line.glyphs) and (
        line.glyphs[end].text in _NOT_FIRST
        or (line.glyphs[end - 1].text.isascii() and line.glyphs[end].text.isascii() and end < 20)
    ):
        end += 1
    return line.glyphs[end - 1].right - line.left


def _left(lines: Sequence[Line]) -> float:
    """The place furthest left where a line begins; in a longer text, where several do."""
    lefts = sorted(line.left for line in lines)
    em = median(line.em for line in lines)
    enough = max(1, len(lefts) // 12)
    for n in range(len(lefts) - enough + 1):
        if lefts[n + enough - 1] - lefts[n] <= 0.5 * em:
            return lefts[n]
    return lefts[0]


def _right(lines: Sequence[Line], room: float | None) -> float | None:
    """Where most lines end, if hardly any goes further and the place is plausible for a margin."""
    rights = sorted(line.right for line in lines)
    em = median(line.em for line in lines)
    best, most, low = rights[-1], 0, 0
    for n, right in enumerate(rights):
        while right - rights[low] > em:
            low += 1
        if n - low + 1 >= most:
            best, most = right, n - low + 1
    beyond = sum(right > best + 2 * em for right in rights)
    if beyond * 20 > len(rights) or (room is None and most < 5):
        best = rights[-1]
    if room is not None:
        return best if best > room - 4 * em else None
    return best if most >= 5 and beyond * 20 <= len(rights) else None


def _indents(columns: Iterable[Sequence[Line]], margins: Margins) -> bool:
    """Whether the lines behind the end of a paragraph are indented more often than not."""
    indented = flush = 0
    for column in columns:
        for above, line in itertools.pairwise(column):
            if _ENDS.search(above.text):
                indented += margins.is_indented(line)
                flush += margins.is_flush(line) and not margins.is_full(above, line)
    return indented >= 2 and indented >= flush
