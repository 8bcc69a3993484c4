"""A table's answers to the questions of one rule, with defaults and settings filled in."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import ibis
import ibis.expr.datatypes as dt
import ibis.expr.types as ir

from gongbao.batch.errors import no_column, taken
from gongbao.batch.exact import Exact, alike, constant, nothing
from gongbao.batch.parsed import Parsed, parsed
from gongbao.rules import Context, Input, Rule
from gongbao.rules.inputs import InputType

MARK = "_gongbao_"
"""Columns of ours that no result keeps begin like this."""


class OneByOne(Exception):
    """This rule compares something that columns do not; all its rows are left to the one-case path."""


@dataclass(frozen=True, slots=True)
class Cell:
    """The answers to one question. `value` (a number as `Exact`) is empty where there is none; `said`: answered."""

    type: InputType
    value: Any
    said: ir.BooleanValue

    @property
    def column(self) -> ir.Value:
        """The bare column: scaled integers for numbers."""
        return self.value.whole if isinstance(self.value, Exact) else self.value

    def is_word(self, word: str) -> ir.BooleanValue:
        """Whether the answer is this word, as `conditions.word_of` says it; empty where there is no answer."""
        if self.type == "yes_no":
            return self.value if word == "yes" else ~self.value if word == "no" else self.value & ~self.value
        if self.type == "integer":
            number = int(word) if word.lstrip("-").isdecimal() and str(int(word)) == word else None
            same = self.value.compared("=", number if number is not None else 0)
            return same if number is not None else same & ~same
        if self.type in {"choice", "text"}:
            return self.value == word
        raise OneByOne


@dataclass(frozen=True)
class Cells:
    """`table` holds the input's columns and one of ours for each question; `odd` rows are left to the one-case path."""

    table: ir.Table
    own: tuple[str, ...]
    asked: dict[str, Cell]
    present: tuple[str, ...]
    odd: ir.BooleanValue
    limit: int

    def number(self, name: str) -> Exact:
        value = self.asked[name].value if name in self.asked else None
        return value if isinstance(value, Exact) else nothing()

    def held(self, **columns: ir.Value) -> Cells:
        """With these columns computed once, under our mark."""
        return replace(self, table=self.table.mutate({MARK + name: column for name, column in columns.items()}))

    def kept(self, name: str) -> Any:
        """A column that was held."""
        return self.table[MARK + name]


def cells_of(rule: Rule, context: Context, table: ir.Table, limit: int, aside: str = "") -> Cells:
    """`aside`: a question whose answers the kind reads itself.

    BatchError: a required column is missing or holds no answers, a column begins with our mark.
    """
    every = rule.questions()
    questions = {name: question for name, question in every.items() if name != aside}
    clash = next((name for name in table.columns if name.startswith(MARK)), None)
    if clash is not None:
        raise taken(clash)
    read = {name: _read(context, table, name, question, limit) for name, question in questions.items()}
    columns: dict[str, ir.Value] = {}
    for n, found in enumerate(read.values()):
        columns[f"{MARK}{n}"] = found.value.whole if isinstance(found.value, Exact) else found.value
        columns |= {f"{MARK}{n}_blank": found.blank} | ({} if found.none is None else {f"{MARK}{n}_none": found.none})
    held = table.mutate(columns) if columns else table
    read = {name: _at(held, n, found) for n, (name, found) in enumerate(read.items())}
    asked = {name: _cell(question, read[name], context, name) for name, question in questions.items()}
    present = tuple(name for name in every if name in table.columns)
    fits = [_fits(read[name]) for name in present if name != aside]
    odd = ~ibis.and_(*fits) if fits else ibis.literal(False)
    return Cells(held, tuple(table.columns), asked, present, odd, limit)


def _read(context: Context, table: ir.Table, name: str, question: Input, limit: int) -> Parsed:
    if name in table.columns:
        return parsed(question, name, table[name], limit)
    if question.optional or filled_in(question, context) is not None:
        return parsed(question, name, ibis.null(), limit)
    raise no_column(context.rule, name, question.title)


def _at(held: ir.Table, n: int, found: Parsed) -> Parsed:
    """What was read, as columns of the table that holds it."""
    column = held[f"{MARK}{n}"]
    value = replace(found.value, whole=column) if isinstance(found.value, Exact) else column
    none = None if found.none is None else held[f"{MARK}{n}_none"]
    return Parsed(value, held[f"{MARK}{n}_blank"], none, found.within)


def _known(value: Exact | ir.Value) -> ir.BooleanValue:
    return value.whole.notnull() if isinstance(value, Exact) else value.notnull()


def _fits(found: Parsed) -> ir.BooleanValue:
    fits = found.blank | (_known(found.value) if found.within is None else found.within)
    return fits if found.none is None else fits | found.none


def filled_in(question: Input, context: Context) -> str | None:
    """What answers where nothing is said: the setting where one is set, else the default."""
    if question.setting and question.setting in context.settings:
        return context.settings[question.setting]
    return question.default


def _cell(question: Input, found: Parsed, context: Context, name: str) -> Cell:
    """The default where nothing is answered; who answered that there is none gets none."""
    filled, value = filled_in(question, context), found.value
    default = None if filled is None else question.read(name, filled)
    if default is not None and isinstance(value, Exact):
        given, other = alike(value, constant(default))
        whole = _unless(found.none, given.whole.coalesce(other.whole))
        value = Exact(whole, given.parts, min(given.low, other.low), max(given.high, other.high))
    elif default is not None and not isinstance(value, Exact):
        value = _unless(found.none, value.coalesce(_literal(default, value.type())))
    said = _known(value) if found.none is None else _known(value) | found.none
    return Cell(question.type, value, said if filled is None else ibis.literal(True))


def _unless(none: ir.BooleanValue | None, value: ir.Value) -> ir.Value:
    return value if none is None else none.ifelse(ibis.null(value.type()), value)


def _literal(value: Any, form: dt.DataType) -> ir.Value:
    if isinstance(value, date):
        return ibis.literal(value.isoformat(), "string").cast(form)
    return ibis.literal(value if not isinstance(value, list) else None, form)


__all__ = ["MARK", "Cell", "Cells", "OneByOne", "cells_of", "filled_in"]
