"""Adding to the audit: `record` a step, `seal_rows` what is committed, `anchor` the chain outside the database."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from django.db import connection, transaction
from django.db.transaction import TransactionManagementError
from django.utils import timezone

from county.audit.anchors import anchor
from county.audit.canonical import FIRST, digest_of, leaves_of, row_hash_of, seal_hash_of
from county.audit.models import AuditRow, Seal
from county.compiled import CompiledInsert

__all__ = ["BATCH", "SYSTEM", "Acting", "Recorded", "anchor", "record", "record_many", "seal_rows"]

BATCH = 1000
SYSTEM = "系统"
# a name of ours among PostgreSQL's advisory locks
SEALER = 0x617564697473


class Acting(Protocol):
    """Who acts: an account, or None for somebody without one, and the post that is shown."""

    @property
    def user_id(self) -> int | None: ...

    @property
    def shown_as(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Recorded:
    """What one row of several is about."""

    thing_id: object
    business_at: datetime
    content: Mapping[str, Any]


_INSERT = CompiledInsert(AuditRow)


def record(*, actor: Acting | None, verb: str, thing_kind: str, thing_id: object, business_at: datetime,
           content: Mapping[str, Any]) -> AuditRow:
    """Add a row inside the caller's transaction; `actor` None is the system. One statement.

    TransactionManagementError outside a transaction, ValueError for words too long or a moment without a zone.
    """
    _require_transaction()
    row = row_for(actor=actor, verb=verb, thing_kind=thing_kind, thing_id=thing_id, business_at=business_at,
                  content=content)
    _INSERT.insert(row)
    return row


def row_for(*, actor: Acting | None, verb: str, thing_kind: str, thing_id: object, business_at: datetime,
            content: Mapping[str, Any]) -> AuditRow:
    """The row, for a caller whose own statement writes it together with what it records."""
    row = AuditRow(
        at=timezone.now(), business_at=business_at, actor_id=actor.user_id if actor else None,
        actor_as=actor.shown_as[:600] if actor else SYSTEM, verb=verb, thing_kind=thing_kind, thing_id=str(thing_id),
        digest=digest_of(content),
    )
    _require_fitting(row)
    row.row_hash = row_hash_of(vars(row))
    return row


def record_many(*, actor: Acting | None, verb: str, thing_kind: str, things: Iterable[Recorded]) -> int:
    """As `record`, for many things in few statements; returns how many."""
    _require_transaction()
    rows = [row_for(actor=actor, verb=verb, thing_kind=thing_kind, thing_id=one.thing_id,
                    business_at=one.business_at, content=one.content) for one in things]
    if len(rows) == 1:
        _INSERT.insert(rows[0])
    else:
        AuditRow.objects.bulk_create(rows, batch_size=BATCH)
    return len(rows)


def _require_transaction() -> None:
    if not connection.in_atomic_block:
        raise TransactionManagementError("an audit row is written in the transaction of what it records")


def _require_fitting(row: AuditRow) -> None:
    for name, longest in (("verb", 60), ("thing_kind", 60), ("thing_id", 200)):
        said = getattr(row, name)
        if not said or len(said) > longest or "\x00" in said:
            raise ValueError(f"{name} of an audit row: {said[:40]!r} is empty, too long or has a NUL")


def seal_rows(now: datetime) -> int:
    """Seal every committed row that is not sealed yet, a batch at a time; returns how many rows were sealed.

    Two sealers wait for one another, batch by batch. A row that is committed late goes into the next seal.
    """
    sealed = 0
    while count := _seal_batch(now):
        sealed += count
    return sealed


@transaction.atomic
def _seal_batch(now: datetime) -> int:
    _wait_for_other_sealers()
    rows = list(AuditRow.objects.filter(seal=None).order_by("pk").values_list("pk", "row_hash")[:BATCH])
    if not rows:
        return 0
    seal = _add_seal(now, leaves_of(rows))
    changed = AuditRow.objects.filter(seal=None, pk__in=[key for key, _hash in rows]).update(seal=seal)
    if changed != len(rows):
        raise RuntimeError(f"{len(rows)} audit rows were listed and {changed} could be sealed")
    return changed


def _add_seal(now: datetime, leaves: str) -> Seal:
    last = Seal.objects.order_by("-number").only("number", "hash").first()
    number, previous = (last.number + 1, last.hash) if last else (1, FIRST)
    made = seal_hash_of(number, previous, now, leaves)
    return Seal.objects.create(number=number, previous=previous, hash=made, at=now, leaves=leaves)


def _wait_for_other_sealers() -> None:
    """SQLite lets one transaction write at a time; PostgreSQL is asked for a lock until the transaction ends."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [SEALER])
