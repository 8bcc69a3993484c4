"""Kinds that weigh a case: indicators, rates, scorecards, grades, ladders, checklists."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from county.rulebook.shown import Shown, facts
from county.rulebook.telling import Telling
from gongbao.rules.checklist import Checklist
from gongbao.rules.grading import Grading
from gongbao.rules.indicator import Indicator
from gongbao.rules.ladder import Ladder
from gongbao.rules.rate import EMPTY, Rate
from gongbao.rules.scorecard import Scorecard


def indicator(rule: Indicator, value: Any, tell: Telling) -> Shown:  # noqa: ARG001
    return Shown(tell.word(value))


def rate(rule: Rate, value: Any, tell: Telling) -> Shown:
    if value["rate"] == EMPTY:
        return Shown(_("“-”：没有比率"))
    said = value["rate"] if rule.form == "ratio" else f"{value['rate']}%"
    met = "" if value["met"] is None else f"，{tell.word('met' if value['met'] else 'not_met')}"
    return Shown(said + met)


def scorecard(rule: Scorecard, value: Any, tell: Telling) -> Shown:
    if value["total"] is None:
        return Shown()
    shown = Shown(_("%(points)s 分") % {"points": value["total"]})
    gate = value.get("gate")
    if gate and rule.gate:
        words = _("够 %(gate)s 分") if gate["passes"] else _("不到 %(gate)s 分")
        shown.headline += "，" + words % {"gate": rule.gate.value}
    shown.facts = facts((tell.label(name), tell.text(value[name])) for name in ("base", "bonus"))
    return shown


def grading(rule: Grading, value: Any, tell: Telling) -> Shown:  # noqa: ARG001
    if not isinstance(value, dict):
        return Shown(tell.text(value))
    if not value["grade"]:
        return Shown(_("不定级"))
    level = _("，%(level)s级响应") % {"level": value["level"]} if value["level"] else ""
    return Shown(f"{value['grade']}{level}")


def ladder(rule: Ladder, value: Any, tell: Telling) -> Shown:
    if isinstance(value, list):
        return Shown(_("名单上第 %(places)s 个") % {"places": tell.joined(value)})
    if not value:
        return Shown(_("没有后果"))
    rung = next(one for one in rule.rungs if one.step == value)
    return Shown(_("第 %(step)s 步：%(title)s") % {"step": value, "title": rung.title})


def checklist(rule: Checklist, value: Any, tell: Telling) -> Shown:
    shown = Shown()
    if value["passes"] is not None:
        shown.headline = (rule.passes or _("全部合格")) if value["passes"] else (rule.fails or _("不合格"))
    shown.facts = facts([
        (_("不合格的"), [tell.label(one) for one in value["failing"]]),
        (_("还没有答的"), [tell.label(one) for one in value["missing"]]),
    ])
    return shown
