"""Three quarters of the demo's year, ranked, frozen and followed by interviews; the fourth is open."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial

from county import business
from county.accounts.actor import Actor
from county.agencies.roles import Role
from county.cases import services as cases
from county.cases.procedures import find_procedure
from county.cases.says import CannotDo
from county.files import Kept
from county.packs import county_pack
from county.supervision.models import Interview, Quarter
from county.supervision.ranking import freezing, ladder, services
from county.supervision.slots import slot

Happening = tuple[datetime, Callable[[], None]]
DAY_ENTERED, DAY_FROZEN = 9, 10
"""Days of the month after a quarter; five days later the interviews are held."""


@dataclass(frozen=True, slots=True)
class _Ranked:
    """A quarter that is over: every unit's rank. `left_open`: the unit whose interview is still due."""

    year: int
    quarter: int
    ranks: dict[str, int]
    left_open: str


def happenings() -> list[Happening]:
    """Each event with its moment, in the order of time; nothing where the county has no ranking or too few units."""
    today = business.first_day() or business.business_today()
    if not ladder.is_open() or not (ranked := _quarters(today)):
        return []
    found = [one for each in ranked for one in _of(each)]
    year, quarter = _number(today)
    return sorted([*found, (_at(date(year, quarter * 3, 1), 9), partial(_open, year, quarter))],
                  key=lambda one: one[0])


def _of(one: _Ranked) -> Iterator[Happening]:
    after = date(one.year + one.quarter // 4, one.quarter % 4 * 3 + 1, 1)
    entered, frozen = after.replace(day=DAY_ENTERED), after.replace(day=DAY_FROZEN)
    yield _at(entered, 10), partial(_enter, one, _at(entered, 10))
    yield _at(frozen, 15), partial(_freeze, one, _at(frozen, 15))
    yield _at(frozen + timedelta(days=5), 9), partial(_hold, one, _at(frozen + timedelta(days=5), 9))


def _open(year: int, quarter: int) -> None:
    services.open_quarter(actor=_ranker(), year=year, quarter=quarter, at=_at(date(year, quarter * 3, 1), 9))


def _enter(one: _Ranked, at: datetime) -> None:
    held = services.open_quarter(actor=_ranker(), year=one.year, quarter=one.quarter, at=at)
    services.place(actor=_ranker(), quarter=held, ranks=one.ranks, at=at)


def _freeze(one: _Ranked, at: datetime) -> None:
    freezing.freeze(actor=_ranker(), quarter=_held(one), at=at)


def _hold(one: _Ranked, at: datetime) -> None:
    """Each interview is held by the county's leader with a record, and closed the day after, but for one."""
    hold, close = find_procedure(slot("interview")).procedure.steps[:2]
    for each in Interview.objects.filter(quarter=_held(one)).exclude(agency=one.left_open).select_related("case"):
        record = {need.id: [_record(each)] for need in hold.needs if need.form == "file"}
        cases.take(actor=_leader(), case=each.case_id, step=hold.id, given={}, files=record, at=at)
        cases.take(actor=_ranker(), case=each.case_id, step=close.id, given={}, at=at + timedelta(days=1))


def _held(one: _Ranked) -> Quarter:
    return Quarter.objects.get(year=one.year, quarter=one.quarter)


def _quarters(today: date) -> list[_Ranked]:
    """The three quarters before today's: one unit among the last in the later two, the others once."""
    units = [unit.id for one in ladder.categories() if one.counts for unit in one.units]
    count = _last_places(units)
    if not count or len(units) < 3 * count:
        return []
    twice, *once = sorted(units, key=lambda unit: _lot("twice", unit))
    found = []
    for number, (year, quarter) in enumerate(_before(today)):
        last = once[number * count:(number + 1) * count]
        last = [twice, *last[1:]] if number else last
        first = [unit for unit in sorted(units, key=lambda unit, at=f"{year}-{quarter}": _lot(at, unit))  # type: ignore[misc]
                 if unit not in last]
        ranks = {unit: rank for rank, unit in enumerate([*first, *last], 1)}
        found.append(_Ranked(year, quarter, ranks, twice if number == 2 else ""))
    return found


def _before(today: date) -> list[tuple[int, int]]:
    year, quarter = _number(today)
    whole = year * 4 + quarter - 1
    return [(one // 4, one % 4 + 1) for one in range(whole - 3, whole)]


def _number(day: date) -> tuple[int, int]:
    return day.year, (day.month + 2) // 3


def _last_places(units: list[str]) -> int:
    """How many places the county's rule calls the last; 0 where there are too few units."""
    try:
        return len(ladder.last_of([(unit, rank) for rank, unit in enumerate(units, 1)]))
    except CannotDo:
        return 0


def _lot(drawn: str, unit: str) -> str:
    """The same order in every demo."""
    return hashlib.sha256(f"{drawn} {unit}".encode()).hexdigest()


def _ranker() -> Actor:
    from county.demo.people import actor_for

    return actor_for(services.rankers()[0], Role.SUPERVISOR)


def _leader() -> Actor:
    from county.demo.people import actor_for

    pack = county_pack()
    return actor_for(pack.offices["leader"] if pack else "", Role.LEADER)


def _record(one: Interview) -> Kept:
    """A real file: one line of text that says what it is."""
    from django.core.files.uploadedfile import SimpleUploadedFile

    from county.files import keep

    words = f"演示数据：{one.case.title}，约谈记录。"
    return keep(SimpleUploadedFile("约谈记录（演示）.txt", words.encode()))


def _at(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), business.ZONE)
