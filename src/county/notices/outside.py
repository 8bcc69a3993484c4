"""Messages to a telephone outside the county's accounts: one number, one page, nothing of either kept afterwards.

The notice behind it holds neither: its title is the same for everybody, it concerns nobody and leads nowhere.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from county.notices.models import Channel, Delivery, Notice
from county.notices.wording import origin

State = Delivery.State


def gateway() -> Channel | None:
    """The SMS gateway of all units that such messages leave by; None where none is set up that takes a number."""
    found = Channel.objects.filter(kind=Channel.Kind.SMS, agency="", active=True).order_by("pk")
    return next((one for one in found if not one.fields or "{telephones}" in str(one.fields)), None)


def knows_its_address() -> bool:
    """Whether a link in a message would lead here."""
    return bool(origin())


def tell_outside(*, channel: Channel, kind: str, thing: str, title: str, telephone: str, path: str, at: datetime
                 ) -> bool:
    """Queue one message, once for a kind and thing; part of the caller's transaction. False: it was queued before."""
    with transaction.atomic():
        told = {"kind": kind, "title": title[:200], "href": "/", "at": at}
        notice, is_new = Notice.objects.get_or_create(key=_key(kind, thing), defaults=told)
        if is_new:
            Delivery.objects.create(notice=notice, channel=channel, telephone=telephone, path=path)
    return is_new


def withdraw(*, kind: str, things: Iterable[str]) -> int:
    """Take back what has not left; what a worker is sending just now cannot be held. Returns how many."""
    waiting = Delivery.objects.filter(notice__key__in=[_key(kind, one) for one in things],
                                      state__in=(State.WAITING, State.FAILED))
    return waiting.delete()[0]


def _key(kind: str, thing: str) -> str:
    return f"outside|{kind}|{thing}"
