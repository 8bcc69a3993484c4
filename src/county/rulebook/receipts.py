"""The receipt in words: what was asked of which rule, by which edition of pack, calendar and engine."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from county.rulebook.telling import Telling
from gongbao.packs.rulebook import Answer, Rulebook
from gongbao.rules import Rule


def receipt_in_words(book: Rulebook, rule: Rule, answer: Answer, tell: Telling) -> list[tuple[str, str]]:
    """Label and text, in the order in which one would check them."""
    receipt = answer.receipt
    inputs = [f"{tell.label(name)}：{_input(rule, name, value, tell)}" for name, value in receipt["inputs"].items()]
    readings = [f"{name}：{book.readings[name].options.get(option, option)}"
                for name, option in receipt["readings"].items()]
    return [
        (_("规则"), f"{rule.title}（{receipt['rule']}）"),
        (_("填的内容"), "；".join(inputs) or _("没有填")),
        (_("换过的理解"), "；".join(readings) or _("没有换")),
        (_("按哪天有效的规定"), tell.text(receipt["on"]) or _("没有指定")),
        (_("数据包"), f"{book.pack.title}（{receipt['pack']}）"),
        (_("数据包的摘要"), receipt["pack_digest"]),
        (_("放假安排的版本"), receipt["calendar"]),
        (_("程序的版本"), receipt["engine"]),
    ]


def _input(rule: Rule, name: str, value: Any, tell: Telling) -> str:
    question = rule.questions()[name]
    if question.type == "money" and value is not None:
        return tell.money(value)
    if isinstance(value, list):
        return tell.say.word("comma").join(question.choices.get(str(one), str(one)) for one in value)
    if value is None:
        return question.none or tell.say.word("none")
    return (question.choices.get(str(value)) or tell.text(value)) + question.unit
