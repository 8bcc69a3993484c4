"""Where a plot stands, and what its stage says about it."""

from __future__ import annotations

from county.cases.models import Case
from county.cases.procedures import Running, running
from county.supervision.registers.marks import Mark
from county.supervision.registers.rules import of_slot
from gongbao.rules.procedure import Procedure, State


def stage_of(case: Case) -> Mark:
    run = running(case)
    return mark_of(next(one for one in run.procedure.states if one.id == case.state), run.first)


def mark_of(state: State, first: str) -> Mark:
    """A stage that ends is done; one that says something of the plot is a warning; the first is only a beginning."""
    kind = "done" if state.ends else "late" if state.marks else "none" if state.id == first else "near"
    return Mark(kind, state.title)


def stages(procedure: Procedure) -> dict[str, Mark]:
    return {one.id: mark_of(one, procedure.states[0].id) for one in procedure.states}


def known_answers(case: Case) -> dict[str, str]:
    """What the register itself answers of the rule's questions: the marks of the plot's stage, yes or no.

    Nobody may answer these otherwise.
    """
    admission = of_slot("admission")
    if admission is None:
        return {}
    states = running(case).procedure.states
    every = {mark for one in states for mark in one.marks}
    own = {mark for one in states if one.id == case.state for mark in one.marks}
    return {name: "yes" if name in own else "no" for name, one in admission.rule.asked.items()
            if name in every and one.type == "yes_no"}


def use_question() -> tuple[str, dict[str, str]]:
    """The question of the rule that asks for the use, and its choices; empty where it asks for none."""
    admission = of_slot("admission")
    asked = admission.rule.asked if admission else {}
    return next(((name, one.choices) for name, one in asked.items() if one.type == "choice"), ("", {}))


def units_of(run: Running) -> tuple[str, ...]:
    """Every unit that a procedure names."""
    return tuple(dict.fromkeys(one for step in run.procedure.steps for one in step.who.agencies))


def first_unit(run: Running) -> str:
    """Whose case it becomes: the unit that the first step with a unit names."""
    return next(iter(units_of(run)), "")
