"""Who sees which tickets: who manages and who watches all, a unit's people its own; the rated one none of them."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from county.accounts.actor import Actor
from county.agencies.roles import ACTING, HEADS, WATCHES, Role
from county.agencies.stand_for import acting_for
from county.cases.models import Case
from county.reviews.models import Rating, Staff, StaffNotice, Ticket
from county.reviews.slots import DESK, is_open


def manages(actor: Actor) -> bool:
    """Whether somebody runs the reviews of the county."""
    return Role.REVIEW.value in actor.roles


def sees_all(actor: Actor) -> bool:
    return manages(actor) or bool(actor.roles & WATCHES)


def units_of(actor: Actor) -> frozenset[str]:
    """The units that somebody works for; who only reads in a unit is none of its people here."""
    return acting_for(one.agency for one in actor.posts if one.agency and one.role in ACTING)


def heads(actor: Actor, agency: str) -> bool:
    return actor.acts_for([agency], HEADS)


def is_rated(actor: Actor, rating: Rating) -> bool:
    """Whether the rating is about the one who reads: by the badge as it is now."""
    return actor.user_id is not None and rating.staff is not None and rating.staff.user_id == actor.user_id


def is_of_rated(actor: Actor, ticket: Ticket) -> bool:
    """The same of a ticket: by the badge as it is now, or as it was when the rating came."""
    return is_rated(actor, ticket.rating) or (actor.user_id is not None and ticket.rated_account == actor.user_id)


def tickets_for(actor: Actor) -> QuerySet[Ticket]:
    """The tickets that somebody may read; who manages reads those about himself as little as anybody."""
    found = Ticket.objects.all() if sees_all(actor) else Ticket.objects.filter(case__agency__in=units_of(actor))
    if actor.user_id is None:
        return found
    found = found.exclude(rated_account=actor.user_id)
    own = list(Staff.objects.filter(user_id=actor.user_id).values_list("pk", flat=True))
    return found.exclude(rating__in=Rating.objects.filter(staff__in=own, is_bad=True).values("pk")) if own else found


def hides(case: Case, actor: Actor) -> bool:
    """Tickets are for those who work on them: not for who only reads in the unit, and never for who was rated."""
    if not sees_all(actor) and not actor.roles & ACTING and str(case.pk) not in actor.parties:
        return True
    if actor.user_id is None:
        return False
    rated = (Q(review_ticket__rating__staff__user_id=actor.user_id) | Q(review_ticket__rated_account=actor.user_id)
             | Q(staff_notice__staff__user_id=actor.user_id))
    return Case.objects.filter(rated, pk=case.pk).exists()


def kept(actor: Actor) -> QuerySet[Any, Any] | None:
    """The cases of which lists and notices say nothing: all of them to who only reads in a unit, those about himself to
    the one who was rated, whatever his post; else titles and counts would tell him when he was rated."""
    if not is_open() or actor.user_id is None:
        return None
    if not sees_all(actor) and not actor.roles & ACTING:
        return Case.objects.filter(desk=DESK).exclude(pk__in=actor.parties).values("pk")
    # three look-ups by index: every page asks, and one condition with OR would read all tickets
    return Ticket.objects.filter(rated_account=actor.user_id).values("pk").union(
        Ticket.objects.filter(rating__staff__user_id=actor.user_id).values("pk"),
        StaffNotice.objects.filter(staff__user_id=actor.user_id).values("pk"))


def sees_staff_number(actor: Actor, ticket: Ticket) -> bool:
    """The unit's head, the named handler, and who manages the reviews."""
    handles = actor.user_id is not None and ticket.case.handler_id == actor.user_id
    return manages(actor) or handles or heads(actor, ticket.case.agency)
