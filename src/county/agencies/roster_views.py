"""Rosters: a unit's people as Excel and back, and the roster of a document; previewed, then all of it or nothing."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from county.accounts.may import actor_in, require
from county.agencies import access, people, sheets
from county.agencies.doors import of_unit
from county.agencies.forms import RosterForm
from county.agencies.names import agency_name
from county.agencies.refusals import NotPossible
from county.agencies.roster_sources import Roster, documents_with_rosters, roster_of
from county.agencies.rosters import Plan, carry_out, plan_roster
from county.agencies.sheets import SheetRow
from county.business import business_today

HELD = "agencies_roster"


@of_unit("manage_people", access.manages_people)
@require_safe
def template(request: HttpRequest, agency: str) -> HttpResponse:  # noqa: ARG001
    """The five columns with who holds a post today."""
    posts = people.posts_of(agency, business_today())
    data = sheets.template(agency, (one for post in posts for one in post.now))
    headers = {"Content-Disposition": 'attachment; filename="renyuan.xlsx"', "Cache-Control": "no-store"}
    return HttpResponse(data, content_type=sheets.MIME, headers=headers)


@sensitive_post_parameters()
@of_unit("manage_people", access.manages_people)
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest, agency: str) -> HttpResponse:
    """Read a file and keep its rows for the preview."""
    form = RosterForm(request.POST, request.FILES) if request.method == "POST" else RosterForm()
    if form.is_bound and form.is_valid():
        said = form.cleaned_data
        try:
            rows = sheets.read_sheet(said["file"].read())
        except NotPossible as refusal:
            form.refuse(refusal)
        else:
            _keep(request, agency, rows, said["first"], said["ground"])
            return redirect("agencies:roster-preview", agency)
    page = {"agency": agency, "name": agency_name(agency), "form": form, "columns": sheets.COLUMNS}
    return render(request, "agencies/roster_upload.html", page, status=400 if form.errors else 200)


@of_unit("manage_people", access.manages_people)
@require_safe
def preview(request: HttpRequest, agency: str) -> HttpResponse:
    """Row by row what confirming would write, or why a row does not fit."""
    held = _held(request, agency)
    if held is None:
        return redirect("agencies:roster", agency)
    page = {"agency": agency, "name": agency_name(agency), "plan": _plan(request, agency, held), "mark": held["mark"]}
    return render(request, "agencies/roster_preview.html", page)


@of_unit("manage_people", access.manages_people)
@require_POST
def confirm(request: HttpRequest, agency: str) -> HttpResponse:
    """All rows or none."""
    held = _held(request, agency)
    if held is None or request.POST.get("mark") != held["mark"]:
        messages.info(request, _("没有等待确认的人员表，请再上传一次。"))
        return redirect("agencies:roster", agency)
    try:
        count = carry_out(actor=actor_in(request), plan=_plan(request, agency, held), ground=held["ground"])
    except NotPossible as refusal:
        messages.error(request, refusal.says)
        return redirect("agencies:roster-preview", agency)
    request.session.pop(HELD, None)
    messages.success(request, _("已登记 %(count)s 项新任职。") % {"count": count})
    return redirect("agencies:people", agency)


@of_unit("manage_people", access.manages_people)
@require_POST
def discard(request: HttpRequest, agency: str) -> HttpResponse:
    request.session.pop(HELD, None)
    messages.info(request, _("人员表没有导入，也没有留下。"))
    return redirect("agencies:people", agency)


@require("manage_people")
@require_safe
def documents(request: HttpRequest) -> HttpResponse:
    """The documents whose rosters are held."""
    return render(request, "agencies/roster_documents.html", {"documents": documents_with_rosters()})


@require("manage_people")
@require_http_methods(["GET", "HEAD", "POST"])
def document(request: HttpRequest, number: str) -> HttpResponse:
    """A document's roster against what stands; confirmed, it holds from the document's day of issue."""
    roster = roster_of(number)
    if roster is None:
        raise Http404
    plan = plan_roster(actor_in(request), roster.rows, roster.first, replaces=True)
    mark = _mark(_rows(roster.rows))
    if request.method == "POST" and request.POST.get("mark") == mark:
        try:
            count = carry_out(actor=actor_in(request), plan=plan, ground=number)
        except NotPossible as refusal:
            messages.error(request, refusal.says)
        else:
            messages.success(request, _("已登记 %(count)s 项新任职。") % {"count": count})
            return redirect("agencies:roster-documents")
    return render(request, "agencies/roster_preview.html", _document_page(roster, plan, mark))


def _document_page(roster: Roster, plan: Plan, mark: str) -> dict[str, Any]:
    return {"document": roster.document, "name": roster.document, "plan": plan, "mark": mark, "roles": roster.roles}


def _keep(request: HttpRequest, agency: str, rows: list[SheetRow], first: date, ground: str) -> None:
    plain = _rows(rows)
    request.session[HELD] = {"agency": agency, "rows": plain, "first": first.isoformat(), "ground": ground,
                             "mark": _mark([agency, first.isoformat(), ground, *plain])}


def _held(request: HttpRequest, agency: str) -> dict[str, Any] | None:
    held = request.session.get(HELD)
    return held if held and held["agency"] == agency else None


def _plan(request: HttpRequest, agency: str, held: dict[str, Any]) -> Plan:
    rows = [SheetRow(*cells) for cells in held["rows"]]
    return plan_roster(actor_in(request), rows, date.fromisoformat(held["first"]), [agency])


def _rows(rows: list[SheetRow]) -> list[Any]:
    return [[one.number, one.unit, one.name, one.title, one.telephone, one.role] for one in rows]


def _mark(content: list[Any]) -> str:
    """Tells one file from another, so that the button belongs to the rows above it."""
    return hashlib.sha256(json.dumps(content, ensure_ascii=False).encode()).hexdigest()[:20]
