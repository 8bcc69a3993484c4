"""What changes notices: telling, reading, confirming by hand, trying again. `deliver_due` stands in `outbox`."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from county.accounts.actor import Actor
from county.notices.audience import concerning
from county.notices.models import Channel, Delivery, Notice, Reading
from county.notices.outbox import deliver_due

__all__ = ["confirm_by_hand", "deliver_due", "mark_read", "notify", "retry"]
State = Delivery.State


def notify(
    *, case: UUID | None, kind: str, due: datetime | None, agency: str, role: str, title: str, href: str,
    at: datetime, user_id: int | None = None,
) -> Notice | None:
    """Tell a unit (`role` empty: everyone in it), and `user_id` wherever it works; part of the caller's transaction.

    The same (case, kind, due, agency) again changes nothing and gives None. `at` is business time, `title` one line
    without personal data, `href` a path of this site. ValueError: `href` leads elsewhere or the title is empty.
    """
    told = {"case": case, "kind": kind, "due": due, "agency": agency, "role": role, "user_id": user_id,
            "title": _one_line(title), "href": _inside(href), "at": at}
    with transaction.atomic():
        key = key_of(case=case, kind=kind, due=due, agency=agency)
        notice, is_new = Notice.objects.get_or_create(key=key, defaults=told)
        if is_new:
            _queue(notice)
    return notice if is_new else None


def key_of(*, case: UUID | None, kind: str, due: datetime | None, agency: str) -> str:
    """One text for what a notice is unique by; nothing is written as `-`."""
    moment = due.astimezone(UTC).isoformat(timespec="microseconds") if due else "-"
    return "|".join((str(case or "-"), kind, moment, agency))


def _one_line(title: str) -> str:
    line = " ".join(title.split())[:200]
    if not line:
        raise ValueError("a notice has a title")
    return line


def _inside(href: str) -> str:
    if not href.startswith("/") or href[1:2] in {"/", "\\"} or not href.isprintable():
        raise ValueError(f"not a path of this site: {href!r}")
    return href


def _queue(notice: Notice) -> None:
    """One delivery for each active channel of the unit and for all units."""
    channels = Channel.objects.filter(Q(agency="") | Q(agency=notice.agency), active=True)
    Delivery.objects.bulk_create([Delivery(notice=notice, channel=one) for one in channels], ignore_conflicts=True)


def mark_read(*, actor: Actor, notices: Iterable[int]) -> int:
    """Note that this account has read them; those that do not concern it are passed over. Returns how many do."""
    if actor.user_id is None:
        return 0
    own = list(Notice.objects.filter(concerning(actor), pk__in=list(notices)).values_list("pk", flat=True))
    Reading.objects.bulk_create([Reading(notice_id=one, user_id=actor.user_id) for one in own], ignore_conflicts=True)
    return len(own)


def confirm_by_hand(*, actor: Actor, delivery: Delivery) -> bool:
    """A person has passed it on or printed it; False where somebody had said so before."""
    open_still = Delivery.objects.filter(pk=delivery.pk, channel__kind__in=Channel.BY_HAND).exclude(state=State.SENT)
    now = timezone.now()
    return bool(open_still.update(state=State.SENT, sent_at=now, sent_by=actor.user_id, last_error=""))


def retry(*, delivery: UUID, now: datetime) -> bool:
    """Send a failed or given-up delivery from the start again; False where it is neither."""
    stuck = Delivery.objects.filter(pk=delivery, state__in=(State.FAILED, State.GIVEN_UP))
    return bool(stuck.update(state=State.WAITING, next_at=now, tries=0, last_error=""))
