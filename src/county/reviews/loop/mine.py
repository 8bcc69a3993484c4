"""What the rated staff member sees: day, grade, contents, screened words of the own bad ratings, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from county import business
from county.accounts.actor import Actor
from county.agencies.roles import Role
from county.cases.procedures import running
from county.reviews.judging import contents, grade_at
from county.reviews.loop import marks
from county.reviews.loop.appeals import apply_by
from county.reviews.models import Appeal, Rating, Staff, Ticket

PAGE = 20
OUTCOMES = {"upheld": gettext_noop("维持差评"), "late": gettext_noop("逾期不受理"),
            "wrong": gettext_noop("误评，不予采纳"), "malicious": gettext_noop("恶意差评，不予采纳")}


@dataclass(frozen=True, slots=True)
class Said:
    """What a rater said, as staff may read it."""

    day: date
    grade: str
    contents: list[tuple[str, str]]
    words: str


@dataclass(frozen=True, slots=True)
class MyRow:
    """A bad rating of one's own. `apply_by`: the last day to apply; `appeal`: where it stands, in words."""

    ticket: Ticket
    said: Said
    apply_by: date | None
    can_apply: bool
    is_late: bool
    appeal: Appeal | None
    state: str
    takes_evidence: bool


def said_of(rating: Rating) -> Said:
    names = dict(contents())
    parts = [(names[number], _word(place)) for number, place in rating.dimensions.items() if number in names]
    return Said(rating.day, _word(rating.grade), parts, rating.shown_text)


def own(actor: Actor) -> QuerySet[Ticket]:
    """The tickets about somebody, from the day after they came in: one that appeared within the hour would tell who
    had been at the window. None for who has no account."""
    if actor.user_id is None:
        return Ticket.objects.none()
    return Ticket.objects.filter(rating__staff__user_id=actor.user_id, day__lt=business.business_today())


def is_linked(actor: Actor) -> bool:
    """Whether somebody serves at a window, or reads in a unit and may come to: his own ratings have a page."""
    if Role.STAFF.value in actor.roles:
        return True
    return actor.user_id is not None and Staff.objects.filter(user_id=actor.user_id).exists()


def page_of(actor: Actor, after: str = "") -> tuple[list[MyRow], str]:
    """One page, the latest day first, within a day in the order of random ids; and the mark of the next page."""
    found = own(actor).select_related("rating")
    day, _sep, case_id = after.partition("_")
    try:
        start, known = date.fromisoformat(day), UUID(case_id)
        found = found.filter(Q(day__lt=start) | Q(day=start, case_id__gt=known))
    except ValueError:
        pass
    rows = list(found.order_by("-day", "case_id")[:PAGE + 1])
    mark = f"{rows[PAGE - 1].day.isoformat()}_{rows[PAGE - 1].pk}" if len(rows) > PAGE else ""
    appeals = {one.ticket_id: one for one in Appeal.objects.select_related("case").filter(
        ticket__in=[one.pk for one in rows])}
    return [_row(one, appeals.get(one.pk)) for one in rows[:PAGE]], mark


def one_of(actor: Actor, case_id: UUID) -> Ticket | None:
    """A ticket of one's own, with what its page shows."""
    return own(actor).select_related("rating__staff", "case").filter(pk=case_id).first()


def row_of(ticket: Ticket) -> MyRow:
    return _row(ticket, Appeal.objects.select_related("case").filter(ticket=ticket).first())


def _row(ticket: Ticket, appeal: Appeal | None) -> MyRow:
    last = apply_by(ticket)
    late = last is not None and last < business.business_today()
    return MyRow(ticket, said_of(ticket.rating), last, appeal is None and last is not None, late, appeal,
                 _state(appeal) if appeal else "",
                 bool(appeal and appeal.case.is_open and marks.marked(appeal.case, marks.EVIDENCE)))


def _state(appeal: Appeal) -> str:
    """Where it stands, and what was decided where the applicant has been told."""
    case = appeal.case
    title = running(case).procedure.title_of(case.state)
    outcome = OUTCOMES.get(appeal.outcome, "") if not case.is_open else ""
    return f"{title}：{_(outcome)}" if outcome else title


def _word(place: int) -> str:
    grade = grade_at(place)
    return grade.word if grade else ""
