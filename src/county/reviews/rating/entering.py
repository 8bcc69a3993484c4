"""What people said on paper, by telephone or mail, entered for them by staff who did not give the service."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time

from django.db import transaction
from django.utils.translation import gettext as _

from county import business
from county.accounts.actor import Actor
from county.agencies.roles import Role
from county.audit.services import record
from county.cases.says import CannotDo
from county.reviews.catalogue.order import counters_in_order
from county.reviews.models import Counter, Platform, Rating, ServiceAct
from county.reviews.rating.new_rating import NewRating
from county.reviews.rating.selectors import act_numbered, on_day
from county.reviews.rating.services import AlreadyRated, rate
from county.site.templatetags.county import day as day_words

Channel = Rating.Channel
CHANNELS = (Channel.PAPER, Channel.BOX, Channel.HOTLINE, Channel.EMAIL)
NOON = time(12)


@dataclass(frozen=True, slots=True)
class Which:
    """Which service is meant: by its number, or by counter (its code), day and, where there were several, matter.
    `rated_on`: the day that the rater wrote down, None where there is none."""

    number: str = ""
    counter: str = ""
    day: date | None = None
    matter: str = ""
    rated_on: date | None = None


class NotForYou(CannotDo):
    """It is the actor's own service, or one that the actor's units have nothing to do with."""


def enter_rating(*, actor: Actor, which: Which, new: NewRating, at: datetime | None = None) -> Rating:
    """The rating, on the day that the rater wrote down, else on the day of entry. `new.act` is put in here.

    CannotDo: it is not clear which service is meant, this one may not enter for it, or it was not rated on that day."""
    if new.channel not in CHANNELS:
        raise CannotDo(_("请选这份评价是怎么来的：纸质表、意见箱、服务热线或电子邮箱。"), "channel")
    act = act_meant(which)
    require_may_enter(actor, act)
    moment = rated_at(act, which.rated_on, at or business.now())
    return rate(actor=actor, new=replace(new, act=act, by_staff=actor.shown_as[:200]), at=moment)


def write_refusal(actor: Actor, refusal: CannotDo) -> None:
    """Who tried to enter what is not for him, or a second rating; nothing of what was typed. Mistakes are none."""
    if isinstance(refusal, NotForYou | AlreadyRated):
        why = "not_for_you" if isinstance(refusal, NotForYou) else "rated_twice"
        with transaction.atomic():
            record(actor=actor, verb="review.entry_refused", thing_kind="rating", thing_id=why,
                   business_at=business.now(), content={"why": why})


def rated_at(act: ServiceAct, day: date | None, now: datetime) -> datetime:
    """The moment for which a written day stands. CannotDo: before the service was finished, or still to come."""
    today, finished = (one.astimezone(business.ZONE).date() for one in (now, act.finished_at))
    if day is None or day == today:
        return now
    if day > today:
        raise CannotDo(_("评价的日期还没有到，请核对纸上写的日期；看不清的，空着，按今天算。"), "rated_on")
    if day < finished:
        says = _("这次服务%(finished)s才办结，评价的日期不能更早；请核对日期和服务编号，看不清日期的，空着，按今天算。")
        raise CannotDo(says % {"finished": day_words(finished)}, "rated_on")
    return max(act.finished_at, datetime.combine(day, NOON, business.ZONE))


def act_meant(which: Which) -> ServiceAct:
    if which.number:
        act = act_numbered(which.number)
        if act is None:
            raise CannotDo(_("没有编号是“%(number)s”的服务，请核对；不知道编号，就填窗口和日期。")
                           % {"number": which.number[:60]}, "number")
        return act
    counter = Counter.objects.filter(code=which.counter).first() if which.counter else None
    if counter is None or which.day is None:
        raise CannotDo(_("请填服务编号；不知道编号，就选窗口和服务的日期。"), "number")
    return _only(on_day(counter, which.day, which.matter))


def _only(found: list[ServiceAct]) -> ServiceAct:
    """Services of one matter and one member of staff are alike; else a guess would rate somebody else's."""
    if not found:
        raise CannotDo(_("这个窗口那一天没有还可以评价的这种服务，请核对窗口、日期和事项。"), "day")
    matters = sorted({one.item.name for one in found})
    if len(matters) > 1:
        raise CannotDo(_("那一天这个窗口办了几种事项，请写明是哪一种：%(matters)s。")
                       % {"matters": "、".join(matters[:10])}, "item")
    if len({one.staff_id for one in found}) > 1:
        raise CannotDo(_("那一天有几个人办过这件事，分不清是哪一次，请填服务编号。"), "number")
    return found[0]


def require_may_enter(actor: Actor, act: ServiceAct) -> None:
    """NotForYou."""
    if act.staff is not None and act.staff.user_id is not None and act.staff.user_id == actor.user_id:
        raise NotForYou(_("这是您自己办的服务，不能由您代录评价，请交给别人录。"), "number")
    if not (is_everywhere(actor) or set(_units_of(act)) & actor.agencies):
        raise NotForYou(_("这次服务不是在您单位的大厅、站点或窗口办的，请交给那里的人或评价管理人员录。"), "number")


def is_everywhere(actor: Actor) -> bool:
    """Who enters for any service: who manages reviews, and who answers the hotline."""
    if Role.REVIEW in actor.roles:
        return True
    hotlines = Platform.objects.filter(kind=Platform.Kind.HOTLINE).values_list("agency", flat=True)
    return bool(set(hotlines) & actor.agencies)


def _units_of(act: ServiceAct) -> list[str]:
    return [act.agency, *([act.unit.agency] if act.unit else [])]


def counters_for(actor: Actor) -> list[Counter]:
    """The counters whose services this one may enter for."""
    found = Counter.objects.filter(is_closed=False).select_related("unit")
    return counters_in_order(found if is_everywhere(actor) else found.filter(unit__agency__in=actor.agencies))
