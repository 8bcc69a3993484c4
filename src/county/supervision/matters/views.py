"""Board, lists, days, units, plans. Parse, call one service or selector, render."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.encoding import uri_to_iri
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from county import business
from county.accounts.may import actor_in, require
from county.agencies.names import agency_of
from county.cases.says import CannotDo
from county.cases.shown import Lamp
from county.supervision import drawings
from county.supervision.matters import ledger, opening, selectors
from county.supervision.matters.guard import of_the_desk
from county.supervision.matters.ledger import LAMPS, Wanted
from county.supervision.matters.pages import unit_page
from county.supervision.matters.rows import rows_of
from county.supervision.plans import Plan, document_of, plan_of, plans
from county.supervision.slots import slot


@of_the_desk
@require_safe
@require("read_unit")
def board(request: HttpRequest) -> HttpResponse:
    """Who lags: units and documents with their lamps, the year's days, what nobody has opened yet."""
    found = selectors.found_for(actor_in(request), Wanted.of(request.GET))
    wanted, today = Wanted.of(request.GET), business.business_today()
    units, documents = selectors.unit_lines(found), selectors.document_lines(found)
    number = _page(request)
    listed = units[(number - 1) * selectors.UNITS: number * selectors.UNITS]
    places = _places([one.id for one in listed])
    context = {
        "wanted": wanted, "counts": selectors.totals(units), "chips": _chips(selectors.totals(units), wanted),
        "units": [(one, _bar(one.counts, one.title, wanted.with_(lead=one.id)), places.get(one.id, ()))
                  for one in listed],
        "page": number, "more": len(units) > number * selectors.UNITS, "any": bool(units),
        "documents": [(one, _bar(one.counts, one.title, wanted.with_(document=one.id))) for one in documents],
        "unopened": sum(left for _plan, _counts, left in selectors.plan_lines()),
        "year": drawings.year_line(today.year, selectors.by_week(selectors.year_marks(found, today.year)), today,
                                   _month_href(wanted)),
        "chases": opening.may_chase(actor_in(request)), "document_choices": _documents(),
        "ranks": any(places.values()),
    }
    return render(request, "supervision/board.html", context)


@of_the_desk
@require_safe
@require("read_unit")
def matters(request: HttpRequest) -> HttpResponse:
    """The ledger, narrowed: one line a case, what is late first."""
    wanted, number = Wanted.of(request.GET), _page(request)
    found = selectors.found_for(actor_in(request), wanted)
    every = selectors.found_for(actor_in(request), wanted.with_(lamp=""))
    cases, more = selectors.page_of(found, number)
    counts = ledger.lamp_counts(every)
    context = {
        "wanted": wanted, "rows": rows_of(cases), "counts": counts, "chips": _chips(counts, wanted), "page": number,
        "total": counts[wanted.lamp] if wanted.lamp else sum(counts.values()), "more": more,
        "chases": opening.may_chase(actor_in(request)), "document_choices": _documents(),
        "kind_choices": list(opening.kinds()), "unit": agency_of(wanted.lead) if wanted.lead else None,
        "joins": agency_of(wanted.joins) if wanted.joins else None,
    }
    return render(request, "supervision/matters.html", context)


@of_the_desk
@require_safe
@require("read_unit")
def days(request: HttpRequest) -> HttpResponse:
    """What is due today, tomorrow, this week; the year's days; what was due before its document was issued."""
    wanted, today = Wanted.of(request.GET), business.business_today()
    found = selectors.found_for(actor_in(request), wanted)
    due = {name: selectors.due_cases(found, name) for name in (ledger.TODAY, ledger.TOMORROW, ledger.WEEK)}
    shown: set[Any] = set()
    spans = []
    for name, cases in due.items():
        spans.append((name, len(cases), rows_of([one for one in cases if one.pk not in shown])))
        shown |= {one.pk for one in cases}
    year = _year(request) or today.year
    context = {
        "wanted": wanted, "spans": spans, "year_no": year, "months": selectors.month_counts(found, year),
        "year": drawings.year_line(year, selectors.year_marks(found, year), today if year == today.year else None,
                                   _month_href(wanted, year)),
        "early": [(plan, task, day) for plan in plans() for task in plan.tasks for day in task.days
                  if day.before_issue],
    }
    return render(request, "supervision/days.html", context)


@of_the_desk
@require_safe
@require("read_unit")
def unit(request: HttpRequest, agency: str) -> HttpResponse:
    """One unit: what lies with it, what it joins and carries out, its rate, its quarters, what it was urged to."""
    known = agency_of(agency)
    if known is None:
        raise Http404
    return render(request, "supervision/unit.html", unit_page(known, actor_in(request)))


