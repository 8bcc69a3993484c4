"""Matters as Excel, out and in, and ticked off from documents. Parse, call one service or selector, render."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.exceptions import TooManyFieldsSent
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from county import business
from county.accounts.may import actor_in, refused, require
from county.cases.forms import said_in
from county.cases.says import CannotDo
from county.cases.waiting import AlreadyTaken, NothingWaits, WaitingRows
from county.supervision.matters import from_text, ledger, selectors, sheet_in, sheet_out
from county.supervision.matters.from_text import Draft, Place
from county.supervision.matters.guard import of_the_desk
from county.supervision.matters.ledger import Wanted
from county.supervision.matters.opening import kinds, require_office
from county.supervision.matters.sheet_rows import SheetRow

View = Callable[..., HttpResponse]
WAITING = WaitingRows("supervision_sheet")
WRONG = 422


def of_the_office(view: View) -> View:
    """For those who give tasks to offices; others get 403 with the sentence, strangers are sent to sign in."""
    @of_the_desk
    @require("open_cases")
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            require_office(actor_in(request))
        except CannotDo as refusal:
            return refused(request, refusal.says)
        return view(request, *args, **kwargs)

    return guarded


@of_the_desk
@require_safe
@require("read_unit")
def export(request: HttpRequest) -> HttpResponse:
    """The list as it is narrowed, every page of it."""
    wanted, now = Wanted.of(request.GET), business.now()
    found = ledger.ordered(selectors.found_for(actor_in(request), wanted, now))
    data = sheet_out.workbook_of(found, now, sheet_out.filter_words(wanted))
    return _file(data, _("督查台账 %(day)s") % {"day": now.astimezone(business.ZONE).date().isoformat()})


@of_the_office
@require_safe
def template(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """The columns of new matters."""
    return _file(sheet_out.template(), _("交办事项"))


@of_the_office
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """Read a file and keep its rows for the preview."""
    wrong = None
    if request.method == "POST":
        try:
            rows = sheet_in.read_sheet(_sent(request))
            WAITING.keep(request, [[one.number, one.said] for one in rows])
            return redirect("supervision:import-preview")
        except CannotDo as refusal:
            wrong = refusal
    page = {"wrong": wrong, "columns": list(sheet_out.IN), "needed": sheet_in.NEEDED, "rows": sheet_out.ROWS,
            "kinds": list(kinds())}
    return render(request, "supervision/matters/import.html", page, status=WRONG if wrong else 200)


@of_the_office
@require_safe
def preview(request: HttpRequest) -> HttpResponse:
    """Row by row what confirming would open, or why a row does not fit."""
    held = WAITING.held(request)
    if held is None:
        return redirect("supervision:import")
    page = {"plan": _plan(held[1]), "mark": held[0], "kinds": dict(kinds())}
    return render(request, "supervision/matters/import_preview.html", page)


@of_the_office
@require_POST
def confirm(request: HttpRequest) -> HttpResponse:
    """All rows or none; the same file again opens nothing."""
    try:
        count = WAITING.take(request, lambda rows, mark: sheet_in.carry_out(
            actor=actor_in(request), plan=_plan(rows), mark=mark))
    except AlreadyTaken:
        messages.info(request, _("这张表已经立过项，没有再立一次。"))
        return redirect("supervision:matters")
    except NothingWaits:
        messages.info(request, _("没有等待确认的事项表，请再上传一次。"))
        return redirect("supervision:import")
    except CannotDo as refusal:
        messages.error(request, refusal.says)
        return redirect("supervision:import-preview")
    messages.success(request, _("已立项 %(count)s 件。") % {"count": count})
    return redirect("supervision:matters")


@of_the_office
@require_POST
def discard(request: HttpRequest) -> HttpResponse:
    WAITING.drop(request)
    messages.info(request, _("事项表没有导入，也没有留下。"))
    return redirect("supervision:matters")


@of_the_office
@require_safe
def documents(request: HttpRequest) -> HttpResponse:
    """Every imported document with what it asks for."""
    return render(request, "supervision/matters/from_documents.html", {"documents": from_text.documents()})


@of_the_office
@require_http_methods(["GET", "HEAD", "POST"])
def document(request: HttpRequest, address: str) -> HttpResponse:
    """What one document asks for: ticked first, then filled in, then opened."""
    held = from_text.document_at(address)
    if held is None:
        raise Http404
    places = from_text.places_of(address)
    page: dict[str, Any] = {"document": held}
    try:
        if request.method == "POST":
            return _tick_off(request, address, places, page)
        picked = request.GET.getlist("pick")
        page |= {"picked": picked, "drafts": from_text.drafts(places, picked) if picked else []}
    except TooManyFieldsSent:
        says = _("一次最多勾选 %(most)s 项。请分几次。") % {"most": from_text.MOST}
        return _document_page(request, places, page, CannotDo(says))
    except CannotDo as refusal:
        return _document_page(request, places, page, refusal)
    return _document_page(request, places, page)


def _tick_off(request: HttpRequest, address: str, places: list[Place], page: dict[str, Any]) -> HttpResponse:
    picked = [one for one in said_in(request, "picked").splitlines() if one]
    page["same_day"] = said_in(request, "same_day").strip()[:500]
    page["drafts"] = ticked = from_text.typed(places, picked, request.POST.dict())
    try:
        count = from_text.tick_off(actor=actor_in(request), address=address, ticked=ticked, same_day=page["same_day"])
    except CannotDo as refusal:
        return _document_page(request, places, page, refusal)
    messages.success(request, _("已立项 %(count)s 件。") % {"count": count} if count
                     else _("这些都已经立项，没有再立一次。"))
    return HttpResponseRedirect(reverse("supervision:from-document", args=(address,)), status=303)


def _document_page(request: HttpRequest, places: list[Place], page: dict[str, Any],
                   wrong: CannotDo | None = None) -> HttpResponse:
    drafts: list[Draft] = page.setdefault("drafts", [])
    open_ones = [one for one in places if not one.held]
    context = {**page, "places": places, "left": len(open_ones), "ticked": len(places) - len(open_ones),
               "picked": page.get("picked") or [one.read.at for one in drafts], "leads": from_text.leads(),
               "most": from_text.MOST, "wrong": wrong}
    return render(request, "supervision/matters/from_document.html", context, status=WRONG if wrong else 200)


def _sent(request: HttpRequest) -> bytes:
    """CannotDo: no file, or one that is too big."""
    sent = request.FILES.get("file")
    if sent is None:
        raise CannotDo(_("没有收到文件，请选填好的事项表。"), "file")
    if (sent.size or 0) > sheet_in.SIZE:
        raise CannotDo(_("文件超过 2 MB，没有接收。请只留事项表，再上传。"), "file")
    data: bytes = sent.read()
    return data


def _plan(rows: list[Any]) -> sheet_in.SheetPlan:
    return sheet_in.plan_rows(SheetRow(number, said) for number, said in rows)


def _file(data: bytes, name: str) -> HttpResponse:
    headers = {"Content-Disposition": content_disposition_header(True, f"{name}.xlsx") or "attachment",
               "Cache-Control": "no-store"}
    return HttpResponse(data, content_type=sheet_out.MIME, headers=headers)
