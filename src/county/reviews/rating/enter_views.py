"""The page on which staff enter what was said on paper, by telephone or mail; works on when the line breaks."""

from __future__ import annotations

from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from county import business
from county.accounts.may import actor_in, require
from county.cases.forms import day_in
from county.cases.says import CannotDo
from county.offline.replies import REFUSED, TAKEN, key_in, not_yours, owner_of, said, wants_json
from county.offline.services import Answer, NotYours, taken_once
from county.reviews.guard import of_the_desk
from county.reviews.models import ServiceAct
from county.reviews.rating.entering import CHANNELS, Which, counters_for, enter_rating, write_refusal
from county.reviews.rating.said import form_context, rating_in, text_in, typed_in

DESK = "reviews.enter"


@of_the_desk
@require_http_methods(["GET", "HEAD", "POST"])
@require("read_reviews")
def enter(request: HttpRequest) -> HttpResponse:
    """One rating; the same entry again is answered as the first time."""
    if request.method != "POST":
        return _form(request)
    try:
        answer = taken_once(key=key_in(request), desk=DESK, user_id=actor_in(request).user_id,
                            act=lambda: _entered(request))
    except NotYours:
        return not_yours()
    except CannotDo as refusal:
        write_refusal(actor_in(request), refusal)
        return said(REFUSED, refusal.says) if wants_json(request) else _form(request, refusal)
    if wants_json(request):
        return said(TAKEN, str(answer["says"]))
    messages.success(request, str(answer["says"]))
    return HttpResponseRedirect(reverse("reviews:enter"))


def _entered(request: HttpRequest) -> Answer:
    """The act is not known before its number has been looked up: the service puts it in."""
    actor, now = actor_in(request), business.now()
    which = Which(text_in(request, "number", 61).strip(), text_in(request, "counter", 21), day_in(request, "day"),
                  text_in(request, "item", 121).strip(), day_in(request, "rated_on"))
    new = rating_in(request, ServiceAct(), text_in(request, "channel", 11), key_in(request))
    made = enter_rating(actor=actor, which=which, new=new, at=now)
    return {"says": _("已代录：%(item)s。") % {"item": made.item.name}}


def _form(request: HttpRequest, refusal: CannotDo | None = None) -> HttpResponse:
    actor, typed = actor_in(request), {**typed_in(request), "rated_on": text_in(request, "rated_on", 10)}
    context = {
        **form_context(typed, request), "refusal": refusal, "counters": counters_for(actor), "post": actor.shown_as,
        "channels": [(str(one.value), one.label) for one in CHANNELS], "owner": owner_of(request),
        "submission": str(key_in(request) or uuid4()), "today": business.business_today().isoformat()}
    return render(request, "reviews/rating/enter.html", context, status=422 if refusal else 200)
