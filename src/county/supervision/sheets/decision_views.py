"""Rewards and consequences as recorded; achievements."""

from __future__ import annotations

from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from county.accounts.may import actor_in, refused, require
from county.agencies.names import agencies
from county.cases.forms import day_in, key_in, said_in
from county.cases.says import CannotDo
from county.supervision.sheets import achievements as held
from county.supervision.sheets import deciding, selectors
from county.supervision.sheets.checked import OUTSIDE
from county.supervision.sheets.guards import with_slot
from county.supervision.sheets.years import year_said
from county.supervision.slots import slot

COLLECTIVE = ("group", OUTSIDE)


@with_slot("consequences")
@require_safe
@require("read_unit")
def decisions(request: HttpRequest) -> HttpResponse:
    """What was decided about units, all of it or about one."""
    return _decisions(request)


@with_slot("consequences")
@require_http_methods(["GET", "HEAD", "POST"])
@require("open_cases")
def new_decision(request: HttpRequest) -> HttpResponse:
    """A decision to write down; a refusal keeps what was typed."""
    if not deciding.may_decide(actor_in(request)):
        return refused(request, _("奖惩决定由督查人员登记；您现在是%(post)s。") % {
            "post": actor_in(request).shown_as})
    refusal = None
    if request.method == "POST":
        try:
            deciding.decide(actor=actor_in(request), new=_decision_in(request), key=key_in(request))
            messages.success(request, _("决定已经登记。"))
            return HttpResponseRedirect(reverse("supervision:decisions"), status=303)
        except CannotDo as wrong:
            refusal = wrong
    context = {"kinds": deciding.kinds(), "units": [one for one in agencies() if one.kind not in COLLECTIVE],
               "typed": request.POST or request.GET, "refusal": refusal, "key": key_in(request) or uuid4()}
    return render(request, "supervision/sheets/new_decision.html", context, status=422 if refusal else 200)


def _decision_in(request: HttpRequest) -> deciding.NewDecision:
    names = ("agency", "row", "reason", "decided_by", "post")
    return deciding.NewDecision(**{one: said_in(request, one) for one in names},
                                decided_on=day_in(request, "decided_on"))


@with_slot("consequences")
@require_POST
@require("open_cases")
def revoke(request: HttpRequest, decision: int) -> HttpResponse:
    """A decision is revoked; it stays in the list."""
    try:
        deciding.revoke(actor=actor_in(request), decision=decision, reason=said_in(request, "reason"))
    except CannotDo as refusal:
        return _decisions(request, refusal, decision)
    messages.success(request, _("决定已经撤销，记录和理由都留着。"))
    return HttpResponseRedirect(reverse("supervision:decisions"), status=303)


def _decisions(request: HttpRequest, refusal: CannotDo | None = None, about: int = 0) -> HttpResponse:
    actor, agency = actor_in(request), said_in(request, "agency") or request.GET.get("agency", "")[:80]
    names, every = {one.no: one for one in deciding.kinds()}, list(selectors.decisions(actor))
    rows = [(one, names.get(one.row)) for one in every if agency in ("", one.agency)]
    context = {"rows": rows, "count": sum(not one.voided_at for one, _kind in rows), "agency": agency,
               "units": selectors.units_in(dict.fromkeys(one.agency for one in every)),
               "decides": deciding.may_decide(actor), "rule": slot("consequences"), "refusal": refusal,
               "about": about, "typed": request.POST}
    return render(request, "supervision/sheets/decisions.html", context, status=422 if refusal else 200)


@with_slot("achievement")
@require_safe
@require("read_unit")
def achievements(request: HttpRequest) -> HttpResponse:
    """What units hold up this year, what was counted."""
    return _achievements(request)


@with_slot("achievement")
@require_POST
@require("open_cases")
def propose(request: HttpRequest) -> HttpResponse:
    """A unit's head proposes a piece of work; evidence and counting follow on the page of its case."""
    try:
        made = deciding.propose(actor=actor_in(request), agency=said_in(request, "agency"),
                                title=said_in(request, "title"), key=key_in(request))
    except CannotDo as refusal:
        return _achievements(request, refusal)
    return HttpResponseRedirect(reverse("cases:case", args=(made.pk,)), status=303)


def _achievements(request: HttpRequest, refusal: CannotDo | None = None) -> HttpResponse:
    actor, year = actor_in(request), year_said(request.GET.get("year", ""))
    rows = held.by_unit(year, actor)
    rows.sort(key=lambda one: (-one.count, -len(one.pieces)))
    context = {"rows": rows, "year": year, "with_some": sum(one.count > 0 for one in rows), "aim": held.aim(),
               "aim_rule": slot("highlights"), "proposers": held.proposers(actor), "refusal": refusal,
               "typed": request.POST, "key": key_in(request) or uuid4()}
    return render(request, "supervision/sheets/achievements.html", context, status=422 if refusal else 200)
