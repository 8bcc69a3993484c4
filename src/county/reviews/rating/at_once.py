"""The way of most ratings on PostgreSQL: claim, invitation, rating and audit row in one statement.

It is all or nothing by itself, without a transaction around it. What a rating keeps of its service the statement takes
from the row that it claims, so the service need not be read before. Bad ratings, names and whatever comes late go the
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
from county.reviews.rating.new_rating import KIND, VERB, NewRating, content_of, row_of_what_is_said
from county.reviews.tokens import hash_of

_OF_SERVICE = ("agency", "item_id", "unit_id", "staff_id", "is_online")
_RATING = CompiledInsert(Rating, {one: f"claimed.{one}" for one in (*_OF_SERVICE, "is_late")})
_AUDIT = CompiledInsert(AuditRow)
_STATE = ServiceAct.State


@cache
def _statement(*, by_link: bool) -> str:
    acts, invitations = ServiceAct._meta.db_table, Invitation._meta.db_table  # noqa: SLF001
    return f"""
WITH claimed AS (UPDATE {acts} SET state = %s WHERE id = %s AND state = %s {"AND token_hash = %s" if by_link else ""}
                 RETURNING id, default_at < %s AS is_late, {", ".join(_OF_SERVICE)}),
     forgotten AS (DELETE FROM {invitations} WHERE act_id IN (SELECT id FROM claimed) RETURNING reminded_at),
     recorded AS ({_AUDIT.into} SELECT {_AUDIT.places} FROM claimed)
{_RATING.into} SELECT {_RATING.places} FROM claimed RETURNING id, is_late, (SELECT reminded_at FROM forgotten)
"""  # noqa: S608


def taken(actor: Actor, new: NewRating, moment: datetime, token: str = "") -> Rating | None:
    """The rating; None: nothing was written, it has to go the longer way. IntegrityError: its key is another's.

    `token`: of a link; then of the service no more need be known than its key.
    """
    if connection.vendor != "postgresql" or new.is_real_name:
        return None
    row = row_of_what_is_said(new, moment)
    if row.is_bad:
        return None
    audited = row_for(actor=actor, verb=VERB, thing_kind=KIND, thing_id=row.act_id, business_at=moment,
                      content=content_of(row))
    link = [hash_of(token)] if token else []
    values = [_STATE.RATED.value, row.act_id, _STATE.FINISHED.value, *link, moment, *_AUDIT.values(audited),
              *_RATING.values(row)]
    with _safe(), connection.cursor() as cursor:
        cursor.execute(_statement(by_link=bool(token)), values)
        written = cursor.fetchone()
    if written is None:
        return None
    row.pk, row.is_late, reminded_at = written
    if reminded_at:
        withdraw_reminders([row.act_id])
    return row


def _safe() -> AbstractContextManager[object]:
    """Inside somebody's transaction a refused statement must not take the rest with it."""
    return transaction.atomic() if connection.in_atomic_block else nullcontext()
