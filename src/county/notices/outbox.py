"""The outbox: claim what is due, send it outside any transaction, write down how it went."""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import uuid4

from django.db import transaction
from django.db.models import F, Q

from county.notices.channels import Failed, Outcome, Sent, kinds_ready, send
from county.notices.models import Channel, Delivery

LEASE = timedelta(minutes=5)
PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 360))
TRIES = 12
WITHOUT_NETWORK = timedelta(minutes=2)
BLANK = {"telephone": "", "path": ""}
"""Of whom and where to nothing is kept once a message has left or is given up."""
State = Delivery.State


@dataclass(frozen=True, slots=True)
class Delivered:
    """How many left, will be tried again, are given up, and still wait because the network is away."""

    sent: int
    failed: int
    given_up: int
    waiting: int


def deliver_due(*, now: datetime, limit: int = 50, tries: int = TRIES) -> Delivered:
    """Send what is due at `now` (real time), at most `limit` deliveries, each at most `tries` times.

    Any number of workers may do this at once: a claim gives a delivery to one of them for five minutes. What cannot
    be known is whether a message left that a killed worker was sending. A gateway is bound to take the same
    `Idempotency-Key` (the delivery's id) once, so it gets the message again when the lease has expired; robots and
    mailboxes would show it twice, so there a person decides (“perhaps_sent” in the outbox). RuntimeError: called
    inside a transaction.
    """
    begun, ended, away = time.monotonic(), Counter[str](), set[int]()
    for _turn in range(limit):
        moment = now + timedelta(seconds=time.monotonic() - begun)
        claimed = claim(now=moment, tries=tries, without=away)
        if claimed is None:
            break
        outcome = send(claimed.channel, claimed, claimed.notice)
        if isinstance(outcome, Failed) and outcome.is_away:
            away.add(claimed.channel_id)
        ended[record(claimed, outcome, now=moment, tries=tries)] += 1
    return Delivered(*(ended[state] for state in (State.SENT, State.FAILED, State.GIVEN_UP, State.WAITING)))


def claim(*, now: datetime, tries: int = TRIES, without: set[int] | None = None) -> Delivery | None:
    """Take one due delivery for the length of a lease; the try counts from here on, so that a killed one counts too."""
    with transaction.atomic(durable=True):
        _give_up_interrupted(now, tries)
        free = Delivery.objects.filter(_due(now), channel__active=True, channel__kind__in=kinds_ready())
        free = free.exclude(channel__in=without or ()).order_by("next_at", "id").select_related("channel", "notice")
        found = free.select_for_update(skip_locked=True, of=("self",)).first()
        if found is None:
            return None
        found.state, found.token, found.lease_until = State.SENDING, uuid4(), now + LEASE
        found.tries += 1
        found.save(update_fields=["state", "token", "lease_until", "tries"])
        return found


def _due(now: datetime) -> Q:
    return Q(state__in=(State.WAITING, State.FAILED), next_at__lte=now) | Q(state=State.SENDING, lease_until__lte=now)


def _give_up_interrupted(now: datetime, tries: int) -> None:
    """What ends every worker that takes it is not tried for ever; where a repeat cannot be told, not even twice."""
    broken = Delivery.objects.filter(state=State.SENDING, lease_until__lte=now)
    ended = {"state": State.GIVEN_UP, "token": None, "lease_until": None, **BLANK}
    broken.exclude(channel__kind__in=Channel.TELLS_REPEATS).update(last_error="perhaps_sent", **ended)
    broken.filter(tries__gte=tries).update(last_error="interrupted", **ended)


def record(claimed: Delivery, outcome: Outcome, *, now: datetime, tries: int = TRIES) -> str:
    """Write the result, unless the lease ran out and another worker has the delivery; returns the state."""
    written = _result(claimed.tries, outcome, now, tries)
    own = Delivery.objects.filter(pk=claimed.pk, token=claimed.token, state=State.SENDING)
    done = own.update(token=None, lease_until=None, **written)
    return str(written["state"]) if done else State.SENDING


def _result(tried: int, outcome: Outcome, now: datetime, tries: int) -> dict[str, object]:
    if isinstance(outcome, Sent):
        return {"state": State.SENT, "sent_at": now, "last_error": "", **BLANK}
    if outcome.is_away:
        return {"state": State.WAITING, "next_at": now + WITHOUT_NETWORK, "last_error": outcome.code,
                "tries": F("tries") - 1}
    if tried >= tries:
        return {"state": State.GIVEN_UP, "last_error": outcome.code, **BLANK}
    return {"state": State.FAILED, "next_at": now + pause(tried), "last_error": outcome.code}


def pause(tried: int) -> timedelta:
    """How long after the n-th try: 1, 5, 30 minutes, 2 hours, then 6 hours each."""
    return PAUSES[min(tried, len(PAUSES)) - 1]
