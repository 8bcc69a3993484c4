"""One's own account: accept an invitation, change the password."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth import login, update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.contrib.auth.password_validation import password_validators_help_texts
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from county.accounts import invites, services
from county.accounts.forms import AcceptForm, ChangePasswordForm
from county.accounts.may import actor_in
from county.accounts.models import User
from county.accounts.views import BACKEND
from county.agencies.access import manages_people
from county.agencies.doors import of_unit
from county.agencies.names import agency_name
from county.agencies.people import person_in
from county.agencies.refusals import NotPossible


@of_unit("manage_people", manages_people)
@require_POST
@never_cache
def invite(request: HttpRequest, agency: str, person_id: int) -> HttpResponse:
    """Make a link for a person without account; this page shows it once."""
    person = person_in(agency, person_id)
    if person is None:
        return redirect("agencies:people", agency)
    try:
        token = invites.make_invite(actor=actor_in(request), person=person)
    except NotPossible as refusal:
        messages.error(request, refusal.says)
        return redirect("agencies:person", agency, person.pk)
    link = request.build_absolute_uri(reverse("accounts:accept", args=(token,)))
    page = {"person": person, "agency": agency, "name": agency_name(agency), "link": link, "days": invites.DAYS}
    return render(request, "accounts/invited.html", page)


@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def accept(request: HttpRequest, token: str) -> HttpResponse:
    """Choose user name and password; then one is signed in."""
    held = invites.open_invite(token)
    if held is None:
        gone = {"title": _("邀请不能用了"), "says": _("这个邀请已用过或过了期，请让单位负责人再发一个。")}
        return render(request, "site/says.html", gone, status=410)
    form = AcceptForm(request.POST or None)
    if form.is_valid():
        said = form.cleaned_data
        try:
            user = invites.accept(token=token, username=said["username"], password=said["password"])
        except NotPossible as refusal:
            form.add_error("username", refusal.says)
        else:
            login(request, user, backend=BACKEND)
            messages.success(request, _("账户已建好，您已登录。"))
            return redirect("site:home")
    page = {"form": form, "person": held.person, "rules": password_validators_help_texts()}
    return render(request, "accounts/accept.html", page, status=400 if form.errors else 200)


@sensitive_post_parameters()
@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def password(request: HttpRequest) -> HttpResponse:
    """A new password; every other session of the account ends."""
    user = _user(request)
    form = ChangePasswordForm(request.POST or None, user=user)
    if form.is_valid():
        services.change_password(actor=actor_in(request), user=user, password=form.cleaned_data["password"])
        update_session_auth_hash(request, user)
        messages.success(request, _("密码已改。您在别处的登录都已退出。"))
        return redirect("accounts:password")
    page = {"form": form, "rules": password_validators_help_texts(), "own": user.has_usable_password()}
    return render(request, "accounts/password.html", page, status=400 if form.errors else 200)


def _user(request: HttpRequest) -> User:
    return User.objects.get(username=request.user.get_username())
