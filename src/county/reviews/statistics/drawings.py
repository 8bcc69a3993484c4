"""Distribution of grades as one bar a row, the longest as long as its count; what silence gave is hatched.

Its look is in `county/review-statistics.css` (classes `grade-…`); without it the shades are grey."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from county.charts.lamp_bar import widths
from county.charts.svg import INK, WHITE, box, framed, linked, number, text
from county.charts.wrapping import measure

BAR, STEP, HEAD, LEFT, WIDTH, TEXT = 20, 34, 4, 190, 420, 12
_FACES = ("#ffffff", "#e2e2e2", "#bdbdbd", "#7a7a7a", "#1b1b1b")


@dataclass(frozen=True, slots=True)
class BarRow:
    """`parts`: by grade, then what silence gave; None where a number is held back. `whole`: None likewise."""

    label: str
    parts: tuple[int | None, ...]
    whole: int | None
    href: str = ""


def distribution(rows: Sequence[BarRow], names: Sequence[str], title: str) -> SafeString:
    """SVG with every number in words. `names`: of the parts in their order."""
    longest = max((one.whole or sum(part or 0 for part in one.parts) for one in rows), default=0) or 1
    drawn = [_row(one, names, HEAD + at * STEP, longest) for at, one in enumerate(rows)]
    said = _("；").join(_says(one, names) for one in rows) or _("一条评价也没有")
    size = box(0, 0, LEFT + WIDTH + 70, HEAD + STEP * max(1, len(rows)))
    return mark_safe(framed("grade-bars", size, title, said, drawn))  # noqa: S308  (escaped piece by piece)


def _says(row: BarRow, names: Sequence[str]) -> str:
    parts = _("、").join(f"{name} {_('不公布') if count is None else count}"
                        for name, count in zip(names, row.parts, strict=True) if count != 0)
    return _("{label}：{parts}").format(label=row.label, parts=parts)


def _row(row: BarRow, names: Sequence[str], top: float, longest: int) -> str:
    shown = [(at, count) for at, count in enumerate(row.parts) if count]
    rest = (row.whole or 0) - sum(count for _at, count in shown)
    counted = [*shown, (len(row.parts), rest)] if row.whole is not None and rest > 0 else shown
    whole = sum(count for _at, count in counted)
    width = WIDTH * whole / longest
    edges = [float(LEFT)]
    for one in widths([count for _at, count in counted], width) if counted else ():
        edges.append(edges[-1] + one)
    inside = "".join(_part(at, count, left, right, top)
                     for (at, count), (left, right) in zip(counted, pairwise(edges), strict=True))
    said = str(row.whole) if row.whole is not None else _("不公布")
    label = text("grade-label", str(LEFT - 8), top + 15, TEXT, _cut(row.label), anchor="end")
    return linked("grade-row", label + inside + text("grade-whole", number(edges[-1] + 6), top + 15, TEXT, said,
                                                     anchor="start"), title=_says(row, names), href=row.href)


def _part(at: int, count: int, left: float, right: float, top: float) -> str:
    """A segment; the last of the parts is hatched, what is held back is dashed."""
    fill = _FACES[at] if at < len(_FACES) else WHITE
    name = f"grade-{at + 1}" if at < len(_FACES) else "grade-default" if at == len(_FACES) else "grade-held"
    dash = ' stroke-dasharray="2 3"' if name == "grade-held" else ""
    face = (f'<rect class="grade-face {name}" x="{number(left)}" y="{number(top)}" width="{number(right - left)}" '
            f'height="{BAR}" fill="{fill}" stroke="{INK}"{dash}/>')
    if name == "grade-default":
        lines = "".join(_hatch(left, right, top)) or "M0 0"
        face += f'<path class="grade-hatch" fill="none" stroke="{INK}" d="{lines}"/>'
    if measure(str(count)) * TEXT + 4 > right - left:
        return face
    behind = (f'<rect class="grade-behind" x="{number((left + right) / 2 - measure(str(count)) * TEXT / 2 - 1)}" '
              f'y="{number(top + 3)}" width="{number(measure(str(count)) * TEXT + 2)}" height="{BAR - 6}" '
              f'fill="{WHITE}"/>') if name == "grade-default" else ""
    ink = WHITE if at in {3, 4} else INK
    middle = number((left + right) / 2)
    return face + behind + text(f"grade-count {name}-count", middle, top + 15, TEXT, str(count), fill=ink)


def _hatch(left: float, right: float, top: float) -> Iterator[str]:
    for far in range(6, int(right - left) + BAR, 6):
        begun, ended = max(0.0, far - (right - left)), float(min(BAR, far))
        yield f"M{number(left + far - begun)} {number(top + begun)}L{number(left + far - ended)} {number(top + ended)}"


def _cut(label: str) -> str:
    return label if len(label) <= 14 else f"{label[:13]}…"
