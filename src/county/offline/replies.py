"""The two ways to answer an entry: a page for a form, a few words of JSON for `county/offline.js`.

The module asks with `Accept: application/json`. 200: taken (or taken before), 422: refused with a sentence, the entry
stays in the browser to be put right. Everything else (no line, 5xx, signed out) leaves it waiting.
"""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

TAKEN, REFUSED = 200, 422


def wants_json(request: HttpRequest) -> bool:
    return "application/json" in request.headers.get("Accept", "")


def key_in(request: HttpRequest) -> UUID | None:
    """The key that the browser gave this entry; None where it is missing or no key."""
    try:
        return UUID(request.POST.get("submission", ""))
    except ValueError:
        return None


def said(status: int, sentence: str) -> HttpResponse:
    return JsonResponse({"says": sentence}, status=status)


def not_yours() -> HttpResponse:
    return said(REFUSED, _("这条录入的编号已被别的账户用过，没有收下。请重新录入。"))


def owner_of(request: HttpRequest) -> str:
    """Whose entries wait in a browser that several people use: a word that tells nothing about the account."""
    return str(salted_hmac("county.offline.owner", str(request.user.pk), algorithm="sha256").hexdigest()[:16])
