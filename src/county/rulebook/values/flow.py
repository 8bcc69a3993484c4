"""Kinds that say who does what: procedures, responses, bodies."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from county.rulebook.shown import Cell, Shown, Table, facts, table
from county.rulebook.telling import Telling
from gongbao.rules.body import Body
from gongbao.rules.procedure import Procedure
from gongbao.rules.response import Response


def procedure(rule: Procedure, value: Any, tell: Telling) -> Shown:
    if "steps" not in value:
        shown = Shown(_("可以办：%(step)s") % {"step": value["title"]})
        shown.facts = facts(zip(_head()[1:], _step(rule, value, tell)[1:], strict=True))
        return shown
    title, ways = rule.title_of(value["state"]), value["steps"]
    if not ways:
        return Shown(_("%(state)s：已经终结") % {"state": title})
    headline = _("%(state)s：能走 %(count)s 步") % {"state": title, "count": len(ways)}
    return Shown(headline, tables=[table(_head(), [_step(rule, one, tell) for one in ways])])


def _head() -> list[str]:
    own = [_("这一步"), _("谁来办"), _("之后"), _("要有什么")]
    return [*own, _("开始计时"), _("停止计时"), _("原则上"), _("没有做到的")]


def _step(rule: Procedure, one: Mapping[str, Any], tell: Telling) -> list[Cell]:
    who = one["who"]
    actors = [tell.word(who["relation"]) if who["relation"] else "", *who["agencies"], *who["posts"]]
    needs: list[Cell] = [f"{need['title']}（{tell.word(need['form'])}）" for need in one["needs"]]
    soft = tell.say.value(True) if one["soft"] else ""
    return [one["title"], list(filter(None, actors)), rule.title_of(one["to"]), needs, tell.cell(one["starts"]),
            tell.cell(one["stops"]), soft, one["on_breach"]]


def response(rule: Response, value: Any, tell: Telling) -> Shown:
    if "post" in value:
        shown = Shown(_("可以：%(post)s") % {"post": tell.text(value["post"])})
        shown.facts = facts([(tell.label("if"), tell.text(value["if"]))])
        return shown
    acts: list[list[Cell]] = [[title, [_holder(one, tell) for one in value[act]] or _("– 文件未规定")]
                              for act, title in rule.acts.items()]
    level = rule.questions()["level"].choices[tell.given["level"]]
    shown = Shown(_("%(level)s响应由谁做什么") % {"level": level}, tables=[Table([_("做什么"), _("谁来做")], acts)])
    titles = {one.no: one.title for one in rule.measures}
    measures = [[no, titles[no]] for no in value.get("measures", ())]
    shown.tables += [table([_("编号"), _("措施")], measures, _("措施"))] if measures else []
    tasks = [[one] for one in value.get("tasks", ())]
    shown.tables += [table([_("还要做的")], tasks)] if tasks else []
    return shown


def _holder(one: Mapping[str, Any], tell: Telling) -> str:
    post = tell.text(one["post"])
    return f"{post}（{tell.text(one['if'])}）" if one["if"] else post


def body(rule: Body, value: Any, tell: Telling) -> Shown:  # noqa: ARG001
    named = [(tell.label("host"), value["host"]), (tell.label("office"), value["office"])]
    seats = [[one["role"], one["post"], one["agency"]] for one in value["seats"]]
    groups = [[one["no"], one["title"], one["lead"], one["members"], one["in_charge"]] for one in value["groups"]]
    duties = [[one["agencies"], one["topic"]] for one in value["duties"]]
    members = [[one] for one in value["members"]]
    parts = [
        table([_("席位"), _("职务"), _("单位")], seats, _("席位：%(count)s 个") % {"count": len(seats)}),
        table([_("成员单位")], members, _("成员单位：%(count)s 个") % {"count": len(members)}),
        table([_("组"), _("名称"), _("牵头单位"), _("成员"), _("负责人")], groups,
              _("工作组：%(count)s 个") % {"count": len(groups)}),
        table([_("单位"), _("职责")], duties, _("职责：%(count)s 项") % {"count": len(duties)}),
    ]
    return Shown(value["name"], facts=facts(named), tables=[one for one in parts if one.rows])
