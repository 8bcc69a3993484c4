"""Excel files of the desk, read and written: bounded, every cell as text, never a formula."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from python_calamine import CalamineError, CalamineWorkbook

from county.agencies.sheets import FORMULA, MIME, as_text
from county.cases.says import CannotDo

SIZE = 900 * 1024
UNPACKED = 64 * 1024 * 1024
LETTERS = 1000 * 1000
"""What all cells together may hold, since the rows wait in the session between preview and confirmation."""
CELL = 400
SHEETS = 6
HEAD_WITHIN = 6
DEMO = "演示数据"
_BOOK = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_TEXT = {"num_format": "@", "text_wrap": True, "valign": "top"}
_HEAD = {"bold": True, "border": 1, "bg_color": "#EDEAE0", "valign": "top"}


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row as typed, its cells by column; `number` is its number in Excel."""

    number: int
    said: dict[str, str]


@dataclass(frozen=True, slots=True)
class Columns:
    """A sheet's name and columns with their widths; `needed` tell it from others. `offers`: what a cell may say."""

    name: str
    widths: Mapping[str, int]
    needed: tuple[str, ...]
    offers: Mapping[str, tuple[str, ...]]


def read_sheets(data: bytes, known: Iterable[Columns], rows: int) -> dict[str, list[SheetRow]]:
    """The rows of every sheet whose head is known, by its name; empty rows left out. CannotDo: it cannot be read."""
    found: dict[str, list[SheetRow]] = {}
    kinds = list(known)
    for lines in _sheets(data, rows):
        for columns in kinds:
            read = _rows(lines, columns)
            if read is not None:
                found.setdefault(columns.name, []).extend(read)
    if not found:
        heads = "；".join("、".join(one.needed) for one in kinds)
        raise CannotDo(_("没有找到要读的表：表头要有 %(heads)s。请用本页下载的模板。") % {"heads": heads}, "file")
    _require_bounded(found, rows)
    return found


def _require_bounded(found: Mapping[str, list[SheetRow]], rows: int) -> None:
    if not any(found.values()):
        raise CannotDo(_("表里没有内容，请从表头的下一行起填写。"), "file")
    if any(len(read) > rows for read in found.values()):
        raise CannotDo(_("一次最多导入 %(rows)s 行，请分成几个文件。") % {"rows": rows}, "file")
    if sum(len(cell) for read in found.values() for one in read for cell in one.said.values()) > LETTERS:
        raise _too_much()


def _sheets(data: bytes, rows: int) -> list[Sequence[Sequence[object]]]:
    if len(data) > SIZE:
        raise CannotDo(_("文件超过 900 KB，没有接收。请只留要导入的表，再上传。"), "file")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            if sum(one.file_size for one in parts.infolist()) > UNPACKED:
                raise _too_much()
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        return [book.get_sheet_by_index(place).to_python(skip_empty_area=False, nrows=2 * rows)
                for place in range(min(len(book.sheet_names), SHEETS))]
    except (CalamineError, OSError, ValueError, IndexError, zipfile.BadZipFile) as error:
        raise CannotDo(_("这个文件不是能读的 Excel 表格（xlsx），请用本页下载的模板填写。"), "file") from error


def _too_much() -> CannotDo:
    return CannotDo(_("文件里的内容太多，没有接收。请分成几个文件，再上传。"), "file")


def _rows(lines: Sequence[Sequence[object]], columns: Columns) -> list[SheetRow] | None:
    """None: the sheet is of another kind."""
    heads = ((number, [said_of(cell) for cell in cells]) for number, cells in enumerate(lines[:HEAD_WITHIN]))
    head, names = next(((number, names) for number, names in heads if set(columns.needed) <= set(names)), (-1, []))
    if head < 0:
        return None
    where = {one: names.index(one) for one in columns.widths if one in names}
    rows = [SheetRow(number, {one: said_of(cells[place]) if place < len(cells) else "" for one, place in where.items()})
            for number, cells in enumerate(lines[head + 1 :], head + 2)]
    return [one for one in rows if any(one.said.values())]


def said_of(cell: object) -> str:
    """A cell as text: moments as 2020-03-25 10:30, days as 2020-03-25, whole numbers without `.0`, without NUL."""
    if isinstance(cell, datetime):
        return cell.strftime("%Y-%m-%d %H:%M") if cell.hour or cell.minute else cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    text = str(cell).replace("\0", "").strip()[: CELL + 1]
    return text[1:] if text.startswith("'") and text[1:].startswith(FORMULA) else text


def written(sheets: Iterable[tuple[Columns, Iterable[Sequence[str]]]]) -> bytes:
    """A workbook with a sheet for each; every cell is text."""
    from xlsxwriter import Workbook  # type: ignore[import-untyped]

    held = io.BytesIO()
    with Workbook(held, _BOOK) as book:
        for columns, rows in sheets:
            _write(book, columns, rows)
    return held.getvalue()


def _write(book: Any, columns: Columns, rows: Iterable[Sequence[str]]) -> None:
    sheet, text, head = book.add_worksheet(columns.name), book.add_format(_TEXT), book.add_format(_HEAD)
    for place, (name, width) in enumerate(columns.widths.items()):
        sheet.set_column(place, place, width, text)
        sheet.write_string(0, place, name, head)
        if words := columns.offers.get(name):
            sheet.data_validation(1, place, 5000, place, {"validate": "list", "source": list(words)})
    sheet.freeze_panes(1, 1)
    if settings.DEMO:
        sheet.set_header(f"&R{DEMO}")
    for number, cells in enumerate(rows, 1):
        for place, cell in enumerate(cells):
            sheet.write_string(number, place, as_text(cell), text)


def sent(request: HttpRequest, most: int = 1) -> list[bytes]:
    """The files of the form. CannotDo: none, too many, or one that is too big."""
    files = request.FILES.getlist("file")
    if not files or len(files) > most:
        raise CannotDo(_("请选填好的表，最多 %(most)s 个文件。") % {"most": most}, "file")
    if any((one.size or 0) > SIZE for one in files):
        raise CannotDo(_("文件超过 900 KB，没有接收。请只留要导入的表，再上传。"), "file")
    return [one.read() for one in files]


def attachment(data: bytes, name: str) -> HttpResponse:
    """The file to keep."""
    headers = {"Content-Disposition": content_disposition_header(True, f"{name}.xlsx") or "attachment",
               "Cache-Control": "no-store"}
    return HttpResponse(data, content_type=MIME, headers=headers)
