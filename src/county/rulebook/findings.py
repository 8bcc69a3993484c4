"""Findings: what is wrong or silent in the documents, chosen by document and by sort, with what rests on each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import get_args

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from county.packs import rulebook_of
from county.rulebook.selectors import RuleLink, href_of_place, is_rule, link_to
from county.rulebook.shown import Link
from gongbao.packs.facts import document_name
from gongbao.packs.findings import Finding, Sort
from gongbao.packs.rulebook import Rulebook
from gongbao.packs.system import System
from gongbao.packs.uses import uses

PROVEN = "proven"
SORTS = (*get_args(Sort), PROVEN)


@dataclass(frozen=True, slots=True)
class Found:
    """A finding, or what a rule's own proof found open (sort `proven`, without an id)."""

    id: str
    sort: str
    says: str
    system: System
    places: tuple[tuple[Link, str], ...]
    affects: tuple[str, ...]
    rules: tuple[RuleLink, ...]


@dataclass(frozen=True, slots=True)
class Chosen:
    """What the address asks for; `wrong`: it names a document or a sort that is not there."""

    system: str = ""
    sort: str = ""
    wrong: bool = False


def sort_words(sort: str) -> str:
    words = {
        "contradiction": _("矛盾"), "silent": _("空白"), "slip": _("笔误"), "stale": _("过期"), "copied": _("照抄"),
        "orphan": _("无主"), PROVEN: _("规则证出"),
    }
    return words[sort]


def chosen(book: Rulebook, system: str, sort: str) -> Chosen:
    wrong = (bool(system) and system not in book.systems) or (bool(sort) and sort not in SORTS)
    return Chosen(system, sort, wrong)


def all_found(book: Rulebook) -> tuple[Found, ...]:
    """Every finding in the order of the gazette, those of the proofs behind those of their document."""
    return _found(book.pack.id, "en" if get_language() == "en" else "zh")


@cache
def _found(pack_id: str, language: str) -> tuple[Found, ...]:
    book = rulebook_of(pack_id)
    used = uses(book)
    return tuple(
        one for system in book.systems.values()
        for one in (*_written(book, system, used), *_proven(book, system, language))
    )


def _written(book: Rulebook, system: System, used: dict[str, list[str]]) -> Iterator[Found]:
    for one in system.findings:
        ids = dict.fromkeys((*one.rules, *(rule for name in one.readings for rule in used.get(name, ()))))
        rules = tuple(link_to(book, rule_id) for rule_id in ids if is_rule(book, rule_id))
        yield Found(one.id, one.sort, one.says, system, _places(one, system), tuple(one.affects), rules)


def _places(one: Finding, system: System) -> tuple[tuple[Link, str], ...]:
    own = document_name(system)
    return tuple(
        (Link(f"{place.document or system.document.number_as_printed} {place.at}",
              href_of_place(place.document or own, place.at)), place.quote) for place in one.places
    )


def _proven(book: Rulebook, system: System, language: str) -> Iterator[Found]:
    for key, rule in system.rules.items():
        for problem in rule.proofs():
            if problem.weight == "gap":
                says = problem.en if language == "en" else problem.zh
                yield Found("", PROVEN, says, system, (), (), (link_to(book, f"{system.id}/{key}"),))


def those_of(found: Iterable[Found], asked: Chosen) -> list[Found]:
    return [] if asked.wrong else [
        one for one in found if asked.system in ("", one.system.id) and asked.sort in ("", one.sort)
    ]


def touching(book: Rulebook, rule_id: str) -> list[Found]:
    """The findings on which this rule rests."""
    return [one for one in all_found(book) if any(rule.id == rule_id for rule in one.rules)]


def overview(book: Rulebook, found: Iterable[Found]) -> list[tuple[System, list[tuple[str, int]], int]]:
    """One row a document: how many of each sort, and all together."""
    counts = Counter((one.system.id, one.sort) for one in found)
    return [
        (system, [(sort, counts[system.id, sort]) for sort in SORTS], sum(counts[system.id, sort] for sort in SORTS))
        for system in book.systems.values()
    ]
