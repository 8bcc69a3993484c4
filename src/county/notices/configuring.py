"""What an administrator changes: channels added, switched on and off, tried."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.utils import timezone

from county.accounts.actor import Actor
from county.notices.channels import Outcome, send
from county.notices.models import Channel, Delivery, Notice

TRIAL = "试发：收到这一条，说明通道可用，不用办理。"


def add_channel(*, kind: str, address: str, secret: str, fields: dict[str, Any], agency: str) -> Channel:
    """The query of a web address is its key and kept where no page shows it."""
    shown, _mark, key = (address, "", "") if kind == Channel.Kind.EMAIL else address.partition("?")
    return Channel.objects.create(kind=kind, address=shown, key=key, secret=secret, fields=fields, agency=agency)


def switch_channel(*, channel: Channel, active: bool) -> None:
    """What waits for a channel that is off waits until it is on again; new notices leave it out."""
    Channel.objects.filter(pk=channel.pk).update(active=active)


def try_channel(*, channel: Channel, actor: Actor) -> Outcome:
    """Send one message that nobody needs to act on; nothing of it is kept. An SMS goes to the asking account itself."""
    now = timezone.now()
    notice = Notice(title=TRIAL, href="/", at=now, user_id=actor.user_id)
    return send(channel, Delivery(pk=uuid4(), channel=channel, notice=notice), notice)
