"""A procedure drawn: states as boxes, steps as labelled arrows, top to bottom, no wider than a phone.

    draw_flow(
        [("asked", "已申请", False), ("granted", "已批准", True)],
        [("grant", "批准", "asked", "granted")],
        here="asked",
    )

The markup holds neither styles nor scripts nor ids, so that a strict policy allows it and two drawings may share a
page. Its look is in `county/rulebook.css` (classes `flow…`); without a style sheet it is still black on white."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from html import escape

from county.charts.layout import Layout, lay_out
from county.charts.parts import Edge, Node, State
from county.charts.ranking import BOX_LINE, BOX_TEXT, LABEL_LINE, LABEL_TEXT
from county.charts.routing import Point
from county.charts.words import CHINESE, Words, told

ROUND = 6


def draw_flow(
    states: Sequence[State],
    edges: Sequence[Edge],
    here: str | None = None,
    been: Collection[str] = (),
    *,
    words: Words = CHINESE,
) -> str:
    """SVG of a procedure, safe to put into a page as it is.

    `states`: (id, title, ends), the first being where a case begins. `edges`: (id, title, from, to); a step with
    several origins comes once for each, under the same id. `here`: the state that is filled. `been`: states passed,
    marked ✓ with a thicker border. An id that no state has is left out of both. The same arguments give the same text.
    Raises ValueError without states, with two of the same id, and for an edge from or to a state that is not listed.
    """
    _prove(states, edges)
    layout = lay_out(states, edges)
    ends = {code for code, _title, does_end in states if does_end}
    size = f'viewBox="0 0 {_n(layout.width)} {_n(layout.height)}" width="{_n(layout.width)}"'
    return "".join([
        f'<svg xmlns="http://www.w3.org/2000/svg" class="flow" role="img" {size}>',
        f"<title>{escape(words.title)}</title><desc>{escape(told(states, edges, here, been, words))}</desc>",
        *_lines(layout),
        *(_label(one) for one in layout.labels),
        *(_box(one, here=one.id == here, been=one.id in been, ends=one.id in ends) for one in layout.boxes),
        "</svg>",
    ])


def _prove(states: Sequence[State], edges: Sequence[Edge]) -> None:
    known = {one[0] for one in states}
    if not states or len(known) < len(states):
        raise ValueError("a flow needs at least one state, each with an id of its own")
    for _id, _title, origin, to in edges:
        if origin not in known or to not in known:
            raise ValueError(f"a step leads from {origin!r} to {to!r}, one of which is no state")


def _n(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def _lines(layout: Layout) -> Iterator[str]:
    for line in layout.lines:
        yield f'<path class="flow-line" fill="none" stroke="#1b1b1b" d="{_path(line)}"/>'
    for x, y in sorted({line[-1] for line in layout.lines}):
        if any(one.y == y and one.left <= x <= one.right for one in layout.boxes):
            yield f'<path class="flow-head" d="M{_n(x)} {_n(y)}l-4.5 -8h9z"/>'


def _path(line: Sequence[Point]) -> str:
    """Corners rounded, so that one sees which branch joins which line."""
    parts = [f"M{_n(line[0][0])} {_n(line[0][1])}"]
    for before, corner, after in zip(line, line[1:], line[2:], strict=False):
        radius = min(ROUND, _far(before, corner) / 2, _far(corner, after) / 2)
        start, end = _toward(corner, before, radius), _toward(corner, after, radius)
        parts.append(f"L{_n(start[0])} {_n(start[1])}Q{_n(corner[0])} {_n(corner[1])} {_n(end[0])} {_n(end[1])}")
    return "".join([*parts, f"L{_n(line[-1][0])} {_n(line[-1][1])}"])


def _far(one: Point, other: Point) -> float:
    return abs(one[0] - other[0]) + abs(one[1] - other[1])


def _toward(one: Point, other: Point, length: float) -> Point:
    whole = _far(one, other) or 1
    return one[0] + (other[0] - one[0]) * length / whole, one[1] + (other[1] - one[1]) * length / whole


def _text(node: Node, size: int, line: int, name: str) -> str:
    first = node.y + (node.height - line * len(node.lines)) / 2 + line / 2 + size * 0.36
    spans = "".join(f'<tspan x="{_n(node.x)}" y="{_n(first + line * n)}">{escape(words)}</tspan>'
                    for n, words in enumerate(node.lines))
    return f'<text class="{name}" font-size="{size}" text-anchor="middle">{spans}</text>'


def _label(node: Node) -> str:
    return _text(node, LABEL_TEXT, LABEL_LINE, "flow-step")


def _box(node: Node, *, here: bool, been: bool, ends: bool) -> str:
    marks = [name for name, on in (("flow-here", here), ("flow-been", been), ("flow-ends", ends)) if on]
    parts = [_rect(node, 0, "3" if been else "1.5")]
    if ends:
        parts.append(_rect(node, 4, "1"))
    parts.append(_text(node, BOX_TEXT, BOX_LINE, "flow-title"))
    if been:
        parts.append(f'<circle class="flow-mark" cx="{_n(node.left + 2)}" cy="{_n(node.y + 2)}" r="8"/>'
                     f'<text class="flow-tick" font-size="12" text-anchor="middle" x="{_n(node.left + 2)}" '
                     f'y="{_n(node.y + 6.5)}">✓</text>')
    return f'<g class="{" ".join(["flow-state", *marks])}">{"".join(parts)}</g>'


def _rect(node: Node, inset: float, stroke: str) -> str:
    return (f'<rect class="flow-box" x="{_n(node.left + inset)}" y="{_n(node.y + inset)}" rx="{4 if not inset else 2}" '
            f'width="{_n(node.width - 2 * inset)}" height="{_n(node.height - 2 * inset)}" fill="#ffffff" '
            f'stroke="#1b1b1b" stroke-width="{stroke}"/>')
