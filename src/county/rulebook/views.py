"""Pages of the rulebook: systems, one system, one rule, findings, readings."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from county.packs import county_rulebook
from county.rulebook import selectors
from county.rulebook.asking import asked
from county.rulebook.drawings import drawn
from gongbao.packs.rulebook import Rulebook
from gongbao.rules import TITLES, BadInput
from gongbao.wording import speaker


def _book() -> Rulebook:
    book = county_rulebook()
    if book is None:
        raise Http404
    return book


@require_safe
def systems(request: HttpRequest) -> HttpResponse:
    """Every document with how much of it runs."""
    return render(request, "rulebook/systems.html", {"systems": selectors.county_coverage()})


@require_safe
def system(request: HttpRequest, system: str) -> HttpResponse:
    """One document: its rules, and each item with where it runs."""
    book = _book()
    found = next((one for one in selectors.county_coverage() if one.system.id == system), None)
    if found is None:
        raise Http404
    context = {
        "covered": found, "items": selectors.items_of(book, found), "rules": selectors.rules_of(book, found.system),
        "findings": selectors.findings_of(book, system),
    }
    return render(request, "rulebook/system.html", context)


@require_safe
def rule(request: HttpRequest, system: str, key: str) -> HttpResponse:
    """A rule: its form, its answer with reasons, what would change it. Asked by script, the answer alone."""
    book, rule_id = _book(), f"{system}/{key}"
    try:
        page = asked(book, rule_id, request.GET)
    except BadInput:
        raise Http404 from None
    own = book.systems[system]
    say = speaker("en" if get_language() == "en" else "zh")
    context = {
        "page": page, "rule": page.rule, "rule_id": rule_id, "system": own, "kind": TITLES[page.rule.kind],
        "drawing": drawn(page, say), "address": selectors.href_of_rule(rule_id),
    }
    only_answer = request.headers.get("HX-Request") == "true" and not request.headers.get("HX-History-Restore-Request")
    return render(request, "rulebook/parts/answer.html" if only_answer else "rulebook/rule.html", context)


@require_safe
def findings(request: HttpRequest) -> HttpResponse:
    """What is wrong or silent in the documents, and which rules rest on it."""
    book = _book()
    return render(request, "rulebook/findings.html",
                  {"findings": selectors.findings_of(book), "gaps": selectors.gaps_of(book)})


@require_safe
def readings(request: HttpRequest) -> HttpResponse:
    """How open points are read, and which rules rest on them."""
    return render(request, "rulebook/readings.html", {"readings": selectors.readings_of(_book())})
