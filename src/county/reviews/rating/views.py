"""Rating by the invitation's link, and the page that says thanks and what happens next."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from county import business
from county.accounts.actor import Actor
from county.cases.says import CannotDo
from county.reviews.judging import silence
from county.reviews.models import Rating, ServiceAct, Staff
from county.reviews.rating.after import after_in
from county.reviews.rating.open_pages import (
    Flooding,
    Unknown,
    already,
    open_page,
    open_page_where,
    says,
    settle,
    thank,
)
from county.reviews.rating.said import form_context, rating_in, typed_in
from county.reviews.rating.sealed import Forged, Form, seal, unseal
from county.reviews.rating.selectors import act_of_token, is_reminded
from county.reviews.rating.services import rate, rate_unread
from county.reviews.rating.source import count_failure, is_flooding

ANYBODY = Actor()
"""Whoever is signed in on the device: a rating is nobody's of the county."""
Channel = Rating.Channel
CHANNELS = {"link": Channel.CODE, "web": Channel.WEB, "sms": Channel.SMS}
"""How a link was come to, as its form is sealed, and what that is in the document's list."""


@open_page_where(lambda _request: False)
def by_link(request: HttpRequest, token: str) -> HttpResponse:
    """The link itself is the proof, so its form does not expire: it may have been open since yesterday.

    Who sends a true form guesses nothing, and is not held up by what others of the same network try.
    """
    form = _form_in(request)
    if form and (made := _taken_unread(request, token, form)):
        return thank(made)
    act = act_of_token(token)
    if act and form and form.act == act.pk:
        return take(request, act, form, CHANNELS[form.way], form.way)
    if is_flooding(request):
        raise Flooding
    if act is None:
        raise Unknown
    if request.method == "POST":
        raise Forged
    return already(request) if act.state == ServiceAct.State.RATED else form_page(request, act, _way_to(act))


def _form_in(request: HttpRequest) -> Form | None:
    """The form of some link, as it was handed out."""
    if request.method != "POST":
        return None
    try:
        return unseal(request.POST.get("form", ""), *CHANNELS)
    except Forged:
        return None


def _taken_unread(request: HttpRequest, token: str, form: Form) -> Rating | None:
    """Most ratings: taken in one statement that knows link and form belong together. Who is signed in is looked at."""
    if request.user.is_authenticated:
        return None
    new = rating_in(request, ServiceAct(pk=form.act), CHANNELS[form.way], form.key)
    return rate_unread(actor=ANYBODY, new=new, token=token)


def _way_to(act: ServiceAct) -> str:
    """How its link was come to."""
    if is_reminded(act):
        return "sms"
    return "web" if act.is_online else "link"


def take(request: HttpRequest, act: ServiceAct, form: Form, channel: str, way: str) -> HttpResponse:
    """What was said of a service, or the form again."""
    if gave_it(request, act):
        count_failure(request, "own_service")
        return says(request, 403, _("这是您自己办的服务"),
                    _("办事的人评价才算数。请把链接或二维码交给办事的人；您已登录本系统，不能替他评价。"))
    new, now = rating_in(request, act, channel, form.key), business.now()
    return settle(request, lambda: rate(actor=ANYBODY, new=new, at=now),
                  lambda refusal: form_page(request, act, way, refusal))


def gave_it(request: HttpRequest, act: ServiceAct) -> bool:
    """Whether the one who is signed in gave the service. Nothing is kept of who else is signed in."""
    user = request.user
    return act.staff_id is not None and user.is_authenticated and Staff.objects.filter(
        pk=act.staff_id, user=user).exists()


def form_page(request: HttpRequest, act: ServiceAct, way: str, refusal: CannotDo | None = None) -> HttpResponse:
    sealed = request.POST.get("form", "") if refusal else seal(act, way)
    context = {**form_context(typed_in(request), request), "act": act, "form": sealed, "refusal": refusal,
               "late_as": _late_as(act, business.now()), "place": act.counter or act.unit or act.platform}
    return render(request, "reviews/rating/form.html", context, status=422 if refusal else 200)


def _late_as(act: ServiceAct, now: datetime) -> str:
    """What silence counts as, where the time to rate has passed."""
    return silence().word if now > act.default_at else ""


@open_page
def thanks(request: HttpRequest) -> HttpResponse:
    """What happens next, and by when."""
    after = after_in(request.GET.get("of", ""))
    if after is None:
        return says(request, 404, _("没有这个页面"), _("这个地址没有页面。请从短信、回执或二维码上的地址重新进入。"))
    return render(request, "reviews/rating/thanks.html", {"after": after})
