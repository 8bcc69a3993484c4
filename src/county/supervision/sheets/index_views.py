"""The room's first page."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from county.accounts.may import actor_in, require
from county.supervision.sheets.index import answered, doors


@require_safe
@require("read_unit")
def sheets(request: HttpRequest) -> HttpResponse:
    """What the room holds; 404 where the pack fills none of it."""
    if not doors():
        raise Http404
    return render(request, "supervision/sheets/index.html", {"doors": answered(actor_in(request))})
