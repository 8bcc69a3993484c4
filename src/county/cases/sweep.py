"""The sweep: once a minute, write down which limits came near or passed. One worker at a time holds the lease."""

from __future__ import annotations

import os
import socket
from datetime import datetime, timedelta

import structlog
from django.db import DatabaseError, transaction
from django.utils import timezone

from county import business
from county.cases.models import Case, Lease
from county.cases.writing import at_work
from county.offers import swept

HELD = timedelta(seconds=90)
AT_ONCE = 500
log = structlog.get_logger(__name__)


def sweep(now: datetime | None = None, at_once: int = AT_ONCE) -> int:
    """Settle every case for which something came near or passed until now; returns how many steps were written.

    Each case is a transaction of its own: a sweep that is killed leaves whole cases, and the next one goes on. After
    the cases comes what desks write down themselves.
    """
    moment, written = now or business.now(), 0
    while ids := list(Case.objects.filter(next_at__lt=moment).order_by("next_at", "pk").values_list("pk", flat=True)[
        :at_once]):
        fresh = sum(_settle(case_id, moment) for case_id in ids)
        written += fresh
        if not fresh:
            break
    return written + swept(moment)


def _settle(case_id: object, moment: datetime) -> int:
    """One case that cannot be settled, or is gone since it was listed, does not keep the others from it."""
    try:
        with at_work(str(case_id), moment) as work:
            return work.settled
    except DatabaseError:
        raise
    except Exception:
        log.exception("sweep", case=str(case_id))
        return 0


def hold(name: str, holder: str = "") -> bool:
    """Take or renew the lease on a recurring work; False while another holds it."""
    me, now = holder or f"{socket.gethostname()}-{os.getpid()}", timezone.now()
    with transaction.atomic():
        lease, made = Lease.objects.select_for_update().get_or_create(
            name=name, defaults={"holder": me, "until": now + HELD})
        if made or lease.holder == me or lease.until < now:
            lease.holder, lease.until = me, now + HELD
            lease.save(update_fields=["holder", "until"])
            return True
    return False


def release(name: str, holder: str = "") -> None:
    """Give the lease back at the end of a worker, so that the next one need not wait."""
    Lease.objects.filter(name=name, holder=holder or f"{socket.gethostname()}-{os.getpid()}").delete()
