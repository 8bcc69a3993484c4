"""What the rated staff member sees and writes; an application on paper is entered by who manages the reviews."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from county.accounts.may import actor_in, refused, require
from county.cases.forms import day_in, files_in, key_in, said_in
from county.cases.says import CannotDo
from county.reviews.guard import of_the_desk
from county.reviews.loop import appeals, mine
from county.reviews.loop.sight import is_rated
from county.reviews.models import Appeal, Staff, Ticket


@of_the_desk
@require_safe
@require("read_reviews")
def mine_page(request: HttpRequest) -> HttpResponse:
    """The bad ratings of one's own, and until when one may ask for a review."""
    actor = actor_in(request)
    rows, mark = mine.page_of(actor, request.GET.get("after", "").replace("\0", "")[:90])
    linked = actor.user_id is not None and Staff.objects.filter(user_id=actor.user_id).exists()
    return render(request, "reviews/loop/mine.html", {"rows": rows, "next": mark, "linked": linked,
                                                      "total": mine.own(actor).count()})


@of_the_desk
@require_http_methods(["GET", "HEAD", "POST"])
@require("read_reviews")
def appeal(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """A review asked for by the one who was rated."""
    ticket = mine.one_of(actor_in(request), case_id)
    if ticket is None:
        return refused(request, _("这不是对您的评价，不能申请复核。请从“我的差评”进入。"))
    return _form(request, ticket, reverse("reviews:mine"), on_paper=False)


@of_the_desk
@require_http_methods(["GET", "HEAD", "POST"])
@require("manage_reviews")
def appeal_on_paper(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """A written application that came on paper, with the day on which it was received."""
    ticket = Ticket.objects.select_related("rating__staff", "case").filter(pk=case_id).first()
    if ticket is None or ticket.rating.staff is None:
        raise Http404
    if is_rated(actor_in(request), ticket.rating):
        return refused(request, _("这是对您的评价，请到“我的差评”申请复核。"))
    return _form(request, ticket, reverse("reviews:ticket", args=(ticket.pk,)), on_paper=True)


@of_the_desk
@require_POST
@require("read_reviews")
def evidence(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Evidence for a review that is being investigated."""
    held = Appeal.objects.select_related("case", "ticket__rating__staff").filter(
        ticket__in=mine.own(actor_in(request)), ticket=case_id).first()
    if held is None:
        return refused(request, _("这不是您申请的复核，不能补证据。"))
    try:
        files = [kept for several in files_in(request).values() for kept in several]
        appeals.give_evidence(actor=actor_in(request), appeal=held, files=files)
        messages.success(request, _("证据已收到，附在复核里。"))
    except CannotDo as refusal:
        messages.error(request, refusal.says)
    return HttpResponseRedirect(reverse("reviews:mine"), status=303)


def _form(request: HttpRequest, ticket: Ticket, back: str, *, on_paper: bool) -> HttpResponse:
    """The form; refused, it comes back with what was typed."""
    wrong = CannotDo("")
    if request.method == "POST":
        try:
            made = appeals.apply(actor=actor_in(request), ticket=ticket, written=_written(request, on_paper=on_paper),
                                 key=key_in(request))
            says = appeals.late_words(made) if made.outcome else _("复核申请已收到，已转复核办公室。")
            messages.success(request, says)
            return HttpResponseRedirect(back, status=303)
        except CannotDo as refusal:
            wrong = refusal
    context = {"row": mine.row_of(ticket), "ticket": ticket, "wrong": wrong, "on_paper": on_paper, "back": back,
               "typed": {"words": said_in(request, "words"), "applied": said_in(request, "applied")},
               "key": key_in(request) or uuid4()}
    return render(request, "reviews/loop/appeal.html", context, status=422 if wrong.says else 200)


def _written(request: HttpRequest, *, on_paper: bool) -> appeals.Written:
    files = tuple(kept for several in files_in(request).values() for kept in several)
    applied = day_in(request, "applied") if on_paper else None
    if on_paper and applied is None:
        raise CannotDo(_("请填收到申请的日期。"), "applied")
    return appeals.Written(said_in(request, "words"), files, applied)
