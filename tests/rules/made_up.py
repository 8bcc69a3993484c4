"""A made-up county: rules from small mappings, a calendar of two notices, answers as they are typed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from hypothesis import settings

from gongbao.clock import Calendar, Notice
from gongbao.rules import KINDS, Context, Judgement, Reason, Rule, given

SOURCE = {"at": "第三条", "quote": "照此办理"}
unhurried = settings(deadline=None, max_examples=60)


def _days(month: int, *days: int) -> frozenset[date]:
    return frozenset(date(2031, month, day) for day in days)


NOTICES = (
    Notice(2031, "山字〔2030〕1号", date(2030, 11, 20), _days(10, *range(1, 8)), _days(9, 28) | _days(10, 11)),
    Notice(2031, "山字〔2031〕2号", date(2031, 9, 30), _days(10, 8), frozenset()),
)
"""1 to 7 October are free; 28 September (Sunday) and 11 October (Saturday) are worked. Later 8 October is freed too."""

QUESTIONS = {
    "R-01": ("起算的那天算不算？", {"not_counted": "不算", "counted": "算"}),
    "R-07": ("不足一步的扣不扣？", {"whole_steps": "不扣", "pro_rata": "按比例扣"}),
    "R-0101": ("甲还是乙？", {"one": "甲", "other": "乙"}),
    "R-0102": ("记一笔", {"": "只是说明"}),
}
COUNTY = Context(
    rule="flood/rule",
    document="山政字〔2031〕4号",
    issued=date(2031, 5, 6),
    calendar=Calendar.known(NOTICES),
    options={"R-01": "not_counted", "R-07": "whole_steps", "R-0101": "one"},
    agency_names={"water": "县水务局", "finance": "县财政局"},
    agency_forms={"water": ("县水务局", "河长办"), "finance": ("县财政局",)},
    reading_words=QUESTIONS,
)


def read_otherwise(context: Context, **options: str) -> Context:
    """The county with other readings; R_01 stands for R-01."""
    return replace(
        context, options={**context.options, **{name.replace("_", "-"): one for name, one in options.items()}}
    )


def a_rule(kind: str, **fields: Any) -> Any:
    """A rule of a kind, standing in a third article unless said otherwise."""
    return KINDS[kind].model_validate({"kind": kind, "title": "某事", "source": SOURCE, **fields})


def ask(rule: Rule, context: Context, said: Mapping[str, str] | None = None) -> Judgement:
    """The judgement of answers as typed."""
    return rule.judge(given(rule.questions(), said or {}), context)


def codes(judgement: Judgement) -> list[str]:
    return [one.code for one in judgement.reasons]


def because(judgement: Judgement, code: str) -> Reason:
    """The one reason with this code."""
    [found] = [one for one in judgement.reasons if one.code == code]
    return found


def read_ways(judgement: Judgement) -> dict[str, str]:
    """From reading to the way it was read, as far as the reasons say so."""
    return {one.params["reading"]: one.params["says"] for one in judgement.reasons if one.code == "reading"}


def proofs(rule: Rule) -> list[tuple[str, str]]:
    """Weight and place of each problem."""
    return [(one.weight, one.name) for one in rule.proofs()]
