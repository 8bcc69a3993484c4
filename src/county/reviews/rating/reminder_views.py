"""The list of services that nobody rated yet, for clerks who call; it has no telephone numbers."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from county import business
from county.accounts.may import actor_in, require
from county.reviews.guard import of_the_desk
from county.reviews.rating.inviting import standing
from county.reviews.rating.reminding import AT_MOST, to_remind


@of_the_desk
@require_safe
@require("read_reviews")
def reminders(request: HttpRequest) -> HttpResponse:
    now = business.now()
    rows = to_remind(actor_in(request), now)
    context = {"rows": rows[:AT_MOST], "is_cut": len(rows) > AT_MOST, "most": AT_MOST, "standing": standing()}
    return render(request, "reviews/rating/reminders.html", context)
