"""Matters out of an Excel file: row by row what would be opened, or why not. All of it or nothing, each row once."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID, uuid5

from django.db import transaction
from django.utils.translation import gettext as _
from python_calamine import CalamineError, CalamineWorkbook

from county import business
from county.accounts.actor import Actor
from county.agencies.sheets import FORMULA
from county.audit.services import record
from county.cases.says import CannotDo
from county.supervision.matters import sheet_out as columns
from county.supervision.matters.ledger import ledger
from county.supervision.matters.opening import open_matter
from county.supervision.matters.sheet_rows import READ, PlannedRow, Reader, SheetRow
from county.supervision.models import Matter

SIZE = 2 * 1024 * 1024
UNPACKED = 64 * 1024 * 1024
LETTERS = 1000 * 1000
"""What all cells together may hold, since the rows wait in the session between preview and confirmation."""
HEAD_WITHIN = 6
NEEDED = (columns.TITLE, columns.LEAD, columns.RECEIVED)


@dataclass(slots=True)
class SheetPlan:
    """`errors`: row number, column, sentence."""

    rows: list[PlannedRow] = field(default_factory=list)
    errors: list[tuple[int, str, str]] = field(default_factory=list)

    @property
    def new(self) -> list[PlannedRow]:
        return [one for one in self.rows if one.new]

    @property
    def held(self) -> list[PlannedRow]:
        return [one for one in self.rows if one.held]


def read_sheet(data: bytes) -> list[SheetRow]:
    """The rows of the first sheet, empty ones left out. CannotDo: it is no such file, or too long."""
    lines = _lines(data)
    head = next((number for number, cells in enumerate(lines[:HEAD_WITHIN])
                 if {columns.TITLE, columns.LEAD} <= {_said(cell) for cell in cells}), 0)
    where = _where([_said(cell) for cell in lines[head]] if lines else [])
    rows = [SheetRow(number, {name: _said(cells[place]) for name, place in where.items() if place < len(cells)})
            for number, cells in enumerate(lines[head + 1 :], head + 2)]
    filled = [one for one in rows if any(one.said.values())]
    if not filled:
        raise CannotDo(_("表里没有事项，请从表头的下一行起填写。"), "file")
    if len(filled) > columns.ROWS:
        raise CannotDo(_("一次最多导入 %(rows)s 行，请分成几个文件。") % {"rows": columns.ROWS}, "file")
    if sum(len(cell) for one in filled for cell in one.said.values()) > LETTERS:
        raise _too_much()
    return filled


def _too_much() -> CannotDo:
    return CannotDo(_("文件里的内容太多，没有接收。请只留事项表，再上传。"), "file")


def _lines(data: bytes) -> Sequence[Sequence[object]]:
    if len(data) > SIZE:
        raise CannotDo(_("文件超过 2 MB，没有接收。请只留事项表，再上传。"), "file")
    try:
        _require_modest(data)
        sheet = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0)
        return sheet.to_python(skip_empty_area=False, nrows=2 * columns.ROWS)
    except (CalamineError, OSError, ValueError, IndexError, zipfile.BadZipFile) as error:
        raise CannotDo(_("这个文件不是能读的 Excel 表格（xlsx），请用本页下载的模板填写。"), "file") from error


def _require_modest(data: bytes) -> None:
    """A small file can unpack to one that fills the memory."""
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        if sum(one.file_size for one in parts.infolist()) > UNPACKED:
            raise _too_much()


def _where(header: Sequence[str]) -> dict[str, int]:
    missing = [one for one in NEEDED if one not in header]
    if missing:
        says = _("表头缺少这些列：%(columns)s。请用本页下载的模板。")
        raise CannotDo(says % {"columns": "、".join(missing)}, "file")
    return {one: header.index(one) for one in READ if one in header}


def _said(cell: object) -> str:
    """A cell as text: days as 2020-03-25, whole numbers without `.0`, bounded, without NUL."""
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    text = str(cell).replace("\0", "").strip()[:4001]
    return text[1:] if text.startswith("'") and text[1:].startswith(FORMULA) else text


def plan_rows(rows: Iterable[SheetRow]) -> SheetPlan:
    """What confirming would open. Two queries for any number of rows."""
    given, plan, reader = list(rows), SheetPlan(), Reader()
    numbers = {one.said.get(columns.NUMBER, "") for one in given} - {""}
    held = {one.number: one for one in ledger().filter(number__in=numbers)} if numbers else {}
    for row in given:
        number = row.said.get(columns.NUMBER, "")
        if number in held:
            plan.rows.append(PlannedRow(row.number, held=held[number]))
            continue
        wrong: dict[str, str] = {}
        if number:
            wrong[columns.NUMBER] = _("台账里没有编号 %(number)s；要新立的，请把编号空着。") % {"number": number[:20]}
        planned = reader.planned(row, wrong)
        plan.errors += [(row.number, column, says) for column, says in wrong.items()]
        if not wrong:
            plan.rows.append(planned)
    _mark_twice(plan)
    return plan


def _mark_twice(plan: SheetPlan) -> None:
    """The same matter in two rows is a mistake; one that was opened before may be meant, and is said."""
    seen: dict[tuple[object, ...], int] = {}
    for row in plan.new:
        first = seen.setdefault(_same(row), row.number)
        if first != row.number:
            plan.errors.append((row.number, columns.TITLE, _("与第 %(row)s 行重复，请删去一行。") % {"row": first}))
            plan.rows.remove(row)
    before = _opened_before({row.new.title for row in plan.new if row.new})
    for row in plan.new:
        if number := before.get(_same(row)):
            row.warnings.append(_("台账里已有同样的一件（%(number)s），确认后会再立一件。") % {"number": number})


def _opened_before(titles: set[str]) -> dict[tuple[object, ...], str]:
    held = Matter.objects.filter(case__title__in=titles).select_related("case") if titles else ()
    return {(one.case.title, one.case.agency, one.kind, one.received): one.case.number for one in held}


def _same(row: PlannedRow) -> tuple[object, ...]:
    return (row.new.title, row.new.lead, row.new.kind, row.new.received) if row.new else ()


def carry_out(*, actor: Actor, plan: SheetPlan, mark: UUID, at: datetime | None = None) -> int:
    """Open every new row; how many. `mark`: of the file that was read; the same again opens nothing.

    CannotDo: a row does not fit, and nothing is opened.
    """
    if plan.errors:
        number, column, says = plan.errors[0]
        raise CannotDo(_("第 %(row)s 行“%(column)s”：%(says)s") % {"row": number, "column": column, "says": says})
    with transaction.atomic():
        for row in plan.new:
            _open(actor, row, uuid5(mark, str(row.number)), at)
        record(actor=actor, verb="supervision.sheet", thing_kind="sheet", thing_id=str(mark),
               business_at=at or business.now(), content={"rows": len(plan.rows), "new": len(plan.new)})
    return len(plan.new)


def _open(actor: Actor, row: PlannedRow, key: UUID, at: datetime | None) -> None:
    if row.new is None:
        return
    try:
        open_matter(actor=actor, new=row.new, key=key, at=at)
    except CannotDo as refusal:
        says = _("第 %(row)s 行：%(says)s") % {"row": row.number, "says": refusal.says}
        raise CannotDo(says, refusal.field) from refusal
