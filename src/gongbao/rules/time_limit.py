"""TimeLimit 时限: the last day or moment by which something must be done."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any, ClassVar, Literal

from pydantic import Field

from gongbao.clock import Calendar, Due, Limit, due
from gongbao.rules.conditions import word_of
from gongbao.rules.context import (
    LAST_DAY,
    MONTH_END,
    ROUND_THE_CLOCK,
    START_DAY,
    Context,
    cannot_say,
    judged,
    read_as,
    reason,
)
from gongbao.rules.entry import PrintedKind, ReadingId, Stated, Words
from gongbao.rules.inputs import Input
from gongbao.rules.judgement import Judgement, Outcome, Reason
from gongbao.rules.rule import Problem, Rule, asks_for, source_of, wrong

SATURDAY = 5
Unit = Literal["hour", "day", "working_day", "month", "year", "end_of_month_after", "at_once", "unstated"]


class Span(Stated):
    """How long: `value` in `unit`, counted from the input `start`.

    at_once 立即, 第一时间: due at the start itself. unstated 及时, 限期: the document gives no number.
    `under`: the span holds only where this reading is taken this way ({R-07: pro_rata}). `at_least` 不少于: the
    answer is the day from which so many days have passed since the start, not a last day.
    """

    printed: ClassVar[Mapping[str, PrintedKind]] = {"value": "number"}

    value: Decimal | None = None
    unit: Unit
    start: str
    soft: bool = False
    at_least: bool = False
    title: str = ""
    under: dict[ReadingId, str] = Field(default_factory=dict)

    def shared(self) -> tuple[str, ...]:
        """The readings for all counties that counting in this unit rests on."""
        by_unit = {
            "hour": (ROUND_THE_CLOCK,),
            "month": (MONTH_END,),
            "end_of_month_after": (),
            "at_once": (),
            "unstated": (),
        }
        return () if self.at_least else by_unit.get(self.unit, (START_DAY, LAST_DAY))

    def open_points(self) -> Iterator[str]:
        yield from (*self.shared(), *self.readings, *self.under)


class Extension(Stated):
    """A longer limit on approval: `input` says by how much, `most` is the document's maximum, in the limit's unit."""

    printed: ClassVar[Mapping[str, PrintedKind]] = {"most": "number"}

    input: str
    most: Decimal
    soft: bool = False
    approved_by: Words | None = None


class TimeLimit(Rule):
    """`limit`, or one of `cases` chosen by the input `by`. `amount`: the input that asks for less than the limit;
    `until`: the one that asks for a day, refused when it lies after the limit's end; `own`: the one with the office's
    own number of working days, where the document gives none; `done`: the day it was done, with which the answer is
    {due, state, late} (`late` in the limit's own days; before_start is for a person to set right)."""

    kind: Literal["time_limit"]
    limit: Span | None = None
    by: str = ""
    cases: dict[str, Span] = Field(default_factory=dict)
    amount: str = ""
    own: str = ""
    until: str = ""
    done: str = ""
    extension: Extension | None = None

    def decide(self, given: Mapping[str, Any], context: Context) -> Judgement:
        span = self.span(given)
        if span is None or not _holds(span, context):
            case = self.inputs[self.by].choices.get(given[self.by], given[self.by]) if self.by in given else ""
            silent = reason(context, "silent_case", self, case=case)
            return cannot_say(context, [], silent, *(read_as(context, one) for one in self.readings))
        start = given.get(span.start)
        if start is None:
            return cannot_say(context, [span.start])
        code = "limit_at_least" if span.at_least else f"limit_{span.unit}"
        stands = reason(context, code, source_of(span, self), value=span.value, case=span.title, unit=span.unit)
        if span.unit == "unstated":
            return self._own(span, start, given, context, stands)
        refusal = self._refusal(span, given, context)
        return refusal or self._due(span, start, given, context, stands)

    def _own(
        self, span: Span, start: date | datetime, given: Mapping[str, Any], context: Context, stands: Reason
    ) -> Judgement:
        """No number in the document: the working days that the office sets itself, where it has set any."""
        days = given.get(self.own) if self.own else None
        if days is None:
            read = (read_as(context, one) for one in (*self.readings, *span.readings))
            return cannot_say(context, [self.own] if self.own else [], stands, *read)
        set_here = span.model_copy(update={"value": Decimal(days), "unit": "working_day"})
        told = self._due(set_here, start, given, context, stands)
        return told._replace(reasons=(reason(context, "own_limit", value=days, unit="working_day"), *told.reasons))

    def starts(self) -> list[str]:
        """The inputs that a limit of this rule counts from."""
        spans = (*self.cases.values(), *((self.limit,) if self.limit else ()))
        return list(dict.fromkeys(span.start for span in spans))

    def span(self, given: Mapping[str, Any]) -> Span | None:
        """The limit that runs for these answers; None where the document gives none for the case."""
        return self.cases.get(word_of(given.get(self.by)) or "") if self.by else self.limit

    def _due(
        self, span: Span, start: date | datetime, given: Mapping[str, Any], context: Context, stands: Reason
    ) -> Judgement:
        extra = given.get(self.extension.input, 0) if self.extension else 0
        if span.unit == "at_once":
            return judged("decided", start, stands)
        total = Decimal(given.get(self.amount, span.value) if self.amount else span.value or 0) + extra
        counts = context.start_day_counts and not span.at_least
        found = due(start, Limit(total, span.unit), context.calendar, start_day_counts=counts)  # type: ignore[arg-type]
        reasons = [
            stands,
            reason(context, "extended", source_of(self.extension, self), by=extra, unit=span.unit)
            if self.extension and extra
            else None,
            self._asked(span, given, context),
            *(read_as(context, one) for one in (*span.shared(), *self.readings, *span.readings)),
            _days_off(start, found.at, context.calendar, context) if span.unit == "working_day" else None,
            reason(context, "soft", source_of(span, self)) if span.soft or self.soft else None,
            reason(context, "provisional", last=context.calendar.last) if found.provisional else None,
            *(reason(context, "elsewhere", one, says=one.says) for one in self.elsewhere),
        ]
        asked = given.get(self.until) if self.until else None
        if asked is not None and asked < start:
            early = reason(context, "too_early", source_of(span, self), asked=asked, start=start)
            return judged("refused", None, early, *reasons, needs=(self.until,), provisional=found.provisional)
        if asked is not None and asked > found.at:
            late = reason(context, "too_late", source_of(span, self), asked=asked, latest=found.at)
            return judged("refused", None, late, *reasons, needs=(self.until,), provisional=found.provisional)
        if self.done in given:
            return self._kept(span, start, found, given[self.done], reasons, context)
        return judged("decided", asked or found.at, *reasons, provisional=found.provisional)

    @staticmethod
    def _kept(
        span: Span, start: Any, found: Due, done: Any, reasons: list[Reason | None], context: Context
    ) -> Judgement:
        """How the day it was done stands to the limit."""
        over = done > found.at
        days = context.calendar.count(found.at, done) if span.unit == "working_day" else (done - found.at).days
        state = "before_start" if done < start else "same_day" if done == start else "late" if over else "in_time"
        value = {"due": found.at, "state": state, "late": days if over else 0}
        outcome: Outcome = "person_decides" if state == "before_start" else "decided"
        kept = reason(context, "kept", done=done, state=state)
        return judged(outcome, value, kept, *reasons, provisional=found.provisional)

    def _refusal(self, span: Span, given: Mapping[str, Any], context: Context) -> Judgement | None:
        if self.extension and given.get(self.extension.input, 0) > self.extension.most:
            most, asked, stated = self.extension.most, given[self.extension.input], self.extension
            return judged(
                "refused",
                None,
                reason(
                    context,
                    "too_long",
                    source_of(stated, self),
                    asked=asked,
                    most=most,
                    unit=span.unit,
                    approved_by=stated.approved_by or "",
                ),
                needs=(stated.input,),
            )
        if self.amount and span.value is not None and given.get(self.amount, 0) > span.value:
            return judged(
                "refused",
                None,
                reason(
                    context,
                    "too_long",
                    source_of(span, self),
                    asked=given[self.amount],
                    most=span.value,
                    unit=span.unit,
                    approved_by="",
                ),
                needs=(self.amount,),
            )
        return None

    def _asked(self, span: Span, given: Mapping[str, Any], context: Context) -> Reason | None:
        asked = given.get(self.amount) if self.amount else None
        return (
            reason(context, "asked_for", value=asked, unit=span.unit)
            if asked is not None and asked != span.value
            else None
        )

    def questions(self) -> dict[str, Input]:
        return dict(self.inputs)

    def proofs(self) -> Iterator[Problem]:
        if bool(self.by) != bool(self.cases) or bool(self.by) == bool(self.limit):
            yield wrong("limit", "要么写 limit，要么写 by 和 cases", "give either limit, or by and cases")
        spans = [*self.cases.values(), *([self.limit] if self.limit else [])]
        names = [span.start for span in spans]
        names += [self.by, self.amount, self.own, self.until, self.done, self.extension.input if self.extension else ""]
        yield from asks_for([name for name in names if name], self.inputs)
        for name in self.cases:
            if self.by in self.inputs and name not in self.inputs[self.by].choices:
                yield wrong(f"cases.{name}", f"“{name}”不在 {self.by} 的选项里", f"“{name}” is no choice of {self.by}")
        for span in spans:
            if (span.value is None) != (span.unit in {"at_once", "unstated"}):
                yield wrong(
                    "limit", f"单位 {span.unit} 与 value 不相配", f"unit {span.unit} and value do not go together"
                )

    def edges(self) -> Iterator[tuple[str, Any]]:
        if self.extension:
            yield self.extension.input, self.extension.most
        if self.amount and self.limit:
            yield self.amount, self.limit.value
        for name in self.cases:
            yield self.by, name


def _holds(span: Span, context: Context) -> bool:
    return all(context.option(reading) == option for reading, option in span.under.items())


def _days_off(start: date | datetime, at: date | datetime, calendar: Calendar, context: Context) -> Reason | None:
    """Says so where holidays or make-up days, not only weekends, moved the day."""
    if calendar.first is None or calendar.last is None:
        return None
    after = start.date() if isinstance(start, datetime) else start
    until = at.date() if isinstance(at, datetime) else at
    covered = range(max(after.toordinal() + 1, calendar.first.toordinal()),
                    min(until, calendar.last).toordinal() + 1)  # no other day is moved, however long the limit
    days = [date.fromordinal(one) for one in covered]
    off = sum(day.weekday() < SATURDAY and not calendar.is_working(day) for day in days)
    worked = sum(day.weekday() >= SATURDAY and calendar.is_working(day) for day in days)
    notices = list(dict.fromkeys(name for day in days if (name := calendar.notice(day))))
    return reason(context, "days_off", off=off, worked=worked, notices=notices) if off or worked else None
