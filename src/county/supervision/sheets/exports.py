"""Sheets as Excel files: every cell is text, never a formula."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence

from django.utils.translation import gettext as _

from county.agencies.sheets import as_text
from county.site.templatetags.county import plain_day
from county.supervision.plans import Plan
from county.supervision.sheets.selectors import standings
from county.supervision.sheets.spots import gaps_of
from county.supervision.sheets.year_end import Sheet

Rows = Iterable[Sequence[object]]


def self_check_book(plan: Plan) -> bytes:
    """Two sheets: who has sent, and what is lacking."""
    sent = [(one.unit, one.tasks, plain_day(one.sent_at) if one.sent_at else "", one.mark.word,
             "" if one.gaps is None else one.gaps) for one in standings(plan)]
    lacking = [(no, one.unit, one.words) for no, several in gaps_of(plan).items() for one in several]
    return _book([(_("报送情况"), (_("单位"), _("任务数"), _("报送日期"), _("情况"), _("差距数")), sent),
                  (_("差距"), (_("任务"), _("单位"), _("差距")), lacking)])


def year_end_book(sheets: Iterable[Sheet]) -> bytes:
    """One row an entry; a document without entries says so."""
    rows = [row for sheet in sheets for row in _rows_of(sheet)]
    head = (_("单位"), _("年"), _("文件"), _("事项"), _("记录"), _("说明"), _("依据"))
    return _book([(_("年终材料"), head, rows)])


def _rows_of(sheet: Sheet) -> Iterable[Sequence[object]]:
    for document in sheet.documents:
        for one in document.entries:
            yield sheet.unit, sheet.year, document.document, one.title, one.value, one.note, one.at
        if not document.entries:
            yield (sheet.unit, sheet.year, document.document, document.title, _("没有记录"),
                   _("由%(office)s登记") % {"office": document.office}, "")
    for one in sheet.others:
        yield sheet.unit, sheet.year, one.document, one.title, one.value, one.note, one.at


def _book(sheets: Iterable[tuple[str, Sequence[str], Rows]]) -> bytes:
    from xlsxwriter import Workbook  # type: ignore[import-untyped]

    held = io.BytesIO()
    with Workbook(held, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        text, bold = book.add_format({"num_format": "@", "text_wrap": True}), book.add_format({"bold": True})
        for name, head, rows in sheets:
            sheet = book.add_worksheet(name[:31])
            sheet.set_column(0, len(head) - 1, 22, text)
            for column, title in enumerate(head):
                sheet.write_string(0, column, title, bold)
            for number, cells in enumerate(rows, 1):
                for column, cell in enumerate(cells):
                    sheet.write_string(number, column, as_text(str(cell)), text)
    return held.getvalue()
