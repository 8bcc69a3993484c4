"""Self-checks of units, and the check from outside."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from county import business
from county.accounts.may import actor_in, may, refused, require
from county.agencies.names import agency_name
from county.cases.forms import key_in, said_in
from county.cases.says import CannotDo
from county.supervision.plans import Plan
from county.supervision.sheets import checked, selectors, services, spots
from county.supervision.sheets.exports import self_check_book
from county.supervision.sheets.guards import as_file, with_plan, with_whole
from county.supervision.sheets.marks import mark_of

DONE = {"yes": True, "no": False}


@with_plan
@require_safe
@require("read_unit")
def self_checks(request: HttpRequest, plan: Plan) -> HttpResponse:
    """Who has to check itself by when, who has sent, who is late."""
    actor, rows = actor_in(request), selectors.standings(plan)
    missing = [one for one in rows if not one.sent_at]
    context = {"plan": plan, "plans": checked.checked_plans(), "stages": checked.stages_of(plan), "rows": rows,
               "missing": missing, "is_over": any(one.mark.kind == "late" for one in missing),
               "own": selectors.units_in(selectors.own_units(plan, actor)),
               "reads_all": selectors.reads_all(actor, plan), "mine": actor.agencies}
    return render(request, "supervision/sheets/self_checks.html", context)


@with_plan
@require_safe
@require("read_unit")
def self_check_export(request: HttpRequest, plan: Plan) -> HttpResponse:
    """Who has sent and what is lacking, as an Excel file, for those who organise the check."""
    if not selectors.reads_all(actor_in(request), plan):
        return refused(request, _("自查情况由组织自查的单位和督查人员导出；您可以看自己单位的自查表。"))
    return as_file(self_check_book(plan), "self-check")


@with_plan
@require_http_methods(["GET", "HEAD", "POST"])
@require("read_unit")
def self_check(request: HttpRequest, plan: Plan, agency: str) -> HttpResponse:
    """One unit's sheet: its tasks, done or not, what is lacking."""
    actor = actor_in(request)
    if not checked.asked_of(plan, agency):
        raise Http404
    if request.method == "POST":
        return _saved(request, plan, agency)
    if not selectors.reads_sheet(actor, plan, agency, selectors.sheet_of(plan, agency)):
        return refused(request, _("自查表报送以前只有本单位能看；报送以后，组织自查的单位和督查人员也能看。"))
    return _sheet(request, plan, agency)


def _saved(request: HttpRequest, plan: Plan, agency: str) -> HttpResponse:
    actor = actor_in(request)
    answer = may(actor, "open_cases")
    if not answer or not services.may_fill(actor, agency):
        return refused(request, answer.says or _("自查表由%(unit)s自己填报；您现在是%(post)s。") % {
            "unit": agency_name(agency), "post": actor.shown_as})
    try:
        sheet = services.save_check(actor=actor, plan=plan, agency=agency, said=_said_in(request, plan, agency),
                                    words=said_in(request, "words"), send="send" in request.POST)
    except CannotDo as refusal:
        return _sheet(request, plan, agency, refusal)
    messages.success(request, _("自查表已经报送。") if sheet.sent_at else _("草稿已经保存，还没有报送。"))
    return HttpResponseRedirect(reverse("supervision:self-check", args=(*plan.rule.split("/"), agency)), status=303)


def _said_in(request: HttpRequest, plan: Plan, agency: str) -> dict[str, services.Said]:
    return {one.no: services.Said(DONE.get(said_in(request, f"done-{one.no}")), said_in(request, f"gap-{one.no}"))
            for one in checked.asked_of(plan, agency)}


def _sheet(request: HttpRequest, plan: Plan, agency: str, refusal: CannotDo | None = None) -> HttpResponse:
    actor, sheet, last = actor_in(request), selectors.sheet_of(plan, agency), checked.last_day(plan)
    lines, words = selectors.lines_of(plan, agency, sheet), sheet.words if sheet else ""
    if refusal:
        words = said_in(request, "words")
        lines = [selectors.Line(one.asked, said_in(request, f"done-{one.asked.no}"),
                                said_in(request, f"gap-{one.asked.no}")) for one in lines]
    now = business.now()
    fills = bool(services.may_fill(actor, agency) and may(actor, "open_cases"))
    context = {"plan": plan, "agency": agency, "sheet": sheet, "lines": lines, "words": words, "last": last,
               "mark": mark_of(sheet.sent_at if sheet else None, last, now.date()),
               "fills": fills and not services.is_closed(sheet, last, now),
               "is_late": bool(last and now.date() > last), "refusal": refusal}
    return render(request, "supervision/sheets/self_check.html", context, status=422 if refusal else 200)


@with_whole
@require_safe
@require("read_unit")
def spot_checks(request: HttpRequest, plan: Plan) -> HttpResponse:
    """The whole tasks of a plan with their progress and gaps."""
    return _spots(request, plan)


@with_whole
@require_POST
@require("open_cases")
def record_spot_checks(request: HttpRequest, plan: Plan) -> HttpResponse:
    """What the office outside found on several tasks at once."""
    found = _found_in(request, plan)
    try:
        count = services.record_spot_checks(actor=actor_in(request), plan=plan, found=found, key=key_in(request))
    except CannotDo as refusal:
        return _spots(request, plan, refusal, found)
    messages.success(request, _("已登记 %(count)s 项任务的抽查结果。") % {"count": count})
    return HttpResponseRedirect(f"{reverse('supervision:spot-checks')}?plan={plan.rule}", status=303)


def _found_in(request: HttpRequest, plan: Plan) -> dict[UUID, Mapping[str, str]]:
    """Case → what was typed for it; tasks without a word are left out."""
    step, found = spots.outside_step(plan), dict[UUID, Mapping[str, str]]()
    for _no, _title, case, *_rest in spots.whole_progress(plan):
        given = {need.id: said_in(request, f"{need.id}-{case.pk}") for need in (step.needs if step else ())}
        if any(one.strip() for one in given.values()):
            found[case.pk] = given
    return found


def _spots(request: HttpRequest, plan: Plan, refusal: CannotDo | None = None,
           typed: Mapping[UUID, Mapping[str, str]] | None = None) -> HttpResponse:
    rows, stages, said = spots.spots(plan, actor_in(request)), checked.stages_of(plan), typed or {}
    fields = [(one, [(need, said.get(one.case.pk, {}).get(need.id, "")) for need in one.step.needs]
               if one.step else []) for one in rows]
    context = {"plan": plan, "plans": [one for one in checked.checked_plans() if one.whole], "rows": fields,
               "done": sum(not one.case.is_open for one in rows), "stage": stages[1] if len(stages) > 1 else None,
               "writes": any(one.step for one in rows), "outside": spots.outside_step(plan),
               "says": next((one.says for one in rows if one.says), ""), "refusal": refusal,
               "key": key_in(request) or uuid4()}
    return render(request, "supervision/sheets/spot_checks.html", context, status=422 if refusal else 200)
