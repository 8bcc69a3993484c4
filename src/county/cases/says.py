"""What a person is told when something cannot be done: one sentence, and nothing was written."""

from __future__ import annotations

from django.utils.translation import get_language

from gongbao.rules.inputs import BadInput
from gongbao.rules.judgement import Judgement
from gongbao.wording import speaker


class CannotDo(Exception):
    """An act that is refused. `field`: the field of the form that it is about, if one is."""

    def __init__(self, says: str, field: str = "") -> None:
        super().__init__(says)
        self.says, self.field = says, field


def bad_input(wrong: BadInput) -> CannotDo:
    return CannotDo(wrong.en if get_language() == "en" else wrong.zh, wrong.name)


def refusal_of(judgement: Judgement, field: str = "") -> CannotDo:
    """The rule's first reasons as sentences."""
    say = speaker("en" if get_language() == "en" else "zh")
    return CannotDo(" ".join(say(one) for one in judgement.reasons[:2]), field)
