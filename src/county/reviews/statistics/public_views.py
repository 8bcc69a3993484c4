"""What everybody may read without an account: the latest month, earlier ones, the same as open data."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from county.reviews.guard import of_the_desk
from county.reviews.models import Edition
from county.reviews.slots import slot
from county.reviews.statistics import open_data, shown
from county.reviews.statistics.spans import Month

MINUTES = 5


@of_the_desk
@require_safe
def latest(request: HttpRequest) -> HttpResponse:
    """The latest month that was published; a page that says so where there is none."""
    held = Edition.objects.filter(published_at__isnull=False).first()
    return _page(request, held)


@of_the_desk
@require_safe
def month_page(request: HttpRequest, year: str, month: str) -> HttpResponse:
    """One month in its latest version, or in the version that the address names."""
    return _page(request, _published(request, year, month))


@of_the_desk
@require_safe
def data(request: HttpRequest, year: str, month: str, form: str) -> HttpResponse:
    """The published document itself, or one line for each of its numbers."""
    public = _published(request, year, month).tables["public"]
    if form == "json":
        response = HttpResponse(open_data.as_json(public), content_type="application/json; charset=utf-8")
    else:
        response = HttpResponse(open_data.as_csv(public), content_type="text/csv; charset=utf-8")
    response["Access-Control-Allow-Origin"] = "*"
    return _cached(response, everybody=True)


def _published(request: HttpRequest, year: str, month: str) -> Edition:
    said = request.GET.get("version", "")
    found = Edition.objects.filter(year=int(year), month=int(month), published_at__isnull=False)
    if said:
        is_number = said.isascii() and said.isdecimal() and len(said) < 5
        found = found.filter(version=int(said)) if is_number else found.none()
    held = found.first()
    if held is None:
        raise Http404
    return held


def _page(request: HttpRequest, held: Edition | None) -> HttpResponse:
    every = Edition.objects.filter(published_at__isnull=False).values_list("year", "month", "version")
    versions = [(version, f"?version={version}") for year, number, version in every
                if held and (year, number) == (held.year, held.month)]
    months = list(dict.fromkeys(Month(year, number) for year, number, _version in every))
    context = {"months": months, "versions": versions, "rule": slot("publication"), "licence": open_data.LICENCE,
               **(shown.edition_page(held) if held else {})}
    return _cached(render(request, "reviews/statistics/public.html", context))


def _cached(response: HttpResponse, *, everybody: bool = False) -> HttpResponse:
    """A page carries who is signed in and may be corrected at any moment: it is asked for anew each time."""
    if everybody:
        patch_cache_control(response, public=True, max_age=60 * MINUTES)
    else:
        patch_cache_control(response, private=True, no_cache=True)
    return response
