"""The worker: seals the audit each second, sweeps each minute, sends what waits. Killed, it loses nothing."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from datetime import date

import structlog
from django.conf import settings
from django.db import close_old_connections
from django.utils import timezone

from county import business
from county.audit.models import AuditRow
from county.audit.services import anchor, seal_rows
from county.cases.sweep import hold, release, sweep
from county.notices.outbox import deliver_due

SECOND, MINUTE = 1.0, 60.0
SWEEP = "sweep"
log = structlog.get_logger(__name__)


class Worker:
    """`parent`: end when this process is no longer its child, so that no worker outlives its server."""

    def __init__(self, parent: int | None = None) -> None:
        self.parent, self.going = parent, True
        self.swept: float | None = None
        self.anchored: date | None = None

    def run(self) -> None:
        """Until it is told to stop."""
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, self._stop)
        while self.going and (self.parent is None or os.getppid() == self.parent):
            self.turn()
            time.sleep(SECOND)
        _safely(lambda: release(SWEEP))

    def once(self) -> None:
        """One turn and no more: the lease is given back, so that the next process need not wait for its end."""
        self.turn()
        _safely(lambda: release(SWEEP))

    def turn(self) -> None:
        """What goes wrong is logged, and the next turn tries again."""
        close_old_connections()
        _safely(self._seal)
        if self.swept is None or time.monotonic() - self.swept >= MINUTE:
            _safely(self._each_minute)
            self.swept = time.monotonic()

    def _seal(self) -> None:
        if AuditRow.objects.filter(seal__isnull=True).exists():
            seal_rows(timezone.now())

    def _each_minute(self) -> None:
        if not hold(SWEEP):
            return
        sweep()
        deliver_due(now=timezone.now(), limit=100)
        business.keep()
        if self.anchored != timezone.localdate():
            anchor(settings.HOME, timezone.now())
            self.anchored = timezone.localdate()

    def _stop(self, number: int, frame: object) -> None:  # noqa: ARG002
        self.going = False


def _safely(act: Callable[[], object]) -> None:
    """Whatever goes wrong with one work (a lock, a full disk) ends neither the others nor the worker."""
    try:
        act()
    except Exception:
        log.exception("worker")
