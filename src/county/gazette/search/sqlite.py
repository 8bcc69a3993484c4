"""The index on SQLite: an FTS5 table that triggers keep in step with the indexed passages. Its row ids are the keys."""

from __future__ import annotations

from django.db import connection

from county.gazette.search.order import LAST, Range
from county.gazette.search.tokens import Wanted

EVERYWHERE = Range(0, LAST)


def keys(wanted: Wanted, within: Range | None, limit: int) -> list[int]:
    """Keys of the passages that hold what is wanted, ascending. Neighbours in a row are exactly the string."""
    part = within or EVERYWHERE
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT rowid FROM gazette_search WHERE gazette_search MATCH %s AND rowid BETWEEN %s AND %s"
            " ORDER BY rowid LIMIT %s",
            [_expression(wanted), part.low, part.high, limit],
        )
        return [key for (key,) in cursor]


def _expression(wanted: Wanted) -> str:
    held = f"{wanted.column} : {_quoted(wanted.words)}"
    return f"{held} AND singles : {_quoted(wanted.agency_word)}" if wanted.agency else held


def _quoted(words: str) -> str:
    return '"' + words.replace('"', '""') + '"'
