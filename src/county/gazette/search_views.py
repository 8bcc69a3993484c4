"""The search page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from county.gazette import selectors
from county.gazette.forms import SearchForm
from county.gazette.search import Hit, Results, search

SIZE = 20
BEFORE, LONGEST = 60, 240
FILTERS = ("q", "document", "agency", "issued_from", "issued_to")


@dataclass(frozen=True, slots=True)
class ShownHit:
    """A hit as the page prints it: `pieces` are the text around the first mark, each marked or not."""

    href: str
    title: str
    number: str
    issued: date | None
    at: str
    pieces: list[tuple[str, bool]]
    cut_before: bool
    cut_after: bool


def shown(hit: Hit) -> ShownHit:
    """A long passage is cut to the part around its first mark."""
    first = hit.marks[0][0] if hit.marks else 0
    begin = max(0, first - BEFORE) if len(hit.text) > LONGEST else 0
    end = min(len(hit.text), begin + LONGEST)
    pieces, done = [], begin
    for start, stop in hit.marks:
        if start >= end or start < done:
            continue
        pieces += [(hit.text[done:start], False), (hit.text[start : min(stop, end)], True)]
        done = min(stop, end)
    pieces.append((hit.text[done:end], False))
    href = selectors.href_of(hit.address, hit.at)
    return ShownHit(href, hit.title, hit.number, hit.issued, hit.at, pieces, begin > 0, end < len(hit.text))


@require_safe
def search_page(request: HttpRequest) -> HttpResponse:
    """Twenty passages that hold the query; everything that was chosen stands in the address."""
    form = SearchForm(request.GET)
    results = _results(form) if form.is_valid() and form.cleaned_data["q"] else None
    if results and results.total and not results.hits:
        form.cleaned_data["start"] = (results.total - 1) // SIZE * SIZE  # an address past the end shows the last page
        results = _results(form)
    context = {
        "form": form,
        "results": results,
        "hits": [shown(hit) for hit in results.hits] if results else [],
        "documents": selectors.document_choices(),
        "agencies": selectors.agency_names(),
        "filtered": any(request.GET.get(name) for name in FILTERS[1:]),
        **_turns(form, results),
    }
    return render(request, "gazette/search.html", context, status=200 if form.is_valid() else 400)


def _results(form: SearchForm) -> Results:
    said = form.cleaned_data
    return search(
        said["q"],
        document=said["document"] or None,
        agency=said["agency"] or None,
        issued_from=said["issued_from"],
        issued_to=said["issued_to"],
        start=said["start"] or 0,
        size=SIZE,
    )


def _turns(form: SearchForm, results: Results | None) -> dict[str, object]:
    if results is None:
        return {}
    start = form.cleaned_data["start"] or 0
    last = start + len(results.hits)
    return {
        "first": start + 1,
        "last": last,
        "before": _address(form, max(0, start - SIZE)) if start else "",
        "after": _address(form, start + SIZE) if last < results.total else "",
    }


def _address(form: SearchForm, start: int) -> str:
    kept = [(name, form.cleaned_data[name]) for name in FILTERS if form.cleaned_data.get(name)]
    return "?" + urlencode([*kept, ("start", start)] if start else kept)
