"""Short words for the tests of the lists and of intake: workbooks made and read."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

OFFICE_AGENCY = "service-office"


def workbook(sheets: Mapping[str, Sequence[Sequence[Any]]]) -> bytes:
    """A workbook as somebody fills it in; the first row of each sheet is its head."""
    from xlsxwriter import Workbook

    held = io.BytesIO()
    with Workbook(held, {"in_memory": True, "strings_to_formulas": False}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, cells in enumerate(rows):
                sheet.write_row(number, 0, cells)
    return held.getvalue()


def upload(data: bytes, name: str = "表.xlsx") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data)


def cells(data: bytes) -> dict[str, list[list[str]]]:
    """What a workbook holds, by sheet."""
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    return {name: [[str(cell) for cell in row] for row in book.get_sheet_by_name(name).to_python()]
            for name in book.sheet_names}
