"""Checklist 清单项: items that apply to a case, ticked or compared with a number; all that apply must hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Literal

from pydantic import Field

from gongbao.rules.conditions import Condition, all_hold, open_inputs
from gongbao.rules.context import Context, decided, judged, read_as, reason
from gongbao.rules.entry import Stated, Topic
from gongbao.rules.inputs import Input
from gongbao.rules.judgement import Judgement, Reason
from gongbao.rules.rule import Problem, Rule, asks_for, given_twice, source_of

TICKS = {"yes": "合格", "no": "不合格", "na": "不适用"}


class Item(Stated):
    """Ticked by a person (an answer under its id), or settled by `holds`. `when`: applies only to such cases.

    `may_be_na`: not applicable is accepted where the person says so (with a reason, kept by the case).
    """

    id: str
    topic: Topic
    section: str = ""
    holds: tuple[Condition, ...] = ()
    when: tuple[Condition, ...] = ()
    may_be_na: bool = False
    evidence: str = ""


class Checklist(Rule):
    """`any_suffices`: one item that holds is enough (a scope with alternatives). `passes`, `fails`: what that means."""

    kind: Literal["checklist"]
    items: tuple[Item, ...]
    any_suffices: bool = False
    passes: str = Field(default="")
    fails: str = Field(default="")

    def questions(self) -> dict[str, Input]:
        ticks = {
            item.id: Input(
                type="choice",
                title=item.topic,
                optional=True,
                choices=TICKS if item.may_be_na else {code: TICKS[code] for code in ("yes", "no")},
            )
            for item in self.items
            if not item.holds
        }
        return {**self.inputs, **ticks}

    def decide(self, given: Mapping[str, Any], context: Context) -> Judgement:
        states = {item.id: self.state(item, given) for item in self.items}
        missing = list(dict.fromkeys(name for item in self.items for name in self._open(item, states[item.id], given)))
        counted = [state for state in states.values() if state != "na"]
        passes = self._passes(counted)
        value = {
            "passes": passes,
            "done": counted.count("yes"),
            "of": len(counted),
            "failing": [name for name, state in states.items() if state == "no"],
            "missing": [name for name, state in states.items() if state is None],
        }
        reasons = [
            self._reason(item, states[item.id], context) for item in self.items if states[item.id] in {"yes", "no"}
        ]
        reasons.append(
            reason(
                context,
                "checklist",
                self,
                passes=passes,
                done=value["done"],
                of=value["of"],
                says=self.passes if passes else self.fails if passes is False else "",
            )
        )
        reasons += [read_as(context, one) for one in self.readings]
        if passes is None:
            return judged("cannot_say", value, *reasons, needs=missing)
        if passes:
            return decided(value, *reasons)
        changes = list(
            dict.fromkeys(name for item in self.items if states[item.id] == "no" for name in self._turns(item))
        )
        return judged("refused", value, *reasons, needs=changes)

    @staticmethod
    def state(item: Item, given: Mapping[str, Any]) -> str | None:
        """yes, no, na; None while an answer is missing."""
        applies = all_hold(item.when, given)
        if applies is False:
            return "na"
        if applies is None:
            return None
        if not item.holds:
            tick: str | None = given.get(item.id)
            return tick
        return {True: "yes", False: "no", None: None}[all_hold(item.holds, given)]

    def _passes(self, states: list[str | None]) -> bool | None:
        if self.any_suffices:
            return True if "yes" in states else None if None in states else False
        return False if "no" in states else None if None in states else True

    @staticmethod
    def _open(item: Item, state: str | None, given: Mapping[str, Any]) -> list[str]:
        if state is not None:
            return []
        names = open_inputs((*item.when, *item.holds), given)
        return names if item.holds or names else [item.id]

    @staticmethod
    def _turns(item: Item) -> list[str]:
        return [name for condition in item.holds for name in condition.asks()] or [item.id]

    def _reason(self, item: Item, state: str | None, context: Context) -> Reason:
        found = reason(context, f"item_{state}", source_of(item, self), item=item.id, topic=item.topic)
        return found._replace(reading=item.readings[0]) if item.readings else found

    def edges(self) -> Iterator[tuple[str, Any]]:
        for item in self.items:
            for condition in (*item.when, *item.holds):
                yield from condition.edges()
            if not item.holds:
                yield item.id, "no"

    def proofs(self) -> Iterator[Problem]:
        yield from asks_for(
            [n for item in self.items for c in (*item.when, *item.holds) for n in c.asks()], self.questions()
        )
        yield from given_twice("items", [item.id for item in self.items])

    def facts_count(self) -> int:
        return len(self.items)
