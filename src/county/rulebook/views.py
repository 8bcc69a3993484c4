"""Pages of the rulebook: systems, one system, one rule, findings, readings."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from county.packs import county_rulebook
from county.rulebook import findings as found
from county.rulebook import selectors
from county.rulebook.asking import asked
from gongbao.packs.rulebook import Rulebook
from gongbao.rules import BadInput

A_PAGE = 30


def _book() -> Rulebook:
    book = county_rulebook()
    if book is None:
        raise Http404
    return book


def _book_with(system: str) -> Rulebook:
    book = selectors.book_with(system)
    if book is None:
        raise Http404
    return book


@require_safe
def systems(request: HttpRequest) -> HttpResponse:
    """Every document with how much of it runs."""
    return render(request, "rulebook/systems.html", {"systems": selectors.county_coverage()})


@require_safe
def system(request: HttpRequest, system: str) -> HttpResponse:
    """One document: its rules by purpose, and each item with where it runs."""
    book = _book_with(system)
    covered = next(one for one in selectors.coverages(book.pack.id) if one.system.id == system)
    asked_for = request.GET.get("show", "")
    status = asked_for if asked_for in selectors.STATUSES else ""
    context = {
        "covered": covered, "status": status, "items": selectors.items_of(book, covered, status),
        "purposes": selectors.purposes_of(book, covered.system),
        "findings": found.those_of(found.all_found(book), found.Chosen(system)),
    }
    return render(request, "rulebook/system.html", context)


@require_safe
def rule(request: HttpRequest, system: str, key: str) -> HttpResponse:
    """A rule: its form, its answer with reasons, what would change it. Asked by script, the answer alone."""
    book, rule_id = _book_with(system), f"{system}/{key}"
    try:
        page = asked(book, rule_id, request.GET)
    except BadInput:
        raise Http404 from None
    own = book.systems[system]
    context = {
        "page": page, "rule": page.rule, "system": own, "address": selectors.href_of_rule(rule_id),
        "sources": selectors.sources_of(page.rule, own), "findings": found.touching(book, rule_id),
    }
    if request.headers.get("HX-Request") != "true" or request.headers.get("HX-History-Restore-Request"):
        return render(request, "rulebook/rule.html", context)
    answer = render(request, "rulebook/parts/answer.html", {**context, "only_answer": True})
    answer.headers["HX-Push-Url"] = page.address
    return answer


@require_safe
def findings(request: HttpRequest) -> HttpResponse:
    """What is wrong or silent in the documents, by document and sort, and which rules rest on it."""
    book = _book()
    every = found.all_found(book)
    chosen = found.chosen(book, request.GET.get("document", ""), request.GET.get("sort", ""))
    page = Paginator(found.those_of(every, chosen), A_PAGE).get_page(request.GET.get("page"))
    context = {"every": every, "chosen": chosen, "page": page, "sorts": found.SORTS, "systems": book.systems.values(),
               "overview": found.overview(book, every)}
    return render(request, "rulebook/findings.html", context)


@require_safe
def readings(request: HttpRequest) -> HttpResponse:
    """How open points are read, and which rules rest on them."""
    return render(request, "rulebook/readings.html", {"groups": selectors.readings_of(_book())})
