"""What a decision stands on beside the answers: the rule's document, the calendar's edition, readings, names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from gongbao.clock import Calendar
from gongbao.rules.entry import Readings, Source, Sources, Stated
from gongbao.rules.judgement import Citation, Judgement, Outcome, Reason, Value

START_DAY, LAST_DAY, ROUND_THE_CLOCK, PRINTED_DAY, MONTH_END = "R-01", "R-02", "R-03", "R-04", "R-05"
"""The readings for all counties that counting time rests on: whether the day of the event counts, that the last day
does, that hours do not stop, that a printed day does not move, that a month without the day gives its last one."""


@dataclass(frozen=True, slots=True)
class Context:
    """`options`: reading → chosen option; `settings`: reading → number that no document gives, where one is set.

    `reading_words`: reading → its question and the words of each option ("" where there is no choice).
    """

    rule: str
    document: str
    issued: date
    calendar: Calendar
    options: Mapping[str, str] = field(default_factory=dict)
    settings: Mapping[str, str] = field(default_factory=dict)
    agency_names: Mapping[str, str] = field(default_factory=dict)
    agency_forms: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    reading_words: Mapping[str, tuple[str, Mapping[str, str]]] = field(default_factory=dict)

    def option(self, reading: str) -> str:
        return self.options.get(reading, "")

    @property
    def start_day_counts(self) -> bool:
        return self.option(START_DAY) == "counted"

    def names(self, agencies: tuple[str, ...]) -> list[str]:
        """Official names; an id that no agency has stays as it is (a pack with one does not load)."""
        return [self.agency_names.get(one, one) for one in agencies]

    def forms(self, agencies: tuple[str, ...]) -> list[str]:
        """Every name that means one of these agencies anywhere in the county, the official ones included."""
        return [form for one in agencies for form in self.agency_forms.get(one, (self.agency_names.get(one, one),))]

    def cite(self, source: Source) -> Citation:
        return Citation(source.document or self.document, source.at, source.quote)


def reason(context: Context, code: str, stated: Stated | Sources | None = None, /, **params: Any) -> Reason:
    """A reason that rests on a stated entry (its first place and first reading), or on nothing but the case."""
    sources: Sources = stated.source if isinstance(stated, Stated) else stated or ()
    readings: Readings = stated.readings if isinstance(stated, Stated) else ()
    citation = context.cite(sources[0]) if sources else None
    return Reason(context.rule, code, params, citation, readings[0] if readings else None)


def read_as(context: Context, reading: str) -> Reason:
    """The reason that says which way an open point was read."""
    chosen = context.option(reading) or context.settings.get(reading, "")
    question, words = context.reading_words.get(reading, ("", {}))
    says = words.get(chosen) or words.get("", "") or chosen
    return Reason(context.rule, "reading", {"reading": reading, "question": question, "says": says}, None, reading)


def judged(
    outcome: Outcome,
    value: Value,
    *reasons: Reason | None,
    needs: tuple[str, ...] | list[str] = (),
    provisional: bool = False,
) -> Judgement:
    return Judgement(outcome, value, tuple(one for one in reasons if one is not None), tuple(needs), provisional)


def decided(
    value: Value, *reasons: Reason | None, needs: tuple[str, ...] | list[str] = (), provisional: bool = False
) -> Judgement:
    return judged("decided", value, *reasons, needs=needs, provisional=provisional)


def cannot_say(context: Context, missing: list[str], *reasons: Reason | None, value: Value = None) -> Judgement:
    """What is missing is named, and never taken for zero."""
    lack = Reason(context.rule, "missing", {"inputs": missing}) if missing else None
    return judged("cannot_say", value, *reasons, lack, needs=tuple(missing))
