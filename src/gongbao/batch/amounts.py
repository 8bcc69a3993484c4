"""The operations of a benefit over columns, exact until the amount is shown."""

from __future__ import annotations

from fractions import Fraction
from math import lcm

import ibis
import ibis.expr.types as ir

from gongbao.batch.cells import Cells
from gongbao.batch.exact import Exact, constant
from gongbao.rules.amounts import Bracket, Case
from gongbao.rules.benefit import Benefit

CASE = "case"
_PERCENT = 100


def matched(rule: Benefit, cells: Cells) -> ir.IntegerValue:
    """The number of the first case whose answers the row has; empty where there is none."""
    found = [
        (_all([cells.asked[name].is_word(word).fill_null(False) for name, word in one.given.items()]), n)
        for n, one in enumerate(rule.cases)
    ]
    return ibis.cases(*found, else_=None).cast("int64") if found else ibis.null("int64")


def is_case(cells: Cells, *numbers: int) -> ir.BooleanValue:
    """Rows of these cases, of which `matched` is held."""
    return cells.kept(CASE).isin(list(numbers)).fill_null(False) if numbers else ibis.literal(False)


def amount(rule: Benefit, cells: Cells) -> Exact:
    """As `Benefit.amount`; where an answer is missing the number means nothing."""
    own = [_operated(rule, None, cells), *(_operated(rule, one, cells) for one in rule.cases)]
    parts = lcm(*(one.parts for one in own))
    plain, *cases = (one.on(parts) for one in own)
    low, high = min(one.low for one in (plain, *cases)), max(one.high for one in (plain, *cases))
    chosen = [(n, one.whole) for n, one in enumerate(cases)]
    found = Exact(cells.kept(CASE).cases(*chosen, else_=plain.whole) if chosen else plain.whole, parts, low, high)
    if rule.limit_share:
        whole = cells.number(rule.limit_share.of).positive()
        found = found.least(whole.times(Fraction(rule.limit_share.rate) / _PERCENT))
    if rule.cap:
        left = constant(rule.cap.value)
        if rule.cap.less:
            before = cells.number(rule.cap.less)
            left -= Exact(before.whole.fill_null(0), before.parts, min(0, before.low), max(0, before.high))
        found = found.least(left).positive()
    return found


def _operated(rule: Benefit, case: Case | None, cells: Cells) -> Exact:
    base = cells.number(rule.base)
    if case is not None and (case.nothing or case.silent):
        return constant(0)
    percent, months = (case or rule).percent, (case or rule).months
    if percent:
        return base.times(Fraction(percent.rate) / _PERCENT)
    if months:
        each = 1 / Fraction(months.of or 1)
        counted = base.by(cells.number(months.input)) if months.value is None else base.times(months.value)
        return counted.times(each)
    if rule.brackets:
        parts = [_part(base, one) for one in rule.brackets]
        total = parts[0]
        for one in parts[1:]:
            total += one
        return total
    return base


def _part(base: Exact, bracket: Bracket) -> Exact:
    top = base if bracket.upto is None else base.least(constant(bracket.upto))
    return (top - constant(bracket.above or 0)).positive().times(Fraction(bracket.rate) / _PERCENT)


def _all(found: list[ir.BooleanValue]) -> ir.BooleanValue:
    return ibis.and_(*found) if found else ibis.literal(True)
