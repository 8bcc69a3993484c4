"""A rule drawn: its bands, limits, rows, score lines and states, with what applies marked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from county.rulebook.drawings import cards, flows, tables
from county.rulebook.drawings.parts import Band, Score, State, Strip
from county.rulebook.shown import Table
from county.rulebook.telling import Telling
from gongbao.rules import Context, Rule
from gongbao.rules.benefit import Benefit
from gongbao.rules.grading import Grading
from gongbao.rules.indicator import Indicator
from gongbao.rules.ladder import Ladder
from gongbao.rules.procedure import Procedure
from gongbao.rules.register import Register
from gongbao.rules.scorecard import Scorecard
from gongbao.rules.time_limit import TimeLimit

TABLES: dict[type[Rule], Callable[[Any, Mapping[str, Any], Telling], list[Band]]] = {
    Grading: tables.grades, Benefit: tables.brackets, TimeLimit: tables.limits, Indicator: tables.indicators,
}


@dataclass(slots=True)
class Drawing:
    """Empty for kinds that are told in words. `flow`: markup, safe as it is. `whole`: every row of a register of
    which nothing was asked."""

    bands: list[Band] = field(default_factory=list)
    scores: list[Score] = field(default_factory=list)
    states: list[State] = field(default_factory=list)
    flow: str = ""
    strip: list[Strip] = field(default_factory=list)
    whole: Table | None = None


def drawn(rule: Rule, values: Mapping[str, Any], decided: Any, context: Context, tell: Telling) -> Drawing:
    """`values`: the answers that can be used; `decided`: the value of the answer, None while there is none."""
    drawing = Drawing()
    if type(rule) in TABLES:
        drawing.bands = TABLES[type(rule)](rule, values, tell)
    if isinstance(rule, Scorecard):
        drawing.scores = cards.scores(rule, values, context)
    elif isinstance(rule, Procedure):
        drawing.states, drawing.flow = cards.states(rule, values), flows.flow(rule, values)
    elif isinstance(rule, Ladder):
        drawing.strip, drawing.bands = cards.strip(values), tables.rungs(rule, decided, tell)
    elif isinstance(rule, Register) and "q" not in values:
        drawing.whole = tables.whole_register(rule, context, tell)
    return drawing
