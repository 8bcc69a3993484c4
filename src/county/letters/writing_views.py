"""Writing a letter: choose its kind, fill the blanks, look at it, issue it. Nothing typed is lost on the way."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from county.accounts.may import actor_in, refused, require
from county.cases import selectors as cases
from county.cases.may import sees
from county.cases.models import Case
from county.cases.procedures import running
from county.letters import services
from county.letters.access import offices_of
from county.letters.forms import LetterForm
from county.letters.kinds import KINDS
from county.letters.models import Letter
from county.letters.prefill import first_values, ground_of
from county.letters.refusals import Refused
from county.letters.selectors import readers_of
from county.letters.sheet import sheet_of


@require_safe
@require("write_letters")
def choose(request: HttpRequest, case_id: UUID | None = None) -> HttpResponse:
    """The kinds of letters, for a case or on their own."""
    case = cases.one(case_id) if case_id else None
    if case_id and not _may_write_on(request, case):
        return _unseen(request)
    return render(request, "letters/choose.html", {"kinds": KINDS.values(), "case": case})


@require_http_methods(["GET", "HEAD", "POST"])
@require("write_letters")
def write(request: HttpRequest, kind: str, case_id: UUID | None = None) -> HttpResponse:
    """The form of a kind; sent, it is shown as it will be printed, and only then issued."""
    if kind not in KINDS:
        raise Http404
    case = cases.one(case_id) if case_id else None
    offices = offices_of(actor_in(request))
    if not offices or (case_id and not _may_write_on(request, case)):
        return _unseen(request)
    if request.method == "POST":
        return _sent(request, LetterForm(KINDS[kind], offices, request.POST), case)
    values = first_values(case, actor_in(request), offices[0]) | _asked_for(request, kind)
    return _form(request, LetterForm(KINDS[kind], offices, initial=values), case)


def _asked_for(request: HttpRequest, kind: str) -> dict[str, Any]:
    """What the address fills in: another desk knows more than the case says."""
    said = {one.id: request.GET[one.id] for one in KINDS[kind].fields if one.id in request.GET}
    rows = {"rows": "\n".join(request.GET.getlist("row"))} if "row" in request.GET else {}
    return {**said, **rows, "letter_id": uuid4()}


def _sent(request: HttpRequest, form: LetterForm, case: Case | None) -> HttpResponse:
    if not form.is_valid():
        return _form(request, form, case)
    try:
        words = form.words() | {"cites": _cites(form, case)}
        if request.POST.get("do") != "issue":
            return _form(request, form, case, services.drafted(**words))
        issued = services.issue(actor=actor_in(request), case=case,
                                letter_id=form.cleaned_data["letter_id"], **words)
    except Refused as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        return _form(request, form, case)
    said = _("已编号发出：%(number)s。请打印、盖章，再把扫描件归档。") % {"number": issued.shown_number}
    messages.success(request, said)
    return redirect("letters:letter", issued.pk)


def _cites(form: LetterForm, case: Case | None) -> tuple[dict[str, str], ...]:
    """The place that the case rests on, as long as the letter still names it."""
    ground = ground_of(case)
    return ground.cites if ground.words and form.cleaned_data.get("ground") == ground.words else ()


def _form(request: HttpRequest, form: LetterForm, case: Case | None, draft: Letter | None = None) -> HttpResponse:
    context = {"form": form, "kind": form.kind, "case": case, "draft": draft,
               "sheet": sheet_of(draft) if draft else None, "readers": readers_of(draft) if draft else []}
    return render(request, "letters/write.html", context, status=422 if form.errors else 200)


def _may_write_on(request: HttpRequest, case: Case | None) -> bool:
    if case is None:
        return False
    concerned = [one.who for one in case.concerns.all()]
    return sees(actor_in(request), case, concerned, running(case))


def _unseen(request: HttpRequest) -> HttpResponse:
    return refused(request, _("这个办件不在您的单位，您不能就它发文。请确认地址，或请承办单位加您为协办。"))
