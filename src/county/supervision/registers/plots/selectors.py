"""Plots with their stages, what was asked for them, changes of use."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Count, Q, QuerySet

from county.cases.models import Case
from county.cases.page import drawing_of
from county.cases.procedures import find_procedure, running
from county.supervision.models import Plot, PlotRequest
from county.supervision.registers.asking import in_words
from county.supervision.registers.marks import Mark
from county.supervision.registers.plots.stages import known_answers, stage_of, stages, use_question
from county.supervision.registers.rules import of_slot
from county.supervision.registers.why import Why, shown
from county.supervision.slots import slot

MOST = 200


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the list is narrowed to."""

    township: str = ""
    state: str = ""
    words: str = ""

    def query(self, state: str) -> str:
        """The same list at another stage."""
        said = {"township": self.township, "state": state, "words": self.words}
        return urlencode({name: one for name, one in said.items() if one})


@dataclass(frozen=True, slots=True)
class PlotRow:
    """`refused`: how many requests were refused."""

    plot: Plot
    stage: Mark
    use: str
    refused: int


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage with how many plots are there, and the address of their list."""

    id: str
    mark: Mark
    count: int
    query: str


def plots(wanted: Wanted) -> list[PlotRow]:
    """One query."""
    found = _narrowed(wanted).annotate(refused=Count("requests", filter=Q(requests__allowed=False)))
    found = found.filter(case__state=wanted.state) if wanted.state else found
    uses = use_question()[1]
    rows = found.select_related("case").order_by("-case__is_open", "-case__opened_at", "name")[:MOST]
    return [PlotRow(one, stage_of(one.case), uses.get(one.planned_use, ""), one.refused) for one in rows]


def counted(wanted: Wanted) -> list[Stage]:
    """Every stage, in the order of the procedure. One query."""
    held = dict(_narrowed(wanted).order_by().values_list("case__state").annotate(count=Count("pk")))
    marks = stages(find_procedure(slot("plot")).procedure)
    return [Stage(code, mark, held.get(code, 0), wanted.query(code)) for code, mark in marks.items()]


def _narrowed(wanted: Wanted) -> QuerySet[Plot]:
    found = Plot.objects.all()
    if wanted.township:
        found = found.filter(township=wanted.township)
    if wanted.words:
        found = found.filter(Q(name__icontains=wanted.words) | Q(land_user__icontains=wanted.words))
    return found


def unregistered() -> list[Case]:
    """Cases that another procedure began and that nobody registered as a plot yet."""
    return list(Case.objects.filter(procedure=slot("plot"), plot=None, is_open=True).order_by("opened_at")[:MOST])


@dataclass(frozen=True, slots=True)
class ShownRequest:
    """A request with its answers and reasons in words."""

    request: PlotRequest
    mark: Mark
    answers: list[tuple[str, str]]
    why: list[Why]


def requests_of(plot: Plot, allowed: str, refused: str) -> list[ShownRequest]:
    """The latest first; `allowed` and `refused` are the words for both."""
    found, admission = list(plot.requests.order_by("-business_at", "-pk")), of_slot("admission")
    each = shown(one.reasons for one in found)
    return [ShownRequest(one, Mark("good", allowed) if one.allowed else Mark("late", refused),
                         in_words(admission.rule, one.given) if admission else [], why)
            for one, why in zip(found, each, strict=True)]


def known_in_words(plot: Plot) -> list[tuple[str, str]]:
    """What the register answers by itself, with the words of the questions."""
    admission = of_slot("admission")
    return in_words(admission.rule, known_answers(plot.case)) if admission else []


def drawing(case: Case) -> str:
    """The procedure with where the plot stands and where it was."""
    run = running(case)
    been = {state for pair in case.steps.values_list("origin", "to") for state in pair}
    return drawing_of(run, case.state, been - {case.state})


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """A change of use with its state, and the plot that it is about, if one is registered."""

    case: Case
    stage: Mark
    plot: Plot | None


def changes(state: str = "") -> list[ChangeRow]:
    """One query."""
    found = Case.objects.filter(procedure=slot("land_use_change")).select_related("parent__plot")
    found = found.filter(state=state) if state else found
    return [ChangeRow(one, stage_of(one), getattr(one.parent, "plot", None) if one.parent else None)
            for one in found.order_by("-is_open", "-opened_at")[:MOST]]


def changes_by_state() -> list[Stage]:
    """One query."""
    held = dict(Case.objects.filter(procedure=slot("land_use_change")).order_by().values_list("state").annotate(
        count=Count("pk")))
    marks = stages(find_procedure(slot("land_use_change")).procedure)
    return [Stage(code, mark, held.get(code, 0), urlencode({"state": code})) for code, mark in marks.items()]


def plot_choices() -> Iterable[Plot]:
    return Plot.objects.order_by("township", "name")
