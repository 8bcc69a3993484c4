"""Answering a query: the index gives the keys in order, the passages of one page are fetched and marked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import connection

from county.gazette.models import Document
from county.gazette.search import order, postgresql, sqlite
from county.gazette.search.folding import fold, marks
from county.gazette.search.order import Range
from county.gazette.search.results import Hit, Results
from county.gazette.search.tokens import Wanted

LONGEST_QUERY = 200
COUNTED = 1000
# written out, because putting it together anew would take longer than answering it
PAGE = """
    SELECT document.address, document.title, document.number, document.issued, passage.at, passage.kind, passage.text
    FROM gazette_indexedpassage
    JOIN gazette_passage passage ON passage.id = gazette_indexedpassage.passage_id
    JOIN gazette_document document ON document.id = passage.document_id
    WHERE key IN ({}) ORDER BY key
"""
KEYS = {"sqlite": sqlite.keys, "postgresql": postgresql.keys}


def search(
    query: str,
    *,
    document: str | None = None,
    agency: str | None = None,
    issued_from: date | None = None,
    issued_to: date | None = None,
    start: int = 0,
    size: int = 20,
) -> Results:
    """Passages that hold the query, its white space, case and width aside; all of it is plain characters.

    Order: titles, then the newest document, then the order of import, then the place in the document. `document` is
    an address, `agency` an official name, both days are included, `start` and `size` count hits. Hits beyond 1,000
    are neither counted nor given. Two database queries, one more with a day, two more with a document; on PostgreSQL
    each look for one or two characters takes one more.
    """
    if len(query) > LONGEST_QUERY:
        return Results(reason="too_long")
    wanted = Wanted(fold(query), fold(agency or ""))
    if not wanted.text:
        return Results(reason="empty")
    if not all(map(_storable, (wanted.text, wanted.agency, document or ""))):
        return Results()
    keys = _keys(wanted, _ranges(document, issued_from, issued_to))
    page = keys[:COUNTED][max(start, 0) :][: max(size, 0)]
    return Results(min(len(keys), COUNTED), len(keys) > COUNTED, _hits(page, wanted.text))


def _storable(text: str) -> bool:
    """Half a surrogate pair and NUL stand in no database, so nothing there holds them."""
    return not any("\ud800" <= character <= "\udfff" or character == "\0" for character in text)


def _ranges(document: str | None, issued_from: date | None, issued_to: date | None) -> list[Range] | None:
    """Where to look, in the order of results; None: everywhere."""
    ranges = order.of_days(issued_from, issued_to) if issued_from or issued_to else None
    if not document:
        return ranges
    found = Document.objects.filter(address=document).values_list("pk", "issued").first()
    own = order.of_document(*found) if found else []
    return own if ranges is None else order.both(own, ranges)


def _keys(wanted: Wanted, ranges: list[Range] | None) -> list[int]:
    """At most one key more than is counted."""
    find = KEYS[connection.vendor]
    if ranges is None:
        return find(wanted, None, COUNTED + 1)
    keys: list[int] = []
    for part in ranges:
        if len(keys) <= COUNTED:
            keys += find(wanted, part, COUNTED + 1 - len(keys))
    return keys


def _hits(keys: Sequence[int], wanted: str) -> list[Hit]:
    if not keys:
        return []
    with connection.cursor() as cursor:
        cursor.execute(PAGE.format(", ".join(["%s"] * len(keys))), keys)
        return [
            Hit(address, title, number, issued, at, kind, text, marks(text, wanted))
            for address, title, number, issued, at, kind, text in cursor
        ]
