"""The counter's screen: asks about what was just finished, thanks for a few seconds, asks again."""

from __future__ import annotations

from datetime import timedelta

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from county import business
from county.accounts.may import actor_in, may, require
from county.cases.says import CannotDo
from county.reviews.guard import of_the_desk
from county.reviews.judging import grades
from county.reviews.models import Counter, Rating
from county.reviews.rating.numbers import number
from county.reviews.rating.open_pages import Unknown, open_page_where, says
from county.reviews.rating.said import rating_in
from county.reviews.rating.screens import bind, is_bound, is_some_screen, mark_of
from county.reviews.rating.sealed import Expired, Forged, seal, unseal
from county.reviews.rating.selectors import act_with, counter_of, latest_at
from county.reviews.rating.services import rate
from county.reviews.rating.source import count_failure, is_flooding
from county.reviews.rating.views import ANYBODY

SCREEN = "screen"


@open_page_where(lambda request: is_flooding(request) and not is_some_screen(request))
def screen(request: HttpRequest, code: str) -> HttpResponse:
    """`?after=` what is shown already: 204 while that holds."""
    counter = counter_of(code)
    if counter is None:
        raise Unknown
    if not is_bound(request, counter):
        return _unbound(request, counter)
    if request.method == "POST":
        return _rate(request, counter)
    if "done" in request.GET:
        return render(request, "reviews/rating/screen.html", {"counter": counter, "part": "thanks"})
    return _asking(request, counter)


def _asking(request: HttpRequest, counter: Counter) -> HttpResponse:
    act = latest_at(counter, business.now())
    mark = mark_of(counter, act)
    if request.GET.get("after") == mark:
        return HttpResponse(status=204)
    context = {"counter": counter, "part": "ask" if act else "idle", "act": act, "mark": mark, "grades": grades(),
               "form": seal(act, SCREEN) if act else ""}
    return render(request, "reviews/rating/screen.html", context)


def _rate(request: HttpRequest, counter: Counter) -> HttpResponse:
    """What cannot be taken any more brings the screen back, without a word to the next who stands there."""
    here = reverse("reviews:screen", args=(counter.code,))
    try:
        form = unseal(request.POST.get("form", ""), SCREEN, age=timedelta(minutes=number("screen_minutes") + 1))
        act = act_with(form.act)
        if act is None or act.counter_id != counter.pk:
            raise Forged
        new = rating_in(request, act, Rating.Channel.SCREEN, form.key)
        rate(actor=ANYBODY, new=new, at=business.now())
    except (CannotDo, Expired):
        return _see(here)
    return _see(f"{here}?done")


def _see(address: str) -> HttpResponse:
    response = HttpResponse(status=303)
    response.headers["Location"] = address
    return response


def _unbound(request: HttpRequest, counter: Counter) -> HttpResponse:
    if request.method == "POST":
        count_failure(request, "screen_not_bound")
        return says(request, 403, _("这块屏幕还没有绑定"), _("请管理服务评价的人在这台设备上登录，绑定以后再用。"))
    may_bind = bool(may(actor_in(request), "manage_reviews"))
    return render(request, "reviews/rating/bind.html", {"counter": counter, "may_bind": may_bind}, status=403)


@of_the_desk
@require_POST
@require("manage_reviews")
def bind_screen(request: HttpRequest, code: str) -> HttpResponse:
    """Bind this device, and leave no account on it."""
    counter = counter_of(code)
    if counter is None:
        return says(request, 404, _("没有这个窗口"), _("窗口已停用，或编码换过。请从“机构和事项”页重新打开。"))
    response = HttpResponseRedirect(reverse("reviews:screen", args=(code,)))
    bind(response, actor=actor_in(request), counter=counter, at=business.now())
    logout(request)
    return response
