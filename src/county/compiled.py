"""Statements of paths that are taken very often, put into SQL once: to do so anew each time takes Django longer than
the database takes to answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import cached_property
from typing import Any

from django.db import connection
from django.db.models import AutoField, BooleanField, DateTimeField, Field, Model, QuerySet
from django.db.models.fields import BigIntegerField, CharField, IntegerField, TextField


class Compiled:
    """`build` gives a query of values, with one value of its filters in each place that is filled in later, in their
    order."""

    def __init__(self, build: Callable[[], QuerySet[Any, Any]]) -> None:
        self.build = build

    @cached_property
    def _made(self) -> tuple[str, dict[int, tuple[list[Any], Any]]]:
        """The statement, and what makes Python's values of a column's."""
        compiler = self.build().query.get_compiler(connection.alias)
        sql: str = compiler.as_sql()[0]
        return sql, compiler.get_converters(expression for expression, _sql, _alias in compiler.select)

    def rows(self, *said: Any) -> list[list[Any]]:
        sql, converters = self._made
        with connection.cursor() as cursor:
            cursor.execute(sql, [_adapted(one) for one in said])
            found = [list(row) for row in cursor.fetchall()]
        for row in found:
            for at, (several, expression) in converters.items():
                for convert in several:
                    row[at] = convert(row[at], expression, connection)
        return found


class CompiledInsert:
    """One new row of a model, its key set afterwards. As `Model.save(force_insert=True)`, without signals.

    `given`: columns whose value the statement around it gives, by its expression.
    """

    def __init__(self, model: type[Model], given: Mapping[str, str] | None = None) -> None:
        self.model, self.given = model, given or {}

    @cached_property
    def fields(self) -> Sequence[Field[Any, Any]]:
        return [one for one in self.model._meta.concrete_fields if not isinstance(one, AutoField)]  # noqa: SLF001

    @cached_property
    def own(self) -> Sequence[tuple[Field[Any, Any], bool]]:
        """The fields that take the row's values, and whether they take them as they are."""
        kinds = (CharField, TextField, IntegerField, BigIntegerField, BooleanField)
        return [(one, isinstance(one, kinds) and not one.is_relation) for one in self.fields
                if one.column not in self.given]

    @cached_property
    def into(self) -> str:
        quoted, meta = connection.ops.quote_name, self.model._meta  # noqa: SLF001
        columns = ", ".join(quoted(str(one.column)) for one in self.fields)
        return f"INSERT INTO {quoted(meta.db_table)} ({columns})"

    @cached_property
    def places(self) -> str:
        """For `values`, in their order."""
        return ", ".join(self.given.get(str(one.column), "%s") for one in self.fields)

    @cached_property
    def sql(self) -> str:
        key = connection.ops.quote_name(str(self.model._meta.pk.column))  # noqa: SLF001
        return f"{self.into} VALUES ({self.places}) RETURNING {key}"

    def values(self, row: Model) -> list[Any]:
        return [self._value(row, one, plain) for one, plain in self.own]

    def insert(self, row: Model) -> None:
        """IntegrityError as from `save`."""
        with connection.cursor() as cursor:
            cursor.execute(self.sql, self.values(row))
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
