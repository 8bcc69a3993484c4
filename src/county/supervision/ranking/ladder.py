"""What the county's rules say of a ranking: who is ranked, who stands among the last, which step follows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from county.agencies.names import agencies, agency_name
from county.cases.says import CannotDo, bad_input, refusal_of
from county.packs import county_rulebook
from county.supervision.slots import slot
from gongbao.packs.model import Agency
from gongbao.packs.rulebook import Rulebook
from gongbao.rules.inputs import BadInput
from gongbao.rules.judgement import Judgement, Reason
from gongbao.rules.ladder import BAD, FINE, Ladder, Rung
from gongbao.rules.register import Register
from gongbao.wording import speaker

MARKS = 60
"""So many quarters of a history are asked about at most; no ladder is longer."""
LIKE = {"zone": "township"}
"""Kinds of units that count as another kind where the ladder does not name them itself."""
Placed = Sequence[tuple[str, int]]


@dataclass(frozen=True, slots=True)
class Verdict:
    """`pending`: the step that waits until a person has found what it asks for; 0 for none."""

    step: int
    pending: int
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """A reason in words, with its place."""

    words: str
    document: str
    at: str


@dataclass(frozen=True, slots=True)
class Category:
    """Units that are ranked among themselves. `counts`: the last of them climb the ladder."""

    id: str
    title: str
    units: tuple[Agency, ...]
    counts: bool


def is_open() -> bool:
    """Whether the county's pack has what a ranking needs."""
    return all(map(slot, ("ranking", "bottom", "ladder", "interview")))


def ladder() -> Ladder:
    rule = _book().find(slot("ladder"))[1]
    if not isinstance(rule, Ladder):
        raise TypeError("the slot `ladder` names no rule of the kind ladder")
    return rule


def categories() -> list[Category]:
    """Who is ranked, those whose last places count first; units in the pack's order."""
    rule = ladder()
    found = [Category(one, title, tuple(unit for unit in agencies() if category_of(unit) == one), counts(one))
             for one, title in rule.units.items()]
    return sorted((one for one in found if one.units), key=lambda one: not one.counts)


def category_of(unit: Agency) -> str:
    """As what the ladder ranks a unit; empty where it does not."""
    units = ladder().units
    return unit.kind if unit.kind in units else LIKE.get(unit.kind, "") if LIKE.get(unit.kind) in units else ""


def counts(category: str) -> bool:
    return category in ladder().applies_to


def last_of(placed: Placed) -> list[str]:
    """The units among the last. CannotDo: too few, or a tie at the border, with the tied units by name."""
    said = {"ranks": ",".join(str(rank) for _unit, rank in placed)}
    judgement = ask(slot("bottom"), said)
    if judgement.outcome != "decided" or not isinstance(judgement.value, list):
        raise _refused(judgement, placed)
    return [placed[at - 1][0] for at in judgement.value]


def verdict(bad: Sequence[bool], category: str, found: bool | None = None) -> Verdict:
    """The step that follows from a history, the newest quarter last. `found`: what a person found, None for nothing."""
    rule = ladder()
    said = {"history": ",".join(BAD if one else FINE for one in bad[-MARKS:])}
    said |= {"unit": category} if rule.units else {}
    if found is not None:
        said |= {one.confirmed: "yes" if found else "no" for one in rule.rungs if one.confirmed}
    judgement = ask(slot("ladder"), said)
    waits = (one.step for one in rule.rungs if one.confirmed and one.confirmed in judgement.needs)
    step = judgement.value if isinstance(judgement.value, int) else 0
    return Verdict(step, next(waits, 0) if judgement.outcome == "person_decides" else 0, judgement.reasons)


def rung_of(step: int) -> Rung | None:
    return next((one for one in ladder().rungs if one.step == step), None)


def row_of(step: int) -> Mapping[str, str]:
    """Who interviews whom at a step, who else is present, what is kept: the row of the county's register."""
    rule = _book().find(slot("interviews"))[1] if slot("interviews") else None
    rows = rule.rows if isinstance(rule, Register) else ()
    return next((one for one in rows if str(one.get("no")) == str(step)), {})


def procedure_for(step: int) -> str:
    """The last step of the ladder has a procedure of its own where the pack names one."""
    last = max((one.step for one in ladder().rungs), default=0)
    return slot("exposure") if step == last and slot("exposure") else slot("interview")


def ask(rule: str, said: Mapping[str, str]) -> Judgement:
    """CannotDo: an answer that the rule cannot use."""
    try:
        return _book().ask(rule, said).judgement
    except BadInput as wrong:
        raise bad_input(wrong) from wrong


def in_words(reasons: Sequence[Reason]) -> list[Said]:
    """Reasons as sentences; what only names a reading is left out."""
    say = speaker("en" if get_language() == "en" else "zh")
    return [Said(say(one), one.citation.document, one.citation.at) for one in reasons if one.citation]


def _refused(judgement: Judgement, placed: Placed) -> CannotDo:
    refusal = refusal_of(judgement)
    tied = next((one.params["tied"] for one in judgement.reasons if one.code == "tied"), 0)
    if not tied:
        return refusal
    border = sorted(rank for _unit, rank in placed)[-tied]
    names = "、".join(agency_name(unit) for unit, rank in placed if rank == border)
    says = _("%(why)s 并列第 %(rank)s 名的是：%(units)s。")
    return CannotDo(says % {"why": refusal.says, "rank": border, "units": names})


def _book() -> Rulebook:
    book = county_rulebook()
    if book is None:
        raise CannotDo(_("没有装数据包，不能排名。"))
    return book
