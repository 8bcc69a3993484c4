"""A generic SMS gateway: one POST of the configured JSON fields; a secret goes along as a bearer token."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from county.notices.audience import telephones_of
from county.notices.channels.outcome import Failed, Outcome
from county.notices.channels.wire import by_status, post_json
from county.notices.models import Channel, Delivery, Notice
from county.notices.wording import full_address, link_of, text_of

FIELDS = {"mobile": "{telephones}", "content": "{text}"}
TELEPHONES = "{telephones}"


def send(channel: Channel, delivery: Delivery, notice: Notice) -> Outcome:
    fields = channel.fields or FIELDS
    telephones = _telephones(delivery, notice) if TELEPHONES in str(fields) else ""
    if TELEPHONES in str(fields) and not telephones:
        return Failed("no_telephone")
    values = {TELEPHONES: telephones, "{text}": text_of(notice, delivery.path), "{title}": notice.title,
              "{link}": link_of(notice, delivery.path), "{id}": str(delivery.pk)}
    headers = {"Idempotency-Key": str(delivery.pk)}
    if channel.secret:
        headers["Authorization"] = f"Bearer {channel.secret}"
    return by_status(post_json(full_address(channel), filled(fields, values), headers))


def _telephones(delivery: Delivery, notice: Notice) -> str:
    """The one number of a message to somebody outside, else those of whom the notice concerns."""
    return delivery.telephone or ",".join(telephones_of(notice))


def filled(fields: Any, values: Mapping[str, str]) -> Any:
    """The fields with the values put into their texts, at any depth."""
    if isinstance(fields, dict):
        return {name: filled(one, values) for name, one in fields.items()}
    if isinstance(fields, list):
        return [filled(one, values) for one in fields]
    return _put_in(fields, values) if isinstance(fields, str) else fields


def _put_in(text: str, values: Mapping[str, str]) -> str:
    """What a value says is not looked through again."""
    name = next((name for name in values if name in text), "")
    return values[name].join(_put_in(part, values) for part in text.split(name)) if name else text
