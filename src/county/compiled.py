"""Statements of paths that are taken very often, put into SQL once: to do so anew each time takes Django longer than
the database takes to answer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import cached_property
from typing import Any

from django.db import connection
from django.db.models import AutoField, BooleanField, DateTimeField, Field, Model, QuerySet
from django.db.models.fields import BigIntegerField, CharField, IntegerField, TextField


class Compiled:
    """`build` gives the query, with one value of its filters in each place that is filled in later, in their order."""

    def __init__(self, build: Callable[[], QuerySet[Any, Any]]) -> None:
        self.build = build

    @cached_property
    def sql(self) -> str:
        sql: str = self.build().query.sql_with_params()[0]
        return sql

    def rows(self, *said: Any) -> list[tuple[Any, ...]]:
        values: list[Any] = [_adapted(one) for one in said]
        with connection.cursor() as cursor:
            cursor.execute(self.sql, values)
            return list(cursor.fetchall())


class CompiledInsert:
    """One new row of a model, its key set afterwards. As `Model.save(force_insert=True)`, without signals."""

    def __init__(self, model: type[Model]) -> None:
        self.model = model

    @cached_property
    def fields(self) -> Sequence[Field[Any, Any]]:
        return [one for one in self.model._meta.concrete_fields if not isinstance(one, AutoField)]  # noqa: SLF001

    @cached_property
    def plain(self) -> Sequence[bool]:
        """Whether a column takes its value as it is."""
        kinds = (CharField, TextField, IntegerField, BigIntegerField, BooleanField)
        return [isinstance(one, kinds) and not one.is_relation for one in self.fields]

    @cached_property
    def sql(self) -> str:
        quoted = connection.ops.quote_name
        meta = self.model._meta  # noqa: SLF001
        columns = ", ".join(quoted(str(one.column)) for one in self.fields)
        places = ", ".join(["%s"] * len(self.fields))
        key = quoted(str(meta.pk.column))
        return f"INSERT INTO {quoted(meta.db_table)} ({columns}) VALUES ({places}) RETURNING {key}"  # noqa: S608

    def insert(self, row: Model) -> None:
        """IntegrityError as from `save`."""
        values = [self._value(row, one, plain) for one, plain in zip(self.fields, self.plain, strict=True)]
        with connection.cursor() as cursor:
            cursor.execute(self.sql, values)
            row.pk = cursor.fetchone()[0]
        row._state.adding, row._state.db = False, connection.alias  # noqa: SLF001

    @staticmethod
    def _value(row: Model, one: Field[Any, Any], plain: bool) -> Any:
        value = row.__dict__.get(one.attname)
        if plain or value is None:
            return value
        if isinstance(one, DateTimeField):
            return connection.ops.adapt_datetimefield_value(value)
        return one.get_db_prep_save(value, connection)


def _adapted(one: Any) -> Any:
    return connection.ops.adapt_datetimefield_value(one) if isinstance(one, datetime) else one
