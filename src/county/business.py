"""The business clock: real time in live mode; in the demo the day it was set on, running while the county is served.

Which law is in force, what is late and which letter gets which date is asked of this clock. Sessions, lock-outs and
audit use real time. The demo keeps its clock in a file, so that server and worker agree without asking the database;
while nothing runs, the demo's time stands still.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone

from county.packs import county_pack

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

ZONE = ZoneInfo("Asia/Shanghai")
OPENING = time(9, 0)


def now() -> datetime:
    """The moment of business, with its zone."""
    real = timezone.now().astimezone(ZONE)
    if not settings.DEMO:
        return real
    kept = _kept()
    if kept is None:
        first = first_day()
        return datetime.combine(first, real.time(), ZONE) if first else real
    business, since = kept
    return business + max(real - since, timedelta(0))


def business_today() -> date:
    """The day of business in Asia/Shanghai."""
    return now().date()


def first_day() -> date | None:
    """The day that the demo begins on; None where no pack names one."""
    pack = county_pack()
    return settings.DEMO_DATE or (pack.demo_day if pack else None)


def set_to(moment: datetime) -> None:
    """Let the demo's time run on from a moment. RuntimeError in live mode, where nobody sets the time."""
    if not settings.DEMO:
        raise RuntimeError("the business clock of a live county is real time")
    said = {"business": moment.isoformat(), "since": timezone.now().astimezone(ZONE).isoformat()}
    fresh = _file().with_suffix(f".{os.getpid()}")
    fresh.write_text(json.dumps(said), encoding="ascii")
    fresh.replace(_file())


def forward(days: int) -> datetime:
    """Go forward whole days; returns the new moment."""
    with _alone():
        moment = now() + timedelta(days=days)
        set_to(moment)
    return moment


def begin_again() -> None:
    """Back to the morning of the first day."""
    first = first_day()
    if first:
        set_to(datetime.combine(first, OPENING, ZONE))


def keep() -> None:
    """Write down how late it is, so that a start tomorrow goes on from here. Does nothing in live mode."""
    with _alone():
        if settings.DEMO and _kept():
            set_to(now())


def resume() -> None:
    """At the start of a server: the time between was nobody's. Does nothing in live mode."""
    kept = _kept() if settings.DEMO else None
    if kept:
        set_to(kept[0])
    elif settings.DEMO:
        begin_again()


@contextmanager
def _alone() -> Iterator[None]:
    """Server and worker read and write the clock one after the other, where the system has locks on files."""
    with (Path(settings.HOME) / "business-clock.lock").open("w") as lock:
        if fcntl is not None:
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _file() -> Path:
    return Path(settings.HOME) / "business-clock.json"


_read: dict[tuple[str, int], tuple[datetime, datetime]] = {}


def _kept() -> tuple[datetime, datetime] | None:
    """What the file says; read again only when it has changed."""
    path = _file()
    try:
        key = (str(path), path.stat().st_mtime_ns)
        if key not in _read:
            said = json.loads(path.read_text(encoding="ascii"))
            _read.clear()
            _read[key] = (datetime.fromisoformat(said["business"]), datetime.fromisoformat(said["since"]))
        return _read[key]
    except FileNotFoundError:
        return None


def at_midnight(day: date) -> datetime:
    """The first moment of a day."""
    return datetime.combine(day, time.min, ZONE)
