"""Indicator over columns: `value.state` is met, not_met or no_data; the plain name `value` is its own input's."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import cast

import ibis
import ibis.expr.types as ir

from gongbao.batch.cells import Cells, OneByOne
from gongbao.batch.exact import Exact
from gongbao.batch.frame import Columns, answered
from gongbao.batch.one_case import Output
from gongbao.batch.parsed import Parsed, parsed
from gongbao.rules import Context, Input, Rule
from gongbao.rules.indicator import Indicator, IndicatorRow, Target

VALUE, STATE = "value", "value.state"
_WHOLE = 100
_NUMBER, _YES_NO = Input(type="number", signed=True), Input(type="yes_no")
_WITHOUT_TARGET = frozenset({"achieve", "below_base", "falling", "words"})
_WITH_PREVIOUS = frozenset({"yearly_drop", "falling"})


def indicator(rule: Rule, context: Context, table: ir.Table) -> ir.Table:
    """How each row's value stands to its target. BatchError: as `gongbao.batch.answers`."""
    rule = cast(Indicator, rule)
    return answered(rule, context, table, [Output(STATE, "string")], lambda cells: _decided(rule, cells), aside=VALUE)


@dataclass(frozen=True, slots=True)
class _Place:
    """A row of the rule with the target of one year."""

    row: IndicatorRow
    year: str
    target: Target | None

    @property
    def silent(self) -> bool:
        return self.target is None and self.row.form not in _WITHOUT_TARGET

    @property
    def for_a_person(self) -> bool:
        worded = self.target is not None and self.target.value is None and self.row.form == "level"
        return not self.silent and (self.row.form == "words" or worded)

    @property
    def judged(self) -> bool:
        return not self.silent and not self.for_a_person

    def met(self, number: Exact, yes: ir.BooleanValue, previous: Exact) -> ir.BooleanValue:
        form, target = self.row.form, self.target
        if form == "achieve":
            return yes
        if form == "below_base":
            return ibis.literal(False) if self.row.base is None else number.compared("<", self.row.base.value)
        if form == "falling":
            return number.compared("<", previous)
        if target is None or target.value is None:
            raise OneByOne
        return (previous - number if form == "yearly_drop" else number).compared(target.comparator, target.value)


def _decided(rule: Indicator, cells: Cells) -> Columns:
    question = rule.questions()[VALUE]
    if question.default is not None or question.type != "text":
        raise OneByOne
    places = _places(rule)
    number, yes = _read(cells, _NUMBER), _read(cells, _YES_NO)
    value = cast(Exact, number.value)
    cells = cells.held(place=_place(cells, places), number=value.whole, yes=yes.value, blank=number.blank)
    said, previous = value.at(cells.kept("number")), cells.number("previous")
    met = _by_place(cells, places, lambda place: place.met(said, cells.kept("yes"), previous))
    cells = cells.held(met=met, lacks=_lacks(cells, places))
    outcome = _among(cells, places, lambda place: place.silent).ifelse("cannot_say", "decided")
    person = _among(cells, places, lambda place: place.for_a_person)
    lacks, judged = cells.kept("lacks"), _among(cells, places, lambda place: place.judged)
    state = (lacks != "").ifelse("no_data", cells.kept("met").ifelse("met", "not_met"))
    return Columns(
        cells,
        person.ifelse("person_decides", outcome),
        {STATE: judged.ifelse(state, ibis.null("string"))},
        person.ifelse(VALUE, judged.ifelse(lacks, "")),
        beyond=_beyond(cells, places, said),
    )


def _places(rule: Indicator) -> list[_Place]:
    years = rule.questions()["year"].choices if "year" in rule.questions() else {"": ""}
    return [_Place(row, year, rule.target(row, int(year or 0))) for row in rule.rows for year in years]


def _place(cells: Cells, places: list[_Place]) -> ir.IntegerValue:
    """The number of the place that a row of the table asks about."""
    cases = []
    for row in dict.fromkeys(place.row.no for place in places):
        own = [(place.year, n) for n, place in enumerate(places) if place.row.no == row]
        year = cells.asked["year"].value.cases(*own, else_=None) if own[0][0] else ibis.literal(own[0][1])
        cases.append((row, year))
    return cells.asked["no"].value.cases(*cases, else_=None).cast("int64")


def _read(cells: Cells, question: Input) -> Parsed:
    column = cells.table[VALUE] if VALUE in cells.present else ibis.null()
    return parsed(question, VALUE, column, cells.limit)


def _among(cells: Cells, places: Iterable[_Place], holds: Callable[[_Place], bool]) -> ir.BooleanValue:
    numbers = [n for n, place in enumerate(places) if holds(place)]
    return cells.kept("place").isin(numbers).fill_null(False) if numbers else ibis.literal(False)


def _by_place(cells: Cells, places: list[_Place], met: Callable[[_Place], ir.BooleanValue]) -> ir.BooleanValue:
    cases = [(n, met(place)) for n, place in enumerate(places) if place.judged]
    return cells.kept("place").cases(*cases, else_=None) if cases else ibis.null("boolean")


def _lacks(cells: Cells, places: list[_Place]) -> ir.StringValue:
    with_previous = _among(cells, places, lambda place: place.row.form in _WITH_PREVIOUS)
    previous = cells.number("previous").whole.isnull() & with_previous
    return cells.kept("blank").ifelse(VALUE, previous.ifelse("previous", ""))


def _beyond(cells: Cells, places: list[_Place], said: Exact) -> ir.BooleanValue:
    """Rows whose value is not read here, in the form that its indicator has."""
    no_number, no_word = cells.kept("number").isnull(), cells.kept("yes").isnull()
    achieved = _among(cells, places, lambda place: place.judged and place.row.form == "achieve")
    counted = _among(cells, places, lambda place: place.judged and place.row.form != "achieve")
    outside = _outside(cells, places, said)
    return ~cells.kept("blank") & ((no_number & no_word) | (achieved & no_word) | (counted & no_number) | outside)


def _outside(cells: Cells, places: list[_Place], said: Exact) -> ir.BooleanValue:
    """Numbers that an indicator does not have: below zero, or a share above the whole."""
    plain = _among(cells, places, lambda place: place.judged and not place.row.signed)
    share = _among(cells, places, lambda place: place.judged and not place.row.signed and place.row.unit == "%")
    return ((plain & said.compared("<", 0)) | (share & said.compared(">", _WHOLE))).fill_null(False)
