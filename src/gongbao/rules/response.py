"""Response 响应: per level, who proposes, decides, chairs, commands, attends; what is started; only these may act."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Literal

from pydantic import Field

from gongbao.rules.context import Context, cannot_say, decided, judged, read_as, reason
from gongbao.rules.entry import Agencies, Names, Stated, Title, Words
from gongbao.rules.inputs import Input
from gongbao.rules.judgement import Judgement
from gongbao.rules.rule import Problem, Rule, source_of, wrong


class Holder(Stated):
    """A post or a body that may act; `if_`: only on this condition, in words (authorised, …)."""

    post: Words
    if_: str = Field(default="", alias="if")
    agency: Agencies = ()


class Level(Stated):
    """`acts`: from an act (proposes, decides, commands, attends …) to its holders; an empty list: 文件未规定."""

    acts: dict[str, tuple[Holder, ...]]
    measures: Names = ()
    tasks: Names = ()


class Measure(Stated):
    """A measure of the plan with the groups that carry it out."""

    no: str
    title: Title
    groups: Names = ()


class Response(Rule):
    """`acts`: from an act to its words. Optional answers `act`, `post`, `conditions`: may this post do this?"""

    kind: Literal["response"]
    acts: dict[str, Title]
    levels: dict[str, Level]
    measures: tuple[Measure, ...] = ()

    def questions(self) -> dict[str, Input]:
        own = {
            "level": Input(type="choice", title="响应级别", choices={level: f"{level}级" for level in self.levels}),
            "act": Input(type="choice", title="要做的事", choices=self.acts, optional=True),
            "post": Input(type="text", title="谁来做（职务）", optional=True),
            "condition": Input(type="text", title="已满足的条件", optional=True),
        }
        return {**own, **self.inputs}

    def decide(self, given: Mapping[str, Any], context: Context) -> Judgement:
        level = self.levels[given["level"]]
        readings = [read_as(context, one) for one in (*self.readings, *level.readings)]
        if "act" in given and "post" in given:
            return self._may(level, given, context)
        value: dict[str, Any] = {
            act: [{"post": one.post, "if": one.if_ or None} for one in level.acts.get(act, ())] for act in self.acts
        }
        silent = [act for act in self.acts if not level.acts.get(act)]
        reasons = [
            reason(context, "holder", source_of(one, level), act=self.acts[act], post=one.post, condition=one.if_)
            for act, holders in level.acts.items()
            for one in holders
        ]
        reasons += [
            reason(context, "silent_act", level if level.source else self, act=self.acts[act]) for act in silent
        ]
        if level.measures or level.tasks:
            value |= {"measures": list(level.measures), "tasks": list(level.tasks)}
        return decided(value, *reasons, *readings)

    def _may(self, level: Level, given: Mapping[str, Any], context: Context) -> Judgement:
        """Whether a post may act: decided, or refused with those who may."""
        act, post = given["act"], given["post"]
        holders = level.acts.get(act, ())
        if not holders:
            return cannot_say(
                context, [], reason(context, "silent_act", level if level.source else self, act=self.acts[act])
            )
        own = [one for one in holders if one.post == post]
        free = next((one for one in own if not one.if_ or one.if_ == given.get("condition")), None)
        if free:
            return decided(
                {"post": free.post, "if": free.if_ or None},
                reason(context, "holder", source_of(free, level), act=self.acts[act], post=post, condition=free.if_),
                *(read_as(context, one) for one in free.readings),
            )
        said = "、".join(one.post + (f"（{one.if_}）" if one.if_ else "") for one in holders)
        return judged(
            "refused",
            None,
            reason(context, "not_holder", source_of(holders[0], level), act=self.acts[act], post=post, holders=said),
            needs=("condition",) if own else ("post",),
        )

    def agencies(self) -> Iterator[str]:
        for level in self.levels.values():
            for holders in level.acts.values():
                for one in holders:
                    yield from one.agency

    def edges(self) -> Iterator[tuple[str, Any]]:
        for level in self.levels:
            yield "level", level

    def proofs(self) -> Iterator[Problem]:
        known = {measure.no for measure in self.measures}
        for name, level in self.levels.items():
            for act in set(level.acts) - set(self.acts):
                yield wrong(f"levels.{name}", f"“{act}”不在 acts 里", f"“{act}” is none of the acts")
            for no in set(level.measures) - known:
                yield wrong(f"levels.{name}", f"措施“{no}”没有列出", f"the measure “{no}” is not listed")

    def facts_count(self) -> int:
        return len(self.measures) or len(self.levels)
