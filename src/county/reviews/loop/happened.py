"""What becomes of the demo county's bad ratings: most end in time, some late, some with an extension, some are still
open; of appeals one is granted, one upheld, one comes too late. Everything goes through the services that everybody
uses; who acts, what a step needs and where it leads comes from the pack."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, time, timedelta

from county import business
from county.accounts.actor import Actor
from county.agencies.roles import Role
from county.agencies.stand_for import members_of
from county.cases import services as cases
from county.cases.models import Case
from county.cases.procedures import running
from county.packs import county_pack, county_rulebook
from county.reviews.loop import marks
from county.reviews.loop.appeals import Written, apply
from county.reviews.models import Appeal, Rating, Ticket
from gongbao.rules.procedure import Step

Happening = tuple[datetime, Callable[[], None]]
AT_ONCE, EXTENDED, LATE, OPEN, UNCHECKED = 3, 5, 7, 11, 13
"""Of the tickets every so many is put right at once, with an extension, late, is left before its end, is not begun."""
APPEALS = {1: "granted", 4: "upheld", 8: "late"}
"""Which of the ratings of a staff member are appealed, by their place, and how it ends."""
STEPS = 9


def happenings(ratings: Iterable[Rating]) -> list[Happening]:
    """Moments and acts after the given bad ratings, in no order; what lies after the demo's first day is left out."""
    first = business.first_day() or business.business_today()
    bad = [one for one in ratings if one.is_bad]
    own = [one for one in bad if one.staff_id is not None]
    found = [*(each for number, one in enumerate(bad) for each in _ticket(number, one)),
             *(each for place, ending in APPEALS.items() if place < len(own) for each in _appeal(own[place], ending))]
    return [one for one in found if one[0].date() <= first]


def _ticket(number: int, rating: Rating) -> Iterator[Happening]:
    """The steps of one ticket, working day by working day."""
    if number % UNCHECKED == UNCHECKED - 1:
        return
    extends, late = number % EXTENDED == 3, number % LATE == 5
    left = STEPS if number % OPEN != OPEN - 1 else 1
    days = [1, *([3, 4] if extends else []), 6 if extends else 8 if late else 4, 8, 9, 10, 11]
    for place, offset in enumerate(days[:left]):
        yield _on(_working(rating.day, offset), 9 + place % 8, _forward(rating.pk, number, extends=extends))


def _appeal(rating: Rating, ending: str) -> Iterator[Happening]:
    """Applied on the last day or past it; taken up, decided and told within the days."""
    late = ending == "late"
    yield _on(_working(rating.day, 4 if late else 2), 10, lambda moment: _apply(rating.pk, moment))
    if not late:
        wanted = {"granted": marks.SET_ASIDE, "upheld": marks.UPHELD}[ending]
        for offset, mark in ((3, marks.ACCEPTS), (5, wanted), (6, marks.TOLD)):
            yield _on(_working(rating.day, offset), 15, _decides(rating.pk, mark))


def _on(day: date, hour: int, act: Callable[[datetime], None]) -> Happening:
    moment = datetime.combine(day, time(hour), business.ZONE)
    return moment, lambda: act(moment)


def _working(day: date, count: int) -> date:
    book = county_rulebook()
    return book.calendar.add(day, count) if book else day + timedelta(days=count)


def _forward(rating: int, number: int, *, extends: bool) -> Callable[[datetime], None]:
    """The next step of a ticket, whichever it is then; nothing where it has ended."""
    def act(moment: datetime) -> None:
        ticket = _ticket_of(rating)
        step = _next(ticket, number, extends=extends) if ticket.case.is_open else None
        if step is not None:
            _take(ticket.case, step, moment)

    return act


def _next(ticket: Ticket, number: int, *, extends: bool) -> Step | None:
    """Which way a ticket goes on: what is not for it is left out, the rest by its number."""
    ahead = [one for one in running(ticket.case).steps_from(ticket.case.state) if _fits(one, ticket)]
    asks = [one for one in ahead if marks.ASKS_EXTENSION in one.marks]
    was_asked = ticket.case.steps.filter(step__in=[one.id for one in asks]).exists()
    if asks and extends and not was_asked:
        return asks[0]
    closing = [one for one in ahead if marks.CLOSES in one.marks]
    ahead = closing or [one for one in ahead if one not in asks]
    begins = [one for one in ahead if "checked" in one.marks]
    if begins:
        slow = [one for one in begins if any(marks.ASKS_EXTENSION in later.marks
                                             for later in running(ticket.case).steps_from(one.to))]
        others = [one for one in begins if one not in slow] or begins
        return others[number // AT_ONCE % len(others)] if number % AT_ONCE == 0 and not extends else (slow or begins)[0]
    return ahead[0] if ahead else None


def _fits(step: Step, ticket: Ticket) -> bool:
    has = set(step.marks)
    if has & {marks.TRANSFERS, marks.SET_ASIDE}:
        return False
    return not has & ({marks.CLOSES_ANONYMOUS} if ticket.is_real_name else {marks.CALLED_BACK})


def _apply(rating: int, moment: datetime) -> None:
    """On paper, entered by who manages the reviews: an account of a window's staff is not needed for it."""
    apply(actor=_office(), ticket=_ticket_of(rating), at=moment, written=Written(words="演示：评价的不是这个窗口"))


def _decides(rating: int, mark: str) -> Callable[[datetime], None]:
    def act(moment: datetime) -> None:
        case = Case.objects.get(pk=Appeal.objects.get(ticket__rating=rating).pk)
        step = marks.marked(case, mark)
        if step is not None:
            _take(case, step, moment)

    return act


def _take(case: Case, step: Step, moment: datetime) -> None:
    """A step by somebody of the unit that it names, with a word in every field; a number asked for is one."""
    run, clocks = running(case), tuple(one["rule"] for one in case.clocks["running"].values())
    given = {}
    for need in step.needs:
        question = run.question_for(step, need, clocks)
        given[need.id] = "1" if question and question.type == "integer" else f"演示：{need.title}"
    cases.take(actor=_taker(case, step), case=case.pk, step=step.id, given=given, at=moment)


def _taker(case: Case, step: Step) -> Actor:
    who, pack = step.who, county_pack()
    if who.agencies:
        return _office()
    if who.relation == "supervisor" and pack and Role.SUPERVISOR.value in pack.offices:
        return _somebody(pack.offices[Role.SUPERVISOR.value], Role.SUPERVISOR)
    return _somebody(case.agency, Role.HEAD if who.relation == "unit_head" else Role.HANDLER)


def _office() -> Actor:
    from county.reviews.loop.appeals import office

    return _somebody(office(), Role.REVIEW)


def _somebody(agency: str, role: Role) -> Actor:
    from county.demo.people import actor_for

    return actor_for(members_of(agency)[0], role)


def _ticket_of(rating: int) -> Ticket:
    return Ticket.objects.select_related("case", "rating__staff").get(rating=rating)
