"""Procedure 程序: states and steps, who may take them, what they need, which clock they start, what a breach does."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints

from gongbao.rules.context import Context, decided, judged, reason
from gongbao.rules.entry import Agencies, Names, Stated, Title
from gongbao.rules.inputs import Input
from gongbao.rules.judgement import Judgement
from gongbao.rules.rule import Problem, Rule, given_twice, wrong

Code = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(_[a-z0-9]+)*$")]
Relation = Literal[
    "handler", "applicant", "unit_head", "lead", "participant", "supervisor", "office", "government", "anyone"
]


class State(Stated):
    """`marks`: what holds of a case in this state, by the name under which another rule asks for it (listed)."""

    id: Code
    title: Title
    ends: bool = False
    marks: tuple[Code, ...] = ()


class Who(Stated):
    """Who may take a step: a relation to the case, agencies by id, posts in the document's words; any of them."""

    relation: Relation | None = None
    agencies: Agencies = ()
    posts: Names = ()


class Need(Stated):
    """What a step asks for: a field, a file or a decision."""

    id: Code
    title: Title
    form: Literal["field", "file", "decision"] = "field"
    when: str = ""


class Step(Stated):
    """`starts`, `stops`: rules of this system whose clock begins or ends. `soft`: 原则上. `on_breach`: what follows.

    `sets`: answers that taking the step gives by itself ({kind: K5}). `reopens`: the clocks that the step before ended
    run on as they were (退回). `marks`: what the step means beyond its own procedure, by the name under which a
    checklist or a desk asks for it (called_back).
    """

    id: Code
    title: Title
    origin: tuple[Code, ...]
    to: Code
    who: Who
    needs: tuple[Need, ...] = ()
    starts: tuple[str, ...] = ()
    stops: tuple[str, ...] = ()
    sets: dict[Code, str] = Field(default_factory=dict)
    reopens: bool = False
    marks: tuple[Code, ...] = ()
    soft: bool = False
    on_breach: str = ""


class Procedure(Rule):
    """A case begins in the first state. `order` of states is that of the list. `starts`: the clocks that begin with the
    case."""

    kind: Literal["procedure"]
    states: tuple[State, ...]
    steps: tuple[Step, ...]
    starts: tuple[str, ...] = ()

    def questions(self) -> dict[str, Input]:
        states = {state.id: state.title for state in self.states}
        steps = {step.id: step.title for step in self.steps}
        own = {
            "state": Input(type="choice", title="现在的状态", choices=states, default=self.states[0].id, optional=True),
            "step": Input(type="choice", title="想走的一步", choices=steps, optional=True),
        }
        return {**own, **self.inputs}

    def decide(self, given: Mapping[str, Any], context: Context) -> Judgement:
        state = given["state"]
        if "step" not in given:
            ways = [self.said(step, context) for step in self.steps if state in step.origin]
            code = "may_go_on" if ways else "has_ended"
            return decided({"state": state, "steps": ways}, reason(context, code, self, state=self.title_of(state)))
        step = self.step(given["step"])
        if state not in step.origin:
            origins = "、".join(self.title_of(one) for one in step.origin)
            return judged(
                "refused",
                None,
                reason(context, "wrong_state", step, step=step.title, state=self.title_of(state), origins=origins),
                needs=("state",),
            )
        return decided(
            self.said(step, context),
            reason(context, "step", step if step.source else self, step=step.title, to=self.title_of(step.to)),
        )

    def step(self, code: str) -> Step:
        return next(step for step in self.steps if step.id == code)

    def title_of(self, state: str) -> str:
        return next((one.title for one in self.states if one.id == state), state)

    def said(self, step: Step, context: Context) -> dict[str, Any]:
        """A step as an answer shows it."""
        return {
            "step": step.id,
            "title": step.title,
            "to": step.to,
            "soft": step.soft,
            "on_breach": step.on_breach,
            "who": {
                "relation": step.who.relation,
                "agencies": context.names(step.who.agencies),
                "posts": list(step.who.posts),
            },
            "needs": [{"id": need.id, "title": need.title, "form": need.form} for need in step.needs],
            "starts": list(step.starts),
            "stops": list(step.stops),
            "sets": dict(step.sets),
            "reopens": step.reopens,
        }

    def agencies(self) -> Iterator[str]:
        for step in self.steps:
            yield from step.who.agencies

    def clocks(self) -> Iterator[str]:
        yield from self.starts
        for step in self.steps:
            yield from (*step.starts, *step.stops)

    def edges(self) -> Iterator[tuple[str, Any]]:
        for state in self.states:
            yield "state", state.id

    def proofs(self) -> Iterator[Problem]:
        known = {state.id for state in self.states}
        yield from given_twice("states", [state.id for state in self.states])
        yield from given_twice("steps", [step.id for step in self.steps])
        for step in self.steps:
            for code in {*step.origin, step.to} - known:
                yield wrong(f"steps.{step.id}", f"状态“{code}”没有列出", f"the state “{code}” is not listed")
        for state in self.states:
            leads_on = any(state.id in step.origin for step in self.steps)
            if state.ends == leads_on:
                yield wrong(
                    f"states.{state.id}",
                    "终结的状态不能有下一步，其他状态要有",
                    "a state that ends has no step, any other has one",
                )
        forward = self._reach({self.states[0].id}, forward=True)
        backward = self._reach({state.id for state in self.states if state.ends}, forward=False)
        for code in known - forward:
            yield wrong(f"states.{code}", f"状态“{code}”走不到", f"the state “{code}” cannot be reached")
        for code in known - backward:
            yield wrong(f"states.{code}", f"从状态“{code}”走不到终结", f"from the state “{code}” no end can be reached")

    def _reach(self, found: set[str], *, forward: bool) -> set[str]:
        grown = True
        while grown:
            size = len(found)
            for step in self.steps:
                if forward and found & set(step.origin):
                    found.add(step.to)
                elif not forward and step.to in found:
                    found |= set(step.origin)
            grown = len(found) > size
        return found

    def facts_count(self) -> int:
        return len(self.steps)
