"""The kinds of rule: what a pack may state, and pure functions that decide one case with reasons."""

from gongbao.rules.context import Context
from gongbao.rules.inputs import BadInput, Input, given
from gongbao.rules.judgement import Citation, Judgement, Reason, plain
from gongbao.rules.kinds import KINDS, TITLES
from gongbao.rules.rule import Problem, Rule

__all__ = [
    "KINDS",
    "TITLES",
    "BadInput",
    "Citation",
    "Context",
    "Input",
    "Judgement",
    "Problem",
    "Reason",
    "Rule",
    "given",
    "plain",
]
