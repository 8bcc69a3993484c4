"""Kinds that say when: limits, cadences, reports, tasks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from county.rulebook.shown import Cell, Shown, facts, table
from county.rulebook.telling import Telling, moment_words
from gongbao.rules.cadence import Cadence
from gongbao.rules.report_chain import ReportChain
from gongbao.rules.task import Task
from gongbao.rules.time_limit import Span, TimeLimit


def time_limit(rule: TimeLimit, value: Any, tell: Telling) -> Shown:
    spans = (*rule.cases.values(), *((rule.limit,) if rule.limit else ()))
    working = any(span.unit in {"working_day", "unstated"} for span in spans)
    if isinstance(value, Mapping):
        return _kept(value, tell, working=working)
    at_least = all(span.at_least for span in spans)
    return Shown(moment_words(value), tell.clock(value, working=working, at_least=at_least))


def _kept(value: Mapping[str, Any], tell: Telling, *, working: bool) -> Shown:
    state = tell.word(value["state"])
    over = f" {value['late']} {tell.word('working_day' if working else 'day')}" if value["late"] else ""
    return Shown(f"{state}{over}", facts=[(tell.label("due"), tell.text(value["due"]))])


def span_words(span: Span, tell: Telling) -> str:
    """5 working days; at once; no number given."""
    if span.value is None:
        return tell.word(span.unit)
    length = f"{tell.text(span.value.normalize().__format__('f'))} {tell.word(span.unit)}"
    return _("不少于 %(length)s") % {"length": length} if span.at_least else length


def cadence(rule: Cadence, value: Any, tell: Telling) -> Shown:
    if not isinstance(value, Mapping):
        return Shown(moment_words(value), tell.clock(value, working=False))
    counts = {"required": value["required"], "done": value["done"]}
    if value["met"] is None:
        most = rule.comparator in {"<", "<="}
        return Shown((_("最多 %(required)s 次") if most else _("要做 %(required)s 次")) % counts)
    if value["met"]:
        return Shown(_("做到了：要求 %(required)s 次，做了 %(done)s 次") % counts)
    return Shown(_("没有做到：要求 %(required)s 次，做了 %(done)s 次") % counts)


def report_chain(rule: ReportChain, value: Any, tell: Telling) -> Shown:  # noqa: ARG001
    if not value:
        return Shown(_("不用报告"))
    header = [_("哪一次报告"), _("什么时候"), _("谁报"), _("报给谁"), _("多久内"), _("最晚"), _("怎样报")]
    rows = [[one["title"], one["trigger"], one["sender"], one["receivers"], _limit(one, tell), tell.text(one["due"]),
             one["medium"]] for one in value]
    if len(value) == 1:
        return _one_report(value[0], rows[0], header, tell)
    return Shown(_("要作 %(count)s 次报告") % {"count": len(value)}, tables=[table(header, rows)])


def _one_report(one: Mapping[str, Any], row: list[Cell], header: list[str], tell: Telling) -> Shown:
    shown = Shown(_limit(one, tell), facts=facts(zip(header, row, strict=True)))
    if one["due"] and one["unit"] != "at_once":
        shown.headline = moment_words(one["due"])
        shown.clock = tell.clock(one["due"], working=one["unit"] == "working_day")
    return shown


def _limit(one: Mapping[str, Any], tell: Telling) -> str:
    return f"{one['limit']} {tell.word(one['unit'])}" if one["limit"] else tell.word(one["unit"])


def task(rule: Task, value: Any, tell: Telling) -> Shown:  # noqa: ARG001
    if not value:
        return Shown(_("没有这样的任务"))
    header = [_("任务"), _("事项"), _("类别"), _("牵头或责任单位"), _("参与单位"), _("期限"), _("状态"), _("出处")]
    rows = [[one["segment"], one["topic"], one["group"], tell.joined(one["lead"]), tell.joined(one["participants"]),
             _deadline(one, tell), tell.text(one["state"]), tell.place(one["at"])] for one in value]
    states = Counter(one["state"] for one in value if one["state"])
    told = [(tell.word(state), str(count)) for state, count in states.items()] if len(states) > 1 else []
    return Shown(_("%(count)s 项任务") % {"count": len(value)}, facts=[*told], tables=[table(header, rows)])


def _deadline(one: Mapping[str, Any], tell: Telling) -> Cell:
    if not one["deadline"]:
        return ""
    return [text for text in (tell.text(one["deadline"]), one["about"]) if text]
