"""Finished services as Excel. Parse, call one service or selector, render."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from county.accounts.may import actor_in, refused, require
from county.cases.says import CannotDo
from county.cases.waiting import AlreadyTaken, NothingWaits, WaitingRows
from county.reviews.catalogue.workbooks import SheetRow, attachment, read_sheets, sent
from county.reviews.guard import of_the_desk
from county.reviews.intake import sheet_in
from county.reviews.intake.links import link_of
from county.reviews.intake.reporting import GIVES

View = Callable[..., HttpResponse]
WAITING, LINKS = WaitingRows("reviews_acts_sheet"), "reviews_acts_links"
WRONG = 422


def of_givers(view: View) -> View:
    """For those whose unit gives services."""
    @of_the_desk
    @require("read_reviews")
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not GIVES & actor_in(request).roles:
            return refused(request, _("办结的服务由承办单位的人记；您的职务只看，不记。"))
        return view(request, *args, **kwargs)

    return guarded


@of_givers
@require_safe
def template(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    return attachment(sheet_in.template(), _("办结的服务"))


@of_givers
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """Read a file and keep its rows for the preview."""
    wrong = None
    if request.method == "POST":
        try:
            rows = read_sheets(sent(request)[0], [sheet_in.COLUMNS], sheet_in.ROWS)[sheet_in.COLUMNS.name]
            WAITING.keep(request, [[one.number, one.said] for one in rows])
            return redirect("reviews:acts-preview")
        except CannotDo as refusal:
            wrong = refusal
    page = {"wrong": wrong, "columns": list(sheet_in.COLUMNS.widths), "needed": sheet_in.COLUMNS.needed,
            "rows": sheet_in.ROWS}
    return render(request, "reviews/intake/import.html", page, status=WRONG if wrong else 200)


@of_givers
@require_safe
def preview(request: HttpRequest) -> HttpResponse:
    """What confirming would record, or why a row does not fit."""
    held = WAITING.held(request)
    if held is None:
        return redirect("reviews:acts-import")
    page = {"plan": _plan(request, held[1]), "mark": held[0]}
    return render(request, "reviews/intake/import_preview.html", page)


@of_givers
@require_POST
def confirm(request: HttpRequest) -> HttpResponse:
    """All rows or none; the same file again records nothing."""
    try:
        made = WAITING.take(request, lambda rows, mark: sheet_in.carry_out(
            actor=actor_in(request), plan=_plan(request, rows), mark=mark))
    except AlreadyTaken:
        return redirect("reviews:acts-imported")
    except NothingWaits:
        messages.info(request, _("没有等待确认的表，请再上传一次。"))
        return redirect("reviews:acts-import")
    except CannotDo as refusal:
        messages.error(request, refusal.says)
        return redirect("reviews:acts-preview")
    request.session[LINKS] = [[one.act.number, one.token] for one in made if one.token]
    messages.success(request, _("已记下 %(count)s 件。") % {"count": len(made)})
    return redirect("reviews:acts-imported")


@of_givers
@require_safe
def imported(request: HttpRequest) -> HttpResponse:
    """The links can be taken here once."""
    return render(request, "reviews/intake/imported.html", {"count": len(request.session.get(LINKS, ()))})


@of_givers
@require_POST
def links(request: HttpRequest) -> HttpResponse:
    """The links of the rows just recorded: this once, for they are not kept."""
    held = request.session.pop(LINKS, None)
    if not held:
        messages.info(request, _("链接已经取走，系统不再保存；需要的可以在窗口请群众扫码评价。"))
        return redirect("reviews:acts-imported")
    return attachment(sheet_in.links((number, link_of(request, token)) for number, token in held), _("评价链接"))


@of_givers
@require_POST
def discard(request: HttpRequest) -> HttpResponse:
    WAITING.drop(request)
    messages.info(request, _("表没有导入，也没有留下。"))
    return redirect("reviews:acts")


def _plan(request: HttpRequest, rows: list[Any]) -> sheet_in.Plan:
    return sheet_in.plan_rows(actor_in(request), [SheetRow(number, said) for number, said in rows])
