"""A procedure as a flow of boxes and arrows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from county.charts.flow import draw_flow
from county.charts.words import Words
from gongbao.rules.procedure import Procedure


def flow(rule: Procedure, values: Mapping[str, Any]) -> str:
    """SVG; the state that the form asks about is filled."""
    states = [(one.id, one.title, one.ends) for one in rule.states]
    edges = [(step.id, step.title, origin, step.to) for step in rule.steps for origin in step.origin]
    return draw_flow(states, edges, here=values.get("state"), words=_words(rule.title))


def _words(title: str) -> Words:
    return Words(
        title=_("%(title)s的流程图") % {"title": title},
        step=_("{origin} → {to}：{title}"),
        here=_("现在：{titles}"),
        been=_("已经过：{titles}"),
        ends=_("终结：{titles}"),
        comma=_("、"),
        stop=_("；"),
    )
