"""Short words for the tests of the loop: a bad rating, its ticket, steps by whoever they belong to."""

from __future__ import annotations

from datetime import date
from typing import Any

from county.accounts.actor import Actor
from county.accounts.models import User
from county.business import ZONE
from county.cases import services as cases
from county.cases.models import Case, Step
from county.cases.procedures import running
from county.files import Kept
from county.reviews.loop.appeals import Written, apply
from county.reviews.models import Appeal, Rating, Staff, Ticket

from .doing import BAD, OFFICE, actor_with, at, finished, rated

UNIT, OTHER = "housing", "water"
HANDLER, HEAD = actor_with(UNIT, "经办", "handler"), actor_with(UNIT, "局长", "head")
SUPERVISOR = actor_with("supervision-office", "督查室主任", "supervisor")
WHOLE_YEAR = (date(2020, 1, 1), date(2020, 12, 31))
PAPER = Kept("申请书.pdf", "application/pdf", 10, "0" * 64)
_WHO = {"ask_extension": HEAD, "transfer": HEAD, "call_back": HEAD, "close": HEAD, "close_anonymous": HEAD,
        "approve_extension": SUPERVISOR, "refuse_extension": SUPERVISOR, "set_aside": OFFICE}
NAMED = {"name": "某", "telephone": "12345"}


def bad(day: str = "2020-07-06", number: str = "", **more: Any) -> Ticket:
    """The ticket of a bad rating received on a day."""
    service = finished(number or f"N-{Rating.objects.count() + 1}", day, **{
        name: more.pop(name) for name in ("staff", "item") if name in more})
    rating = rated(service, more.pop("grade", BAD), day, more.pop("clock", "17:00"), **more)
    return Ticket.objects.select_related("case", "rating__staff").get(rating=rating)


def real(day: str = "2020-07-06", **more: Any) -> Ticket:
    return bad(day, **NAMED, **more)


def do(ticket: Ticket | Appeal, step: str, day: str = "2020-07-07", actor: Actor | None = None, **given: str) -> Step:
    """A step of the ticket by whoever it belongs to, with something in every field."""
    case = Case.objects.get(pk=ticket.pk)
    wanted = running(case).step(step)
    assert wanted is not None, step
    said = {need.id: "已办理" for need in wanted.needs} | given
    files = {need.id: [PAPER] for need in wanted.needs if need.form == "file"}
    who = actor or (OFFICE if isinstance(ticket, Appeal) else _WHO.get(step, HANDLER))
    made = cases.take(actor=who, case=case.pk, step=step, given=said, files=files, at=at(day))
    ticket.refresh_from_db()
    ticket.case.refresh_from_db()
    return made


def goes(ticket: Ticket | Appeal, *steps: str, day: str = "2020-07-07") -> None:
    for step in steps:
        do(ticket, step, day)


def due(case: Case, rule: str) -> date:
    from datetime import datetime

    case.refresh_from_db()
    return datetime.fromisoformat(case.clocks["running"][f"service_reviews/{rule}"]["due"]).astimezone(ZONE).date()


def officer(number: str = "0001") -> Actor:
    """The account of a staff member who serves at a window."""
    user, _new = User.objects.get_or_create(username=f"staff-{number}")
    Staff.objects.filter(number=number).update(user=user)
    return actor_with(UNIT, "窗口人员", "staff", user.pk)


def appealed(ticket: Ticket, day: str, words: str = "与事实不符", actor: Actor | None = None, **more: Any) -> Appeal:
    who = actor or officer()
    ticket = Ticket.objects.select_related("case", "rating__staff").get(pk=ticket.pk)
    return apply(actor=who, ticket=ticket, written=Written(words, **more), at=at(day))
