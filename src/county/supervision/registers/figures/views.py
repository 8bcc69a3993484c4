"""The page of figures and rates, and the form by which a unit reports one."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from county.accounts.may import actor_in, require
from county.agencies.names import agency_name
from county.cases.forms import key_in, said_in, typed_in
from county.cases.page import NeedField
from county.cases.says import CannotDo
from county.supervision.models import Figure
from county.supervision.registers.asking import choices_of, fields_of, in_words
from county.supervision.registers.figures import counting, selectors, services
from county.supervision.registers.figures.counting import PART, PREVIOUS, VALUE, WHOLE
from county.supervision.registers.figures.selectors import FigureRow
from county.supervision.registers.guard import of_slots
from county.supervision.registers.marks import Mark
from county.supervision.registers.rules import Held
from county.supervision.registers.units import keeps, names_of, own_units
from gongbao.rules.inputs import Input


@of_slots("targets", "rates")
@require_safe
@require("read_unit")
def figures(request: HttpRequest) -> HttpResponse:
    """Every target and rate with its actual value, the distance and the verdict."""
    every = selectors.blocks(selectors.measured())
    systems = {block.rule.system.id: block.rule.topic for block in every}
    wanted = next((one for one in systems if one == request.GET.get("system")), "")
    own = [block for block in every if wanted in ("", block.rule.system.id)]
    verdicts = [row.result.verdict for block in own for row in block.rows]
    verdict = next((one for one in selectors.KINDS if one == request.GET.get("verdict")), "")
    shown = [left for block in own if (left := block.only(verdict)).rows]
    counted = [(name, Mark(kind, selectors.verdict_word(name)), verdicts.count(name))
               for name, kind in selectors.KINDS.items()]
    context = {"blocks": shown, "systems": systems, "wanted": wanted, "all": len(verdicts), "verdict": verdict,
               "counts": [one for one in counted if one[2]]}
    return render(request, "supervision/registers/figures.html", context)


@of_slots("targets", "rates")
@require_safe
@require("read_unit")
def figure(request: HttpRequest, system: str, rule: str) -> HttpResponse:
    """One target or rate: what was reported, and the form."""
    return _page(request, _row_in(request, _rule(system, rule)))


@of_slots("targets", "rates")
@require_POST
@require("open_cases")
def report(request: HttpRequest, system: str, rule: str) -> HttpResponse:
    """Report a figure; a refusal keeps what was typed."""
    row = _row_in(request, _rule(system, rule))
    try:
        services.report(actor=actor_in(request), rule=row.rule, no=row.no, said=typed_in(request),
                        agency=said_in(request, "agency"), note=said_in(request, "note"), key=key_in(request))
    except CannotDo as refusal:
        return _page(request, row, refusal)
    messages.success(request, _("已填报：%(name)s。") % {"name": row.name})
    return HttpResponseRedirect(row.href, status=303)


def _rule(system: str, rule: str) -> Held:
    """Http404: nothing is reported for such a rule."""
    found = next((one for one in selectors.measured() if one.id == f"{system}/{rule}"), None)
    if found is None:
        raise Http404
    return found


def _row_in(request: HttpRequest, rule: Held) -> FigureRow:
    found = selectors.row_of(rule, request.POST.get("row", request.GET.get("row", "")))
    if found is None:
        raise Http404
    return found


def _page(request: HttpRequest, row: FigureRow, wrong: CannotDo | None = None) -> HttpResponse:
    actor, units = actor_in(request), services.reporters(row)
    mine = own_units(actor, units)
    typed = typed_in(request) if wrong else {}
    context = {"row": row, "rule": row.rule, "history": [_told(row, one) for one in selectors.history_of(row)],
               "may": keeps(actor, units), "units": names_of(units), "wrong": wrong, "typed": typed,
               "mine": [(one, agency_name(one)) for one in mine], "form": {"code": "figure"},
               "parted": row.row is not None and counting.takes_parts(row.row), "fields": _fields(row, typed, wrong),
               "key": key_in(request) or uuid4()}
    return render(request, "supervision/registers/figure.html", context, status=422 if wrong else 200)


def _fields(row: FigureRow, typed: Mapping[str, str], wrong: CannotDo | None) -> list[NeedField]:
    if row.row is None:
        return fields_of(row.rule.rule.asked, typed, wrong)
    found = []
    if counting.takes_parts(row.row):
        found = [_field(PART, _("其中达到的"), typed, wrong), _field(WHOLE, _("总数"), typed, wrong)]
    choices = choices_of(Input(type="yes_no")) if row.row.form == "achieve" else {}
    found.append(_field(VALUE, _("实际值"), typed, wrong, unit=row.row.unit, choices=choices))
    if row.row.form in counting.COMPARED_TO_YEAR_BEFORE:
        found.append(_field(PREVIOUS, _("上一年的值"), typed, wrong, unit=row.row.unit))
    return found


def _field(name: str, label: str, typed: Mapping[str, str], wrong: CannotDo | None, *, unit: str = "",
           choices: Mapping[str, str] | None = None) -> NeedField:
    return NeedField(name, label, "choice" if choices else "text", typed.get(name, ""), choices or {}, unit,
                     required=False, wrong=wrong.says if wrong and wrong.field == name else "")


def _told(row: FigureRow, one: Figure) -> tuple[Figure, str, str]:
    """A report with its unit and its numbers in words."""
    if row.row is None:
        said = "；".join(f"{label} {words}" for label, words in in_words(row.rule.rule, one.given))
    elif WHOLE in one.given:
        said = f"{one.given[PART]} / {one.given[WHOLE]}"
    else:
        said = counting.value_words(row.row, one.given)
    return one, agency_name(one.agency), said
