"""A table's answers to the questions of one rule, with defaults and settings filled in."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import ibis
import ibis.expr.types as ir

from gongbao.batch.errors import no_column, taken
from gongbao.batch.exact import Exact, constant, nothing
from gongbao.batch.parsed import NUMBERS, Parsed, parsed
from gongbao.rules import Context, Input, Rule
from gongbao.rules.inputs import InputType

MARK = "_gongbao_"
"""Columns of ours that no result keeps begin like this."""
_EMPTY = {"yes_no": "boolean", "date": "date", "moment": "timestamp"}


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
        """Whether the answer is this code, or yes or no; false where nothing is answered."""
        if self.type == "yes_no":
            same = self.value if word == "yes" else ~self.value if word == "no" else None
        elif self.type == "integer":
            same = self.value.compared("=", int(word)) if word.isdigit() else None
        else:
            same = self.value == word if self.type in {"choice", "text"} else None
        return ibis.literal(False) if same is None else same.fill_null(False)


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
    return _cell(question, found, None if filled is None else question.read(name, filled)), found.fits


def filled_in(question: Input, context: Context) -> str | None:
    """What answers where nothing is said: the setting where one is set, else the default."""
    if question.setting and question.setting in context.settings:
        return context.settings[question.setting]
    return question.default


def _cell(question: Input, found: Parsed, default: Any) -> Cell:
    value = found.value
    if default is not None:
        value = _filled(question, found, default)
    elif not isinstance(value, Exact) and question.type in _EMPTY:
        value = value.cast(_EMPTY[question.type])
    said = value.whole.notnull() if isinstance(value, Exact) else value.notnull()
    return Cell(question.type, value, said if found.none is None else said | found.none)


def _filled(question: Input, found: Parsed, default: Any) -> Exact | ir.Value:
    """The default where nothing is answered; who answered that there is none gets none."""
    if question.type in NUMBERS:
        assert isinstance(found.value, Exact)
        filled = constant(default)
        given, filled = (found.value.on(max(found.value.parts, filled.parts)) if found.value.parts % filled.parts == 0
                         or filled.parts % found.value.parts == 0 else found.value), filled
        return given
    form = _EMPTY.get(question.type, "string")
    literal = ibis.literal(default if not isinstance(default, date) else default.isoformat(), "string").cast(form)
    column = found.value.cast(form).coalesce(literal)
    return column if found.none is None else found.none.ifelse(ibis.null(form), column)


__all__ = ["MARK", "Cell", "Cells", "cells_of", "filled_in"]
