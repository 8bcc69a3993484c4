"""How many cases stand under each lamp: one bar, as long for each lamp as its count.

    draw_lamp_bar([LampPart("late", "逾期", 3, "/…"), LampPart("good", "正常", 9)], title="县水务局的任务")

Its look is in `county/charts.css` (classes `lamp-…`). In black and white each lamp has a face and a mark of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from county.charts.lamps import MARKS, Kind
from county.charts.svg import INK, WHITE, box, framed, linked, number, text
from county.charts.wrapping import measure

HEIGHT = 24
NARROWEST = 3.0
TEXT = 13
MARGIN = 4
HATCH = 6


@dataclass(frozen=True, slots=True)
class LampPart:
    """`word`: the lamp's name as people read it; `href`: the list of its cases."""

    kind: Kind
    word: str
    count: int
    href: str = ""


@dataclass(frozen=True, slots=True)
class BarWords:
    """Another language gives its own; `part` holds {word} and {count}."""

    part: str = "{word} {count} 件"
    nothing: str = "一件也没有"
    comma: str = "、"


@dataclass(frozen=True, slots=True)
class _Face:
    fill: str = WHITE
    ink: str = INK
    dash: str = ""
    hatch: str = ""


CHINESE = BarWords()
_FACES: dict[Kind, _Face] = {
    "late": _Face(fill=INK, ink=WHITE), "near": _Face(hatch="leaning"), "good": _Face(), "none": _Face(dash="3 2"),
    "waiting": _Face(dash="1 2"), "stopped": _Face(hatch="upright"), "done": _Face(fill="#ececec"),
    "past": _Face(fill="#bdbdbd"),
}


def draw_lamp_bar(
    parts: Sequence[LampPart], *, width: float = 240, title: str, words: BarWords = CHINESE
) -> str:
    """SVG, safe to put into a page as it is. The parts stand in the order given; one that counts nothing is left out.

    Without any, the bar is an empty outline. Raises ValueError for a count below zero or a width that is not positive.
    """
    if width <= 0 or any(one.count < 0 for one in parts):
        raise ValueError("a bar needs a width above zero and counts that are not below zero")
    counted = [one for one in parts if one.count]
    said = [words.part.format(word=one.word, count=one.count) for one in counted]
    edges = [round(one, 2) for one in accumulate(widths([one.count for one in counted], width), initial=0.0)]
    segments = [_segment(one, says, left, right)
                for one, says, (left, right) in zip(counted, said, pairwise(edges), strict=True)]
    return framed("lamp-bar", box(-1, -1, width + 2, HEIGHT + 2), title, words.comma.join(said) or words.nothing,
                  segments or [_outline(width)])


def widths(counts: Sequence[int], width: float) -> list[float]:
    """Shares of the width for counts above zero; none is narrower than can be seen while there is room for all."""
    least = min(NARROWEST, width / max(1, len(counts)))
    narrow: set[int] = set()
    while True:
        wide = sum(one for at, one in enumerate(counts) if at not in narrow)
        room = width - least * len(narrow)
        more = {at for at, one in enumerate(counts) if at not in narrow and one * room < least * wide}
        if not more:
            return [least if at in narrow else one * room / wide for at, one in enumerate(counts)]
        narrow |= more


def _segment(part: LampPart, says: str, left: float, right: float) -> str:
    face = _FACES[part.kind]
    dash = f' stroke-dasharray="{face.dash}"' if face.dash else ""
    inside = (f'<rect class="lamp-face" x="{number(left)}" y="0" width="{number(right - left)}" height="{HEIGHT}" '
              f'fill="{face.fill}" stroke="{INK}"{dash}/>{_hatch(face.hatch, left, right)}{_label(part, left, right)}')
    return linked(f"lamp-part lamp-{part.kind}", inside, title=says, href=part.href)


def _label(part: LampPart, left: float, right: float) -> str:
    """Mark and number, or the number alone, or nothing: whatever has room. White behind it keeps a hatch away."""
    face, middle = _FACES[part.kind], (left + right) / 2
    for words in (f"{MARKS[part.kind]} {part.count}", str(part.count)):
        room = measure(words) * TEXT + MARGIN
        if room <= right - left:
            behind = (f'<rect class="lamp-behind" x="{number(middle - room / 2)}" y="4" width="{number(room)}" '
                      f'height="{HEIGHT - 8}" fill="{WHITE}"/>') if face.hatch else ""
            return behind + text("lamp-count", number(middle), HEIGHT / 2 + 4.7, TEXT, words, fill=face.ink)
    return ""


def _hatch(hatch: str, left: float, right: float) -> str:
    if not hatch:
        return ""
    lines = _leaning(left, right) if hatch == "leaning" else _upright(left, right)
    return f'<path class="lamp-hatch" fill="none" stroke="{INK}" d="{"".join(lines) or "M0 0"}"/>'


def _upright(left: float, right: float) -> Iterator[str]:
    for far in range(HATCH, int(right - left), HATCH):
        yield f"M{number(left + far)} 0v{HEIGHT}"


def _leaning(left: float, right: float) -> Iterator[str]:
    """Lines from the upper edge down to the left, cut off at both ends of the segment."""
    for far in range(HATCH, int(right - left) + HEIGHT, HATCH):
        begun, ended = max(0.0, far - (right - left)), float(min(HEIGHT, far))
        yield f"M{number(left + far - begun)} {number(begun)}L{number(left + far - ended)} {number(ended)}"


def _outline(width: float) -> str:
    return (f'<rect class="lamp-empty" x="0" y="0" width="{number(width)}" height="{HEIGHT}" fill="none" '
            f'stroke="{INK}" stroke-dasharray="2 3"/>')
