"""Short words for the tests of what goes up."""

from __future__ import annotations

import json
from typing import Any

from county.cases.models import Case
from county.reviews.models import Parcel, Rating, Shipment, Ticket
from county.reviews.upwards import receipts, shipping
from county.reviews.upwards.gathering import gather

from .doing import BAD, BEST, OFFICE, at, finished, places, rated

NOW = at("2020-07-20")


def three() -> list[Rating]:
    """Two good ratings and a bad one with words and a contact."""
    places()
    good = [rated(finished(f"N-{number}"), BEST) for number in (1, 2)]
    return [*good, rated(finished("N-3"), BAD, text="请打 10000001111", name="某甲", telephone="000-1")]


def ended(*, set_aside: str = "") -> Ticket:
    ticket = Ticket.objects.get()
    Case.objects.filter(pk=ticket.case_id).update(is_open=False, closed_at=at("2020-07-15"))
    if set_aside:
        Ticket.objects.update(is_set_aside=True)
        Rating.objects.filter(pk=ticket.rating_id).update(set_aside=set_aside, is_counted=False)
    return ticket


def shipped(**more: Any) -> Shipment:
    gather(NOW)
    made = shipping.ship(actor=OFFICE, at=NOW, **more)
    assert made is not None
    return made


def lines(shipment: Shipment) -> list[dict[str, Any]]:
    return [json.loads(line) for line in shipping.content_of(shipment).decode().splitlines()]


def receipt(shipment: Shipment, number: str = "R-1", **outcomes: str) -> bytes:
    """`outcomes`: place of the parcel (p1, p2 …) → the reason it is refused for; the others are accepted."""
    refs = list(shipment.parcels.order_by("pk").values_list("ref", flat=True))
    said: list[dict[str, str]] = [{"type": "receipt", "shipment": shipment.number, "receipt": number}]
    for place, ref in enumerate(refs, 1):
        reason = outcomes.get(f"p{place}", "")
        said.append({"ref": ref, "outcome": "refused" if reason else "accepted", "reason": reason})
    return "\n".join(json.dumps(one, ensure_ascii=False) for one in said).encode()


def answered(shipment: Shipment, **outcomes: str) -> None:
    receipts.take_receipt(actor=OFFICE, data=receipt(shipment, **outcomes), at=NOW)


def outcomes() -> list[str]:
    return list(Parcel.objects.order_by("pk").values_list("outcome", flat=True))
