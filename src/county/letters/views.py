"""Pages of letters that were issued: registers, the sheet, the Word file, the sealed scan, and voiding."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from county import files
from county.accounts.may import actor_in, refused, require
from county.letters import selectors, services
from county.letters.access import may_manage, may_read, offices_of
from county.letters.layout import document
from county.letters.models import Letter
from county.letters.refusals import Refused
from county.letters.sheet import sheet_of

A_PAGE = 50


@require_safe
@require("read_cases")
def registers(request: HttpRequest) -> HttpResponse:
    """The registers of one's offices; supervisors see all."""
    page = Paginator(selectors.registers_of(actor_in(request)), A_PAGE).get_page(request.GET.get("page"))
    writes = bool(offices_of(actor_in(request)))
    return render(request, "letters/registers.html", {"page": page, "writes": writes})


@require_safe
@require("read_cases")
def register(request: HttpRequest, register_id: int) -> HttpResponse:
    """Every number of a register in order; none is missing, void ones say so."""
    found = selectors.registers_of(actor_in(request)).filter(pk=register_id).first()
    if found is None:
        return refused(request, _("这本登记簿不在您的单位，您的职务不能看。"))
    page = Paginator(selectors.letters_of(found), A_PAGE).get_page(request.GET.get("page"))
    return render(request, "letters/register.html", {"register": found, "page": page})


@require_safe
@require("read_cases")
def received(request: HttpRequest) -> HttpResponse:
    """The letters that one's units were sent, the latest first."""
    actor = actor_in(request)
    page = Paginator(selectors.received_by(actor), A_PAGE).get_page(request.GET.get("page"))
    return render(request, "letters/received.html", {"page": page, "units": actor.agencies})


@require_safe
@require("read_cases")
def letter(request: HttpRequest, letter_id: UUID) -> HttpResponse:
    """The letter as it is printed, beside it what can be done with it."""
    held = selectors.letter_of(letter_id)
    if held is None or not _reads(request, held):
        return _unseen(request)
    return _page(request, held)


@require_safe
@require("read_cases")
def word(request: HttpRequest, letter_id: UUID) -> HttpResponse:
    """The Word file; the same letter gives the same bytes."""
    held = selectors.letter_of(letter_id)
    if held is None or not _reads(request, held):
        return _unseen(request)
    return _download(document(sheet_of(held)), files.DOCX, f"{held.shown_number}.docx")


@require_http_methods(["GET", "HEAD", "POST"])
@require("read_cases")
def scan(request: HttpRequest, letter_id: UUID) -> HttpResponse:
    """GET gives the sealed scan out as a file; POST files it back."""
    held = selectors.letter_of(letter_id)
    if held is None or not _reads(request, held):
        return _unseen(request)
    return _file_scan(request, held) if request.method == "POST" else _give_scan(held)


@require_POST
@require("write_letters")
def void(request: HttpRequest, letter_id: UUID) -> HttpResponse:
    """Void a letter with a reason; its number stays."""
    held = selectors.letter_of(letter_id)
    if held is None or not may_manage(actor_in(request), held):
        return _unseen(request)
    try:
        services.void(actor=actor_in(request), letter=held, reason=request.POST.get("reason", ""))
    except Refused as refusal:
        return _page(request, held, refusal)
    messages.success(request, _("%(number)s已作废，文号保留。") % {"number": held.shown_number})
    return redirect("letters:letter", held.pk)


def _file_scan(request: HttpRequest, held: Letter) -> HttpResponse:
    if not may_manage(actor_in(request), held):
        return _unseen(request)
    upload = request.FILES.get("scan")
    try:
        if upload is None:
            raise Refused(_("请先选择盖章后的扫描件（pdf、jpg 或 png）。"), "scan")
        services.file_scan(actor=actor_in(request), letter=held, upload=upload)
    except Refused as refusal:
        return _page(request, held, refusal)
    messages.success(request, _("扫描件已归档。"))
    return redirect("letters:letter", held.pk)


def _give_scan(held: Letter) -> HttpResponse:
    try:
        data = files.read(held.scan_sha256) if held.scan_sha256 else None
    except FileNotFoundError:
        data = None
    if data is None:
        raise Http404
    return _download(data, held.scan_type, held.scan_name)


def _reads(request: HttpRequest, held: Letter) -> bool:
    return may_read(actor_in(request), held)


def _unseen(request: HttpRequest) -> HttpResponse:
    """The same for a letter of others and for none at all."""
    return refused(request, _("这封公函不在您的单位，您的职务不能看。请确认地址，或向发文单位索取。"))


def _page(request: HttpRequest, held: Letter, refusal: Refused | None = None) -> HttpResponse:
    """The letter; with a refusal, its sentence and what was typed."""
    context = {"letter": held, "sheet": sheet_of(held), "readers": selectors.readers_of(held),
               "manages": may_manage(actor_in(request), held), "refusal": refusal,
               "reason": request.POST.get("reason", "")}
    return render(request, "letters/letter.html", context, status=422 if refusal else 200)


def _download(data: bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(data, content_type=kind)
    response["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    return response
