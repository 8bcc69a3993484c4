"""E-mail by the server that GONGBAO_SMTP names: `smtp://`, `smtp+tls://` or `smtps://user:password@host:port?from=…`."""

from __future__ import annotations

import smtplib
import ssl
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from django.core.mail import EmailMessage, get_connection

from county.notices.channels.outcome import Failed, Outcome, Sent
from county.notices.channels.targets import NO_WAY_OUT
from county.notices.models import Channel, Delivery, Notice
from county.notices.wording import text_of
from county.site.environment import value

PORTS = {"smtp": 25, "smtp+tls": 587, "smtps": 465}
SECONDS = 10


def is_set() -> bool:
    return bool(value("GONGBAO_SMTP", ""))


def send(channel: Channel, delivery: Delivery, notice: Notice) -> Outcome:
    """The Message-ID is that of the delivery, so that a mailbox can tell a repeat."""
    if not is_set():
        return Failed("no_smtp")
    try:
        server, sender = settings_of(value("GONGBAO_SMTP", ""))
    except ValueError:
        return Failed("smtp_setting")
    try:
        _message(channel, delivery, notice, sender, server).send()
    except smtplib.SMTPRecipientsRefused:
        return Failed("mail_refused")
    except ssl.SSLError:
        return Failed("bad_certificate")
    except TimeoutError:
        return Failed("timeout")
    except smtplib.SMTPException:
        return Failed("mail_server")
    except OSError as wrong:
        return Failed("no_network" if wrong.errno in NO_WAY_OUT else "no_connection")
    return Sent()


def _message(channel: Channel, delivery: Delivery, notice: Notice, sender: str, server: dict[str, Any]) -> EmailMessage:
    domain = sender.rpartition("@")[2]
    return EmailMessage(
        subject=notice.title, body=text_of(notice), from_email=sender, to=recipients(channel.address),
        headers={"Message-ID": f"<{delivery.pk}@{domain}>", "Auto-Submitted": "auto-generated"},
        connection=get_connection("django.core.mail.backends.smtp.EmailBackend", timeout=SECONDS, **server),
    )


def recipients(address: str) -> list[str]:
    return [one.strip() for one in address.replace("，", ",").split(",") if one.strip()]


def settings_of(address: str) -> tuple[dict[str, Any], str]:
    """What Django's backend wants, and the sender. ValueError: the address cannot be used."""
    parts = urlsplit(address)
    if parts.scheme not in PORTS or not parts.hostname:
        raise ValueError(address)
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    sender = parse_qs(parts.query).get("from", [""])[0] or (user if "@" in user else f"gongbao@{parts.hostname}")
    return {"host": parts.hostname, "port": parts.port or PORTS[parts.scheme], "username": user, "password": password,
            "use_tls": parts.scheme == "smtp+tls", "use_ssl": parts.scheme == "smtps"}, sender
