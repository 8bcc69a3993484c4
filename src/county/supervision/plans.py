"""The plans of the pack with their tasks, read off its rules: who leads, who takes part, which days are printed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from django.urls import reverse

from county.packs import county_pack, rulebook_of
from county.supervision.slots import slots_of
from gongbao.packs.system import System
from gongbao.rules.body import Body
from gongbao.rules.cadence import Cadence
from gongbao.rules.task import Segment, Task


@dataclass(frozen=True, slots=True)
class Day:
    """A printed day: what is due, the words as printed, whether it lies before the document's issue."""

    last: date
    about: str
    phrase: str
    before_issue: bool


@dataclass(frozen=True, slots=True)
class PlanTask:
    """A task of a plan, or the part of one that a responsibility mark closes. `source`: rule id and its number.

    `no` is the task's number, the same for all its parts. `lead` takes the case on; `joint` lead with it.
    `outside`: responsible by the document's words, but no unit of the county.
    """

    source: str
    no: str
    group: str
    topic: str
    at: str
    lead: str
    joint: tuple[str, ...]
    participants: tuple[str, ...]
    outside: tuple[str, ...]
    days: tuple[Day, ...]

    @property
    def number(self) -> str:
        return self.source.partition("#")[2]

    @property
    def units(self) -> tuple[str, ...]:
        return (self.lead, *self.joint, *self.participants)


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan: a rule of the pack whose tasks are chased. `whole`: the procedure that each whole task runs, if any."""

    rule: str
    title: str
    system: str
    document: str
    topic: str
    issued: date
    implementers: tuple[str, ...]
    tasks: tuple[PlanTask, ...]
    whole: str
    progress: str

    @property
    def href(self) -> str:
        return reverse("supervision:plan", args=tuple(self.rule.split("/")))

    @property
    def key(self) -> str:
        return self.rule.partition("/")[2]

    @property
    def rule_href(self) -> str:
        return reverse("rulebook:rule", args=tuple(self.rule.split("/")))


def plans() -> tuple[Plan, ...]:
    """Every plan of the county, in the pack's order."""
    pack = county_pack()
    return _plans(pack.id) if pack else ()


def plan_of(rule: str) -> Plan | None:
    return next((one for one in plans() if one.rule == rule), None)


def task_of(source: str) -> PlanTask | None:
    """The task that a case carries out; None for a matter of its own."""
    plan = plan_of(source.partition("#")[0])
    return next((one for one in plan.tasks if one.source == source), None) if plan else None


def document_of(source: str) -> tuple[str, str]:
    """Number and topic of the document whose task a case carries out, whichever desk opened it."""
    pack = county_pack()
    system = rulebook_of(pack.id).systems.get(source.partition("/")[0]) if pack else None
    return (system.document.number or system.document.title, system.document.topic) if system else ("", "")


@cache
def _plans(pack_id: str) -> tuple[Plan, ...]:
    book, found = rulebook_of(pack_id), []
    for rule_id in (*slots_of("plans"), *slots_of("dated")):
        system, rule = book.find(rule_id)
        if isinstance(rule, (Task, Cadence)):
            found.append(_plan(rule_id, system, rule))
    return tuple(found)


def _plan(rule_id: str, system: System, rule: Task | Cadence) -> Plan:
    document = system.document
    tasks = tuple(_tasks(rule_id, system, rule) if isinstance(rule, Task) else _yearly(rule_id, system, rule))
    parted = isinstance(rule, Task) and any(one.segment for one in rule.segments)
    return Plan(rule_id, rule.title, system.id, document.number or document.title, document.topic, document.issued,
                rule.implementers if isinstance(rule, Task) else (), tasks,
                _in_system("whole", system.id) if parted else "", _in_system("progress", system.id) if parted else "")


def _tasks(rule_id: str, system: System, rule: Task) -> Iterator[PlanTask]:
    for segment in rule.segments:
        lead, *joint = segment.lead or (office_of(system),)
        at = segment.source[0].at if segment.source else rule.source[0].at if rule.source else ""
        yield PlanTask(f"{rule_id}#{segment.segment or segment.no}", segment.no, segment.group, segment.topic, at, lead,
                       tuple(joint), tuple(one for one in segment.participants if one not in (lead, *joint)),
                       (*segment.lead_words, *segment.participant_words), tuple(_days(segment, system)))


def _days(segment: Segment, system: System) -> Iterator[Day]:
    issued = system.document.issued
    for one in segment.deadlines:
        yield Day(one.day, one.about, one.source[0].quote.rstrip("，；。") if one.source else "", one.day < issued)


def _yearly(rule_id: str, system: System, rule: Cadence) -> Iterator[PlanTask]:
    """A day of every year, for the year of the document; the office of the document's body answers for it."""
    if rule.by is None:
        return
    place = rule.by.source or rule.source
    day = Day(rule.by.next(system.document.issued), "", place[0].quote if place else "", before_issue=False)
    yield PlanTask(f"{rule_id}#1", "1", "", rule.title, place[0].at if place else "", office_of(system), (), (), (),
                   (day,))


def office_of(system: System) -> str:
    """The unit that answers for a task without a named lead: the host of the document's body, else who supervises."""
    pack = county_pack()
    hosts = (host for rule in system.rules.values() if isinstance(rule, Body) for host in rule.host)
    return next(hosts, pack.offices.get("supervisor", "") if pack else "")


def _in_system(name: str, system: str) -> str:
    return next((one for one in slots_of(name) if one.partition("/")[0] == system), "")
