"""Many ratings at once, for the tests of counts and of what is published."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from county.business import ZONE
from county.reviews.models import Item, Rating, ServiceAct, ServiceUnit

_made = {"number": 0}


def hall(name: str = "县政务服务大厅", agency: str = "service-office") -> ServiceUnit:
    return ServiceUnit.objects.get_or_create(name=name, defaults={
        "kind": "hall", "level": "county", "agency": agency})[0]


def item(code: str, agency: str) -> Item:
    return Item.objects.get_or_create(code=code, defaults={"name": f"办理{code}", "agency": agency})[0]


def ratings(rows: Iterable[dict[str, Any]]) -> list[Rating]:
    """Ratings as they stand after everything; `n` times each. What is not named: the best grade, given at the hall."""
    acts, made = [], []
    for row in rows:
        said = {"grade": 1, "agency": "housing", "code": "A-1", "unit": hall(), "channel": "code", "day": "2020-07-07",
                "is_default": False, "is_counted": True, "text": "", "set_aside": "", **row}
        for _time in range(said.pop("n", 1)):
            _made["number"] += 1
            acts.append(_act(said))
            made.append(_rating(acts[-1], said))
    ServiceAct.objects.bulk_create(acts)
    return Rating.objects.bulk_create(made)


def _act(said: dict[str, Any]) -> ServiceAct:
    moment = datetime.combine(date.fromisoformat(said["day"]), datetime.min.time(), ZONE)
    number = _made["number"]
    return ServiceAct(number=f"M-{number}", item=item(said["code"], said["agency"]), agency=said["agency"],
                      unit=said["unit"], finished_at=moment, default_at=moment, token_hash=f"m{number}",
                      state="rated", pack="julu-2020")


def _rating(act: ServiceAct, said: dict[str, Any]) -> Rating:
    default = said["is_default"]
    return Rating(
        act=act, grade=3 if default else said["grade"], is_bad=not default and said["grade"] > 3,
        channel="none" if default else said["channel"], is_default=default, is_counted=said["is_counted"],
        set_aside=said["set_aside"], day=date.fromisoformat(said["day"]), made_at=act.finished_at, agency=act.agency,
        item=act.item, unit=act.unit, text=said["text"], shown_text=said["text"], is_online=act.unit is None)
