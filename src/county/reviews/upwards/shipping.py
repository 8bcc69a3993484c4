"""Parcels become a file: a manifest, then a line each. The file is made anew from its parcels whenever it is wanted,
and its digest, kept when it was made, proves that it is the same.
"""

from __future__ import annotations

import hashlib
import json
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from county import business
from county.accounts.actor import Actor
from county.accounts.may import may
from county.audit.services import record
from county.cases.says import CannotDo
from county.packs import county_pack
from county.reviews.models import Parcel, Shipment
from county.reviews.upwards.bodies import FIELDS

MOST, TRIES = 5000, 5
FORMAT = "gongbao-reviews-1"


def ship(*, actor: Actor | None, by_hand: bool = False, at: datetime | None = None, most: int = MOST
         ) -> Shipment | None:
    """The parcels that wait, the oldest first, as one shipment; None where none waits. `actor` None: the worker.

    `by_hand`: somebody takes the file away; a channel that is set later does not send it once more. CannotDo: not this
    person's.
    """
    if actor is not None:
        require_manager(actor)
    moment = at or business.now()
    for left in reversed(range(TRIES)):
        try:
            with transaction.atomic():
                return _shipped(actor, moment, most, by_hand)
        except IntegrityError:  # another one took the number
            if not left:
                raise
    return None


def content_of(shipment: Shipment) -> bytes:
    """The file. ValueError: its parcels are no longer those that it was made of."""
    body = _lines(list(shipment.parcels.order_by("pk").select_related("corrects")))
    if hashlib.sha256(body).hexdigest() != shipment.digest:
        raise ValueError(f"the parcels of shipment {shipment.number} are not those of its digest")
    return _line(manifest_of(shipment)) + body


def manifest_of(shipment: Shipment) -> dict[str, object]:
    """`sha256` is that of all bytes behind the manifest's line."""
    pack = county_pack()
    return {"type": "manifest", "format": FORMAT, "shipment": shipment.number, "county": pack.name if pack else "",
            "made": shipment.made_at.astimezone(business.ZONE).date().isoformat(), "count": shipment.count,
            "sha256": shipment.digest}


def parcel_line(parcel: Parcel) -> dict[str, object]:
    """Every field of its kind, in the documented order; inside a field by name, for databases keep no order there."""
    head = {"ref": parcel.ref, "kind": parcel.kind, "corrects": parcel.corrects.ref if parcel.corrects else ""}
    return {**head, **{name: _in_order(parcel.body.get(name, "")) for name in FIELDS[parcel.kind]}}


def require_manager(actor: Actor) -> None:
    if not (allowed := may(actor, "manage_reviews")):
        raise CannotDo(allowed.says)


def _shipped(actor: Actor | None, moment: datetime, most: int, by_hand: bool) -> Shipment | None:
    keys = list(Parcel.objects.select_for_update(skip_locked=True).filter(shipment=None).order_by("pk")
                .values_list("pk", flat=True)[:most])
    if not keys:
        return None
    body = _lines(list(Parcel.objects.filter(pk__in=keys).order_by("pk").select_related("corrects")))
    made = Shipment.objects.create(number=_next_number(moment), count=len(keys), made_at=moment,
                                   digest=hashlib.sha256(body).hexdigest(), sent_at=moment if by_hand else None)
    Parcel.objects.filter(pk__in=keys).update(shipment=made)
    record(actor=actor, verb="review.ship", thing_kind="review_shipment", thing_id=made.number, business_at=moment,
           content={"count": made.count, "digest": made.digest})
    return made


def _next_number(moment: datetime) -> str:
    day = f"{moment.astimezone(business.ZONE).date():%Y%m%d}"
    last = Shipment.objects.filter(number__startswith=f"{day}-").order_by("-number").first()
    return f"{day}-{int(last.number.rpartition('-')[2]) + 1 if last else 1:04}"


def _in_order(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _in_order(value[name]) for name in sorted(value)}
    return [_in_order(one) for one in value] if isinstance(value, list) else value


def _lines(parcels: list[Parcel]) -> bytes:
    return b"".join(_line(parcel_line(one)) for one in parcels)


def _line(said: dict[str, object]) -> bytes:
    """UTF-8 without a mark at the beginning, no blanks, one line feed."""
    return json.dumps(said, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode() + b"\n"
