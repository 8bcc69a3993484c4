"""The one place that counts ratings: by grade, what silence gave always as a number of its own.

All of it comes from the columns of one index, so that a month of a million ratings is counted without reading them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from django.db.models import Count, QuerySet
from django.db.models.functions import TruncMonth

from county.packs import county_pack, rulebook_of
from county.reviews.judging import grades
from county.reviews.models import Rating
from county.reviews.slots import slot

AGENCY, UNIT, ITEM, CHANNEL, MONTH = "agency", "unit", "item", "channel", "month"
PARTS = (AGENCY, UNIT, ITEM, CHANNEL)
EMPTY = "-"
Key = str | int | date | None


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which ratings: of a span of days, both ends included; of one unit, matter, service unit, channel."""

    first: date
    last: date
    agency: str = ""
    item: int = 0
    unit: int = 0
    channel: str = ""
    online: bool | None = None


@dataclass(slots=True)
class Tally:
    """`given`: grade's place → ratings that somebody gave and that count. `defaults`: what silence counted as.
    `set_aside`: bad ratings that an appeal took out of the counts."""

    given: dict[int, int] = field(default_factory=dict)
    defaults: int = 0
    set_aside: int = 0

    @property
    def actual(self) -> int:
        return sum(self.given.values())

    @property
    def counted(self) -> int:
        return self.actual + self.defaults

    @property
    def bad(self) -> int:
        return sum(self.given.get(one.place, 0) for one in grades() if one.is_bad)

    def of(self, place: int) -> int:
        return self.given.get(place, 0)

    def add(self, row: Mapping[str, Any]) -> None:
        """One group of ratings that are alike."""
        number, counted, default = int(row["n"]), bool(row["is_counted"]), bool(row["is_default"])
        if counted and default:
            self.defaults += number
        elif counted:
            place = int(row["grade"])
            self.given[place] = self.given.get(place, 0) + number
        elif not default:
            self.set_aside += number


Rows = list[dict[str, Any]]


def rows(wanted: Wanted, *parts: str) -> Rows:
    """How many ratings are alike in these parts, in grade, and in whether they were given and count. One query."""
    return list(alike(wanted, *parts))


def alike(wanted: Wanted, *parts: str) -> QuerySet[Rating, dict[str, Any]]:
    found = _ratings(wanted)
    if MONTH in parts:
        found = found.annotate(month=TruncMonth("day"))
    grouped: QuerySet[Rating, dict[str, Any]] = found.order_by().values(*parts, "grade", "is_default", "is_counted")
    return grouped.annotate(n=Count("*"))


def folded(found: Iterable[Mapping[str, Any]], part: str) -> dict[Key, Tally]:
    """The same by one part alone, in the order of its keys; ratings without one stand last."""
    tallies: dict[Key, Tally] = {}
    for row in found:
        tallies.setdefault(row[part], Tally()).add(row)
    return dict(sorted(tallies.items(), key=lambda one: (one[0] is None, str(one[0]).zfill(12))))


def whole(found: Iterable[Mapping[str, Any]]) -> Tally:
    tally = Tally()
    for row in found:
        tally.add(row)
    return tally


def count(wanted: Wanted) -> Tally:
    return whole(rows(wanted))


def by(wanted: Wanted, part: str) -> dict[Key, Tally]:
    return folded(rows(wanted, part), part)


def replaced(first: date, last: date) -> QuerySet[Rating]:
    """Defaults of a span of days that count no longer, because somebody rated the service late."""
    return Rating.objects.filter(day__gte=first, day__lte=last, is_default=True, is_counted=False)


@dataclass(frozen=True, slots=True)
class Rate:
    """A rate as the pack's rule gives it: in percent, or none where there is nothing to divide by."""

    value: Decimal | None
    rule: str = ""
    leaves_out: str = ""

    @property
    def said(self) -> str:
        return EMPTY if self.value is None else f"{self.value}%"


def bad_share(tally: Tally) -> Rate:
    """Bad ratings among those that count; what was set aside leaves both numbers."""
    return rate("bad_share", bad=tally.bad + tally.set_aside, ratings=tally.counted + tally.set_aside,
                set_aside=tally.set_aside)


def default_share(tally: Tally) -> Rate:
    """What silence gave among those that count."""
    return rate("default_share", defaults=tally.defaults, ratings=tally.counted + tally.set_aside,
                set_aside=tally.set_aside)


def rate(name: str, **said: int) -> Rate:
    """A rate of the desk's slots; none where the pack names no such rule."""
    pack, rule_id = county_pack(), slot(name)
    return _asked(pack.id, rule_id, tuple(said.items())) if pack and rule_id else Rate(None)


@lru_cache(4096)
def _asked(pack: str, rule_id: str, said: tuple[tuple[str, int], ...]) -> Rate:
    book = rulebook_of(pack)
    value = book.ask(rule_id, {key: str(number) for key, number in said}).judgement.value
    given = str(value.get("rate", EMPTY)) if isinstance(value, dict) else EMPTY
    shown = None if given == EMPTY else Decimal(given)
    return Rate(shown, rule_id, str(getattr(book.find(rule_id)[1], "leaves_out", None) or ""))


def _ratings(wanted: Wanted) -> QuerySet[Rating]:
    found = Rating.objects.filter(day__gte=wanted.first, day__lte=wanted.last)
    for name in PARTS:
        if value := getattr(wanted, name):
            found = found.filter(**{name: value})
    return found if wanted.online is None else found.filter(is_online=wanted.online)
