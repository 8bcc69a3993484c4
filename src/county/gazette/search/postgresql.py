"""The index on PostgreSQL: a GIN index over the words of the indexed passages. Candidates are checked in the row."""

from __future__ import annotations

from django.db import connection

from county.gazette.search.order import FIRST_TEXT, LAST, Range
from county.gazette.search.tokens import Wanted

Value = str | int | list[str]
TABLE = "gazette_indexedpassage"
# word for word the expressions of the index, without which it would not be used
WORDS = {
    "singles": """string_to_array((singles COLLATE "C"), ' ')""",
    "pairs": """string_to_array((pairs COLLATE "C"), ' ')""",
}
# a walk for 1,001 hits beats the index where one passage in sixteen holds the word: measured with 100,000 passages
SAMPLE, FREQUENT = 400, 25


def keys(wanted: Wanted, within: Range | None, limit: int) -> list[int]:
    """Keys of the passages that hold what is wanted, ascending."""
    sql, values = walk(wanted, within, limit) if _is_frequent(wanted, within) else look_up(wanted, within, limit)
    return [key for (key,) in _fetch(sql, values)]


def look_up(wanted: Wanted, within: Range | None, limit: int) -> tuple[str, list[Value]]:
    """By the index; the cheap comparison with the row stands first, for the planner may walk all the same."""
    tests = [f"strpos({wanted.column}, %s) > 0", f"{WORDS[wanted.column]} @> %s::text[]"]
    values: list[Value] = [wanted.words, sorted(set(wanted.words.split(" ")))]
    if wanted.agency:
        tests.append(f"{WORDS['singles']} @> %s::text[]")
        values.append([wanted.agency_word])
    return _in_order(tests, values, within, limit)


def walk(wanted: Wanted, within: Range | None, limit: int) -> tuple[str, list[Value]]:
    """Along the primary key until there are enough; for a single word. Only for what `_is_frequent` lets through."""
    test, word = _holds_word(wanted)
    return _in_order([test], [word], within, limit)


def _is_frequent(wanted: Wanted, within: Range | None) -> bool:
    """Whether a look at the first passages shows the word so often that the index would only be in the way."""
    if " " in wanted.words or wanted.agency:
        return False
    part = within or Range(FIRST_TEXT, LAST)
    test, word = _holds_word(wanted)
    sample = f"SELECT singles, pairs FROM {TABLE} WHERE key BETWEEN %s AND %s ORDER BY key LIMIT %s"  # noqa: S608
    sql = f"SELECT COUNT(*) FROM ({sample}) sample WHERE {test}"  # noqa: S608
    return _fetch(sql, [part.low, part.high, SAMPLE, word])[0][0] >= FREQUENT


def _holds_word(wanted: Wanted) -> tuple[str, str]:
    """A test of the row and its value. Among singles the blanks matter: names of agencies stand there, too."""
    if wanted.column == "singles":
        return "strpos(' ' || singles || ' ', %s) > 0", f" {wanted.words} "
    return "strpos(pairs, %s) > 0", wanted.words


def _in_order(tests: list[str], values: list[Value], within: Range | None, limit: int) -> tuple[str, list[Value]]:
    if within:
        tests, values = [*tests, "key BETWEEN %s AND %s"], [*values, within.low, within.high]
    return f"SELECT key FROM {TABLE} WHERE {' AND '.join(tests)} ORDER BY key LIMIT %s", [*values, limit]  # noqa: S608


def _fetch(sql: str, values: list[Value]) -> list[tuple[int]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        rows: list[tuple[int]] = cursor.fetchall()
    return rows
