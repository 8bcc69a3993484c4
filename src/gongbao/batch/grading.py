"""Grading over columns: `value` is the grade, or `value.grade` and `value.level`."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import cast

import ibis
import ibis.expr.types as ir

from gongbao.batch.cells import Cell, Cells, OneByOne
from gongbao.batch.exact import Exact
from gongbao.batch.frame import Columns, answered, listed
from gongbao.batch.one_case import Output
from gongbao.rules import Context, Rule
from gongbao.rules.grading import Band, Criterion, Grading


def grading(rule: Rule, context: Context, table: ir.Table) -> ir.Table:
    """The grade of each row. BatchError: as `gongbao.batch.answers`."""
    rule = cast(Grading, rule)
    outputs = (
        [Output("value", "string")]
        if rule.plain_value
        else [Output("value.grade", "string", ("grade",)), Output("value.level", "string", ("level",))]
    )
    return answered(rule, context, table, outputs, lambda cells: _decided(rule, cells))


@dataclass(frozen=True, slots=True)
class _Scale:
    """A criterion's value: `known`, and whether it is at least so much; shares are compared without dividing."""

    known: ir.BooleanValue
    left: Exact | ir.Value
    right: Exact | None = None

    def at_least(self, edge: Decimal) -> ir.BooleanValue:
        if not isinstance(self.left, Exact):
            raise OneByOne
        return self.left.compared(">=", edge if self.right is None else self.right.times(edge))

    def holds(self, band: Band) -> ir.BooleanValue:
        if band.word:
            if isinstance(self.left, Exact):
                raise OneByOne
            return self.left == band.word
        lowest = self.known if band.from_ is None else self.at_least(band.from_)
        return lowest if band.below is None else lowest & ~self.at_least(band.below)


def _decided(rule: Grading, cells: Cells) -> Columns:
    if not rule.criteria:
        return Columns(cells, ibis.literal("cannot_say"), {}, ibis.literal(""))
    none = len(rule.grades)
    found = [(one, _applies(one, cells), _scale(one, cells)) for one in rule.criteria]
    ranks = [
        _rank(rule, one, scale) if applies is None else applies.ifelse(_rank(rule, one, scale), none)
        for one, applies, scale in found
    ]
    best = ranks[0]
    if len(ranks) > 1:
        cells = cells.held(**{f"rank{n}": rank for n, rank in enumerate(ranks)})
        for n in range(len(ranks)):
            rank = cells.kept(f"rank{n}")
            best = rank if n == 0 else (rank < best).ifelse(rank, best)
    cells = cells.held(best=best)
    best = cells.kept("best")
    own = _words(best, dict(enumerate(rule.grades)))
    levels = {n: rule.levels.get(grade) for n, grade in enumerate(rule.grades)}
    level = _words(best, {n: word for n, word in levels.items() if word}, rule.levels.get(""))
    columns = Columns(
        cells,
        ibis.literal("decided"),
        {"value": own, "value.grade": own, "value.level": level},
        _open(rule, found, best, cells),
    )
    return _for_a_person(rule, columns)


def _words(rank: ir.IntegerValue, words: dict[int, str], otherwise: str | None = None) -> ir.StringValue:
    other = ibis.null("string") if otherwise is None else ibis.literal(otherwise)
    return rank.cases(*words.items(), else_=other) if words else other


def _for_a_person(rule: Grading, columns: Columns) -> Columns:
    """Answers for which the document is silent."""
    asked = columns.cells.asked
    silent = [asked[name].is_word(word).fill_null(False) for name, words in rule.person_for.items() for word in words]
    if not silent:
        return columns
    person = ibis.or_(*silent)
    lowest = rule.levels.get("")
    level = ibis.null("string") if lowest is None else ibis.literal(lowest)
    values = {
        name: person.ifelse(level if name == "value.level" else ibis.null("string"), column)
        for name, column in columns.values.items()
    }
    return Columns(
        columns.cells, person.ifelse("person_decides", columns.outcome), values, person.ifelse("grade", columns.needs)
    )


