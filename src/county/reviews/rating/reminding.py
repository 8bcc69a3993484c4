"""Which services are still to be reminded of: by day, never by the time of day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from county import business
from county.accounts.actor import Actor
from county.reviews.models import ServiceAct
from county.reviews.rating.entering import is_everywhere
from county.reviews.rating.told import waiting

AT_MOST = 500


@dataclass(frozen=True, slots=True)
class ToRemind:
    """`number`: by which the clerk finds in the giving system whom to call. Whether a message went out is not told: it
    is forgotten with the rating, and would tell of it."""

    number: str
    item: str
    unit: str
    day: date
    last_day: date


def to_remind(actor: Actor, now: datetime) -> list[ToRemind]:
    """What was finished before today, was not rated by then, and whose time still runs; at most one more than shown."""
    today = now.astimezone(business.ZONE).date()
    found = ServiceAct.objects.filter(waiting(today), default_at__gte=now, finished_at__lt=business.at_midnight(today))
    if not is_everywhere(actor):
        found = found.filter(Q(agency__in=actor.agencies) | Q(unit__agency__in=actor.agencies))
    found = found.select_related("item", "unit", "platform").order_by("default_at", "number")
    rows = [_row(one) for one in found[:AT_MOST + 1]]
    return sorted(rows, key=lambda one: (one.last_day, one.day, one.item, one.number))


def _row(act: ServiceAct) -> ToRemind:
    where = act.unit or act.platform
    return ToRemind(act.number, act.item.name, str(where or ""), act.finished_at.astimezone(business.ZONE).date(),
                    act.default_at.astimezone(business.ZONE).date())
