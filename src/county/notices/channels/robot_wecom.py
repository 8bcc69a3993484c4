"""企业微信群机器人: `{"msgtype": "text", "text": {"content": …}}`, at most 2048 bytes of text."""

from __future__ import annotations

from county.notices.channels.outcome import Outcome
from county.notices.channels.wire import by_errcode, post_json
from county.notices.models import Channel, Delivery, Notice
from county.notices.wording import full_address, text_of

BYTES = 2048


def send(channel: Channel, delivery: Delivery, notice: Notice) -> Outcome:
    text = text_of(notice).encode()[:BYTES].decode(errors="ignore")
    content = {"msgtype": "text", "text": {"content": text}}
    return by_errcode(post_json(full_address(channel), content, {"Idempotency-Key": str(delivery.pk)}))
