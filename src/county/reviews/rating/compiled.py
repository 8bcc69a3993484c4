"""Queries of the path that every rating takes, put into SQL once: to do so anew each time takes Django longer than
the database takes to answer."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import cached_property
from typing import Any

from django.db import connection
from django.db.models import QuerySet


class Compiled:
    """`build` gives the query, with one value of its filters in each place that is filled in later, in their order."""

    def __init__(self, build: Callable[[], QuerySet[Any, Any]]) -> None:
        self.build = build

    @cached_property
    def sql(self) -> str:
        sql: str = self.build().query.sql_with_params()[0]
        return sql

    def rows(self, *said: str | datetime) -> list[tuple[Any, ...]]:
        with connection.cursor() as cursor:
            cursor.execute(self.sql, [_adapted(one) for one in said])
            return list(cursor.fetchall())


def _adapted(one: str | datetime) -> Any:
    return connection.ops.adapt_datetimefield_value(one) if isinstance(one, datetime) else one
