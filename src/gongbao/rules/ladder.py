"""Ladder 递进问责: what follows after n consecutive periods in the last places."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar, Literal

from pydantic import Field

from gongbao.rules.context import Context, cannot_say, decided, judged, read_as, reason
from gongbao.rules.entry import Names, PrintedKind, Stated, Title
from gongbao.rules.inputs import Input
from gongbao.rules.judgement import Judgement
from gongbao.rules.rule import Problem, Rule, source_of, wrong

BAD = "B"
FINE = "-"


class Rung(Stated):
    """Step `step` follows after `periods` consecutive bad periods. `confirmed`: an answer that must be yes as well."""

    printed: ClassVar[Mapping[str, PrintedKind]] = {"periods": "number"}

    step: int
    periods: int
    title: Title
    confirmed: str = ""
    confirmed_title: str = ""
    who: Names = ()


class Tail(Stated):
    """The last `count` of a ranking."""

    printed: ClassVar[Mapping[str, PrintedKind]] = {"count": "number"}

    count: int


class Ladder(Rule):
    """`history`: one mark a period, newest last: B in the last places, - not. `applies_to`: units that it is for.

    A rule with `tail` and no rungs says who stands in the last places: `ranks` as a list, ties allowed.
    """

    kind: Literal["ladder"]
    rungs: tuple[Rung, ...] = ()
    tail: Tail | None = None
    period: str = ""
    units: dict[str, Title] = Field(default_factory=dict)
    applies_to: tuple[str, ...] = ()

    def questions(self) -> dict[str, Input]:
        if not self.rungs:
            return {"ranks": Input(type="list", title="各单位名次，按名单顺序"), **self.inputs}
        own = {
            "history": Input(
                type="list", title=f"各{self.period}结果，最近的在后", choices={BAD: "后几名", FINE: "不在后几名"}
            )
        }
        for rung in self.rungs:
            if rung.confirmed:
                own[rung.confirmed] = Input(type="yes_no", title=rung.confirmed_title or rung.confirmed, optional=True)
        if self.units:
            own["unit"] = Input(
                type="choice", title="单位类别", choices=dict(self.units), default=next(iter(self.units)), optional=True
            )
        return {**own, **self.inputs}

    def decide(self, given: Mapping[str, Any], context: Context) -> Judgement:
        if self.tail:
            return self._last(self.tail, given["ranks"], context)
        readings = [read_as(context, one) for one in self.readings]
        if self.units and given["unit"] not in self.applies_to:
            return decided(0, reason(context, "ladder_not_for", self, unit=self.units[given["unit"]]), *readings)
        run = trailing(given["history"])
        reached = [rung for rung in self.rungs if run >= rung.periods]
        counted = reason(context, "ladder_run", self, run=run, period=self.period)
        if not reached:
            return decided(0, counted, *readings)
        top = reached[-1]
        stands = reason(context, "rung", source_of(top, self), step=top.step, title=top.title, periods=top.periods)
        if not top.confirmed or given.get(top.confirmed):
            return decided(top.step, counted, stands, *readings)
        below = reached[-2] if len(reached) > 1 else None
        step = below.step if below else 0
        stays = (
            reason(context, "rung", source_of(below, self), step=step, title=below.title, periods=below.periods)
            if below
            else None
        )
        open_point = reason(
            context,
            "rung_unconfirmed",
            source_of(top, self),
            step=top.step,
            condition=top.confirmed_title or top.confirmed,
        )
        if given.get(top.confirmed) is False:
            return decided(step, counted, stays, open_point, *readings)
        return judged("person_decides", step, counted, stays, open_point, *readings, needs=(top.confirmed,))

    def _last(self, tail: Tail, ranks: list[str], context: Context) -> Judgement:
        """Positions (from 1) of the units in the last places; a tie across the border is not settled by the text."""
        if not all(rank.isdecimal() for rank in ranks):
            return cannot_say(context, ["ranks"])
        count, places = tail.count, [int(rank) for rank in ranks]
        readings = [read_as(context, one) for one in (*self.readings, *tail.readings)]
        stands = reason(context, "tail", source_of(tail, self), count=count, of=len(places))
        if len(places) <= count:
            return judged(
                "refused", None, stands, reason(context, "too_few", self, count=count), *readings, needs=("ranks",)
            )
        border = sorted(places)[-count]
        last = [n for n, place in enumerate(places, 1) if place >= border]
        if len(last) > count:
            return judged(
                "refused",
                None,
                stands,
                reason(context, "tied", self, count=count, tied=len(last)),
                *readings,
                needs=("ranks",),
            )
        return decided(last, stands, *readings)

    def edges(self) -> Iterator[tuple[str, Any]]:
        for rung in self.rungs:
            yield "history", [BAD] * rung.periods
        for unit in self.units:
            yield "unit", unit

    def proofs(self) -> Iterator[Problem]:
        periods = [rung.periods for rung in self.rungs]
        if periods != sorted(set(periods)):
            yield wrong("rungs", "rungs 的 periods 要逐级增大", "the periods of the rungs must grow")
        if bool(self.rungs) == bool(self.tail):
            yield wrong("rungs", "要么写 rungs，要么写 tail", "give either rungs or a tail")
        for unit in self.applies_to:
            if unit not in self.units:
                yield wrong("applies_to", f"“{unit}”不在 units 里", f"“{unit}” is none of the units")

    def facts_count(self) -> int:
        return len(self.rungs) or 1


def trailing(history: list[str]) -> int:
    """How many bad periods stand at the end, without a break."""
    run = 0
    for mark in reversed(history):
        if mark != BAD:
            break
        run += 1
    return run
