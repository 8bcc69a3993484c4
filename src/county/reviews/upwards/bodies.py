"""What is said upwards of a rating, a ticket, a rating set aside: every field, in its order. No contact, no time.

docs/upwards.md says the same in words; a test holds the two together.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from county import business
from county.agencies.names import agency_name
from county.cases.models import Case
from county.cases.procedures import running
from county.reviews.judging import contents, grade_at
from county.reviews.models import Rating, Ticket

RATING, RECTIFIED, SET_ASIDE = "rating", "rectified", "set_aside"
HEAD = ("ref", "kind", "corrects")
FIELDS: Mapping[str, tuple[str, ...]] = {
    RATING: ("service", "seq", "replaces", "item", "item_name", "agency", "agency_name", "unit", "counter", "platform",
             "staff", "online", "finished", "day", "grade", "grade_word", "bad", "dimensions", "channel", "default",
             "late", "real_name", "text"),
    RECTIFIED: ("rating", "ticket", "received", "state", "closed", "real_name", "called_back", "terms"),
    SET_ASIDE: ("rating", "ticket", "reason"),
}


def ref_of(rating: Rating) -> str:
    """The same for ever: the number of the service in the system that gave it, and which of its ratings."""
    return f"{RATING}/{rating.act.number}/{rating.seq}"


def ticket_ref(kind: str, ticket: Ticket) -> str:
    return f"{kind}/{ticket.case.number}"


def rating_body(rating: Rating, *, with_text: bool) -> dict[str, Any]:
    """`rating` with its act and item, and the act's unit, counter, platform, staff."""
    act, grade, names = rating.act, grade_at(rating.grade), dict(contents())
    return {
        "service": act.number, "seq": rating.seq, "replaces": f"{RATING}/{act.number}/1" if rating.seq > 1 else "",
        "item": rating.item.code, "item_name": rating.item.name, "agency": rating.agency,
        "agency_name": agency_name(rating.agency), "unit": act.unit.name if act.unit else "",
        "counter": act.counter.name if act.counter else "", "platform": act.platform.name if act.platform else "",
        "staff": act.staff.number if act.staff else "", "online": rating.is_online, "finished": _day(act.finished_at),
        "day": rating.day.isoformat(), "grade": rating.grade, "grade_word": grade.word if grade else "",
        "bad": rating.is_bad, "dimensions": {names.get(no, no): place for no, place in rating.dimensions.items()},
        "channel": rating.channel, "default": rating.is_default, "late": rating.is_late,
        "real_name": rating.is_real_name, "text": rating.shown_text if with_text else "",
    }


def rectified_body(ticket: Ticket) -> dict[str, Any]:
    """`ticket` with its case, the case's terms, its rating's act."""
    case = ticket.case
    return {
        "rating": ref_of(ticket.rating), "ticket": case.number, "received": ticket.day.isoformat(),
        "state": _state(case), "closed": _day(case.closed_at), "real_name": ticket.is_real_name,
        "called_back": ticket.was_called_back,
        "terms": [{"title": one.title, "due": _day(one.due_at), "ended": _day(one.ended_at)}
                  for one in sorted(case.terms.all(), key=lambda one: one.pk)],
    }


def set_aside_body(ticket: Ticket) -> dict[str, Any]:
    return {"rating": ref_of(ticket.rating), "ticket": ticket.case.number, "reason": ticket.rating.set_aside}


def _state(case: Case) -> str:
    """What the document calls it."""
    return next((one.title for one in running(case).procedure.states if one.id == case.state), case.state)


def _day(moment: datetime | None) -> str:
    return moment.astimezone(business.ZONE).date().isoformat() if moment else ""
