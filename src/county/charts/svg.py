"""The pieces of SVG that charts share: the frame with its words, links, texts. No styles, no scripts, no ids."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from county.charts.wrapping import readable

INK = "#1b1b1b"
WHITE = "#ffffff"


def safe(text: str) -> str:
    return escape(readable(text))


def number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")


def box(left: float, top: float, width: float, height: float) -> str:
    """The attributes of a drawing that keeps its proportions."""
    sizes = [number(one) for one in (left, top, width, height)]
    return f'viewBox="{" ".join(sizes)}" width="{sizes[2]}" height="{sizes[3]}"'


def framed(name: str, size: str, title: str, desc: str, parts: Iterable[str]) -> str:
    """A drawing with links is a group: what lies inside an image is hidden from a screen reader."""
    inside = "".join(parts)
    role = "group" if "<a " in inside else "img"
    return (f'<svg xmlns="http://www.w3.org/2000/svg" class="{name}" role="{role}" {size}>'
            f"<title>{safe(title)}</title><desc>{safe(desc)}</desc>{inside}</svg>")


def linked(name: str, inside: str, *, title: str, href: str = "") -> str:
    """A piece with its words; a link if it has an address."""
    says = f"<title>{safe(title)}</title>{inside}"
    if not href:
        return f'<g class="{name}">{says}</g>'
    return f'<a class="{name}" href="{safe(href)}" aria-label="{safe(title)}">{says}</a>'


def text(name: str, x: str, y: float, size: int, words: str, *, fill: str = INK, anchor: str = "middle") -> str:
    return (f'<text class="{name}" x="{x}" y="{number(y)}" font-size="{size}" text-anchor="{anchor}" fill="{fill}">'
            f"{safe(words)}</text>")
