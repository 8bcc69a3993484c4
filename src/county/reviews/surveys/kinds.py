"""What the county's document says of surveys: about what, how, what they find out; the five steps of an answer."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from county.packs import county_rulebook
from county.reviews.slots import slot
from gongbao.rules.register import Register

STEPS = {1: gettext_noop("很高"), 2: gettext_noop("较高"), 3: gettext_noop("一般"), 4: gettext_noop("较低"),
         5: gettext_noop("很低")}
"""The best first, like grades."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A row of the register."""

    subject: str
    methods: tuple[str, ...]
    measures: tuple[str, ...]
    at: str


def kinds() -> tuple[Kind, ...]:
    """In the document's order; none where the county's pack has no such register."""
    book, rule_id = county_rulebook(), slot("surveys")
    rule = book.find(rule_id)[1] if book and rule_id else None
    rows = rule.rows if isinstance(rule, Register) else ()
    return tuple(Kind(str(row["subject"]), tuple(row["methods"]), tuple(row["measures"]), str(row.get("at", "")))
                 for row in rows)


def kind_of(subject: str) -> Kind | None:
    return next((one for one in kinds() if one.subject == subject), None)


def measures_of(subject: str) -> tuple[str, ...]:
    """What a survey asks; of a subject that no pack names any more, nothing."""
    kind = kind_of(subject)
    return kind.measures if kind else ()


def step_word(step: int) -> str:
    return _(STEPS[step])
