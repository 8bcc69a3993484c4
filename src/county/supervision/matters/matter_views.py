"""One matter: opened by hand, looked at, urged, disputed."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from county import business
from county.accounts.may import actor_in, refused, require
from county.agencies.names import agencies
from county.cases.forms import day_in, key_in, said_in
from county.cases.models import Case
from county.cases.says import CannotDo
from county.supervision.matters import chasing, ledger, opening, urging
from county.supervision.matters.guard import of_the_desk
from county.supervision.matters.opening import NewMatter
from county.supervision.matters.pages import matter_page

WRONG = 422


@of_the_desk
@require_http_methods(["GET", "HEAD", "POST"])
@require("open_cases")
def new(request: HttpRequest) -> HttpResponse:
    """A matter by hand; with a warning where order and day wanted are the same."""
    if not opening.may_chase(actor_in(request)):
        return refused(request, _refusal(request))
    if request.method != "POST":
        return _form(request)
    try:
        made = opening.open_matter(actor=actor_in(request), new=_typed(request), key=key_in(request),
                                   assign=said_in(request, "assign") == "yes")
    except CannotDo as refusal:
        return _form(request, refusal)
    return HttpResponseRedirect(reverse("supervision:matter", args=(made.pk,)), status=303)


def _typed(request: HttpRequest) -> NewMatter:
    today = business.business_today()
    part = said_in(request, "part").strip()[:200] or opening.PART
    units = {one: part for one in request.POST.getlist("units")[:40] if one}
    return NewMatter(
        title=said_in(request, "title"), lead=said_in(request, "lead")[:80], units=units,
        kind=said_in(request, "kind")[:20], origin=said_in(request, "origin").strip()[:100],
        received=day_in(request, "received") or today, ordered=day_in(request, "ordered") or today,
        due=day_in(request, "due"), special=said_in(request, "special") == "yes",
        same_day=said_in(request, "same_day").strip()[:500])


def _form(request: HttpRequest, refusal: CannotDo | None = None) -> HttpResponse:
    context = {"wrong": refusal, "typed": request.POST, "key": key_in(request) or uuid4(), "kinds": opening.kinds(),
               "units": agencies(), "chosen": request.POST.getlist("units"),
               "today": business.business_today().isoformat()}
    return render(request, "supervision/new.html", context, status=WRONG if refusal else 200)


@of_the_desk
@require_safe
@require("read_unit")
def matter(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """The ledger's page of one case."""
    return _shown(request, case_id)


@of_the_desk
@require_POST
@require("open_cases")
def progress(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """How far a unit is that carries the task out."""
    return _done(request, case_id, lambda case: chasing.report_progress(
        actor=actor_in(request), case=case, agency=said_in(request, "agency")[:80], words=said_in(request, "words"),
        is_done=said_in(request, "is_done") == "yes", key=key_in(request)))


@of_the_desk
@require_POST
@require("open_cases")
def dispute(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """A unit that leads or takes part disagrees."""
    return _done(request, case_id, lambda case: chasing.take_up_dispute(
        actor=actor_in(request), case=case, cause=said_in(request, "cause"), key=key_in(request)))


@of_the_desk
@require_http_methods(["GET", "HEAD", "POST"])
@require("open_cases")
def urge(request: HttpRequest) -> HttpResponse:
    """Batch urging: which cases, what is said, a letter to each unit or a notice alone; a preview before it goes."""
    if not opening.may_chase(actor_in(request)):
        return refused(request, _refusal(request))
    asked = urging.asked(request.POST if request.method == "POST" else request.GET, actor_in(request))
    if request.method != "POST" or request.POST.get("act") != "send":
        return _urge_page(request, asked)
    try:
        sent = urging.send(actor=actor_in(request), asked=asked, key=key_in(request) or uuid4())
    except CannotDo as refusal:
        return _urge_page(request, asked, refusal)
    messages.success(request, _("已催办 %(count)s 件，涉及 %(units)s 个单位，发出公函 %(letters)s 份。") % {
        "count": len(sent), "units": len({one.agency for one in sent}),
        "letters": len({one.letter for one in sent if one.letter})})
    return HttpResponseRedirect(reverse("supervision:board"), status=303)


def _urge_page(request: HttpRequest, asked: urging.Asked, refusal: CannotDo | None = None) -> HttpResponse:
    context = {"asked": asked, "groups": urging.groups(asked), "wrong": refusal, "key": key_in(request) or uuid4(),
               "offices": urging.offices(actor_in(request)), "preview": request.POST.get("act") == "preview"}
    return render(request, "supervision/urge.html", context, status=WRONG if refusal else 200)


def _shown(request: HttpRequest, case_id: UUID, refusal: CannotDo | None = None) -> HttpResponse:
    case = _readable(request, case_id)
    if case is None:
        return refused(request, _("这件事不在您的单位，您的职务不能看。请确认地址，或请牵头单位加您为协办。"))
    context: dict[str, Any] = {"page": matter_page(case, actor_in(request)), "wrong": refusal, "typed": request.POST,
                               "key": uuid4()}
    return render(request, "supervision/matter.html", context, status=WRONG if refusal else 200)


def _readable(request: HttpRequest, case_id: UUID) -> Case | None:
    return ledger.seen_by(ledger.ledger(), actor_in(request)).filter(pk=case_id).first()


def _done(request: HttpRequest, case_id: UUID, act: Any) -> HttpResponse:
    case = _readable(request, case_id)
    if case is None:
        return refused(request, _("这件事不在您的单位，您的职务不能看。请确认地址，或请牵头单位加您为协办。"))
    try:
        act(case)
    except CannotDo as refusal:
        return _shown(request, case_id, refusal)
    return HttpResponseRedirect(reverse("supervision:matter", args=(case_id,)), status=303)


def _refusal(request: HttpRequest) -> str:
    try:
        opening.require_office(actor_in(request))
    except CannotDo as refusal:
        return refusal.says
    return ""
