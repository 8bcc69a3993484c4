"""The demo bar: enter as a post, go forward, begin again. In live mode none of these addresses exists."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from county import business
from county.accounts.views import BACKEND
from county.agencies.roles import Role
from county.demo import county
from county.demo.entrances import entrances, post_named
from county.demo.people import holder_of
from county.site.templatetags.county import day

View = Callable[..., HttpResponse]
MOST_DAYS = 31
LANDING = {Role.AUDITOR.value: "audit:rows", Role.ADMINISTRATOR.value: "accounts:accounts",
           Role.EDITOR.value: "site:home"}


def demo_only(view: View) -> View:
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not settings.DEMO:
            raise Http404
        return view(request, *args, **kwargs)

    guarded.open_to_all = True  # type: ignore[attr-defined]
    return guarded


@demo_only
@require_safe
def who(request: HttpRequest) -> HttpResponse:
    """Every post that one may enter as, by unit."""
    return render(request, "demo/who.html", {"groups": entrances(request.GET.get("q", "")[:40]),
                                             "q": request.GET.get("q", "")[:40]})


@demo_only
@require_POST
def enter(request: HttpRequest) -> HttpResponse:
    """Sign in as the invented holder of a post."""
    post = post_named(request.POST.get("post", "")[:120])
    if post is None:
        raise Http404
    login(request, holder_of(post), backend=BACKEND)
    return HttpResponseRedirect(_next(request, LANDING.get(post.role, "cases:inbox")))


@demo_only
@require_POST
def forward(request: HttpRequest) -> HttpResponse:
    """Go forward some days; what fell due meanwhile is written down before the page comes."""
    said = request.POST.get("days", "1")
    days = min(int(said), MOST_DAYS) if said.isdecimal() and len(said) < 3 else 1
    county.go(days)
    messages.success(request, _("现在是%(day)s。") % {"day": day(business.now())})
    return HttpResponseRedirect(_next(request, "site:home"))


@demo_only
@require_POST
def reset(request: HttpRequest) -> HttpResponse:
    """Begin the demo county again."""
    county.reset()
    messages.success(request, _("演示县已回到开始的那一天。"))
    return HttpResponseRedirect(resolve_url("site:home"))


def _next(request: HttpRequest, otherwise: str) -> str:
    wanted = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if wanted and safe else resolve_url(otherwise)
