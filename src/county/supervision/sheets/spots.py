"""The whole tasks of a plan: how far their parts are, where each stands, what the self-checks found lacking."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q, prefetch_related_objects

from county.accounts.actor import Actor
from county.agencies.names import agency_name, agency_of
from county.cases.may import Refusal, may, sees
from county.cases.models import Case
from county.cases.procedures import find_procedure, running
from county.cases.shown import Lamp, lamp_of
from county.packs import county_rulebook
from county.supervision.matters.ledger import ledger
from county.supervision.matters.opening import WHOLE
from county.supervision.models import SelfCheckLine
from county.supervision.plans import Plan
from county.supervision.sheets.checked import OUTSIDE, year_of
from county.supervision.slots import DESK
from gongbao.rules.procedure import Step
from gongbao.rules.rate import Rate

Whole = tuple[str, str, Case, int, int, str]


@dataclass(frozen=True, slots=True)
class Gap:
    """What a unit says is lacking."""

    agency: str
    unit: str
    words: str


@dataclass(frozen=True, slots=True)
class Spot:
    """A whole task; `step`: what the office outside may write down now, `says`: why this reader may not;
    `is_seen`: whether the reader may open its case."""

    no: str
    title: str
    case: Case
    done: int
    of: int
    share: str
    state: str
    lamp: Lamp
    gaps: tuple[Gap, ...]
    step: Step | None
    says: str
    finding: str
    is_seen: bool


def whole_progress(plan: Plan) -> list[Whole]:
    """(number, title, case, done parts, all parts, the share as the rule says it) of each whole task. Two queries."""
    if not plan.whole:
        return []
    cases = {one.source.rpartition("#")[2]: one for one in Case.objects.filter(
        desk=DESK, topic=WHOLE, source__startswith=f"{plan.whole}#")}
    parts = ledger().filter(parent__in=[one.pk for one in cases.values()]).order_by().values("parent").annotate(
        done=Count("pk", filter=Q(is_open=False)))
    done = {row["parent"]: row["done"] for row in parts}
    printed: dict[str, int] = {}
    for task in plan.tasks:
        printed[task.no] = printed.get(task.no, 0) + 1
    return [(no, case.title, case, done.get(case.pk, 0), of, share(plan, done.get(case.pk, 0), of))
            for no, of in printed.items() if (case := cases.get(no))]


def share(plan: Plan, done: int, of: int) -> str:
    """60%, as the county's rule gives it; empty where it has none."""
    book = county_rulebook()
    rule = book.find(plan.progress)[1] if book and plan.progress else None
    if book is None or not isinstance(rule, Rate):
        return ""
    value = book.ask(plan.progress, {rule.numerator: str(done), rule.denominator: str(of)}).judgement.value
    return f"{value['rate']}%" if isinstance(value, dict) else ""


def gaps_of(plan: Plan) -> dict[str, tuple[Gap, ...]]:
    """Number of a task → what the sheets that were sent say is lacking. One query."""
    lines = SelfCheckLine.objects.filter(sheet__plan=plan.rule, sheet__year=year_of(plan),
                                         sheet__sent_at__isnull=False).exclude(gap="")
    found: dict[str, list[Gap]] = {}
    for no, agency, gap in lines.order_by("sheet__sent_at", "pk").values_list("no", "sheet__agency", "gap"):
        found.setdefault(no, []).append(Gap(agency, agency_name(agency), gap))
    return {no: tuple(several) for no, several in found.items()}


def outside_step(plan: Plan) -> Step | None:
    """The step of a whole task that belongs to an office outside the county."""
    steps = find_procedure(plan.whole).procedure.steps if plan.whole else ()
    return next((one for one in steps if one.who.agencies and all(map(_is_outside, one.who.agencies))), None)


def spots(plan: Plan, actor: Actor) -> list[Spot]:
    """The whole tasks for a reader. Five queries."""
    gaps, step, found = gaps_of(plan), outside_step(plan), whole_progress(plan)
    prefetch_related_objects([one[2] for one in found], "concerns")
    findings = _findings([one[2] for one in found], step)
    return [_spot(one, gaps.get(one[0], ()), step, actor, findings.get(one[2].pk, "")) for one in found]


def _spot(whole: Whole, gaps: tuple[Gap, ...], step: Step | None, actor: Actor, finding: str) -> Spot:
    no, title, case, done, of, said = whole
    run, open_now = running(case), step is not None and case.is_open and case.state in step.origin
    refusal = may(actor, step, case, run) if step and open_now else None
    says = refusal.says if isinstance(refusal, Refusal) else ""
    mine = step if open_now and not says and not _asks_for_files(step) else None
    return Spot(no, title, case, done, of, said, run.procedure.title_of(case.state), lamp_of(case), gaps, mine, says,
                finding, sees(actor, case, [one.who for one in case.concerns.all()], run))


def _findings(cases: Iterable[Case], step: Step | None) -> dict[object, str]:
    """What was written down before, by case."""
    from county.cases.models import Step as TakenStep

    taken = TakenStep.objects.filter(case__in=list(cases), step=step.id if step else "", act="take")
    return {one.case_id: "；".join(str(said) for said in one.data.values() if said) for one in taken.order_by("seq")}


def _asks_for_files(step: Step | None) -> bool:
    return step is not None and any(need.form == "file" and not need.when for need in step.needs)


def _is_outside(agency: str) -> bool:
    held = agency_of(agency)
    return held is not None and held.kind == OUTSIDE
