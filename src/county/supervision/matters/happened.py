"""A year of the ledger in the demo county: plans opened when their documents came, matters by hand, some in time, some
late, one in dispute. Everything goes through the services that everybody uses; units and days come from the pack."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from uuid import NAMESPACE_URL, UUID, uuid5

from county import business
from county.agencies.names import agencies, agency_of
from county.agencies.stand_for import members_of
from county.cases import services as cases
from county.cases.models import Case, Step
from county.cases.procedures import running
from county.supervision.acting import actor, at, forward, office, take
from county.supervision.matters import chasing, ledger
from county.supervision.matters.opening import NewMatter, kinds, open_matter, open_plan
from county.supervision.matters.units import implementers
from county.supervision.plans import Plan, PlanTask, plans
from county.supervision.slots import slot

Happening = tuple[datetime, Callable[[], None]]
MATTERS = 24
UNKEPT, LATE, RETURNED, UNSEEN = 3, 7, 11, 5
"""Of the tasks every so many is not answered, late, given back, not looked at: numbers without a common divisor."""


def happenings() -> list[Happening]:
    """Moment and act of everything until the demo's first day, in no order."""
    first = business.first_day() or business.business_today()
    return [one for one in (*_plans(), *_matters(first), *_chased(first)) if one[0].date() <= first]


def _on(moment: datetime, act: Callable[[datetime], object]) -> Happening:
    def happen() -> None:
        act(moment)

    return moment, happen


def _plans() -> Iterator[Happening]:
    for plan in plans():
        yield _on(at(plan.issued, 9), _opening(plan))
        for number, task in enumerate(plan.tasks):
            yield from _task(plan, number, task)


def _opening(plan: Plan) -> Callable[[datetime], object]:
    return lambda moment: open_plan(actor=office(), plan=plan, assign=True, at=moment)


def _task(plan: Plan, number: int, task: PlanTask) -> Iterator[Happening]:
    """What becomes of a task: signed for, each printed day kept or not, answered, looked at."""
    held = agency_of(members_of(task.lead)[0])
    if held is None or held.kind == "superior":
        return
    on, signed = _steps_of(task.source), plan.issued + timedelta(days=1 + number % 3)
    yield _on(at(signed, 10), on(forward))
    days = [day.last for day in task.days]
    if number % UNKEPT == 1 or (not days and number % 3):
        return
    for clock, day in enumerate(days[:-1], 1):
        yield _on(at(max(_kept(day, number), signed), 11), on(_stage(clock)))
    answered = max(_kept(days[-1] if days else signed + timedelta(days=30 + number * 3), number), signed)
    if number % 2:
        yield _on(at(answered, 11), on(_parts_done))
    yield _on(at(answered, 15), on(forward))
    if number % RETURNED == UNSEEN:
        yield _on(at(answered + timedelta(days=2), 9), on(_give_back))
        yield _on(at(answered + timedelta(days=6), 16), on(forward))
    elif number % UNSEEN:
        yield _on(at(answered + timedelta(days=3), 9), on(forward))


def _kept(day: date, number: int) -> date:
    """A little before the day, or some days after it."""
    return day + timedelta(days=3 + number % 5) if number % LATE == 3 else day - timedelta(days=1 + number % 6)


def _steps_of(source: str) -> Callable[[Callable[[Case, datetime], object]], Callable[[datetime], object]]:
    def on(act: Callable[[Case, datetime], object]) -> Callable[[datetime], object]:
        return lambda moment: act(Case.objects.get(source=source, chased=True), moment)

    return on


def _stage(clock: int) -> Callable[[Case, datetime], object]:
    return lambda case, moment: cases.meet(actor=actor(case.agency), case=case.pk, clock=f"printed-{clock}",
                                           result="阶段工作已完成", at=moment)


def _parts_done(case: Case, moment: datetime) -> None:
    """The first of the units that take part is done with its own part."""
    unit = case.concerns.filter(joined=True).order_by("pk").values_list("who", flat=True).first()
    if unit:
        cases.finish_part(actor=actor(unit), case=case.pk, result="自己的部分已办完", at=moment)


def _give_back(case: Case, moment: datetime) -> None:
    back = next((one for one in running(case).steps_from(case.state) if one.reopens), None)
    if back is not None:
        take(case, back, moment)


