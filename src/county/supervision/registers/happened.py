"""What happens to the registers of the demo county, through the services that everybody uses; all of it made up."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import product

from county import business
from county.accounts.actor import Actor
from county.agencies.stand_for import members_of
from county.cases.models import Case
from county.cases.procedures import Running, find_procedure
from county.cases.says import CannotDo
from county.supervision import acting
from county.supervision.models import Plot
from county.supervision.registers.asking import asked, choices_of
from county.supervision.registers.farmland.classes import classes, writer
from county.supervision.registers.farmland.services import keep_areas
from county.supervision.registers.figures import happened as figures
from county.supervision.registers.listed.services import Thing, keepers, put_on
from county.supervision.registers.plots import services
from county.supervision.registers.plots.stages import first_unit, known_answers, use_question
from county.supervision.registers.rules import Held, checklists, of_slot
from county.supervision.registers.units import townships
from county.supervision.slots import slot
from gongbao.rules.inputs import Input
from gongbao.rules.procedure import Step

Happening = tuple[datetime, Callable[[], None]]
NAMES = "甲乙丙丁戊己"
BEGUN, BETWEEN = 200, 12
"""Days before the demo's first day when the first plot comes, and between two steps of one."""


def happenings() -> list[Happening]:
    """Plots at several stages, what was asked for two of them, changes of use, farmland, lists, figures."""
    first = business.first_day() or business.business_today()
    rooms = (_plots, _requests, _changes, _farmland, _lists, figures.happenings)
    return [one for room in rooms for one in room(first)]


def _on(first: date, days: int, act: Callable[[datetime], object]) -> Happening:
    moment = acting.at(first - timedelta(days=days), 10)

    def happen() -> None:
        act(moment)

    return moment, happen


def _plots(first: date) -> Iterator[Happening]:
    """Six plots, from the first stage of the procedure to its last."""
    if not slot("plot"):
        return
    run = find_procedure(slot("plot"))
    for number, name in enumerate(NAMES):
        days = BEGUN - number * 6
        yield _on(first, days, _registered(run, number, name))
        for taken, step in enumerate(_way(run, _stage(run, number)), 1):
            yield _on(first, days - taken * BETWEEN, _took(name, step))


