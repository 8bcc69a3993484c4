"""A screen at a counter is bound once, by somebody who manages reviews; from then on it has a cookie and no account.

The cookie is signed, holds the counter's code alone and goes to that counter's screen page alone. A counter that gets a
new code, or is closed, has lost its screens.
"""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.crypto import salted_hmac

from county.accounts.actor import Actor
from county.audit.services import record
from county.reviews.models import Counter, ServiceAct

COOKIE, _SALT = "screen", "county.reviews.screen"
AGE = 400 * 24 * 3600


def is_bound(request: HttpRequest, counter: Counter) -> bool:
    return _said(request) == counter.code


def is_some_screen(request: HttpRequest) -> bool:
    """Whether the sender is a screen that was bound, to whichever counter."""
    return bool(_said(request))


def _said(request: HttpRequest) -> str:
    return request.get_signed_cookie(COOKIE, default="", salt=_SALT) or ""


def bind(response: HttpResponse, *, actor: Actor, counter: Counter, at: datetime) -> None:
    with transaction.atomic():
        record(actor=actor, verb="review.bind_screen", thing_kind="counter", thing_id=counter.pk, business_at=at,
               content={"counter": counter.pk})
    response.set_signed_cookie(
        COOKIE, counter.code, salt=_SALT, max_age=AGE, path=reverse("reviews:screen", args=(counter.code,)),
        httponly=True, samesite="Strict", secure=settings.SESSION_COOKIE_SECURE)


def mark_of(counter: Counter, act: ServiceAct | None) -> str:
    """What a screen shows now, as a word that tells nothing."""
    shown = f"{counter.pk}:{act.pk if act else ''}"
    return str(salted_hmac(_SALT, shown, algorithm="sha256").hexdigest()[:16])
