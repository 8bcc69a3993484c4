"""How an edition is written down: its digest, what the audit keeps of it."""

from __future__ import annotations

from datetime import datetime

from county.accounts.actor import Actor
from county.audit.services import record
from county.reviews.models import Edition
from county.reviews.statistics import tables
from county.reviews.statistics.suppression import Cell


def held_back(edition: Edition) -> frozenset[Cell]:
    """The cells that an edition does not show."""
    return frozenset(tables.cell_of(table["id"], row["id"], column)
                     for table in edition.tables["public"]["tables"] for row in table["rows"]
                     for column, value in row["cells"].items() if value is None)


def save(held: Edition) -> None:
    held.digest = tables.digest_of(held.tables["public"])
    held.save(update_fields=["tables", "digest"])


def record_edition(actor: Actor | None, held: Edition, verb: str, moment: datetime) -> None:
    record(actor=actor, verb=verb, thing_kind="edition", thing_id=str(held), business_at=moment,
           content={"digest": held.digest, "version": held.version})
