"""Names behind the keys of the counts: units, service units, matters, channels. One query for each kind."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _

from county.agencies.names import agency_name
from county.reviews.models import Item, Rating, ServiceUnit
from county.reviews.statistics.counts import AGENCY, CHANNEL, ITEM, UNIT, Key

TITLES = {AGENCY: "承办单位", UNIT: "服务机构", ITEM: "事项", CHANNEL: "渠道"}
"""As published; pages translate them."""


def names(part: str, keys: Iterable[Key]) -> Mapping[Key, str]:
    """Key → name. Services without a service unit were given online or elsewhere."""
    wanted = [str(one) for one in keys if one is not None]
    if part == UNIT:
        units = ServiceUnit.objects.filter(pk__in=wanted).values_list("pk", "name")
        return {**dict(units), None: _("不在服务机构办的")}
    if part == ITEM:
        return dict(Item.objects.filter(pk__in=wanted).values_list("pk", "name"))
    if part == CHANNEL:
        return {one: _(str(label)) for one, label in Rating.Channel.choices}
    return {one: agency_name(one) for one in wanted}


def codes(part: str, keys: Iterable[Key]) -> Mapping[Key, str]:
    """Key → what stands for it in open data: the matter's code, the county's id of a unit, never a row's number."""
    wanted = [str(one) for one in keys if one is not None]
    if part == UNIT:
        return {**dict(ServiceUnit.objects.filter(pk__in=wanted).values_list("pk", "name")), None: "-"}
    if part == ITEM:
        return dict(Item.objects.filter(pk__in=wanted).values_list("pk", "code"))
    return {one: one for one in wanted}
