"""Pages of the editions: the list, one edition on its way, its words one by one, good practice."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.core.signing import BadSignature, Signer
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from county import business
from county.accounts.may import actor_in, require
from county.cases.forms import day_in, said_in
from county.cases.says import CannotDo
from county.packs import county_rulebook
from county.reviews.guard import of_the_desk
from county.reviews.judging import grade_at
from county.reviews.models import Edition, Praise, Rating
from county.reviews.slots import slot
from county.reviews.statistics import chosen as words
from county.reviews.statistics import editions, shown, tables
from county.reviews.statistics.asked import month_of
from county.reviews.statistics.spans import Month
from gongbao.rules.checklist import Checklist

PAGE, READ = 50, 500
_SALT = "county.reviews.statistics.words"


@of_the_desk
@require_http_methods(["GET", "HEAD", "POST"])
@require("manage_reviews")
def index(request: HttpRequest) -> HttpResponse:
    """Every edition; POST gathers a month."""
    refusal = None
    if request.method == "POST":
        try:
            made = editions.gather(actor=actor_in(request), month=month_of(said_in(request, "month").strip()))
            return _to(made)
        except CannotDo as wrong:
            refusal = wrong
    return _list(request, refusal)


@of_the_desk
@require_safe
@require("manage_reviews")
def edition(request: HttpRequest, month: str) -> HttpResponse:
    """One edition: as the public will see it, and what is to be done."""
    return _page(request, _held(month))


@of_the_desk
@require_POST
@require("manage_reviews")
def choose(request: HttpRequest, month: str) -> HttpResponse:
    """Words of one rating into the edition, or out of it."""
    held = _held(month)
    rating = _rating_of(said_in(request, "token"))
    return _acting(request, held, lambda: editions.choose(
        actor=actor_in(request), edition=held, rating=rating, chosen=said_in(request, "chosen") == "yes"),
        _("已改，请在预览里再看一遍。"))


@of_the_desk
@require_POST
@require("manage_reviews")
def screen(request: HttpRequest, month: str) -> HttpResponse:
    held = _held(month)
    ticks = {code: bool(said_in(request, f"tick-{code}")) for code, _topic in items()}
    return _acting(request, held, lambda: editions.screen(
        actor=actor_in(request), edition=held, ticks=ticks, digest=said_in(request, "digest")),
        _("已审查，可以公开了。"))


@of_the_desk
@require_POST
@require("manage_reviews")
def publish(request: HttpRequest, month: str) -> HttpResponse:
    held = _held(month)
    return _acting(request, held, lambda: editions.publish(
        actor=actor_in(request), edition=held, digest=said_in(request, "digest")), _("已公开。"))


@of_the_desk
@require_POST
@require("manage_reviews")
def praise(request: HttpRequest) -> HttpResponse:
    """Good practice, told of in the edition of its month where it is public."""
    try:
        day = day_in(request, "day") or business.business_today()
        editions.praise(actor=actor_in(request), new=Praise(
            agency=said_in(request, "agency"), title=said_in(request, "title"), text=said_in(request, "text"), day=day,
            is_public=bool(said_in(request, "is_public"))))
    except CannotDo as wrong:
        return _list(request, wrong)
    messages.success(request, _("好做法已登记。"))
    return HttpResponseRedirect(reverse("reviews:editions"), status=303)


def items() -> list[tuple[str, str]]:
    """What the pack asks before something is published: (code, topic)."""
    book, rule_id = county_rulebook(), slot("publishable")
    rule = book.find(rule_id)[1] if book and rule_id else None
    return [(one.id, one.topic) for one in rule.items if not one.holds] if isinstance(rule, Checklist) else []


def candidates(held: Edition) -> list[dict[str, Any]]:
    """Words of the month that could be published, day by day and within a day in no order that tells anything."""
    month, chosen = Month(held.year, held.month), set(held.tables["kept"]["chosen"])
    room, used = words.room(held.tables["public"]), words.grades_of(chosen)
    found = Rating.objects.filter(day__gte=month.first, day__lte=month.last, is_counted=True, is_default=False).filter(
        Q(pk__in=chosen) | Q(grade__in=[grade for grade, most in room.items() if most > used[grade]]))
    rows = [{"day": one.day, "grade": grade.word, "text": one.shown_text, "token": Signer(salt=_SALT).sign(str(one.pk)),
             "chosen": one.pk in chosen, "mixed": salted_hmac(_SALT, str(one.pk)).hexdigest()}
            for one in found.exclude(shown_text="").order_by("day").only("day", "grade", "shown_text")[:READ]
            if (grade := grade_at(one.grade))]
    return sorted(rows, key=lambda row: (not row["chosen"], row["day"], row["mixed"]))


def _rating_of(token: str) -> Rating:
    try:
        return Rating.objects.select_related("act").get(pk=int(Signer(salt=_SALT).unsign(token)))
    except (BadSignature, ValueError, Rating.DoesNotExist):
        raise Http404 from None


def _held(month: str) -> Edition:
    """The latest version of a month."""
    try:
        wanted = month_of(month)
    except CannotDo:
        raise Http404 from None
    found = Edition.objects.filter(year=wanted.year, month=wanted.number).select_related("case").first()
    if found is None:
        raise Http404
    return found


def _acting(request: HttpRequest, held: Edition, act: Callable[[], Edition], says: str) -> HttpResponse:
    try:
        made = act()
    except CannotDo as wrong:
        return _page(request, held, wrong)
    messages.success(request, says)
    return _to(made)


def _page(request: HttpRequest, held: Edition, refusal: CannotDo | None = None) -> HttpResponse:
    is_open = held.published_at is None
    is_screened = is_open and editions.is_screened(held)
    context = shown.month_page(held.tables["public"]) | {"edition": held} | {
        "refusal": refusal, "is_open": is_open, "is_screened": is_screened, "items": items(), "said": request.POST,
        "smallest": held.tables["public"]["smallest_count"],
        "candidates": _turned(request, held) if is_open and not is_screened else None,
        "most_words": READ}
    return render(request, "reviews/statistics/edition.html", context, status=422 if refusal else 200)


def _turned(request: HttpRequest, held: Edition) -> Page[dict[str, Any]]:
    """The page of candidates that is asked for."""
    asked = request.GET.get("words", "")
    return Paginator(candidates(held), PAGE).get_page(asked if len(asked) < 6 else 1)


def _list(request: HttpRequest, refusal: CannotDo | None) -> HttpResponse:
    last = Month.of(business.business_today()).before
    found = list(Edition.objects.defer("tables"))
    latest = {(one.year, one.month): one for one in reversed(found)}
    for one in latest.values():
        one.of = Month(one.year, one.month)  # type: ignore[attr-defined]
    context = {"rows": sorted(latest.values(), key=lambda one: (-one.year, -one.month)), "next": last,
               "is_due": (last.year, last.number) not in latest, "refusal": refusal, "said": request.POST,
               "praised": list(Praise.objects.all()), "smallest": tables.smallest(),
               "today": business.business_today()}
    return render(request, "reviews/statistics/editions.html", context, status=422 if refusal else 200)


def _to(held: Edition) -> HttpResponse:
    month = Month(held.year, held.month)
    return HttpResponseRedirect(reverse("reviews:edition", args=(str(month),)), status=303)
