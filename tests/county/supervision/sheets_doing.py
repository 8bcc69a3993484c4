"""Short words for what the tests of sheets do: a moment, an actor, a plan that runs, a sheet that was sent."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

import county.business
from county.accounts.actor import Actor, HeldPost
from county.business import ZONE
from county.packs import county_pack
from county.supervision.plans import Plan
from county.supervision.sheets.checked import asked, checked_plans, last_day
from county.supervision.sheets.services import Said, save_check

DAY = timedelta(days=1)


def of(agency: str, role: str = "handler") -> Actor:
    return Actor(None, "某人", (HeldPost(0, agency, role, role),))


def supervisor() -> Actor:
    return of(county_pack().offices["supervisor"], "supervisor")


def at(day: date, clock: str = "10:00") -> datetime:
    return datetime.combine(day, time.fromisoformat(clock), ZONE)


def the_plan() -> Plan:
    return next(one for one in checked_plans() if one.whole)


def last() -> date:
    found = last_day(the_plan())
    assert found is not None
    return found


def a_unit(place: int = 0) -> str:
    return list(asked(the_plan()))[place]


def all_done(agency: str) -> dict[str, Said]:
    return {one.no: Said(True) for one in asked(the_plan())[agency]}


def sent(agency: str, on: datetime, said: dict[str, Said] | None = None) -> Any:
    return save_check(actor=of(agency), plan=the_plan(), agency=agency, said=said or all_done(agency), send=True, at=on)


def let_it_be(monkeypatch: Any, moment: datetime) -> None:
    """Pages are asked at this moment of business."""
    monkeypatch.setattr(county.business, "now", lambda: moment)
