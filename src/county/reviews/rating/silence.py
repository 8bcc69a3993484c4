"""Where nobody rated a service in time, silence counts: written down in batches, as often as one likes, once each."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from county import business
from county.audit.services import Recorded, record_many
from county.reviews.judging import silence
from county.reviews.models import Rating, ServiceAct
from county.reviews.rating.inviting import forget_invitations
from county.reviews.slots import is_open

AT_ONCE = 1000


def count_silence(now: datetime) -> int:
    """Every service whose last moment has passed without a rating gets the grade that silence counts as."""
    if not is_open():
        return 0
    written = 0
    while fresh := _batch(now):
        written += fresh
    return written


def _batch(now: datetime) -> int:
    with transaction.atomic():
        due = list(ServiceAct.objects.select_for_update(skip_locked=True).filter(
            state=ServiceAct.State.FINISHED, default_at__lt=now).order_by("default_at", "pk")[:AT_ONCE])
        ids = [one.pk for one in due]
        ServiceAct.objects.filter(pk__in=ids).update(state=ServiceAct.State.DEFAULTED)
        forget_invitations(ids)
        Rating.objects.bulk_create([_default(one) for one in due])
        record_many(actor=None, verb="review.silence", thing_kind="rating", things=[
            Recorded(one.pk, one.default_at, {"grade": silence().place}) for one in due])
        return len(due)


def _default(act: ServiceAct) -> Rating:
    return Rating(
        act=act, grade=silence().place, channel=Rating.Channel.NONE, is_default=True,
        day=act.default_at.astimezone(business.ZONE).date(), made_at=timezone.now(), agency=act.agency,
        item_id=act.item_id, unit_id=act.unit_id, staff_id=act.staff_id, is_online=act.is_online)
