"""Running the statements of triggers: by a migration, which can show them, or on a connection."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor

CHECKED = ("SET CONSTRAINTS ALL IMMEDIATE", "SET CONSTRAINTS ALL DEFERRED")
"""PostgreSQL: rows that wait for a deferred check would keep their table's triggers from being added or dropped."""


def run(on: Any, *, sqlite: Iterable[str], postgresql: Iterable[str]) -> None:
    """Statement by statement. `on`: a connection, or a schema editor: it is asked, so that `sqlmigrate` shows them."""
    connection = on.connection if isinstance(on, BaseDatabaseSchemaEditor) else on
    for statement in postgresql if connection.vendor == "postgresql" else sqlite:
        if on is not connection:
            on.execute(statement, params=None)
            continue
        with connection.cursor() as cursor:
            cursor.execute(statement)
