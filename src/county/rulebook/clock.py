"""How long is left until a day, or how long it has passed, in words beside a lamp."""

from __future__ import annotations

from datetime import date, datetime, time

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from county.business import business_today
from county.rulebook.shown import Clock
from county.site.templatetags.county import day
from gongbao.clock import Calendar
from gongbao.clock.left import Left, left
from gongbao.wording import Speaker


def clock_to(due: date | datetime, calendar: Calendar, say: Speaker, *, working: bool, at_least: bool) -> Clock:
    """`working`: told in working days where there are any. `at_least`: from the day on something is fulfilled."""
    found, today = left(_now(), due, calendar), day(business_today())
    span = _span(found, say, working=working)
    if found.is_late and at_least:
        return Clock("good", _("今天是%(today)s，已经满了。") % {"today": today})
    if found.is_late:
        return Clock("late", _("今天是%(today)s，已经过了 %(span)s。") % {"today": today, "span": span})
    if found.is_today:
        return Clock("amber", _("就是今天（%(today)s）。") % {"today": today})
    return Clock("good", _("今天是%(today)s，还剩 %(span)s。") % {"today": today, "span": span})


def _now() -> datetime:
    """The day of business from its beginning; in live mode the moment itself."""
    if settings.DEMO:
        return datetime.combine(business_today(), time.min)
    return timezone.localtime().replace(tzinfo=None)


def _span(found: Left, say: Speaker, *, working: bool) -> str:
    worked = found.late_working_days if found.is_late else found.working_days
    days = found.late_days if found.is_late else found.days
    if working and worked:
        return f"{worked} {say.word('working_day')}"
    return f"{days} {say.word('day')}" if days else f"{found.late_hours or found.hours} {say.word('hour')}"
