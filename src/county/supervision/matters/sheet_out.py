"""The ledger as an Excel file, and the empty file in which new matters come in."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db.models import Prefetch, prefetch_related_objects
from django.utils.translation import gettext as _

from county import business
from county.agencies.names import agency_name
from county.agencies.sheets import MIME, as_text
from county.cases.models import Case, Concern
from county.cases.shown import WORDS
from county.site.templatetags.county import plain_day
from county.supervision.matters.ledger import OWN, TODAY, TOMORROW, WEEK, Wanted
from county.supervision.matters.opening import kinds
from county.supervision.matters.rows import Row, rows_of
from county.supervision.plans import plan_of, plans

NUMBER, TITLE, LEAD, PARTICIPANTS, KIND = "编号", "事项", "牵头单位", "参与单位", "种类"
RECEIVED, ORDERED, DUE, WANTED_DAY = "收到日期", "安排日期", "完成期限", "要结果的日期"
JOINT, ORIGIN, SPECIAL, SAME_DAY = "共同牵头", "来源", "特别重要", "当日要结果的理由"
OUT = {NUMBER: 16, "任务号": 9, TITLE: 44, "文件": 26, LEAD: 24, JOINT: 24, PARTICIPANTS: 34, KIND: 24, RECEIVED: 12,
       ORDERED: 12, DUE: 12, "状态": 16, "灯": 10, "办结日期": 12, "按时与否": 14, "依据（位置）": 30}
"""The columns with their widths. Words of the file, not of the page: it comes back whatever the language is."""
IN = {TITLE: 44, LEAD: 26, PARTICIPANTS: 36, KIND: 30, ORIGIN: 18, RECEIVED: 13, ORDERED: 13, WANTED_DAY: 14,
      SPECIAL: 10, SAME_DAY: 30}
DAYS = (RECEIVED, ORDERED, WANTED_DAY)
ROWS = 500
YES = "是"
DEMO = "演示数据"
_BOOK = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_DAY = {"num_format": "yyyy-mm-dd", "align": "left", "valign": "top"}
_TEXT = {"num_format": "@", "text_wrap": True, "valign": "top"}
_HEAD = {"bold": True, "border": 1, "bg_color": "#EDEAE0", "valign": "top"}
Cell = str | date | None

__all__ = ["MIME", "filter_words", "template", "workbook_of"]


def workbook_of(cases: Iterable[Case], now: datetime, filtered: str = "") -> bytes:
    """Each case one row, below a line that says when and what was left out. Three queries for any number of cases."""
    from xlsxwriter import Workbook  # type: ignore[import-untyped]

    lines = list(_lines(list(cases), now))
    held = io.BytesIO()
    with Workbook(held, _BOOK) as book:
        sheet = book.add_worksheet("督查台账")
        sheet.write_string(0, 0, _note(now, filtered, len(lines)), book.add_format({"bold": True}))
        _head(book, sheet, 1, OUT)
        sheet.freeze_panes(2, 3)
        sheet.autofilter(1, 0, len(lines) + 1, len(OUT) - 1)
        _print_wide(sheet)
        formats = book.add_format(_TEXT), book.add_format(_DAY)
        for number, cells in enumerate(lines, 2):
            _write(sheet, number, cells, formats)
    return held.getvalue()


def template() -> bytes:
    """The columns of new matters; kinds and 是 from lists, days as days."""
    from xlsxwriter import Workbook

    held = io.BytesIO()
    with Workbook(held, _BOOK) as book:
        sheet = book.add_worksheet("交办事项")
        _head(book, sheet, 0, IN)
        sheet.freeze_panes(1, 1)
        names, day = list(IN), book.add_format(_DAY)
        for name in DAYS:
            sheet.set_column(names.index(name), names.index(name), IN[name], day)
        _offer(book, sheet, names.index(KIND), [title for _kind, title in kinds()])
        sheet.data_validation(1, names.index(SPECIAL), ROWS, names.index(SPECIAL), _list([YES, "否"]))
    return held.getvalue()


def filter_words(wanted: Wanted) -> str:
    """What the list was narrowed to, as words; empty where it is the whole ledger."""
    plan, titles = plan_of(wanted.plan), {one.system: one.document for one in plans()}
    spans = {TODAY: _("今天"), TOMORROW: _("明天"), WEEK: _("本周")}
    documents = {**titles, OWN: _("交办事项")}
    said = (
        (_("牵头单位"), agency_name(wanted.lead)), (_("参与单位"), agency_name(wanted.joins)),
        (_("文件"), documents.get(wanted.document, wanted.document)), (_("计划"), plan.title if plan else wanted.plan),
        (_("灯"), _(WORDS[wanted.lamp]) if wanted.lamp else ""), (_("到期"), spans.get(wanted.due, wanted.due)),
        (_("种类"), dict(kinds()).get(wanted.kind, wanted.kind)), (_("搜索"), wanted.words))
    return "；".join(f"{name}：{value}" for name, value in said if value)


def _note(now: datetime, filtered: str, count: int) -> str:
    parts = [_("督查台账 %(day)s 共 %(count)s 件") % {"day": plain_day(now.astimezone(business.ZONE).date()),
                                                    "count": count}, filtered or _("全部事项")]
    return as_text("；".join([*parts, DEMO] if settings.DEMO else parts))


def _lines(cases: list[Case], now: datetime) -> Iterator[list[Cell]]:
    joined = Concern.objects.filter(joined=True).order_by("pk")
    prefetch_related_objects(cases, "matter", Prefetch("concerns", joined, to_attr="joining"))
    named = dict(kinds())
    for row in rows_of(cases, now):
        yield _line(row, named)


def _line(row: Row, named: dict[str, str]) -> list[Cell]:
    case, matter = row.case, getattr(row.case, "matter", None)
    leads, others = _units(row)
    document = (matter.document if matter else "") or row.document
    at = matter.at if matter else row.task.at if row.task else ""
    opened = _local(case.opened_at)
    return [case.number, row.no, case.title, document, row.lead, "、".join(leads), "、".join(others),
            named.get(matter.kind, matter.kind) if matter else "", matter.received if matter else opened,
            matter.ordered if matter else opened, _due(case), row.state, row.lamp.word, _local(case.closed_at),
            row.kept, f"{document} {at}".strip() if at else ""]


def _units(row: Row) -> tuple[list[str], list[str]]:
    """Who leads together with the lead, and who takes part; named by the document without being a unit: the latter."""
    joint = row.task.joint if row.task else ()
    leads: list[str] = []
    others: list[str] = []
    for one in getattr(row.case, "joining", ()):
        (leads if one.who in joint or one.part in (JOINT, _("共同牵头")) else others).append(agency_name(one.who))
    return leads, others + list(row.task.outside if row.task else ())


def _due(case: Case) -> date | None:
    """The running last day; of a case without one, the last day of the limit that ended last."""
    if case.due_at:
        return _local(case.due_at)
    ended = [one["due"] for one in case.clocks.get("ended", ()) if one.get("due")]
    return _local(datetime.fromisoformat(ended[-1])) if ended else None


def _local(moment: datetime | None) -> date | None:
    return moment.astimezone(business.ZONE).date() if moment else None


def _head(book: Any, sheet: Any, row: int, widths: dict[str, int]) -> None:
    head, text = book.add_format(_HEAD), book.add_format(_TEXT)
    for column, (name, width) in enumerate(widths.items()):
        sheet.set_column(column, column, width, text)
        sheet.write_string(row, column, name, head)


def _write(sheet: Any, number: int, cells: Sequence[Cell], formats: tuple[Any, Any]) -> None:
    """Days as days; everything else as text, never a formula."""
    text, day = formats
    for column, cell in enumerate(cells):
        if isinstance(cell, date):
            sheet.write_datetime(number, column, cell, day)
        elif cell:
            sheet.write_string(number, column, as_text(cell), text)


def _print_wide(sheet: Any) -> None:
    sheet.set_landscape()
    sheet.set_paper(8)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(1)


def _offer(book: Any, sheet: Any, column: int, words: list[str]) -> None:
    """Excel keeps no more than 255 letters in a list of its own, so that the words stand on a second sheet."""
    more = book.add_worksheet("选项")
    for number, word in enumerate(words):
        more.write_string(number, 0, word)
    if words:
        sheet.data_validation(1, column, ROWS, column, {**_list([]), "source": f"='选项'!$A$1:$A${len(words)}"})


def _list(words: list[str]) -> dict[str, Any]:
    return {"validate": "list", "source": words, "error_title": "请从列表里选", "error_message": "请从列表里选。"}
