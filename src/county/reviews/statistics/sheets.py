"""The statistics as an Excel file and as a Word file: texts as text, never a formula; numbers as numbers."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from county.agencies.sheets import as_text
from county.reviews.statistics.selectors import Line, Part, part_names

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
DEMO = "演示数据"
Cell = str | int


def header(title: str) -> list[str]:
    return [title, *part_names(), _("合计"), _("差评率"), _("默认评价所占比例"), _("不予采纳")]


def cells(line: Line) -> list[Cell]:
    tally = line.tally
    return [line.name or _("全部"), *line.cells, tally.defaults, tally.counted, line.bad_share.said,
            line.default_share.said, tally.set_aside]


def workbook(page: dict[str, Any]) -> bytes:
    """One sheet for each table, under a line that says what it is."""
    from xlsxwriter import Workbook  # type: ignore[import-untyped]

    held = io.BytesIO()
    with Workbook(held, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        bold, text = book.add_format({"bold": True}), book.add_format({"num_format": "@"})
        for part in _parts(page):
            sheet = book.add_worksheet(part.title[:31])
            sheet.set_column(0, 0, 36)
            sheet.set_column(1, 12, 14)
            sheet.write_string(0, 0, as_text(_heading(page)), bold)
            for column, one in enumerate(header(part.title)):
                sheet.write_string(1, column, as_text(one), bold)
            for number, line in enumerate(part.lines, 2):
                _write(sheet, number, cells(line), text)
            sheet.freeze_panes(2, 1)
    return held.getvalue()


def document(page: dict[str, Any]) -> bytes:
    """The answer, then the tables one below the other."""
    from docx import Document
    from docx.enum.section import WD_ORIENT

    made = Document()
    section = made.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = section.page_height, section.page_width
    made.add_heading(_heading(page), level=1)
    for part in _parts(page):
        made.add_heading(part.title, level=2)
        table = made.add_table(rows=1, cols=len(header(part.title)), style="Table Grid")
        _fill(table.rows[0].cells, header(part.title))
        for line in part.lines:
            _fill(table.add_row().cells, cells(line))
    if page["leaves_out"]:
        made.add_paragraph(_("差评率不含：%(what)s。") % {"what": page["leaves_out"]})
    held = io.BytesIO()
    made.save(held)
    return held.getvalue()


def _parts(page: dict[str, Any]) -> Iterator[Part]:
    yield Part("all", _("全部"), [page["whole"]])
    yield from page["parts"]
    yield page["months"]


def _heading(page: dict[str, Any]) -> str:
    return "；".join([page["answer"], *([DEMO] if settings.DEMO else [])])


def _write(sheet: Any, number: int, row: Sequence[Cell], text: Any) -> None:
    for column, cell in enumerate(row):
        if isinstance(cell, int):
            sheet.write_number(number, column, cell)
        else:
            sheet.write_string(number, column, as_text(cell), text)


def _fill(places: Any, row: Sequence[Cell]) -> None:
    for place, cell in zip(places, row, strict=True):
        place.text = str(cell)
