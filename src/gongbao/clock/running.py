"""A clock that is started, suspended, resumed and extended, and how it stands at a moment.

Positions are counted in the clock's own unit: hours for a limit in hours, working days for one in working days, days
for all others. The units in (suspended, resumed] do not count. So:

- suspending and resuming on the same day (at the same moment, in hours) changes nothing;
- a suspension that holds k units moves the due day by k units, and to the day of resumption at the earliest;
- a clock that is suspended when it is late already stays late, with its due day.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal, TypeAlias

from gongbao.clock.calendar import Calendar
from gongbao.clock.errors import ClockError
from gongbao.clock.limits import Due, Limit, day_of, due, extended, moment_of

Counted = Literal["hour", "day", "working_day"]
_TICK = timedelta(microseconds=1)
_TICKS_AN_HOUR = timedelta(hours=1) // _TICK
_DAY = timedelta(days=1)
_EARLIEST = datetime.combine(date.min, time.min)


@dataclass(frozen=True, slots=True)
class Started:
    """The event from which the limit runs."""

    at: date | datetime


@dataclass(frozen=True, slots=True)
class Suspended:
    """From here on time does not count; in days, from the next day on."""

    at: date | datetime


@dataclass(frozen=True, slots=True)
class Resumed:
    """Time counts again; in days, from the next day on."""

    at: date | datetime


@dataclass(frozen=True, slots=True)
class Extended:
    """The due day or moment is put off; while suspended, the one that a resumption will give."""

    by: Limit


Event: TypeAlias = Started | Suspended | Resumed | Extended


@dataclass(frozen=True, slots=True)
class ClockState:
    """How a clock stands.

    `due`: last day or moment in time; None while a suspension that began in time lasts. `used`, `left`, `late` are
    whole numbers of `unit`: an hour begun is used, or late. Without extensions `used + left` is the limit until it is
    late, then `used - late` is. `is_late` holds from the first day after the due day on, also when no working day has
    passed since. `provisional`: the due day counts working days that no notice covers.
    """

    due: date | datetime | None
    suspended: bool
    used: int
    left: int
    late: int
    is_late: bool
    unit: Counted
    provisional: bool


def state(
    events: Iterable[Event], limit: Limit, calendar: Calendar, now: datetime, *, start_day_counts: bool = False
) -> ClockState:
    """How the clock stands at `now` (naive local), given its events in the order in which they happened.

    Events after `now` count as known beforehand. `start_day_counts` as in `due`.
    ClockError: no start first, a second start, a suspension or resumption out of turn, times that go back, hours given
    as dates, a limit in hours extended by days.
    """
    run = _Run(limit, calendar, start_day_counts)
    for event in events:
        run.take(event)
    return run.state(now)


def moved(end: Due, since: date, until: date, unit: Counted, calendar: Calendar) -> Due:
    """A due day or moment after a suspension that began in time and ended at `until` (a moment for hours)."""
    if unit != "working_day":
        return Due(end.at + (until - since), end.provisional)
    later = max(until, calendar.add(end.at, calendar.count(since, until)))
    return Due(later, end.provisional or not calendar.covers_between(since, later))


class _Run:
    """The fold of the events: `end` is the due day or moment as if the clock ran on from an open suspension."""

    def __init__(self, limit: Limit, calendar: Calendar, start_day_counts: bool) -> None:
        self.limit, self.calendar, self.start_day_counts = limit, calendar, start_day_counts
        self.unit: Counted = limit.unit if limit.unit in ("hour", "working_day") else "day"
        self.end: Due | None = None
        self.origin: date = date.min
        self.latest: date = date.min
        self.since: date | None = None
        self.pauses: list[tuple[int, int]] = []

    def take(self, event: Event) -> None:
        if isinstance(event, Started):
            self._start(event)
        elif self.end is None:
            raise _out_of_turn("起算事件须排在最前", "the start comes first")
        elif isinstance(event, Extended):
            self.end = self._put_off(self.end, event.by)
        else:
            self._pause(self.end, event)

    def state(self, now: datetime) -> ClockState:
        if self.end is None:
            raise _out_of_turn("没有起算事件", "the start is missing")
        today, end = self._place(moment_of(now)), self.end.at
        suspended = self.since is not None and self.since <= today
        at = max(self.origin, self.since if self.since is not None and suspended else today)
        late = at > end
        return ClockState(
            due=None if suspended and not late else end,
            suspended=suspended,
            used=self._begun(self.origin, at),
            left=0 if late else self._whole(at, end),
            late=self._begun(end, at) if late else 0,
            is_late=late,
            unit=self.unit,
            provisional=self.end.provisional,
        )

    def _start(self, event: Started) -> None:
        if self.end is not None:
            raise _out_of_turn("有两个起算事件，请只留一个", "it starts twice; keep one start")
        self.latest = self._place(event.at)
        self.end = due(self.latest, self.limit, self.calendar, start_day_counts=self.start_day_counts)
        day_one = self.start_day_counts and self.limit.value > 0 and self.unit != "hour"
        self.origin = self.latest - _DAY if day_one else self.latest

    def _put_off(self, end: Due, by: Limit) -> Due:
        if self.unit == "hour" and by.unit != "hour":
            raise ClockError(
                "按小时计的期限只能按小时延长，请改正。",
                "A limit in hours is extended in hours; correct the extension.",
            )
        return extended(end, by, self.calendar)

    def _pause(self, end: Due, event: Suspended | Resumed) -> None:
        at = self._place(event.at)
        if at < self.latest:
            raise _out_of_turn(f"{at} 早于前一事件 {self.latest}", f"{at} lies before the event of {self.latest}")
        if isinstance(event, Suspended) is (self.since is not None):
            raise _out_of_turn("中止和恢复须交替出现", "suspensions and resumptions take turns")
        self.latest = at
        if self.since is None:
            self.since = at
            return
        if self.since <= end.at:
            self.end = self._moved(end, self.since, at)
        self.pauses.append((self._position(self.since), self._position(at)))
        self.since = None

    def _moved(self, end: Due, since: date, at: date) -> Due:
        return moved(end, since, at, self.unit, self.calendar)

    def _place(self, at: date | datetime) -> date:
        return moment_of(at) if self.unit == "hour" else day_of(at)

    def _position(self, at: date) -> int:
        """Ticks, days or working days since the earliest date there is."""
        if isinstance(at, datetime):
            return (at - _EARLIEST) // _TICK
        return self.calendar.count(date.min, at) if self.unit == "working_day" else at.toordinal()

    def _counted(self, after: date, until: date) -> int:
        begin, end = self._position(after), self._position(until)
        return end - begin - sum(max(0, min(end, to) - max(begin, since)) for since, to in self.pauses)

    def _whole(self, after: date, until: date) -> int:
        return self._counted(after, until) // self._unit_size

    def _begun(self, after: date, until: date) -> int:
        return -(-self._counted(after, until) // self._unit_size)

    @property
    def _unit_size(self) -> int:
        return _TICKS_AN_HOUR if self.unit == "hour" else 1


def _out_of_turn(zh: str, en: str) -> ClockError:
    return ClockError(f"计时事件的顺序不对：{zh}。", f"The events of a clock are out of order: {en}.")
