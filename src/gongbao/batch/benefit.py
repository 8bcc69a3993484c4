"""Benefit over columns: `value` in yuan, or `value.total` with a column for each payer, or what is deductible and carried."""

from __future__ import annotations

from fractions import Fraction
from typing import cast

import ibis
import ibis.expr.types as ir

from gongbao.batch.amounts import amount, matched
from gongbao.batch.cells import Cells, OneByOne
from gongbao.batch.conditions import holds
from gongbao.batch.exact import Exact, constant, form
from gongbao.batch.frame import Columns, answered, listed
from gongbao.batch.one_case import Output
from gongbao.rules import Context, Rule
from gongbao.rules.benefit import FEN, Benefit

YUAN = form(FEN, wide=True)


def benefit(rule: Rule, context: Context, table: ir.Table) -> ir.Table:
    """The amount of each row. BatchError: as `gongbao.batch.answers`."""
    rule = cast(Benefit, rule)
    return answered(rule, context, table, _outputs(rule), lambda cells: _decided(rule, cells))


def _outputs(rule: Benefit) -> list[Output]:
    if rule.carry_forward:
        names = ["deductible", "carried"]
    elif rule.shares:
        names = [*(["total"] if rule.with_total else []), *rule.shares.parts]
    else:
        return [Output("value", YUAN)]
    found = [Output(f"value.{name}", YUAN, (name,)) for name in names]
    if rule.unmet_payer and rule.unmet_payer not in names:
        found.append(Output(f"value.{rule.unmet_payer}", YUAN, (rule.unmet_payer,)))
    return [*found, Output("value.until", "int64", ("until",))] if rule.carry_forward else found


def _decided(rule: Benefit, cells: Cells) -> Columns:
    unmet = [(one, (~holds(one, cells)).fill_null(False)) for one in rule.conditions]
    cells = cells.held(refused=ibis.or_(*(fails for _, fails in unmet)) if unmet else ibis.literal(False),
                       case=matched(rule, cells))
    refused = cells.kept("refused")
    silent, lacks = _silent(rule, cells), _lacks(rule, cells)
    lacking = ibis.or_(*(rows for _, rows in lacks)) if lacks else ibis.literal(False)
    whole = amount(rule, cells)
    cells = cells.held(amount=whole.whole)
    granted, base = whole.at(cells.kept("amount")), cells.number(rule.base)
    values = _values(rule, granted, base, cells)
    nothing = _values(rule, constant(0), constant(0), cells)
    if rule.unmet_payer and rule.shares:
        nothing[f"value.{rule.unmet_payer}"] = base.half_up(FEN).decimal(FEN, wide=True).fill_null(0)
    outcome = ibis.cases((refused, "refused"), (silent | lacking, "cannot_say"),
                         else_="person_decides" if rule.person else "decided")
    needs = ibis.cases((refused, _asked_again(unmet)), (silent, ""), (lacking, _first(lacks)), else_=rule.person)
    return Columns(cells, outcome, {
        name: ibis.cases((refused, nothing[name]), (silent | lacking, ibis.null(column.type())), else_=column)
        for name, column in values.items()}, needs)
