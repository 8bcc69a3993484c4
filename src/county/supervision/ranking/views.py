"""Pages of the quarters: the list, one quarter with its places, freezing, findings, the board of the ladder."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from county.accounts.may import actor_in, require
from county.cases.forms import day_in, said_in, seen_in
from county.cases.says import CannotDo
from county.supervision.models import Quarter
from county.supervision.ranking import freezing, selectors, services, shown
from county.supervision.ranking.doors import of_ranking, quarter_at

RANK = "rank-"


@of_ranking
@require_http_methods(["GET", "HEAD", "POST"])
@require("read_unit")
def quarters(request: HttpRequest) -> HttpResponse:
    """Every quarter; POST opens one."""
    if request.method == "POST":
        return _open(request)
    return _list(request)


@require("open_cases")
def _open(request: HttpRequest) -> HttpResponse:
    try:
        year, number = (_number(request, name) for name in ("year", "quarter"))
        made = services.open_quarter(actor=actor_in(request), year=year, quarter=number)
    except CannotDo as refusal:
        return _list(request, refusal)
    return _to(made)


@of_ranking
@require_http_methods(["GET", "HEAD", "POST"])
@require("read_unit")
def quarter(request: HttpRequest, year: int, quarter: int) -> HttpResponse:
    """One quarter; POST writes its places."""
    held = quarter_at(year, quarter)
    return _place(request, held) if request.method == "POST" else page(request, held)


@require("open_cases")
def _place(request: HttpRequest, held: Quarter) -> HttpResponse:
    typed = typed_ranks(request)
    filled = {unit: said for unit, said in typed.items() if said}
    wrong = services.wrong_ranks(filled) if services.may_rank(actor_in(request)) else {}
    if wrong:
        return page(request, held, typed=typed, wrong=wrong)
    try:
        ranks = {unit: int(said) for unit, said in filled.items() if said.isdecimal()}
        count = services.place(actor=actor_in(request), quarter=held, ranks=ranks, seen=seen_in(request))
    except CannotDo as refusal:
        return page(request, held, refusal, typed=typed)
    messages.success(request, _("已保存，改了 %(count)s 个名次。") % {"count": count})
    return _to(held)


@of_ranking
@require_POST
@require("open_cases")
def freeze(request: HttpRequest, year: int, quarter: int) -> HttpResponse:
    """The places stand from now on."""
    held = quarter_at(year, quarter)
    try:
        freezing.freeze(actor=actor_in(request), quarter=held)
    except CannotDo as refusal:
        return page(request, held, refusal)
    messages.success(request, _("名次已定，应当约谈的已经列出。"))
    return _to(held)


@of_ranking
@require_POST
@require("open_cases")
def find(request: HttpRequest, year: int, quarter: int, agency: str) -> HttpResponse:
    """Whether a unit was found to be what the last step asks for."""
    held = quarter_at(year, quarter)
    try:
        answer, day = said_in(request, "found"), day_in(request, "decided_on")
        if answer not in {"yes", "no"}:
            raise CannotDo(_("请选是否认定。"), "found")
        if day is None:
            raise CannotDo(_("请填认定的日期。"), "decided_on")
        freezing.find(actor=actor_in(request), quarter=held, agency=agency, found=answer == "yes",
                      ground=said_in(request, "ground"), decided_on=day)
    except CannotDo as refusal:
        return page(request, held, refusal, finding=agency)
    messages.success(request, _("认定已登记。"))
    return _to(held)


@of_ranking
@require_safe
@require("read_unit")
def board(request: HttpRequest) -> HttpResponse:
    """Who climbs the ladder, and what is due."""
    every = request.GET.get("all") == "1"
    rows = selectors.board(every=every)
    context = {"rows": rows, "every": every, "due": sum(one.is_due for row in rows for one in row.dues),
               "waiting": sum(1 for row in rows if row.pending), "frozen": Quarter.objects.filter(
                   frozen_at__isnull=False).exists(), "ladder": shown.ladder_href()}
    return render(request, "supervision/ranking/board.html", context)


def page(request: HttpRequest, held: Quarter, refusal: CannotDo | None = None, **more: Any) -> HttpResponse:
    """The page of a quarter; refused with 422, with everything typed."""
    context = shown.quarter_page(held, actor_in(request), more.get("typed"), more.get("wrong") or {})
    refused = refusal is not None or bool(more.get("wrong"))
    context |= {"refusal": refusal, "finding": more.get("finding", ""), "said": request.POST}
    return render(request, "supervision/ranking/quarter.html", context, status=422 if refused else 200)


def typed_ranks(request: HttpRequest) -> dict[str, str]:
    """Unit → what was typed as its rank."""
    return {name.removeprefix(RANK): said_in(request, name).strip()[:20] for name in request.POST
            if name.startswith(RANK)}


def _list(request: HttpRequest, refusal: CannotDo | None = None) -> HttpResponse:
    context = shown.list_page(actor_in(request)) | {"refusal": refusal, "said": request.POST}
    return render(request, "supervision/ranking/quarters.html", context, status=422 if refusal else 200)


def _number(request: HttpRequest, name: str) -> int:
    said = said_in(request, name).strip()
    if not (said.isascii() and said.isdecimal() and len(said) < 5):
        raise CannotDo(_("年和季度要填数字。"), name)
    return int(said)


def _to(held: Quarter) -> HttpResponse:
    return HttpResponseRedirect(reverse("supervision:quarter", args=(held.year, held.quarter)), status=303)
