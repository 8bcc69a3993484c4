"""How long is left, or how late it is: the numbers behind 还剩 3 个工作日 and 逾期 2 天."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from gongbao.clock.calendar import Calendar
from gongbao.clock.limits import day_of, moment_of

_DAY, _HOUR = timedelta(days=1), timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Left:
    """What remains until something is due, and by how much it is late; each number is zero on the other side.

    `days` and `working_days` count the days after today up to the due day; `late_days` and `late_working_days` those
    after the due day up to today. `hours` are whole hours still to go, `late_hours` hours begun since. A due date lasts
    to its midnight. `is_today`: the due day is today, in time or not. `provisional`: a working day among those counted
    is not covered by a notice.
    """

    working_days: int
    days: int
    hours: int
    is_today: bool
    is_late: bool
    late_working_days: int
    late_days: int
    late_hours: int
    provisional: bool


def left(now: datetime, due: date | datetime, calendar: Calendar) -> Left:
    """What is left at `now` (naive local) of something due on a day, that day included, or at a moment.

    Late is from the next day on, or after the moment. ClockError: a moment with a time zone.
    """
    now, today, last = moment_of(now), day_of(now), day_of(due)
    late = now > due if isinstance(due, datetime) else today > last
    to_go = due - now if isinstance(due, datetime) else datetime.combine(last, time.min) - now + _DAY
    worked, days = calendar.count(today, last), (last - today).days
    return Left(
        working_days=max(0, worked),
        days=max(0, days),
        hours=max(0, to_go // _HOUR),
        is_today=days == 0,
        is_late=late,
        late_working_days=max(0, -worked),
        late_days=max(0, -days),
        late_hours=max(1, -(to_go // _HOUR)) if late else 0,
        provisional=not calendar.covers_between(min(today, last), max(today, last)),
    )
