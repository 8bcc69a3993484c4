"""钉钉群机器人: text messages; with a secret, the address is signed as 钉钉 documents it."""

from __future__ import annotations

import base64
import hashlib
import hmac
import time
from urllib.parse import urlencode

from county.notices.channels.outcome import Outcome
from county.notices.channels.wire import by_errcode, post_json
from county.notices.models import Channel, Delivery, Notice
from county.notices.wording import full_address, text_of


def send(channel: Channel, delivery: Delivery, notice: Notice) -> Outcome:
    address = full_address(channel)
    if channel.secret:
        address += ("&" if "?" in address else "?") + signature(channel.secret, int(time.time() * 1000))
    content = {"msgtype": "text", "text": {"content": text_of(notice)}}
    return by_errcode(post_json(address, content, {"Idempotency-Key": str(delivery.pk)}))


def signature(secret: str, moment: int) -> str:
    """`timestamp` (milliseconds) and `sign`: HMAC-SHA256 over timestamp, line feed and secret, in base64."""
    mac = hmac.new(secret.encode(), f"{moment}\n{secret}".encode(), hashlib.sha256).digest()
    return urlencode({"timestamp": moment, "sign": base64.b64encode(mac).decode()})
