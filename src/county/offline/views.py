"""The service worker, from an address whose scope may be the whole site; the page narrows it to itself."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

WORKER = Path(__file__).parent / "static" / "county" / "offline-worker.js"


@require_safe
def worker(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    response = HttpResponse(_text(), content_type="text/javascript; charset=utf-8")
    response.headers["Service-Worker-Allowed"] = "/"
    return response


@cache
def _text() -> str:
    return WORKER.read_text(encoding="utf-8")
