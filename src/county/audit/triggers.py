"""Database triggers under which audit rows and seals are only added: no delete, no change, except that a row is
sealed once. They bind every statement that comes through the database, the application's own included.

Who owns the tables can drop triggers; `verify` is there for what is changed then. On SQLite a change of
a column builds its table anew, without triggers: such a migration calls `remove` before and `install` after it.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.db import connection as default_connection
from django.db import transaction

from county.audit import triggers_postgresql, triggers_sqlite
from county.database_triggers import run

Act = Callable[[], None]
_others: list[tuple[Act, Act]] = []
_lifted = threading.local()


def also(*, install: Act, remove: Act) -> None:
    """Triggers of another app that are lifted and restored together with the audit's."""
    _others.append((install, remove))


def install(to: Any = default_connection) -> None:
    """Put the triggers in place, on a connection or with a migration's schema editor. They must not be there yet."""
    run(to, sqlite=triggers_sqlite.INSTALL, postgresql=triggers_postgresql.INSTALL)


def remove(of: Any = default_connection) -> None:
    """Take the triggers away: for the migration backwards, and for `without_triggers`."""
    run(of, sqlite=triggers_sqlite.REMOVE, postgresql=triggers_postgresql.REMOVE)


@contextmanager
def without_triggers() -> Iterator[None]:
    """The demo begins again, and tests tamper, inside this one transaction; an error brings the triggers back as well.
    Inside another `without_triggers` of the same thread it does nothing more.

    RuntimeError in live mode.
    """
    if not settings.DEMO:
        raise RuntimeError("the audit of a live county is never taken back")
    if getattr(_lifted, "now", False):
        yield
        return
    _lifted.now = True
    try:
        with transaction.atomic():
            remove()
            for _install, remove_other in _others:
                remove_other()
            yield
            for install_other, _remove in _others:
                install_other()
            install()
    finally:
        _lifted.now = False


def empty() -> None:
    """Forget every row and seal: when the demo begins again, and before a test flushes its tables. Demo only."""
    with without_triggers(), default_connection.cursor() as cursor:
        cursor.execute("DELETE FROM audit_auditrow")
        cursor.execute("DELETE FROM audit_seal")
