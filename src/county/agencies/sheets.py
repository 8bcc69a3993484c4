"""The roster of a unit as an Excel file: the empty or filled template, and reading one that comes back."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from python_calamine import CalamineError, CalamineWorkbook

from county.agencies.models import Tenure
from county.agencies.names import agency_name
from county.agencies.refusals import NotPossible
from county.agencies.roles import Role

COLUMNS = ("单位", "姓名", "职务", "手机", "角色")
LONGEST = {"单位": 200, "姓名": 60, "职务": 200, "手机": 30, "角色": 20}
ROWS = 500
SIZE = 800 * 1024
FORMULA = ("=", "+", "-", "@", "\t", "\r")
MIME = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row as typed; `number` is its number in Excel, where the header is row 1."""

    number: int
    unit: str
    name: str
    title: str
    telephone: str
    role: str


def template(agency: str, tenures: Iterable[Tenure]) -> bytes:
    """The five columns with who holds a post today; every cell is text, never a formula."""
    from xlsxwriter import Workbook  # type: ignore[import-untyped]

    held = io.BytesIO()
    with Workbook(held, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        sheet = book.add_worksheet("人员")
        text, bold = book.add_format({"num_format": "@"}), book.add_format({"bold": True})
        sheet.set_column(0, len(COLUMNS) - 1, 22, text)
        for column, title in enumerate(COLUMNS):
            sheet.write_string(0, column, title, bold)
        for number, cells in enumerate(_filled(agency, tenures), 1):
            for column, cell in enumerate(cells):
                sheet.write_string(number, column, as_text(cell), text)
        sheet.data_validation(1, 4, ROWS, 4, {"validate": "list", "source": _role_words()})
    return held.getvalue()


def as_text(cell: str) -> str:
    """What a spreadsheet could take for a formula gets an apostrophe in front, so that it stays text everywhere."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell


def read_sheet(data: bytes) -> list[SheetRow]:
    """The rows of the first sheet, empty ones left out. NotPossible: it is no such file, or too long."""
    if len(data) > SIZE:
        raise NotPossible(_("文件超过 800 KB，没有接收。请只留人员表，再上传。"), "file")
    try:
        rows = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python(skip_empty_area=False)
    except (CalamineError, OSError, ValueError, IndexError) as error:
        raise NotPossible(_("这个文件不是能读的 Excel 表格（xlsx），请用本页下载的模板填写。"), "file") from error
    where = _columns(rows[0] if rows else [])
    found = [_row(number, cells, where) for number, cells in enumerate(rows[1 : 20 * ROWS], 2)]
    filled = [one for one in found if one.unit or one.name or one.title or one.telephone]
    if not filled:
        raise NotPossible(_("表里没有人员，请从第 2 行起填写。"), "file")
    if len(filled) > ROWS or len(rows) > 20 * ROWS:
        raise NotPossible(_("一次最多导入 %(rows)s 行，请分成几个文件。") % {"rows": ROWS}, "file")
    return filled


def _columns(header: Sequence[object]) -> dict[str, int]:
    names = [_said(cell) for cell in header]
    missing = [one for one in COLUMNS if one not in names]
    if missing:
        says = _("第 1 行缺少这些列：%(columns)s。请用本页下载的模板。")
        raise NotPossible(says % {"columns": "、".join(missing)}, "file")
    return {one: names.index(one) for one in COLUMNS}


def _row(number: int, cells: Sequence[object], where: dict[str, int]) -> SheetRow:
    said = (_said(cells[where[one]]) if where[one] < len(cells) else "" for one in COLUMNS)
    unit, name, title, telephone, role = said
    return SheetRow(number, unit, name, title, telephone, role)


def _said(cell: object) -> str:
    """A cell as text; a telephone number that Excel made a number of loses its `.0`."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    text = str(cell).strip()
    return text[1:] if text.startswith("'") and text[1:].startswith(FORMULA) else text


def _filled(agency: str, tenures: Iterable[Tenure]) -> list[tuple[str, ...]]:
    name = agency_name(agency)
    return [(name, one.person.name, one.post.title, one.person.telephone, str(Role(one.post.role).label))
            for one in tenures]


def _role_words() -> list[str]:
    return [str(one.label) for one in Role if one is not Role.PARTY]
