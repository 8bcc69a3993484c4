"""What is to go up is gathered: each rating, each ticket that ended, each rating set aside, once, in batches that each
stand alone. Gathered means written as a parcel in the transaction that marks it; a killed process loses nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, F, OuterRef, QuerySet, Value
from django.db.models.functions import Concat

from county.reviews.models import Parcel, Rating, Ticket
from county.reviews.protection.numbers import UPWARDS_TEXT, own_number
from county.reviews.slots import is_open
from county.reviews.upwards.bodies import (
    RATING,
    RECTIFIED,
    SET_ASIDE,
    rating_body,
    rectified_body,
    ref_of,
    set_aside_body,
    ticket_ref,
)

AT_ONCE = 500


def gather(now: datetime) -> int:
    """How many ratings and tickets were gathered; again, none."""
    if not is_open():
        return 0
    written = 0
    for batch in (_ratings, _rectified, _set_aside):
        while fresh := batch(now):
            written += fresh
    return written


def with_text() -> bool:
    """Whether the county set that words go up too."""
    return own_number(UPWARDS_TEXT) == 1


def ratings() -> QuerySet[Rating]:
    """With all that a body says of them."""
    return Rating.objects.select_related("item", "act__unit", "act__counter", "act__platform", "act__staff")


def tickets() -> QuerySet[Ticket]:
    return Ticket.objects.select_related("case", "rating__act").prefetch_related("case__terms")


def _ratings(now: datetime) -> int:
    with transaction.atomic():
        keys = list(Rating.objects.select_for_update(skip_locked=True).filter(is_gathered=False).order_by("pk")
                    .values_list("pk", flat=True)[:AT_ONCE])
        says = with_text() if keys else False
        _keep([Parcel(ref=ref_of(one), kind=RATING, body=rating_body(one, with_text=says), made_at=now)
               for one in ratings().filter(pk__in=keys).order_by("pk")])
        Rating.objects.filter(pk__in=keys).update(is_gathered=True)
    return len(keys)


def _rectified(now: datetime) -> int:
    """Tickets that ended; what was set aside instead is reported as that."""
    with transaction.atomic():
        ended = Ticket.objects.select_for_update(skip_locked=True, of=("self",)).filter(
            is_gathered=False, case__is_open=False).order_by("pk").only("case")
        keys = [one.pk for one in ended[:AT_ONCE]]
        found = tickets().filter(pk__in=keys, is_set_aside=False).order_by("case__number")
        _keep([Parcel(ref=ticket_ref(RECTIFIED, one), kind=RECTIFIED, body=rectified_body(one), made_at=now)
               for one in found])
        Ticket.objects.filter(pk__in=keys).update(is_gathered=True)
    return len(keys)


def _set_aside(now: datetime) -> int:
    """Few: each is looked for by its parcel."""
    sent = Parcel.objects.filter(ref=OuterRef("own_ref"))
    with transaction.atomic():
        found = list(tickets().filter(is_set_aside=True).exclude(rating__set_aside="")
                     .annotate(own_ref=Concat(Value(f"{SET_ASIDE}/"), F("case__number")))
                     .filter(~Exists(sent)).order_by("case__number")[:AT_ONCE])
        _keep([Parcel(ref=ticket_ref(SET_ASIDE, one), kind=SET_ASIDE, body=set_aside_body(one), made_at=now)
               for one in found])
    return len(found)


def _keep(parcels: Iterable[Parcel]) -> None:
    """Another worker that was first with one of them is not an error: its parcel is the one."""
    Parcel.objects.bulk_create(parcels, ignore_conflicts=True)
