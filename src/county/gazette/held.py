"""Passages by their places, for desks that quote them: the place itself, or the nearest one around it."""

from __future__ import annotations

from collections.abc import Iterable

from county.gazette.models import Document, Passage
from county.gazette.names import anchor_of
from county.gazette.selectors import href_of
from county.offers import HeldPassage, Place


def passages_at(places: Iterable[Place]) -> dict[Place, HeldPassage]:
    """Two queries however many places: the documents, and their passages at these locators. A cell gives its row."""
    wanted = {place: _around(place[1]) for place in places}
    ats = {at for around in wanted.values() for at in around}
    documents = dict(Document.objects.filter(address__in={number for number, _ in wanted}).values_list("address", "id"))
    if not documents:
        return {}
    found = {
        (document, at): text
        for document, at, text in Passage.objects.filter(document__in=documents.values(), at__in=ats)
        .exclude(kind=Passage.Kind.ROSTER)
        .order_by("position")
        .values_list("document", "at", "text")
    }
    held = {}
    for (number, at), around in wanted.items():
        nearest = next((one for one in around if (documents.get(number), one) in found), None)
        if nearest is not None:
            text = found[documents[number], nearest]
            held[number, at] = HeldPassage(text, f"{href_of(number)}#{anchor_of(nearest)}")
    return held


def _around(at: str) -> list[str]:
    """`附件2 表1 第9行 列3` → itself, its row, its table."""
    parts = at.split(" ")
    return [" ".join(parts[:n]) for n in range(len(parts), 0, -1)]
