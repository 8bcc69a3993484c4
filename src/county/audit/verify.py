"""Whether the audit is as it was written: each row, each seal, the chain, and the lines kept outside the database.

Named is every change of any byte of a sealed row, of a seal or of a line. Of rows that no seal holds yet, a change is
named and a removal or another id is not: the sealer runs each second for that. Memory is that of one seal and one
line a day.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings

from county.audit import written
from county.audit.anchors import read_anchors
from county.audit.canonical import FIRST
from county.audit.findings import Finding
from county.audit.in_step import Batches, Lines
from county.audit.written import WrittenRow, WrittenSeal


@dataclass(slots=True)
class Counted:
    """What was looked at: sealed rows, seals, rows not sealed yet, lines of seals.log."""

    rows: int = 0
    seals: int = 0
    unsealed: int = 0
    anchors: int = 0


def verify(folder: Path | str | None = None) -> list[Finding]:
    """All findings; empty where everything is as it was written. `folder` holds seals.log, by default settings.HOME."""
    return list(examine(Counted(), folder))


def examine(counted: Counted, folder: Path | str | None = None) -> Iterator[Finding]:
    """Findings one by one, in the order of the seals; counts along the way."""
    anchors = {one.line: one for one in read_anchors(folder or settings.HOME)}
    counted.anchors = len(anchors)
    yield from (Finding("anchor_unreadable", line=one.line) for one in anchors.values() if not one.number)
    with written.one_moment():
        yield from _sealed(counted, Lines(one for one in anchors.values() if one.number))
        yield from _tail(counted)


def _sealed(counted: Counted, lines: Lines) -> Iterator[Finding]:
    batches, before = Batches(written.sealed_rows()), None
    for seal in written.seals():
        counted.seals += 1
        yield from _without_seal(batches.up_to(seal.number), counted)
        yield from _chained(before, seal)
        yield from lines.differing(before, seal)
        yield from _batch(seal, batches.of(seal.number), counted)
        before = seal
    yield from _without_seal(batches.rest(), counted)
    yield from lines.unmatched()


def _tail(counted: Counted) -> Iterator[Finding]:
    for row in written.unsealed_rows():
        counted.unsealed += 1
        if row.made != row.row_hash:
            yield Finding("unsealed_row_changed", row=row.id)


def _chained(before: WrittenSeal | None, seal: WrittenSeal) -> Iterator[Finding]:
    """A seal that was changed is not called a broken chain as well by the one that follows it."""
    if not _is_intact(seal):
        yield Finding("seal_changed", seal=seal.number)
    expected = before.number + 1 if before and isinstance(before.number, int) else 1
    if isinstance(seal.number, int) and seal.number > expected:
        yield Finding("seals_missing", seal=expected, other=seal.number - 1)
    elif seal.number != expected or seal.previous not in ((before.hash, before.made) if before else (FIRST,)):
        yield Finding("chain_broken", seal=seal.number)


def _batch(seal: WrittenSeal, rows: Iterable[WrittenRow], counted: Counted) -> Iterator[Finding]:
    """The rows that name a seal against those it holds; against themselves alone where the seal was changed."""
    held = _leaves(seal) if _is_intact(seal) else None
    for row in rows:
        counted.rows += 1
        leaf = held.pop(row.id, "") if held is not None else row.row_hash
        sort = "row_changed" if row.made != row.row_hash else "" if leaf == row.row_hash else "row_rewritten"
        if sort:
            yield Finding(sort if leaf else "row_added", row=row.id, seal=seal.number)
    if held:
        yield from _not_found(seal, list(held))


def _not_found(seal: WrittenSeal, ids: list[int]) -> Iterator[Finding]:
    named = written.seals_named_by(ids)
    for row in ids:
        if row in named:
            yield Finding("row_moved", row=row, seal=seal.number, other=named[row])
        else:
            yield Finding("row_missing", row=row, seal=seal.number)


def _without_seal(groups: Iterable[tuple[Any, Iterator[WrittenRow]]], counted: Counted) -> Iterator[Finding]:
    for seal, rows in groups:
        first, more = next(rows), sum(1 for _row in rows)
        counted.rows += 1 + more
        yield Finding("seal_not_there", row=first.id, seal=seal, other=more)


def _is_intact(seal: WrittenSeal) -> bool:
    return seal.made == seal.hash and _leaves(seal) is not None


def _leaves(seal: WrittenSeal) -> dict[int, str] | None:
    """From row ids to row hashes; None for what is no list of a seal."""
    try:
        listed = json.loads(seal.leaves)
        found = {key: made for key, made in listed if type(key) is int and isinstance(made, str)}
        return found if len(found) == len(listed) else None
    except (ValueError, TypeError):
        return None
