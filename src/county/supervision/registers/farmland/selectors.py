"""Classes and townships as a table with totals, shares, and a picture."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext as _

from county.charts.rate_columns import Column, ColumnWords, draw_columns
from county.supervision.models import FarmlandArea
from county.supervision.registers.farmland.classes import classes
from county.supervision.registers.units import townships
from gongbao.rules.judgement import half_up

UNKNOWN = "–"


@dataclass(frozen=True, slots=True)
class Cell:
    """None where nobody has reported. `name`: of the class."""

    area: Decimal | None
    safe: Decimal | None
    name: str = ""

    @property
    def share(self) -> str:
        return share_of(self.safe, self.area)

    @property
    def area_words(self) -> str:
        return _plain(self.area)

    @property
    def safe_words(self) -> str:
        return _plain(self.safe)


@dataclass(frozen=True, slots=True)
class Row:
    """A township, or the county as a whole (`id` empty), with a cell for each class and the sum of them."""

    id: str
    name: str
    cells: tuple[Cell, ...]

    @property
    def total(self) -> Cell:
        return _sum(self.cells)


@dataclass(frozen=True, slots=True)
class Table:
    classes: tuple[str, ...]
    rows: tuple[Row, ...]
    whole: Row
    missing: tuple[str, ...]


def table(year: int) -> Table:
    """One query."""
    numbers = classes()
    held = {(one.township, one.class_no): Cell(one.area, one.safe_area, numbers.get(one.class_no, ""))
            for one in FarmlandArea.objects.filter(year=year)}
    rows = tuple(Row(town.id, town.name, tuple(held.get((town.id, no), Cell(None, None, name))
                                               for no, name in numbers.items())) for town in townships())
    sums = (replace(_sum(tuple(row.cells[at] for row in rows)), name=name) for at, name in enumerate(numbers.values()))
    whole = Row("", _("全县"), tuple(sums))
    missing = tuple(row.name for row in rows if any(cell.area is None for cell in row.cells))
    return Table(tuple(numbers.values()), rows, whole, missing)


def _sum(cells: tuple[Cell, ...]) -> Cell:
    """Of what is reported; nothing reported is no zero."""
    known = [one for one in cells if one.area is not None]
    if not known:
        return Cell(None, None)
    return Cell(sum((one.area or Decimal(0) for one in known), Decimal(0)),
                sum((one.safe or Decimal(0) for one in known), Decimal(0)))


def share_of(part: Decimal | None, whole: Decimal | None) -> str:
    """In percent; never rounded up to all of it."""
    if part is None or not whole:
        return UNKNOWN
    share = half_up(Fraction(part) / Fraction(whole) * 100, 1)
    return "99.9%" if share == 100 and part < whole else f"{share:f}".removesuffix(".0") + "%"


def chart(found: Table) -> str:
    """How much of each township's farmland has its measures in place."""
    columns = [Column(row.name, _percent(row.total), row.total.share) for row in found.rows]
    words = ColumnWords(_("{label}：{said}"), _("还没有可比的数"), _("；"))
    return draw_columns(columns, title=_("已落实措施的面积占比"), words=words)


def _plain(number: Decimal | None) -> str:
    """Grouped, without decimals that say nothing."""
    return UNKNOWN if number is None else f"{number:,.2f}".removesuffix("0").removesuffix(".0")


def _percent(cell: Cell) -> float | None:
    return float(cell.safe / cell.area * 100) if cell.area and cell.safe is not None else None


def sheet(found: Table) -> tuple[list[str], list[list[str | Decimal]]]:
    """Header and rows of the Excel file."""
    header = [_("乡镇")]
    for name in (*found.classes, _("合计")):
        header += [_("%(name)s（亩）") % {"name": name}, _("%(name)s已落实（亩）") % {"name": name},
                   _("%(name)s占比") % {"name": name}]
    return header, [_line(row) for row in (*found.rows, found.whole)]


def _line(row: Row) -> list[str | Decimal]:
    cells = [one for cell in (*row.cells, row.total) for one in (
        "" if cell.area is None else cell.area, "" if cell.safe is None else cell.safe, cell.share)]
    return [row.name, *cells]


def _typed(number: Decimal | None) -> str:
    return "" if number is None else f"{number.normalize():f}"


def typed_of(found: Table, township: str) -> dict[str, str]:
    """What a form of a township begins with."""
    row = next((one for one in found.rows if one.id == township), None)
    typed: dict[str, str] = {"township": township}
    for no, cell in zip(classes(), row.cells if row else (), strict=False):
        if cell.area is not None:
            typed |= {f"area-{no}": _typed(cell.area), f"safe-{no}": _typed(cell.safe)}
    return typed
