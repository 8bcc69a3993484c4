"""What the office looks at: lines and units as a matrix, matters by state, what is late."""

from __future__ import annotations

from dataclasses import dataclass

from county.cases.models import Case
from county.cases.shown import Lamp, lamp_of
from county.insolvency.services import STANDING
from county.insolvency.tasks import DESK, Line, lines


@dataclass(frozen=True, slots=True)
class Cell:
    """The task of one unit in one line."""

    unit: str
    case: Case | None
    lamp: Lamp | None


@dataclass(frozen=True, slots=True)
class Row:
    """A line with a cell for each responsible unit."""

    line: Line
    cells: tuple[Cell, ...]


def standing() -> list[Row]:
    """The document's lines with the standing task of each unit. One query."""
    return _rows({(one.topic.partition("/")[2], one.agency): one for one in
                  Case.objects.filter(desk=DESK, topic__startswith=f"{STANDING}/")})


def of_matter(case: Case) -> list[Row]:
    """The lines that a matter needs with its tasks. One query."""
    held = {(one.topic, one.agency): one for one in case.children.filter(desk=DESK)}
    numbers = {number for number, _unit in held}
    return [row for row in _rows(held) if row.line.no in numbers]


def matters() -> list[Case]:
    return list(Case.objects.filter(desk=DESK, topic="matter").order_by("-is_open", "-opened_at"))


def late() -> list[Case]:
    """Tasks and matters of the desk that are past the day that the office set."""
    from county.cases.selectors import late_cases

    return list(late_cases().filter(desk=DESK))


def _rows(held: dict[tuple[str, str], Case]) -> list[Row]:
    return [Row(line, tuple(_cell(unit, held.get((line.no, unit))) for unit in line.units)) for line in lines()]


def _cell(unit: str, case: Case | None) -> Cell:
    return Cell(unit, case, lamp_of(case) if case else None)
