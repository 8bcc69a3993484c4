"""The home page, the gallery, health, and what is shown when something goes wrong."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import requires_csrf_token
from django.views.decorators.http import require_safe

from county.accounts.may import actor_in, may
from county.cases import selectors as cases
from county.cases.may import keys_of
from county.gazette import selectors
from county.offers import home_links
from county.site.doors import doors
from county.site.gallery import EXAMPLES
from county.site.gallery_charts import charts


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The county's documents, and the place to drop a file."""
    actor = actor_in(request)
    today = cases.counts(keys_of(actor), reader=actor) if may(actor, "read_cases") else None
    return render(request, "site/home.html", {"shelf": selectors.shelf(), "doors": doors(), "today": today,
                                              "public": home_links()})


@require_safe
def healthz(request: HttpRequest) -> JsonResponse:  # noqa: ARG001
    """200 while the database answers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"status": "ok"})


@require_safe
def gallery(request: HttpRequest) -> HttpResponse:
    """Every component once, in the demo only."""
    if not settings.DEMO:
        raise Http404
    return render(request, "site/gallery.html", {**EXAMPLES, "charts": charts()})


def _says(request: HttpRequest, status: int, title: str, says: str) -> HttpResponse:
    return render(request, "site/says.html", {"title": title, "says": says, "status": status}, status=status)


@requires_csrf_token
def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    return _says(request, 404, _("没有这个页面"), _("这个地址没有页面。请检查地址，或从首页、搜索重新进入。"))


@requires_csrf_token
def not_allowed(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    return _says(request, 403, _("不能看这一页"), _("您的账户不能打开这一页。请换一个账户登录，或从首页重新进入。"))


@requires_csrf_token
def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    too_much = isinstance(exception, RequestDataTooBig | TooManyFieldsSent | TooManyFilesSent)
    if too_much and request.method == "POST":  # an address with too many questions is rather one nobody understands
        return _says(request, 413, _("写得太长了"), _("送来的内容太大，没有接收。请返回上一页，缩短后再送。"))
    return _says(request, 400, _("没有看懂这个请求"), _("送来的内容无法读取。请返回上一页，检查后重新填写。"))


def failed(request: HttpRequest) -> HttpResponse:  # noqa: ARG001
    """A page without database, session or language: any of them may be what failed."""
    return HttpResponse(_FAILED, status=500)


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001
    says = _("这一页放得太久，或浏览器没有接受本站的 Cookie。请返回上一页刷新，再做一次。")
    return _says(request, 403, _("表单已过期"), says)


def too_large(request: HttpRequest) -> HttpResponse:
    """413; comes before sessions, so the page knows no visitor."""
    limit = settings.UPLOAD_LIMIT // 1_000_000
    says = _("文件超过 %(limit)s MB，没有接收。请把公报按年份或文件拆开，再分别导入。") % {"limit": limit}
    if not request.path.startswith("/导入/"):
        says = _("送来的内容太大，没有接收。每个附件不超过 20 MB，请压缩或分几次再传。")
    return render(request, "site/says.html", {"title": _("文件太大"), "says": says, "status": 413}, status=413)


_FAILED = """<!doctype html><html lang="zh-Hans"><meta charset="utf-8"><title>令行：出了问题</title>
<h1>这一页没有做出来</h1>
<p>系统出了问题，已经记录。请稍后刷新；仍不行，请告诉系统管理员刚才做了什么。已保存的内容不受影响。</p>
<p lang="en">Something failed and has been logged. Please reload in a while; what was saved is safe.</p>
<p><a href="/">首页 · Home</a></p></html>"""
