"""The year-end sheets: the list of units, one unit, both as Excel files."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from county import business
from county.accounts.may import actor_in, refused, require
from county.agencies.names import agency_name, agency_of
from county.agencies.roles import WATCHES
from county.supervision.sheets import year_end
from county.supervision.sheets.exports import year_end_book
from county.supervision.sheets.guards import as_file, with_slot
from county.supervision.sheets.years import year_said


@with_slot("year_end")
@require_safe
@require("read_unit")
def year_ends(request: HttpRequest) -> HttpResponse:
    """The appraised units that the reader may read, with how much is on record of each."""
    year, units = _year(request), year_end.readable(actor_in(request))
    counts = year_end.counts([one for one, _name in units], year)
    rows = [(agency, name, counts[agency]) for agency, name in units]
    context = {"rows": rows, "year": year, "empty": sum(not count for _one, _name, count in rows),
               "reads_all": _reads_all(request)}
    return render(request, "supervision/sheets/year_ends.html", context)


@with_slot("year_end")
@require_safe
@require("read_unit")
def year_ends_export(request: HttpRequest) -> HttpResponse:
    """All units in one file, for those who watch over the county."""
    if not _reads_all(request):
        return refused(request, _("全部单位的年终材料由督查人员和县领导导出；您可以导出自己单位的。"))
    year, units = _year(request), year_end.readable(actor_in(request))
    return as_file(year_end_book(year_end.sheets([one for one, _name in units], year)), f"year-end-{year}")


@with_slot("year_end")
@require_safe
@require("read_unit")
def year_end_sheet(request: HttpRequest, agency: str) -> HttpResponse:
    """One unit's sheet."""
    if refusal := _refusal(request, agency):
        return refusal
    sheet = year_end.sheets([agency], _year(request))[0]
    return render(request, "supervision/sheets/year_end.html", {"sheet": sheet, "today": business.now()})


@with_slot("year_end")
@require_safe
@require("read_unit")
def year_end_export(request: HttpRequest, agency: str) -> HttpResponse:
    """One unit's sheet as an Excel file."""
    if refusal := _refusal(request, agency):
        return refusal
    year = _year(request)
    return as_file(year_end_book(year_end.sheets([agency], year)), f"year-end-{year}-{agency}")


def _refusal(request: HttpRequest, agency: str) -> HttpResponse | None:
    if agency_of(agency) is None:
        raise Http404
    if year_end.reads_year_end(actor_in(request), agency):
        return None
    return refused(request, _("%(unit)s的年终材料由本单位、督查人员和县领导看；您可以看自己单位的。") % {
        "unit": agency_name(agency)})


def _reads_all(request: HttpRequest) -> bool:
    return bool(actor_in(request).roles & WATCHES)


def _year(request: HttpRequest) -> int:
    return year_said(request.GET.get("year", ""))
