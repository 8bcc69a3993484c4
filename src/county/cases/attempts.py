"""Wrong secrets are counted for each receipt number, in the database, so that every server counts together."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from county.cases.models import Attempt

MOST, WAIT = 5, timedelta(minutes=15)


def allowed(number: str) -> bool:
    """Whether this number may be tried just now."""
    held = Attempt.objects.filter(number=number.strip().upper()).first()
    return held is None or held.count < MOST or held.last < timezone.now() - WAIT


def failed(number: str) -> None:
    """One more wrong secret; after the wait the count begins anew."""
    now = timezone.now()
    with transaction.atomic():
        held, made = Attempt.objects.select_for_update().get_or_create(
            number=number.strip().upper(), defaults={"count": 1, "last": now})
        if not made:
            held.count = 1 if held.last < now - WAIT else held.count + 1
            held.last = now
            held.save(update_fields=["count", "last"])
