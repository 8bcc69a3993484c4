"""Rate over columns: `value.rate`, rounded as shown and empty where the one case says "-", and `value.met`."""

from __future__ import annotations

from fractions import Fraction
from typing import cast

import ibis
import ibis.expr.types as ir

from gongbao.batch.cells import Cells
from gongbao.batch.exact import LIMIT, Exact, TooWide, alike, form
from gongbao.batch.frame import Columns, answered, listed
from gongbao.batch.one_case import Output
from gongbao.rules import Context, Rule
from gongbao.rules.rate import Rate

PERCENT = 100


def rate(rule: Rule, context: Context, table: ir.Table) -> ir.Table:
    """The rate of each row. BatchError: as `gongbao.batch.answers`."""
    rule = cast(Rate, rule)
    outputs = [Output("value.rate", form(rule.digits, wide=True), ("rate",)), Output("value.met", "boolean", ("met",))]
    return answered(rule, context, table, outputs, lambda cells: _decided(rule, cells))


def _decided(rule: Rate, cells: Cells) -> Columns:
    amounts = _amounts(rule, cells)
    top, below = _parts(rule, *amounts)
    cells = cells.held(top=top.whole, below=below.whole, odd_share=_odd_share(rule, *amounts))
    top, below = top.at(cells.kept("top")), below.at(cells.kept("below"))
    lacks = [(name, cells.asked[name].column.isnull()) for name in dict.fromkeys((rule.numerator, rule.denominator))]
    lacking = ibis.or_(*(holds for _, holds in lacks))
    shown = _rounded(top, below, rule.digits)
    values = {"value.rate": shown.decimal(rule.digits, wide=True)}
    if rule.target is not None and rule.target.value is not None:
        met = top.compared(rule.target.comparator, below.times(rule.target.value))
        values["value.met"] = (below.whole != 0).ifelse(met, ibis.null("boolean"))
    outcome = lacking.ifelse("cannot_say", "decided")
    return Columns(cells, outcome, values, listed(lacks), beyond=cells.kept("odd_share"))


def _odd_share(rule: Rate, top: Exact, below: Exact) -> ir.BooleanValue:
    """Rows of a share whose part is no part of its whole: the one-case path refuses them."""
    if rule.form != "share" or rule.may_exceed:
        return ibis.literal(False)
    return ((top.whole < 0) | top.compared(">", below)).fill_null(False)


def _amounts(rule: Rate, cells: Cells) -> tuple[Exact, Exact]:
    """As `Rate._amounts`: what is divided by what, after what is left out."""
    top, below = cells.number(rule.numerator), cells.number(rule.denominator)
    for name in rule.less_both:
        top, below = top - _or_zero(cells.number(name)), below - _or_zero(cells.number(name))
    for name in rule.less:
        below -= _or_zero(cells.number(name))
    return top, below


def _parts(rule: Rate, top: Exact, below: Exact) -> tuple[Exact, Exact]:
    """What is divided by what, the divisor never below zero; percent already counted in."""
    if rule.form in {"change", "cut"}:
        top = top - below if rule.form == "change" else below - top
    if rule.form != "ratio":
        top = top.times(PERCENT)
    if below.low < 0:
        turned = below.whole < 0
        top = Exact(turned.ifelse(-top.whole, top.whole), top.parts, min(top.low, -top.high), max(top.high, -top.low))
        below = Exact(below.whole.abs(), below.parts, 0, max(-below.low, below.high))
    return top, below


def _or_zero(number: Exact) -> Exact:
    return Exact(number.whole.fill_null(0), number.parts, min(0, number.low), max(0, number.high))


def _rounded(top: Exact, below: Exact, digits: int) -> Exact:
    """top / below, half up; empty where the divisor is zero."""
    top, below = alike(top.times(Fraction(10) ** digits), below)
    size = Exact(top.whole.abs(), 1, 0, max(-top.low, top.high))
    dividend, divisor = size.times(2) + Exact(below.whole, 1, 0, below.high), below.whole.nullif(0) * 2
    if below.high * 2 > LIMIT:
        raise TooWide
    whole = dividend.whole // divisor
    signed = whole if top.low >= 0 else (top.whole < 0).ifelse(-whole, whole)
    return Exact(signed, 10**digits, -dividend.high, dividend.high)
