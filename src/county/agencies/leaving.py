"""A person leaves: one act that ends every tenure and liaison, lists what stands empty, and hands over open work.

Other desks register here in their `apps.py`: cases, how open work is counted and handed over; letters, where the
notice of the change is drafted.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from county.accounts.actor import Actor
from county.agencies import access
from county.agencies.bodies import BodyOf, seats_of_posts
from county.agencies.models import Liaison, Person, Post, Tenure, holding_on
from county.agencies.names import agency_name
from county.agencies.refusals import NotPossible
from county.agencies.services import DAY, end_tenure, write_down
from county.site.templatetags.county import plain_day

Count = Callable[[int], int]
Act = Callable[[Actor, int, int], int]
UrlFor = Callable[[int, date], str]


@dataclass(frozen=True, slots=True)
class HandOver:
    """`count(user)`: pieces of open work of an account. `act(actor, from_user, to_user)` hands them over: how many."""

    count: Count
    act: Act


@dataclass(frozen=True, slots=True)
class Left:
    """What a leaving leaves behind. `open_work`: what still lies with the person."""

    person: Person
    last_day: date
    ended: list[Tenure]
    vacant: list[Post]
    seats: list[tuple[Post, BodyOf, str]]
    liaisons: list[Liaison]
    open_work: int


on_leave: list[HandOver] = []
_notices: list[UrlFor] = []


def offer_hand_over(count: Count, act: Act) -> None:
    on_leave.append(HandOver(count, act))


def offer_notice(url_for: UrlFor) -> None:
    """`url_for(person id, last day)`: where the notice of the change is drafted."""
    _notices.append(url_for)


def notice_href(person: Person, last_day: date) -> str:
    """Empty where no desk drafts such letters."""
    return _notices[0](person.pk, last_day) if _notices else ""


def open_work_of(person: Person) -> int:
    """How many pieces of work lie with a person now."""
    return sum(one.count(person.user_id) for one in on_leave) if person.user_id else 0


def leave(*, actor: Actor, person: Person, last_day: date, successor: Person | None = None) -> int:
    """Every post and liaison ends on the last day; returns how many pieces of open work went to the successor.

    NotPossible: another unit's post, a tenure that begins later, a successor without account; nothing is written.
    """
    with transaction.atomic():
        running = list(_running(person, last_day))
        _require_all(actor, running, last_day)
        for one in running:
            end_tenure(actor=actor, tenure=one, last=last_day, ground=_("离任"))
        liaisons = Liaison.objects.filter(person=person).exclude(last__lte=last_day)
        if liaisons.filter(first__gt=last_day).exists():
            raise NotPossible(_("此人的联络员任期在这一天以后才开始，请先改联络员。"), "last_day")
        liaisons.update(last=last_day)
        handed = _hand_over(actor, person, successor) if successor else 0
        content = {"last_day": str(last_day), "tenures": len(running), "handed": handed,
                   "successor": successor.pk if successor else None}
        write_down(actor, "leave", "person", person.pk, content)
    return handed


def left(person: Person, last_day: date) -> Left:
    """What stands empty on the day after, and what still lies with the person."""
    ended = list(Tenure.objects.filter(person=person, last=last_day).select_related("post").order_by("pk"))
    held = set(Tenure.objects.filter(holding_on(last_day + DAY)).values_list("post_id", flat=True))
    vacant = [one.post for one in ended if one.post_id not in held]
    liaisons = list(Liaison.objects.filter(person=person, last=last_day).order_by("pk"))
    return Left(person, last_day, ended, vacant, seats_of_posts(vacant), liaisons, open_work_of(person))


def _running(person: Person, last_day: date) -> list[Tenure]:
    found = Tenure.objects.filter(person=person).exclude(last__lte=last_day)
    return list(found.select_related("post", "person").order_by("first", "pk"))


def _require_all(actor: Actor, running: list[Tenure], last_day: date) -> None:
    if not running:
        raise NotPossible(_("此人在这一天以后没有任职，不用再办离任。"), "last_day")
    for one in running:
        if not access.manages_people(actor, one.post.agency):
            raise NotPossible(access.only_own(one.post.agency, actor))
        if one.first > last_day:
            says = _("此人在%(unit)s的“%(title)s”从 %(first)s 才开始，最后一天不能更早。")
            raise NotPossible(says % {"unit": agency_name(one.post.agency), "title": one.post.title,
                                      "first": plain_day(one.first)}, "last_day")


def _hand_over(actor: Actor, person: Person, successor: Person) -> int:
    if successor.pk == person.pk or successor.user_id is None:
        raise NotPossible(_("接手的人要有账户，而且不是离任的人，请另选。"), "successor")
    return sum(one.act(actor, person.user_id, successor.user_id) for one in on_leave) if person.user_id else 0
