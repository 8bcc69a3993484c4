"""A rule's own questions as the fields of a form, and the answers read as the rule reads them."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from django.utils.translation import gettext as _

from county.cases.page import NeedField
from county.cases.says import CannotDo, bad_input
from gongbao.rules.inputs import LONGEST, BadInput, Input, given
from gongbao.rules.judgement import Judgement
from gongbao.rules.rule import Rule

LIKE_INPUT = {"date": "date", "moment": "datetime-local"}


def fields_of(questions: Mapping[str, Input], typed: Mapping[str, str], wrong: CannotDo | None = None,
              known: Collection[str] = ()) -> list[NeedField]:
    """A field for each question that is not known already; what was typed stays, with the sentence beside it."""
    return [_field(name, one, typed, wrong) for name, one in questions.items() if name not in known]


def _field(name: str, one: Input, typed: Mapping[str, str], wrong: CannotDo | None) -> NeedField:
    choices = choices_of(one)
    said = wrong.says if wrong and wrong.field == name else ""
    kind = "choice" if choices else LIKE_INPUT.get(one.type, "text")
    return NeedField(name, one.title or name, kind, typed.get(name, one.default or ""), choices, one.unit,
                     required=False, wrong=said)


def choices_of(one: Input) -> Mapping[str, str]:
    if one.type == "yes_no":
        return {"yes": _("是"), "no": _("否")}
    return one.choices if one.type == "choice" else {}


def answers(rule: Rule, typed: Mapping[str, str]) -> dict[str, str]:
    """What was typed for a rule's questions, proven to be readable. CannotDo: the first that is not."""
    said = {name: typed[name].strip()[:LONGEST + 1] for name in rule.asked if typed.get(name, "").strip()}
    try:
        given(rule.asked, said)
    except BadInput as error:
        raise readable(error, rule.asked) from error
    return said


def readable(error: BadInput, questions: Mapping[str, Input]) -> CannotDo:
    """The sentence of an answer that cannot be used, without the codes that a program needs."""
    refusal = bad_input(error)
    says = refusal.says.replace(f"（{error.name}）", "", 1)
    question = questions.get(error.name)
    if question is not None and question.choices:
        for with_codes, words in zip(question.listed(), question.listed(codes=False), strict=True):
            says = says.replace(with_codes, words)
    return CannotDo(says, refusal.field)


def asked(rule_id: str, rule: Rule, said: Mapping[str, str]) -> Judgement:
    """The rule's judgement. CannotDo: an answer that it cannot use."""
    from county.packs import county_rulebook

    book = county_rulebook()
    if book is None:
        raise CannotDo(_("没有安装数据包，判不了。"))
    try:
        return book.ask(rule_id, said).judgement
    except BadInput as error:
        raise readable(error, rule.asked) from error


def in_words(rule: Rule, said: Mapping[str, str]) -> list[tuple[str, str]]:
    """Answers with the words of their questions."""
    return [(one.title or name, choices_of(one).get(said[name], said[name]) + one.unit)
            for name, one in rule.asked.items() if said.get(name)]


def titles_of(rule: Rule, names: Collection[str]) -> str:
    return "、".join(rule.asked[name].title or name if name in rule.asked else name for name in names)
