"""Tasks of a plan and matters of their own become cases, each once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from county import business
from county.accounts.actor import Actor
from county.agencies.names import agency_name
from county.audit.services import record
from county.cases import services as cases
from county.cases.models import Case
from county.cases.opening import Ledger, PrintedDay, open_case
from county.cases.procedures import find_procedure
from county.cases.says import CannotDo, refusal_of
from county.packs import county_rulebook
from county.supervision.matters.units import members
from county.supervision.models import Matter
from county.supervision.plans import Plan, PlanTask
from county.supervision.slots import DESK, slot

JOINT, PART = "共同牵头", "参与"
"""What units are to a case: kept with it, in the language of documents whoever opens it."""
MATTER, TASK, WHOLE = "matter", "task", "whole"
"""Topics of the desk's cases: a matter of its own, a task of a plan, all parts of a task together."""


@dataclass(frozen=True, slots=True)
class NewMatter:
    """What is known of a matter before it is opened. `kind` empty: it has a day of its own, `due`, or none.

    `units`: unit → its part. `received`: the day from which the limit counts.
    """

    title: str
    lead: str
    received: date
    ordered: date
    kind: str = ""
    due: date | None = None
    origin: str = ""
    units: Mapping[str, str] = field(default_factory=dict)
    document: str = ""
    at: str = ""
    special: bool = False
    same_day: str = ""


def open_plan(*, actor: Actor, plan: Plan, assign: bool = False, at: datetime | None = None) -> int:
    """Every task of a plan that is not a case yet; with `assign` they go to their units at once. How many were opened.

    All of it or nothing; a second time opens nothing.
    """
    require_office(actor)
    held = set(Case.objects.filter(source__startswith=f"{plan.rule}#").values_list("source", flat=True))
    fresh = [task for task in plan.tasks if task.source not in held]
    with transaction.atomic():
        wholes = _wholes(actor, plan, fresh, at)
        made = [_open_task(actor, plan, task, wholes.get(task.no), at) for task in fresh]
        for case in made if assign else ():
            cases.take(actor=actor, case=case.pk, step=first_step(case.procedure), given={}, at=at)
    return len(made)


def _wholes(actor: Actor, plan: Plan, tasks: Iterable[PlanTask], at: datetime | None) -> dict[str, Case]:
    """Where the plan parts its tasks, one case for each whole task, led by the lead of its first part."""
    if not plan.whole:
        return {}
    held = {one.source.rpartition("#")[2]: one for one in Case.objects.filter(
        desk=DESK, topic=WHOLE, source__startswith=f"{plan.whole}#")}
    for task in tasks:
        if task.no not in held:
            held[task.no] = open_case(
                actor=actor, procedure=plan.whole, desk=DESK, topic=WHOLE, agency=task.lead, at=at,
                title=f"任务{task.no}：{task.topic}",
                ledger=Ledger(source=f"{plan.whole}#{task.no}", chased=False)).case
    return held


def _open_task(actor: Actor, plan: Plan, task: PlanTask, whole: Case | None, at: datetime | None) -> Case:
    until = feedback_step(slot("duty"))
    days = tuple(PrintedDay(one.about or task.topic, one.last, plan.rule, until) for one in task.days)
    joint = dict.fromkeys(task.joint, JOINT)
    others = {member: PART for one in task.participants for member in members(one)}
    units = {one: part for one, part in {**others, **joint}.items() if one != task.lead}
    return open_case(actor=actor, procedure=slot("duty"), desk=DESK, topic=TASK, agency=task.lead, at=at,
                     title=task.topic, parent=whole, ledger=Ledger(task.source, units=units, days=days)).case


def open_matter(*, actor: Actor, new: NewMatter, assign: bool = True, key: UUID | None = None,
                at: datetime | None = None) -> Case:
    """A matter of its own: with a kind its limit is the rule's from the day received, else the day that was set.

    CannotDo: order and day wanted are the same and nobody says why; a day before the order.
    """
    require_office(actor)
    _require_days(new)
    procedure = slot("matter") if new.kind else slot("duty")
    moment = at or business.now()
    days = (PrintedDay(new.title, new.due, procedure, feedback_step(procedure)),) if new.due else ()
    with transaction.atomic():
        opened = open_case(actor=actor, procedure=procedure, desk=DESK, topic=MATTER, title=new.title, agency=new.lead,
                           data={"kind": new.kind, "received": new.received.isoformat()}, key=key, at=moment,
                           ledger=Ledger(units=new.units, days=days)).case
        if Matter.objects.filter(pk=opened.pk).exists():
            return opened
        _keep(actor, opened, new, moment)
        if assign:
            cases.take(actor=actor, case=opened.pk, step=first_step(procedure), at=moment,
                       given={"kind": new.kind, "lead": new.lead})
            opened.refresh_from_db()
    return opened


def _keep(actor: Actor, case: Case, new: NewMatter, moment: datetime) -> None:
    names = ("kind", "origin", "received", "ordered", "due", "document", "at", "special", "same_day")
    values = {name: getattr(new, name) for name in names}
    Matter.objects.create(case=case, **values)
    record(actor=actor, verb="supervision.matter", thing_kind="case", thing_id=str(case.pk), business_at=moment,
           content={name: str(value) for name, value in values.items()})


def _require_days(new: NewMatter) -> None:
    if new.kind and not slot("matter"):
        raise CannotDo(_("本县的数据包没有按种类定时限的事项，请填要结果的日期。"), "kind")
    if new.received > new.ordered:
        raise CannotDo(_("收到的日期不能晚于安排的日期，请核对。"), "received")
    if new.due and new.due < new.ordered:
        raise CannotDo(_("要结果的日期不能早于安排的日期，请核对。"), "due")
    if new.due and not new.same_day.strip() and (refused := same_day_refusal(new.ordered, new.due)):
        raise refused


def same_day_refusal(ordered: date, wanted: date) -> CannotDo | None:
    """What the document's rule on orders of the same day has against a result wanted on this day, in its words."""
    book, rule = county_rulebook(), slot("same_day")
    if book is None or not rule:
        return None
    judgement = book.ask(rule, {"ordered": ordered.isoformat(), "wanted": wanted.isoformat()}).judgement
    return refusal_of(judgement, "same_day") if judgement.outcome == "refused" else None


def later_day(ordered: date, wanted: date) -> bool:
    return same_day_refusal(ordered, wanted) is None


def require_office(actor: Actor) -> None:
    """CannotDo: the actor is none of those who give tasks to offices, as the first step of the procedure names them."""
    offices = find_procedure(slot("duty")).procedure.steps[0].who.agencies
    if not actor.acts_for(offices):
        named = "、".join(map(agency_name, offices))
        says = _("立项、交办由%(offices)s办理；您现在是%(post)s。")
        raise CannotDo(says % {"offices": named, "post": actor.shown_as})


def may_chase(actor: Actor) -> bool:
    try:
        require_office(actor)
    except CannotDo:
        return False
    return True


def first_step(procedure: str) -> str:
    return find_procedure(procedure).procedure.steps[0].id


def feedback_step(procedure: str) -> str:
    """The step that keeps the limits: the one that stops a clock of the procedure, else that which a breach names."""
    steps = find_procedure(procedure).procedure.steps
    return next((one.id for one in steps if one.stops or one.on_breach), steps[0].id)


def kinds() -> Iterator[tuple[str, str]]:
    """The kinds of matters that the county's rule for feedback tells apart."""
    book, rule = county_rulebook(), slot("feedback")
    if book is not None and rule:
        question = book.find(rule)[1].questions().get("kind")
        yield from (question.choices if question else {}).items()
