"""Short words for what the tests of the ranking do: quarters lived through one after the other."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from county.accounts.actor import Actor, HeldPost
from county.business import ZONE
from county.supervision.models import LowEfficiency, Placing, Quarter
from county.supervision.ranking import freezing, ladder, services

FIRST = (2019, 4)


def of(agency: str, role: str = "handler", title: str = "") -> Actor:
    return Actor(None, "某人", (HeldPost(0, agency, title or role, role),))


def supervisor() -> Actor:
    return of(services.rankers()[0], "supervisor")


def departments() -> list[str]:
    return [unit.id for one in ladder.categories() if one.counts for unit in one.units]


def townships() -> list[str]:
    return [unit.id for one in ladder.categories() if not one.counts for unit in one.units]


def on(day: date | str, clock: str = "10:00") -> datetime:
    whole = date.fromisoformat(day) if isinstance(day, str) else day
    return datetime.combine(whole, time.fromisoformat(clock), ZONE)


def after(year: int, quarter: int) -> datetime:
    """Ten days into the next quarter."""
    return on(date(year + quarter // 4, quarter % 4 * 3 + 1, 1) + timedelta(days=9))


def quarter_number(at: int, first: tuple[int, int] = FIRST) -> tuple[int, int]:
    """The quarter so many after the first."""
    whole = first[0] * 4 + first[1] - 1 + at
    return whole // 4, whole % 4 + 1


def ranks(*last: str, size: int = 25) -> dict[str, int]:
    """Places without a tie for `size` departments, these at the end."""
    others = [one for one in departments() if one not in last][: size - len(last)]
    return {unit: place for place, unit in enumerate([*others, *last], 1)}


def placed(year: int, quarter: int, given: dict[str, int]) -> Quarter:
    moment = after(year, quarter)
    held = services.open_quarter(actor=supervisor(), year=year, quarter=quarter, at=moment)
    services.place(actor=supervisor(), quarter=held, ranks=given, at=moment)
    return held


def froze(quarter: Quarter) -> Quarter:
    return freezing.freeze(actor=supervisor(), quarter=quarter, at=after(quarter.year, quarter.quarter))


def lived(history: str, unit: str, first: tuple[int, int] = FIRST) -> list[Quarter]:
    """Quarters in which a department was among the last (B) or not (-), each ranked and frozen."""
    others = [one for one in departments() if one != unit]
    found = []
    for at, mark in enumerate(history):
        rest = others[at * 3 % 9: at * 3 % 9 + 3]
        last = [unit, *rest[1:]] if mark == "B" else rest
        given = ranks(*last)
        if mark != "B":
            given = {unit: given[last[0]] - 1, **{one: given[one] for one in given if one != unit}}
            given = dict(zip([one for one in given if one not in last] + last, range(1, len(given) + 1), strict=True))
        found.append(froze(placed(*quarter_number(at, first), given)))
    return found


def said_found(quarter: Quarter, unit: str, *, found: bool = True) -> LowEfficiency:
    moment = after(quarter.year, quarter.quarter) + timedelta(days=5)
    return freezing.find(actor=supervisor(), quarter=quarter, agency=unit, found=found, ground="评定结果",
                         decided_on=moment.date(), at=moment)


def step_in(quarter: Quarter, unit: str) -> int:
    return Placing.objects.get(quarter=quarter, agency=unit).step
