"""Whether a reading owns every character of its source exactly once, as docs/json.md says."""

from __future__ import annotations

import itertools
from typing import Any

from . import nodes


def own_spans(payload: dict[str, Any]) -> list[tuple[str, list[int]]]:
    """Every span that owns characters, with a name for it, in no order."""
    named = [
        (f"{document['number']} {at}", span)
        for document in payload["documents"]
        for at, _, spans in nodes.owned(document)
        for span in spans
    ]
    return named + [(aside["kind"], aside["span"]) for aside in payload["set_aside"]]


def double(payload: dict[str, Any]) -> list[str]:
    """Places where two spans own the same character."""
    taken = sorted((span[0], span[1], name) for name, span in own_spans(payload) if span[0] < span[1])
    pairs = itertools.pairwise(taken)
    return [f"{one[2]} {one[:2]} and {two[2]} {two[:2]}" for one, two in pairs if two[0] < one[1]]


def lost(payload: dict[str, Any], text: str) -> list[str]:
    """Runs of characters, other than white space, that nobody owns."""
    end, found = 0, []
    spans = sorted((span[0], span[1]) for _, span in own_spans(payload))
    for start, stop in [*spans, (len(text), len(text))]:
        if start > end and text[end:start].strip():
            found.append(f"[{end}, {start}) {text[end:start].strip()[:12]!r}")
        end = max(end, stop)
    return found


def outside(payload: dict[str, Any], text: str) -> list[str]:
    """Spans that are no ranges of the text, or lie outside their document."""
    found = [name for name, span in own_spans(payload) if not 0 <= span[0] <= span[1] <= len(text)]
    for document in payload["documents"]:
        low, high = document["span"]
        for at, _, spans in nodes.owned(document):
            found += [
                f"{document['number']} {at} {s}" for s in spans if s[0] < s[1] and not low <= s[0] <= s[1] <= high
            ]
    return found


def faults(payload: dict[str, Any], text: str) -> list[str]:
    """All that keeps the reading from being a partition of its source."""
    return (
        [f"outside: {place}" for place in outside(payload, text)]
        + [f"twice: {place}" for place in double(payload)]
        + [f"lost: {place}" for place in lost(payload, text)]
    )
