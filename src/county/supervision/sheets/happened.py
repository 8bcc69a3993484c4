"""A year of sheets in the demo county, derived from the pack and done through the services that everybody uses."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from functools import partial

from county import business
from county.accounts.actor import Actor
from county.agencies.roles import Role
from county.agencies.stand_for import members_of
from county.cases import services as cases
from county.cases.models import Case
from county.cases.procedures import running
from county.files import Kept
from county.packs import county_pack
from county.supervision.plans import Plan
from county.supervision.sheets.achievements import appraised
from county.supervision.sheets.checked import asked, checked_plans, last_day, stages_of
from county.supervision.sheets.deciding import NewDecision, decide, kinds, propose
from county.supervision.sheets.services import Said, save_check
from county.supervision.sheets.spots import whole_progress
from county.supervision.slots import slot
from gongbao.rules.procedure import Step

Happening = tuple[datetime, Callable[[], None]]
MISSING, LATE = 4, 9
"""Which units, by their place in the plan, send nothing, and send three days late."""
BEGUN, CHECKED, SPOTTED = 14, 9, 5
"""How many whole tasks have come how far."""


def happenings() -> list[Happening]:
    """Self-checks, part of the check from outside, achievements, two decisions."""
    first = business.first_day()
    if first is None:
        return []
    found = [one for plan in checked_plans() for one in (*_self_checks(plan), *_spot_checks(plan))]
    return sorted([*found, *_achievements(first), *_decisions(first)], key=lambda one: one[0])


def _self_checks(plan: Plan) -> Iterator[Happening]:
    last = last_day(plan)
    for place, agency in enumerate(asked(plan) if last else ()):
        if last and place != MISSING:
            at = _at(last + timedelta(days=3 if place == LATE else -(place % 4)), 9 + place % 8)
            yield at, partial(_send, plan, agency, place, at)


def _send(plan: Plan, agency: str, place: int, at: datetime) -> None:
    said = {one.no: _said(place + number) for number, one in enumerate(asked(plan)[agency])}
    save_check(actor=_actor(agency), plan=plan, agency=agency, said=said, words="演示：已逐项自查", send=True, at=at)


def _said(number: int) -> Said:
    return Said(False, "演示：还有一部分没有做完，正在办理") if number % 6 == 0 else Said(True)


def _spot_checks(plan: Plan) -> Iterator[Happening]:
    """Whole tasks go on, one step of the way on after the other; the last of them was the office's from outside."""
    stages = stages_of(plan)
    if not plan.whole or len(stages) < 2:
        return
    days = (stages[0].last - timedelta(days=20), stages[0].last, stages[1].last - timedelta(days=8))
    for day, count in zip(days, (BEGUN, CHECKED, SPOTTED), strict=True):
        at = _at(day, 16)
        yield at, partial(_go_on, plan, count, at)


def _go_on(plan: Plan, count: int, at: datetime) -> None:
    for _no, _title, case, *_rest in whole_progress(plan)[:count]:
        _take(case, at)


def _take(case: Case, at: datetime, way: int = 0) -> None:
    """The way on from where the case stands, or one of the side ways after it."""
    run = running(case)
    step = run.steps_from(case.state)[way]
    given = {need.id: _typed(need.id, step) for need in step.needs if need.form != "file"}
    files = {need.id: [_paper(need.title)] for need in step.needs if need.form == "file"}
    cases.take(actor=_taker(step, case), case=case.pk, step=step.id, given=given, files=files, at=at)


def _typed(_need: str, step: Step) -> str:
    return f"演示：{step.title}"


def _taker(step: Step, case: Case) -> Actor:
    role = Role.HEAD if step.who.relation == "unit_head" else Role.HANDLER
    return _actor(members_of(step.who.agencies[0])[0] if step.who.agencies else case.agency, role)


def _achievements(first: date) -> Iterator[Happening]:
    """Five units hold something up: one is counted, one is not, one has its evidence, two have only proposed."""
    units = appraised()[::9][:5] if slot("achievement") else []
    for place, (agency, _name) in enumerate(units):
        at = _at(first - timedelta(days=150 - 20 * place), 10)
        ways = ((0, 0), (0, 1), (0,), (), ())[place]
        yield at, partial(_hold_up, agency, f"演示亮点工作之{'一二三四五'[place]}", at)
        for number, way in enumerate(ways, 1):
            then = at + timedelta(days=15 * number)
            yield then, partial(_further, agency, then, way)


def _hold_up(agency: str, title: str, at: datetime) -> None:
    propose(actor=_actor(agency, Role.HEAD), agency=agency, title=title, at=at)


def _further(agency: str, at: datetime, way: int) -> None:
    _take(Case.objects.get(procedure=slot("achievement"), agency=agency), at, way)


def _decisions(first: date) -> Iterator[Happening]:
    """A reward, and a circular of criticism."""
    rows, pack = kinds(), county_pack()
    office = pack.offices.get("supervisor", "") if pack else ""
    leader = pack.offices.get("leader", "") if pack else ""
    blame = next((one for one in rows if "通报" in one.title), None)
    for kind, days, place in ((rows[0] if rows else None, -60, 1), (blame, -24, -2)):
        if kind and office:
            day = first + timedelta(days=days)
            new = NewDecision(agency=appraised()[place][0], row=kind.no, reason=f"演示：{kind.words}",
                              decided_by=_name(leader), decided_on=day)
            yield _at(day, 15), partial(_decide, office, new, _at(day, 15))


def _decide(office: str, new: NewDecision, at: datetime) -> None:
    decide(actor=_actor(office, Role.SUPERVISOR), new=new, at=at)


def _actor(agency: str, role: Role = Role.HANDLER) -> Actor:
    from county.demo.people import actor_for

    return actor_for(agency, role)


def _name(agency: str) -> str:
    from county.agencies.names import agency_name

    return agency_name(agency) or "演示机关"


def _paper(title: str) -> Kept:
    from django.core.files.uploadedfile import SimpleUploadedFile

    from county.files import keep

    return keep(SimpleUploadedFile(f"{title}（演示）.txt", f"演示数据：{title}。".encode()))


def _at(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour, 0), business.ZONE)
