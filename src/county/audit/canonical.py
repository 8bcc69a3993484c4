"""The one written form of what is hashed: the same bytes on every database, machine and day."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any
from uuid import UUID

FIRST = "0" * 64
"""What stands as the hash before the first seal."""

HASHED = ("at", "business_at", "actor_id", "actor_as", "verb", "thing_kind", "thing_id", "digest")
"""The columns that a row's hash covers. Its id is bound by the seal, which lists ids with hashes."""


def canonical(content: Any) -> str:
    """JSON with sorted keys and no blanks; moments in UTC. TypeError or ValueError for what has no such form."""
    return json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False,
                      default=_plain)


def sha256_of(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def digest_of(content: Mapping[str, Any]) -> str:
    """What a row keeps of a step: hex sha256 of the step's canonical form."""
    return sha256_of(canonical(content))


def row_hash_of(columns: Mapping[str, Any]) -> str:
    """The hash of a row from its columns, moments as `datetime` or as they are written here."""
    return sha256_of(canonical([columns[name] for name in HASHED]))


def leaves_of(rows: Iterable[tuple[int, str]]) -> str:
    """The list of a seal: [id, row hash] of each row, in id order."""
    return canonical([list(row) for row in rows])


def seal_hash_of(number: Any, previous: Any, at: Any, leaves: Any) -> str:
    """sha256 over the previous hash, the leaves as they are stored, the moment and the number."""
    return sha256_of(canonical([previous, leaves, at, number]))


def moment(value: datetime) -> str:
    """2031-05-06T01:02:03.000004Z. ValueError without a zone."""
    if value.tzinfo is None:
        raise ValueError("a moment of the audit needs a zone")
    return value.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, Decimal | UUID):
        return str(value)
    if isinstance(value, set | frozenset):
        return sorted(value)
    raise TypeError(f"{type(value).__name__} has no canonical form")
