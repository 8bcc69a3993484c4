"""What was refused is corrected where it came from, and goes up again as a parcel of its own that names the first."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from county import business
from county.accounts.actor import Actor
from county.audit.services import record
from county.cases.says import CannotDo
from county.reviews.models import Parcel, Shipment
from county.reviews.upwards.bodies import RATING, RECTIFIED, rating_body, rectified_body, set_aside_body
from county.reviews.upwards.gathering import ratings, tickets, with_text
from county.reviews.upwards.shipping import require_manager


def correct(*, actor: Actor, shipment: Shipment, refs: list[str] | None = None, at: datetime | None = None) -> int:
    """Put the refused ones of a shipment, or some of them, among what waits, as they stand now; how many.

    One that was put there before is not put there again. CannotDo: not this person's, or nothing is refused.
    """
    require_manager(actor)
    moment = at or business.now()
    with transaction.atomic():
        Shipment.objects.select_for_update().get(pk=shipment.pk)
        found = shipment.parcels.filter(outcome=Parcel.Outcome.REFUSED, corrected_by=None).order_by("pk")
        each = [one for one in found if refs is None or one.ref in refs]
        if not each:
            raise CannotDo(_("这个批次没有等待更正的退回件。"))
        Parcel.objects.bulk_create([
            Parcel(ref=again(one.ref), kind=one.kind, body=_body(one), made_at=moment, corrects=one) for one in each])
        record(actor=actor, verb="review.report_corrected", thing_kind="review_shipment", thing_id=shipment.number,
               business_at=moment, content={"refs": [one.ref for one in each]})
    return len(each)


def again(ref: str) -> str:
    """rating/N-1/1 → rating/N-1/1#2 → rating/N-1/1#3."""
    base, mark, number = ref.rpartition("#")
    return f"{base}#{int(number) + 1}" if mark and number.isdecimal() and "/" in base else f"{ref}#2"


def _body(parcel: Parcel) -> dict[str, Any]:
    """What it is about, as it stands now."""
    said = parcel.body
    if parcel.kind == RATING:
        rating = ratings().get(act__number=said["service"], seq=said["seq"])
        return rating_body(rating, with_text=with_text())
    ticket = tickets().get(case__number=said["ticket"])
    return rectified_body(ticket) if parcel.kind == RECTIFIED else set_aside_body(ticket)
