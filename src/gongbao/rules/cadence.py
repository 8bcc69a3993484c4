"""Cadence 频次: how often something must be done, how long each time, or by which day of every year."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar, Literal

from pydantic import Field

from gongbao.clock.errors import too_far
from gongbao.rules.conditions import COMPARE, Comparator
from gongbao.rules.context import PRINTED_DAY, Context, cannot_say, decided, read_as, reason
from gongbao.rules.entry import PrintedKind, Stated, Words
from gongbao.rules.inputs import Input
from gongbao.rules.judgement import Judgement
from gongbao.rules.rule import Problem, Rule, source_of, wrong

MONTHS = 12
Period = Literal["hour", "day", "week", "month", "quarter", "half_year", "year", "season", "occasion", "response"]


class Every(Stated):
    """One time in every so many hours."""

    printed: ClassVar[Mapping[str, PrintedKind]] = {"hours": "number"}

    hours: Decimal


class Each(Stated):
    """How long each time lasts at least, in minutes."""

    printed: ClassVar[Mapping[str, PrintedKind]] = {"minutes": "number"}

    minutes: Decimal


class YearDay(Stated):
    """A day of every year by which it is done, included; in a year without it the month's last day. Without `month` it
    is a day of every month."""

    printed: ClassVar[Mapping[str, PrintedKind]] = {"month": "number", "day": "number"}

    month: int | None = Field(default=None, ge=1, le=12)
    day: int = Field(ge=1, le=31)

    def next(self, on: date) -> date:
        """The first such day that is not before `on`. ClockError: after the year 9999."""
        months = on.year * MONTHS + (self.month or on.month) - 1
        this = self._of(months)
        return this if on <= this else self._of(months + (MONTHS if self.month else 1))

    def _of(self, months: int) -> date:
        year, month = divmod(months, MONTHS)
        if year > date.max.year:
            raise too_far()
        return date(year, month + 1, min(self.day, monthrange(year, month + 1)[1]))


class Cadence(Rule):
    """`times` per period, one in `every` so many hours, or by a day of each year. `occasion`: a period in words."""

    printed: ClassVar[Mapping[str, PrintedKind]] = {"times": "number"}

    kind: Literal["cadence"]
    times: Decimal | None = None
    per: Period = "day"
    comparator: Comparator = ">="
    occasion: Words | None = None
    every: Every | None = None
    each: Each | None = None
    by: YearDay | None = None

    def questions(self) -> dict[str, Input]:
        own: dict[str, Input] = {}
        if self.by:
            own["on"] = Input(type="date", title="今天")
            return {**own, **self.inputs}
        if self._hourly():
            own["hours"] = Input(type="number", title="开放时长", unit="小时", maximum=Decimal(24))
        if self.each:
            own["minutes"] = Input(type="list", title="每次的分钟数", optional=True)
        else:
            own["done"] = Input(type="integer", title="已做次数", optional=True)
        return {**own, **self.inputs}

    def _hourly(self) -> bool:
        return self.every is not None or self.per == "hour"

    def decide(self, given: Mapping[str, Any], context: Context) -> Judgement:
        if self.by:
            return self._next(self.by, given["on"], context)
        required = self.required(given)
        if self.each and any(not part.replace(".", "", 1).isdecimal() for part in given.get("minutes", [])):
            return cannot_say(context, ["minutes"])
        done = self._done(given)
        met = COMPARE[self.comparator](done, required) if done is not None else None
        stands = reason(
            context,
            "cadence",
            self,
            times=self.times,
            per=self.per,
            occasion=self.occasion or "",
            hours=self.every.hours if self.every else None,
            comparator=self.comparator,
        )
        parts = reason(context, "each", source_of(self.each, self), minutes=self.each.minutes) if self.each else None
        soft = reason(context, "soft", self) if self.soft else None
        other = [reason(context, "elsewhere", one, says=one.says) for one in self.elsewhere]
        value = {"required": required, "done": done, "met": met}
        needs = [] if done is not None else ["minutes" if self.each else "done"]
        return decided(
            value, stands, parts, soft, *other, *(read_as(context, one) for one in self.readings), needs=needs
        )

    def required(self, given: Mapping[str, Any]) -> int:
        """How many times are due in the period asked about."""
        if self.every:
            return int(Decimal(given["hours"]) // self.every.hours)
        return int(Decimal(self.times or 0) * (given["hours"] if self.per == "hour" else 1))

    def _done(self, given: Mapping[str, Any]) -> int | None:
        if not self.each:
            return given.get("done")
        lengths = given.get("minutes")
        return None if lengths is None else sum(Decimal(one) >= self.each.minutes for one in lengths)

    def _next(self, by: YearDay, on: date, context: Context) -> Judgement:
        code = "by_day" if by.month else "by_month_day"
        return decided(
            by.next(on),
            reason(context, code, source_of(by, self), month=by.month, day=by.day),
            read_as(context, PRINTED_DAY),
            *(read_as(context, one) for one in self.readings),
        )

    def proofs(self) -> Iterator[Problem]:
        if sum((self.times is not None, self.every is not None, self.by is not None)) != 1:
            yield wrong("times", "times、every、by 要写且只写一个", "give exactly one of times, every, by")
