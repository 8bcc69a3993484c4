"""Who has to do with a matter: its lead, those who take part, those who carry a plan out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from county.accounts.actor import Actor
from county.agencies.names import agency_of
from county.agencies.stand_for import members_of
from county.cases.models import Case
from county.supervision.models import Progress
from county.supervision.plans import Plan, plan_of, plans

GROUP = "group"


@dataclass(frozen=True, slots=True)
class Part:
    """A unit beside the lead: its part, the day on which it was done with it."""

    agency: str
    part: str
    done_at: object


def parts_of(case: Case) -> list[Part]:
    return [Part(one.who, one.part, one.done_at) for one in case.concerns.filter(joined=True).order_by("pk")]


def implementers(plan: Plan) -> tuple[str, ...]:
    """Each unit that carries out every task of a plan, groups told apart into their members."""
    found = [member for one in plan.implementers for member in members(one)]
    return tuple(dict.fromkeys(found))


def carries_out(case: Case, agency: str) -> bool:
    plan = plan_of(case.source.partition("#")[0])
    return bool(plan and agency in implementers(plan))


def carried_by(agencies: Iterable[str]) -> list[Plan]:
    """The plans that one of these units carries out."""
    own = set(agencies)
    return [plan for plan in plans() if own & set(implementers(plan))]


def is_party(case: Case, actor: Actor) -> bool:
    """Whether somebody acts for the lead or for a unit that takes part."""
    joined = [one.who for one in case.concerns.all() if one.joined]
    return actor.acts_for([case.agency, *joined])


def progress_of(case: Case) -> list[tuple[str, Progress | None]]:
    """Each unit that carries the task out with its latest word. One query."""
    plan = plan_of(case.source.partition("#")[0])
    if plan is None or not plan.implementers:
        return []
    latest = {one.agency: one for one in Progress.objects.filter(case=case).order_by("business_at", "pk")}
    return [(unit, latest.get(unit)) for unit in implementers(plan)]


def members(agency: str) -> Iterable[str]:
    """Each unit of a group; a body or a unit as it is."""
    held = agency_of(agency)
    return members_of(agency) if held is not None and held.kind == GROUP else (agency,)
