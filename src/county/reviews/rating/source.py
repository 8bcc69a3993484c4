"""Where failed tries come from: counted by the minute under a keyed digest, so that nobody can read an address here."""

from __future__ import annotations

from datetime import datetime, timedelta
from ipaddress import ip_network

import structlog
from django.conf import settings
from django.db import transaction
from django.db.models import F, Sum
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

from county.reviews.models import Failure
from county.reviews.rating.numbers import OWN, number

SPAN, KEPT = timedelta(minutes=10), timedelta(days=1)
log = structlog.get_logger(__name__)


def source_of(request: HttpRequest) -> str:
    """The sender as a keyed digest. Behind the trusted proxy it is the last address that the proxy added."""
    address = request.META.get("REMOTE_ADDR", "")
    if settings.SECURE_PROXY_SSL_HEADER:
        address = request.META.get("HTTP_X_FORWARDED_FOR", address).rsplit(",", 1)[-1].strip()
    return str(salted_hmac("county.reviews.source", _network_of(address), algorithm="sha256").hexdigest())


def _network_of(address: str) -> str:
    """A line with IPv6 has billions of addresses of its own: they count as one."""
    if ":" not in address:
        return address
    try:
        return str(ip_network((address.split("%")[0], 64), strict=False))
    except ValueError:
        return address


def is_flooding(request: HttpRequest) -> bool:
    """Whether too many tries of this sender failed in the last ten minutes."""
    found = Failure.objects.filter(source=source_of(request), span__gt=timezone.now() - SPAN)
    failed = found.aggregate(failed=Sum("count"))["failed"] or 0
    return failed >= OWN["guesses"].least and failed >= number("guesses")


def count_failure(request: HttpRequest, why: str) -> None:
    """One more failed try; the log says what was tried and neither who nor with what."""
    log.warning("reviews.refused", why=why)
    with transaction.atomic():
        row, _new = Failure.objects.get_or_create(source=source_of(request), span=_minute(timezone.now()))
        Failure.objects.filter(pk=row.pk).update(count=F("count") + 1)


def _minute(moment: datetime) -> datetime:
    return moment.replace(second=0, microsecond=0)


def forget_failures(now: datetime) -> int:  # noqa: ARG001
    """Real time counts here; a day is enough to look into a flood."""
    Failure.objects.filter(span__lt=timezone.now() - KEPT).delete()
    return 0
