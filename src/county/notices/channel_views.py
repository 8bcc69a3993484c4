"""The administrator's channels: list, add, switch, try."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from county.accounts.may import actor_in, require
from county.agencies.names import agencies
from county.notices import configuring, selectors
from county.notices.channels import Failed, mail
from county.notices.forms import ChannelForm
from county.notices.models import Channel
from county.notices.reasons import sentence


@require_http_methods(["GET", "HEAD", "POST"])
@require("administer")
def channels(request: HttpRequest) -> HttpResponse:
    """All channels, and the form of a new one."""
    form = ChannelForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        added = form.cleaned_data
        configuring.add_channel(actor=actor_in(request), kind=added["kind"],
                                address=added["address"], secret=added["secret"],
                                fields=added["fields_text"], agency=added["agency"])
        messages.success(request, _("通道已添加。之后的新通知都会经过它；先试发一条看看。"))
        return _to_channels()
    context = {"form": form, "channels": selectors.channels(), "kinds": Channel.Kind.choices,
               "agencies": agencies(), "mail_is_set": mail.is_set()}
    return render(request, "notices/channels.html", context, status=422 if form.errors else 200)


@require_POST
@require("administer")
def switch(request: HttpRequest, channel: int) -> HttpResponse:
    """On or off, as the button said."""
    found, active = _channel(channel), request.POST.get("active") == "yes"
    configuring.switch_channel(actor=actor_in(request), channel=found, active=active)
    messages.success(request, _("通道已启用。") if active else _("通道已停用，还没发的留着待发。"))
    return _to_channels()


@require_POST
@require("administer")
def trial(request: HttpRequest, channel: int) -> HttpResponse:
    """Send one message and say how it went."""
    outcome = configuring.try_channel(channel=_channel(channel), actor=actor_in(request))
    if isinstance(outcome, Failed):
        messages.error(request, _("试发没有成功。") + sentence(outcome.code))
    else:
        messages.success(request, _("试发成功，对方已收下。请到收件的地方看一眼。"))
    return _to_channels()


def _channel(number: int) -> Channel:
    """404 also for a number that no database holds."""
    return get_object_or_404(Channel, pk=min(number, 2**63 - 1))


def _to_channels() -> HttpResponse:
    return HttpResponseRedirect(reverse("notices:channels"))
