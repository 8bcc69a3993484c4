"""The administrator's pages: accounts and keys of programs. No case is shown here."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from county.accounts import keys, selectors, services
from county.accounts.forms import KeyForm
from county.accounts.may import actor_in, require
from county.accounts.models import ApiKey, User
from county.agencies.names import agency_name
from county.agencies.refusals import NotPossible
from county.business import business_today

A_PAGE = 50


@require("administer")
@require_safe
def accounts(request: HttpRequest) -> HttpResponse:
    """Fifty accounts a page, by user name; `q` is a part of it."""
    q = request.GET.get("q", "").replace("\x00", "")[:150]
    found = User.objects.filter(username__icontains=q).order_by("username")
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    shown = selectors.accounts(page.object_list, business_today())
    return render(request, "accounts/accounts.html", {"accounts": shown, "page": page, "q": q})


@require("administer")
@require_POST
def deactivate(request: HttpRequest, user_id: int) -> HttpResponse:
    return _changed(request, user_id, _("账户已停用，登录已退出。"),
                    lambda user: services.set_active(actor=actor_in(request), user=user, active=False))


@require("administer")
@require_POST
def reactivate(request: HttpRequest, user_id: int) -> HttpResponse:
    return _changed(request, user_id, _("账户已恢复。"),
                    lambda user: services.set_active(actor=actor_in(request), user=user, active=True))


@require("administer")
@require_POST
def unlock(request: HttpRequest, user_id: int) -> HttpResponse:
    return _changed(request, user_id, _("已解除锁定，现在可以登录。"),
                    lambda user: services.unlock(actor=actor_in(request), user=user))


@require("administer")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def api_keys(request: HttpRequest) -> HttpResponse:
    """Every key, and the form for a new one. A new key is shown on the page that answers, and never again."""
    form = KeyForm(request.POST or None)
    made = made_for = ""
    if form.is_valid():
        made = keys.make_key(actor=actor_in(request), **form.cleaned_data)
        made_for, form = agency_name(form.cleaned_data["agency"]), KeyForm()
    page = {"keys": selectors.keys(), "form": form, "made": made, "made_for": made_for}
    return render(request, "accounts/keys.html", page, status=400 if form.errors else 200)


@require("administer")
@require_POST
def revoke(request: HttpRequest, key_id: int) -> HttpResponse:
    keys.revoke_key(actor=actor_in(request), key=get_object_or_404(ApiKey, pk=key_id))
    messages.success(request, _("密钥已撤销，从现在起不能再用。"))
    return redirect("accounts:keys")


def _changed(request: HttpRequest, user_id: int, says: str, act: Callable[[User], None]) -> HttpResponse:
    try:
        act(get_object_or_404(User, pk=user_id))
    except NotPossible as refusal:
        messages.error(request, refusal.says)
    else:
        messages.success(request, says)
    return redirect("accounts:accounts")
