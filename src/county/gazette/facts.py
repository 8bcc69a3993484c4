"""What the packs state about a document: listed or not, in force on a day or not, and what was instead."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from county.gazette.names import anchor_of
from county.offers import RestingRule, rules_resting_on
from county.packs import all_packs, system_of
from gongbao import packs
from gongbao.packs import PackDocument, normal_number
from gongbao.packs.coverage import is_inside


@dataclass(frozen=True, slots=True)
class Repealing:
    """`number` with its title is put out of force; `by` is the document that says so."""

    number: str
    title: str
    issued: date | None
    by: PackDocument


def listed(number: str) -> PackDocument | None:
    """The pack's entry for a number; None where no pack lists it."""
    return next((found for pack in all_packs() if number and (found := pack.document(number))), None)


@dataclass(frozen=True, slots=True)
class BriefItem:
    """One sentence of a document in brief, with the rules that rest on its place."""

    at: str
    says: str
    depth: int
    rules: list[RestingRule]

    @property
    def anchor(self) -> str:
        return anchor_of(self.at)


def brief_of(number: str) -> list[BriefItem]:
    """The document in brief, in our own words; empty where no pack has it."""
    found = system_of(number)
    if found is None or found[1].digest is None:
        return []
    rules = rules_resting_on(number)
    items = found[1].digest.items
    return [
        BriefItem(item.at, item.says, sum(is_inside(item.at, other.at) for other in items),
                  [rule for rule in rules if rule.at == item.at])
        for item in items
    ]


def margin_of(number: str) -> dict[str, Any]:
    """What the packs add to the margin of a held document: its digest, and the rules that rest on each place."""
    found = system_of(number)
    digest = found[1].digest if found else None
    return {
        "briefs": [{"at": item.at, "says": item.says} for item in digest.items] if digest else [],
        "rules": [{"at": rule.at, "title": rule.title, "href": rule.href} for rule in rules_resting_on(number)],
    }


def standing_on(number: str, day: date) -> packs.Standing:
    """What the first pack that knows the number says of it."""
    said = (packs.standing_on(pack, number, day) for pack in all_packs() if number)
    return next((one for one in said if one.state != "unknown"), packs.Standing(day, "unknown"))


def repealing(name: str) -> Repealing | None:
    """Which listed document puts the one with this number, or with this title, out of force, if any does."""
    for pack in all_packs():
        for document in pack.documents:
            for repealed in document.repeals:
                if name and (name == repealed.title or normal_number(name) == repealed.number):
                    return Repealing(repealed.number, repealed.title, repealed.date, document)
    return None
