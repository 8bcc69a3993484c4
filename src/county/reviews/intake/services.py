"""Finished services come in, each once by its number; many at a time take as few statements as one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from county import business
from county.accounts.actor import Actor
from county.audit.services import Recorded, record_many
from county.cases.says import CannotDo
from county.packs import county_pack
from county.reviews.judging import silence_counts_at
from county.reviews.models import Counter, Invitation, Item, Platform, ServiceAct, ServiceUnit, Staff
from county.reviews.tokens import fresh_token, hash_of

MOST = 2000
FIRST_YEAR, LAST_YEAR = 1999, 2999
Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class NewAct:
    """A finished service as it is reported. `item`: the matter's code. At a window `counter` (its code in the printed
    address) or `unit` by name; online `platform` by name. `matter_key`: of a matter done online, rated once.
    `telephone`: where the link may be sent to."""

    number: str
    item: str
    finished_at: datetime
    counter: str = ""
    unit: str = ""
    platform: str = ""
    staff: str = ""
    matter_key: str = ""
    telephone: str = ""


@dataclass(frozen=True, slots=True)
class Finished:
    """A service with the token of its link; empty where it was there before and the token is not known any more."""

    act: ServiceAct
    token: str = ""


def finish(*, actor: Actor, new: NewAct) -> Finished:
    """One finished service; the same number again gives the one that is there."""
    return finish_many(actor=actor, acts=[new])[0]


def finish_many(*, actor: Actor, acts: Sequence[NewAct]) -> list[Finished]:
    """Finished services in the order given. CannotDo: one names what is not listed; then none is kept.

    A number, or the key of an online matter, that is there already gives what is there.
    """
    if len(acts) > MOST:
        raise CannotDo(_("一次最多报送 %(most)s 件，请分几次。") % {"most": MOST})
    known = _Known(acts)
    try:
        with transaction.atomic():
            return _kept(actor, acts, known)
    except IntegrityError:  # another sender was first with one of them: it is there now
        with transaction.atomic():
            return _kept(actor, acts, known)


def _kept(actor: Actor, acts: Sequence[NewAct], known: _Known) -> list[Finished]:
    held = _held(acts)
    fresh: dict[str, Finished] = {}
    for new in acts:
        if new.number not in held and new.number not in fresh and (not new.matter_key or new.matter_key not in held):
            made = known.act(new) if len(acts) == 1 else _named(known, new)
            fresh[new.number] = made
            held.update({new.matter_key: made.act} if new.matter_key else {})
    ServiceAct.objects.bulk_create([one.act for one in fresh.values()])
    telephones = {new.number: new.telephone for new in acts if new.telephone and new.number in fresh}
    Invitation.objects.bulk_create(
        Invitation(act=fresh[number].act, telephone=telephone, token=fresh[number].token)
        for number, telephone in telephones.items())
    record_many(actor=actor, verb="review.finish", thing_kind="service", things=[
        Recorded(one.act.number, one.act.finished_at, {"item": one.act.item_id, "agency": one.act.agency})
        for one in fresh.values()])
    return [fresh.get(new.number) or Finished(held.get(new.number) or held[new.matter_key]) for new in acts]


def _named(known: _Known, new: NewAct) -> Finished:
    """Of many, the one that does not fit is named."""
    try:
        return known.act(new)
    except CannotDo as refusal:
        says = _("编号 %(number)s：%(says)s") % {"number": new.number[:60], "says": refusal.says}
        raise CannotDo(says, refusal.field) from refusal


def _held(acts: Sequence[NewAct]) -> dict[str, ServiceAct]:
    """What is there already, by number and by key."""
    held = {one.number: one for one in ServiceAct.objects.filter(number__in=[one.number for one in acts])}
    keys = [one.matter_key for one in acts if one.matter_key]
    held.update({str(one.matter_key): one for one in ServiceAct.objects.filter(matter_key__in=keys)} if keys else {})
    return held


class _Known:
    """The lists that the services name, read once for all of them."""

    def __init__(self, acts: Iterable[NewAct]) -> None:
        each = list(acts)
        self.items = {one.code: one for one in Item.objects.filter(code__in={one.item for one in each})}
        self.counters = {one.code: one for one in Counter.objects.filter(
            code__in={one.counter for one in each}).select_related("unit")}
        self.units = {one.name: one for one in ServiceUnit.objects.filter(name__in={one.unit for one in each})}
        self.platforms = {one.name: one for one in Platform.objects.filter(name__in={one.platform for one in each})}
        self.staff = {one.number: one for one in Staff.objects.filter(number__in={one.staff for one in each})}
        pack = county_pack()
        self.pack = pack.id if pack else ""

    def act(self, new: NewAct) -> Finished:
        """The row of a service. CannotDo: what it names is not listed, or it lies ahead."""
        _require(new)
        item = self._one(self.items, new.item, "item", _("事项“%(what)s”不在清单里，请先列入清单或改编码。"))
        counter = self._one(self.counters, new.counter, "counter", _("没有“%(what)s”这个窗口，请核对窗口编码。"))
        unit = counter.unit if counter else self._one(self.units, new.unit, "unit", _("没有“%(what)s”这个服务机构。"))
        platform = self._one(self.platforms, new.platform, "platform", _("没有“%(what)s”这个平台。"))
        staff = self._one(self.staff, new.staff, "staff", _("没有“%(what)s”这个工号。"))
        if item is None or (unit is None and platform is None):
            raise CannotDo(_("要写明事项，以及窗口、服务机构或平台之一。"), "unit")
        token, day = fresh_token(), new.finished_at.astimezone(business.ZONE).date()
        agency = staff.agency if staff else item.agency
        return Finished(ServiceAct(
            number=new.number, item=item, agency=agency, unit=unit, counter=counter, platform=platform, staff=staff,
            is_online=bool(new.matter_key), matter_key=new.matter_key, finished_at=new.finished_at,
            default_at=silence_counts_at(day), token_hash=hash_of(token), pack=self.pack), token)

    @staticmethod
    def _one(listed: dict[str, Row], named: str, field: str, says: str) -> Row | None:
        if named and named not in listed:
            raise CannotDo(says % {"what": named[:60]}, field)
        return listed.get(named)


def _require(new: NewAct) -> None:
    if not new.number.strip() or len(new.number) > 60 or "\0" in new.number:
        raise CannotDo(_("编号要填，最多 60 个字。"), "number")
    if len(new.matter_key) > 80 or len(new.telephone) > 20:
        raise CannotDo(_("办件编号最多 80 个字，手机号最多 20 位。"), "matter_key")
    if not FIRST_YEAR < new.finished_at.year < LAST_YEAR:
        raise CannotDo(_("办结时间不对，请写成 2020-12-15 10:30 这样。"), "finished_at")
    if new.finished_at > business.now():
        raise CannotDo(_("办结时间不能晚于现在，请核对。"), "finished_at")
