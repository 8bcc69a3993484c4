"""The administrator's view of the outbox: no notice's text, only what became of it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from county.accounts.may import require
from county.notices import selectors, services
from county.notices.channels import mail
from county.notices.models import Delivery


@require_safe
@require("administer")
def outbox(request: HttpRequest) -> HttpResponse:
    """What waits, what left, what did not and why."""
    asked, after = request.GET.get("state", ""), request.GET.get("after", "")
    state = asked if asked in Delivery.State.values else ""
    counts = selectors.counts_by_state()
    context = {"page": selectors.deliveries(state, after), "state": state, "after": after,
               "counts": list(counts.items()), "total": sum(counts.values()), "mail_is_set": mail.is_set()}
    return render(request, "notices/outbox.html", context)


@require_POST
@require("administer")
def again(request: HttpRequest, delivery: UUID) -> HttpResponse:
    """Send a failed one from the start again."""
    if services.retry(delivery=delivery, now=timezone.now()):
        messages.success(request, _("已放回待发，一分钟内会再发。"))
    else:
        messages.error(request, _("这一条已不是没发成的状态，没有改动。"))
    return HttpResponseRedirect(reverse("notices:outbox"))
