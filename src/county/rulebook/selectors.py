"""What the rulebook looks up: systems with their coverage, rules by purpose, readings, and where things stand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from django.urls import reverse
from django.utils.translation import gettext as _

from county.offers import RestingRule
from county.packs import all_packs, county_rulebook, rulebook_of, system_of
from county.rulebook.shown import Link
from gongbao.packs.coverage import Covered, SystemCoverage, coverage
from gongbao.packs.facts import document_name, stated_facts
from gongbao.packs.readings import Reading
from gongbao.packs.rulebook import Rulebook
from gongbao.packs.system import System
from gongbao.packs.uses import uses
from gongbao.rules import Rule

PURPOSES = (
    ("when", ("time_limit", "cadence", "report_chain")),
    ("who", ("task", "procedure", "response", "body")),
    ("enough", ("checklist", "indicator", "rate", "scorecard", "grading", "ladder")),
    ("amount", ("benefit",)),
    ("list", ("register",)),
)
STATUSES = ("runs", "stated", "left_out", "open")


@dataclass(frozen=True, slots=True)
class RuleLink:
    """`at`: where the rule stands first, empty where a reading is all it has."""

    id: str
    title: str
    kind: str
    href: str
    at: str


@dataclass(frozen=True, slots=True)
class ShownItem:
    """An item of a document with its place and the rules that run it."""

    covered: Covered
    href: str
    rules: tuple[RuleLink, ...]


@dataclass(frozen=True, slots=True)
class ShownReading:
    reading: Reading
    rules: tuple[RuleLink, ...]


@dataclass(frozen=True, slots=True)
class ReadingGroup:
    """The readings of one document, or the shared ones (`system` None)."""

    system: System | None
    readings: list[ShownReading]


def href_of_rule(rule_id: str) -> str:
    system, _slash, key = rule_id.partition("/")
    return reverse("rulebook:rule", args=(system, key))


def href_of_place(document: str, at: str) -> str:
    """The place on its document's page; a cell leads to its row."""
    anchor = "_".join(part for part in at.split() if not part.startswith("列"))
    return reverse("gazette:document", args=(document,)) + (f"#{anchor}" if anchor else "")


def link_to(book: Rulebook, rule_id: str) -> RuleLink:
    _system, rule = book.find(rule_id)
    return RuleLink(rule_id, rule.title, rule.kind, href_of_rule(rule_id), rule.source[0].at if rule.source else "")


def links_in(system: System) -> dict[str, Link]:
    """The system's rules by their keys."""
    return {key: Link(rule.title, href_of_rule(f"{system.id}/{key}")) for key, rule in system.rules.items()}


@cache
def coverages(pack_id: str) -> tuple[SystemCoverage, ...]:
    """Computed once: packs do not change while the server runs."""
    return coverage(rulebook_of(pack_id))


def book_with(system: str) -> Rulebook | None:
    """The rules of the pack that has this system; where several have it, those of the county that the pages show."""
    own = county_rulebook()
    books = (rulebook_of(pack.id) for pack in all_packs())
    return own if own and system in own.systems else next((book for book in books if system in book.systems), None)


def county_coverage() -> tuple[SystemCoverage, ...]:
    book = county_rulebook()
    return coverages(book.pack.id) if book else ()


def items_of(book: Rulebook, covered: SystemCoverage, status: str = "") -> list[ShownItem]:
    """The items of a document, or those of one status; what only holds others counts as running with them."""
    document = document_name(covered.system)
    wanted = (one for one in covered.items if status in ("", counted_as(one)))
    return [
        ShownItem(one, href_of_place(document, one.item.at), _running(book, document, one.rules))
        for one in wanted
    ]


def _running(book: Rulebook, document: str, names: tuple[str, ...]) -> tuple[RuleLink, ...]:
    """Rules; or the page of the document itself, which tells from when on it holds and what it repeals."""
    own = RuleLink("", _("文件的效力"), "", href_of_place(document, ""), "")
    return tuple(link_to(book, name) if is_rule(book, name) else own for name in names)


def counted_as(one: Covered) -> str:
    return "runs" if one.status == "inside" else one.status


def purposes_of(book: Rulebook, system: System) -> list[tuple[str, list[RuleLink]]]:
    """The system's rules by what one comes with; empty purposes are left out."""
    words = {"when": _("哪天到期，多久一次"), "who": _("谁负责，怎样走"), "enough": _("合不合格，算多少"),
             "amount": _("能得多少钱"), "list": _("查清单")}
    links = [link_to(book, f"{system.id}/{key}") for key in system.rules]
    groups = [(words[name], [one for kind in kinds for one in links if one.kind == kind]) for name, kinds in PURPOSES]
    return [(name, found) for name, found in groups if found]


def readings_of(book: Rulebook) -> list[ReadingGroup]:
    """The shared readings first, then each document's own, with the rules that rest on them."""
    used = uses(book)
    own = {one.id for system in book.systems.values() for one in system.readings}
    shared = [one for one in book.readings.values() if one.id not in own]
    groups = [(None, shared), *((system, list(system.readings)) for system in book.systems.values())]
    return [
        ReadingGroup(system, [ShownReading(one, _links(book, used.get(one.id, []))) for one in held])
        for system, held in groups if held
    ]


def _links(book: Rulebook, rule_ids: list[str]) -> tuple[RuleLink, ...]:
    return tuple(link_to(book, one) for one in rule_ids)


def rules_on(number: str) -> list[RestingRule]:
    """Every place of a document that a rule rests on."""
    found = system_of(number)
    return list(_resting(*found)) if found else []


def _resting(book: Rulebook, system: System) -> Iterator[RestingRule]:
    facts = (one for one in stated_facts(book) if one.document == document_name(system) and is_rule(book, one.rule))
    for at, rule_id in dict.fromkeys((one.at, one.rule) for one in facts):
        _system, rule = book.find(rule_id)
        yield RestingRule(at, rule.title, href_of_rule(rule_id))


def is_rule(book: Rulebook, rule_id: str) -> bool:
    """Facts of findings, readings and documents stand beside those of rules."""
    folder, _slash, key = rule_id.partition("/")
    return folder in book.systems and key in book.systems[folder].rules


def sources_of(rule: Rule, system: System) -> list[Link]:
    """Where a rule stands, each as a link to its place."""
    own = document_name(system)
    places = dict.fromkeys((one.document, one.at) for one in rule.source)
    return [Link(" ".join(filter(None, (document, at))), href_of_place(document or own, at)) for document, at in places]
