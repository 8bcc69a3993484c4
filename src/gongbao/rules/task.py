"""Task 任务: who leads, who takes part, by when; one row a segment and deadline."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, ClassVar, Literal

from gongbao.rules.conditions import Condition, all_hold, open_inputs
from gongbao.rules.context import PRINTED_DAY, Context, decided, read_as, reason
from gongbao.rules.entry import Agencies, Names, PrintedKind, Stated, Title, Topic
from gongbao.rules.inputs import Input
from gongbao.rules.judgement import Judgement, Reason
from gongbao.rules.rule import Problem, Rule, asks_for, given_twice, source_of


class Deadline(Stated):
    """A printed day, included; it does not move for weekends. `about`: what of the segment is due, if not all."""

    printed: ClassVar[Mapping[str, PrintedKind]] = {"day": "date"}

    day: date
    about: str = ""

    def open_points(self) -> Iterator[str]:
        yield from (PRINTED_DAY, *self.readings)


class Phase(Stated):
    """A stretch of the plan, both days included."""

    printed: ClassVar[Mapping[str, PrintedKind]] = {"first": "date", "last": "date"}

    title: Title
    first: date
    last: date


class Segment(Stated):
    """A task, or the part of one that a responsibility mark closes.

    `lead` and `participants` are agencies by id; `lead_words`, `participant_words` what is printed and is no agency.
    `when`: the task applies only to cases that fulfil this. `marked` is false where the text prints no mark of its own.
    """

    no: str
    segment: str = ""
    topic: Topic
    group: str = ""
    lead: Agencies = ()
    participants: Agencies = ()
    lead_words: Names = ()
    participant_words: Names = ()
    deadlines: tuple[Deadline, ...] = ()
    when: tuple[Condition, ...] = ()
    marked: bool = True


class Task(Rule):
    """The plan's tasks. The input `on` is the day asked about; `agency` narrows to what one agency leads or joins."""

    kind: Literal["task"]
    segments: tuple[Segment, ...]
    implementers: Agencies = ()
    phases: tuple[Phase, ...] = ()

    def questions(self) -> dict[str, Input]:
        own: dict[str, Input] = {}
        if any(segment.deadlines for segment in self.segments):
            own["on"] = Input(type="date", title="看哪一天", optional=True)
        own["agency"] = Input(type="text", title="只看这个单位", optional=True)
        return {**self.inputs, **own}

    def decide(self, given: Mapping[str, Any], context: Context) -> Judgement:
        wanted = given.get("agency", "")
        rows, still, readings = [], [], list(self.readings)
        for segment in self.segments:
            open_names = open_inputs(segment.when, given)
            still += open_names
            if not all_hold(segment.when, given):
                continue
            found = list(self.rows(segment, given.get("on"), context))
            if not wanted or _concerns(segment, wanted, context):
                rows += found
                readings += [one for part in (segment, *segment.deadlines, *segment.when) for one in part.readings]
        if "on" in self.questions() and "on" not in given:
            still.append("on")
        return decided(
            rows,
            reason(context, "tasks", self, count=len(rows), agency=wanted),
            *self._around(given.get("on"), context),
            read_as(context, PRINTED_DAY) if given.get("on") else None,
            *(read_as(context, one) for one in dict.fromkeys(readings)),
            *(reason(context, "elsewhere", one, says=one.says) for one in self.elsewhere),
            needs=list(dict.fromkeys(still)),
        )

    def _around(self, on: date | None, context: Context) -> Iterator[Reason]:
        """What holds for every task: who carries them out, and the phase of the day asked about (of no day, each)."""
        if self.implementers:
            yield reason(context, "implementers", self, names=context.names(self.implementers))
        for one in self.phases:
            if on is None or one.first <= on <= one.last:
                place = source_of(one, self)
                yield reason(context, "phase", place, title=one.title, first=one.first, last=one.last)

    def rows(self, segment: Segment, on: date | None, context: Context) -> Iterator[dict[str, Any]]:
        """One row for each deadline of a segment, one row for a segment without."""
        for deadline in segment.deadlines or (None,):
            source = (deadline and deadline.source) or segment.source or self.source
            yield {
                "no": segment.no,
                "segment": segment.segment or segment.no,
                "group": segment.group,
                "topic": segment.topic,
                "lead": [*context.names(segment.lead), *segment.lead_words],
                "participants": [*context.names(segment.participants), *segment.participant_words],
                "deadline": deadline.day if deadline else None,
                "about": deadline.about if deadline else "",
                "phrase": deadline.source[0].quote if deadline and deadline.source else "",
                "state": state_of(deadline.day if deadline else None, on, context.issued),
                "at": source[0].at,
            }

    def agencies(self) -> Iterator[str]:
        yield from self.implementers
        for segment in self.segments:
            yield from (*segment.lead, *segment.participants)

    def edges(self) -> Iterator[tuple[str, Any]]:
        for segment in self.segments:
            for deadline in segment.deadlines:
                yield "on", deadline.day
            for condition in segment.when:
                yield from condition.edges()

    def proofs(self) -> Iterator[Problem]:
        yield from asks_for([n for segment in self.segments for c in segment.when for n in c.asks()], self.inputs)
        yield from given_twice("segments", [segment.segment or segment.no for segment in self.segments])

    def facts_count(self) -> int:
        return len(self.segments)


def _concerns(segment: Segment, wanted: str, context: Context) -> bool:
    """Whether a unit leads or joins: by any of its names, or a part of the official one or of the document's words."""
    units = (*segment.lead, *segment.participants)
    shown = (*context.names(units), *segment.lead_words, *segment.participant_words)
    return wanted in context.forms(units) or any(wanted in name for name in shown)


def state_of(day: date | None, on: date | None, issued: date) -> str | None:
    """no_deadline, printed_before_issue, ahead, due_today, passed; None where the day asked about is not given."""
    if day is None:
        return "no_deadline"
    if day < issued:
        return "printed_before_issue"
    if on is None:
        return None
    return "due_today" if on == day else "ahead" if on < day else "passed"
