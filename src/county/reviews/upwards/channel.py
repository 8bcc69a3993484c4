"""How shipments leave by themselves: into a folder, or to a gateway. Neither: the file is downloaded by hand.

Folder and address are set where the platform is installed, not on a page: nobody who manages reviews can send them to
a place of his own. A shipment that is sent twice, because a process died in between, has the same name and bytes.
"""

from __future__ import annotations

import json
import os
from datetime import datetime, timedelta
from pathlib import Path

import structlog
from django.utils import timezone
from django.utils.translation import gettext as _

from county.notices.channels.outcome import Failed, Outcome, Sent, Stopped
from county.notices.channels.wire import by_status, post_json
from county.notices.reasons import sentence
from county.reviews.models import Parcel, Shipment
from county.reviews.slots import is_open
from county.reviews.upwards.gathering import gather
from county.reviews.upwards.shipping import content_of, ship
from county.site.environment import value

EVERY, AGAIN, AT_ONCE = timedelta(hours=1), timedelta(minutes=10), 1000
OUT, IN, DONE, WRONG = "out", "in", "done", "wrong"
log = structlog.get_logger(__name__)


def folder() -> Path | None:
    """GONGBAO_REPORT_FOLDER: shipments go to `out`, receipts are fetched from `in`."""
    said = value("GONGBAO_REPORT_FOLDER", "")
    return Path(said) if said else None


def gateway() -> str:
    """GONGBAO_REPORT_GATEWAY: an https address that takes one shipment a call."""
    return value("GONGBAO_REPORT_GATEWAY", "")


def is_set() -> bool:
    return bool(folder() or gateway())


def sweep_upwards(now: datetime) -> int:
    """For the sweep: gather, make a shipment at most each hour, send what was not sent, fetch receipts."""
    from county.reviews.upwards.receipts import fetch

    if not is_open():
        return 0
    done = gather(now)
    if not is_set():
        return done
    if _is_time(now) and ship(actor=None, at=now):
        done += 1
    return done + deliver(now) + fetch(now)


def deliver(now: datetime) -> int:
    """Send shipments that were not sent, the oldest first; the first that does not go ends it until later."""
    sent = 0
    for shipment in Shipment.objects.filter(sent_at=None, received_at=None).order_by("pk"):
        if shipment.tried_at and shipment.tried_at > timezone.now() - AGAIN:
            break
        outcome = _tried(shipment)
        held = Shipment.objects.filter(pk=shipment.pk, sent_at=None)
        if isinstance(outcome, Failed):
            held.update(tried_at=timezone.now(), failed=outcome.code[:60])
            break
        sent += held.update(sent_at=now, failed="", tried_at=timezone.now())
    return sent


def _is_time(now: datetime) -> bool:
    last = Shipment.objects.order_by("-pk").first()
    if last is None or last.made_at <= now - EVERY:
        return True
    return Parcel.objects.filter(shipment=None)[AT_ONCE - 1: AT_ONCE].exists()


def _tried(shipment: Shipment) -> Outcome:
    try:
        content = content_of(shipment)
        if place := folder():
            write_whole(place / OUT / f"{shipment.number}.jsonl", content)
        return _posted(shipment, content) if gateway() else Sent()
    except Stopped as why:
        return Failed(why.code)
    except (OSError, ValueError) as wrong:
        log.warning("reviews.shipment", number=shipment.number, why=type(wrong).__name__)
        return Failed("cannot_write" if isinstance(wrong, OSError) else "changed")


def _posted(shipment: Shipment, content: bytes) -> Outcome:
    manifest, *parcels = [json.loads(line) for line in content.splitlines()]
    headers = {"Idempotency-Key": shipment.number}
    if secret := value("GONGBAO_REPORT_SECRET", ""):
        headers["Authorization"] = f"Bearer {secret}"
    return by_status(post_json(gateway(), {"manifest": manifest, "parcels": parcels}, headers))


def write_whole(path: Path, content: bytes) -> None:
    """Whole or not at all, and on disk before this returns; a reader never sees half a file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f".{path.name}.{os.getpid()}")
    with fresh.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    fresh.replace(path)


def failed_words(code: str) -> str:
    """Why a shipment was not sent, in a sentence that says what to do."""
    own = {"cannot_write": _("文件夹写不进去，请系统管理员检查文件夹和权限。"),
           "changed": _("批次里的件和生成时不一样，没有送出，请系统管理员核对数据库。")}
    return own.get(code) or sentence(code)
