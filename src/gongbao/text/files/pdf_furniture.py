"""Running heads and page numbers: what stands at the same height of several pages and says the same there."""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Sequence

from gongbao.text.files.pdf_lines import Line
from gongbao.text.files.pdf_tables import names_columns
from gongbao.text.lines import lines_of as source_lines
from gongbao.text.lines import set_aside

MARGIN = 0.13
"""The part of a page's height, above and below, in which heads and page numbers stand."""

_DIGITS = re.compile(r"\d+")
_TEXT = re.compile(r"附\s*件|附\s*表|表\s*\d|第.{1,4}[章条节]|.*[。；，、]$")
_Place = tuple[int, int]


def furniture(pages: Sequence[Sequence[Line]], heights: Sequence[float]) -> set[_Place]:
    """(page, line) of each line that is no text."""
    alike: dict[tuple[str, bool], list[_Place]] = defaultdict(list)
    for n, lines in enumerate(pages):
        for k, upper in _at_edges(lines, heights[n]):
            alike[_DIGITS.sub("#", re.sub(r"\s", "", lines[k].text)), upper].append((n, k))
    return {place for places in alike.values() for place in _repeated(places, pages)}


def kept(text: str) -> bool:
    """Whether the reader knows by itself that such a line is no text: it then stays in the source and is set aside."""
    return bool(set_aside(source_lines(text))[1])


def _at_edges(lines: Sequence[Line], height: float) -> list[tuple[int, bool]]:
    """(line, whether at the top): up to two lines above and below, where they stand apart from the text."""
    pitch = _pitch(lines)
    found: list[tuple[int, bool]] = []
    for order, upper in ((range(len(lines)), True), (range(len(lines) - 1, -1, -1), False)):
        edge = [lines[k] for k in order[:3]]
        apart = max((n for n in range(1, min(2, len(edge)) + 1) if _apart(edge, n, pitch)), default=0)
        for k, line in zip(order[:apart], edge, strict=False):
            beyond = line.base > height * (1 - MARGIN) if upper else line.base < height * MARGIN
            if beyond and not _TEXT.match(line.text) and not names_columns(line.cells):
                found.append((k, upper))
    return found


def _apart(edge: Sequence[Line], n: int, pitch: float) -> bool:
    """Whether a wider gap or another size of type lies between the first `n` lines of an edge and the next one."""
    if n == len(edge):
        return True
    return abs(edge[n - 1].base - edge[n].base) > 1.25 * pitch or edge[n - 1].em < 0.9 * edge[n].em


def _pitch(lines: Sequence[Line]) -> float:
    steps = sorted(a.base - b.base for a, b in itertools.pairwise(lines))
    return steps[len(steps) // 2] if len(steps) > 2 else 0.0


def _repeated(places: Sequence[_Place], pages: Sequence[Sequence[Line]]) -> list[_Place]:
    """Those that stand as high on another page and say the same, numbers that go with the pages apart."""
    found = []
    by_height: dict[int, list[_Place]] = defaultdict(list)
    for page, k in places:
        by_height[round(pages[page][k].base / 6)].append((page, k))
    for page, k in places:
        line = pages[page][k]
        step = round(line.base / 6)
        near = [place for s in (step - 1, step, step + 1) for place in by_height[s][:40] if place[0] != page]
        if any(_same(line, page, pages[other][j], other) for other, j in near):
            found.append((page, k))
    return found


def _same(a: Line, page_a: int, b: Line, page_b: int) -> bool:
    if abs(a.base - b.base) > 4:
        return False
    return all(
        int(x) == int(y) or int(x) - int(y) == page_a - page_b
        for x, y in zip(_DIGITS.findall(a.text), _DIGITS.findall(b.text), strict=True)
    )
