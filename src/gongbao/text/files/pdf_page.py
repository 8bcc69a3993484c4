"""What stands on a page of a PDF: characters and ruled lines with their places, in points from the lower left."""

from __future__ import annotations

import ctypes
import itertools
import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

STROKES = 20_000
"""No more lines of a page are looked at: a page with more is a map or a drawing."""


class Glyph(NamedTuple):
    """One character; `base` is the height of the line it stands on, `em` the height of its font.

    `parted`: the file has a blank before it.
    """

    text: str
    left: float
    right: float
    base: float
    em: float
    parted: bool = False


class Rule(NamedTuple):
    """A drawn line: at `at` across, from `start` to `end` along."""

    at: float
    start: float
    end: float


@dataclass(slots=True)
class Page:
    """`plain` is set instead of glyphs where the places of the characters say nothing (text that runs upwards)."""

    width: float
    height: float
    glyphs: list[Glyph] = field(default_factory=list)
    level: list[Rule] = field(default_factory=list)
    upright: list[Rule] = field(default_factory=list)
    plain: str = ""


def page_of(page: Any) -> Page:
    """Reads a pypdfium2 page and closes it."""
    found = Page(*page.get_size())
    turned = page.get_rotation()
    text_page = page.get_textpage()
    try:
        if not turned:
            found.glyphs = list(_glyphs(text_page.raw))
            _read_rules(page, found)
        if turned or _scattered(found.glyphs):
            found.glyphs, found.plain = [], _cleaned(text_page.get_text_bounded())
    finally:
        text_page.close()
        page.close()
    return found


def _glyphs(text_page: Any) -> Iterator[Glyph]:
    import pypdfium2.raw as raw

    box, x, y = raw.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    at, at_x, at_y = ctypes.byref(box), ctypes.byref(x), ctypes.byref(y)
    parted = False
    for n in range(raw.FPDFText_CountChars(text_page)):
        code = raw.FPDFText_GetUnicode(text_page, n)
        text = chr(code) if 0x20 < code < 0x110000 and code not in (0xFFFE, 0xFFFF, 0xAD) else ""
        if not text.strip():
            parted = parted or not raw.FPDFText_IsGenerated(text_page, n)
            continue
        known = raw.FPDFText_GetLooseCharBox(text_page, n, at) and raw.FPDFText_GetCharOrigin(text_page, n, at_x, at_y)
        if known and math.isfinite(box.left + box.right + box.top + box.bottom + y.value):
            yield Glyph(text, box.left, box.right, y.value, abs(box.top - box.bottom) or 1.0, parted)
            parted = False


def _scattered(glyphs: list[Glyph]) -> bool:
    """Hardly two characters after one another on one height: the text does not run from left to right."""
    steps = sum(abs(a.base - b.base) > 0.5 * a.em for a, b in itertools.pairwise(glyphs))
    return len(glyphs) > 20 and steps * 10 > len(glyphs) * 7


def _cleaned(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\ufffe", "").replace("\x00", "")


def _read_rules(page: Any, found: Page) -> None:
    import pypdfium2.raw as raw

    paths = page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=1)
    strokes = itertools.chain.from_iterable(map(_strokes, paths))
    for (x0, y0), (x1, y1) in itertools.islice(strokes, STROKES):
        if abs(x0 - x1) <= 1.5 < 4 <= abs(y0 - y1):
            found.upright.append(Rule((x0 + x1) / 2, min(y0, y1), max(y0, y1)))
        elif abs(y0 - y1) <= 1.5 < 4 <= abs(x0 - x1):
            found.level.append(Rule((y0 + y1) / 2, min(x0, x1), max(x0, x1)))


_Point = tuple[float, float]


def _strokes(item: Any) -> Iterator[tuple[_Point, _Point]]:
    """The straight pieces of a path."""
    import pypdfium2.raw as raw

    matrix = item.get_matrix()
    x, y = ctypes.c_float(), ctypes.c_float()
    first: _Point | None = None
    last: _Point | None = None
    for n in range(raw.FPDFPath_CountSegments(item.raw)):
        segment = raw.FPDFPath_GetPathSegment(item.raw, n)
        raw.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y))
        point: _Point = matrix.on_point(x.value, y.value)
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            first = point
        elif kind == raw.FPDF_SEGMENT_LINETO and last:
            yield last, point
        last = point
        if raw.FPDFPathSegment_GetClose(segment) and first and math.dist(first, point) > 1:
            yield point, first
