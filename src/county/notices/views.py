"""What I am told, and the sheet to copy or print."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from county.accounts.may import actor_in, require
from county.notices import selectors, services
from county.notices.models import Channel, Delivery
from county.notices.wording import text_of


@require_safe
@require("read_notices")
def mine(request: HttpRequest) -> HttpResponse:
    """The notices that concern me, the unread first."""
    after = request.GET.get("after", "")
    actor = actor_in(request)
    context = {"page": selectors.notices_of(actor, after), "unread": selectors.unread_count(actor),
               "most": selectors.MOST_COUNTED, "after": after}
    return render(request, "notices/mine.html", context)


@require_POST
@require("read_notices")
def read(request: HttpRequest) -> HttpResponse:
    """Note those that were sent along as read; with `open`, go on to where the first of them leads."""
    asked = [int(one) for one in request.POST.getlist("notice")[: selectors.A_PAGE] if _is_number(one)]
    services.mark_read(actor=actor_in(request), notices=asked)
    place = selectors.href_of(actor_in(request), asked[0]) if asked and "open" in request.POST else ""
    return HttpResponseRedirect(place or reverse("notices:mine"))


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 19


@require_http_methods(["GET", "HEAD", "POST"])
@require("read_notices")
def sheet(request: HttpRequest, delivery: UUID) -> HttpResponse:
    """The text to copy, or the sheet to print; posting says that it is done."""
    found = selectors.delivery_by_hand(actor_in(request), delivery)
    if found is None:
        raise Http404
    if request.method == "POST":
        is_first = services.confirm_by_hand(actor=actor_in(request), delivery=found)
        messages.success(request, _("已记下。") if is_first else _("先前已有人确认过，不用再做。"))
        return HttpResponseRedirect(reverse("notices:mine"))
    context = {"delivery": found, "notice": found.notice, "text": text_of(found.notice),
               "to_print": found.channel.kind == Channel.Kind.PRINT, "is_done": found.state == Delivery.State.SENT}
    return render(request, "notices/sheet.html", context)
