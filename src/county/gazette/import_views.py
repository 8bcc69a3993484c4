"""Import: a file is dropped, previewed by someone signed in, and confirmed."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from county.accounts.may import require
from county.accounts.models import User
from county.gazette import selectors, services
from county.gazette.forms import UploadForm
from county.gazette.models import Upload
from county.gazette.plan import Plan, plan_import
from county.gazette.reading import read_bytes
from gongbao.text.unreadable import Unreadable

HELD = "gazette_upload"


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def receive(request: HttpRequest) -> HttpResponse:
    """Take one file from anybody and keep it for the preview, which wants a signed-in visitor."""
    form = UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            upload = services.keep_upload(
                name=file.name, data=file.read(), owner=_user(request), replaces=request.session.get(HELD)
            )
        except services.TooManyWaiting:
            form.add_error("file", _("等待导入的文件太多，请先登录，再把文件拖进来一次。"))
        else:
            request.session[HELD] = str(upload.pk)
            return redirect("gazette:preview")
    return render(request, "gazette/import.html", {"form": form}, status=400 if form.errors else 200)


@require("import_gazette")
@require_safe
def preview(request: HttpRequest) -> HttpResponse:
    """What the file holds and what importing it would change."""
    upload = _waiting(request)
    if upload is None:
        return redirect("gazette:import")
    try:
        plan = _plan(upload)
    except Unreadable as refusal:
        return _refused(request, refusal)
    return render(request, "gazette/preview.html", {"upload": upload, "plan": plan})


@require("import_gazette")
@require_POST
def confirm(request: HttpRequest) -> HttpResponse:
    """Import the waiting file: all of it or nothing."""
    upload = _waiting(request)
    if upload is None:
        messages.info(request, _("没有等待导入的文件，它可能已经导入或过了一天。请再拖一次。"))
        return redirect("gazette:import")
    if not _is_shown(request, upload):
        return _show_again(request)
    try:
        plan = _plan(upload)
        services.carry_out(plan, by=_user(request))
    except Unreadable as refusal:
        return _refused(request, refusal)
    _drop(request)
    messages.success(request, _said(plan))
    return redirect("site:home")


@require("import_gazette")
@require_POST
def discard(request: HttpRequest) -> HttpResponse:
    upload = _waiting(request)
    if upload is not None and not _is_shown(request, upload):
        return _show_again(request)
    _drop(request)
    messages.info(request, _("文件没有导入，也没有留下。"))
    return redirect("site:home")


def _user(request: HttpRequest) -> User | None:
    return request.user if request.user.is_authenticated else None


def _waiting(request: HttpRequest) -> Upload | None:
    return selectors.waiting_upload(request.session.get(HELD))


def _is_shown(request: HttpRequest, upload: Upload) -> bool:
    """Whether the button stood under this file's preview; in another tab a later file may have taken its place."""
    return request.POST.get("upload") == str(upload.pk)


def _show_again(request: HttpRequest) -> HttpResponse:
    messages.info(request, _("后来又收到一个文件，前一个没有导入。请看这个文件的预览，再决定是否导入。"))
    return redirect("gazette:preview")


def _drop(request: HttpRequest) -> None:
    services.forget_upload(request.session.pop(HELD, None))


def _plan(upload: Upload) -> Plan:
    return plan_import(read_bytes(bytes(upload.data), upload.name))


def _refused(request: HttpRequest, refusal: Unreadable) -> HttpResponse:
    """The reader's own sentence; the file is of no use and is not kept."""
    _drop(request)
    form = UploadForm()
    says = refusal.en if get_language() == "en" else refusal.zh
    return render(request, "gazette/import.html", {"form": form, "refusal": says}, status=422)


def _said(plan: Plan) -> str:
    counts = {"new": len(plan.new), "changed": len(plan.changed), "same": len(plan.same)}
    return _("已导入：新文件 %(new)s 个，更新 %(changed)s 个，没有变化 %(same)s 个。") % counts
