"""The desk of the leading group's office."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from county.accounts.may import actor_in, require
from county.accounts.open_where import open_where
from county.cases.forms import key_in, typed_in
from county.cases.models import Case
from county.cases.says import CannotDo
from county.insolvency import selectors, services
from county.insolvency.tasks import DESK, is_open, questions, slot

of_the_desk = open_where(lambda: is_open())
"""404 where the county's pack has no such document."""


@of_the_desk
@require_safe
@require("read_unit")
def desk(request: HttpRequest) -> HttpResponse:
    """Lines and units, matters, what is late."""
    context = {"rows": selectors.standing(), "matters": selectors.matters(), "late": selectors.late(),
               "group": slot("group").split("/"), "system": slot("tasks").split("/")[0]}
    return render(request, "insolvency/desk.html", context)


@of_the_desk
@require_safe
@require("read_unit")
def matter(request: HttpRequest, case_id: Any) -> HttpResponse:
    """One matter: its lines and the units that work on them."""
    case = get_object_or_404(Case, pk=case_id, desk=DESK, topic="matter")
    return render(request, "insolvency/matter.html", {"case": case, "rows": selectors.of_matter(case)})


@of_the_desk
@require_POST
@require("open_cases")
def open_standing(request: HttpRequest) -> HttpResponse:
    """Give every line to its units."""
    try:
        count = services.open_standing(actor=actor_in(request))
        messages.success(request, _("已交办 %(count)s 件常设任务。") % {"count": count})
    except CannotDo as refusal:
        messages.error(request, refusal.says)
    return HttpResponseRedirect(reverse("insolvency:desk"))


@of_the_desk
@require_http_methods(["GET", "HEAD", "POST"])
@require("open_cases")
def new_matter(request: HttpRequest) -> HttpResponse:
    """A new matter: its enterprise and what tells which lines it needs."""
    says = ""
    if request.method == "POST":
        try:
            said = typed_in(request)
            flags = {name: said.get(name, "no") for name, _one in questions()}
            made = services.open_matter(actor=actor_in(request), title=said.get("title", ""), flags=flags,
                                        agency=actor_in(request).home_agencies[0], key=key_in(request))
            return HttpResponseRedirect(reverse("insolvency:matter", args=(made.case.pk,)), status=303)
        except CannotDo as refusal:
            says = refusal.says
    context = {"questions": list(questions()), "says": says, "typed": request.POST, "key": key_in(request) or uuid4()}
    return render(request, "insolvency/new.html", context, status=422 if says else 200)
