"""From a rule and a table to the table with its answers: what all kinds share."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import ibis
import ibis.expr.datatypes as dt
import ibis.expr.types as ir

from gongbao.batch.cells import Cells, OneByOne, cells_of, filled_in
from gongbao.batch.errors import taken
from gongbao.batch.exact import TooWide
from gongbao.batch.one_case import Output, asking
from gongbao.rules import Context, Rule

_LIMITS = tuple(10**n for n in range(15, 5, -1))
_TEXTS = dt.Array(dt.string)


@dataclass(frozen=True, slots=True)
class Columns:
    """What a kind decides for the rows that fit. `values` by output; a value that is left out is empty.

    `beyond`: rows that leave what the columns cover, to be decided one by one. `cells`: the table the columns are of.
    """

    cells: Cells
    outcome: ir.StringValue
    values: Mapping[str, ir.Value]
    needs: ir.StringValue
    provisional: ir.BooleanValue | None = None
    beyond: ir.BooleanValue | None = None


Decide = Callable[[Cells], Columns]


def answered(
    rule: Rule,
    context: Context,
    table: ir.Table,
    outputs: Sequence[Output],
    decide: Decide,
    *,
    provisional: bool = False,
    aside: str = "",
) -> ir.Table:
    """The table with its answers behind its own columns; `aside` as in `cells_of`. BatchError: as `batch.answers`."""
    names = ["outcome", *(one.name for one in outputs), "needs", *(["provisional"] if provisional else []), "wrong"]
    clash = next((name for name in names if name in table.columns), None)
    if clash is not None:
        raise taken(clash)
    for limit in _LIMITS:
        cells = cells_of(rule, context, table, limit, aside)
        try:
            found = decide(cells)
        except TooWide:
            continue
        except OneByOne:
            break
        return _joined(rule, context, found, outputs, names)
    none = Columns(cells, ibis.null("string"), {}, ibis.null("string"), beyond=ibis.literal(True))
    return _joined(rule, context, none, outputs, names)


def listed(parts: Sequence[tuple[str, ir.BooleanValue]], *, once: bool = False) -> ir.StringValue:
    """The names whose condition holds, in this order, joined by commas. `once`: a name stands where it holds first."""
    if not parts:
        return ibis.literal("")
    text: ir.StringValue = ibis.literal("")
    before: dict[str, list[ir.BooleanValue]] = {}
    for name, holds in parts:
        earlier = before.setdefault(name, [])
        shown = holds & ~ibis.or_(*earlier) if once and earlier else holds
        text = text + shown.ifelse(f",{name}", "")
        earlier.append(holds)
    return ibis.or_(*(holds for _, holds in parts)).ifelse(text.substr(1), "")


def _joined(rule: Rule, context: Context, found: Columns, outputs: Sequence[Output], names: list[str]) -> ir.Table:
    cells = found.cells
    missing = _missing(rule, context, cells)
    odd = cells.odd if found.beyond is None else cells.odd | found.beyond.fill_null(False)
    if missing and type(rule).incomplete is not Rule.incomplete:
        odd |= ibis.or_(*(holds for _, holds in missing))  # the kind may still decide them
    ask = ibis.udf.scalar.python(asking(rule, context, _asked(rule, cells), outputs), signature=((_TEXTS,), _TEXTS))
    texts = [cells.table[name].cast("string") for name in cells.present]
    row = ibis.array(texts) if texts else ibis.literal([], type=_TEXTS)
    held = cells.held(odd=odd)
    odd = held.kept("odd")
    none = ibis.null(_TEXTS)
    held = held.held(one=odd.ifelse(ask(odd.ifelse(row, none)), none))  # twice: some engines call it for every row
    columns = _columns(found, outputs, missing)
    answers = {name: _either(held, n, form, columns[name]) for n, (name, form) in enumerate(_forms(outputs))}
    return held.table.select(*(held.table[name] for name in cells.own), **{name: answers[name] for name in names})


def _asked(rule: Rule, cells: Cells) -> dict[str, dt.DataType]:
    return {name: cells.table[name].type() for name in rule.questions() if name in cells.present}


def _forms(outputs: Sequence[Output]) -> list[tuple[str, str]]:
    """Names and types in the order in which the one-case path gives them."""
    own = [("outcome", "string"), ("wrong", "string"), ("needs", "string"), ("provisional", "boolean")]
    return [*own, *((one.name, one.form) for one in outputs)]


def _missing(rule: Rule, context: Context, cells: Cells) -> list[tuple[str, ir.BooleanValue]]:
    questions = rule.questions()
    return [
        (name, ~cells.asked[name].said)
        for name, question in questions.items()
        if name in rule.needed and name in cells.asked and filled_in(question, context) is None
    ]


def _columns(
    found: Columns, outputs: Sequence[Output], missing: list[tuple[str, ir.BooleanValue]]
) -> dict[str, ir.Value]:
    """The columns of the rows that fit; where a required answer is missing nothing is decided."""
    values = {one.name: found.values.get(one.name, ibis.null(one.form)) for one in outputs}
    provisional = ibis.literal(False) if found.provisional is None else found.provisional
    decided = {"outcome": found.outcome, "needs": found.needs, "provisional": provisional, **values}
    if missing:
        lacking = ibis.or_(*(holds for _, holds in missing))
        instead = {"outcome": ibis.literal("cannot_say"), "needs": listed(missing), "provisional": ibis.literal(False)}
        decided = {
            name: lacking.ifelse(instead.get(name, ibis.null(column.type())), column)
            for name, column in decided.items()
        }
    return {**decided, "wrong": ibis.null("string")}


def _either(held: Cells, place: int, form: str, column: ir.Value) -> ir.Value:
    told = held.kept("one")[place]
    return held.kept("odd").ifelse(told if form == "string" else told.try_cast(form), column.cast(form))


__all__ = ["Columns", "Decide", "answered", "listed"]
