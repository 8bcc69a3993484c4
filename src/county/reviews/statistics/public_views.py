"""What everybody may read without an account: the latest month, earlier ones, whole tables, the same as open data."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from county.reviews.guard import of_the_desk
from county.reviews.slots import slot
from county.reviews.statistics import naming, open_data, published, shown
from county.reviews.statistics.published import Published
from county.reviews.statistics.spans import Month

MINUTES, A_PAGE, LONGEST = 5, 50, 60
TABLES = {title: code for code, title in naming.TITLES.items()}
"""A table's name in an address → its code."""


@of_the_desk
@require_safe
def latest(request: HttpRequest) -> HttpResponse:
    """The latest month that was published; a page that says so where there is none."""
    return _page(request, published.latest())


@of_the_desk
@require_safe
def month_page(request: HttpRequest, year: str, month: str) -> HttpResponse:
    """One month in its latest version, or in the version that the address names."""
    return _page(request, _published(request, year, month))


@of_the_desk
@require_safe
def table_page(request: HttpRequest, year: str, month: str, table: str) -> HttpResponse:
    """Every row of a table, some at once; those whose name has the words of the address in it."""
    held = _published(request, year, month)
    words = request.GET.get("q", "").strip()[:LONGEST]
    whole = next((one for one in held.public["tables"] if one["id"] == TABLES[table]), None)
    if whole is None:
        raise Http404
    found = shown.found_rows(shown.in_order(whole["rows"]), words)
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    columns = held.public["columns"]
    context = {"edition": held, "month": Month(held.year, held.month), "title": _(table), "words": words, "page": page,
               "count": len(whole["rows"]), "heads": shown.heads(columns), "query": _query(request, words),
               "rows": [shown.told_row(row, columns) for row in page.object_list],
               "version": request.GET.get("version", "")}
    return _cached(render(request, "reviews/statistics/public_table.html", context))


@of_the_desk
@require_safe
def data(request: HttpRequest, year: str, month: str, form: str) -> HttpResponse:
    """The published document itself, or one line for each of its numbers."""
    public = _published(request, year, month).public
    if form == "json":
        response = HttpResponse(open_data.as_json(public), content_type="application/json; charset=utf-8")
    else:
        response = HttpResponse(open_data.as_csv(public), content_type="text/csv; charset=utf-8")
    response["Access-Control-Allow-Origin"] = "*"
    return _cached(response, everybody=True)


def _published(request: HttpRequest, year: str, month: str) -> Published:
    said = request.GET.get("version", "")
    if said and not (said.isascii() and said.isdecimal() and len(said) < 5):
        raise Http404
    held = published.of_month(Month(int(year), int(month)), int(said) if said else None)
    if held is None:
        raise Http404
    return held


def _query(request: HttpRequest, words: str) -> str:
    """The address of another page of the same: it ends where the page's number comes."""
    said = {"q": words, "version": request.GET.get("version", "")}
    kept = urlencode({name: value for name, value in said.items() if value})
    return f"?{kept}&page=" if kept else "?page="


def _page(request: HttpRequest, held: Published | None) -> HttpResponse:
    every = published.versions()
    context: dict[str, Any] = {"months": list(every), "rule": slot("publication"), "licence": open_data.LICENCE}
    if held is not None:
        month = Month(held.year, held.month)
        version = request.GET.get("version", "")
        context |= {"edition": held, "is_public": True, "version": version,
                    "versions": [(one, f"?version={one}") for one in every[month]], **shown.month_page(held.public)}
    return _cached(render(request, "reviews/statistics/public.html", context))


def _cached(response: HttpResponse, *, everybody: bool = False) -> HttpResponse:
    """A page carries who is signed in and may be corrected at any moment: it is asked for anew each time."""
    if everybody:
        patch_cache_control(response, public=True, max_age=60 * MINUTES)
    else:
        patch_cache_control(response, private=True, no_cache=True)
    return response
