"""Rating a service: once, in a few statements; a bad one opens its ticket in the same transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from county import business
from county.accounts.actor import Actor
from county.audit.services import Recorded, record_many
from county.cases.says import CannotDo
from county.compiled import CompiledInsert
from county.reviews.judging import contents, grade_at
from county.reviews.loop.opening import open_ticket
from county.reviews.models import Contact, Rating, ServiceAct
from county.reviews.protection.screening import screened
from county.reviews.rating.inviting import forget_invitations

LONGEST = 2000
_INSERT = CompiledInsert(Rating)


class AlreadyRated(CannotDo):
    """The service has its rating; one more is not taken."""


@dataclass(frozen=True, slots=True)
class NewRating:
    """What a rater says. `grade`: its place in the county's list. `dimensions`: number of the content → grade's place.

    `name`, `telephone`: only of one who wants to be called back. `key`: of the form, so that it is taken once.
    """

    act: ServiceAct
    grade: int
    channel: str
    dimensions: Mapping[str, int] = field(default_factory=dict)
    text: str = ""
    name: str = ""
    telephone: str = ""
    key: UUID | None = None
    by_staff: str = ""
    wants_call: bool = False

    @property
    def is_real_name(self) -> bool:
        return bool(self.name or self.telephone)


def rate(*, actor: Actor, new: NewRating, at: datetime | None = None) -> Rating:
    """The rating. The same key again gives the same one. AlreadyRated: the service has one. CannotDo: it is not
    complete."""
    try:
        return rate_many(actor=actor, new=[new], at=at)[0]
    except (IntegrityError, CannotDo) as refusal:  # asked only now: most forms are sent once
        if before := _sent_before(new):
            return before
        if isinstance(refusal, CannotDo):
            raise
        raise AlreadyRated(_("这次服务已经评价过，一次服务只能评价一次。")) from None


def _sent_before(new: NewRating) -> Rating | None:
    """What the same form made of the same service."""
    return Rating.objects.filter(key=new.key, act=new.act).first() if new.key else None


def rate_many(*, actor: Actor, new: Sequence[NewRating], at: datetime | Sequence[datetime] | None = None
              ) -> list[Rating]:
    """Ratings of different services: all of them or none. `at`: one moment of business, or one for each."""
    moments = [at or business.now()] * len(new) if at is None or isinstance(at, datetime) else list(at)
    for one in new:
        _require(one)
    with transaction.atomic():
        replaced = _claim([one.act for one in new])
        rows = [_row(one, moment, one.act.pk in replaced) for one, moment in zip(new, moments, strict=True)]
        made = _inserted(rows)
        contacts = [Contact(rating=row, name=one.name[:40], telephone=one.telephone[:20])
                    for row, one in zip(made, new, strict=True) if one.is_real_name]
        if contacts:
            Contact.objects.bulk_create(contacts)
        record_many(actor=actor, verb="review.rate", thing_kind="rating", things=[
            Recorded(row.act_id, moment, {"grade": row.grade, "channel": row.channel, "text": row.text,
                                          "dimensions": row.dimensions}) for row, moment in zip(made, moments,
                                                                                                strict=True)])
        for row, moment in zip(made, moments, strict=True):
            if row.is_bad:
                open_ticket(row, moment)
    return made


def _inserted(rows: list[Rating]) -> list[Rating]:
    """One alone goes the short way: it is what a rater waits for."""
    if len(rows) != 1:
        return Rating.objects.bulk_create(rows)
    _INSERT.insert(rows[0])
    return rows


def _claim(acts: Sequence[ServiceAct]) -> set[int]:
    """Mark the services as rated; those whose silence had counted give their default up: their keys. AlreadyRated."""
    ids = [one.pk for one in acts]
    state, replaced = ServiceAct.State, set[int]()
    claimed = ServiceAct.objects.filter(pk__in=ids, state=state.FINISHED).update(state=state.RATED)
    if claimed < len(ids):
        late = Rating.objects.filter(act__in=ids, act__state=state.DEFAULTED, is_default=True)
        replaced = set(late.values_list("act_id", flat=True))
        claimed += ServiceAct.objects.filter(pk__in=replaced, state=state.DEFAULTED).update(state=state.RATED)
        Rating.objects.filter(act__in=replaced, is_default=True).update(is_counted=False)
    if claimed < len(ids):
        raise AlreadyRated(_("这次服务已经评价过，一次服务只能评价一次。"))
    forget_invitations(ids)
    return replaced


def _row(new: NewRating, moment: datetime, replaces: bool) -> Rating:
    act, grade = new.act, grade_at(new.grade)
    text = new.text.strip()
    return Rating(
        act=act, seq=2 if replaces else 1, grade=new.grade, is_bad=bool(grade and grade.is_bad),
        dimensions=dict(new.dimensions), channel=new.channel, text=text, shown_text=screened(text),
        is_real_name=new.is_real_name, is_late=moment > act.default_at, day=moment.astimezone(business.ZONE).date(),
        made_at=timezone.now(), key=new.key, by_staff=new.by_staff, agency=act.agency, item_id=act.item_id,
        unit_id=act.unit_id, staff_id=act.staff_id, is_online=act.is_online)


def _require(new: NewRating) -> None:
    if grade_at(new.grade) is None:
        raise CannotDo(_("请从五个等级里选一个。"), "grade")
    known = {number for number, _name in contents()}
    if not set(new.dimensions) <= known or any(grade_at(one) is None for one in new.dimensions.values()):
        raise CannotDo(_("分项评价要从列出的等级里选。"), "dimensions")
    if len(new.text) > LONGEST:
        raise CannotDo(_("意见最多 2000 个字，请缩短。"), "text")
    if (new.is_real_name or new.wants_call) and not (new.name.strip() and new.telephone.strip()):
        raise CannotDo(_("想接到回访，姓名和电话都要填；不想留，两样都不填。"), "telephone")
    if len(new.name) > 40 or len(new.telephone) > 20:
        raise CannotDo(_("姓名最多 40 个字，电话最多 20 位。"), "telephone")
    if new.channel not in Rating.Channel.values:
        raise CannotDo(_("没有“%(channel)s”这个评价渠道。") % {"channel": new.channel[:20]}, "channel")
