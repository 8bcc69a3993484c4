"""One column read as the answers to one question, as `Input.read` reads what is typed.

Only plain answers are read here: a number of up to twelve digits and six places, an ISO date, a choice's own code or
words. Whatever else a cell holds does not `fit`; its row is then decided by the one-case path itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from math import ceil, floor
from typing import Any

import ibis
import ibis.expr.datatypes as dt
import ibis.expr.types as ir

from gongbao.batch import texts
from gongbao.batch.errors import no_answers
from gongbao.batch.exact import Exact, nothing, scaled
from gongbao.rules import BadInput, Input

FIRST, LAST = date(1949, 1, 1), date(2999, 12, 31)
"""Days that are read here; the calendar table covers them."""
PLACES = {"integer": 0, "money": 2, "number": 6, "percent": 6}
NUMBERS = frozenset(PLACES)
_EXACT_PLACES = frozenset({"integer", "money"})
_NINE = 9
_FINEST = 10**_NINE
"""The one-case path reads nine places at most."""
_FIFTEEN, _WIDEST = 15, 38
"""Digits that a double gives back; digits of the widest decimal."""
FORMS = {"yes_no": "boolean", "date": "date", "moment": "timestamp"}
"""Types of the columns that are neither numbers nor text."""


@dataclass(frozen=True, slots=True)
class Parsed:
    """`value` (a number as `Exact`) is empty where nothing is answered or it does not fit; `blank`: not answered;
    `none`: answered that there is none. What is neither has to be a value, or the row does not fit.

    `within`: of narrow columns every number is a value, and this says whether it is one that the question admits.
    """

    value: Exact | ir.Value
    blank: ir.BooleanValue
    none: ir.BooleanValue | None = None
    within: ir.BooleanValue | None = None


def parsed(question: Input, name: str, column: ir.Value, limit: int) -> Parsed:
    """`limit`: the greatest scaled integer that is read. BatchError: a type of column that holds no answers."""
    form = column.type()
    if isinstance(form, dt.Null):
        return Parsed(_empty(question), ibis.literal(True))
    if not _holds_answers(form):
        raise no_answers(name, str(form))
    if form.is_string() or (form.is_integer() and question.type in {"yes_no", "choice", "text"}):
        return _from_text(question, name, column if form.is_string() else column.cast("string"), limit)
    if question.type in NUMBERS:
        return _number(question, column, limit)
    return Parsed(_typed(question, column), column.isnull())


def bounds(question: Input, parts: int, limit: int) -> tuple[int, int]:
    """Least and greatest scaled integer that the question admits."""
    lowest = question.minimum if question.minimum is not None else None if question.signed else 0
    low = -limit if lowest is None else max(-limit, ceil(lowest * parts))
    high = limit if question.maximum is None else min(limit, floor(question.maximum * parts))
    return low, max(low, high)


def _holds_answers(form: dt.DataType) -> bool:
    if isinstance(form, dt.Timestamp):
        return form.timezone is None
    return isinstance(form, dt.String | dt.Numeric | dt.Boolean | dt.Date)


def _empty(question: Input) -> Exact | ir.Value:
    return nothing() if question.type in NUMBERS else ibis.null(FORMS.get(question.type, "string"))


def _from_text(question: Input, name: str, column: ir.StringValue, limit: int) -> Parsed:
    said = column.strip()
    none = said.isin([question.none, "none", "-"]).fill_null(False) if question.none else None
    value = (
        _within(question, texts.number(question, said, limit), limit)
        if question.type in NUMBERS
        else _word(question, name, said)
    )
    return Parsed(value, column.isnull() | (said == ""), none)


def _word(question: Input, name: str, said: ir.StringValue) -> ir.Value:
    if question.type == "yes_no":
        return texts.mapped(said, _readable(question, name, texts.YES_NO), "boolean")
    if question.type == "choice":
        words = [word.strip() for pair in question.choices.items() for word in pair] + [*map(str.strip, question.also)]
        return texts.mapped(said, _readable(question, name, words), "string")
    if question.type == "date":
        day = texts.day(said)
        return _kept(day, day.between(FIRST, LAST))
    if question.type == "moment":
        moment = texts.moment(said)
        return _kept(moment, moment.date().between(FIRST, LAST))
    return texts.plain(said) if question.type == "text" else ibis.null("string")


def _readable(question: Input, name: str, words: Any) -> dict[str, Any]:
    """What the one-case path makes of each word, and only of those it accepts."""
    found: dict[str, Any] = {}
    for word in words:
        try:
            found[word] = question.read(name, word)
        except BadInput:
            continue
    return found


def _typed(question: Input, column: ir.Value) -> ir.Value:
    """A column that is no text for a question that asks for no number; empty where it does not fit."""
    form = column.type()
    if question.type == "yes_no" and form.is_boolean():
        return column
    if question.type == "date" and form.is_date():
        return _kept(column, column.between(FIRST, LAST))
    if question.type == "date" and form.is_timestamp():
        day = column.date()
        return _kept(day, day.between(FIRST, LAST) & (column == day.cast("timestamp")))
    if question.type == "moment" and form.is_timestamp():
        return _kept(column, (column == column.truncate("s")) & column.date().between(FIRST, LAST))
    return _empty(question)


def _kept(value: ir.Value, fits: ir.BooleanValue) -> ir.Value:
    return fits.ifelse(value, ibis.null(value.type()))


def _number(question: Input, column: ir.Value, limit: int) -> Parsed:
    """A column of numbers, scaled; empty where a number is out of the question's bounds or has too many places."""
    form = column.type()
    if form.is_floating():
        return Parsed(_within(question, _doubles(question, column, limit), limit), column.isnull())
    parts = 10 ** (form.scale or 0) if form.is_decimal() else 1
    if not (form.is_integer() or form.is_decimal()) or parts > _FINEST:
        return Parsed(nothing(), column.isnull())
    low, high = bounds(question, parts, limit)
    least, most = _range(form)
    tests = [column >= _edge(low, form)] if least < low else []
    tests += [column <= _edge(high, form)] if most > high else []
    within = ibis.and_(*tests) if tests else ibis.literal(True)
    if max(-least, most) <= limit and parts <= 10 ** _places(question):
        return Parsed(Exact(_whole(column, parts), parts, least, most), column.isnull(), within=within)
    value = Exact(_whole(_kept(column, within), parts), parts, max(low, least), min(high, most))
    return Parsed(_with_places(question, value), column.isnull())


