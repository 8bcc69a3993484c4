"""ReportChain 报告链: who reports to whom, on what trigger, within which limit or at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any, ClassVar, Literal

from pydantic import Field

from gongbao.clock import Limit, due
from gongbao.rules.conditions import Condition, all_hold, open_inputs
from gongbao.rules.context import ROUND_THE_CLOCK, Context, cannot_say, decided, read_as, reason
from gongbao.rules.entry import Agencies, Names, PrintedKind, ReadingId, Stated, Title
from gongbao.rules.inputs import Input
from gongbao.rules.judgement import Judgement, Reason
from gongbao.rules.rule import Problem, Rule, asks_for, given_twice, source_of, wrong


class Link(Stated):
    """One report. `value` and `unit` are the limit; without them it is due at once (立即) or, if `unstated`, 及时.

    Senders and receivers are agencies by id, or words where the document names no agency. `under`: the link holds only
    where this reading is taken this way ({R-07: pro_rata}).
    """

    printed: ClassVar[Mapping[str, PrintedKind]] = {"value": "number"}

    id: str
    title: Title
    trigger: Title
    sender: Agencies = ()
    sender_words: Names = ()
    receivers: Agencies = ()
    receiver_words: Names = ()
    value: Decimal | None = None
    unit: Literal["hour", "day", "working_day", "at_once", "unstated"] = "at_once"
    medium: str = ""
    when: tuple[Condition, ...] = ()
    under: dict[ReadingId, str] = Field(default_factory=dict)

    def open_points(self) -> Iterator[str]:
        yield from (*((ROUND_THE_CLOCK,) if self.unit == "hour" else ()), *self.readings)


class ReportChain(Rule):
    """The links that a case sets off. The input `at` is the moment of the trigger of the link asked about."""

    kind: Literal["report_chain"]
    links: tuple[Link, ...]

    def questions(self) -> dict[str, Input]:
        links = {link.id: link.title for link in self.links}
        own = {
            "link": Input(type="choice", title="哪一次报告", choices=links, optional=True),
            "at": Input(type="moment", title="起算的时刻", optional=True),
        }
        return {**self.inputs, **own}

    def decide(self, given: Mapping[str, Any], context: Context) -> Judgement:
        asked = [
            link
            for link in self.links
            if given.get("link") in (None, link.id)
            and all(context.option(one) == option for one, option in link.under.items())
        ]
        on = [link for link in asked if all_hold(link.when, given)]
        still = [name for link in asked if all_hold(link.when, given) is None for name in open_inputs(link.when, given)]
        rows = [self._row(link, given.get("at"), context) for link in on]
        if "at" not in given and any(link.value is not None for link in on):
            still.append("at")
        reasons: list[Reason] = []
        for link in on:
            found = reason(
                context,
                f"report_{link.unit}",
                source_of(link, self),
                title=link.title,
                trigger=link.trigger,
                value=link.value,
            )
            reasons += [found, *(read_as(context, one) for one in link.readings)]
        if not on and still:
            return cannot_say(context, list(dict.fromkeys(still)))
        if not on:
            reasons.append(reason(context, "no_report", self))
        if any(link.unit == "hour" for link in on):
            reasons.append(read_as(context, ROUND_THE_CLOCK))
        return decided(rows, *reasons, needs=list(dict.fromkeys(still)))

    def _row(self, link: Link, at: datetime | None, context: Context) -> dict[str, Any]:
        ends: date | datetime | None = None
        if at is not None and link.value is not None and link.unit in {"hour", "day", "working_day"}:
            ends = due(at, Limit(link.value, link.unit), context.calendar, start_day_counts=context.start_day_counts).at
        return {
            "link": link.id,
            "title": link.title,
            "trigger": link.trigger,
            "sender": [*context.names(link.sender), *link.sender_words],
            "receivers": [*context.names(link.receivers), *link.receiver_words],
            "limit": link.value,
            "unit": link.unit,
            "due": at if link.unit == "at_once" else ends,
            "medium": link.medium,
        }

    def agencies(self) -> Iterator[str]:
        for link in self.links:
            yield from (*link.sender, *link.receivers)

    def edges(self) -> Iterator[tuple[str, Any]]:
        for link in self.links:
            for condition in link.when:
                yield from condition.edges()

    def proofs(self) -> Iterator[Problem]:
        yield from asks_for([n for link in self.links for c in link.when for n in c.asks()], self.inputs)
        yield from given_twice("links", [link.id for link in self.links])
        for link in self.links:
            if (link.value is None) != (link.unit in {"at_once", "unstated"}):
                yield wrong(
                    f"links.{link.id}",
                    f"单位 {link.unit} 与 value 不相配",
                    f"unit {link.unit} and value do not go together",
                )

    def facts_count(self) -> int:
        return len(self.links)
