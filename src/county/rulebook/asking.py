"""From the address of a rule's page to its fields, its answer, and what would change it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import get_language

from county.offers import HeldPassage, passages
from county.rulebook.selectors import href_of_rule
from county.rulebook.shown import Shown, shown_value, words_of
from gongbao.packs.cases import WorkedExample
from gongbao.packs.rulebook import Answer, Rulebook
from gongbao.rules import BadInput, Citation, Input, Rule, given, plain
from gongbao.rules.changes import changes
from gongbao.rules.entry import readings_in
from gongbao.wording import Speaker, speaker

READING = "reading."
MOST_REASONS = 60


@dataclass(slots=True)
class Field:
    """A question as the form shows it: what was typed stays, with the sentence where it cannot be used."""

    name: str
    question: Input
    typed: str
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
            return {"yes": "是", "no": "否"}
        return self.question.choices if self.question.type == "choice" else {}

    @property
    def kind(self) -> str:
        """The kind of the HTML field."""
        return {"date": "date", "moment": "datetime-local"}.get(self.question.type, "text")

    @property
    def is_number(self) -> bool:
        return self.question.type in {"integer", "number", "money", "percent"}


@dataclass(frozen=True, slots=True)
class ShownReason:
    says: str
    citation: Citation | None
    passage: HeldPassage | None
    reading: str | None


@dataclass(frozen=True, slots=True)
class ShownChange:
    """One answer that would turn the result: in words, and the address that asks it."""

    title: str
    value: str
    result: str
    href: str


@dataclass(frozen=True, slots=True)
class Chip:
    """A worked example that fills the form."""

    label: str
    href: str
    says: str


@dataclass(frozen=True, slots=True)
class ShownReadingChoice:
    """A reading that can be taken otherwise on this page."""

    id: str
    question: str
    options: dict[str, str]
    chosen: str


@dataclass(slots=True)
class Asked:
    """The page of a rule for one address: `answer` is None while nothing was asked or something cannot be used."""

    rule: Rule
    fields: list[Field]
    choices: list[ShownReadingChoice]
    chips: list[Chip]
    wrong: list[tuple[str, str]] = field(default_factory=list)
    answer: Answer | None = None
    value: Shown | None = None
    reasons: list[ShownReason] = field(default_factory=list)
    more_reasons: int = 0
    needs: list[str] = field(default_factory=list)
    changes: list[ShownChange] = field(default_factory=list)
    on: str = ""


def asked(book: Rulebook, rule_id: str, query: QueryDict) -> Asked:
    """Everything the page shows. BadInput: there is no such rule."""
    system, rule = book.find(rule_id)
    questions = rule.questions()
    said = query.dict()
    typed = {name: str(said[name]).strip() for name in questions if str(said.get(name, "")).strip()}
    readings = {name.removeprefix(READING): str(one) for name, one in said.items() if name.startswith(READING) and one}
    page = Asked(
        rule, [Field(name, one, typed.get(name, "")) for name, one in questions.items()],
        _choices(book, rule, readings), [_chip(rule_id, one) for one in system.cases if one.chip and _is_of(rule_id, one)],
        on=query.get("on", ""),
    )
    if typed or "ask" in query or not any(one.required for one in page.fields):
        _answer(page, book, rule_id, typed, readings)
    return page


def _is_of(rule_id: str, example: WorkedExample) -> bool:
    return rule_id.partition("/")[2] == example.rule


def _answer(page: Asked, book: Rulebook, rule_id: str, typed: Mapping[str, str], readings: Mapping[str, str]) -> None:
    say = speaker("en" if get_language() == "en" else "zh")
    try:
        answer = book.ask(rule_id, typed, readings=readings, on=_day(page.on))
    except BadInput as wrong:
        _mark(page, wrong)
        return
    judgement = answer.judgement
    page.answer, page.value = answer, shown_value(page.rule, plain(judgement.value), say)
    shown = judgement.reasons[:MOST_REASONS]
    held = passages((one.citation.document, one.citation.at) for one in shown if one.citation)
    page.reasons = [
        ShownReason(say(one), one.citation, held.get((one.citation.document, one.citation.at)) if one.citation else None,
                    one.reading) for one in shown
    ]
    page.more_reasons = len(judgement.reasons) - len(shown)
    titles = words_of(page.rule, say)
    page.needs = [titles.get(name, name) for name in judgement.needs]
    page.changes = _changes(page, book, rule_id, typed, readings, say)


def _mark(page: Asked, wrong: BadInput) -> None:
    """The sentence at its field and in the list on top."""
    said = wrong.en if get_language() == "en" else wrong.zh
    own = next((one for one in page.fields if one.name == wrong.name), None)
    if own:
        own.wrong = said
    page.wrong.append((own.id if own else "page-main", said))


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise BadInput("on", f"“{text[:20]}”不是存在的日期，请写成 2020-09-25 这样。", f"“{text[:20]}” is no date.") from None


def _choices(book: Rulebook, rule: Rule, taken: Mapping[str, str]) -> list[ShownReadingChoice]:
    offered = [book.readings[name] for name in readings_in(rule) if name in book.readings]
    return [
        ShownReadingChoice(one.id, one.question, one.options, taken.get(one.id, one.chosen))
        for one in offered if one.sort == "option"
    ]


def _chip(rule_id: str, example: WorkedExample) -> Chip:
    query = {**example.given, **{READING + name: option for name, option in example.readings.items()}}
    if example.on:
        query["on"] = example.on
    return Chip(example.chip, f"{href_of_rule(rule_id)}?{urlencode(query)}", example.note)


def _changes(page: Asked, book: Rulebook, rule_id: str, typed: Mapping[str, str], readings: Mapping[str, str],
             say: Speaker) -> list[ShownChange]:
    """The turning answers next to those given, each decided again by the rule itself."""
    questions = page.rule.questions()
    values = given(questions, typed)
    context = book.context(rule_id, readings=readings)
    kept = {READING + name: option for name, option in readings.items()}
    found = []
    for one in changes(page.rule, values, context):
        said = _typed(one.value)
        shown = shown_value(page.rule, plain(one.judgement.value), say)
        query = urlencode({**typed, **kept, one.input: said})
        question = questions[one.input]
        found.append(ShownChange(
            question.title or one.input, question.choices.get(said, say.word(said)) + question.unit,
            shown.headline or say.outcome(one.judgement.outcome), f"{href_of_rule(rule_id)}?{query}",
        ))
    return found


def _typed(value: Any) -> str:
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)
