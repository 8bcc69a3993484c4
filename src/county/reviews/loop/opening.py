"""A bad rating opens its ticket: a case of the unit that gave the service."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from county import business
from county.accounts.actor import SYSTEM
from county.cases.models import Case
from county.cases.opening import open_case
from county.reviews.loop.concentrated import after_bad_rating
from county.reviews.models import Rating, Ticket
from county.reviews.slots import DESK, slot

TICKET = "ticket"


def open_ticket(rating: Rating, moment: datetime) -> Case:
    """The ticket; it says the day and not the time, so that nobody can tell from it who stood at the window. What staff
    entered from paper was received when it was entered, whatever day is written on it: limits begin with that."""
    received = business.now() if rating.by_staff else moment
    day = received.astimezone(business.ZONE).date()
    title = _("差评：%(item)s") % {"item": rating.item.name[:100]}
    case = open_case(actor=SYSTEM, procedure=slot("ticket"), title=title, agency=rating.agency, desk=DESK,
                     topic=TICKET, data={"received": day.isoformat()}, at=business.at_midnight(day)).case
    Ticket.objects.create(case=case, rating=rating, agency=rating.agency, day=day, is_real_name=rating.is_real_name,
                          rated_account=rating.staff.user_id if rating.staff else None)
    after_bad_rating(rating, moment)
    return case
