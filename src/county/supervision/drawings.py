"""The desk's charts, with their words in the reader's language."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from county.cases.shown import Lamp
from county.charts.lamp_bar import BarWords, LampPart, draw_lamp_bar
from county.charts.quarter_strip import QuarterCell, StripWords, draw_strip
from county.charts.rate_columns import Column, ColumnWords, draw_columns
from county.charts.year_line import DayMark, YearWords, draw_year
from county.supervision.matters.ledger import LAMPS


def lamp_bar(counts: Mapping[str, int], title: str, href_of: Callable[[str], str], width: float = 240) -> SafeString:
    """How many are under each lamp, each part leading to its cases."""
    parts = [LampPart(name, Lamp(name).word, counts[name], href_of(name))  # type: ignore[arg-type]
             for name in LAMPS if counts[name]]
    words = BarWords(part=_("{word} {count} 件"), nothing=_("一件也没有"), comma=_("、"))
    return _safe(draw_lamp_bar(parts, width=width, title=title, words=words))


def year_line(year: int, marks: Sequence[DayMark], today: date | None,
              href_of_month: Callable[[int], str]) -> SafeString:
    words = YearWords(
        title=_("{year}年各日到期的件数"), day=_("{month}月{day}日 {count} 件：{titles}"),
        month=_("{month}月 {count} 件"), now=_("今天是{month}月{day}日"), today=_("今天"),
        nothing=_("这一年没有到期的事"), comma=_("、"), stop=_("；"))
    return _safe(draw_year(year, marks, today=today, href_of_month=href_of_month, words=words))


def strip(cells: Sequence[QuarterCell], title: str) -> SafeString:
    words = StripWords(nothing=_("还没有哪个季度有结果"), stop=_("；"))
    return _safe(draw_strip(cells, title=title, words=words))


def rate_columns(columns: Sequence[Column], title: str) -> SafeString:
    words = ColumnWords(column=_("{label}：{said}"), nothing=_("还没有可比的数"), stop=_("；"))
    return _safe(draw_columns(columns, title=title, words=words))


def _safe(svg: str) -> SafeString:
    return mark_safe(svg)  # noqa: S308  (escaped piece by piece)
