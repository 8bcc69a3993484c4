"""What all documents ask of a unit, read off the rules of the pack: computed once for each unit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from django.urls import reverse

from county.agencies.stand_for import acting_for
from county.packs import county_pack, rulebook_of
from gongbao.packs.system import System
from gongbao.rules import Rule
from gongbao.rules.body import Body
from gongbao.rules.procedure import Procedure
from gongbao.rules.report_chain import ReportChain
from gongbao.rules.task import Task


@dataclass(frozen=True, slots=True)
class Duty:
    """One thing that a document asks: `role` lead, joins, seat, duty, reports, step, named; `due` a printed day."""

    role: str
    words: str
    at: str
    href: str
    rule: str
    due: date | None = None


@dataclass(frozen=True, slots=True)
class DocumentDuties:
    """What one document asks of a unit."""

    number: str
    title: str
    href: str
    duties: tuple[Duty, ...]


def duties_of(agency: str) -> tuple[DocumentDuties, ...]:
    """By document, in the gazette's order; a document that asks nothing of the unit is left out."""
    pack = county_pack()
    return _duties_of(pack.id, agency) if pack else ()


@cache
def _duties_of(pack: str, agency: str) -> tuple[DocumentDuties, ...]:
    mine, found = acting_for([agency]), []
    for system in rulebook_of(pack).systems.values():
        duties = tuple(duty for key, rule in system.rules.items() for duty in _in_rule(system, key, rule, mine))
        if duties:
            document = system.document
            found.append(DocumentDuties(document.number or document.title, document.topic,
                                        reverse("rulebook:system", args=(system.id,)), duties))
    return tuple(found)


def _in_rule(system: System, key: str, rule: Rule, mine: frozenset[str]) -> Iterator[Duty]:
    href, name = reverse("rulebook:rule", args=(system.id, key)), f"{system.id}/{key}"
    found = list(_parts(rule, mine))
    for role, words, at, due in found:
        yield Duty(role, words, at, href, name, due)
    if not found and mine & set(rule.agencies()):
        yield Duty("named", rule.title, rule.source[0].at if rule.source else "", href, name)


def _parts(rule: Rule, mine: frozenset[str]) -> Iterator[tuple[str, str, str, date | None]]:
    outer = rule.source[0].at if rule.source else ""
    if isinstance(rule, Task):
        for segment in rule.segments:
            role = "lead" if mine & set(segment.lead) else "joins" if mine & set(segment.participants) else ""
            at = segment.source[0].at if segment.source else outer
            for deadline in (segment.deadlines or (None,)) if role else ():
                yield role, segment.topic, at, deadline.day if deadline else None
    elif isinstance(rule, Body):
        yield from _in_body(rule, mine, outer)
    elif isinstance(rule, ReportChain):
        for link in rule.links:
            if mine & set(link.sender):
                yield "reports", link.title, link.source[0].at if link.source else outer, None
    elif isinstance(rule, Procedure):
        steps = [step.title for step in rule.steps if mine & set(step.who.agencies)]
        if steps:
            yield "step", f"{rule.title}：{'、'.join(steps)}", outer, None


def _in_body(rule: Body, mine: frozenset[str], outer: str) -> Iterator[tuple[str, str, str, date | None]]:
    for seat in rule.seats:
        if mine & set(seat.agency):
            yield "seat", f"{rule.name}：{seat.role}（{seat.post}）", seat.source[0].at if seat.source else outer, None
    if mine & set(rule.members):
        yield "seat", rule.name, outer, None
    for duty in rule.duties:
        if mine & set(duty.agencies):
            yield "duty", duty.topic, duty.source[0].at if duty.source else outer, None
    for group in rule.groups:
        if mine & {*group.lead, *group.members}:
            role = "lead" if mine & set(group.lead) else "joins"
            yield role, f"{rule.name}：{group.title}", group.source[0].at if group.source else outer, None
