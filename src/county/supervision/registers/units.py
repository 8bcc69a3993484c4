"""Who keeps what: units of the county, read off the tasks of the plans, never written down here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from county.accounts.actor import Actor
from county.agencies.names import agencies, agency_name
from county.agencies.roles import Role
from county.agencies.stand_for import acting_for, members_of
from county.cases.says import CannotDo
from county.supervision.plans import PlanTask, plans
from gongbao.packs.model import Agency
from gongbao.rules.entry import Stated

TOWNSHIPS = frozenset({"township", "zone"})
FEW = 6


def townships() -> tuple[Agency, ...]:
    """Townships and the zone, in the pack's order."""
    return tuple(one for one in agencies() if one.kind in TOWNSHIPS)


def keepers_of(system: str, stated: Stated) -> tuple[str, ...]:
    """The units of the tasks that stand where a rule stands; where none does, whoever leads a task of the document."""
    places = {one.at for one in stated.source}
    return _distinct(unit for task in _tasks(system) if task.at in places for unit in task.units) or leads_of(system)


def keepers_of_task(system: str, no: str) -> tuple[str, ...]:
    """Who answers for a task with who carries it out; for no task, whoever leads one of the document."""
    if not no:
        return leads_of(system)
    own = [unit for task in _tasks(system) if task.no == no for unit in task.units]
    return _distinct([*own, *implementers_of(system)]) if own else leads_of(system)


def leads_of(system: str) -> tuple[str, ...]:
    return _distinct(unit for task in _tasks(system) for unit in (task.lead, *task.joint))


def implementers_of(system: str) -> tuple[str, ...]:
    return _distinct(member for plan in plans() if plan.system == system for one in plan.implementers
                     for member in members_of(one))


def main_lead_of(system: str, stated: Stated) -> str:
    """The unit that leads most of the tasks below the heading where a rule stands."""
    heads = tuple(one.at for one in stated.source)
    counted = Counter(unit for task in _tasks(system) if task.at.startswith(heads) for unit in (task.lead, *task.joint))
    return counted.most_common(1)[0][0] if counted else next(iter(leads_of(system)), "")


def supervises(actor: Actor) -> bool:
    return Role.SUPERVISOR.value in actor.roles


def keeps(actor: Actor, units: Iterable[str]) -> bool:
    return supervises(actor) or actor.acts_for(units)


def require_keeper(actor: Actor, units: Iterable[str]) -> None:
    """CannotDo: neither one of these units nor a supervisor."""
    named = tuple(units)
    if not keeps(actor, named):
        raise CannotDo(_("这里由%(units)s或督查人员登记；您现在是%(post)s。") % {
            "units": names_of(named), "post": actor.shown_as})


def own_units(actor: Actor, units: Iterable[str]) -> tuple[str, ...]:
    """For which of these units an actor may report: its own; a supervisor for each of them."""
    wanted = tuple(units)
    if supervises(actor):
        return _distinct(member for one in wanted for member in members_of(one))
    mine = (one for one in actor.home_agencies if acting_for([one]) & set(wanted))
    return tuple(mine) if actor.acts_for(wanted) else ()


def reporting_unit(actor: Actor, units: Iterable[str], asked: str = "") -> str:
    """The unit in whose name an actor reports. CannotDo: it is none of these units, or one has to be chosen."""
    named = tuple(units)
    require_keeper(actor, named)
    mine = own_units(actor, named)
    if asked and asked not in mine:
        raise CannotDo(_("不能替%(unit)s填，请从列表里选。") % {"unit": agency_name(asked)}, "agency")
    if not asked and (supervises(actor) or not mine):
        raise CannotDo(_("请选是哪个单位的数。"), "agency")
    return asked or mine[0]


def require_township(said: str, *, optional: bool = False) -> str:
    """CannotDo: no township or zone of the county."""
    if said not in {one.id for one in townships()} and not (optional and not said):
        raise CannotDo(_("请从列表里选乡镇。"), "township")
    return said


def names_of(units: Iterable[str]) -> str:
    each = list(units)
    named = "、".join(agency_name(one) for one in each[:FEW])
    return named if len(each) <= FEW else _("%(names)s等%(count)s个单位") % {"names": named, "count": len(each)}


def _tasks(system: str) -> Iterator[PlanTask]:
    for plan in plans():
        if plan.system == system:
            yield from plan.tasks


def _distinct(units: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(units))
