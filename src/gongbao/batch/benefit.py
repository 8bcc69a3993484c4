"""Benefit over columns: `value` in yuan, or `value.total` and `value.<payer>`, or what is deductible and carried."""

from __future__ import annotations

from fractions import Fraction
from typing import cast

import ibis
import ibis.expr.types as ir

from gongbao.batch.amounts import CASE, amount, is_case, matched
from gongbao.batch.cells import Cells, OneByOne
from gongbao.batch.conditions import holds
from gongbao.batch.exact import Exact, form
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
        return [*(Output(f"value.{name}", YUAN, (name,)) for name in names), Output("value.until", "int64", ("until",))]
    if not rule.shares:
        return [Output("value", YUAN)]
    names = [*(["total"] if rule.with_total else []), *rule.shares.parts]
    return [Output(f"value.{name}", YUAN, (name,)) for name in names]


def _decided(rule: Benefit, cells: Cells) -> Columns:
    if rule.carry_forward and (rule.shares or cells.number(rule.carry_forward.from_).parts > 1):
        raise OneByOne
    held = [holds(one, cells) for one in rule.conditions]
    cells = cells.held(case=matched(rule, cells), **{f"holds{n}": one for n, one in enumerate(held)})
    met = [cells.kept(f"holds{n}") for n in range(len(held))]
    lacks = _lacks(rule, cells, met)
    cells = cells.held(
        amount=amount(rule, cells).whole,
        refused=_any([(~one).fill_null(False) for one in met]),
        silent=is_case(cells, *(n for n, one in enumerate(rule.cases) if one.silent)),
        lacking=_any([rows for names in lacks for _, rows in names]),
    )
    refused, unsaid = cells.kept("refused"), cells.kept("silent") | cells.kept("lacking")
    nothing, granted = _refused(rule, cells), amount(rule, cells).at(cells.kept("amount"))
    values = {
        name: ibis.cases((refused, nothing[name]), (unsaid, ibis.null(column.type())), else_=column)
        for name, column in _values(rule, granted, cells).items()
    }
    granting = "person_decides" if rule.person else "decided"
    outcome = ibis.cases((refused, "refused"), (unsaid, "cannot_say"), else_=granting)
    return Columns(cells, outcome, values, _needs(rule, cells, met, lacks))


Lacks = list[tuple[str, ir.BooleanValue]]
"""Names of answers with the rows that wait for them."""


def _lacks(rule: Benefit, cells: Cells, met: list[ir.BooleanValue]) -> list[Lacks]:
    """What is asked for first: what conditions and operations wait for; then the months; then the base."""
    empty = {name: cells.asked[name].column.isnull() for name in cells.asked}
    waits = [
        (name, holds.isnull() & empty[name])
        for one, holds in zip(rule.conditions, met, strict=True)
        for name in one.asks()
    ]
    others = (rule.limit_share and rule.limit_share.of, rule.carry_forward and rule.carry_forward.from_)
    waits += [(name, empty[name]) for name in others if name]
    months = [(one.months.input, is_case(cells, n)) for n, one in enumerate(rule.cases) if one.months]
    months += [(rule.months.input, cells.kept(CASE).isnull())] if rule.months else []
    return [waits, [(name, rows & empty[name]) for name, rows in months if name], [(rule.base, empty[rule.base])]]


def _needs(rule: Benefit, cells: Cells, met: list[ir.BooleanValue], lacks: list[Lacks]) -> ir.StringValue:
    unmet = [
        (name, (~holds).fill_null(False))
        for one, holds in zip(rule.conditions, met, strict=True)
        for name in one.asks()
    ]
    stages = [(_any([rows for _, rows in names]), listed(names, once=True)) for names in lacks if names]
    return ibis.cases((cells.kept("refused"), listed(unmet)), (cells.kept("silent"), ""), *stages, else_=rule.person)


def _values(rule: Benefit, granted: Exact, cells: Cells) -> dict[str, ir.Value]:
    """As `Benefit.value`: rounded half up to 0.01, the last payer has the remainder."""
    total = granted.half_up(FEN)
    if rule.carry_forward:
        carried = cells.number(rule.base).half_up(FEN) - total
        until = cells.number(rule.carry_forward.from_).whole + rule.carry_forward.years
        return {
            "value.deductible": _yuan(total),
            "value.carried": _yuan(carried),
            "value.until": (carried.whole != 0).ifelse(until, ibis.null("int64")),
        }
    if not rule.shares:
        return {"value": _yuan(total)}
    *first, (last, _) = rule.shares.parts.items()
    whole, left = Fraction(sum(rule.shares.parts.values())), total
    found = {"value.total": _yuan(total)} if rule.with_total else {}
    for payer, part in first:
        share = total.times(Fraction(part) / whole).half_up(FEN).least(left)
        found[f"value.{payer}"], left = _yuan(share), left - share
    return {**found, f"value.{last}": _yuan(left)}


def _refused(rule: Benefit, cells: Cells) -> dict[str, ir.Value]:
    """Nothing is granted; who then bears the whole bears the base."""
    zero = ibis.literal(0).cast(YUAN)
    values = {one.name: zero if one.form == YUAN else ibis.null(one.form) for one in _outputs(rule)}
    if rule.unmet_payer and rule.shares:
        values[f"value.{rule.unmet_payer}"] = _yuan(cells.number(rule.base).half_up(FEN)).fill_null(zero)
    return values


def _yuan(amount_: Exact) -> ir.DecimalValue:
    return amount_.decimal(FEN, wide=True)


def _any(rows: list[ir.BooleanValue]) -> ir.BooleanValue:
    return ibis.or_(*rows) if rows else ibis.literal(False)
