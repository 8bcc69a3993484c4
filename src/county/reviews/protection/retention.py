"""What is kept of a rater ends where the county set an end: contacts are deleted, original words give way to the
screened ones. Grades and counts stay. Without a setting nothing is destroyed, and what is destroyed is written down.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import F, Q, QuerySet

from county import business
from county.audit.services import Recorded, record_many
from county.reviews.models import Contact, Rating
from county.reviews.protection.numbers import CONTACT_DAYS, TEXT_MONTHS, own_number
from county.reviews.protection.screening import screened
from county.reviews.slots import is_open

AT_ONCE = 500
_BEING_HANDLED = Q(ticket__case__is_open=True)


@dataclass(frozen=True, slots=True)
class Ends:
    """What is older than these ends. `closed`: tickets closed before it; `rated`: rated before that day. None: kept."""

    closed: datetime | None
    rated: date | None


@dataclass(frozen=True, slots=True)
class Destroyed:
    """How many contacts were deleted, how many original texts were replaced."""

    contacts: int = 0
    texts: int = 0


def ends(now: datetime) -> Ends:
    """What the settings say at a moment of business."""
    days, months = own_number(CONTACT_DAYS), own_number(TEXT_MONTHS)
    today = now.astimezone(business.ZONE).date()
    return Ends(business.at_midnight(today - timedelta(days=days)) if days else None,
                _months_before(today, months) if months else None)


def retain(now: datetime) -> Destroyed:
    """Destroy what is past its end, in batches that each stand alone; again, it finds nothing more to do."""
    until = ends(now)
    contacts = sum(_delete_contacts(batch, now) for batch in _batches(_with_contacts(until)))
    texts = sum(_replace_texts(batch, now) for batch in _batches(_with_originals(until)))
    return Destroyed(contacts, texts)


def waiting(now: datetime) -> Destroyed:
    """How much `retain` would destroy."""
    until = ends(now)
    return Destroyed(_with_contacts(until).count(), _with_originals(until).count())


def sweep_retention(now: datetime) -> int:
    """For the sweep; a place without the desk has nothing to destroy."""
    if not is_open():
        return 0
    done = retain(now)
    return done.contacts + done.texts


def _with_contacts(until: Ends) -> QuerySet[Rating]:
    """Ratings whose contact is past its end. Nobody calls back about one that never had a ticket, so its end counts
    from the rating."""
    past = Q(pk__in=[])
    if until.closed is not None:
        past |= Q(ticket__case__is_open=False, ticket__case__closed_at__lt=until.closed)
        past |= Q(ticket=None, day__lt=until.closed.astimezone(business.ZONE).date())
    if until.rated is not None:
        past |= Q(day__lt=until.rated) & ~_BEING_HANDLED
    held = Contact.objects.filter(rating__in=Rating.objects.filter(past)).values("pk")
    return Rating.objects.filter(pk__in=held)


def _with_originals(until: Ends) -> QuerySet[Rating]:
    if until.rated is None:
        return Rating.objects.none()
    return Rating.objects.filter(~Q(text=F("shown_text")), day__lt=until.rated).exclude(_BEING_HANDLED)


def _batches(found: QuerySet[Rating]) -> Iterator[list[Rating]]:
    """Some at a time, in their order, each looked for anew behind the last."""
    last = 0
    while batch := list(found.filter(pk__gt=last).order_by("pk").only("pk", "act", "text", "shown_text")[:AT_ONCE]):
        last = batch[-1].pk
        yield batch


def _delete_contacts(ratings: list[Rating], now: datetime) -> int:
    with transaction.atomic():
        count, _kinds = Contact.objects.filter(pk__in=[one.pk for one in ratings]).delete()
        _write("review.contact_deleted", ratings, now)
    return count


def _replace_texts(ratings: list[Rating], now: datetime) -> int:
    """First what may be shown, as it would be screened today, then the original after it: the database takes no other
    words in its place."""
    with transaction.atomic():
        for one in ratings:
            one.shown_text = screened(one.shown_text)
        Rating.objects.bulk_update(ratings, ["shown_text"])
        Rating.objects.filter(pk__in=[one.pk for one in ratings]).update(text=F("shown_text"))
        _write("review.text_screened", ratings, now)
    return len(ratings)


def _write(verb: str, ratings: list[Rating], now: datetime) -> None:
    record_many(actor=None, verb=verb, thing_kind="rating",
                things=[Recorded(one.act_id, now, {"rating": one.pk}) for one in ratings])


def _months_before(day: date, months: int) -> date:
    """The same day so many months ago, or the last one that month has."""
    month = day.year * 12 + day.month - 1 - months
    first = date(month // 12, month % 12 + 1, 1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return first.replace(day=min(day.day, last.day))
