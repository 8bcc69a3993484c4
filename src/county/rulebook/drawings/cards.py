"""Score lines, the states of a procedure, and the periods of a ladder."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from county.rulebook.drawings.parts import BAR, Score, State, Strip
from gongbao.rules import Context, plain
from gongbao.rules.ladder import BAD
from gongbao.rules.procedure import Procedure
from gongbao.rules.score_lines import Line
from gongbao.rules.scorecard import Scorecard


def scores(rule: Scorecard, values: Mapping[str, Any], context: Context) -> list[Score]:
    """Each line with its points, and with those of the other way of deducting where they differ."""
    own, pro_rata = rule.revised(context), rule.pro_rata(context)
    return [_score(own, line, values, pro_rata=pro_rata) for line in own.lines]


def _score(rule: Scorecard, line: Line, values: Mapping[str, Any], *, pro_rata: bool) -> Score:
    blank = Score(line.item, line.title, _how(line), plain(line.full.value), bonus=line.bonus)
    points = rule.points(line, values, pro_rata)
    if points is None:
        return blank
    other = rule.points(line, values, not pro_rata) if rule.steps_reading else points
    filled = round(BAR * points / Fraction(line.full.value))
    return replace(blank, points=plain(points), other=plain(other) if other != points else "", filled=filled)


def _how(line: Line) -> str:
    if line.form == "steps" and line.threshold:
        words = {"full": plain(line.threshold.value), "step": plain(line.step), "deduct": plain(line.deduct)}
        if line.loses == "below":
            return _("%(full)s%%满分，每低%(step)s%%扣%(deduct)s分") % words
        return _("%(full)s%%满分，每高%(step)s%%扣%(deduct)s分") % words
    if line.form == "cases":
        return _("每例扣%(deduct)s分") % {"deduct": plain(line.deduct)}
    if line.form == "reach" and line.threshold:
        return _("达到%(full)s%%得分") % {"full": plain(line.threshold.value)}
    return _("有得分，没有不得分") if line.form == "yes_no" else _("按比例得分")


def states(rule: Procedure, values: Mapping[str, Any]) -> list[State]:
    """Where the case stands is marked; without an answer it is the first state."""
    current = values.get("state", rule.states[0].id)
    return [
        State(one.title, one.id == current, one.ends,
              [f"{step.title} → {rule.title_of(step.to)}" for step in rule.steps if one.id in step.origin])
        for one in rule.states
    ]


def strip(values: Mapping[str, Any]) -> list[Strip]:
    return [Strip(_("后几名") if mark == BAD else _("不在后几名"), mark == BAD) for mark in values.get("history", ())]
