"""How a rule's values are worded on a page: labels, cells, money, days, and links to rules and places."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils.translation import get_language

from county.rulebook.clock import clock_to
from county.rulebook.selectors import href_of_place, links_in
from county.rulebook.shown import Cell, Clock, Link
from county.site.templatetags.county import day
from gongbao.clock import Calendar
from gongbao.packs.facts import document_name
from gongbao.packs.rulebook import Rulebook
from gongbao.rules import Rule
from gongbao.rules.benefit import Benefit
from gongbao.rules.checklist import Checklist
from gongbao.rules.entry import Source
from gongbao.rules.register import Register
from gongbao.rules.response import Response
from gongbao.rules.scorecard import Scorecard
from gongbao.wording import Speaker, speaker


@dataclass(frozen=True, slots=True)
class Telling:
    """One rule in one language. `labels`: what inputs and keys are called; `codes`: the words of its choices; `rules`:
    the system's rules by key; `given`: the answers that can be used."""

    say: Speaker
    document: str
    calendar: Calendar
    labels: Mapping[str, str] = field(default_factory=dict)
    codes: Mapping[str, str] = field(default_factory=dict)
    rules: Mapping[str, Link] = field(default_factory=dict)
    given: Mapping[str, Any] = field(default_factory=dict)

    def label(self, key: str) -> str:
        return self.labels.get(key) or self.say.label(key)

    def word(self, code: Any) -> str:
        """A code in the rule's own words, else in the general ones."""
        text = "" if code is None else str(code)
        return self.codes.get(text) or self.say.word(text)

    def cell(self, value: Any) -> Cell:
        """A list stays one, so that the page sets it line by line; the key of a rule leads to its page."""
        if isinstance(value, list | tuple):
            return [self.cell(one) for one in value]
        if isinstance(value, Mapping):
            return "，".join(filter(None, map(self.text, value.values())))
        return self.rules.get(str(value)) or self.text(value)

    def text(self, value: Any) -> str:
        if value is None or isinstance(value, bool):
            return "" if value is None else self.say.value(value)
        if isinstance(value, list | tuple):
            return self.joined(value)
        text = str(value)
        return moment_words(text) if is_moment(text) else self.word(text)

    def joined(self, values: Iterable[Any]) -> str:
        return self.say.word("comma").join(map(self.text, values))

    def money(self, yuan: Any) -> str:
        return self.say.format_field(yuan, "money")

    def place(self, at: str, document: str = "", text: str = "") -> Link:
        """A place of a document, by default of the rule's own."""
        return Link(text or at, href_of_place(document or self.document, at))

    def source(self, source: Source) -> Link:
        return self.place(source.at, source.document)

    def clock(self, due: str, *, working: bool, at_least: bool = False) -> Clock:
        last = datetime.fromisoformat(due) if "T" in due else date.fromisoformat(due)
        return clock_to(last, self.calendar, self.say, working=working, at_least=at_least)


def telling(book: Rulebook, rule_id: str, given: Mapping[str, Any]) -> Telling:
    """How the values of this rule are told in the language of the page."""
    system, rule = book.find(rule_id)
    return Telling(
        own_speaker(), document_name(system), book.context(rule_id).calendar, labels_of(rule), codes_of(rule),
        links_in(system), given,
    )


def own_speaker() -> Speaker:
    return speaker("en" if get_language() == "en" else "zh")


def labels_of(rule: Rule) -> dict[str, str]:
    """What the keys of a value and the inputs are called in the rule's own words."""
    own = {name: question.title for name, question in rule.questions().items() if question.title}
    if isinstance(rule, Register):
        own |= {name: column.title for name, column in rule.columns.items()}
    if isinstance(rule, Benefit):
        own |= rule.shares.titles if rule.shares else {}
        own |= {rule.person: rule.person_says or ""} if rule.person else {}
    if isinstance(rule, Scorecard):
        own |= {line.item: f"{line.item} {line.title}" for line in rule.lines}
    if isinstance(rule, Checklist):
        own |= {item.id: item.topic for item in rule.items}
    return own | rule.acts if isinstance(rule, Response) else own


def codes_of(rule: Rule) -> dict[str, str]:
    """The words of every choice; yes and no keep their general words."""
    choices = {code: words for one in rule.questions().values() for code, words in one.choices.items()}
    return {code: words for code, words in choices.items() if code not in {"yes", "no"}}


def is_moment(text: str) -> bool:
    """Whether a text is an ISO day or moment."""
    if len(text) < len("2020-01-01") or text[4:5] != "-":
        return False
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True


def moment_words(text: str) -> str:
    """An ISO day or moment as people write it."""
    at = datetime.fromisoformat(text)
    return f"{day(at.date())} {at:%H:%M}" if "T" in text else day(at.date())
