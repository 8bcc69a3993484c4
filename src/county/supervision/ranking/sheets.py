"""The places of a quarter as an Excel file: the template, and reading one that comes back, all of it or nothing."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from python_calamine import CalamineError, CalamineWorkbook

from county.agencies.names import agencies
from county.agencies.sheets import as_text
from county.cases.says import CannotDo
from county.supervision.ranking import ladder
from county.supervision.ranking.services import wrong_ranks
from gongbao.packs.model import Agency

UNIT, RANK = "单位", "名次"
COLUMNS = (UNIT, RANK)
ROWS = 500
SIZE = 800 * 1024


@dataclass(slots=True)
class Plan:
    """What a file says: unit → rank, unit → its row in Excel; by the number of a row why it does not fit."""

    ranks: dict[str, int] = field(default_factory=dict)
    rows: dict[str, int] = field(default_factory=dict)
    errors: list[tuple[int, str]] = field(default_factory=list)


def template(ranks: Mapping[str, int]) -> bytes:
    """Every unit that is ranked, with its rank where it has one; names are text, never a formula."""
    from xlsxwriter import Workbook  # type: ignore[import-untyped]

    held = io.BytesIO()
    with Workbook(held, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        sheet = book.add_worksheet("季度预评")
        sheet.set_column(0, 0, 36, book.add_format({"num_format": "@"}))
        for column, title in enumerate(COLUMNS):
            sheet.write_string(0, column, title, book.add_format({"bold": True}))
        for number, unit in enumerate(ranked(), 1):
            sheet.write_string(number, 0, as_text(unit.name))
            if unit.id in ranks:
                sheet.write_number(number, 1, ranks[unit.id])
    return held.getvalue()


def ranked() -> list[Agency]:
    return [unit for one in ladder.categories() for unit in one.units]


def read_sheet(data: bytes) -> Plan:
    """CannotDo: it is no such file, too long, or empty."""
    rows = _rows(data)
    where = _columns(rows[0] if rows else [])
    plan = Plan()
    for number, cells in enumerate(rows[1:], 2):
        unit, rank = (_said(cells[at]) if at < len(cells) else "" for at in where)
        if unit or rank:
            _read(plan, number, unit, rank)
    if not plan.rows and not plan.errors:
        raise CannotDo(_("表里没有名次，请从第 2 行起填写。"), "file")
    return plan


def _rows(data: bytes) -> list[list[object]]:
    if len(data) > SIZE:
        raise CannotDo(_("文件超过 800 KB，没有接收。请只留名次表，再上传。"), "file")
    try:
        sheet = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0)
        rows: list[list[object]] = sheet.to_python(skip_empty_area=False, nrows=ROWS + 2)  # type: ignore[assignment]
    except (CalamineError, OSError, ValueError, IndexError) as error:
        raise CannotDo(_("这个文件不是能读的 Excel 表格（xlsx），请用本页下载的模板填写。"), "file") from error
    if len(rows) > ROWS + 1:
        raise CannotDo(_("名次表最多 %(rows)s 行，请删去多余的行。") % {"rows": ROWS}, "file")
    return rows


def _columns(header: Sequence[object]) -> tuple[int, ...]:
    names = [_said(cell) for cell in header]
    missing = [one for one in COLUMNS if one not in names]
    if missing:
        says = _("第 1 行缺少这些列：%(columns)s。请用本页下载的模板。")
        raise CannotDo(says % {"columns": "、".join(missing)}, "file")
    return tuple(names.index(one) for one in COLUMNS)


def _read(plan: Plan, number: int, name: str, rank: str) -> None:
    """One row: an empty rank leaves the unit without one."""
    unit = unit_called(name)
    if unit is None:
        known = any(name in one.forms for one in agencies())
        says = _("“%(unit)s”不参加季度预评。") if known else _("没有叫“%(unit)s”的单位，请写正式名称。")
        plan.errors.append((number, says % {"unit": name[:40]}))
    elif unit in plan.rows:
        plan.errors.append((number, _("和第 %(row)s 行是同一个单位，请留一行。") % {"row": plan.rows[unit]}))
    elif rank and (wrong := wrong_ranks({unit: rank})):
        plan.errors.append((number, wrong[unit]))
    elif rank:
        plan.ranks[unit] = int(rank)
    if unit is not None:
        plan.rows.setdefault(unit, number)


def unit_called(name: str) -> str | None:
    """The ranked unit that bears a name, official or other; None where none or several do."""
    wanted = "".join(name.split())
    official = [one.id for one in ranked() if one.name == wanted]
    found = official or [one.id for one in ranked() if wanted in one.forms]
    return found[0] if len(found) == 1 else None


def _said(cell: object) -> str:
    """A cell as text; a number that Excel holds as 3.0 is 3."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    text = str(cell).strip()
    return text.removeprefix("'")
