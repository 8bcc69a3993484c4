"""What a step asks for: fields, files, decisions. What was typed is read as the rules that use it read it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _

from county.cases.procedures import Running
from county.cases.says import CannotDo, bad_input
from county.files import Kept
from gongbao.rules.inputs import BadInput
from gongbao.rules.procedure import Need, Step
from gongbao.rules.time_limit import TimeLimit

LONGEST, OVER = 2000, "over_maximum"


def checked(step: Step, run: Running, given: Mapping[str, str], clocks: tuple[str, ...]) -> dict[str, str]:
    """The answers to the fields and decisions of a step, stripped. CannotDo: the first that is missing or wrong."""
    found = {}
    for need in step.needs:
        said = given.get(need.id, "").strip()
        if need.form != "file" and (said or not need.when):
            found[need.id] = _read(need, said, run, step, clocks)
    return found


def soft_maximum(step: Step, run: Running, clocks: tuple[str, ...]) -> bool:
    """Whether the step grants an extension whose printed maximum holds in principle only (原则上)."""
    asked = {need.id for need in step.needs}
    rules = [run.book.find(rule_id)[1] for rule_id in clocks if rule_id] if step.soft else []
    return any(isinstance(rule, TimeLimit) and rule.extension is not None and rule.extension.soft
               and rule.extension.input in asked for rule in rules)


def over_maximum(step: Step, run: Running, given: Mapping[str, str], clocks: tuple[str, ...]) -> dict[str, str]:
    """The reason for going beyond such a maximum, where one was typed."""
    said = given.get(OVER, "").strip()
    if not said or not soft_maximum(step, run, clocks):
        return {}
    if len(said) > LONGEST:
        raise CannotDo(_("理由最多 2000 个字，请缩短。"), OVER)
    return {OVER: said}


def missing_files(step: Step, files: Mapping[str, Iterable[Kept]]) -> None:
    """CannotDo: a file that the step needs was not sent."""
    for need in step.needs:
        if need.form == "file" and not need.when and not list(files.get(need.id, ())):
            raise CannotDo(_("请附上“%(need)s”。") % {"need": need.title}, need.id)


def _read(need: Need, said: str, run: Running, step: Step, clocks: tuple[str, ...]) -> str:
    if not said:
        raise CannotDo(_("请填“%(need)s”。") % {"need": need.title}, need.id)
    if len(said) > LONGEST:
        raise CannotDo(_("“%(need)s”最多 2000 个字，请缩短。") % {"need": need.title}, need.id)
    question = run.question_for(step, need, clocks)
    try:
        if question:
            question.read(need.id, said)
    except BadInput as wrong:
        raise bad_input(wrong) from wrong
    return said
