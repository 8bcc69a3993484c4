"""The page of farmland: the table, a form for one township, the Excel file."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from county import business
from county.accounts.may import actor_in, require
from county.agencies.names import agency_name
from county.cases.forms import typed_in
from county.cases.says import CannotDo
from county.supervision.registers.farmland import selectors, services
from county.supervision.registers.farmland.classes import classes, may_write, writer
from county.supervision.registers.guard import of_slots
from county.supervision.registers.rules import needed
from county.supervision.registers.sheet import as_download
from county.supervision.registers.units import townships


@of_slots("farmland")
@require_safe
@require("read_unit")
def farmland(request: HttpRequest) -> HttpResponse:
    """Areas by class and township, with what is secured."""
    return _page(request)


@of_slots("farmland")
@require_POST
@require("open_cases")
def keep(request: HttpRequest) -> HttpResponse:
    """Keep the areas of one township; a refusal keeps what was typed."""
    said, year = typed_in(request), year_in(request)
    try:
        services.keep_areas(actor=actor_in(request), year=year, township=said.get("township", ""), said=said)
    except CannotDo as refusal:
        return _page(request, refusal)
    messages.success(request, _("已保存。"))
    return HttpResponseRedirect(f"{reverse('supervision:farmland')}?year={year}", status=303)


@of_slots("farmland")
@require_safe
@require("read_unit")
def export(request: HttpRequest) -> HttpResponse:
    """The table as an Excel file."""
    year = year_in(request)
    title = _("%(year)s年耕地类别") % {"year": year}
    header, rows = selectors.sheet(selectors.table(year))
    return as_download(title, title, header, rows)


def years() -> list[int]:
    """From the document's year to this one."""
    first = needed("farmland").year
    return list(range(first, max(first, business.business_today().year) + 1))


def year_in(request: HttpRequest) -> int:
    """The year asked for where there is such a one, else the latest."""
    said = request.POST.get("year", request.GET.get("year", ""))
    return next((one for one in years() if str(one) == said), years()[-1])


def _page(request: HttpRequest, wrong: CannotDo | None = None) -> HttpResponse:
    actor, year = actor_in(request), year_in(request)
    mine = [one for one in townships() if may_write(actor, one.id)]
    found = selectors.table(year)
    first = request.GET.get("township") or (mine[0].id if mine else "")
    typed = typed_in(request) if wrong else selectors.typed_of(found, first)
    fields = [(no, name, typed.get(f"area-{no}", ""), typed.get(f"safe-{no}", "")) for no, name in classes().items()]
    context = {"table": found, "year": year, "years": years(), "mine": mine, "typed": typed, "wrong": wrong,
               "fields": fields, "chart": selectors.chart(found), "writer": agency_name(writer()),
               "rule": needed("farmland"), "share": found.whole.total.share, "none": found.whole.total.area is None}
    return render(request, "supervision/registers/farmland.html", context, status=422 if wrong else 200)
