"""The way of most ratings on PostgreSQL: claim, invitation, rating and audit row in one statement.

It is all or nothing by itself, without a transaction around it. Bad ratings, names and whatever comes late go the
longer way of `services.rate_many`; so does everything on SQLite, which has no such statement.
"""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from datetime import datetime
from functools import cache

from django.db import connection, transaction

from county.accounts.actor import Actor
from county.audit.models import AuditRow
from county.audit.services import row_for
from county.compiled import CompiledInsert
from county.reviews.models import Invitation, Rating, ServiceAct
from county.reviews.rating.inviting import withdraw_reminders
from county.reviews.rating.new_rating import KIND, VERB, NewRating, content_of, row_of

_RATING, _AUDIT = CompiledInsert(Rating), CompiledInsert(AuditRow)


@cache
def _statement() -> str:
    acts, invitations = ServiceAct._meta.db_table, Invitation._meta.db_table  # noqa: SLF001
    return f"""
WITH claimed AS (UPDATE {acts} SET state = %s WHERE id = %s AND state = %s RETURNING id),
     forgotten AS (DELETE FROM {invitations} WHERE act_id IN (SELECT id FROM claimed) RETURNING reminded_at),
     recorded AS ({_AUDIT.into} SELECT {_AUDIT.places} FROM claimed)
{_RATING.into} SELECT {_RATING.places} FROM claimed RETURNING id, (SELECT reminded_at FROM forgotten)"""  # noqa: S608


def taken(actor: Actor, new: NewRating, moment: datetime) -> Rating | None:
    """The rating; None: nothing was written, it has to go the longer way. IntegrityError: its key is another's."""
    row = row_of(new, moment, replaces=False)
    if connection.vendor != "postgresql" or row.is_bad or new.is_real_name:
        return None
    audited = row_for(actor=actor, verb=VERB, thing_kind=KIND, thing_id=row.act_id, business_at=moment,
                      content=content_of(row))
    states = ServiceAct.State
    values = [states.RATED.value, row.act_id, states.FINISHED.value, *_AUDIT.values(audited), *_RATING.values(row)]
    with _safe(), connection.cursor() as cursor:
        cursor.execute(_statement(), values)
        written = cursor.fetchone()
    if written is None:
        return None
    row.pk, reminded_at = written
    if reminded_at:
        withdraw_reminders([row.act_id])
    return row


def _safe() -> AbstractContextManager[object]:
    """Inside somebody's transaction a refused statement must not take the rest with it."""
    return transaction.atomic() if connection.in_atomic_block else nullcontext()
