"""The limits of one rule over columns: which runs for each row, from when, how long, and until when."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import ibis
import ibis.expr.types as ir

from gongbao.batch import dates
from gongbao.batch.cells import Cells, OneByOne
from gongbao.batch.exact import Exact, alike, constant
from gongbao.batch.working_days import since, worked
from gongbao.rules import Context
from gongbao.rules.time_limit import Span, TimeLimit, Unit

WORKING: Unit = "working_day"
HOUR, AT_ONCE, UNSTATED = "hour", "at_once", "unstated"


@dataclass(frozen=True, slots=True)
class Way:
    """A limit that may run; `code` is the answer that chooses it. Without a number it runs in working days."""

    code: str
    span: Span
    start_counts: bool

    @property
    def unit(self) -> Unit:
        return WORKING if self.span.unit == UNSTATED else self.span.unit


def ways_of(rule: TimeLimit, context: Context) -> list[Way]:
    """The limits of the rule that hold under the readings chosen."""
    spans = rule.cases.items() if rule.by else [("", rule.limit)]
    return [
        Way(code, span, context.start_day_counts and not span.at_least)
        for code, span in spans
        if span is not None and all(context.option(name) == option for name, option in span.under.items())
    ]


class Ways:
    """Rows with the limit that runs: `by` gives each row its own limit's column. Held: `way`, `start`, `n`, `at`."""

    def __init__(self, rule: TimeLimit, context: Context, cells: Cells) -> None:
        self.rule, self.context, self.ways, self.cells = rule, context, ways_of(rule, context), cells
        asked = cells.asked
        way: ir.Value = ibis.literal(0, "int64")
        if rule.by:
            way = ibis.cases(*((asked[rule.by].is_word(one.code), n) for n, one in enumerate(self.ways)), else_=None)
        self._hold(way=way)
        starts = [asked[way.span.start].value for way in self.ways]
        if not all(start.type().is_date() or start.type().is_timestamp() for start in starts):
            raise OneByOne
        if any(way.unit == HOUR and start.type().is_date() for way, start in zip(self.ways, starts, strict=True)):
            raise OneByOne
        self._hold(
            start=self.by([start if start.type().is_date() else start.date() for start in starts]),
            moment=self.by([start.cast("timestamp") for start in starts]),
        )
        self._hold(n=self.by([self._number(way) for way in self.ways]))
        self._hold_ends()

    def by(self, values: list[Any]) -> ir.Value:
        """The value of the limit that runs."""
        if len(values) == 1:
            return values[0]
        return self.cells.kept("way").cases(*enumerate(values), else_=None)

    def among(self, holds: list[bool]) -> ir.BooleanValue:
        """Rows whose limit is one of these."""
        numbers = [n for n, one in enumerate(holds) if one]
        return self.cells.kept("way").isin(numbers).fill_null(False) if numbers else ibis.literal(False)

    def _hold(self, **columns: Any) -> None:
        self.cells = self.cells.held(**columns)

    def _number(self, way: Way) -> ir.IntegerValue:
        """How many units, seconds for hours; empty where they are not whole, or more than is added here."""
        number = self._asked_for(way) + self.extra()
        most = dates.MOST.get(way.unit, 0)
        if way.unit == HOUR:
            number, most = number.times(dates.SECONDS), most * dates.SECONDS
        good = number.whole.between(0, most * number.parts)
        if number.parts > 1:
            good &= number.whole % number.parts == 0
        return good.ifelse(number.floor().whole, ibis.null("int64"))

    def _asked_for(self, way: Way) -> Exact:
        """What is asked for, at most the limit itself; the office's own number where the document has none."""
        value = self.cells.number(self.rule.own) if way.span.unit == UNSTATED else constant(way.span.value or 0)
        if not self.rule.amount:
            return value
        asked, value = alike(self.cells.number(self.rule.amount), value)
        low, high = min(asked.low, value.low), max(asked.high, value.high)
        return Exact(asked.whole.coalesce(value.whole), asked.parts, low, high)

    def extra(self) -> Exact:
        """By how much it is extended."""
        if self.rule.extension is None:
            return constant(0)
        given = self.cells.number(self.rule.extension.input)
        return Exact(given.whole.fill_null(0), given.parts, min(0, given.low), max(0, given.high))

    def _hold_ends(self) -> None:
        """`at` as a day, `at_moment` where hours are counted or the start itself is the end."""
        counted = self.by([self._counted(way) for way in self.ways])
        if any(way.unit == WORKING for way in self.ways):
            self.cells = worked(self.cells, self.context.calendar, counted)
            if self.rule.done:
                self.cells = since(self.cells, self.context.calendar, self.rule.done)
        kept = self.cells.kept
        ends = [
            kept("worked")
            if way.unit == WORKING
            else kept("start")
            if way.unit in {HOUR, AT_ONCE}
            else dates.after(kept("start"), kept("n"), way.unit, self._counted(way))
            for way in self.ways
        ]
        moments = [
            dates.plus_seconds(kept("moment"), kept("n")) if way.unit == HOUR else kept("moment") for way in self.ways
        ]
        self._hold(at=self.by(ends), at_moment=self.by(moments))

    def _counted(self, way: Way) -> ir.IntegerValue:
        """1 where the start is the first day that counts."""
        zero = ibis.literal(0, "int64")
        return (self.cells.kept("n") > 0).ifelse(ibis.literal(1, "int64"), zero) if way.start_counts else zero
