"""Pages of plots and of changes of use."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from county.accounts.may import actor_in, require
from county.cases.forms import key_in, said_in, typed_in
from county.cases.may import sees
from county.cases.models import Case
from county.cases.procedures import find_procedure, running
from county.cases.says import CannotDo
from county.supervision.models import Plot
from county.supervision.registers.asking import fields_of
from county.supervision.registers.guard import of_slots
from county.supervision.registers.plots import selectors, services
from county.supervision.registers.plots.stages import known_answers, stage_of, units_of, use_question
from county.supervision.registers.rules import of_slot
from county.supervision.registers.units import keeps, names_of, townships
from county.supervision.slots import slot


@of_slots("plot")
@require_safe
@require("read_unit")
def plots(request: HttpRequest) -> HttpResponse:
    """The plots by stage, narrowed by township and words."""
    said = {name: request.GET.get(name, "").replace("\0", "").strip()[:80] for name in ("township", "state", "words")}
    wanted, run = selectors.Wanted(**said), find_procedure(slot("plot"))
    stages = selectors.counted(wanted)
    marked = sum(one.count for one in stages if one.mark.kind == "late")
    matching = sum(one.count for one in stages if said["state"] in ("", one.id))
    context = {"rows": selectors.plots(wanted), "matching": matching, "stages": stages, "wanted": wanted,
               "townships": townships(), "all": sum(one.count for one in stages), "marked": marked,
               "without_state": wanted.query(""), "unregistered": selectors.unregistered(), "rule": of_slot("plot"),
               "may": keeps(actor_in(request), units_of(run)), "units": names_of(units_of(run))}
    return render(request, "supervision/registers/plots.html", context)


@of_slots("plot")
@require_http_methods(["GET", "HEAD", "POST"])
@require("open_cases")
def new_plot(request: HttpRequest) -> HttpResponse:
    """Register a plot; a refusal keeps what was typed."""
    wrong = None
    if request.method == "POST":
        try:
            made = services.open_plot(actor=actor_in(request), key=key_in(request), case=_case_in(request),
                                      new=services.NewPlot(*(said_in(request, name) for name in (
                                          "name", "township", "land_user", "planned_use"))))
            return HttpResponseRedirect(reverse("supervision:plot", args=(made.pk,)), status=303)
        except CannotDo as refusal:
            wrong = refusal
    begun = Case.objects.filter(pk=_uuid(request.GET.get("case", "")) or uuid4(), plot=None).first()
    typed = request.POST or {"name": begun.title if begun else "", "case": begun.pk if begun else ""}
    context = {"wrong": wrong, "typed": typed, "townships": townships(), "uses": use_question()[1],
               "key": key_in(request) or uuid4(), "rule": of_slot("plot")}
    return render(request, "supervision/registers/plot_new.html", context, status=422 if wrong else 200)


@of_slots("plot")
@require_safe
@require("read_unit")
def plot(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """One plot: its stage, what was asked for it, and the form that asks."""
    return _plot_page(request, case_id)


@of_slots("plot")
@require_POST
@require("open_cases")
def ask(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Whether an approval may be given; the answer is kept."""
    found = get_object_or_404(Plot, pk=case_id)
    try:
        made = services.ask_approval(actor=actor_in(request), plot=found.pk, wanted=said_in(request, "asked"),
                                     applicant=said_in(request, "applicant"), said=typed_in(request),
                                     key=key_in(request))
    except CannotDo as refusal:
        return _plot_page(request, case_id, refusal)
    allowed, refused = _("规则说可以办，已登记。"), _("规则说不得批准，已登记，理由在下面。")
    messages.success(request, allowed if made.allowed else refused)
    return HttpResponseRedirect(f"{reverse('supervision:plot', args=(found.pk,))}#request-{made.pk}", status=303)


def _plot_page(request: HttpRequest, case_id: UUID, wrong: CannotDo | None = None) -> HttpResponse:
    found = get_object_or_404(Plot.objects.select_related("case"), pk=case_id)
    actor, run, admission = actor_in(request), running(found.case), of_slot("admission")
    name, uses = use_question()
    typed = typed_in(request) if wrong else {name: found.planned_use}
    concerned = list(found.case.concerns.values_list("who", flat=True))
    context: dict[str, Any] = {
        "plot": found, "stage": stage_of(found.case), "use": uses.get(found.planned_use, ""), "admission": admission,
        "requests": selectors.requests_of(found, _("可以办"), _("不得批准")), "known": selectors.known_in_words(found),
        "drawing": selectors.drawing(found.case), "rule": of_slot("plot"),
        "opens": sees(actor, found.case, concerned, run),
        "may": keeps(actor, units_of(find_procedure(slot("plot")))), "wrong": wrong, "typed": typed,
        "units": names_of(units_of(run)), "form": {"code": "ask"}, "key": key_in(request) or uuid4(),
        "fields": fields_of(admission.rule.asked, typed, wrong, known_answers(found.case)) if admission else []}
    return render(request, "supervision/registers/plot.html", context, status=422 if wrong else 200)


@of_slots("land_use_change")
@require_safe
@require("read_unit")
def changes(request: HttpRequest) -> HttpResponse:
    """Changes of use by state."""
    return _changes_page(request)


@of_slots("land_use_change")
@require_POST
@require("open_cases")
def open_change(request: HttpRequest) -> HttpResponse:
    """A new change of use, of a registered plot or not."""
    try:
        plot_id = said_in(request, "plot")
        if plot_id and _uuid(plot_id) is None:
            raise CannotDo(_("没有这个地块，请从列表里选。"), "plot")
        services.open_change(actor=actor_in(request), title=said_in(request, "title"), plot=_uuid(plot_id),
                             key=key_in(request))
    except CannotDo as refusal:
        return _changes_page(request, refusal)
    messages.success(request, _("已开办，列在下面。"))
    return HttpResponseRedirect(reverse("supervision:changes"), status=303)


def _changes_page(request: HttpRequest, wrong: CannotDo | None = None) -> HttpResponse:
    actor, run, states = actor_in(request), find_procedure(slot("land_use_change")), selectors.changes_by_state()
    state = next((one.id for one in states if one.id == request.GET.get("state")), "")
    rows = [(one, sees(actor, one.case, (), run)) for one in selectors.changes(state)]
    matching = sum(one.count for one in states if state in ("", one.id))
    context = {"rows": rows, "matching": matching, "states": states, "state": state,
               "all": sum(one.count for one in states), "wrong": wrong, "rule": of_slot("land_use_change"),
               "open": sum(one.count for one in states if one.mark.kind != "done"),
               "may": keeps(actor, units_of(run)), "units": names_of(units_of(run)),
               "typed": request.POST, "plots": selectors.plot_choices(), "key": key_in(request) or uuid4()}
    return render(request, "supervision/registers/changes.html", context, status=422 if wrong else 200)


def _case_in(request: HttpRequest) -> UUID | None:
    """A case that waits for its plot. CannotDo: the form names one that cannot be."""
    said = said_in(request, "case").strip()
    if said and _uuid(said) is None:
        raise CannotDo(_("没有这个待登记的地块，请回到地块列表重新选。"))
    return _uuid(said)


def _uuid(said: str) -> UUID | None:
    try:
        return UUID(said)
    except ValueError:
        return None
