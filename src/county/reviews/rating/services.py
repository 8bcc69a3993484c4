"""Rating a service: once, in a few statements; a bad one opens its ticket in the same transaction."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from county import business
from county.accounts.actor import Actor
from county.audit.services import Recorded, record_many
from county.cases.says import CannotDo
from county.reviews.loop.opening import open_ticket
from county.reviews.models import Contact, Rating, ServiceAct
from county.reviews.rating import at_once
from county.reviews.rating.inviting import forget_invitations
from county.reviews.rating.new_rating import KIND, VERB, NewRating, content_of, require_complete, row_of


class AlreadyRated(CannotDo):
    """The service has its rating; one more is not taken."""


def rate(*, actor: Actor, new: NewRating, at: datetime | None = None) -> Rating:
    """The rating. The same key again gives the same one. AlreadyRated: the service has one. CannotDo: it is not
    complete."""
    moment = at or business.now()
    try:
        require_complete(new)
        return at_once.taken(actor, new, moment) or rate_many(actor=actor, new=[new], at=moment)[0]
    except (IntegrityError, CannotDo) as refusal:  # asked only now: most forms are sent once
        if before := _sent_before(new):
            return before
        if isinstance(refusal, CannotDo):
            raise
        raise AlreadyRated(_("这次服务已经评价过，一次服务只能评价一次。")) from None


def rate_unread(*, actor: Actor, new: NewRating, token: str) -> Rating | None:
    """The short way of a link: of `new.act` no more is known than its key. None: it has to go the longer way, which
    also says what is wrong."""
    try:
        require_complete(new)
        return at_once.taken(actor, new, business.now(), token)
    except (IntegrityError, CannotDo):
        return None


def _sent_before(new: NewRating) -> Rating | None:
    """What the same form made of the same service."""
    return Rating.objects.filter(key=new.key, act=new.act).first() if new.key else None


def rate_many(*, actor: Actor, new: Sequence[NewRating], at: datetime | Sequence[datetime] | None = None
              ) -> list[Rating]:
    """Ratings of different services: all of them or none. `at`: one moment of business, or one for each."""
    moments = [at or business.now()] * len(new) if at is None or isinstance(at, datetime) else list(at)
    for one in new:
        require_complete(one)
    with transaction.atomic():
        replaced = _claim([one.act for one in new])
        rows = [row_of(one, moment, one.act.pk in replaced) for one, moment in zip(new, moments, strict=True)]
        made = Rating.objects.bulk_create(rows)
        contacts = [Contact(rating=row, name=one.name[:40], telephone=one.telephone[:20])
                    for row, one in zip(made, new, strict=True) if one.is_real_name]
        if contacts:
            Contact.objects.bulk_create(contacts)
        record_many(actor=actor, verb=VERB, thing_kind=KIND, things=[
            Recorded(row.act_id, moment, content_of(row)) for row, moment in zip(made, moments, strict=True)])
        for row, moment in zip(made, moments, strict=True):
            if row.is_bad:
                open_ticket(row, moment)
    return made


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
