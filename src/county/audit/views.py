"""The auditor's page: who did what and when, and whether it is sealed. No content of cases beyond their ids."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from county.accounts.may import require
from county.audit import selectors
from county.audit.forms import RowsForm
from county.audit.words import known_verbs

FILTERS = ("day", "verb", "thing")


@require_safe
@require("read_audit")
def rows(request: HttpRequest) -> HttpResponse:
    """A hundred rows, newest first; everything that was chosen stands in the address."""
    form = RowsForm(request.GET)
    page = selectors.page_of(form.asked()) if form.is_valid() else None
    chosen = {name: request.GET[name] for name in FILTERS if request.GET.get(name)}
    context = {
        "form": form, "page": page, "chain": selectors.chain(), "verbs": known_verbs(), "chosen": chosen,
        "newest": urlencode(chosen), "older": urlencode({**chosen, "before": page.older}) if page else "",
    }
    return render(request, "audit/rows.html", context, status=200 if page else 400)