def _applies(one: Criterion, cells: Cells) -> ir.BooleanValue | None:
    asked = [cells.asked[name].is_word(word).fill_null(False) for name, word in one.given.items()]
    return ibis.and_(*asked) if asked else None


def _scale(one: Criterion, cells: Cells) -> _Scale:
    asked = [cells.asked[name] for name in one.asks()]
    if one.of:
        return _Scale(asked[0].column.notnull(), _value(asked[0]))
    numbers = [cells.number(name) for name in one.asks()]
    known = ibis.and_(*(number.whole.notnull() for number in numbers))
    if one.sum_of:
        total = numbers[0]
        for number in numbers[1:]:
            total += number
        return _Scale(known, total)
    part, whole = numbers[0].times(100), numbers[1]
    if whole.low < 0:
        sign = Exact((whole.whole < 0).ifelse(-1, 1).cast("int64"), 1, -1, 1)
        part, whole = part.by(sign), whole.by(sign)
    return _Scale(known & (whole.whole != 0).fill_null(False), part, whole)


def _value(cell: Cell) -> Exact | ir.Value:
    """The answer on a scale; yes and no as the words of a band."""
    return cell.value.ifelse("yes", "no") if cell.type == "yes_no" else cell.value


def _rank(rule: Grading, one: Criterion, scale: _Scale) -> ir.IntegerValue:
    """The rank of the band's grade; past the last rank where the value has no grade, or is not known."""
    none = len(rule.grades)
    ranks = [rule.grades.index(band.grade) if band.grade else none for band in one.bands]
    steps = _steps(one.bands, ranks, none)
    if steps is not None and scale.right is None:
        cases = [(scale.at_least(edge), ibis.literal(rank, "int8")) for edge, rank in steps[1:][::-1]]
        return _ladder([*cases, (scale.known, ibis.literal(steps[0][1], "int8"))], none)
    cases = [
        (scale.holds(band) & scale.known, ibis.literal(rank, "int8"))
        for band, rank in zip(one.bands, ranks, strict=True)
    ]
    return _ladder(cases, none)


def _ladder(cases: list[tuple[ir.BooleanValue, ir.IntegerValue]], otherwise: int) -> ir.IntegerValue:
    return ibis.cases(*cases, else_=ibis.literal(otherwise, "int8"))


def _steps(bands: tuple[Band, ...], ranks: list[int], none: int) -> list[tuple[Decimal, int]] | None:
    """From each edge on which rank, the first from below all numbers on; None for words and bands that overlap."""
    if any(band.word for band in bands):
        return None
    ordered = sorted(zip(bands, ranks, strict=True), key=lambda pair: (pair[0].from_ is not None, pair[0].from_ or 0))
    steps: list[tuple[Decimal, int]] = [(Decimal("-Infinity"), none)]
    end: Decimal | None = Decimal("-Infinity")
    for band, rank in ordered:
        start = band.from_ if band.from_ is not None else Decimal("-Infinity")
        if end is None or start < end:
            return None
        steps = [*(steps[:-1] if steps[-1][0] == start else steps), (start, rank)]
        end = band.below
        if end is not None:
            steps.append((end, none))
    return steps


def _open(
    rule: Grading, found: list[tuple[Criterion, ir.BooleanValue | None, _Scale]], best: ir.IntegerValue, cells: Cells
) -> ir.StringValue:
    """Inputs that are not answered and could still raise the grade, each where it is first asked for."""
    certain = {name for name, question in rule.questions().items() if name in rule.needed and not question.none}
    parts: list[tuple[str, ir.BooleanValue]] = []
    for one, applies, scale in found:
        highest = min((rule.grades.index(band.grade) for band in one.bands if band.grade), default=None)
        if highest is None:
            continue
        waits = ~scale.known & (best > highest)
        waits = waits if applies is None else waits & applies
        parts += [(name, waits & cells.asked[name].column.isnull()) for name in one.asks() if name not in certain]
    return listed(parts, once=True)
