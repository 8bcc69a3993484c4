"""What comes back of a shipment: each parcel accepted, or refused with a reason. The same receipt twice is one."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import structlog
from django.db import transaction
from django.utils.translation import gettext as _

from county import business
from county.accounts.actor import Actor
from county.audit.services import record
from county.cases.says import CannotDo
from county.reviews.models import Parcel, Shipment
from county.reviews.upwards import channel
from county.reviews.upwards.shipping import MOST, require_manager

SIZE = 4 * 1024 * 1024
OUTCOMES = (Parcel.Outcome.ACCEPTED.value, Parcel.Outcome.REFUSED.value)
log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Receipt:
    """`said`: ref of the parcel → (outcome, reason)."""

    shipment: str
    number: str
    said: Mapping[str, tuple[str, str]]


def take_receipt(*, actor: Actor | None, data: bytes, at: datetime | None = None) -> tuple[Shipment, int, int]:
    """The shipment, how many were accepted and refused by this receipt. CannotDo: something in it does not fit, and
    nothing of it is taken. `actor` None: the worker."""
    if actor is not None:
        require_manager(actor)
    receipt, moment = read_receipt(data), at or business.now()
    with transaction.atomic():
        held = Shipment.objects.select_for_update().filter(number=receipt.shipment).first()
        if held is None:
            raise CannotDo(_("没有“%(number)s”这个批次，请核对回执。") % {"number": receipt.shipment[:40]}, "file")
        changed = _fitting(held, receipt)
        Parcel.objects.bulk_update(changed, ["outcome", "refused"], batch_size=500)
        if changed:
            held.receipt, held.received_at, held.sent_at = receipt.number, moment, held.sent_at or moment
            held.save(update_fields=["receipt", "received_at", "sent_at"])
            record(actor=actor, verb="review.receipt", thing_kind="review_shipment", thing_id=held.number,
                   business_at=moment, content={"receipt": receipt.number, "count": len(changed)})
    refused = sum(one.outcome == Parcel.Outcome.REFUSED for one in changed)
    return held, len(changed) - refused, refused


def read_receipt(data: bytes) -> Receipt:
    """CannotDo says which line is wrong."""
    if len(data) > SIZE:
        raise CannotDo(_("回执超过 4 MB，没有接收，请按批次分开。"), "file")
    try:
        lines = data.decode("utf-8-sig").splitlines()
    except UnicodeDecodeError:
        raise CannotDo(_("回执不是 UTF-8 的文本文件，请让对方按格式重发。"), "file") from None
    rows = [(number, _object(number, line)) for number, line in enumerate(lines, 1) if line.strip()]
    head = rows[0][1] if rows else {}
    if head.get("type") != "receipt" or not _text(head, "shipment") or len(rows) > MOST + 1:
        raise CannotDo(_("第 1 行要写明这是回执（type 为 receipt）和批次（shipment），一件一行，请核对文件。"), "file")
    return Receipt(_text(head, "shipment"), _text(head, "receipt")[:120], dict(_parcel(*one) for one in rows[1:]))


def fetch(now: datetime) -> int:
    """Receipts that lie in the folder. One that does not fit is put aside with a sentence beside it."""
    place = channel.folder()
    if place is None or not (place / channel.IN).is_dir():
        return 0
    taken = 0
    for path in sorted((place / channel.IN).glob("*.jsonl")):
        try:
            _shipment, accepted, refused = take_receipt(actor=None, data=_bounded(path), at=now)
            taken += accepted + refused
            _put(path, channel.DONE)
        except CannotDo as why:
            log.warning("reviews.receipt", file=path.name, why=why.says)
            _put_aside(path, why.says)
        except OSError as wrong:
            log.warning("reviews.receipt", file=path.name, why=type(wrong).__name__)
    return taken


def _put_aside(path: Path, why: str) -> None:
    with suppress(OSError):
        _put(path, channel.WRONG).with_suffix(".txt").write_text(f"{why}\n", encoding="utf-8")


def _bounded(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(SIZE + 1)


def _put(path: Path, where: str) -> Path:
    """Into the folder beside; a file of the same name there gives way, for it was looked at before."""
    (path.parent / where).mkdir(exist_ok=True)
    return path.replace(path.parent / where / path.name)


def _fitting(shipment: Shipment, receipt: Receipt) -> list[Parcel]:
    """The parcels that the receipt changes. CannotDo: one is not of this shipment, or was answered otherwise before."""
    held = {one.ref: one for one in shipment.parcels.all()}
    changed = []
    for ref, (outcome, reason) in receipt.said.items():
        parcel = held.get(ref)
        if parcel is None:
            says = _("批次 %(number)s 里没有“%(ref)s”这一件，整份回执没有接收。")
            raise CannotDo(says % {"number": shipment.number, "ref": ref[:80]}, "file")
        if parcel.outcome and parcel.outcome != outcome:
            says = _("“%(ref)s”先前的回执和这份相反，整份没有接收，请问清楚。")
            raise CannotDo(says % {"ref": ref[:80]}, "file")
        if not parcel.outcome:
            parcel.outcome, parcel.refused = outcome, reason
            changed.append(parcel)
    return changed


def _parcel(number: int, said: Mapping[str, Any]) -> tuple[str, tuple[str, str]]:
    ref, outcome, reason = (_text(said, name) for name in ("ref", "outcome", "reason"))
    if not ref or outcome not in OUTCOMES or (outcome == OUTCOMES[1] and not reason):
        says = _("回执第 %(row)s 行要有 ref 和 outcome（accepted 或 refused），退回的要有 reason。")
        raise CannotDo(says % {"row": number}, "file")
    return ref, (outcome, reason[:200] if outcome == OUTCOMES[1] else "")


def _object(number: int, line: str) -> Mapping[str, Any]:
    try:
        said = json.loads(line)
    except (ValueError, RecursionError):
        said = None
    if not isinstance(said, dict):
        raise CannotDo(_("回执第 %(row)s 行不是 JSON，整份没有接收。") % {"row": number}, "file")
    return said


def _text(said: Mapping[str, Any], name: str) -> str:
    value = said.get(name, "")
    return value.replace("\0", "").encode("utf-8", "replace").decode().strip() if isinstance(value, str) else ""
