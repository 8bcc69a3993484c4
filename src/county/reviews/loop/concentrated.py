"""Bad ratings of one staff member that come together in a quarter: at the county's own number a case begins, once a
quarter. Without a number nothing begins."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _

from county import business
from county.accounts.actor import SYSTEM, Actor
from county.audit.services import record
from county.cases.opening import open_case
from county.reviews.loop.judged import checked
from county.reviews.loop.own_numbers import numbers, value_of
from county.reviews.loop.sight import sees_all, units_of
from county.reviews.models import Rating, Staff, StaffNotice
from county.reviews.slots import DESK, slot

STAFF = "staff"


def number_name() -> str:
    """The name of the county's own number that the rule asks for; empty where the pack has no such rule."""
    return next((one.name for one in numbers() if one.rule and one.rule == slot("concentrated")), "")


def is_on() -> bool:
    """Whether the county has set from how many on it is concentrated."""
    name = number_name()
    return bool(name and slot("staff") and value_of(name))


def after_bad_rating(rating: Rating, moment: datetime) -> StaffNotice | None:
    """A case where this rating was the one too many."""
    return notice_of(rating.staff, rating.day, moment) if rating.staff is not None and is_on() else None


def sweep(now: datetime) -> int:
    """Every staff member whose bad ratings of this quarter have come together, once."""
    if not is_on():
        return 0
    today = now.astimezone(business.ZONE).date()
    counted = valid(today).values("staff").annotate(bad=Count("pk")).values_list("staff", "bad")
    reached = {bad: bool(_reached(bad)) for bad in {bad for _staff, bad in counted}}
    noticed = StaffNotice.objects.filter(year=today.year, quarter=quarter_of(today))
    known = set(noticed.values_list("staff", flat=True))
    due = [staff for staff, bad in counted if reached[bad] and staff not in known]
    return sum(notice_of(one, today, now) is not None for one in Staff.objects.filter(pk__in=due).order_by("number"))


def notice_of(staff: Staff, day: date, moment: datetime) -> StaffNotice | None:
    """The case of this quarter where the number is reached and none is there yet."""
    year, quarter = day.year, quarter_of(day)
    if StaffNotice.objects.filter(staff=staff, year=year, quarter=quarter).exists():
        return None
    bad = valid(day).filter(staff=staff).count()
    if not _reached(bad):
        return None
    try:
        with transaction.atomic():
            return _begun(staff, day, bad, moment)
    except IntegrityError:  # another rating of the same moment was first
        return None


def notices_for(actor: Actor) -> QuerySet[StaffNotice]:
    """The latest quarter first; a unit's people see their own, nobody sees one about himself."""
    found = StaffNotice.objects.select_related("staff__unit", "case")
    mine = found if sees_all(actor) else found.filter(case__agency__in=units_of(actor))
    others = mine.exclude(staff__user_id=actor.user_id) if actor.user_id is not None else mine
    return others.order_by("-year", "-quarter", "staff__number")


def valid(day: date) -> QuerySet[Rating]:
    """The bad ratings of staff in the quarter of a day that count."""
    first = date(day.year, 3 * quarter_of(day) - 2, 1)
    after = (first + timedelta(days=95)).replace(day=1)
    return Rating.objects.filter(day__gte=first, day__lt=after, is_bad=True, is_counted=True, staff__isnull=False)


def quarter_of(day: date) -> int:
    return (day.month + 2) // 3


def _reached(bad: int) -> bool:
    return checked("concentrated", {"bad": str(bad)}).passes is True


def _begun(staff: Staff, day: date, bad: int, moment: datetime) -> StaffNotice:
    start = business.at_midnight(moment.astimezone(business.ZONE).date())
    case = open_case(actor=SYSTEM, procedure=slot("staff"), agency=staff.agency, desk=DESK, topic=STAFF, at=start,
                     title=_("差评集中（工号 %(number)s）") % {"number": staff.number}).case
    made = StaffNotice.objects.create(case=case, staff=staff, year=day.year, quarter=quarter_of(day), bad=bad)
    record(actor=SYSTEM, verb="review.notice", thing_kind="review_staff", thing_id=case.pk, business_at=start,
           content={"staff": staff.pk, "bad": bad, "year": day.year, "quarter": made.quarter})
    return made
