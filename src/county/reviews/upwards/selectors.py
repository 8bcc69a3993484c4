"""What the pages of shipments show: what waits, what was sent, what came back."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from county.reviews.models import Parcel, Shipment
from county.reviews.upwards.bodies import RATING, RECTIFIED, SET_ASIDE

A_PAGE, REFUSED = 30, 200
_ANSWERED = Parcel.Outcome


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many parcels of a kind wait."""

    kind: str
    title: str
    count: int


def waiting() -> list[Waiting]:
    """One query."""
    rows = Parcel.objects.filter(shipment=None).order_by().values_list("kind").annotate(count=Count("pk"))
    counted: dict[str, int] = dict(rows)
    return [Waiting(kind, kind_word(kind), counted.get(kind, 0)) for kind in (RATING, RECTIFIED, SET_ASIDE)]


def shipments(page: int = 1) -> list[Shipment]:
    """One page and one more, the latest first, with what came back. One query."""
    return list(_counted(Shipment.objects.all())[(page - 1) * A_PAGE: page * A_PAGE + 1])


def shipment_of(number: str) -> Shipment | None:
    return _counted(Shipment.objects.filter(number=number)).first()


def refused_of(shipment: Shipment) -> list[Parcel]:
    """The refused ones with their reason, and what was sent in their place."""
    return list(shipment.parcels.filter(outcome=_ANSWERED.REFUSED).select_related("corrected_by__shipment")
                .order_by("pk")[:REFUSED])


def kind_word(kind: str) -> str:
    return {RATING: _("评价"), RECTIFIED: _("差评办理结果"), SET_ASIDE: _("不予采纳")}.get(kind, kind)


def _counted(found: QuerySet[Shipment]) -> QuerySet[Shipment]:
    refused = Q(parcels__outcome=_ANSWERED.REFUSED)
    return found.annotate(
        accepted=Count("parcels", filter=Q(parcels__outcome=_ANSWERED.ACCEPTED)),
        back=Count("parcels", filter=refused),
        to_correct=Count("parcels", filter=refused & Q(parcels__corrected_by=None)))
