"""Rows and seals as the database holds them, byte for byte: nothing is mended or refused on the way to `verify`."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db import connection, transaction

from county.audit.canonical import HASHED, moment, row_hash_of, seal_hash_of

AT_ONCE = 500
SEAL = ("number", "previous", "hash", "at", "leaves")
ROW = ("id", "seal_id", "row_hash", *HASHED)
MOMENTS = {"at", "business_at"}


@dataclass(frozen=True, slots=True)
class WrittenRow:
    """`made`: the hash that the row's columns give now, beside the one that it was written with."""

    id: Any
    seal: Any
    row_hash: Any
    made: str


@dataclass(frozen=True, slots=True)
class WrittenSeal:
    """`made`: the hash that the seal's columns give now."""

    number: Any
    previous: Any
    hash: Any
    at: Any
    leaves: Any
    made: str


@contextmanager
def one_moment() -> Iterator[None]:
    """Everything read inside is of one moment, while others write. Nothing is locked.

    SQLite keeps a moment for as long as a statement is open; PostgreSQL is told to.
    """
    if connection.vendor != "postgresql" or connection.in_atomic_block:
        yield
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        yield


def seals() -> Iterator[WrittenSeal]:
    """In the order of their numbers."""
    for number, previous, made, at, leaves in _read("audit_seal", SEAL, "ORDER BY number"):
        yield WrittenSeal(number, previous, made, at, leaves, seal_hash_of(number, previous, at, leaves))


def sealed_rows() -> Iterator[WrittenRow]:
    """By seal and id."""
    return _rows("WHERE seal_id IS NOT NULL ORDER BY seal_id, id")


def unsealed_rows() -> Iterator[WrittenRow]:
    return _rows("WHERE seal_id IS NULL ORDER BY id")


def seals_named_by(ids: list[int]) -> dict[int, Any]:
    """From a row's id to the seal that it names now; rows that are gone are left out."""
    found = {}
    for some in (ids[n : n + AT_ONCE] for n in range(0, len(ids), AT_ONCE)):
        # whole numbers of our own making: nothing to quote
        listed = ", ".join(str(int(one)) for one in some)
        found.update(dict(_read("audit_auditrow", ("id", "seal_id"), f"WHERE id IN ({listed})")))
    return found


def _rows(which: str) -> Iterator[WrittenRow]:
    for key, seal, row_hash, *hashed in _read("audit_auditrow", ROW, which):
        yield WrittenRow(key, seal, row_hash, row_hash_of(dict(zip(HASHED, hashed, strict=True))))


def _read(table: str, columns: tuple[str, ...], which: str) -> Iterator[tuple[Any, ...]]:
    is_postgresql = connection.vendor == "postgresql"
    shown = ", ".join((_of_postgresql if is_postgresql else _of_sqlite)(name) for name in columns)
    told = _plain if is_postgresql else _told_by_sqlite
    # a named cursor is PostgreSQL's way not to send everything at once
    with connection.chunked_cursor() as cursor:
        cursor.execute(f"SELECT {shown} FROM {table} {which}")  # noqa: S608  (names of our own columns)
        while some := cursor.fetchmany(AT_ONCE):
            for values in some:
                yield tuple(told(name, value) for name, value in zip(columns, values, strict=True))


def _of_postgresql(name: str) -> str:
    if name not in MOMENTS:
        return name
    return f"""to_char({name} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"BC')"""


def _plain(name: str, value: Any) -> Any:
    return value.removesuffix("AD") if name in MOMENTS and isinstance(value, str) else value


def _of_sqlite(name: str) -> str:
    """The storage class and the bytes: a text that is not UTF-8, or in the wrong class, is read all the same."""
    return f"typeof({name}) || ':' || hex({name})"


def _told_by_sqlite(name: str, value: str) -> Any:
    sort, _colon, digits = value.partition(":")
    if sort == "null":
        return None
    text = bytes.fromhex(digits).decode("utf-8", "surrogateescape")
    if sort == "integer":
        return int(text)
    if sort != "text":
        return f"{sort}:{text}"
    return _moment_of_sqlite(text) if name in MOMENTS else text


def _moment_of_sqlite(text: str) -> str:
    """The canonical form where the text is exactly what Django writes for it, else the text itself."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return text
    return moment(found.replace(tzinfo=UTC)) if found.tzinfo is None and str(found) == text else text
