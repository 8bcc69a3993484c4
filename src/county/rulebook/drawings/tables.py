"""The tables of a rule: grades, brackets, limits by case, indicators, rungs, a whole register."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from county.rulebook.drawings.parts import Band, Row
from county.rulebook.shown import Table
from county.rulebook.telling import Telling
from county.rulebook.values.lists import register_table
from county.rulebook.values.time import span_words
from gongbao.rules import Context, plain
from gongbao.rules.amounts import Bracket
from gongbao.rules.benefit import Benefit
from gongbao.rules.grading import Band as Grade
from gongbao.rules.grading import Criterion, Grading
from gongbao.rules.indicator import Indicator, IndicatorRow, Target
from gongbao.rules.ladder import Ladder
from gongbao.rules.register import Register
from gongbao.rules.time_limit import TimeLimit

Values = Mapping[str, Any]


def grades(rule: Grading, values: Values, tell: Telling) -> list[Band]:
    return [_criterion(rule, one, values, tell) for one in rule.criteria]


def _criterion(rule: Grading, one: Criterion, values: Values, tell: Telling) -> Band:
    value = one.value(values) if one.applies(values) else None
    own = one.band(value) if value is not None else None
    rows = [Row((_interval(rule, one, band, tell), _grade(rule, band)), band is own) for band in one.bands]
    of = ("÷" if one.share_of else "＋").join(map(tell.label, one.asks()))
    return Band(one.title or "、".join(map(tell.word, one.given.values())) or of, (of, _("等级")), rows)


def _grade(rule: Grading, band: Grade) -> str:
    level = rule.levels.get(band.grade, "")
    return f"{band.grade or '–'}（{level}）" if level else band.grade or "–"


def _interval(rule: Grading, one: Criterion, band: Grade, tell: Telling) -> str:
    if band.word:
        question = rule.inputs[one.asks()[0]]
        return question.choices.get(band.word) or tell.word(band.word)
    unit = "%" if one.share_of else ""
    low = _("%(value)s及以上") % {"value": _number(band.from_) + unit} if band.from_ is not None else ""
    high = _("%(value)s以下（不含）") % {"value": _number(band.below) + unit} if band.below is not None else ""
    return "，".join(filter(None, (low, high)))


def _number(value: Decimal | None) -> str:
    return "" if value is None else plain(value)


def brackets(rule: Benefit, values: Values, tell: Telling) -> list[Band]:
    base = values.get(rule.base)
    rows = [Row((_part(one, tell), f"{plain(one.rate)}%"), base is not None and one.is_reached(base))
            for one in rule.brackets]
    return [Band(_("分档"), (tell.label(rule.base), _("比例")), rows)] if rows else []


def _part(one: Bracket, tell: Telling) -> str:
    parts = [_("超过%(amount)s的部分") % {"amount": tell.money(one.above)} if one.above is not None else "",
             _("至%(amount)s") % {"amount": tell.money(one.upto)} if one.upto is not None else ""]
    return "，".join(filter(None, parts))


def limits(rule: TimeLimit, values: Values, tell: Telling) -> list[Band]:
    own = values.get(rule.by) if rule.by else None
    choices = rule.inputs[rule.by].choices if rule.by else {}
    rows = [Row((choices.get(name, span.title or name), span_words(span, tell)), name == own)
            for name, span in rule.cases.items()]
    return [Band(rule.title, (tell.label(rule.by), _("期限")), rows)] if rows else []


def indicators(rule: Indicator, values: Values, tell: Telling) -> list[Band]:
    header = (_("编号"), _("指标"), _("基期"), _("目标"))
    rows = [Row((row.no, row.name, _base(row), "；".join(_target(one, row, tell) for one in row.targets) or "–"),
                row.no == values.get("no")) for row in rule.rows]
    return [Band(_("全部 %(count)s 项") % {"count": len(rows)}, header, rows)]


def _base(row: IndicatorRow) -> str:
    return f"{_number(row.base.value)}{row.unit}" if row.base else ""


def _target(one: Target, row: IndicatorRow, tell: Telling) -> str:
    year = _("%(year)s年") % {"year": one.year} if one.year else ""
    said = f"{tell.word(one.comparator)}{_number(one.value)}{row.unit}" if one.value is not None else one.words
    return f"{year}{said}"


def rungs(rule: Ladder, step: Any, tell: Telling) -> list[Band]:
    """`step`: the one that was decided; None while nothing is."""
    rows = [Row((str(rung.periods), rung.title, tell.joined(rung.who)), rung.step == step) for rung in rule.rungs]
    header = (_("连续几个%(period)s") % {"period": rule.period}, _("后果"), _("谁"))
    return [Band(rule.title, header, rows)] if rows else []


def whole_register(rule: Register, context: Context, tell: Telling) -> Table:
    """Every row, for the page on which nothing was asked yet."""
    found = register_table(rule, [plain(rule.shown(row, context)) for row in rule.rows], tell)
    found.caption = _("全部 %(count)s 条") % {"count": len(rule.rows)}
    return found
