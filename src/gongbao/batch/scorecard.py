"""Scorecard over columns: `value.total`, `value.base`, `value.bonus`, `value.gate.…` and `value.lines.<item>`.

Marks are shown as `judgement.decimal_text` says them: exact where the decimal ends, else with two places.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

import ibis
import ibis.expr.types as ir

from gongbao.batch.cells import Cells
from gongbao.batch.exact import Exact, constant, form
from gongbao.batch.frame import Columns, answered, listed
from gongbao.batch.marks import lacking, places, points
from gongbao.batch.one_case import Output
from gongbao.rules import Context, Rule
from gongbao.rules.score_lines import Gate
from gongbao.rules.scorecard import NO_BONUS, Scorecard

_GATES = ("passes", "on_total", "on_base")


def scorecard(rule: Rule, context: Context, table: ir.Table) -> ir.Table:
    """The marks of each row. BatchError: as `gongbao.batch.answers`."""
    rule = cast(Scorecard, rule).revised(context)
    questions, pro_rata = rule.questions(), rule.pro_rata(context)
    digits = max(places(line, pro_rata=pro_rata, typed=questions[line.item].decimals) for line in rule.lines)
    marks = form(digits, wide=False)
    outputs = [Output(f"value.{name}", marks, (name,)) for name in ("total", "base", "bonus")]
    outputs += [Output(f"value.gate.{name}", "boolean", ("gate", name)) for name in _GATES if rule.gate]
    outputs += [Output(f"value.lines.{line.item}", marks, ("lines", line.item)) for line in rule.lines]
    return answered(rule, context, table, outputs, lambda cells: _decided(rule, context, cells, digits))


def _decided(rule: Scorecard, context: Context, cells: Cells, digits: int) -> Columns:
    by_line = {line.item: points(line, cells, pro_rata=rule.pro_rata(context)) for line in rule.lines}
    cells, by_line = _held(cells, by_line)
    base = _sum([by_line[line.item] for line in rule.lines if not line.bonus])
    bonus = _sum([by_line[line.item] for line in rule.lines if line.bonus])
    cells, sums = _held(cells, {"total": base + bonus, "base": base, "bonus": bonus})
    known = sums["total"].whole.notnull()
    shown = {f"value.{name}": _where(known, one) for name, one in sums.items()}
    shown |= {f"value.lines.{item}": one for item, one in by_line.items()}
    values: dict[str, ir.Value] = {name: one.shown().decimal(digits, wide=False) for name, one in shown.items()}
    if rule.gate:
        values |= _gate(rule.gate, context, sums, known)
    lacks = [one for line in rule.lines for one in lacking(line, cells)]
    return Columns(cells, known.ifelse("decided", "cannot_say"), values, known.ifelse("", listed(lacks)))


def _held(cells: Cells, numbers: Mapping[str, Exact]) -> tuple[Cells, dict[str, Exact]]:
    """The numbers, each computed once."""
    cells = cells.held(**{f"mark_{name}": one.whole for name, one in numbers.items()})
    return cells, {name: one.at(cells.kept(f"mark_{name}")) for name, one in numbers.items()}


def _sum(marks: list[Exact]) -> Exact:
    total = constant(0)
    for n, one in enumerate(marks):
        total = one if n == 0 else total + one
    return total


def _where(known: ir.BooleanValue, number: Exact) -> Exact:
    return number.at(known.ifelse(number.whole, ibis.null("int64")))


def _gate(gate: Gate, context: Context, sums: Mapping[str, Exact], known: ir.BooleanValue) -> dict[str, ir.Value]:
    on_total = sums["total"].compared(">=", gate.value)
    on_base = known.ifelse(sums["base"].compared(">=", gate.value), ibis.null("boolean"))
    without = bool(gate.bonus_counts) and context.option(gate.bonus_counts or "") == NO_BONUS
    gates = {"passes": on_base if without else on_total, "on_total": on_total, "on_base": on_base}
    return {f"value.gate.{name}": gates[name] for name in _GATES}
