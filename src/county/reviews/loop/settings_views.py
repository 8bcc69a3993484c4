"""The numbers that the document does not give: what holds, who set it and why; set by who manages the reviews."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from county.accounts.may import actor_in, require
from county.cases.forms import said_in
from county.cases.says import CannotDo
from county.reviews.guard import of_the_desk
from county.reviews.loop import own_numbers
from county.reviews.rating.inviting import standing


@of_the_desk
@require_http_methods(["GET", "HEAD", "POST"])
@require("manage_reviews")
def settings(request: HttpRequest) -> HttpResponse:
    """Every number with its question; a change goes with its reason."""
    wrong, name = CannotDo(""), said_in(request, "name")[:60]
    if request.method == "POST":
        try:
            own_numbers.set_number(actor=actor_in(request), name=name, value=said_in(request, "value")[:40],
                                   reason=said_in(request, "reason"))
            messages.success(request, _("已设定。已经在计的时限不变，以后开始的按新的数。"))
            return HttpResponseRedirect(reverse("reviews:settings"), status=303)
        except CannotDo as refusal:
            wrong = refusal
    held = own_numbers.held()
    context = {"held": held, "off": sum(not one.value and not one.number.usual for one in held),
               "reminders": standing(), "wrong": wrong, "name": name,
               "typed": {"value": said_in(request, "value"), "reason": said_in(request, "reason")}}
    return render(request, "reviews/loop/settings.html", context, status=422 if wrong.says else 200)
