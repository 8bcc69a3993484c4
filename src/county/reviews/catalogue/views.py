"""Pages of the lists. Parse, call one service or selector, render."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from county.accounts.may import actor_in, refused, require
from county.agencies.names import agencies
from county.agencies.roles import HEADS
from county.cases.forms import said_in
from county.cases.says import CannotDo
from county.reviews.catalogue import codes, coverage, selectors, services
from county.reviews.catalogue.acting import manages
from county.reviews.catalogue.kinds import KINDS, TICK, YES, Kind
from county.reviews.catalogue.selectors import Wanted
from county.reviews.guard import of_the_desk
from county.reviews.judging import grades

WRONG = 422


@of_the_desk
@require_safe
@require("read_reviews")
def catalogue(request: HttpRequest) -> HttpResponse:
    """Units as a tree by level, and how many there are of everything."""
    page = {"tree": selectors.tree(), "counts": selectors.counts(), "manages": manages(actor_in(request))}
    return render(request, "reviews/catalogue/tree.html", page)


@of_the_desk
@require_safe
@require("read_reviews")
def listed(request: HttpRequest, code: str) -> HttpResponse:
    """One list, searched and narrowed."""
    kind, wanted, number = _kind(code), Wanted.of(request.GET), _number(request, "page") or 1
    found, more = selectors.page_of(kind, wanted, number)
    actor = actor_in(request)
    rows = [(one, kind.is_closed(one), services.may_keep(actor, kind, kind.agency_of(one))) for one in found]
    page = {"kind": kind, "wanted": wanted, "rows": rows, "page": number, "more": more, "units": agencies(),
            "kinds": KINDS.values(), "adds": _may_add(request, kind)}
    return render(request, "reviews/catalogue/list.html", page)


@of_the_desk
@require_http_methods(["GET", "HEAD", "POST"])
@require("read_reviews")
def new(request: HttpRequest, code: str) -> HttpResponse:
    """A new row of a list."""
    kind = _kind(code)
    if not _may_add(request, kind):
        return refused(request, _("这份清单由评价管理人员管；窗口和工号也可以由本单位负责人管。"))
    return _saved(request, kind, None)


@of_the_desk
@require_http_methods(["GET", "HEAD", "POST"])
@require("read_reviews")
def change(request: HttpRequest, code: str, key: int) -> HttpResponse:
    """A row that is there."""
    kind = _kind(code)
    row = _row(kind, key)
    if not services.may_keep(actor_in(request), kind, kind.agency_of(row)):
        return refused(request, _("这一条由评价管理人员管；窗口和工号也可以由本单位负责人管。请找他们办。"))
    return _saved(request, kind, row)


def _saved(request: HttpRequest, kind: Kind, row: Any) -> HttpResponse:
    if request.method != "POST":
        return _form(request, kind, row, kind.typed(row) if row else _fresh(request, kind))
    said = {one.name: said_in(request, one.name)[:400] for one in kind.fields}
    try:
        kept = services.save(actor=actor_in(request), kind=kind, said=said, row=row)
    except CannotDo as refusal:
        return _form(request, kind, _row(kind, row.pk) if row else None, said, refusal)
    messages.success(request, _("已记下：%(name)s。") % {"name": getattr(kept, kind.called)})
    return HttpResponseRedirect(reverse("reviews:catalogue-list", args=(kind.code,)), status=303)


def _fresh(request: HttpRequest, kind: Kind) -> dict[str, str]:
    said = {one.name: request.GET.get(one.name, "")[:80] for one in kind.fields if one.form != TICK}
    return {**said, "has_screen": YES}


def _form(request: HttpRequest, kind: Kind, row: Any, said: dict[str, str], wrong: CannotDo | None = None
          ) -> HttpResponse:
    units = selectors.open_units()
    held = getattr(row, "unit", None) or getattr(row, "parent", None)
    page = {"kind": kind, "row": row, "fields": [(one, said.get(one.name, "")) for one in kind.fields], "wrong": wrong,
            "agencies": agencies(), "units": units if held is None or held in units else [held, *units],
            "closed": kind.is_closed(row) if row else False}
    return render(request, "reviews/catalogue/form.html", page, status=WRONG if wrong else 200)


@of_the_desk
@require_POST
@require("read_reviews")
def close(request: HttpRequest, code: str, key: int) -> HttpResponse:
    return _set(request, code, key, services.close)


@of_the_desk
@require_POST
@require("read_reviews")
def reopen(request: HttpRequest, code: str, key: int) -> HttpResponse:
    return _set(request, code, key, services.reopen)


def _set(request: HttpRequest, code: str, key: int, act: Callable[..., None]) -> HttpResponse:
    kind = _kind(code)
    row = _row(kind, key)
    if not services.may_keep(actor_in(request), kind, kind.agency_of(row)):
        return refused(request, _("这一条由评价管理人员管；窗口和工号也可以由本单位负责人管。请找他们办。"))
    try:
        act(actor=actor_in(request), kind=kind, row=row)
    except CannotDo as refusal:
        return _form(request, kind, row, kind.typed(row), refusal)
    return HttpResponseRedirect(reverse("reviews:catalogue-change", args=(kind.code, key)), status=303)


@of_the_desk
@require_safe
@require("read_reviews")
def covered(request: HttpRequest) -> HttpResponse:
    """What is not covered yet."""
    found = coverage.gaps()
    page = {"gaps": found, "left": sum(1 for one in found if one.count), "wishes": coverage.wishes(),
            "kinds": KINDS.values()}
    return render(request, "reviews/catalogue/coverage.html", page)


@of_the_desk
@require_safe
@require("read_reviews")
def sheets(request: HttpRequest) -> HttpResponse:
    """Codes to print: one counter's, or all of a unit."""
    unit, counter = _number(request, "unit"), _number(request, "counter")
    found = codes.sheets(request, unit, counter) if unit or counter else []
    page = {"sheets": found, "grades": [one.word for one in grades()], "units": selectors.open_units(), "unit": unit,
            "kinds": KINDS.values()}
    return render(request, "reviews/catalogue/codes.html", page)


def _may_add(request: HttpRequest, kind: Kind) -> bool:
    actor = actor_in(request)
    return manages(actor) or bool(kind.own and HEADS & actor.roles)


def _kind(code: str) -> Kind:
    if code not in KINDS:
        raise Http404
    return KINDS[code]


def _row(kind: Kind, key: int) -> Any:
    row = kind.model.objects.filter(pk=key).first() if key < 2**31 else None
    if row is None:
        raise Http404
    return row


def _number(request: HttpRequest, name: str) -> int | None:
    said = request.GET.get(name, "")
    return int(said) if said.isascii() and said.isdecimal() and len(said) < 9 and int(said) else None
