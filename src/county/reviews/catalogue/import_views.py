"""The lists as Excel, out and in. Parse, call one service or selector, render."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from county.accounts.may import actor_in, require
from county.cases.says import CannotDo
from county.cases.waiting import AlreadyTaken, NothingWaits, WaitingRows
from county.reviews.catalogue import sheet_columns, sheet_in
from county.reviews.catalogue.workbooks import SheetRow, attachment, read_sheets, sent
from county.reviews.guard import of_the_desk

View = Callable[..., HttpResponse]
WAITING = WaitingRows("reviews_catalogue_sheet")
FILES = 3
WRONG = 422


def of_the_office(view: View) -> View:
    """For those who keep every list."""
    @of_the_desk
    @require("manage_reviews")
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return view(request, *args, **kwargs)

    return guarded


@of_the_office
@require_safe
def template(request: HttpRequest) -> HttpResponse:
    """The three sheets: empty, or with what is there."""
    filled = request.GET.get("filled") == "yes"
    return attachment(sheet_columns.template(filled), _("好差评机构和事项"))


@of_the_office
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """Read one workbook or several, and keep the rows for the preview."""
    wrong = None
    if request.method == "POST":
        try:
            WAITING.keep(request, _read(request))
            return redirect("reviews:catalogue-preview")
        except CannotDo as refusal:
            wrong = refusal
    page = {"wrong": wrong, "sheets": sheet_columns.SHEETS, "rows": sheet_columns.ROWS, "files": FILES}
    return render(request, "reviews/catalogue/import.html", page, status=WRONG if wrong else 200)


@of_the_office
@require_safe
def preview(request: HttpRequest) -> HttpResponse:
    """Row by row what confirming would write, or why a row does not fit."""
    held = WAITING.held(request)
    if held is None:
        return redirect("reviews:catalogue-import")
    page = {"plan": _plan(held[1]), "mark": held[0]}
    return render(request, "reviews/catalogue/import_preview.html", page)


@of_the_office
@require_POST
def confirm(request: HttpRequest) -> HttpResponse:
    """All rows or none; the same file again writes nothing."""
    try:
        count = WAITING.take(request, lambda rows, mark: sheet_in.carry_out(
            actor=actor_in(request), plan=_plan(rows), mark=mark))
    except AlreadyTaken:
        messages.info(request, _("这张表已经导入过，没有再导入一次。"))
        return redirect("reviews:catalogue")
    except NothingWaits:
        messages.info(request, _("没有等待确认的表，请再上传一次。"))
        return redirect("reviews:catalogue-import")
    except CannotDo as refusal:
        messages.error(request, refusal.says)
        return redirect("reviews:catalogue-preview")
    messages.success(request, _("已写入 %(count)s 行。") % {"count": count})
    return redirect("reviews:catalogue")


@of_the_office
@require_POST
def discard(request: HttpRequest) -> HttpResponse:
    WAITING.drop(request)
    messages.info(request, _("表没有导入，也没有留下。"))
    return redirect("reviews:catalogue")


def _read(request: HttpRequest) -> dict[str, Any]:
    """The rows of every file by sheet, as the session keeps them."""
    found: dict[str, Any] = {}
    for data in sent(request, FILES):
        for name, rows in read_sheets(data, sheet_columns.SHEETS, sheet_columns.ROWS).items():
            found.setdefault(name, []).extend([one.number, one.said] for one in rows)
    return found


def _plan(sheets: dict[str, Any]) -> sheet_in.Plan:
    return sheet_in.plan_sheets({name: [SheetRow(number, said) for number, said in rows]
                                 for name, rows in sheets.items()})
