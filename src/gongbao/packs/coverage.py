"""Coverage: each item of a document, and where it runs, or why it is only stated or left out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from gongbao.packs.digest import DigestItem
from gongbao.packs.facts import document_name, stated_facts
from gongbao.packs.rulebook import Rulebook
from gongbao.packs.system import System

Status = Literal["runs", "inside", "stated", "left_out", "open"]
_DIGITS = "0123456789一二三四五六七八九十百"


@dataclass(frozen=True, slots=True)
class Covered:
    """An item with the ids of the rules that rest on it; `inside`: they rest on items inside it. `depth` from 0."""

    item: DigestItem
    rules: tuple[str, ...]
    status: Status
    depth: int = 0


@dataclass(frozen=True, slots=True)
class SystemCoverage:
    system: System
    items: tuple[Covered, ...]

    def count(self, status: Status) -> int:
        return sum(one.status == status for one in self.items)


def coverage(book: Rulebook) -> tuple[SystemCoverage, ...]:
    """Every system of the pack in the order of the gazette."""
    places = _places(book)
    return tuple(
        SystemCoverage(system, tuple(_covered(system, places.get(document_name(system), {}))))
        for system in book.systems.values()
    )


def is_inside(at: str, outer: str) -> bool:
    """Whether a locator stands inside another one: 三（一）2 in 三（一）, not 三（一）12 in 三（一）1."""
    if not at.startswith(outer) or at == outer:
        return False
    following = at[len(outer)]
    return not (outer[-1] in _DIGITS and following in _DIGITS)


def _places(book: Rulebook) -> dict[str, dict[str, dict[str, None]]]:
    """Document → locator → ids of the rules that state something there."""
    places: dict[str, dict[str, dict[str, None]]] = {}
    rules = {rule_id for rule_id, _, _ in book.rules()}
    for fact in stated_facts(book):
        if fact.rule in rules:
            places.setdefault(fact.document, {}).setdefault(fact.at, {})[fact.rule] = None
    return places


def _covered(system: System, places: dict[str, dict[str, None]]) -> Iterator[Covered]:
    items = system.digest.items if system.digest else ()
    own = _own(items, places)
    for item in items:
        inner = [one for one in items if is_inside(one.at, item.at)]
        depth = sum(is_inside(item.at, one.at) for one in items)
        rules = tuple(own[item.at])
        yield Covered(item, rules, _status(item, bool(rules), any(own[one.at] for one in inner)), depth)


def _own(items: tuple[DigestItem, ...], places: dict[str, dict[str, None]]) -> dict[str, dict[str, None]]:
    """The rules of each item: those whose place it is, or lies inside it and inside no nearer item."""
    own: dict[str, dict[str, None]] = {item.at: {} for item in items}
    for at, rules in places.items():
        around = [item.at for item in items if item.at == at or is_inside(at, item.at)]
        if around:
            own[max(around, key=len)].update(rules)
    return own


def _status(item: DigestItem, runs: bool, runs_inside: bool) -> Status:
    if runs:
        return "runs"
    if item.left_out:
        return "left_out"
    if item.stated:
        return "stated"
    return "inside" if runs_inside else "open"
