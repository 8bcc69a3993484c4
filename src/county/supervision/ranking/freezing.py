"""A quarter is frozen: who is among the last, which step of the ladder follows, and the cases that it obliges to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from itertools import takewhile

from django.db import transaction
from django.utils.translation import gettext as _

from county import business
from county.accounts.actor import Actor
from county.agencies.names import agency_name
from county.audit.services import record
from county.cases import services as cases
from county.cases.opening import open_case
from county.cases.procedures import running
from county.cases.says import CannotDo
from county.supervision.models import Interview, LowEfficiency, Placing, Quarter
from county.supervision.ranking import ladder
from county.supervision.ranking.ladder import Verdict
from county.supervision.ranking.selectors import frozen, waits
from county.supervision.ranking.services import final_step, label, locked, require_ranker
from county.supervision.slots import DESK


def freeze(*, actor: Actor, quarter: Quarter, at: datetime | None = None) -> Quarter:
    """The places stand from now on, and what follows from them is opened. A frozen quarter is given back as it is.

    CannotDo: not of the supervising side, the quarter before is not frozen, a tie at the border, too few.
    """
    require_ranker(actor)
    moment = at or business.now()
    with transaction.atomic():
        held = locked(quarter)
        if held.frozen_at:
            return held
        _require_no_hole(held)
        placed = _counted(held)
        last = ladder.last_of([(one.agency, one.rank) for one in placed])
        _take_last_step(actor, held, last, moment)
        held.frozen_at = moment
        held.save(update_fields=["frozen_at"])
        _decide(actor, held, [one for one in placed if one.agency in last], moment)
        record(actor=actor, verb="supervision.freeze", thing_kind="quarter", thing_id=str(held), business_at=moment,
               content={"last": last})
        return held


def find(*, actor: Actor, quarter: Quarter, agency: str, found: bool, ground: str, decided_on: date,
         at: datetime | None = None) -> LowEfficiency:
    """Whether a unit was found to be what the last step asks for; if so, that step's case is opened.

    The same finding again changes nothing; “no” may become “yes” later, never the other way round.
    """
    require_ranker(actor)
    moment = at or business.now()
    with transaction.atomic():
        held = locked(quarter)
        before = held.findings.filter(agency=agency).first()
        if before is not None and (before.found or before.found == found):
            return _same(before, found)
        _require_finding(held, agency, ground, decided_on, moment)
        made, _new = LowEfficiency.objects.update_or_create(
            quarter=held, agency=agency, defaults={"found": found, "ground": ground.strip(), "decided_on": decided_on,
                                                   "by_id": actor.user_id, "shown_as": actor.shown_as})
        _note_finding(actor, made, moment)
        _climb(actor, held, agency, moment)
        return made


def _require_no_hole(quarter: Quarter) -> None:
    """A history has no holes: where anything was before, the quarter right before is frozen."""
    here = (quarter.year, quarter.quarter)
    earlier = [one for one in Quarter.objects.all() if (one.year, one.quarter) < here]
    year, number = (quarter.year, quarter.quarter - 1) if quarter.quarter > 1 else (quarter.year - 1, 4)
    if earlier and not any(one.frozen_at and (one.year, one.quarter) == (year, number) for one in earlier):
        says = _("上一个季度（%(before)s）还没有定名次；连续几个季度要挨着数，请先定上一个季度。")
        raise CannotDo(says % {"before": label(year, number)})


def _counted(quarter: Quarter) -> list[Placing]:
    """The places that count, in the order of the list. CannotDo: there are none."""
    order = {unit.id: at for one in ladder.categories() if one.counts for at, unit in enumerate(one.units)}
    found = [one for one in quarter.placings.all() if one.agency in order]
    if not found:
        raise CannotDo(_("还没有填部门的名次，请先填名次。"))
    return sorted(found, key=lambda one: order[one.agency])


def _take_last_step(actor: Actor, quarter: Quarter, last: Iterable[str], moment: datetime) -> None:
    """Where somebody took it on the page of the case already, the timeline is told who is among the last."""
    run, words = running(quarter.case), "、".join(map(agency_name, last))
    step = final_step(run)
    if run.ends(quarter.case.state):
        cases.note(actor=actor, case=quarter.case_id, title=step.title, data={"words": words}, at=moment)
    else:
        needs = {one.id: words for one in step.needs}
        cases.take(actor=actor, case=quarter.case_id, step=step.id, given=needs, at=moment)


def _decide(actor: Actor, quarter: Quarter, last: Sequence[Placing], moment: datetime) -> list[Interview]:
    """Write down who is among the last with the step that follows, and open what it obliges to."""
    for one in last:
        one.is_last = True
    Placing.objects.bulk_update(last, ["is_last"])
    units = [one.agency for one in last]
    quarters, bad, findings = _until(quarter), _last_quarters(units), _findings(units)
    made = []
    for one in last:
        verdict = _verdict_of(one, quarters, bad, findings)
        made += _raise(actor, quarter, one, verdict, moment)
    return made


def _climb(actor: Actor, quarter: Quarter, agency: str, moment: datetime) -> None:
    """After a finding: this quarter and those that follow it without a break are decided once more."""
    bad, findings = _last_quarters([agency]), _findings([agency])
    later = [one for one in frozen() if (one.year, one.quarter) >= (quarter.year, quarter.quarter)]
    placings = {one.quarter_id: one for one in Placing.objects.filter(agency=agency, quarter__in=later)}
    for one in takewhile(lambda each: (each.pk, agency) in bad, later):
        placing = placings[one.pk]
        _raise(actor, one, placing, _verdict_of(placing, _until(one), bad, findings), moment)


def _raise(actor: Actor, quarter: Quarter, placing: Placing, verdict: Verdict, moment: datetime) -> list[Interview]:
    """The case of a step, once; a lower step that is due stays so."""
    if verdict.step <= placing.step:
        return []
    placing.step = verdict.step
    placing.save(update_fields=["step"])
    rung = ladder.rung_of(verdict.step)
    title = f"{agency_name(placing.agency)}：{label(quarter.year, quarter.quarter)}{rung.title if rung else ''}"
    case = open_case(actor=actor, procedure=ladder.procedure_for(verdict.step), desk=DESK, at=moment,
                     topic=f"interview/{quarter}", title=title[:200], agency=placing.agency,
                     parent=quarter.case).case
    made = Interview.objects.create(case=case, quarter=quarter, agency=placing.agency, step=verdict.step)
    record(actor=actor, verb="supervision.oblige", thing_kind="case", thing_id=str(case.pk), business_at=moment,
           content={"quarter": str(quarter), "agency": placing.agency, "step": verdict.step})
    return [made]


def _verdict_of(placing: Placing, quarters: Sequence[Quarter], bad: set[tuple[int, str]],
                findings: dict[tuple[int, str], bool]) -> Verdict:
    unit = placing.agency
    marks = [(one.pk, unit) in bad for one in quarters]
    run = [one.pk for one, _bad in takewhile(lambda pair: pair[1], zip(reversed(quarters), reversed(marks),
                                                                      strict=True))]
    return ladder.verdict(marks, placing.category, _found([findings.get((one, unit)) for one in run]))


def _found(run: Sequence[bool | None]) -> bool | None:
    """What was found, the newest quarter first. A unit once found stays so until its run breaks or it is found not to
    be; “no” speaks of its own quarter alone."""
    newest = next((one for one in run if one is not None), None)
    return newest if newest or (run and run[0] is not None) else None


def _until(quarter: Quarter) -> list[Quarter]:
    """The frozen quarters up to this one, oldest first."""
    return [one for one in frozen() if (one.year, one.quarter) <= (quarter.year, quarter.quarter)]


def _last_quarters(units: Iterable[str]) -> set[tuple[int, str]]:
    found = Placing.objects.filter(agency__in=list(units), is_last=True, quarter__frozen_at__isnull=False)
    return set(found.order_by().values_list("quarter_id", "agency"))


def _findings(units: Iterable[str]) -> dict[tuple[int, str], bool]:
    found = LowEfficiency.objects.filter(agency__in=list(units))
    return {(one.quarter_id, one.agency): one.found for one in found}


def _require_finding(quarter: Quarter, agency: str, ground: str, decided_on: date, moment: datetime) -> None:
    if not waits(quarter, agency):
        says = _("%(unit)s在%(quarter)s没有到要认定的一步，不用登记。")
        raise CannotDo(says % {"unit": agency_name(agency), "quarter": label(quarter.year, quarter.quarter)})
    if not ground.strip():
        raise CannotDo(_("请写认定的依据。"), "ground")
    if len(ground.strip()) > 500:
        raise CannotDo(_("认定的依据最多 500 个字，请缩短。"), "ground")
    if decided_on > moment.astimezone(business.ZONE).date():
        raise CannotDo(_("认定的日期不能晚于今天，请核对。"), "decided_on")


def _same(before: LowEfficiency, found: bool) -> LowEfficiency:
    if before.found != found:
        says = _("%(unit)s已经认定过，并据此办理，不能改成没有认定。")
        raise CannotDo(says % {"unit": agency_name(before.agency)})
    return before


def _note_finding(actor: Actor, made: LowEfficiency, moment: datetime) -> None:
    words = f"{'是' if made.found else '否'}，{made.decided_on.isoformat()}，{made.ground}"
    cases.note(actor=actor, case=made.quarter.case_id, title=f"认定：{agency_name(made.agency)}",
               data={"words": words}, at=moment)
    record(actor=actor, verb="supervision.finding", thing_kind="quarter", thing_id=str(made.quarter),
           business_at=moment, content={"agency": made.agency, "found": made.found, "ground": made.ground,
                                           "decided_on": made.decided_on.isoformat()})
