"""What the county's rules say of the loop: when an appeal is in time, when a ticket may end, what comes together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from county.cases.says import bad_input
from county.packs import county_rulebook
from county.reviews.loop.own_numbers import values
from county.reviews.slots import slot
from gongbao.rules.checklist import Checklist
from gongbao.rules.inputs import BadInput
from gongbao.rules.judgement import Judgement


@dataclass(frozen=True, slots=True)
class Checked:
    """Whether a checklist holds, in the pack's words what that means, and which of its items fail. `passes` None: it
    cannot say."""

    passes: bool | None
    words: str
    failing: tuple[str, ...] = ()

    @property
    def sentence(self) -> str:
        return f"{self.words}：{'、'.join(self.failing)}" if self.failing else self.words


def judge(name: str, said: Mapping[str, str]) -> Judgement | None:
    """A rule of the desk's slots, with the county's own numbers where it asks for one; None where the pack names
    none. CannotDo: an answer that cannot be used."""
    book, rule_id = county_rulebook(), slot(name)
    if book is None or not rule_id:
        return None
    rule = book.find(rule_id)[1]
    wanted = {one: of.setting for one, of in rule.asked.items() if of.setting}
    held = values() if wanted else {}
    set_here = {one: held[reading] for one, reading in wanted.items() if reading in held}
    try:
        return book.ask(rule_id, {**set_here, **said}).judgement
    except BadInput as wrong:
        raise bad_input(wrong) from wrong


def last_day(name: str, said: Mapping[str, str]) -> date | None:
    """The last day that a limit gives; None where it gives none."""
    judgement = judge(name, said)
    value: Any = judgement.value if judgement else None
    due = value.get("due") if isinstance(value, dict) else value
    return due if isinstance(due, date) else None


def checked(name: str, said: Mapping[str, str], ticks: Mapping[str, bool] | None = None) -> Checked:
    """A checklist: `said` are its inputs, `ticks` its items by name; an item that nobody names is ticked, for the page
    that asked could not have been sent without it. No such rule: it holds."""
    book, rule_id = county_rulebook(), slot(name)
    rule = book.find(rule_id)[1] if book and rule_id else None
    if not isinstance(rule, Checklist):
        return Checked(passes=True, words="")
    known = ticks if ticks is not None else {}
    own = {one.id: "yes" if known.get(one.id, ticks is None) else "no" for one in rule.items if not one.holds}
    judgement = judge(name, {**own, **said})
    value: Any = judgement.value if judgement else {}
    passes = value.get("passes") if isinstance(value, dict) else None
    topics = {one.id: one.topic for one in rule.items}
    failing = tuple(topics[one] for one in value.get("failing", ())) if isinstance(value, dict) else ()
    return Checked(passes, rule.passes if passes else rule.fails, failing)


def fails_of(name: str) -> str:
    """What it means that a checklist does not hold, in the pack's words."""
    book, rule_id = county_rulebook(), slot(name)
    rule = book.find(rule_id)[1] if book and rule_id else None
    return rule.fails if isinstance(rule, Checklist) else ""