def _range(form: dt.DataType) -> tuple[int, int]:
    """The least and the greatest scaled integer that the type of a column holds."""
    if isinstance(form, dt.Decimal):
        most = 10 ** (form.precision or _WIDEST) - 1
        return -most, most
    return int(form.bounds.lower), int(form.bounds.upper)


def _edge(scaled_: int, form: dt.DataType) -> Any:
    """A bound as the column itself would hold it."""
    return ibis.literal(Decimal(scaled_).scaleb(-(form.scale or 0)), form) if form.is_decimal() else scaled_


def _whole(column: ir.Value, parts: int) -> ir.IntegerValue:
    form = column.type()
    if parts == 1:
        return column.cast("int64")
    if (form.precision or _WIDEST) + len(
        str(parts)
    ) <= _FIFTEEN:  # no product of it is wider than a decimal of an engine
        return (column * parts).cast("int64")
    return scaled(column.cast("float64"), parts, 0).whole


def _within(question: Input, value: Exact, limit: int) -> Exact:
    """Empty where the number is out of the question's bounds, or has more places than it takes."""
    low, high = bounds(question, value.parts, limit)
    return _with_places(question, Exact(_kept(value.whole, value.whole.between(low, high)), value.parts, low, high))


def _with_places(question: Input, value: Exact) -> Exact:
    most = _places(question)
    if value.parts > 10**most:
        value = value.at(_kept(value.whole, value.whole % (value.parts // 10**most) == 0))
    return value.floor() if question.type == "integer" else value


def _places(question: Input) -> int:
    """How many places an answer may have."""
    most = PLACES[question.type] if question.type in _EXACT_PLACES else _NINE
    return most if question.decimals is None else min(most, question.decimals)


def _doubles(question: Input, column: ir.FloatingValue, limit: int) -> Exact:
    """A double stands for the shortest decimal that gives it; up to fifteen digits there is only one."""
    if column.type() != dt.float64:
        column = column.cast("string").cast("float64")
    parts = 10 ** PLACES["money" if question.type == "money" else "number"]
    near = _kept(column, column.abs() <= limit // parts)
    found = scaled(near, parts, limit)
    return found.at(_kept(found.whole, found.whole / parts == near))
