"""The last seal of each day, in a text file outside the database: who changes the chain has to change this as well.

A line is `day number hash`, the day in Asia/Shanghai. The file is only added to, by one process (the worker); copy it
to another machine now and then.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import groupby
from pathlib import Path

from django.utils import timezone

from county.audit.models import Seal

NAME = "seals.log"


@dataclass(frozen=True, slots=True)
class Anchor:
    """A line of the file; `number` is 0 where the line cannot be read."""

    line: int
    day: str = ""
    number: int = 0
    hash: str = ""


def anchor(folder: Path | str, now: datetime) -> int:
    """Add a line for every past day whose last seal is not in the file yet; returns how many. Once a day is enough."""
    path = Path(folder) / NAME
    _drop_torn_line(path)
    last = max((one.number for one in read_anchors(folder)), default=0)
    lines = [f"{day} {number} {made}\n" for day, number, made in _last_of_days(last, now)]
    if lines:
        _append(path, "".join(lines))
    return len(lines)


def read_anchors(folder: Path | str) -> Iterator[Anchor]:
    """The lines of the file in order; none where there is no file."""
    path = Path(folder) / NAME
    held = path.read_bytes() if path.exists() else b""
    *whole, torn = held.split(b"\n")
    for line, text in enumerate(whole, 1):
        yield _read(line, text)
    if torn:
        yield Anchor(len(whole) + 1)


def day_of(at: datetime) -> date:
    return timezone.localtime(at).date()


def _read(line: int, text: bytes) -> Anchor:
    """A line that is not exactly as `anchor` writes it counts as unreadable."""
    try:
        day, number, made = text.decode("ascii").split(" ")
        found = Anchor(line, day, int(number), made)
        exact = f"{date.fromisoformat(day)} {found.number} {made}" == text.decode("ascii")
        return found if exact and found.number > 0 else Anchor(line)
    except ValueError:
        return Anchor(line)


def _last_of_days(after: int, now: datetime) -> Iterator[tuple[date, int, str]]:
    """Seals may come once a second: they are walked through and not held."""
    midnight = timezone.make_aware(datetime.combine(day_of(now), time.min))
    seals = Seal.objects.filter(number__gt=after, at__lt=midnight).order_by("number")
    walked = seals.values_list("number", "hash", "at").iterator()
    for day, group in groupby(walked, key=lambda seal: day_of(seal[2])):
        for number, made, _at in group:
            last = (day, number, made)
        yield last


def _drop_torn_line(path: Path) -> None:
    """A machine that stopped while it wrote leaves half a line; its day is written again."""
    if path.exists() and (held := path.read_bytes()) and not held.endswith(b"\n"):
        os.truncate(path, held.rfind(b"\n") + 1)


def _append(path: Path, text: str) -> None:
    """Not done before it is on the disk."""
    with path.open("a", encoding="ascii", newline="\n") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
