"""A township's farmland by class: written by the unit that leads the task, or by the township for itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal, InvalidOperation

from django.db import transaction
from django.utils.translation import gettext as _

from county import business
from county.accounts.actor import Actor
from county.agencies.names import agency_name
from county.audit.services import record
from county.cases.says import CannotDo
from county.supervision.models import FarmlandArea
from county.supervision.registers.farmland.classes import classes, may_write, writer
from county.supervision.registers.units import require_township

MOST = Decimal("9999999999.99")


@dataclass(frozen=True, slots=True)
class Area:
    """Of one class in one township, in 亩: how much there is, and how much has its measures in place."""

    area: Decimal
    safe: Decimal = Decimal(0)


def keep_areas(*, actor: Actor, year: int, township: str, said: Mapping[str, str], at: datetime | None = None) -> int:
    """The areas of one township, class by class (`area-1`, `safe-1` by the class's number); how many were kept.

    A class with neither number typed stays as it is. CannotDo: it is another unit's, or a number cannot be one.
    """
    require_township(township)
    if not may_write(actor, township):
        raise CannotDo(_("这个乡镇的数由%(township)s或%(unit)s填；您现在是%(post)s。") % {
            "township": agency_name(township), "unit": agency_name(writer()), "post": actor.shown_as})
    found, moment = {no: one for no in classes() if (one := _area(no, said))}, at or business.now()
    if not found:
        raise CannotDo(_("没有填任何面积，请至少填一类。"))
    with transaction.atomic():
        for no, one in found.items():
            FarmlandArea.objects.update_or_create(year=year, township=township, class_no=no, defaults={
                "area": one.area, "safe_area": one.safe, "by_id": actor.user_id, "shown_as": actor.shown_as[:200],
                "business_at": moment})
        record(actor=actor, verb="supervision.farmland", thing_kind="township", thing_id=f"{year}/{township}",
               business_at=moment, content={no: [str(one.area), str(one.safe)] for no, one in found.items()})
    return len(found)


def _area(no: str, said: Mapping[str, str]) -> Area | None:
    area, safe = (said.get(f"{name}-{no}", "").strip() for name in ("area", "safe"))
    if not area and not safe:
        return None
    if not area:
        raise CannotDo(_("填了已落实的面积，也要填这一类的面积。"), f"area-{no}")
    found = Area(_number(area, f"area-{no}"), _number(safe or "0", f"safe-{no}"))
    if found.safe > found.area:
        raise CannotDo(_("已落实的面积不能大于这一类的面积，请核对。"), f"safe-{no}")
    return found


def _number(said: str, field: str) -> Decimal:
    try:
        number = Decimal(said.replace(",", ""))
        if number.is_finite() and 0 <= number <= MOST and number == number.quantize(Decimal("0.01")):
            return number
    except InvalidOperation:
        pass
    raise CannotDo(_("面积要写成不小于零、最多两位小数的数，例如 1250.5。"), field)
