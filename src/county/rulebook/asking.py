"""From the address of a rule's page to its form, its answer with reasons, and what would change it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import get_language

from county.rulebook.differently import ShownChange, shown_changes
from county.rulebook.drawings import Drawing, drawn
from county.rulebook.fields import READING, Chip, Field, ReadingChoice, chips_of, choices_of, fields_of
from county.rulebook.reasons import ShownReasons, shown_reasons
from county.rulebook.receipts import receipt_in_words
from county.rulebook.selectors import href_of_rule
from county.rulebook.shown import Shown
from county.rulebook.telling import Telling, telling
from county.rulebook.values import shown_value
from gongbao.packs.rulebook import Answer, Rulebook
from gongbao.rules import BadInput, Input, Rule, given, plain

DAYS = ("on", "known_on")


@dataclass(frozen=True, slots=True)
class Said:
    """What an address says: answers as typed, readings taken otherwise, days whose law and calendar hold."""

    typed: dict[str, str]
    readings: dict[str, str]
    days: dict[str, str]
    asks: bool

    @property
    def as_query(self) -> dict[str, str]:
        return {**self.typed, **{READING + name: option for name, option in self.readings.items()}, **self.days}


@dataclass(slots=True)
class Asked:
    """The page of a rule: `answer` is None while nothing was asked or something cannot be used.

    `wrong`: (id of the field, sentence); `needs`: (words, id of the field or ""); `wide`: the answer is a table, the
    form stands above it.
    """

    rule: Rule
    said: Said
    address: str
    fields: list[Field]
    choices: list[ReadingChoice]
    chips: list[Chip]
    wide: bool
    drawing: Drawing = field(default_factory=Drawing)
    wrong: list[tuple[str, str]] = field(default_factory=list)
    answer: Answer | None = None
    value: Shown = field(default_factory=Shown)
    reasons: ShownReasons = field(default_factory=ShownReasons)
    needs: list[tuple[str, str]] = field(default_factory=list)
    changes: list[ShownChange] = field(default_factory=list)
    receipt: list[tuple[str, str]] = field(default_factory=list)


WIDE = frozenset({"register", "task", "report_chain", "body", "procedure", "response"})
MOST_ABOVE = 6


def asked(book: Rulebook, rule_id: str, query: QueryDict) -> Asked:
    """Everything the page shows. BadInput: there is no such rule."""
    system, rule = book.find(rule_id)
    said = _said(rule, query)
    tell = telling(book, rule_id, _usable(rule, said.typed))
    fields = fields_of(rule, said.typed, tell.say)
    choices = choices_of(book, rule, said.readings)
    own = {one.id: book.readings[one.id].chosen for one in choices}
    said = Said(said.typed, {k: v for k, v in said.readings.items() if own.get(k) != v}, said.days, said.asks)
    page = Asked(rule, said, _address(rule_id, said), fields, choices, chips_of(rule_id, system.cases, said.as_query),
                 rule.kind in WIDE and len(fields) + len(choices) <= MOST_ABOVE)
    if said.typed or said.asks or not any(one.required for one in fields):
        _answer(page, book, rule_id, tell)
    _draw(page, book, rule_id, tell)
    return page


def _said(rule: Rule, query: QueryDict) -> Said:
    every = {name: str(one).strip() for name, one in query.dict().items() if str(one).strip()}
    return Said(
        {name: every[name] for name in rule.questions() if name in every},
        {name.removeprefix(READING): one for name, one in every.items() if name.startswith(READING)},
        {name: every[name] for name in DAYS if name in every and name not in rule.questions()},
        "ask" in query,
    )


def _address(rule_id: str, said: Said) -> str:
    """The shortest address of what was asked."""
    query = said.as_query or ({"ask": "1"} if said.asks else {})
    return href_of_rule(rule_id) + (f"?{urlencode(query)}" if query else "")


def _answer(page: Asked, book: Rulebook, rule_id: str, tell: Telling) -> None:
    try:
        days = {name: _day(name, text) for name, text in page.said.days.items()}
        answer = book.ask(rule_id, page.said.typed, readings=page.said.readings, **days)
    except BadInput as wrong:
        _mark(page, wrong)
        return
    judgement = answer.judgement
    page.answer, page.value = answer, shown_value(page.rule, plain(judgement.value), tell)
    page.reasons = shown_reasons(page.rule, judgement, tell)
    ids = {one.name: one.id for one in page.fields}
    page.needs = [(tell.label(name), ids.get(name, "")) for name in judgement.needs]
    page.changes = shown_changes(book, answer, page.said.as_query, page.value, tell)
    page.receipt = receipt_in_words(book, page.rule, answer, tell)


def _draw(page: Asked, book: Rulebook, rule_id: str, tell: Telling) -> None:
    readings = page.said.readings if page.answer else {}
    decided = page.answer.judgement.value if page.answer else None
    page.drawing = drawn(page.rule, tell.given, decided, book.context(rule_id, readings=readings), tell)


def _usable(rule: Rule, typed: Mapping[str, str]) -> dict[str, Any]:
    """The answers typed so far, those that can be used."""
    found: dict[str, Any] = {}
    for name, question in rule.questions().items():
        try:
            found |= given({name: question}, {name: typed[name]} if name in typed else {})
        except BadInput:
            continue
    return found


def _mark(page: Asked, wrong: BadInput) -> None:
    """The sentence at its field and in the list on top."""
    own = next((one for one in page.fields if one.name == wrong.name), None)
    said = sentence(wrong, own.question if own else None)
    if own:
        own.wrong = said
    known = {*page.said.days, *(one.id for one in page.choices)}
    page.wrong.append((own.id if own else f"ask-{wrong.name}" if wrong.name in known else "page-main", said))


def sentence(wrong: BadInput, question: Input | None) -> str:
    """The sentence without the codes that a program needs: the field's title and the words of its choices instead."""
    said = wrong.en if get_language() == "en" else wrong.zh
    if question is None:
        return said
    if question.choices:
        with_codes, words = question.listed(), question.listed(codes=False)
        said = said.replace(with_codes[0], words[0]).replace(with_codes[1], words[1])
    said = said.replace(f"（{wrong.name}）", "", 1) if question.title else said
    return said.replace(wrong.name, question.title, 1) if said.startswith(f"{wrong.name} ") and question.title else said


def _day(name: str, text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        shown = text[:20]
        raise BadInput(name, f"“{shown}”不是存在的日期，请写成 2020-09-25 这样。",
                       f"“{shown}” is no date; write it like 2020-09-25.") from None
