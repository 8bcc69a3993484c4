"""The list of finished services: the day and never the time, within a day in an order that says nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from urllib.parse import urlencode

from django.db.models import F, Q, QuerySet
from django.db.models.functions import TruncDate

from county import business
from county.accounts.actor import Actor
from county.reviews.catalogue.order import counters_in_order
from county.reviews.intake.reporting import sees_every_act
from county.reviews.models import Counter, Item, ServiceAct
from county.reviews.rating.told import with_told

PAGE = 50
ITEMS_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the list is narrowed to; an answer that means nothing is left out."""

    day: date | None = None
    counter: int | None = None
    item: str = ""
    state: str = ""

    @classmethod
    def of(cls, said: Mapping[str, str]) -> Wanted:
        counter, state = said.get("counter", ""), said.get("state", "")
        return cls(_day(said.get("day", "")), int(counter) if counter.isascii() and counter.isdecimal()
                   and len(counter) < 9 else None, said.get("item", "").replace("\0", "").strip()[:60],
                   state if state in ServiceAct.State.values else "")

    @property
    def query(self) -> str:
        said = {"day": self.day, "counter": self.counter, "item": self.item, "state": self.state}
        return urlencode({name: value for name, value in said.items() if value})


@dataclass(frozen=True, slots=True)
class Line:
    act: ServiceAct
    day: date


def page_of(actor: Actor, wanted: Wanted, after: str = "") -> tuple[list[Line], str]:
    """One page, and the mark of the next. At most three queries, none of which sorts more than the days it shows."""
    found, mark = _found(actor, wanted), _mark(after)
    rows: list[ServiceAct] = []
    before = None
    if mark:
        day, digest = mark
        before = business.at_midnight(day)
        rows = list(_of(found, before, day).filter(token_hash__gt=digest).order_by("token_hash")[: PAGE + 1])
    if len(rows) <= PAGE:
        rows += _older(found, before, PAGE + 1 - len(rows))
    lines = [Line(one, _local(one.finished_at)) for one in rows]
    last = lines[PAGE - 1] if len(lines) > PAGE else None
    return lines[:PAGE], f"{last.day.isoformat()}_{last.act.token_hash}" if last else ""


def _found(actor: Actor, wanted: Wanted) -> QuerySet[ServiceAct]:
    found = ServiceAct.objects.select_related("item", "counter", "unit", "platform")
    if not sees_every_act(actor):
        found = found.filter(agency__in=actor.agencies)
    if wanted.day:
        found = _of(found, business.at_midnight(wanted.day), wanted.day)
    if wanted.counter:
        found = found.filter(counter=wanted.counter)
    if wanted.item:
        items = Item.objects.filter(Q(code=wanted.item) | Q(name__icontains=wanted.item)).order_by()
        found = found.filter(item__in=items.values("pk"))
    told = with_told(found, business.business_today())
    return told.filter(told=wanted.state) if wanted.state else told


def _of(found: QuerySet[ServiceAct], start: datetime, day: date) -> QuerySet[ServiceAct]:
    return found.filter(finished_at__gte=start, finished_at__lt=business.at_midnight(day + timedelta(days=1)))


def _older(found: QuerySet[ServiceAct], before: datetime | None, count: int) -> list[ServiceAct]:
    """The next rows before a moment: whole days are looked at, from the newest back to the one that fills the page."""
    left = found.filter(finished_at__lt=before) if before else found
    times = left.order_by("-finished_at").values_list("finished_at", flat=True)
    ends = next(iter(times[count - 1 : count]), None)
    if ends is not None:
        left = left.filter(finished_at__gte=business.at_midnight(_local(ends)))
    on = TruncDate("finished_at", tzinfo=business.ZONE)
    return list(left.annotate(on=on).order_by(F("on").desc(), "token_hash")[:count])


def _mark(after: str) -> tuple[date, str] | None:
    said, _sep, digest = after.partition("_")
    day = _day(said)
    return (day, digest) if day and len(digest) == 64 and digest.isalnum() and digest.isascii() else None


def _day(said: str) -> date | None:
    try:
        day = date.fromisoformat(said)
    except ValueError:
        return None
    return day if 1949 <= day.year <= 2999 else None


def _local(moment: datetime) -> date:
    return moment.astimezone(business.ZONE).date()


def items_like(words: str) -> list[Item]:
    """Listed matters by code or name, the first few."""
    found = Item.objects.filter(is_listed=True)
    for word in words.replace("\0", "").split()[:5]:
        found = found.filter(Q(code__icontains=word) | Q(name__icontains=word))
    return list(found.order_by("name", "pk")[:ITEMS_SHOWN])


def items_of(codes: list[str]) -> list[Item]:
    """Listed matters by code, in the order given."""
    found = {one.code: one for one in Item.objects.filter(code__in=codes, is_listed=True)}
    return [found[code] for code in codes if code in found]


def open_counters() -> list[Counter]:
    return counters_in_order(Counter.objects.filter(is_closed=False).select_related("unit"))
