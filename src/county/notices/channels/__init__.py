"""The ways a notice leaves the house; each module has one `send(channel, delivery, notice)`."""

from __future__ import annotations

import logging
from collections.abc import Callable

from county.notices.channels import by_hand, mail, robot_dingtalk, robot_wecom, sms_gateway
from county.notices.channels.outcome import Failed, Outcome, Sent, Stopped
from county.notices.models import Channel, Delivery, Notice

__all__ = ["Failed", "Outcome", "Sent", "kinds_ready", "send"]

Kind = Channel.Kind
_SENDERS: dict[Kind, Callable[[Channel, Delivery, Notice], Outcome]] = {
    Kind.SMS: sms_gateway.send, Kind.WECOM: robot_wecom.send, Kind.DINGTALK: robot_dingtalk.send,
    Kind.EMAIL: mail.send, Kind.COPY: by_hand.send, Kind.PRINT: by_hand.send,
}


def kinds_ready() -> list[str]:
    """The kinds that a worker can send by now: not by hand, and mail only where a server is set."""
    ready = [Kind.SMS, Kind.WECOM, Kind.DINGTALK, *([Kind.EMAIL] if mail.is_set() else [])]
    return [str(one) for one in ready]


def send(channel: Channel, delivery: Delivery, notice: Notice) -> Outcome:
    """Send once. Whatever goes wrong is an outcome, so that one bad delivery does not stop the others."""
    try:
        return _SENDERS[Kind(channel.kind)](channel, delivery, notice)
    except Stopped as stopped:
        return Failed(stopped.code)
    except Exception:
        # without the trace: it could hold the receiver's address with its key
        logging.getLogger(__name__).error("a channel failed in an unforeseen way: %s", channel.kind)
        return Failed("broken")
