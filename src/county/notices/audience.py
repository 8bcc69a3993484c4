"""Whom a notice concerns."""

from __future__ import annotations

from functools import reduce
from operator import and_, or_

from django.db.models import Q

from county import business
from county.accounts.actor import Actor
from county.agencies.models import Tenure, holding_on
from county.agencies.stand_for import acting_for
from county.notices.models import Notice
from county.offers import kept_from

MOST_TELEPHONES = 100


def concerning(actor: Actor) -> Q:
    """Notices to the units that a post acts for, with that post's role or none; and those to the account itself.

    Post by post: the head of one unit who only works in another does not get what the other's head is told. Of cases
    that a desk keeps from somebody his units tell him nothing.
    """
    if actor.user_id is None:
        return Q(pk__in=())
    by_post = [Q(agency__in=acting_for([post.agency]), role__in=("", post.role)) for post in actor.posts if post.agency]
    told = [~Q(case__in=kept) for kept in kept_from(actor)]
    return Q(user_id=actor.user_id) | reduce(and_, told, reduce(or_, by_post)) if by_post else Q(user_id=actor.user_id)


def telephones_of(notice: Notice) -> list[str]:
    """Telephones of the account, else of those who hold a post of the unit (and role) today; for the gateway only."""
    if notice.user_id is not None:
        wanted = Q(person__user_id=notice.user_id)
    elif notice.agency:
        wanted = Q(post__agency=notice.agency) & (Q(post__role=notice.role) if notice.role else Q())
    else:
        return []
    held = Tenure.objects.filter(holding_on(business.business_today()), wanted).exclude(person__telephone="")
    found = held.order_by("person__telephone").values_list("person__telephone", flat=True)
    return list(found.distinct()[:MOST_TELEPHONES])