def _stage(run: Running, number: int) -> str:
    states = run.procedure.states
    return states[number * (len(states) - 1) // (len(NAMES) - 1)].id


def _way(run: Running, goal: str) -> list[Step]:
    """The shortest way from the first stage to another."""
    ways: dict[str, list[Step]] = {run.first: []}
    for state, way in (ahead := list(ways.items())):
        for step in run.steps_from(state):
            if step.to not in ways:
                ways[step.to] = [*way, step]
                ahead.append((step.to, ways[step.to]))
    return ways[goal]


def _registered(run: Running, number: int, name: str) -> Callable[[datetime], object]:
    uses, towns = list(use_question()[1]), townships()
    new = services.NewPlot(f"演示{name}地块", towns[number % len(towns)].id, f"演示{name}公司",
                           uses[number % len(uses)] if uses else "")
    return lambda moment: services.open_plot(actor=acting.actor(first_unit(run)), new=new, at=moment)


def _took(name: str, step: Step) -> Callable[[datetime], object]:
    return lambda moment: acting.take(_plot(name).case, step, moment)


def _plot(name: str) -> Plot:
    return Plot.objects.select_related("case").get(name=f"演示{name}地块")


def _requests(first: date) -> Iterator[Happening]:
    """One is refused because of where its plot stands, one is allowed."""
    admission = of_slot("admission")
    if admission is None or not slot("plot"):
        return
    run = find_procedure(slot("plot"))
    marked = {one.id for one in run.procedure.states if one.marks and not one.ends}
    warned = next((name for number, name in enumerate(NAMES) if _stage(run, number) in marked), "")
    if warned:
        yield _on(first, 25, _asks(admission, run, warned, "refused"))
    yield _on(first, 18, _asks(admission, run, NAMES[1], "decided"))


def _asks(admission: Held, run: Running, name: str, outcome: str) -> Callable[[datetime], object]:
    def ask(moment: datetime) -> None:
        plot = _plot(name)
        said = _answers_for(admission, known_answers(plot.case), outcome)
        if said is not None:
            services.ask_approval(actor=acting.actor(first_unit(run)), plot=plot.pk, wanted="演示项目的审批",
                                  applicant=f"演示{name}公司", said=said, at=moment)

    return ask


def _answers_for(rule: Held, known: Mapping[str, str], outcome: str) -> dict[str, str] | None:
    """The first answers to the rule's choices with which it decides so."""
    names = {name: list(choices_of(one)) for name, one in rule.rule.asked.items() if name not in known}
    for said in product(*(one for one in names.values() if one)):
        given = dict(zip((name for name, one in names.items() if one), said, strict=True))
        if asked(rule.id, rule.rule, {**given, **known}).outcome == outcome:
            return given
    return None


def _changes(first: date) -> Iterator[Happening]:
    """Two changes of use, one on its way, one of a registered plot."""
    if not slot("land_use_change"):
        return
    run = find_procedure(slot("land_use_change"))

    def first_one(moment: datetime) -> None:
        services.open_change(actor=acting.actor(first_unit(run)), title="演示旧厂区变更用途", at=moment)

    def goes_on(moment: datetime) -> None:
        acting.forward(Case.objects.get(procedure=run.rule_id, parent=None, topic=services.CHANGE), moment)

    def second(moment: datetime) -> None:
        plot = Plot.objects.order_by("case__opened_at").first()
        services.open_change(actor=acting.actor(first_unit(run)), title="演示地块变更用途", at=moment,
                             plot=plot.pk if plot else None)

    yield _on(first, 60, first_one)
    yield _on(first, 57, goes_on)
    yield _on(first, 9, second)


def _farmland(first: date) -> Iterator[Happening]:
    """Every township but the last writes its own; the leading unit writes the last one's."""
    towns, numbers = townships(), classes()
    for at, town in enumerate(towns if numbers else ()):
        said: dict[str, str] = {}
        for row, no in enumerate(numbers):
            area = (9000, 420, 60)[row % 3] + at * 37
            said |= {f"area-{no}": str(area), f"safe-{no}": str(area * (100 - at % 3 * row * 4) // 100)}
        yield _on(first, 80 - at, _wrote(writer() if at == len(towns) - 1 else town.id, town.id, said, first.year))


def _wrote(unit: str, township: str, said: Mapping[str, str], year: int) -> Callable[[datetime], object]:
    return lambda moment: keep_areas(actor=acting.actor(unit), year=year, township=township, said=said, at=moment)


def _lists(first: date) -> Iterator[Happening]:
    """Five things under a list of ticks, three of what is measured, one of anything else."""
    for at, rule in enumerate(checklists()):
        questions = rule.rule.asked
        ticks = any(not item.holds for item in rule.checklist.items)
        measured = any(one.type in {"integer", "number"} for one in questions.values())
        for number in range(5 if ticks else 3 if measured else 1):
            name = f"演示{NAMES[number]}{'厂' if ticks else '点'}"
            yield _on(first, 70 - at * 5 - number, _listed(rule, number, name))


def _listed(rule: Held, number: int, name: str) -> Callable[[datetime], object]:
    said = {key: _said(rule, key, one, at, number) for at, (key, one) in enumerate(rule.rule.asked.items())}
    towns = townships()
    thing = Thing(name, towns[number % len(towns)].id, said)
    return lambda moment: put_on(actor=_keeper(rule), rule=rule, thing=thing, at=moment)


def _keeper(rule: Held) -> Actor:
    units = keepers(rule)
    if not units:
        raise CannotDo(rule.rule.title)
    return acting.actor(members_of(units[0])[0])


def _said(rule: Held, name: str, one: Input, at: int, number: int) -> str:
    """Good answers for most, of two things one is bad, of another one is missing; amounts on both sides of the rule's
    number."""
    if choices_of(one):
        each = list(choices_of(one))
        if number == 4 and at == 3:
            return ""
        return each[1] if number in (1, 3) and at == number + 1 and len(each) > 1 else each[0]
    edge = next((value for key, value in rule.rule.edges() if key == name), Decimal(1))
    return str(edge if at == number else edge - 1)
