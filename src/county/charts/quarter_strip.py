"""The last quarters as boxes in a row, the newest last: where a unit was among the last, filled, with the step reached.

    draw_strip([QuarterCell("一季度", "fine", "一季度：不在后几名"), …], title="县水务局最近四个季度")

Its look is in `county/charts.css` (classes `quarter-…`)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from county.charts.svg import INK, WHITE, box, framed, linked, number, text
from county.charts.wrapping import measure

Mark = Literal["bad", "fine", "none", "open"]

BOX, GAP = 26, 6
NARROWEST = 32.0
LABEL = 12
HEIGHT = BOX + LABEL + 8


@dataclass(frozen=True, slots=True)
class QuarterCell:
    """`label`: a few characters below the box; `title`: the result in words. `open`: the quarter is not over;
    `none`: no result. `step`: the measure that a bad quarter led to, from 1."""

    label: str
    mark: Mark
    title: str
    href: str = ""
    step: int = 0


@dataclass(frozen=True, slots=True)
class StripWords:
    """Another language gives its own."""

    nothing: str = "还没有哪个季度有结果"
    stop: str = "；"


@dataclass(frozen=True, slots=True)
class _Face:
    sign: str
    fill: str = WHITE
    ink: str = INK
    dash: str = ""
    line: str = "1.5"


CHINESE = StripWords()
_FACES: dict[Mark, _Face] = {
    "bad": _Face("▲", fill=INK, ink=WHITE), "fine": _Face(""), "none": _Face("–", dash="4 3"),
    "open": _Face("…", line="0.75"),
}


def draw_strip(cells: Sequence[QuarterCell], *, title: str, words: StripWords = CHINESE) -> str:
    """SVG, safe to put into a page as it is, in the order given. Without cells one dashed box stands for none."""
    shown = cells or [QuarterCell("", "none", words.nothing)]
    wide = max(NARROWEST, *(measure(one.label) * LABEL + 2 for one in shown))
    whole = len(shown) * (wide + GAP) - GAP
    return framed("quarter-strip", box(-1, -1, whole + 2, HEIGHT + 2), title,
                  words.stop.join(one.title for one in shown),
                  [_cell(one, at * (wide + GAP), wide) for at, one in enumerate(shown)])


def _cell(cell: QuarterCell, left: float, wide: float) -> str:
    face, middle = _FACES[cell.mark], number(left + wide / 2)
    dash = f' stroke-dasharray="{face.dash}"' if face.dash else ""
    sign = str(cell.step) if cell.mark == "bad" and cell.step else face.sign
    inside = (f'<rect class="quarter-box" x="{number(left)}" y="0" width="{number(wide)}" height="{BOX}" '
              f'fill="{face.fill}" stroke="{INK}" stroke-width="{face.line}"{dash}/>')
    if sign:
        inside += text("quarter-sign", middle, BOX / 2 + 5, 14, sign, fill=face.ink)
    inside += text("quarter-label", middle, BOX + LABEL + 3, LABEL, cell.label)
    return linked(f"quarter-cell quarter-{cell.mark}", inside, title=cell.title, href=cell.href)
