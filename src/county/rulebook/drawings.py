"""A rule drawn: its grading tables, its score lines, its states, with what applied marked."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from county.rulebook.asking import Asked
from gongbao.rules import plain
from gongbao.rules.benefit import Benefit
from gongbao.rules.grading import Criterion, Grading
from gongbao.rules.inputs import BadInput, given
from gongbao.rules.procedure import Procedure
from gongbao.rules.score_lines import Line
from gongbao.rules.scorecard import Scorecard
from gongbao.wording import Speaker

BAR = 120


@dataclass(frozen=True, slots=True)
class GradeRow:
    """A band in words; `applies`: the case falls into it."""

    grade: str
    level: str
    says: str
    applies: bool


@dataclass(frozen=True, slots=True)
class GradeTable:
    title: str
    rows: list[GradeRow]


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """`filled` is the width of the bar in its own units; None while the line has no points."""

    item: str
    title: str
    category: str
    rule: str
    full: str
    points: str | None
    filled: int
    bonus: bool


@dataclass(frozen=True, slots=True)
class StateBox:
    title: str
    current: bool
    ends: bool
    steps: list[str]


@dataclass(slots=True)
class Drawing:
    grades: list[GradeTable] = field(default_factory=list)
    scores: list[ScoreRow] = field(default_factory=list)
    states: list[StateBox] = field(default_factory=list)
    bar: int = BAR
    brackets: list[GradeRow] = field(default_factory=list)


def drawn(page: Asked, say: Speaker) -> Drawing:
    """What the rule's kind can draw; empty for kinds that are told in words."""
    rule, drawing = page.rule, Drawing()
    values = _values(page)
    if isinstance(rule, Grading):
        drawing.grades = [_grade_table(rule, one, values) for one in rule.criteria]
    elif isinstance(rule, Scorecard):
        value = page.answer.judgement.value if page.answer else None
        points = value["lines"] if isinstance(value, dict) else {}
        drawing.scores = [_score_row(line, plain(points.get(line.item))) for line in rule.lines]
    elif isinstance(rule, Procedure):
        drawing.states = _states(rule, values.get("state", rule.states[0].id))
    elif isinstance(rule, Benefit):
        drawing.brackets = [_bracket(one.above, one.upto, one.rate, values.get(rule.base), say) for one in rule.brackets]
    return drawing


def _values(page: Asked) -> dict[str, Any]:
    """The answers typed so far, those that can be used."""
    found: dict[str, Any] = {}
    for one in page.fields:
        try:
            found |= given({one.name: one.question}, {one.name: one.typed} if one.typed else {})
        except BadInput:
            continue
    return found


def _grade_table(rule: Grading, criterion: Criterion, values: dict[str, Any]) -> GradeTable:
    relevant = all(values.get(name) == word for name, word in criterion.given.items())
    value = criterion.value(values) if relevant else None
    rows = [
        GradeRow(band.grade, rule.levels.get(band.grade, ""), _band(band.from_, band.below, band.word, rule, criterion),
                 value is not None and criterion.band(value) is band) for band in criterion.bands
    ]
    of = "＋".join(rule.inputs[name].title or name for name in criterion.asks())
    return GradeTable(criterion.title or "、".join(criterion.given.values()) or of, rows)


def _band(lowest: Decimal | None, below: Decimal | None, word: str, rule: Grading, criterion: Criterion) -> str:
    if word:
        return rule.inputs[criterion.asks()[0]].choices.get(word, {"yes": "是", "no": "否"}.get(word, word))
    parts = [f"{lowest}及以上" if lowest is not None else "", f"{below}以下（不含）" if below is not None else ""]
    return "，".join(filter(None, parts))


def _score_row(line: Line, points: str | None) -> ScoreRow:
    share = float(points) / float(line.full.value) if points is not None else 0.0
    return ScoreRow(line.item, line.title, line.category, _line_rule(line), plain(line.full.value), points,
                    round(BAR * share), line.bonus)


def _line_rule(line: Line) -> str:
    if line.form == "steps":
        assert line.threshold is not None
        side = "低" if line.loses == "below" else "高"
        return f"{line.threshold.value}%满分，每{side}{line.step}%扣{line.deduct}分"
    if line.form == "cases":
        return f"每例扣{line.deduct}分"
    if line.form == "reach":
        return f"达到{line.threshold.value if line.threshold else ''}%得分"
    return "有得分，没有不得分" if line.form == "yes_no" else "按比例得分"


def _states(rule: Procedure, current: str) -> list[StateBox]:
    return [
        StateBox(one.title, one.id == current, one.ends,
                 [f"{step.title} → {rule.title_of(step.to)}" for step in rule.steps if one.id in step.origin])
        for one in rule.states
    ]


def _bracket(above: Decimal | None, upto: Decimal | None, rate: Decimal, base: Any, say: Speaker) -> GradeRow:
    low = f"超过{say.format_field(above, 'money')}" if above is not None else ""
    high = f"至{say.format_field(upto, 'money')}" if upto is not None else "以上部分"
    applies = base is not None and base > (above or 0)
    return GradeRow(f"{plain(rate)}%", "", low + high, applies)
