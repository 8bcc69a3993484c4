"""What a checklist says of a thing: asked anew each time, never kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from county.cases.says import CannotDo
from county.supervision.registers.asking import asked
from county.supervision.registers.marks import Mark
from county.supervision.registers.rules import Held
from county.supervision.registers.why import Kept, kept_reasons
from gongbao.rules.checklist import Checklist
from gongbao.rules.inputs import BadInput, given
from gongbao.rules.judgement import Judgement

PASSES, FAILS, OPEN = "passes", "fails", "open"
VERDICTS = (FAILS, OPEN, PASSES)
LONGEST = 12
_KINDS = {"yes": "good", "no": "late", "na": "none", None: "near"}


@dataclass(frozen=True, slots=True)
class Verdict:
    """`mark`: one word for a list; `says`: the rule's own sentence; `items`: each item of the rule with its state;
    `missing`: the items that fail or wait for an answer."""

    code: str
    mark: Mark
    says: str
    items: tuple[Mark, ...]
    missing: str
    reasons: tuple[Kept, ...]


def verdict_of(rule: Held, said: Mapping[str, str]) -> Verdict:
    """Asked of the rule just now. Answers that the rule of today cannot read leave it open."""
    checklist = rule.checklist
    try:
        judgement = asked(rule.id, checklist, said)
        values = given(checklist.asked, said)
    except (CannotDo, BadInput):
        return Verdict(OPEN, mark_of(checklist, OPEN), _("登记的情况和现在的规则对不上，请重新填。"), (), "", ())
    code = {"decided": PASSES, "refused": FAILS}.get(judgement.outcome, OPEN)
    states = [(item, checklist.state(item, values)) for item in checklist.items]
    marks = tuple(Mark(_kind(checklist, state), item.topic) for item, state in states)
    says = {PASSES: checklist.passes, FAILS: checklist.fails}.get(code, "")
    return Verdict(code, mark_of(checklist, code), says, marks, _missing(checklist, judgement),
                   tuple(kept_reasons(judgement)))


def mark_of(rule: Checklist, code: str) -> Mark:
    """Where one item is enough, the list tells what is in scope; else what was done."""
    words = {PASSES: _("在范围内") if rule.any_suffices else _("符合"),
             FAILS: _("不在范围内") if rule.any_suffices else _("不符合"), OPEN: _("还缺情况")}
    kinds = {PASSES: "good", FAILS: "none" if rule.any_suffices else "late", OPEN: "near"}
    return Mark(kinds[code], words[code])


def _kind(rule: Checklist, state: str | None) -> str:
    return "none" if rule.any_suffices and state == "no" else _KINDS[state]


def _missing(rule: Checklist, judgement: Judgement) -> str:
    value = judgement.value if isinstance(judgement.value, dict) else {}
    if rule.any_suffices and judgement.outcome != "cannot_say":
        return ""
    topics = {item.id: item.topic for item in rule.items}
    named = [*value.get("failing", ()), *value.get("missing", ())]
    return "、".join(topics[one] for one in named)
