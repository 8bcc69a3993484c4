"""Finished services: the list, and recording one at the counter. Parse, call one service or selector, render."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.encoding import uri_to_iri
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from county.accounts.may import actor_in, require
from county.cases.forms import key_in, said_in
from county.cases.says import CannotDo
from county.reviews.catalogue.codes import drawn
from county.reviews.guard import of_the_desk
from county.reviews.intake import selectors
from county.reviews.intake.import_views import of_givers
from county.reviews.intake.links import link_of
from county.reviews.intake.reporting import GIVES, finish_by_hand
from county.reviews.intake.selectors import Wanted
from county.reviews.models import ServiceAct

PLACE, RECENT = "reviews_counter", "reviews_recent_items"
KEPT = 5
"""How many matters the counter's screen offers again without a search."""
WRONG = 422


@of_the_desk
@require_safe
@require("read_reviews")
def acts(request: HttpRequest) -> HttpResponse:
    """Finished services, the newest day first."""
    wanted, actor = Wanted.of(request.GET), actor_in(request)
    lines, mark = selectors.page_of(actor, wanted, request.GET.get("after", "")[:90])
    page = {"lines": lines, "next": mark, "wanted": wanted, "counters": selectors.open_counters(),
            "states": [(code, _(str(label))) for code, label in ServiceAct.State.choices],
            "gives": bool(GIVES & actor.roles), "is_first": not request.GET.get("after")}
    return render(request, "reviews/intake/acts.html", page)


@of_givers
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """The counter's screen: one button records that a matter was finished here just now."""
    if request.method != "POST":
        return _counter_page(request)
    place, item = _place(request), said_in(request, "item")[:60]
    try:
        made = finish_by_hand(
            actor=actor_in(request), item=item, counter=place["counter"], staff=place["staff"],
            key=key_in(request) or uuid4(), telephone=said_in(request, "telephone").strip())
    except CannotDo as refusal:
        return _counter_page(request, refusal)
    recent = [one for one in request.session.get(RECENT, ()) if one != item]
    request.session[RECENT] = [item, *recent][:KEPT]
    link = link_of(request, made.token)
    page = {"act": made.act, "link": link, "typed": uri_to_iri(link), "code": drawn(link) if link else ""}
    shown = render(request, "reviews/intake/finished.html", page)
    shown.headers["Cache-Control"] = "no-store"
    return shown


@of_givers
@require_POST
def place(request: HttpRequest) -> HttpResponse:
    """Which counter and whose number: remembered for this screen until it signs out."""
    request.session[PLACE] = {"counter": said_in(request, "counter")[:20],
                              "staff": said_in(request, "staff").strip()[:40]}
    return redirect("reviews:finish")


def _place(request: HttpRequest) -> dict[str, str]:
    held: dict[str, str] = request.session.get(PLACE) or {"counter": "", "staff": ""}
    return held


def _counter_page(request: HttpRequest, wrong: CannotDo | None = None) -> HttpResponse:
    held, counters = _place(request), selectors.open_counters()
    words = (request.POST if wrong else request.GET).get("words", "")[:60]
    here = next((one for one in counters if one.code == held["counter"]), None)
    items = selectors.items_like(words) if words.strip() else []
    found = {one.pk for one in items}
    page: dict[str, Any] = {
        "wrong": wrong, "place": held, "here": here, "counters": counters, "words": words, "key": uuid4(),
        "telephone": said_in(request, "telephone")[:20] if wrong else "",
        "items": items,
        "recent": [one for one in selectors.items_of(request.session.get(RECENT, [])) if one.pk not in found]}
    return render(request, "reviews/intake/new.html", page, status=WRONG if wrong else 200)
