"""What the ranking's pages read: histories, strips, the board of the ladder."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from county import business
from county.agencies.names import agency_name
from county.cases.models import CaseFile
from county.cases.procedures import find_procedure, running
from county.charts.quarter_strip import QuarterCell, StripWords, draw_strip
from county.supervision.models import Interview, LowEfficiency, Placing, Quarter
from county.supervision.ranking import ladder
from county.supervision.slots import slot

Mark = tuple[int, int, bool, int]
"""year, quarter, among the last, step."""
SHOWN = 8
"""So many quarters fit into a strip."""


@dataclass(frozen=True, slots=True)
class Due:
    """An interview, or the last step: who, with whom, where it stands. `kept`: its record is there."""

    interview: Interview
    row: Mapping[str, str]
    title: str
    state: str
    is_due: bool
    kept: bool

    @property
    def href(self) -> str:
        return reverse("cases:case", args=(self.interview.case_id,))

    @property
    def is_exposure(self) -> bool:
        return is_exposure(self.interview)

    @property
    def unit(self) -> str:
        return agency_name(self.interview.agency)


@dataclass(frozen=True, slots=True)
class Row:
    """A unit on the board. `step`: after the last frozen quarter. `pending`: the step that waits for a finding."""

    agency: str
    name: str
    strip: SafeString
    step: int
    dues: tuple[Due, ...]
    pending: int


def histories(agencies: Iterable[str]) -> dict[str, list[Mark]]:
    """Unit → its frozen quarters in which it was ranked, oldest first. One query."""
    wanted = list(agencies)
    found = Placing.objects.filter(agency__in=wanted, quarter__frozen_at__isnull=False)
    rows = found.order_by("quarter__year", "quarter__quarter").values_list(
        "agency", "quarter__year", "quarter__quarter", "is_last", "step")
    each: dict[str, list[Mark]] = {one: [] for one in wanted}
    for agency, year, quarter, is_last, step in rows:
        each[agency].append((year, quarter, is_last, step))
    return each


def history(agency: str) -> list[Mark]:
    """(year, quarter, among the last, step) of every frozen quarter in which the unit was ranked, oldest first."""
    return histories([agency])[agency]


def strips(agencies: Iterable[str], until: tuple[int, int] | None = None) -> dict[str, SafeString]:
    """Unit → its last quarters as a drawing, a quarter without a place of its own included. Two queries.

    `until`: the year and quarter that it ends with.
    """
    quarters = [one for one in frozen() if until is None or (one.year, one.quarter) <= until][-SHOWN:]
    return {agency: _strip(agency, marks, quarters) for agency, marks in histories(agencies).items()}


def strip_of(agency: str) -> SafeString:
    return strips([agency])[agency]


def quarters() -> list[Quarter]:
    """Every quarter with its places, the newest first. Two queries."""
    found = Quarter.objects.select_related("case").prefetch_related("placings", "interviews__case")
    return list(found.order_by("-year", "-quarter"))


def frozen() -> list[Quarter]:
    """The frozen quarters, oldest first. One query."""
    return list(Quarter.objects.filter(frozen_at__isnull=False))


def next_quarter(opened: Sequence[Quarter]) -> tuple[int, int] | None:
    """The first that can be opened: a hole, else after the last; None where it has not begun. Without any quarter the
    one before today's."""
    today = business.business_today()
    now = today.year * 4 + (today.month - 1) // 3
    held = {one.year * 4 + one.quarter - 1 for one in opened}
    free = next((one for one in range(min(held), now + 1) if one not in held), None) if held else now - 1
    return None if free is None else (free // 4, free % 4 + 1)


def board(*, every: bool = False) -> list[Row]:
    """A row for each unit that was ever among the last, in the pack's order; `every`: all that climb the ladder."""
    units = [unit.id for one in ladder.categories() if one.counts for unit in one.units]
    ever = set(Placing.objects.filter(is_last=True).order_by().values_list("agency", flat=True))
    shown = [one for one in units if every or one in ever]
    over, marks, owed = frozen(), histories(shown), dues(shown)
    at = (over[-1].year, over[-1].quarter) if over else (0, 0)
    waiting = waiting_in(over[-1]) if over else {}
    return [Row(one, agency_name(one), _strip(one, marks[one], over[-SHOWN:]), _step_now(marks[one], at),
                tuple(owed.get(one, ())), waiting.get(one, 0)) for one in shown]


def dues(agencies: Sequence[str]) -> dict[str, list[Due]]:
    """Unit → what is not closed yet. Two queries."""
    found: dict[str, list[Due]] = defaultdict(list)
    for one in told(list(Interview.objects.filter(agency__in=agencies, case__is_open=True).select_related(
            "case", "quarter").order_by("quarter__year", "quarter__quarter", "step"))):
        found[one.interview.agency].append(one)
    return found


def told(interviews: Sequence[Interview]) -> list[Due]:
    """Interviews as pages show them. One query more."""
    kept = set(CaseFile.objects.filter(case__in=[one.case_id for one in interviews], step__isnull=False).order_by()
               .values_list("case_id", flat=True))
    return [_due(one, kept) for one in interviews]


def waiting_in(quarter: Quarter) -> dict[str, int]:
    """Unit → the step of a frozen quarter that waits until somebody has found what it asks for."""
    last = [one for one in quarter.placings.all() if one.is_last]
    decided = set(LowEfficiency.objects.filter(quarter=quarter).values_list("agency", flat=True))
    asked = [one for one in last if one.agency not in decided]
    found = {one.agency: _verdict(one, marks, quarter) for one, marks in _with_marks(asked)}
    return {unit: step for unit, step in found.items() if step}


def waits(quarter: Quarter, agency: str) -> int:
    """The step that asks for a finding about a unit of a frozen quarter, found or not yet; 0 for none."""
    asked = [one for one in quarter.placings.all() if one.agency == agency and one.is_last and quarter.frozen_at]
    return next((_verdict(one, marks, quarter) for one, marks in _with_marks(asked)), 0)


def is_exposure(interview: Interview) -> bool:
    return bool(slot("exposure")) and interview.case.procedure == slot("exposure")


def first_state(procedure: str) -> str:
    """Where a case of this procedure begins: nothing of it is done yet."""
    return find_procedure(procedure).first


def _with_marks(placings: Sequence[Placing]) -> list[tuple[Placing, list[Mark]]]:
    marks = histories([one.agency for one in placings]) if placings else {}
    return [(one, marks[one.agency]) for one in placings]


def _verdict(placing: Placing, marks: Sequence[Mark], quarter: Quarter) -> int:
    run = _run_until(marks, (quarter.year, quarter.quarter))
    verdict = ladder.verdict([True] * run, placing.category)
    return verdict.pending if verdict.pending > placing.step else 0


def _run_until(marks: Sequence[Mark], at: tuple[int, int]) -> int:
    """How many quarters without a break the unit has been among the last, at a quarter; holes break it."""
    bad, run, (year, quarter) = {(one[0], one[1]) for one in marks if one[2]}, 0, at
    while (year, quarter) in bad:
        run += 1
        year, quarter = (year, quarter - 1) if quarter > 1 else (year - 1, 4)
    return run


def _step_now(marks: Sequence[Mark], at: tuple[int, int]) -> int:
    return next((step for year, quarter, _last, step in marks if (year, quarter) == at), 0)


def _due(one: Interview, kept: Container[object]) -> Due:
    run, rung = running(one.case), ladder.rung_of(one.step)
    return Due(one, ladder.row_of(one.step), rung.title if rung else "", run.procedure.title_of(one.case.state),
               one.case.state == run.first, one.case_id in kept)


def _strip(agency: str, marks: Sequence[Mark], shown: Sequence[Quarter]) -> SafeString:
    by_quarter = {(year, quarter): (is_last, step) for year, quarter, is_last, step in marks}
    cells = [_cell(one, by_quarter.get((one.year, one.quarter))) for one in shown]
    words = StripWords(_("还没有哪个季度有结果"), _("；"))
    title = _("%(unit)s最近几个季度") % {"unit": agency_name(agency)}
    return mark_safe(draw_strip(cells, title=title, words=words))  # noqa: S308 - draw_strip escapes what it is given


def _cell(quarter: Quarter, mark: tuple[bool, int] | None) -> QuarterCell:
    label = quarter_words(quarter)
    href = reverse("supervision:quarter", args=(quarter.year, quarter.quarter))
    if mark is None:
        return QuarterCell(label, "none", _("%(quarter)s：没有名次") % {"quarter": label}, href)
    is_last, step = mark
    if not is_last:
        return QuarterCell(label, "fine", _("%(quarter)s：不在后几名") % {"quarter": label}, href)
    said = _("%(quarter)s：在后几名，到第 %(step)s 步") % {"quarter": label, "step": step}
    return QuarterCell(label, "bad", said, href, step)


def quarter_words(quarter: Quarter) -> str:
    """A quarter in a few characters."""
    if get_language() == "en":
        return f"{quarter.year} Q{quarter.quarter}"
    return f"{quarter.year % 100:02d}年{quarter.quarter}季"
