"""What an administrator changes: channels added, switched on and off, tried."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.db import transaction
from django.utils import timezone

from county import business
from county.accounts.actor import Actor
from county.audit.services import record
from county.notices.channels import Outcome, send
from county.notices.models import Channel, Delivery, Notice

TRIAL = "试发：收到这一条，说明通道可用，不用办理。"


def add_channel(*, actor: Actor, kind: str, address: str, secret: str, fields: dict[str, Any], agency: str) -> Channel:
    """The query of a web address is its key and kept where no page shows it."""
    shown, _mark, key = (address, "", "") if kind == Channel.Kind.EMAIL else address.partition("?")
    with transaction.atomic():
        made = Channel.objects.create(kind=kind, address=shown, key=key, secret=secret, fields=fields, agency=agency)
        _write_down(actor, "add_channel", made, {"kind": kind, "agency": agency})
    return made


def switch_channel(*, actor: Actor, channel: Channel, active: bool) -> None:
    """What waits for a channel that is off waits until it is on again; new notices leave it out."""
    with transaction.atomic():
        Channel.objects.filter(pk=channel.pk).update(active=active)
        _write_down(actor, "switch_channel", channel, {"active": active})


def _write_down(actor: Actor, verb: str, channel: Channel, content: dict[str, Any]) -> None:
    record(actor=actor, verb=verb, thing_kind="channel", thing_id=channel.pk, business_at=business.now(),
           content=content)


def try_channel(*, channel: Channel, actor: Actor) -> Outcome:
    """Send one message that nobody needs to act on; nothing of it is kept. An SMS goes to the asking account itself."""
    now = timezone.now()
    notice = Notice(title=TRIAL, href="/", at=now, user_id=actor.user_id)
    return send(channel, Delivery(pk=uuid4(), channel=channel, notice=notice), notice)
