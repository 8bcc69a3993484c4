"""How fast working days are added: `python benchmarks/clock.py [--times N] [--rows N]`.

One by one and over columns, beside chinesecalendar, holidays, workalendar and numpy's busday functions in the same run;
a peer that is not installed is left out with a line. Every peer's answers are compared with ours before it is timed.
Starts are working days, because find_workday counts a start on a day off differently.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from importlib import import_module
from typing import Any

import numpy as np
from _rates import report

from gongbao.clock import Calendar, columns
from gongbao.packs.load import calendar_notices

MOST = 60  # working days added at most
FAST, SLOW = 200_000, 2_000  # additions a round
FIRST, LAST = date(2020, 1, 2), date(2026, 8, 31)  # MOST working days later is covered yet
AGREED = (date(2021, 1, 4), date(2023, 8, 31))  # workalendar lacks the holiday made longer in 2020, and 2024
Add = Callable[[date, int], date]
Pair = tuple[date, int]


@dataclass(frozen=True)
class Peer:
    """Something that adds working days to one date."""

    name: str
    module: str
    make: Callable[[Any], Add]
    each: int
    days: tuple[date, date] = (FIRST, LAST)


def main() -> None:
    arguments = _arguments()
    calendar = Calendar.known(calendar_notices())
    print(f"calendar {calendar.edition}, {calendar.first} to {calendar.last}, {arguments.times} times\n")
    one_by_one(calendar, arguments.times)
    over_columns(calendar, arguments.rows, arguments.times)


def one_by_one(calendar: Calendar, times: int) -> None:
    jobs: dict[str, tuple[int, Callable[[], object]]] = {}
    for peer in peers(calendar):
        try:
            add = peer.make(import_module(peer.module))
        except ImportError:
            print(f"{peer.name}: not installed, left out")
            continue
        pairs = list(drawn(calendar, peer))
        wrong = [pair for pair in pairs if add(*pair) != calendar.add(*pair)]
        assert not wrong, f"{peer.name} differs from us: {wrong[:3]}"
        jobs[peer.name] = (len(pairs), _loop(add, pairs))
    report("one by one, additions a second", jobs, times, goal=5_000_000)


def over_columns(calendar: Calendar, rows: int, times: int) -> None:
    chance = np.random.default_rng(2020)
    span = columns.table(calendar)
    working = span.day[span.is_working & (span.day <= np.datetime64(LAST))]
    starts, steps = chance.choice(working, rows), chance.integers(1, MOST + 1, rows)
    ends, ints = columns.add(calendar, starts, steps), starts.astype(np.int64)
    every = np.busdaycalendar(weekmask="1111111", holidays=span.day[~span.is_working])
    assert np.array_equal(ends, np.busday_offset(starts, steps, roll="backward", busdaycal=every))
    assert np.array_equal(columns.count(calendar, starts, ends), np.busday_count(starts, ends, busdaycal=every))
    report(f"over columns of {rows:,}, rows a second", {
        "gongbao add, n of each row": (rows, lambda: columns.add(calendar, starts, steps)),
        "gongbao add, one n": (rows, lambda: columns.add(calendar, starts, MOST)),
        "gongbao add, integer days": (rows, lambda: columns.add(calendar, ints, steps)),
        "gongbao count": (rows, lambda: columns.count(calendar, starts, ends)),
        "gongbao is_working": (rows, lambda: columns.is_working(calendar, starts)),
        "numpy busday_offset": (rows, lambda: np.busday_offset(starts, steps, roll="backward", busdaycal=every)),
        "numpy busday_count": (rows, lambda: np.busday_count(starts, ends, busdaycal=every)),
    }, times, goal=100_000_000)


def peers(calendar: Calendar) -> tuple[Peer, ...]:
    return (
        Peer("gongbao", "gongbao.clock", lambda _: calendar.add, FAST),
        Peer("chinesecalendar", "chinese_calendar", lambda module: lambda day, n: module.find_workday(n, day), SLOW),
        Peer("holidays", "holidays", lambda module: module.country_holidays("CN").get_nth_working_day, SLOW),
        Peer("workalendar", "workalendar.asia", lambda module: module.China().add_working_days, SLOW, AGREED),
        Peer("numpy busday_offset", "numpy", lambda _: _busday_offset(calendar), FAST // 10),
    )


def drawn(calendar: Calendar, peer: Peer) -> Iterator[Pair]:
    """Working days within the peer's years, each with a number of working days to add."""
    chance, (first, last) = random.Random(2020), peer.days
    for _ in range(peer.each):
        day = date.fromordinal(chance.randint(first.toordinal(), last.toordinal()))
        yield (day if calendar.is_working(day) else calendar.add(day, 1)), chance.randint(1, MOST)


def _loop(add: Add, pairs: list[Pair]) -> Callable[[], None]:
    def loop() -> None:
        for day, n in pairs:
            add(day, n)

    return loop


def _busday_offset(calendar: Calendar) -> Add:
    span = columns.table(calendar)
    every = np.busdaycalendar(weekmask="1111111", holidays=span.day[~span.is_working])

    def add(day: date, n: int) -> date:
        return np.busday_offset(day, n, roll="backward", busdaycal=every).item()

    return add


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--times", type=int, default=9)
    parser.add_argument("--rows", type=int, default=1_000_000)
    return parser.parse_args()


if __name__ == "__main__":
    main()
