"""The index on PostgreSQL: a GIN index over the words of the indexed passages. Candidates are checked in the row."""

from __future__ import annotations

from django.db import connection

from county.gazette.search.order import Range
from county.gazette.search.tokens import Wanted

Value = str | int | list[str]
# word for word the expressions of the index, without which it would not be used
WORDS = {
    "singles": """string_to_array((singles COLLATE "C"), ' ')""",
    "pairs": """string_to_array((pairs COLLATE "C"), ' ')""",
}


def keys(wanted: Wanted, within: Range | None, limit: int) -> list[int]:
    """Keys of the passages that hold what is wanted, ascending."""
    sql, values = statement(wanted, within, limit)
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return [key for (key,) in cursor]


def statement(wanted: Wanted, within: Range | None, limit: int) -> tuple[str, list[Value]]:
    """The comparison with the row stands first: a walk in order, which frequent words get, is then cheap."""
    tests = [f"strpos({wanted.column}, %s) > 0", f"{WORDS[wanted.column]} @> %s::text[]"]
    values: list[Value] = [wanted.words, sorted(set(wanted.words.split(" ")))]
    if wanted.agency:
        tests.append(f"{WORDS['singles']} @> %s::text[]")
        values.append([wanted.agency_word])
    if within:
        tests.append("key BETWEEN %s AND %s")
        values += [within.low, within.high]
    return f"SELECT key FROM gazette_indexedpassage WHERE {' AND '.join(tests)} ORDER BY key LIMIT %s", [*values, limit]  # noqa: S608
