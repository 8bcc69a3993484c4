"""How a case's time is said: a lamp with its word, the last day, and what is left of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from county import business
from county.cases.models import Case
from county.site.templatetags.county import day
from gongbao.clock import Calendar, left
from gongbao.packs.rulebook import Rulebook

WORDS = {"good": gettext_noop("正常"), "near": gettext_noop("临期"), "late": gettext_noop("逾期"),
         "done": gettext_noop("已结"), "stopped": gettext_noop("中止"), "none": gettext_noop("未定时限"),
         "past": gettext_noop("该年度已结束"), "waiting": gettext_noop("待人决定")}
PRINTED = "printed-"
MARKS = {"good": "●", "near": "◐", "late": "▲", "done": "✓", "stopped": "◇", "none": "–", "past": "○", "waiting": "◆"}


@dataclass(frozen=True, slots=True)
class Lamp:
    """`kind`: good, near, late, done, stopped, none, past, waiting."""

    kind: str

    @property
    def mark(self) -> str:
        return MARKS[self.kind]

    @property
    def word(self) -> str:
        return _(WORDS[self.kind])


@dataclass(frozen=True, slots=True)
class ShownClock:
    """A running limit: what it is, its lamp, the last day and what is left, both in words."""

    id: str
    title: str
    rule: str
    lamp: Lamp
    last: str
    span: str
    soft: bool
    provisional: bool
    is_own: bool

    @property
    def is_printed(self) -> bool:
        """A day that the document prints for the case, one of several perhaps."""
        return self.id.startswith(PRINTED)


def lamp_of(case: Case, now: datetime | None = None) -> Lamp:
    """The lamp of a whole case."""
    moment = now or business.now()
    if not case.is_open:
        return Lamp("done")
    if case.suspended:
        return Lamp("stopped")
    return Lamp(_kind(case.due_at, case.amber_at, moment))


def when(case: Case, book: Rulebook, now: datetime | None = None) -> str:
    """The clock of a line in a list: 还剩 3 个工作日（10月9日 星期五 前）."""
    if not case.is_open:
        return _("已办结：%(day)s") % {"day": day(case.closed_at)} if case.closed_at else ""
    if case.suspended:
        return _("计时已中止")
    if case.due_at is None:
        return _("没有时限")
    clock = min((one for one in case.clocks["running"].values() if one.get("due")), key=lambda one: str(one["due"]))
    return f"{span(case.due_at, clock['unit'], book.calendar, now)}（{last_words(case.due_at, clock['unit'])}）"


def clocks_of(case: Case, book: Rulebook) -> list[ShownClock]:
    """The limits that run, the earliest first; those without a number last."""
    now, found = business.now(), []
    for name, clock in sorted(case.clocks["running"].items(), key=lambda one: str(one[1].get("due") or "9")):
        due, near = _moment(clock.get("due")), _moment(clock.get("amber"))
        lamp = Lamp("stopped" if case.suspended else _kind(due, near, now))
        last = last_words(due, clock["unit"]) if due else _("文件没有写天数，由主管单位定")
        left_words = _("计时已中止") if case.suspended else span(due, clock["unit"], book.calendar) if due else ""
        found.append(ShownClock(name, clock["title"], clock["rule"], lamp, last, left_words, clock["soft"],
                                clock["provisional"], not clock["rule"]))
    return found


def span(due: datetime, unit: str, calendar: Calendar, now: datetime | None = None) -> str:
    """What is left, or by how much it is late, in the limit's own unit."""
    moment = (now or business.now()).astimezone(business.ZONE).replace(tzinfo=None)
    last = due.astimezone(business.ZONE).replace(tzinfo=None)
    found = left(moment, last if unit == "hour" else last.date(), calendar)
    if unit == "hour":
        return (_("逾期 %(n)s 小时") % {"n": found.late_hours} if found.is_late
                else _("还剩 %(n)s 小时") % {"n": found.hours})
    if found.is_late and unit == "working_day" and found.late_working_days:
        return _("逾期 %(n)s 个工作日") % {"n": found.late_working_days}
    if found.is_late:
        return _("逾期 %(n)s 天") % {"n": found.late_days}
    if found.is_today:
        return _("今天到期")
    if unit == "working_day" and found.working_days:
        return _("还剩 %(n)s 个工作日") % {"n": found.working_days}
    return _("还剩 %(n)s 天") % {"n": found.days}


def last_words(due: datetime, unit: str) -> str:
    """10月9日 星期五 前, the last day included; with the minute for hours."""
    local = due.astimezone(business.ZONE)
    if unit == "hour":
        return _("%(day)s %(time)s 前") % {"day": day(due), "time": f"{local:%H:%M}"}
    return _("%(day)s 前") % {"day": day(due)}


def moment_words(moment: datetime) -> str:
    """12月15日 09:30, with the year where it is another one; midnight at a day's end is said as the day alone."""
    local = moment.astimezone(business.ZONE)
    said = day(moment)
    return said if local.time() in (time.min, time.max) else f"{said} {local:%H:%M}"


def _kind(due: datetime | None, near: datetime | None, now: datetime) -> str:
    if due is None:
        return "none"
    if due < now:
        return "late"
    return "near" if (near and near <= now) or due.astimezone(business.ZONE).date() == now.astimezone(
        business.ZONE).date() else "good"


def _moment(said: Any) -> datetime | None:
    return datetime.fromisoformat(said) if said else None
