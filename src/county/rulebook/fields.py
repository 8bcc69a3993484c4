"""The form of a rule: its fields, the readings that can be taken otherwise, and worked examples as chips."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from county.rulebook.selectors import href_of_rule
from gongbao.packs.cases import WorkedExample
from gongbao.packs.rulebook import Rulebook
from gongbao.rules import Input, Rule
from gongbao.rules.entry import readings_in
from gongbao.rules.scorecard import Scorecard
from gongbao.wording import Speaker

READING = "reading."


@dataclass(slots=True)
class Field:
    """A question as the form shows it: what was typed stays, with the sentence where it cannot be used.

    `group`: the words above a run of fields. `may_stay_empty`: said so where other fields must be filled.
    """

    name: str
    question: Input
    typed: str
    yes: str = ""
    no: str = ""
    group: str = ""
    may_stay_empty: bool = False
    wrong: str = ""

    @property
    def id(self) -> str:
        return f"ask-{self.name}"

    @property
    def required(self) -> bool:
        return not self.question.optional and self.question.default is None

    @property
    def choices(self) -> dict[str, str]:
        if self.question.type == "yes_no":
            return {"yes": self.yes, "no": self.no}
        return self.question.choices if self.question.type == "choice" else {}

    @property
    def kind(self) -> str:
        """The kind of the HTML field. What cannot be a day is shown as it was typed, which a date field would not."""
        if self.wrong:
            return "text"
        return {"date": "date", "moment": "datetime-local"}.get(self.question.type, "text")

    @property
    def is_number(self) -> bool:
        return self.question.type in {"integer", "number", "percent"}

    @property
    def hint(self) -> str:
        """What stands in the empty field: the default, or how an amount or a list may be written."""
        if self.question.default:
            return self.choices.get(self.question.default, self.question.default)
        if self.question.type == "list":
            codes = "、".join(f"{code} {words}" for code, words in self.question.choices.items())
            return codes or _("用逗号隔开")
        return _("元，可写 600万") if self.question.type == "money" else ""


@dataclass(frozen=True, slots=True)
class Chip:
    """A worked example that fills the form; `taken`: the form is filled with it now."""

    label: str
    href: str
    says: str
    taken: bool = False


@dataclass(frozen=True, slots=True)
class ReadingChoice:
    """A reading that can be taken otherwise on this page."""

    id: str
    question: str
    options: dict[str, str]
    chosen: str


def fields_of(rule: Rule, typed: Mapping[str, str], say: Speaker) -> list[Field]:
    yes, no = say.value(True), say.value(False)
    found = [Field(name, one, typed.get(name, ""), yes, no) for name, one in rule.questions().items()]
    some_required = any(one.required for one in found)
    groups = _groups(rule)
    for one in found:
        one.may_stay_empty = some_required and not one.required
        one.group = groups.get(one.name, "")
    return found


def _groups(rule: Rule) -> dict[str, str]:
    """The category of the first line of each category of a scorecard."""
    firsts: dict[str, str] = {}
    for line in rule.lines if isinstance(rule, Scorecard) else ():
        if line.category and line.category not in firsts.values():
            firsts[line.item] = line.category
    return firsts


def choices_of(book: Rulebook, rule: Rule, taken: Mapping[str, str]) -> list[ReadingChoice]:
    offered = [book.readings[name] for name in readings_in(rule) if name in book.readings]
    return [
        ReadingChoice(one.id, one.question, one.options, taken.get(one.id, one.chosen))
        for one in offered if one.sort == "option"
    ]


def chips_of(rule_id: str, cases: tuple[WorkedExample, ...], asked: Mapping[str, str]) -> list[Chip]:
    """`asked`: everything that the address says, in the form of a chip's own address."""
    key = rule_id.partition("/")[2]
    return [_chip(rule_id, one, asked) for one in cases if one.chip and one.rule == key]


def _chip(rule_id: str, example: WorkedExample, asked: Mapping[str, str]) -> Chip:
    query = {**example.given, **{READING + name: option for name, option in example.readings.items()}}
    query |= {name: day for name, day in (("on", example.on), ("known_on", example.known_on)) if day}
    query = query or {"ask": "1"}
    return Chip(example.chip, f"{href_of_rule(rule_id)}?{urlencode(query)}", example.note, query == dict(asked))
