"""The points of one line of a scorecard over columns."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from math import lcm

import ibis
import ibis.expr.types as ir

from gongbao.batch.cells import Cells, OneByOne
from gongbao.batch.exact import Exact, constant
from gongbao.rules.score_lines import Line

_MOST_RUNGS = 24
"""Up to so many steps a line is a ladder of comparisons, which is faster than a division."""
_CENTS, _TYPED = 2, 9
"""Places of a mark whose decimal does not end, and the most that an answer may have."""


def points(line: Line, cells: Cells, *, pro_rata: bool) -> Exact:
    """As `Scorecard.points`; empty while an answer is missing."""
    found = _points(line, cells, pro_rata=pro_rata)
    whole = found.whole
    if line.veto:
        veto = cells.asked[line.veto.input]
        vetoed = _number(cells, line.veto.input).compared("<", line.veto.least).fill_null(False)
        whole = ibis.cases((~veto.said, ibis.null("int64")), (vetoed & whole.notnull(), 0), else_=whole)
    if line.sample:
        enough = _number(cells, line.sample.input).compared(">=", line.sample.least).fill_null(False)
        whole = enough.ifelse(whole, ibis.null("int64"))
    return found.at(whole)


def lacking(line: Line, cells: Cells) -> list[tuple[str, ir.BooleanValue]]:
    """As `Scorecard.lacking`: names with the rows that lack them."""
    names = [(line.item, cells.asked[line.item].column.isnull())]
    if line.veto:
        names.append((line.veto.input, ~cells.asked[line.veto.input].said))
    if line.sample:
        seen = cells.number(line.sample.input)
        few = seen.at(seen.whole.fill_null(0)).compared("<", line.sample.least)
        names.append((line.sample.input, few))
    return names


def places(line: Line, *, pro_rata: bool, typed: int | None) -> int:
    """How many places the line's points may have, if an answer has at most `typed`."""
    own = max(_places(line.full.value), _places(line.deduct or Decimal(0)))
    most = _TYPED if typed is None else typed
    if line.form == "share":
        return _places(line.full.value) + most + _CENTS
    if line.form == "steps" and pro_rata:
        denominator = (Fraction(line.deduct or 0) / Fraction(line.step or 1)).denominator
        return max(own, _CENTS, most + max(_power(denominator, 2), _power(denominator, 5)))
    return own


def _points(line: Line, cells: Cells, *, pro_rata: bool) -> Exact:
    full = constant(line.full.value)
    if line.form == "yes_no":
        said = cells.asked[line.item].column
        if not isinstance(said, ir.BooleanValue):
            raise OneByOne
        return Exact(ibis.cases((said, full.whole), (~said, 0), else_=None), full.parts, 0, full.high)
    value = _number(cells, line.item)
    if line.form == "share":
        return value.times(Fraction(line.full.value) / 100)
    if line.form == "cases":
        return (full - value.times(line.deduct or 0)).positive()
    edge = line.threshold.value if line.threshold else Decimal(0)
    if line.form == "reach":
        reached = value.compared(">=" if line.loses == "below" else "<=", edge)
        return Exact(ibis.cases((reached, full.whole), (~reached, 0), else_=None), full.parts, 0, full.high)
    rungs = -(-Fraction(line.full.value) // Fraction(line.deduct)) if line.deduct else 0
    if not pro_rata and line.deduct and rungs <= _MOST_RUNGS:
        return _ladder(line, value, edge, rungs)
    short = (constant(edge) - value if line.loses == "below" else value - constant(edge)).positive()
    steps = short.times(1 / Fraction(line.step or 1))
    return (full - (steps if pro_rata else steps.floor()).times(line.deduct or 0)).positive()


def _ladder(line: Line, value: Exact, edge: Decimal, rungs: int) -> Exact:
    """One comparison for each step, as far as an answer can fall; the last case is the rest."""
    full, deduct, step = Fraction(line.full.value), Fraction(line.deduct or 0), Fraction(line.step or 1)
    parts = lcm(full.denominator, deduct.denominator)
    cases: list[tuple[ir.BooleanValue, int]] = []
    for lost in range(rungs):
        end = Fraction(edge) - (lost + 1) * step if line.loses == "below" else Fraction(edge) + (lost + 1) * step
        cases.append((value.compared(">" if line.loses == "below" else "<", end), int((full - lost * deduct) * parts)))
        if end < Fraction(value.low, value.parts) or end > Fraction(value.high, value.parts):
            break
    whole = ibis.cases(*cases, (value.whole.notnull(), 0), else_=None)
    return Exact(whole.cast("int64"), parts, 0, int(full * parts))


def _number(cells: Cells, name: str) -> Exact:
    if not isinstance(cells.asked[name].value, Exact):
        raise OneByOne
    return cells.number(name)


def _places(value: Decimal) -> int:
    exponent = value.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _power(number: int, prime: int) -> int:
    count = 0
    while number % prime == 0:
        number, count = number // prime, count + 1
    return count
