"""Why: each reason in words with its passage, and the readings that it rests on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from county.offers import HeldPassage, passages
from county.rulebook.selectors import href_of_place
from county.rulebook.telling import Telling
from gongbao.rules import Citation, Judgement, Reason, Rule
from gongbao.rules.grading import Grading

MOST = 60
FEW_ROWS = 3
LEADS = ("gate_open", "gate_shut", "gate_on_bonus", "checklist", "rung", "listed", "otherwise")
"""Reasons that stand in the answer itself; of any other answer it is the first."""
_ASIDE = "elsewhere"
"""What another place prints explains an answer; alone it is none."""
_CODED = {"unmet": "input", "silent_case": "case", "not_graded": "case", "found": "q"}
"""Reasons with the number that may be a code."""


@dataclass(frozen=True, slots=True)
class ShownReason:
    """`href` leads to the place; `passage` is its text where it is held; `id`: where a line of a card leads."""

    says: str
    citation: Citation | None = None
    href: str = ""
    passage: HeldPassage | None = None
    reading: str | None = None
    id: str = ""


@dataclass(slots=True)
class ShownReasons:
    """`lead` stands in the answer, `stated` below it; `readings` are (id, words); `more` are not shown."""

    lead: ShownReason | None = None
    stated: list[ShownReason] = field(default_factory=list)
    readings: list[ShownReason] = field(default_factory=list)
    more: int = 0


def shown_reasons(rule: Rule, judgement: Judgement, tell: Telling) -> ShownReasons:
    """What is missing is told beside the outcome, and a found row has its own link: neither is repeated here."""
    rows = sum(one.code == "row" for one in judgement.reasons)
    told = [one for one in judgement.reasons if one.code not in {"missing", "reading"}
            and (one.code != "row" or rows <= FEW_ROWS)]
    told.sort(key=_rank)
    read = [one for one in judgement.reasons if one.code == "reading"]
    held = passages((one.citation.document, one.citation.at) for one in told[:MOST] if one.citation)
    stated = [_shown(rule, one, tell, held) for one in told[:MOST]]
    readings = [ShownReason(tell.say(_bare(one)), reading=one.reading) for one in read]
    leads = 1 if told and told[0].code != _ASIDE else 0
    return ShownReasons(stated[0] if leads else None, stated[leads:], readings, len(told) - len(stated))


def _rank(one: Reason) -> int:
    if one.code == _ASIDE:
        return 2
    return 0 if one.code in LEADS else 1


def _bare(one: Reason) -> Reason:
    """The id stands beside the words, as a link."""
    return one._replace(params={**one.params, "reading": ""})


def _shown(rule: Rule, one: Reason, tell: Telling, held: Mapping[tuple[str, str], HeldPassage]) -> ShownReason:
    says, cited = tell.say(_named(rule, one, tell)), one.citation
    if cited is None:
        return ShownReason(says, reading=one.reading)
    passage = held.get((cited.document, cited.at))
    href = passage.href if passage else href_of_place(cited.document, cited.at)
    line = f"line-{one.params['item']}" if one.code.startswith("line_") else ""
    return ShownReason(says, cited, href, passage, one.reading, line)


def _named(rule: Rule, one: Reason, tell: Telling) -> Reason:
    """Codes among the numbers of a reason become the rule's own words."""
    name = _CODED.get(one.code)
    if name and one.params.get(name):
        said = str(one.params[name])
        return one._replace(params={**one.params, name: "、".join(_word(part, tell) for part in said.split("、"))})
    if isinstance(rule, Grading) and one.params.get("word"):
        question = rule.inputs[str(one.params["of"])]
        words = question.choices.get(str(one.params["word"]), one.params["value"])
        return one._replace(params={**one.params, "value": words, "word": ""})
    return one


def _word(code: str, tell: Telling) -> str:
    return tell.labels.get(code) or tell.word(code)
