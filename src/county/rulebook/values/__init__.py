"""Each kind's value as its page shows it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from county.rulebook.shown import Shown
from county.rulebook.telling import Telling
from county.rulebook.values import flow, lists, marks, time
from gongbao.rules import Rule

KINDS: dict[str, Callable[[Any, Any, Telling], Shown]] = {
    "time_limit": time.time_limit, "cadence": time.cadence, "report_chain": time.report_chain, "task": time.task,
    "procedure": flow.procedure, "response": flow.response, "body": flow.body,
    "indicator": marks.indicator, "rate": marks.rate, "scorecard": marks.scorecard, "grading": marks.grading,
    "ladder": marks.ladder, "checklist": marks.checklist,
    "benefit": lists.benefit, "register": lists.register,
}


def shown_value(rule: Rule, value: Any, tell: Telling) -> Shown:
    """`value` is plain, as JSON holds it; None shows nothing."""
    return Shown() if value is None else KINDS[rule.kind](rule, value, tell)
