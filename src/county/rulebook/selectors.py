"""What the rulebook looks up: systems with their coverage, rules, findings and readings with what rests on them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from django.urls import reverse

from county.offers import RestingRule
from county.packs import county_rulebook, rulebook_of, system_of
from gongbao.packs.coverage import Covered, SystemCoverage, coverage
from gongbao.packs.facts import document_name, stated_facts
from gongbao.packs.findings import Finding
from gongbao.packs.readings import Reading
from gongbao.packs.rulebook import Rulebook
from gongbao.packs.system import System
from gongbao.packs.uses import uses
from gongbao.rules import TITLES, Problem, Rule


@dataclass(frozen=True, slots=True)
class RuleLink:
    id: str
    title: str
    kind: str
    href: str


@dataclass(frozen=True, slots=True)
class ShownItem:
    """An item of a document with the rules that run it."""

    covered: Covered
    rules: tuple[RuleLink, ...]


@dataclass(frozen=True, slots=True)
class ShownFinding:
    """A finding with its document and the rules that rest on it; `gap`: found by proof, not written by hand."""

    finding: Finding
    system: System
    rules: tuple[RuleLink, ...]


@dataclass(frozen=True, slots=True)
class ShownGap:
    """What a rule's own proof found open in the document."""

    problem: Problem
    system: System
    rule: RuleLink


@dataclass(frozen=True, slots=True)
class ShownReading:
    reading: Reading
    rules: tuple[RuleLink, ...]


def href_of_rule(rule_id: str) -> str:
    system, _, key = rule_id.partition("/")
    return reverse("rulebook:rule", args=(system, key))


def link_to(book: Rulebook, rule_id: str) -> RuleLink:
    _, rule = book.find(rule_id)
    return RuleLink(rule_id, rule.title, TITLES[rule.kind], href_of_rule(rule_id))


@cache
def coverages(pack_id: str) -> tuple[SystemCoverage, ...]:
    """Computed once: packs do not change while the server runs."""
    return coverage(rulebook_of(pack_id))


def county_coverage() -> tuple[SystemCoverage, ...]:
    book = county_rulebook()
    return coverages(book.pack.id) if book else ()


def items_of(book: Rulebook, covered: SystemCoverage) -> list[ShownItem]:
    return [ShownItem(one, tuple(link_to(book, rule_id) for rule_id in one.rules)) for one in covered.items]


def rules_of(book: Rulebook, system: System) -> list[tuple[RuleLink, Rule]]:
    return [(link_to(book, f"{system.id}/{key}"), rule) for key, rule in system.rules.items()]


def findings_of(book: Rulebook, only: str = "") -> list[ShownFinding]:
    """Findings of every system, or of one; the rules are those named and those that rest on the same reading."""
    used = uses(book)
    found = []
    for system in book.systems.values():
        for finding in system.findings if only in ("", system.id) else ():
            ids = dict.fromkeys((*finding.rules, *(rule for name in finding.readings for rule in used.get(name, ()))))
            found.append(ShownFinding(finding, system, tuple(link_to(book, one) for one in ids if _known(book, one))))
    return found


def gaps_of(book: Rulebook) -> list[ShownGap]:
    return [
        ShownGap(problem, system, link_to(book, rule_id))
        for rule_id, system, rule in book.rules() for problem in rule.proofs() if problem.weight == "gap"
    ]


def readings_of(book: Rulebook) -> list[ShownReading]:
    used = uses(book)
    return [ShownReading(one, tuple(link_to(book, rule) for rule in used.get(one.id, ()))) for one in book.readings.values()]


def rules_on(number: str) -> list[RestingRule]:
    """Every place of a document that a rule rests on."""
    found = system_of(number)
    return list(_resting(*found)) if found else []


def _resting(book: Rulebook, system: System) -> Iterator[RestingRule]:
    seen = set()
    for fact in stated_facts(book):
        if fact.document != document_name(system) or "/F-" in fact.rule or (fact.at, fact.rule) in seen:
            continue
        seen.add((fact.at, fact.rule))
        _, rule = book.find(fact.rule)
        yield RestingRule(fact.at, rule.title, href_of_rule(fact.rule))


def _known(book: Rulebook, rule_id: str) -> bool:
    folder, _, key = rule_id.partition("/")
    return folder in book.systems and key in book.systems[folder].rules
