"""Text with its citations as links. Everything is escaped here; templates print the result as it is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from county.gazette.order import joined

Span = list[int]
Cited = tuple[int, int, str]
"""Start and end of a citation in the source, and the address it leads to."""


def cited_spans(cites: Iterable[dict[str, Any]], links: Mapping[tuple[str, str], str]) -> list[Cited]:
    """The citations that lead somewhere, in the order of the text."""
    found = ((*cite["span"], links.get((cite["number"], cite["title"]), "")) for cite in cites)
    return sorted((start, end, href) for start, end, href in found if href and end > start)


def linked(text: str, spans: list[Span], cites: list[Cited]) -> SafeString:
    """The own text of a node as HTML. `spans` say where its characters stand in the source."""
    if sum(end - start for start, end in spans) != len(text):
        return SafeString(escape(joined(text)))
    pieces, done, before = [], 0, 0
    for start, end in spans:
        for cite_start, cite_end, href in _within(cites, start, end):
            left, right = before + cite_start - start, before + cite_end - start
            if left < done:
                continue
            pieces += [escape(text[done:left]), format_html('<a href="{}">{}</a>', href, text[left:right])]
            done = right
        before += end - start
    pieces.append(escape(text[done:]))
    return mark_safe(joined("".join(pieces)))  # noqa: S308  (each piece is escaped above)


def _within(cites: list[Cited], start: int, end: int) -> list[Cited]:
    return [cite for cite in cites if start <= cite[0] and cite[1] <= end]
