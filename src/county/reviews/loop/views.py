"""The board, one ticket with the look at its contact, staff with concentrated bad ratings."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from county import business
from county.accounts.may import actor_in, refused, require
from county.cases.forms import said_in
from county.cases.lists import line_of
from county.cases.models import Case
from county.cases.says import CannotDo
from county.cases.shown import Lamp
from county.reviews.guard import of_the_desk
from county.reviews.loop import concentrated as together
from county.reviews.loop import own_numbers
from county.reviews.loop.board import LAMPS, Wanted, board, row_of, states
from county.reviews.loop.mine import said_of
from county.reviews.loop.sight import is_of_rated, manages, sees_all, sees_staff_number, tickets_for, units_of
from county.reviews.models import Contact, Ticket
from county.reviews.protection.contacts import look as look_at
from county.reviews.protection.contacts import may_look, write_refusal

NOTICES = 200


@of_the_desk
@require_safe
@require("read_reviews")
def board_page(request: HttpRequest) -> HttpResponse:
    """What is late, who acts, by when."""
    wanted, actor = Wanted.of(request.GET), actor_in(request)
    found = board(actor, wanted)
    chips = [(Lamp(name), found.counts[name], wanted.with_(lamp="" if wanted.lamp == name else name, after="").query,
              wanted.lamp == name) for name in LAMPS if found.counts[name] or wanted.lamp == name]
    context = {"board": found, "wanted": wanted, "chips": chips, "states": states(), "all": sees_all(actor),
               "narrowed": bool(wanted.agency or wanted.state or wanted.lamp),
               "works": sees_all(actor) or bool(units_of(actor)),
               "manages": manages(actor)}
    return render(request, "reviews/loop/board.html", context)


@of_the_desk
@require_safe
@require("read_reviews")
def ticket(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """What was said, without the time, and how the ticket stands."""
    held = _held(request, case_id)
    return held if isinstance(held, HttpResponse) else _shown(request, held)


@of_the_desk
@require_POST
@require("read_reviews")
def look(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """The rater's name and telephone, for the named handler, with a reason, each time written down."""
    held = _held(request, case_id)
    if isinstance(held, HttpResponse):
        write_refusal(actor_in(request), case_id)
        return held
    reason = said_in(request, "reason")
    try:
        contact = look_at(actor=actor_in(request), case=held.case, reason=reason)
    except CannotDo as refusal:
        return _shown(request, held, says=refusal.says, typed=reason, status=422)
    return _shown(request, held, contact=contact)


@of_the_desk
@require_safe
@require("read_reviews")
def concentrated(request: HttpRequest) -> HttpResponse:
    """Staff whose bad ratings came together in a quarter, and what became of it."""
    actor = actor_in(request)
    rows = [(one, line_of(one.case)) for one in together.notices_for(actor)[:NOTICES]]
    name = together.number_name()
    context = {"rows": rows, "open": sum(one.case.is_open for one, _line in rows), "manages": manages(actor),
               "is_on": together.is_on(), "from_on": own_numbers.value_of(name) if name else None, "most": NOTICES}
    return render(request, "reviews/loop/concentrated.html", context)


def _held(request: HttpRequest, case_id: UUID) -> Ticket | HttpResponse:
    """The ticket for who may read it; else why not, which does not tell whether there is one."""
    actor = actor_in(request)
    found = Ticket.objects.select_related("case", "rating__item", "rating__staff", "rating__unit").filter(
        pk=case_id).first()
    if found is not None and is_of_rated(actor, found):
        return refused(request, _("这是对您的评价，不能在这里看；请到“我的差评”看等级和意见。"))
    if found is None or not tickets_for(actor).filter(pk=case_id).exists():
        return refused(request, _("这张差评单不在您的单位，您的职务不能看。请确认地址，或请承办单位处理。"))
    return found


def _shown(request: HttpRequest, held: Ticket, *, contact: Contact | None = None, says: str = "", typed: str = "",
           status: int = 200) -> HttpResponse:
    actor, rating = actor_in(request), held.rating
    appeal = Case.objects.filter(review_appeal__ticket=held).first()
    context: dict[str, Any] = {
        "ticket": held, "rating": rating, "said": said_of(rating), "row": row_of(held, business.now()),
        "staff_number": rating.staff.number if rating.staff and sees_staff_number(actor, held) else "",
        "may_look": may_look(actor, held.case), "contact": contact, "says": says, "typed": typed,
        "may_name": held.case.is_open and actor.acts_for([held.case.agency]),
        "appeal": line_of(appeal) if appeal and manages(actor) else None,
        "enters_appeal": manages(actor) and rating.staff is not None and appeal is None,
        "href": reverse("cases:case", args=(held.pk,)),
    }
    answer = render(request, "reviews/loop/ticket.html", context, status=status)
    answer["Cache-Control"] = "no-store"
    return answer
