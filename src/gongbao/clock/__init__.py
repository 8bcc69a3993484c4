"""Working days, limits, and clocks that run. It reads no clock and no file; `columns` (numpy) is imported apart."""

from gongbao.clock.calendar import NO_EDITION, Calendar, Notice
from gongbao.clock.errors import ClockError
from gongbao.clock.left import Left, left
from gongbao.clock.limits import Due, Limit, Unit, due, extended
from gongbao.clock.running import ClockState, Event, Extended, Resumed, Started, Suspended, moved, state

__all__ = [
    "NO_EDITION",
    "Calendar",
    "ClockError",
    "ClockState",
    "Due",
    "Event",
    "Extended",
    "Left",
    "Limit",
    "Notice",
    "Resumed",
    "Started",
    "Suspended",
    "Unit",
    "due",
    "extended",
    "left",
    "moved",
    "state",
]
