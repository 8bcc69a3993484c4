"""What the county's self-check asks of a plan: by which day, of which units, of which tasks of each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from county.agencies.names import agency_name, agency_of
from county.agencies.stand_for import members_of
from county.packs import county_pack, county_rulebook, rulebook_of
from county.supervision.plans import Plan, PlanTask, plans
from county.supervision.slots import slot
from gongbao.rules.task import Segment, Task

LEAD, JOINT, PARTICIPANT, IMPLEMENTER = "lead", "joint", "participant", "implementer"
ROLES = {LEAD: gettext_noop("牵头"), JOINT: gettext_noop("共同牵头"), PARTICIPANT: gettext_noop("参与"),
         IMPLEMENTER: gettext_noop("落实")}
OUTSIDE = "superior"


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage of the check as printed: its last day, who organises it, who takes part."""

    topic: str
    last: date
    leads: tuple[str, ...]
    words: tuple[str, ...]
    at: str
    quote: str

    @property
    def who(self) -> str:
        return "、".join([*map(agency_name, self.leads), *self.words])


@dataclass(frozen=True, slots=True)
class Asked:
    """A task of the plan that concerns a unit: as what, and with which of its parts."""

    no: str
    role: str
    topic: str
    at: str

    @property
    def as_what(self) -> str:
        return _(ROLES[self.role])


def checked_plans() -> list[Plan]:
    """The plans that are self-checked: those with whole tasks, and those of the document that orders the check."""
    rule = slot("self_check")
    system = rule.partition("/")[0]
    return [one for one in plans() if one.rule != rule and (one.whole or one.system == system)]


def stages_of(plan: Plan) -> tuple[Stage, ...]:
    """The county's own check first, then that from outside; empty where the plan's document orders none."""
    rule_id, book = slot("self_check"), county_rulebook()
    if book is None or not rule_id or rule_id.partition("/")[0] != plan.system:
        return ()
    rule = book.find(rule_id)[1]
    return tuple(_stage(one) for one in rule.segments if one.deadlines) if isinstance(rule, Task) else ()


def _stage(segment: Segment) -> Stage:
    source = segment.deadlines[0].source or segment.source
    return Stage(segment.topic, segment.deadlines[0].day, segment.lead, (*segment.lead_words,),
                 segment.source[0].at if segment.source else source[0].at if source else "",
                 source[0].quote if source else "")


def last_day(plan: Plan) -> date | None:
    """The last day of the county's self-check, included; None where no document names one."""
    stages = stages_of(plan)
    return stages[0].last if stages else None


def year_of(plan: Plan) -> int:
    last = last_day(plan)
    return last.year if last else plan.issued.year


def asked_of(plan: Plan, agency: str) -> tuple[Asked, ...]:
    return asked(plan).get(agency, ())


def asked(plan: Plan) -> dict[str, tuple[Asked, ...]]:
    """Unit of the county → the tasks that it leads, joins or carries out, in the order of the plan."""
    pack = county_pack()
    return _asked(pack.id, plan) if pack else {}


@cache
def _asked(pack_id: str, plan: Plan) -> dict[str, tuple[Asked, ...]]:
    parts: dict[str, dict[str, list[tuple[str, PlanTask]]]] = {}
    for task in plan.tasks:
        for unit, role in _roles(plan, task):
            parts.setdefault(unit, {}).setdefault(task.no, []).append((role, task))
    order = [one.id for one in rulebook_of(pack_id).pack.agencies if one.id in parts]
    return {unit: tuple(_as_one(no, several) for no, several in parts[unit].items()) for unit in order}


def _roles(plan: Plan, task: PlanTask) -> Iterator[tuple[str, str]]:
    """Each unit once, as the most that it is to the task; groups by their members, units outside the county never."""
    found: dict[str, str] = {}
    named = ((LEAD, (task.lead,)), (JOINT, task.joint), (PARTICIPANT, task.participants),
             (IMPLEMENTER, plan.implementers))
    for role, units in named:
        for unit in units:
            for member in members_of(unit) if _kind(unit) == "group" else (unit,):
                found.setdefault(member, role)
    yield from ((unit, role) for unit, role in found.items() if _kind(unit) not in (OUTSIDE, "group"))


def _as_one(no: str, several: list[tuple[str, PlanTask]]) -> Asked:
    """The parts of one task that concern a unit, as one line: with the most that it is to any of them."""
    role = min((role for role, _task in several), key=list(ROLES).index)
    topics = "；".join(dict.fromkeys(task.topic for _role, task in several))
    return Asked(no, role, topics, several[0][1].at)


def _kind(agency: str) -> str:
    held = agency_of(agency)
    return held.kind if held else ""
