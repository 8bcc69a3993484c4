"""Which pages the pack opens, and what their addresses carry."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from county.accounts.open_where import View, open_where
from county.supervision.plans import Plan
from county.supervision.sheets.checked import checked_plans
from county.supervision.slots import slots_of


def with_slot(name: str) -> Callable[[View], View]:
    """404 where the county's pack names no rule for the room."""
    return open_where(lambda: slots_of(name))


def with_plan(view: View) -> View:
    """Gives the view the plan that the address names, the first one where it names none; 404 where there is none."""
    @wraps(view)
    def guarded(request: HttpRequest, system: str = "", key: str = "", **kwargs: Any) -> HttpResponse:
        return view(request, _plan(f"{system}/{key}" if system else request.GET.get("plan", "")), **kwargs)

    return guarded


def with_whole(view: View) -> View:
    """The same, among plans whose tasks are chased as a whole."""
    @wraps(view)
    def guarded(request: HttpRequest, system: str = "", key: str = "", **kwargs: Any) -> HttpResponse:
        return view(request, _plan(f"{system}/{key}" if system else request.GET.get("plan", ""), whole=True), **kwargs)

    return guarded


def _plan(rule: str, whole: bool = False) -> Plan:
    found = [one for one in checked_plans() if one.whole or not whole]
    plan = next((one for one in found if one.rule == rule), None) if rule else next(iter(found), None)
    if plan is None:
        raise Http404
    return plan


def as_file(data: bytes, name: str) -> HttpResponse:
    """An Excel file to be kept."""
    from county.agencies.sheets import MIME

    return HttpResponse(data, content_type=MIME, headers={
        "Content-Disposition": f'attachment; filename="{name}.xlsx"', "Cache-Control": "no-store"})
