"""A table's answers to the questions of one rule, with defaults and settings filled in."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import ibis
import ibis.expr.types as ir

from gongbao.batch.errors import no_column, taken
from gongbao.batch.exact import Exact, alike, constant, nothing
from gongbao.batch.parsed import FORMS, Parsed, parsed
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

    def number(self, name: str) -> Exact:
        value = self.asked[name].value if name in self.asked else None
        return value if isinstance(value, Exact) else nothing()

    def held(self, **columns: ir.Value) -> Cells:
        """With these columns computed once, under our mark."""
        return replace(self, table=self.table.mutate({MARK + name: column for name, column in columns.items()}))

    def kept(self, name: str) -> Any:
        """A column that was held."""
        return self.table[MARK + name]


def cells_of(rule: Rule, context: Context, table: ir.Table, limit: int) -> Cells:
    """BatchError: a required column is missing or holds no answers, a column begins with our mark."""
    questions = rule.questions()
    clash = next((name for name in table.columns if name.startswith(MARK)), None)
    if clash is not None:
        raise taken(clash)
    read = {name: _read(rule, context, table, name, question, limit) for name, question in questions.items()}
    columns: dict[str, ir.Value] = {}
    for n, (cell, fits) in enumerate(read.values()):
        columns |= {f"{MARK}{n}": cell.column, f"{MARK}{n}_said": cell.said, f"{MARK}{n}_fits": fits}
    held = table.mutate(columns) if columns else table
    asked = {name: _at(held, n, cell) for n, (name, (cell, _)) in enumerate(read.items())}
    present = tuple(name for name in questions if name in table.columns)
    fits = [held[f"{MARK}{n}_fits"] for n, name in enumerate(questions) if name in present]
    return Cells(held, tuple(table.columns), asked, present, ~ibis.and_(*fits) if fits else ibis.literal(False))


def _at(held: ir.Table, n: int, cell: Cell) -> Cell:
    column = held[f"{MARK}{n}"]
    value = replace(cell.value, whole=column) if isinstance(cell.value, Exact) else column
    return Cell(cell.type, value, held[f"{MARK}{n}_said"])


def _read(rule: Rule, context: Context, table: ir.Table, name: str, question: Input, limit: int,
          ) -> tuple[Cell, ir.BooleanValue]:
    filled = filled_in(question, context)
    if name in table.columns:
        found = parsed(question, name, table[name], limit)
    elif question.optional or filled is not None:
        found = parsed(question, name, ibis.null(), limit)
    else:
        raise no_column(context.rule, name, question.title)
    return _cell(question, found, filled, None if filled is None else question.read(name, filled)), found.fits


def filled_in(question: Input, context: Context) -> str | None:
    """What answers where nothing is said: the setting where one is set, else the default."""
    if question.setting and question.setting in context.settings:
        return context.settings[question.setting]
    return question.default


def _cell(question: Input, found: Parsed, filled: str | None, default: Any) -> Cell:
    """The default where nothing is answered; who answered that there is none gets none."""
    value = found.value
    if isinstance(value, Exact):
        given, other = alike(value, nothing() if default is None else constant(default))
        whole = given.whole if default is None else given.whole.coalesce(other.whole)
        low, high = min(given.low, other.low), max(given.high, other.high)
        value = Exact(_unless(found.none, whole), given.parts, low, high)
    else:
        form = FORMS.get(question.type, "string")
        value = value.cast(form) if default is None else value.cast(form).coalesce(_literal(default, form))
        value = _unless(found.none, value)
    read = value.whole.notnull() if isinstance(value, Exact) else value.notnull()
    said = ibis.literal(True) if filled is not None else read if found.none is None else read | found.none
    return Cell(question.type, value, said)


def _unless(none: ir.BooleanValue | None, value: ir.Value) -> ir.Value:
    return value if none is None else none.ifelse(ibis.null(value.type()), value)


def _literal(value: Any, form: str) -> ir.Value:
    if isinstance(value, date):
        return ibis.literal(value.isoformat(), "string").cast(form)
    return ibis.literal(value if not isinstance(value, list) else None, form)


__all__ = ["MARK", "Cell", "Cells", "OneByOne", "cells_of", "filled_in"]
