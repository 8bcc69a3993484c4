"""Examples of the charts for the gallery. All of them are made up; the words are in the reader's language."""

from __future__ import annotations

from datetime import date

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from county.charts.lamp_bar import BarWords, LampPart, draw_lamp_bar
from county.charts.quarter_strip import QuarterCell, StripWords, draw_strip
from county.charts.rate_columns import Column, ColumnWords, draw_columns
from county.charts.year_line import DayMark, YearWords, draw_year

PLACE = "#page-main"


def charts() -> dict[str, SafeString]:
    """One drawing of each kind, under the names that the gallery's template reads."""
    drawn = {"lamp_bar": _lamp_bar(), "no_lamp_bar": draw_lamp_bar([], title="山前镇的任务", words=_bar_words()),
             "year_line": _year_line(), "quarter_strip": _quarter_strip(), "rate_columns": _rate_columns()}
    return {name: mark_safe(svg) for name, svg in drawn.items()}  # noqa: S308  (escaped piece by piece)


def _lamp_bar() -> str:
    parts = [LampPart("late", _("逾期"), 3, PLACE), LampPart("near", _("临期"), 4, PLACE),
             LampPart("good", _("正常"), 9, PLACE), LampPart("none", _("未定时限"), 1, PLACE),
             LampPart("stopped", _("中止"), 2, PLACE), LampPart("done", _("已结"), 6, PLACE)]
    return draw_lamp_bar(parts, width=360, title="河口镇的任务", words=_bar_words())


def _year_line() -> str:
    marks = [DayMark(date(2031, 3, 31), 2, "done", "河道清理报告", PLACE),
             DayMark(date(2031, 4, 30), 6, "late", "防汛演练", PLACE),
             DayMark(date(2031, 6, 1), 9, "near", "防汛值守表", PLACE),
             DayMark(date(2031, 6, 1), 1, "good", "河段公示", PLACE),
             DayMark(date(2031, 9, 30), 24, "good", "河道清理报告", PLACE),
             DayMark(date(2031, 12, 31), 1, "none", "全年总结", PLACE)]
    return draw_year(2031, marks, today=date(2031, 5, 6), href_of_month=lambda _month: PLACE, words=_year_words())


def _quarter_strip() -> str:
    cells = [QuarterCell("二季度", "none", "二季度：没有评分"), QuarterCell("三季度", "fine", "三季度：不在后几名"),
             QuarterCell("四季度", "bad", "四季度：后几名，第1步", PLACE, step=1),
             QuarterCell("一季度", "open", "一季度：还没有结束")]
    return draw_strip(cells, title="河口镇最近四个季度", words=_strip_words())


def _rate_columns() -> str:
    columns = [Column("二季度", 100, "100%"), Column("三季度", 62.5, "62.5%"), Column("四季度", 0, "0%"),
               Column("一季度", None, "没有到期的事")]
    return draw_columns(columns, title="按时办结率", words=_column_words())


def _bar_words() -> BarWords:
    return BarWords(part=_("{word} {count} 件"), nothing=_("一件也没有"), comma=_("、"))


def _year_words() -> YearWords:
    return YearWords(
        title=_("{year}年各日到期的件数"),
        day=_("{month}月{day}日 {count} 件：{titles}"),
        month=_("{month}月 {count} 件"),
        now=_("今天是{month}月{day}日"),
        today=_("今天"),
        nothing=_("这一年没有到期的事"),
        comma=_("、"),
        stop=_("；"),
    )


def _strip_words() -> StripWords:
    return StripWords(nothing=_("还没有哪个季度有结果"), stop=_("；"))


def _column_words() -> ColumnWords:
    return ColumnWords(column=_("{label}：{said}"), nothing=_("还没有可比的数"), stop=_("；"))
