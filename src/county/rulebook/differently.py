"""若……则不同: the nearest answers that turn the result, each decided by the rule itself, each a link that asks it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from county.rulebook.selectors import href_of_rule
from county.rulebook.shown import Shown
from county.rulebook.telling import Telling
from county.rulebook.values import shown_value
from gongbao.packs.rulebook import Answer, Rulebook
from gongbao.rules import Input, Judgement, Rule, given, plain
from gongbao.rules.benefit import Benefit
from gongbao.rules.changes import Change, changes
from gongbao.rules.rate import Rate

FEW = 6
WALKED = frozenset({"procedure", "response", "register", "body"})
"""Kinds whose answers are looked up one by one: another answer is another question, not another result."""
CHOSEN = frozenset({"link", "no", "year", "on"})


@dataclass(frozen=True, slots=True)
class ShownChange:
    """One answer that would turn the result: in words, and the address that asks it."""

    title: str
    value: str
    result: str
    href: str


def shown_changes(book: Rulebook, answer: Answer, said: Mapping[str, str], own: Shown,
                  tell: Telling) -> list[ShownChange]:
    """`said`: the page's address; `own`: the answer as it is shown."""
    _system, rule = book.find(answer.rule)
    if rule.kind in WALKED:
        return []
    questions = rule.questions()
    values = given(questions, {name: text for name, text in said.items() if name in questions})
    context = book.context(answer.rule, readings=answer.receipt["readings"])
    turning = [one for one in changes(rule, values, context) if _turns(rule, one, answer.judgement)]
    turning.sort(key=lambda one: not _opens(one.judgement, answer.judgement))
    found = (_shown(rule, one, answer, said, tell) for one in turning)
    return [one for one in found if one.result != own.headline]


def _opens(one: Judgement, own: Judgement) -> bool:
    """Whether the outcome or a gate turns: such changes stand first."""
    return one.outcome != own.outcome or _gate(one) != _gate(own)


def _gate(one: Judgement) -> Any:
    return one.value.get("gate") if isinstance(one.value, dict) else None


def _turns(rule: Rule, one: Change, own: Judgement) -> bool:
    """An amount or a rate follows its base anyway: that alone is no other result."""
    if one.input in CHOSEN:
        return False
    if isinstance(rule, Benefit) and one.input == rule.base:
        return one.judgement.outcome != own.outcome
    if isinstance(rule, Rate) and isinstance(one.judgement.value, dict) and isinstance(own.value, dict):
        return bool(one.judgement.value["met"] != own.value["met"])
    return True


def _shown(rule: Rule, one: Change, answer: Answer, said: Mapping[str, str], tell: Telling) -> ShownChange:
    text = _typed(one.value)
    shown = shown_value(rule, plain(one.judgement.value), tell)
    query = urlencode({**said, one.input: text})
    return ShownChange(
        tell.label(one.input), _words(rule.questions()[one.input], text, tell),
        shown.headline or tell.say.outcome(one.judgement.outcome), f"{href_of_rule(answer.rule)}?{query}",
    )


def _words(question: Input, text: str, tell: Telling) -> str:
    if question.type == "money":
        return tell.money(text)
    return question.choices.get(text, tell.text(text)) + question.unit


def _typed(value: Any) -> str:
    """The answer as a form would send it."""
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(plain(value))
