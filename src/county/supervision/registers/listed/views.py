"""Pages of a list that a checklist judges."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from county.accounts.may import actor_in, require
from county.cases.forms import said_in, typed_in
from county.cases.says import CannotDo
from county.supervision.models import Listed
from county.supervision.registers.asking import fields_of
from county.supervision.registers.listed import selectors, services
from county.supervision.registers.listed.verdicts import verdict_of
from county.supervision.registers.rules import Held, checklists
from county.supervision.registers.sheet import as_download
from county.supervision.registers.units import keeps, names_of, townships
from county.supervision.registers.why import shown


def list_of(system: str, rule: str) -> Held:
    """Http404: the pack names no such list for this desk."""
    found = next((one for one in checklists() if one.id == f"{system}/{rule}"), None)
    if found is None:
        raise Http404
    return found


@require_safe
@require("read_unit")
def listing(request: HttpRequest, system: str, rule: str) -> HttpResponse:
    """What is on the list, with the rule's verdict on each."""
    return _page(request, list_of(system, rule))


@require_POST
@require("open_cases")
def put_on(request: HttpRequest, system: str, rule: str) -> HttpResponse:
    """Put a thing on the list; a refusal keeps what was typed."""
    found = list_of(system, rule)
    try:
        services.put_on(actor=actor_in(request), rule=found, thing=_thing(request))
    except CannotDo as refusal:
        return _page(request, found, refusal)
    messages.success(request, _("已列入名录。"))
    return _back(found)


@require_safe
@require("read_unit")
def thing(request: HttpRequest, system: str, rule: str, pk: int) -> HttpResponse:
    """One thing of the list: why the rule says so, and the form that corrects it."""
    found = list_of(system, rule)
    return _thing_page(request, found, get_object_or_404(Listed, pk=pk, rule=found.id), None)


@require_POST
@require("open_cases")
def correct(request: HttpRequest, system: str, rule: str, pk: int) -> HttpResponse:
    """Other answers for a thing of the list; a refusal keeps what was typed."""
    found = list_of(system, rule)
    held = get_object_or_404(Listed, pk=pk, rule=found.id)
    try:
        services.correct(actor=actor_in(request), rule=found, listed=held, thing=_thing(request))
    except CannotDo as refusal:
        return _thing_page(request, found, held, refusal)
    messages.success(request, _("已保存。"))
    return _back(found)


@require_POST
@require("open_cases")
def take_off(request: HttpRequest, system: str, rule: str, pk: int) -> HttpResponse:
    """Take a thing off the list."""
    found = list_of(system, rule)
    held = get_object_or_404(Listed, pk=pk, rule=found.id)
    try:
        services.take_off(actor=actor_in(request), rule=found, listed=held, reason=said_in(request, "reason"))
    except CannotDo as refusal:
        return _thing_page(request, found, held, refusal)
    messages.success(request, _("已移出名录，记录还在。"))
    return _back(found)


@require_safe
@require("read_unit")
def export(_request: HttpRequest, system: str, rule: str) -> HttpResponse:
    """The list as an Excel file."""
    found = list_of(system, rule)
    header, rows = selectors.sheet(found, selectors.rows_of(found))
    return as_download(found.rule.title, found.rule.title, header, rows)


def _thing(request: HttpRequest) -> services.Thing:
    said = typed_in(request)
    return services.Thing(said.get("name", ""), said.get("township", ""), said, said.get("note", ""))


def _back(rule: Held) -> HttpResponse:
    return HttpResponseRedirect(reverse("supervision:listing", args=tuple(rule.id.split("/"))), status=303)


def _page(request: HttpRequest, rule: Held, wrong: CannotDo | None = None) -> HttpResponse:
    every, typed = selectors.rows_of(rule), typed_in(request) if wrong else {}
    parts = selectors.parts_of(rule, every)
    wanted = next((one.code for one in parts if one.code == request.GET.get("verdict")), "")
    context = {"rule": rule, "system": rule.system.id, "key": rule.id.partition("/")[2], "parts": parts,
               "rows": [row for row in every if wanted in ("", row.verdict.code)], "all": len(every),
               "summary": "，".join(f"{one.mark.word} {one.count}" for one in parts if one.count), "wanted": wanted,
               "off": selectors.taken_off(rule), "may": keeps(actor_in(request), services.keepers(rule)),
               "units": names_of(services.keepers(rule)), "townships": townships(), "wrong": wrong, "typed": typed,
               "form": {"code": "list"}, "fields": fields_of(rule.rule.asked, typed, wrong)}
    return render(request, "supervision/registers/listing.html", context, status=422 if wrong else 200)


def _thing_page(request: HttpRequest, rule: Held, held: Listed, wrong: CannotDo | None) -> HttpResponse:
    verdict = verdict_of(rule, held.given)
    typed = typed_in(request) if wrong else {
        **held.given, "name": held.name, "township": held.township, "note": held.note}
    context = {"rule": rule, "system": rule.system.id, "key": rule.id.partition("/")[2], "held": held,
               "verdict": verdict, "why": shown([verdict.reasons])[0], "townships": townships(), "wrong": wrong,
               "typed": typed, "form": {"code": "list"}, "fields": fields_of(rule.rule.asked, typed, wrong),
               "may": keeps(actor_in(request), services.keepers(rule)), "units": names_of(services.keepers(rule))}
    return render(request, "supervision/registers/thing.html", context, status=422 if wrong else 200)
