"""Rows of a made-up clerk, and a hand that changes them behind the triggers' back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction

SQLITE_ONLY = pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite's own way")
POSTGRESQL_ONLY = pytest.mark.skipif(connection.vendor != "postgresql", reason="PostgreSQL's own way")
NOW = datetime(2031, 5, 6, 1, 2, 3, 456789, tzinfo=UTC)


@dataclass(frozen=True)
class Clerk:
    user_id: int | None = 7
    shown_as: str = "清禾县水利局科员"


@pytest.fixture
def home(settings: Any, tmp_path: Path) -> Path:
    """Where seals.log lies."""
    settings.HOME = tmp_path
    return tmp_path


@pytest.fixture
def add(db: None, home: Path) -> Callable[..., Any]:
    """Record so many steps; returns the last row."""
    from county.audit.services import record

    def add_rows(count: int = 1, **said: Any) -> Any:
        given = {"actor": Clerk(), "verb": "open", "thing_kind": "case", "business_at": NOW, "content": {"一": 1}}
        return [record(**{**given, "thing_id": f"2031-{n}", **said}) for n in range(1, count + 1)][-1]

    return add_rows


def run(statement: str, values: Any = None) -> list[Any]:
    """Plain SQL; a moment is written as Django writes it."""
    written = [connection.ops.adapt_datetimefield_value(one) if isinstance(one, datetime) else one
               for one in values or ()]
    with connection.cursor() as cursor:
        cursor.execute(statement, written or None)
        return cursor.fetchall() if cursor.description else []


def put(table: str, key: int, column: str, value: Any) -> None:
    """Write a value into one column of the row or seal with this id or number."""
    own = "id" if table == "audit_auditrow" else "number"
    value_there = "CAST(%s AS TEXT)" if isinstance(value, bytes) else "%s"
    run(f"UPDATE {table} SET {column} = {value_there} WHERE {own} = %s", [value, key])  # noqa: S608


@contextmanager
def behind_the_triggers() -> Iterator[None]:
    """Without triggers until the end; whatever was changed is undone."""
    from county.audit import triggers

    before = transaction.savepoint()
    triggers.remove()
    yield
    transaction.savepoint_rollback(before)


def sorts(folder: Path | None = None) -> set[str]:
    from county.audit.verify import verify

    return {one.sort for one in verify(folder)}


@pytest.fixture(autouse=True)
def page_is_served(settings: Any) -> None:
    """The page of this app, also where county.site.urls does not include it."""
    from django.urls import NoReverseMatch, include, path, reverse

    from county.site.urls import urlpatterns

    try:
        reverse("audit:rows")
    except NoReverseMatch:
        settings.ROOT_URLCONF = (*urlpatterns, path("", include("county.audit.urls")))
