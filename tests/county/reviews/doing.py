"""Short words for the tests of the desk: places, finished services, ratings, who acts."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

from county.accounts.actor import Actor, HeldPost
from county.business import ZONE
from county.reviews.intake.services import Finished, NewAct, finish
from county.reviews.models import Counter, Item, Platform, Rating, ServiceUnit, Staff
from county.reviews.rating.new_rating import NewRating
from county.reviews.rating.services import rate

WORST, BAD, FAIR, GOOD, BEST = 5, 4, 3, 2, 1


def actor_with(agency: str, title: str, role: str, user_id: int | None = None) -> Actor:
    return Actor(user_id, title, (HeldPost(0, agency, title, role),))


OFFICE = actor_with("service-office", "评价管理员", "review_office")
PUBLIC = Actor()


def at(day: str, clock: str = "10:00") -> datetime:
    """A moment of business."""
    return datetime.combine(date.fromisoformat(day), time.fromisoformat(clock), ZONE)


def places(agency: str = "housing") -> Counter:
    """A hall with one counter, a matter, a platform, a staff member; returns the counter."""
    hall, _new = ServiceUnit.objects.get_or_create(name="县政务服务大厅", defaults={
        "kind": "hall", "level": "county", "agency": "service-office"})
    Item.objects.get_or_create(code="A-1", defaults={"name": "办理演示证", "agency": agency})
    Platform.objects.get_or_create(name="网上大厅", defaults={"kind": "system", "agency": "service-office"})
    Staff.objects.get_or_create(number="0001", defaults={"unit": hall, "agency": agency})
    counter, _new = Counter.objects.get_or_create(unit=hall, name="1号窗口", defaults={"code": "counter-1"})
    return counter


def finished(number: str = "N-1", day: str = "2020-07-06", **more: Any) -> Finished:
    """A service finished at the counter in the morning of a day."""
    values = {"item": "A-1", "counter": "counter-1", "staff": "0001", "finished_at": at(day), **more}
    return finish(actor=OFFICE, new=NewAct(number=number, **values))


def rated(act: Finished, grade: int, day: str = "2020-07-07", clock: str = "17:00", **more: Any) -> Rating:
    new = NewRating(act=act.act, grade=grade, channel=more.pop("channel", "code"), **more)
    return rate(actor=PUBLIC, new=new, at=at(day, clock))
