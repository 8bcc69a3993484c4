"""Targets and rates with what was reported for them and what the rule says of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from django.urls import reverse
from django.utils.translation import gettext as _

from county import business
from county.agencies.names import agency_name
from county.cases.says import CannotDo
from county.supervision.models import Figure
from county.supervision.plans import plans
from county.supervision.registers.figures import counting
from county.supervision.registers.figures.counting import Result
from county.supervision.registers.marks import Mark
from county.supervision.registers.rules import Held, each_of
from gongbao.rules.entry import Stated
from gongbao.rules.indicator import Indicator, IndicatorRow
from gongbao.rules.rate import Rate

KINDS = {counting.MET: "good", counting.NOT_MET: "late", counting.NO_DATA: "none", counting.PERSON: "near",
         counting.NONE: "stopped", counting.TWICE: "near"}
Current = Mapping[tuple[str, str, int], list[Figure]]


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A target or a rate of one year. `target`: in signs (≥31%); `printed`: as the document prints it; `at`: where.

    `figures`: what units report now. `row` None: a rate, asked by its own inputs.
    """

    rule: Held
    row: IndicatorRow | None
    name: str
    group: str
    task: str
    year: int
    target: str
    target_year: int
    printed: str
    at: str
    result: Result
    figures: tuple[Figure, ...]

    @property
    def no(self) -> str:
        return self.row.no if self.row else ""

    @property
    def rule_key(self) -> str:
        return self.rule.id.partition("/")[2]

    @property
    def anchor(self) -> str:
        return "-".join(one for one in (self.rule.id.replace("/", "-"), self.no) if one)

    @property
    def href(self) -> str:
        return f"{reverse('supervision:figures')}#{self.anchor}"

    @property
    def report_href(self) -> str:
        ask = f"?row={self.no}" if self.no else ""
        return reverse("supervision:figure", args=tuple(self.rule.id.split("/"))) + ask

    @property
    def mark(self) -> Mark:
        return Mark(KINDS[self.result.verdict], verdict_word(self.result.verdict))

    @property
    def lamp(self) -> str:
        return self.mark.kind

    @property
    def verdict(self) -> str:
        return self.mark.word

    @property
    def actual(self) -> str:
        return self.result.actual or _("无数据")

    @property
    def reporters(self) -> list[tuple[str, Figure]]:
        return [(agency_name(one.agency), one) for one in self.figures]


@dataclass(frozen=True, slots=True)
class Block:
    """The rows of one rule; the rates of a document are one block. `rule`: the first, for its document."""

    title: str
    rule: Held
    rows: tuple[FigureRow, ...]

    def only(self, verdict: str) -> Block:
        """Those with one verdict; all where none is asked for."""
        return replace(self, rows=tuple(one for one in self.rows if verdict in ("", one.result.verdict)))


def verdict_word(verdict: str) -> str:
    return {counting.MET: _("达到"), counting.NOT_MET: _("没有达到"), counting.NO_DATA: _("无数据"),
            counting.PERSON: _("由人认定"), counting.NONE: _("不作判定"), counting.TWICE: _("重复填报")}[verdict]


def measured() -> list[Held]:
    """Every rule that figures are reported for."""
    return [*(one for one in each_of("targets") if isinstance(one.rule, Indicator)),
            *(one for one in each_of("rates") if isinstance(one.rule, Rate))]


def blocks(rules: Iterable[Held]) -> list[Block]:
    """Everything that is measured, rule by rule. One query for all figures."""
    each = list(rules)
    current = current_of(each)
    found = [Block(one.rule.title, one, tuple(rows_of(one, current))) for one in each
             if isinstance(one.rule, Indicator)]
    rates = [one for one in each if isinstance(one.rule, Rate)]
    for system in dict.fromkeys(one.system.id for one in rates):
        own = [one for one in rates if one.system.id == system]
        found.append(Block(_("由数算出的比率"), own[0], tuple(row for one in own for row in rows_of(one, current))))
    return found


def current_of(rules: Iterable[Held]) -> Current:
    found: dict[tuple[str, str, int], list[Figure]] = {}
    for one in Figure.objects.filter(rule__in=[rule.id for rule in rules], is_current=True).order_by("business_at"):
        found.setdefault((one.rule, one.row, one.year), []).append(one)
    return found


def year_of(rule: Held) -> int:
    """The year that a rule is measured in now: this one, within the years of its document and its targets."""
    first, last = counting.years_of(rule)
    return min(max(business.business_today().year, first), last)


def rows_of(rule: Held, current: Current) -> list[FigureRow]:
    year = year_of(rule)
    if isinstance(rule.rule, Indicator):
        return [_row(rule, rule.rule, one, year, current.get((rule.id, one.no, year), [])) for one in rule.rule.rows]
    return [_rate(rule, year, current.get((rule.id, "", year), []))]


def row_of(rule: Held, no: str) -> FigureRow | None:
    """One row of a rule; a rate has only itself, without a number. One query."""
    return next((one for one in rows_of(rule, current_of([rule])) if one.no == no), None)


def history_of(row: FigureRow) -> list[Figure]:
    """What was ever reported for a row in its year, the latest first."""
    found = Figure.objects.filter(rule=row.rule.id, row=row.no, year=row.year)
    return list(found.order_by("-business_at", "-pk"))


def targets_of(system: str, task_no: str) -> list[FigureRow]:
    """What is measured in a task of a document: the rows that name it, and the rates that stand where it stands."""
    rules = [one for one in measured() if one.system.id == system]
    found = [row for block in blocks(rules) for row in block.rows] if rules else []
    return [one for one in found if one.task == task_no]


def _row(rule: Held, indicator: Indicator, row: IndicatorRow, year: int, figures: list[Figure]) -> FigureRow:
    target = counting.target_for(row, year)
    stated: Stated = target if target and target.source else row
    place = stated.source or row.source or indicator.place(row)
    return FigureRow(
        rule, row, row.name, row.group, row.task, year, counting.target_words(target, row.unit, row.form),
        target.year if target else 0, place[0].quote if place else "", place[0].at if place else "",
        _safely(lambda: counting.of_row(rule, row, target, [one.given for one in figures])), tuple(figures))


def _rate(rule: Held, year: int, figures: list[Figure]) -> FigureRow:
    rate = rule.rate
    place = rate.target.source if rate.target and rate.target.source else rate.source
    unit = "" if rate.form == "ratio" else "%"
    return FigureRow(
        rule, None, rate.title, "", _task_of(rule), year, counting.target_words(rate.target, unit), 0,
        place[0].quote if place else "", place[0].at if place else "",
        _safely(lambda: counting.of_rate(rule, [one.given for one in figures])), tuple(figures))


def _task_of(rule: Held) -> str:
    """The task that stands where the rate does."""
    places = {one.at for one in rule.rule.source}
    return next((task.no for plan in plans() if plan.system == rule.system.id for task in plan.tasks
                 if task.at in places), "")


def _safely(count: Callable[[], Result]) -> Result:
    """Figures that the rule of today cannot read any more give no verdict."""
    try:
        return count()
    except CannotDo:
        return Result(counting.NONE)
