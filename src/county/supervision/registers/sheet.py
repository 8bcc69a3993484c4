"""A list as an Excel file: texts as text, never a formula; numbers as numbers."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from decimal import Decimal
from urllib.parse import quote

from django.http import HttpResponse

from county.agencies.sheets import MIME, as_text

Cell = str | int | Decimal


def workbook(title: str, header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    from xlsxwriter import Workbook  # type: ignore[import-untyped]

    kept = io.BytesIO()
    with Workbook(kept, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        sheet = book.add_worksheet(_fitting(title))
        bold, text = book.add_format({"bold": True}), book.add_format({"num_format": "@", "text_wrap": True})
        sheet.set_column(0, len(header) - 1, 20)
        sheet.freeze_panes(1, 0)
        for column, one in enumerate(header):
            sheet.write_string(0, column, one, bold)
        for number, cells in enumerate(rows, 1):
            for column, cell in enumerate(cells):
                if isinstance(cell, str):
                    sheet.write_string(number, column, as_text(cell), text)
                else:
                    sheet.write_number(number, column, float(cell))
    return kept.getvalue()


def as_download(name: str, title: str, header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> HttpResponse:
    response = HttpResponse(workbook(title, header, rows), content_type=MIME)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}.xlsx"
    return response


def _fitting(title: str) -> str:
    """What Excel takes for the name of a sheet."""
    bare = "".join(one for one in title if one not in "[]:*?/\\'")
    return bare[:31] or "1"
