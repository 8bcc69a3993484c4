"""The rules behind the registers, found in the county's pack through its slots."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeVar

from django.http import Http404
from django.urls import reverse

from county.packs import county_rulebook
from county.supervision.slots import slot, slots_of
from gongbao.packs.rulebook import Rulebook
from gongbao.packs.system import System
from gongbao.rules.checklist import Checklist
from gongbao.rules.indicator import Indicator
from gongbao.rules.rate import Rate
from gongbao.rules.rule import Rule

Kind = TypeVar("Kind", bound=Rule)


@dataclass(frozen=True)
class Held:
    """A rule of the pack with its id (system/key) and its document."""

    id: str
    book: Rulebook
    system: System
    rule: Rule

    @property
    def href(self) -> str:
        return reverse("rulebook:rule", args=tuple(self.id.split("/")))

    @property
    def place(self) -> str:
        """Document and place, as they are cited."""
        at = self.rule.source[0].at if self.rule.source else ""
        return f"{self.system.document.number or self.system.document.title} {at}".strip()

    @property
    def topic(self) -> str:
        return self.system.document.topic

    @property
    def checklist(self) -> Checklist:
        return _of_kind(self.rule, Checklist)

    @property
    def rate(self) -> Rate:
        return _of_kind(self.rule, Rate)

    @property
    def indicator(self) -> Indicator:
        return _of_kind(self.rule, Indicator)

    @property
    def year(self) -> int:
        return self.system.document.issued.year


def _of_kind(rule: Rule, kind: type[Kind]) -> Kind:
    if not isinstance(rule, kind):
        raise TypeError(f"{rule.title} is a {rule.kind}")
    return rule


def held(rule_id: str) -> Held | None:
    book = county_rulebook()
    if book is None or not rule_id:
        return None
    system, rule = book.find(rule_id)
    return Held(rule_id, book, system, rule)


def of_slot(name: str) -> Held | None:
    """The rule of a slot; None where the pack leaves it empty."""
    return held(slot(name))


def needed(name: str) -> Held:
    """The rule of a slot. Http404: the pack leaves it empty."""
    found = of_slot(name)
    if found is None:
        raise Http404
    return found


def each_of(name: str) -> Iterator[Held]:
    """The rules of a slot that holds several, in the pack's order."""
    for one in slots_of(name):
        found = held(one)
        if found is not None:
            yield found


def checklists() -> list[Held]:
    return [one for one in each_of("registers") if isinstance(one.rule, Checklist)]