@of_the_desk
@require_safe
@require("read_unit")
def plan_list(request: HttpRequest) -> HttpResponse:
    """Every plan of the gazette with its tasks by lamp."""
    lines = [(plan, counts, left, _bar(counts, plan.title, Wanted(plan=plan.rule)))
             for plan, counts, left in selectors.plan_lines()]
    return render(request, "supervision/plans.html", {"lines": lines, "left": sum(left for _p, _c, left, _b in lines)})


@of_the_desk
@require_safe
@require("read_unit")
def plan(request: HttpRequest, system: str, key: str) -> HttpResponse:
    """One plan: its tasks in groups, who leads, by when, how each stands."""
    return _plan_page(request, _known_plan(system, key))


@of_the_desk
@require_POST
@require("open_cases")
def open_plan(request: HttpRequest, system: str, key: str) -> HttpResponse:
    """Every task that is not a case yet becomes one; with a tick it goes to its unit at once."""
    held = _known_plan(system, key)
    try:
        count = opening.open_plan(actor=actor_in(request), plan=held, assign=request.POST.get("assign") == "yes")
    except CannotDo as refusal:
        messages.error(request, refusal.says)
        return HttpResponseRedirect(held.href)
    messages.success(request, _("已立项 %(count)s 件。") % {"count": count})
    return HttpResponseRedirect(held.href)


def _plan_page(request: HttpRequest, held: Plan) -> HttpResponse:
    groups = selectors.plan_groups(held)
    rows = {one.case.pk: one for one in rows_of([line.case for group in groups for line in group.lines if line.case])}
    found = [(group.title, [(line.task, rows.get(line.case.pk) if line.case else None) for line in group.lines])
             for group in groups]
    counts = ledger.lamp_counts(ledger.narrowed(Wanted(plan=held.rule)))
    context = {"plan": held, "groups": found, "counts": counts, "chips": _chips(counts, Wanted(plan=held.rule)),
               "left": sum(1 for _title, lines in found for _task, row in lines if row is None),
               "wholes": _wholes(held), "chases": opening.may_chase(actor_in(request))}
    return render(request, "supervision/plan.html", context)


def _places(agencies: list[str]) -> dict[str, list[tuple[str, int]]]:
    """The last quarters of each unit that is ranked: 3季 and the step that it came to, 0 for none. One query."""
    from county.supervision.ranking.selectors import histories

    if not slot("ladder"):
        return {}
    return {unit: [(_("%(quarter)s季") % {"quarter": quarter}, step) for _year, quarter, _last, step in marks[-4:]]
            for unit, marks in histories(agencies).items()}


def _wholes(held: Plan) -> Any:
    from county.supervision.sheets.spots import whole_progress

    return whole_progress(held) if held.whole else []


def _known_plan(system: str, key: str) -> Plan:
    held = plan_of(f"{system}/{key}")
    if held is None:
        raise Http404
    return held


def _chips(counts: dict[str, int], wanted: Wanted) -> list[tuple[Lamp, int, str, bool]]:
    """Each lamp with its count, the address of its cases, and whether it is chosen."""
    listed = reverse("supervision:matters")
    return [(Lamp(name), counts[name], f"{listed}?{wanted.with_(lamp='' if wanted.lamp == name else name).query}",
             wanted.lamp == name) for name in LAMPS if counts[name] or wanted.lamp == name]


def _bar(counts: Any, title: str, wanted: Wanted) -> Any:
    listed = uri_to_iri(reverse("supervision:matters"))  # half as long, and a board has hundreds
    return drawings.lamp_bar(counts, title, lambda name: f"{listed}?{wanted.with_(lamp=name).query}")


def _month_href(wanted: Wanted, year: int | None = None) -> Any:
    listed, of_year = uri_to_iri(reverse("supervision:matters")), year or business.business_today().year
    return lambda month: f"{listed}?{wanted.with_(due=f'{of_year}-{month:02}').query}"


def _documents() -> list[tuple[str, str]]:
    """Systems of which something is chased; one query."""
    held = ledger.ledger().exclude(source="").order_by().values_list("source", flat=True).distinct()
    systems = dict.fromkeys((*(plan.system for plan in plans()), *sorted({one.partition("/")[0] for one in held})))
    return [*((one, " ".join(document_of(f"{one}/"))) for one in systems), (ledger.OWN, _("交办事项"))]


def _page(request: HttpRequest) -> int:
    said = request.GET.get("page", "1")
    return max(1, int(said)) if said.isdecimal() and len(said) < 5 else 1


def _year(request: HttpRequest) -> int | None:
    said = request.GET.get("year", "")
    return int(said) if said.isdecimal() and len(said) == 4 and 1949 <= int(said) <= 2999 else None
