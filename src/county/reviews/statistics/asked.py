"""What the address of a page of statistics asks for, within what its reader may see."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from county.accounts.actor import Actor
from county.agencies.names import agency_of
from county.cases.says import CannotDo
from county.reviews.loop.sight import sees_all, units_of
from county.reviews.models import Rating
from county.reviews.statistics.counts import Wanted
from county.reviews.statistics.spans import Month

_MONTH = re.compile(r"(20[0-9]{2})-(0[1-9]|1[0-2])\Z")
NAMES = ("month", "agency", "item", "unit", "channel", "online")
LARGEST = 2**31


class NotYours(Exception):
    """Another unit's statistics, or no unit at all: the sentence that says so."""

    def __init__(self, says: str) -> None:
        super().__init__(says)
        self.says = says


@dataclass(frozen=True, slots=True)
class Asked:
    """`said`: as it stands in the address, without what is empty."""

    month: Month
    wanted: Wanted
    said: tuple[tuple[str, str], ...] = ()

    def with_(self, **changes: str) -> str:
        """The query of an address with one thing changed; an empty one is left out."""
        told = {**dict(self.said), **changes}
        return urlencode({name: told[name] for name in NAMES if told.get(name)})

    @property
    def query(self) -> str:
        return self.with_()


def asked(said: Mapping[str, str], actor: Actor, today: date) -> Asked:
    """NotYours: another unit. CannotDo: a month, unit, matter or channel that does not exist."""
    month = month_of(said.get("month", "")) if said.get("month") else Month.of(today)
    agency = _agency(said.get("agency", ""), actor)
    channel, online = said.get("channel", ""), said.get("online", "")
    if channel and channel not in Rating.Channel.values:
        raise CannotDo(_("没有这个评价渠道，请从列表里选。"), "channel")
    if online not in ("", "yes", "no"):
        raise CannotDo(_("线上还是线下，请从列表里选。"), "online")
    wanted = Wanted(month.first, month.last, agency, _number(said, "item"), _number(said, "unit"), channel,
                    {"yes": True, "no": False}.get(online))
    given = {"month": str(month), "agency": agency, **{one: said.get(one, "") for one in NAMES[2:]}}
    return Asked(month, wanted, tuple((name, value) for name, value in given.items() if value))


def month_of(said: str) -> Month:
    """CannotDo: no month."""
    found = _MONTH.match(said)
    if found is None:
        raise CannotDo(_("月份要写成 2020-12 这样，请改正。"), "month")
    return Month(int(found[1]), int(found[2]))


def _agency(said: str, actor: Actor) -> str:
    """The unit asked for; somebody of a unit without a wider sight always asks for the own one."""
    if said and agency_of(said) is None:
        raise CannotDo(_("没有这个单位，请从列表里选。"), "agency")
    if sees_all(actor):
        return said
    own = sorted(units_of(actor))
    if not own:
        raise NotYours(_("服务评价的统计给单位的经办人和负责人看；您没有这样的职务。"))
    if said and said not in own:
        raise NotYours(_("这是别的单位的评价统计；您可以看自己单位的。"))
    return said or next((one for one in actor.home_agencies if one in own), own[0])


def _number(said: Mapping[str, str], name: str) -> int:
    value = said.get(name, "")
    if value and not (value.isascii() and value.isdecimal() and 0 < int(value[:12]) < LARGEST):
        raise CannotDo(_("没有这一项，请从列表里选。"), name)
    return int(value) if value else 0
