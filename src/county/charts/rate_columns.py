"""Rates from 0 to 100 as columns, each with its number above and its name below.

    draw_columns([Column("一季度", 92.5, "92.5%"), Column("二季度", None, "没有到期的事")], title="按时办结率")

Its look is in `county/charts.css` (classes `rate-…`)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from county.charts.svg import INK, box, framed, linked, number, text
from county.charts.wrapping import measure

FULL = 80
TOP = 18
TEXT = 12
COLUMN = 24
NARROWEST = 36.0
HEIGHT = TOP + FULL + TEXT + 8
UNKNOWN = "–"


@dataclass(frozen=True, slots=True)
class Column:
    """`said`: the rate as it is printed above the column, a few characters; without a value, why there is none."""

    label: str
    value: float | None
    said: str


@dataclass(frozen=True, slots=True)
class ColumnWords:
    """Another language gives its own; `column` holds {label} and {said}."""

    column: str = "{label}：{said}"
    nothing: str = "还没有可比的数"
    stop: str = "；"


CHINESE = ColumnWords()


def draw_columns(columns: Sequence[Column], *, title: str, words: ColumnWords = CHINESE) -> str:
    """SVG, safe to put into a page as it is, in the order given. Raises ValueError for a value outside 0 to 100."""
    if any(one.value is not None and not 0 <= one.value <= 100 for one in columns):
        raise ValueError("a rate lies between 0 and 100")
    shown = [one.label for one in columns] + [one.said for one in columns if one.value is not None]
    wide = max([NARROWEST, *(measure(one) * TEXT + 8 for one in shown)])
    whole = wide * max(1, len(columns))
    said = [words.column.format(label=one.label, said=one.said) for one in columns]
    return framed("rate-columns", box(0, 0, whole, HEIGHT), title, words.stop.join(said) or words.nothing, [
        _level("rate-full", whole, TOP, ' stroke-width="0.5" stroke-dasharray="2 3"'),
        *(_column(one, says, wide * (at + 0.5)) for at, (one, says) in enumerate(zip(columns, said, strict=True))),
        _level("rate-axis", whole, TOP + FULL),
    ])


def _level(name: str, whole: float, at: float, more: str = "") -> str:
    return f'<line class="{name}" x1="0" x2="{number(whole)}" y1="{at}" y2="{at}" stroke="{INK}"{more}/>'


def _column(column: Column, says: str, middle: float) -> str:
    tall = FULL * (column.value or 0) / 100
    top, x = TOP + FULL - tall, number(middle)
    name = "rate-column" if column.value is not None else "rate-column rate-unknown"
    inside = "" if column.value is None else (
        f'<rect class="rate-bar" x="{number(middle - COLUMN / 2)}" y="{number(top)}" width="{COLUMN}" '
        f'height="{number(tall)}" fill="#bdbdbd" stroke="{INK}"/>')
    inside += text("rate-said", x, top - 5, TEXT, UNKNOWN if column.value is None else column.said)
    return linked(name, inside + text("rate-label", x, HEIGHT - 5, TEXT, column.label), title=says)
