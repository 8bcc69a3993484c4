"""The places of a quarter as an Excel file: the template, and a file that comes back, looked at before it counts."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from county.accounts.may import actor_in, refused, require
from county.agencies.names import agency_name
from county.agencies.sheets import MIME
from county.cases.says import CannotDo
from county.supervision.models import Quarter
from county.supervision.ranking import services, sheets
from county.supervision.ranking.doors import of_ranking, quarter_at
from county.supervision.ranking.views import page


@of_ranking
@require_safe
@require("open_cases")
def template(request: HttpRequest, year: int, quarter: int) -> HttpResponse:  # noqa: ARG001
    """Every unit with the rank that it has."""
    held = quarter_at(year, quarter)
    data = sheets.template({one.agency: one.rank for one in held.placings.all()})
    name = f'attachment; filename="paiming-{year}-{quarter}.xlsx"'
    return HttpResponse(data, content_type=MIME, headers={"Content-Disposition": name, "Cache-Control": "no-store"})


@of_ranking
@require_POST
@require("open_cases")
def upload(request: HttpRequest, year: int, quarter: int) -> HttpResponse:
    """What the file would write; with one row that does not fit nothing of it can be confirmed."""
    held = quarter_at(year, quarter)
    try:
        services.require_ranker(actor_in(request))
        plan = sheets.read_sheet(_bytes(request))
    except CannotDo as refusal:
        if not services.may_rank(actor_in(request)):
            return refused(request, refusal.says)
        return page(request, held, refusal)
    return _preview(request, held, plan)


def _preview(request: HttpRequest, held: Quarter, plan: sheets.Plan) -> HttpResponse:
    """Before and after of every unit in the file; the places of others stay."""
    before = {one.agency: one.rank for one in held.placings.all()}
    after = {**{unit: rank for unit, rank in before.items() if unit not in plan.rows}, **plan.ranks}
    rows = [(row, agency_name(unit), before.get(unit), plan.ranks.get(unit)) for unit, row in plan.rows.items()]
    changed = sum(1 for _row, _name, old, new in rows if old != new)
    context = {"quarter": held, "words": services.label(held.year, held.quarter), "plan": plan, "rows": rows,
               "changed": changed, "after": after}
    return render(request, "supervision/ranking/preview.html", context, status=422 if plan.errors else 200)


def _bytes(request: HttpRequest) -> bytes:
    sent = request.FILES.get("file")
    if sent is None:
        raise CannotDo(_("请先选择填好的名次表（xlsx）。"), "file")
    if sent.size and sent.size > sheets.SIZE:
        raise CannotDo(_("文件超过 800 KB，没有接收。请只留名次表，再上传。"), "file")
    data: bytes = sent.read()
    return data
