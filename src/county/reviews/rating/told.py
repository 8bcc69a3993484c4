"""What units and their systems are told of a service: how it stood when the day began. Else whoever looks again and
again would learn which service a new ticket is about."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Case, CharField, F, Q, QuerySet, Value, When

from county.reviews.models import Rating, ServiceAct

State = ServiceAct.State


def with_told(found: QuerySet[ServiceAct], today: date) -> QuerySet[Any]:
    """The same with `told`: the state in the morning of a day of business."""
    return found.annotate(told=Case(
        When(_rated_on(today, seq=1), then=Value(State.FINISHED.value)),
        When(_rated_on(today, seq=2), then=Value(State.DEFAULTED.value)),
        default=F("state"), output_field=CharField()))


def told_of(acts: Iterable[ServiceAct], today: date) -> dict[int, str]:
    """By key. One query."""
    found = with_told(ServiceAct.objects.filter(pk__in=[one.pk for one in acts]), today)
    return dict(found.values_list("pk", "told"))


def waiting(today: date) -> Q:
    """Services that were not rated in the morning, and for which silence had not counted."""
    return Q(state=State.FINISHED) | _rated_on(today, seq=1)


def _rated_on(today: date, seq: int) -> Q:
    """`seq` 2: a late rating in the place of a default."""
    rated = Rating.objects.filter(day=today, is_default=False, seq=seq)
    return Q(state=State.RATED, pk__in=rated.values("act"))
