"""What would change the answer: the nearest answers, one at a time, that give another outcome or value."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from gongbao.rules.context import Context
from gongbao.rules.inputs import BadInput, Input
from gongbao.rules.judgement import Judgement
from gongbao.rules.rule import Rule

_STEPS = {"integer": Decimal(1), "number": Decimal("0.1"), "money": Decimal("0.01"), "percent": Decimal("0.1")}
_FEW = 8


@dataclass(frozen=True, slots=True)
class Change:
    """If `input` were `value`, `judgement` would come; it was decided, not guessed."""

    input: str
    value: Any
    judgement: Judgement


def changes(rule: Rule, given: Mapping[str, Any], context: Context) -> list[Change]:
    """For each input the nearest value above and below its present one (or each other choice) that turns the answer."""
    own = rule.judge(given, context)
    found = []
    for name, tried in _candidates(rule, given).items():
        turned = [change for value in tried if (change := _changed(rule, given, context, name, value, own))]
        found += _nearest(turned, given.get(name))
    return found


def _changed(
    rule: Rule, given: Mapping[str, Any], context: Context, name: str, value: Any, own: Judgement
) -> Change | None:
    try:
        other = rule.judge({**given, name: value}, context)
    except BadInput:  # an answer that goes with none of the others
        return None
    if (other.outcome, rule.verdict(other.value)) == (own.outcome, rule.verdict(own.value)):
        return None
    return Change(name, value, other)


def _candidates(rule: Rule, given: Mapping[str, Any]) -> dict[str, list[Any]]:
    questions = rule.questions()
    edges: dict[str, list[Any]] = defaultdict(list)
    for name, edge in rule.edges_near(given):
        if name in questions:
            edges[name].append(edge)
    tried: dict[str, list[Any]] = {}
    for name, question in questions.items():
        if name in given:
            tried[name] = list(dict.fromkeys(_tried(question, given[name], edges[name])))
    return tried


def _tried(question: Input, present: Any, edges: list[Any]) -> Iterator[Any]:
    if question.type == "yes_no":
        yield not present
    elif question.type == "choice":
        yield from (code for code in question.choices if code != present and len(question.choices) <= _FEW)
    elif question.type in _STEPS:
        step = Decimal(1).scaleb(-question.decimals) if question.decimals is not None else _STEPS[question.type]
        for edge in edges:
            for value in (Decimal(edge), Decimal(edge) - step, Decimal(edge) + step):
                if value != present and _can_be_typed(question, value):
                    yield int(value) if question.type == "integer" else value


def _can_be_typed(question: Input, value: Decimal) -> bool:
    """Whether it could be typed: within the question's bounds, and with no more decimals than it takes."""
    try:
        question.read("", format(value, "f"))
    except BadInput:
        return False
    return True


def _nearest(turned: list[Change], present: Any) -> list[Change]:
    """Of numbers the nearest on each side; of choices all of them."""
    if not isinstance(present, Decimal | int) or isinstance(present, bool):
        return turned
    below = [one for one in turned if one.value < present]
    above = [one for one in turned if one.value > present]
    nearest = [max(below, key=lambda one: one.value)] if below else []
    return nearest + ([min(above, key=lambda one: one.value)] if above else [])