def _matters(first: date) -> Iterator[Happening]:
    """One matter by hand about every fortnight; the last ones still run."""
    known = [one for one, _title in kinds()] or [""]
    units = [one.id for one in agencies() if one.kind == "department"]
    for number in range(MATTERS if len(units) > 2 else 0):
        day = first - timedelta(days=14 * (MATTERS - number) - 12)
        kind, lead = known[number % len(known)], units[number * 5 % len(units)]
        joins = {units[(number * 5 + 2) % len(units)]: "参与"} if number % 2 else {}
        new = NewMatter(title=f"演示事项{number + 1}", lead=lead, received=day, ordered=day, kind=kind, units=joins,
                        origin="演示来源", due=None if kind else day + timedelta(days=10))
        key = uuid5(NAMESPACE_URL, f"demo-matter-{number}")
        yield _on(at(day, 9), _opened(new, key))
        yield from _goes_on(number, day, key)


def _opened(new: NewMatter, key: UUID) -> Callable[[datetime], object]:
    return lambda moment: open_matter(actor=office(), new=new, key=key, at=moment)


def _goes_on(number: int, day: date, key: UUID) -> Iterator[Happening]:
    """Signed for and planned; then in dispute, waiting for others, or answered and looked at, some of them late."""
    def on(days: int, hour: int, act: Callable[[Case, datetime], object]) -> Happening:
        return _on(at(day + timedelta(days=days), hour),
                   lambda moment: act(Step.objects.select_related("case").get(key=key).case, moment))

    last, begun = number >= MATTERS - 2, 0
    yield on(0, 11, forward)
    if number % 8 == 7:
        yield on(2, 10, _disputed)
        if last:
            return
        begun = 9
        yield on(begun, 10, _settled)
    yield on(begun, 14, forward)
    if number % 9 == 4:
        yield on(begun + 3, 10, _waits)
        if last:
            return
        begun += 21
        yield on(begun, 10, _goes_again)
    if number >= MATTERS - 6 and number % 2:
        return
    answered = begun + (0 if number % 6 == 3 else 6 + number % 4 * 5)
    yield on(answered, 16, forward)
    yield on(answered + 2, 10, forward)


def _waits(case: Case, moment: datetime) -> None:
    cases.suspend(actor=office(), case=case.pk, reason="等上级答复", at=moment)


def _goes_again(case: Case, moment: datetime) -> None:
    cases.resume(actor=office(), case=case.pk, reason="上级已答复", at=moment)


def _disputed(case: Case, moment: datetime) -> None:
    """The unit that takes part disagrees; the lead takes it to the county."""
    joined = [one.who for one in case.concerns.filter(joined=True)]
    if joined and slot("dispute"):
        taken = chasing.take_up_dispute(actor=actor(joined[0]), case=case, cause="两个单位对分工理解不一", at=moment)
        take(taken, running(taken).steps_from(taken.state)[-1], moment + timedelta(days=1))


def _settled(case: Case, moment: datetime) -> None:
    """The county decides, and that binds the ledger."""
    for one in case.children.filter(topic=chasing.DISPUTE, is_open=True):
        forward(one, moment)


def _chased(first: date) -> Iterator[Happening]:
    """An urging of everything late a week before today; units that carry plans out say how far they are."""
    yield _on(at(first - timedelta(days=7), 9), _urged)
    for plan in plans():
        for number, unit in enumerate(implementers(plan)):
            yield _on(at(first - timedelta(days=20 - number % 10), 10), _progress(plan, unit, number))


def _urged(moment: datetime) -> None:
    late = list(ledger.narrowed(ledger.Wanted(lamp=ledger.LATE), moment).values_list("pk", flat=True))
    if late:
        chasing.urge(actor=office(), chosen=late, words="请抓紧办理，按期反馈结果。", at=moment,
                     batch=uuid5(NAMESPACE_URL, "demo-urging"))


def _progress(plan: Plan, unit: str, number: int) -> Callable[[datetime], object]:
    def act(moment: datetime) -> None:
        sources = [task.source for task in plan.tasks][number % 4:: 9]
        for case in ledger.ledger().filter(source__in=sources).order_by("source"):
            chasing.report_progress(actor=actor(unit), case=case, agency=unit, words="已布置到村，正在落实",
                                    is_done=number % 3 == 0, at=moment)

    return act
