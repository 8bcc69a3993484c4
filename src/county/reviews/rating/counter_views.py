"""Rating behind the printed code of a counter.

Anybody can photograph a printed code, so it proves nothing by itself. What ties a visitor to a service is being there:
only what this counter finished within the last half hour and nobody rated is offered, by its matter alone; each service
takes one rating; and the form is sealed for one service and dies with that half hour, so that nobody can walk through
numbers or come back later with a form that was kept.
"""

from __future__ import annotations

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from county import business
from county.packs import county_rulebook
from county.reviews.models import Counter, Rating
from county.reviews.rating.numbers import number
from county.reviews.rating.open_pages import Unknown, open_page
from county.reviews.rating.sealed import Forged, seal, unseal
from county.reviews.rating.selectors import act_with, counter_of, lately_finished, to_choose
from county.reviews.rating.views import form_page, take
from county.reviews.slots import slot
from gongbao.rules.register import Register

COUNTER = "counter"
CHOSEN = "chosen"


@open_page
def at_counter(request: HttpRequest, code: str) -> HttpResponse:
    counter = counter_of(code)
    if counter is None:
        raise Unknown
    if request.method == "POST":
        return _rate(request, counter)
    acts = to_choose(lately_finished(counter, business.now(), "counter_minutes"))
    context = {"counter": counter, "choices": [(one.item.name, seal(one, CHOSEN)) for one in acts],
               "minutes": number("counter_minutes"), "otherwise": [] if acts else _channels()}
    return render(request, "reviews/rating/services.html", context)


def _rate(request: HttpRequest, counter: Counter) -> HttpResponse:
    """First a service is chosen, then it is rated; each with a seal of its own."""
    age, chosen = timedelta(minutes=number("counter_minutes")), CHOSEN in request.POST
    form = unseal(request.POST.get(CHOSEN if chosen else "form", ""), CHOSEN if chosen else COUNTER, age=age)
    act = act_with(form.act)
    if act is None or act.counter_id != counter.pk:
        raise Forged
    return form_page(request, act, COUNTER) if chosen else take(request, act, form, Rating.Channel.CODE, COUNTER)


def _channels() -> list[str]:
    """The other ways to rate, as the county's document lists them."""
    book, rule_id = county_rulebook(), slot("channels")
    rule = book.find(rule_id)[1] if book and rule_id else None
    return [str(row["channel"]) for row in rule.rows] if isinstance(rule, Register) else []
