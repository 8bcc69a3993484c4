"""What the pages without an account have in common: the desk is there, floods are held up, refusals are sentences."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from county.cases.says import CannotDo
from county.reviews.guard import of_the_desk
from county.reviews.models import Rating
from county.reviews.rating.after import thanks_address
from county.reviews.rating.sealed import Expired, Forged
from county.reviews.rating.services import AlreadyRated
from county.reviews.rating.source import count_failure, is_flooding

View = Callable[..., HttpResponse]


class Unknown(Exception):
    """A link or a code that leads nowhere."""


class Flooding(Exception):
    """Too many tries of this sender failed lately."""


def open_page(view: View) -> View:
    """A page for anybody. Nothing here rests on a cookie: what a form proves is the link or the seal in it, so that
    forms of other sites gain nothing, and a phone that takes no cookies can rate. Hence no CSRF check."""
    return open_page_where(is_flooding)(view)


def open_page_where(is_held_up: Callable[[HttpRequest], bool]) -> Callable[[View], View]:
    """The same, with another answer to who is held up: some are known, some pages look for themselves."""
    def wrap(view: View) -> View:
        @wraps(view)
        def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            return flooded(request) if is_held_up(request) else _answer(view, request, *args, **kwargs)

        return csrf_exempt(require_http_methods(["GET", "HEAD", "POST"])(of_the_desk(answered)))

    return wrap


def _answer(view: View, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    try:
        return view(request, *args, **kwargs)
    except Flooding:
        return flooded(request)
    except Unknown:
        count_failure(request, "unknown_address")
        return no_such(request)
    except (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent):
        return says(request, 413, _("写得太长了"), _("送来的内容太大，没有接收。意见最多 2000 个字，请缩短。"))
    except Expired:
        return says(request, 410, _("这张评价表已过期"), _("打开得太久了。请重新扫码，或重新打开链接，再评价一次。"))
    except Forged:
        count_failure(request, "form_of_another")
        return no_such(request)


def no_such(request: HttpRequest) -> HttpResponse:
    """The same whether or not something is there."""
    sentence = _("地址不对，或已经不能用。请核对短信、回执或二维码上的地址。")
    return says(request, 404, _("这个地址不能评价"), sentence)


def flooded(request: HttpRequest) -> HttpResponse:
    response = says(request, 429, _("请过一会儿再评价"),
                    _("从您的网络来的请求，十分钟内失败得太多，先停一停。请十分钟后再试，或用窗口的纸质评价表。"))
    response.headers["Retry-After"] = "600"
    return response


def says(request: HttpRequest, status: int, title: str, sentence: str) -> HttpResponse:
    context = {"title": title, "says": sentence}
    return render(request, "reviews/rating/says.html", context, status=status)


def already(request: HttpRequest) -> HttpResponse:
    """Kindly, and without what was said: somebody else may hold the link by now."""
    status = 409 if request.method == "POST" else 200
    return says(request, status, _("这次服务已经评价过，谢谢您"),
                _("一次服务评价一次，先前的评价已经记下。还有话想说，可以打服务热线，或写纸条投进意见箱。"))


def settle(request: HttpRequest, rate: Callable[[], Rating], again: Callable[[CannotDo], HttpResponse]) -> HttpResponse:
    """Rate, and go on to the thanks; or the form again with everything typed."""
    try:
        made = rate()
    except AlreadyRated:
        if is_flooding(request):
            return flooded(request)
        count_failure(request, "rated_twice")
        return already(request)
    except CannotDo as refusal:
        return again(refusal)
    return thank(made)


def thank(made: Rating) -> HttpResponse:
    response = HttpResponse(status=303)
    response.headers["Location"] = thanks_address(made)
    return response
