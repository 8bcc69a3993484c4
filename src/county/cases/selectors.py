"""What pages show of cases: inbox, unit page, one case. Counts and lists come from the same query."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from county import business
from county.accounts.actor import Actor
from county.cases.may import keys_of
from county.cases.models import Case, Concern, Referral
from county.cases.writing import FAR_OFF
from county.offers import kept_from

PAGE = 20
LATE, TODAY, WEEK, LATER, WAITING = "late", "today", "week", "later", "waiting"
PARTS = (LATE, TODAY, WEEK, LATER, WAITING)


@dataclass(frozen=True, slots=True)
class Bounds:
    """The moments that part a list: now, the end of today, the end of Sunday."""

    now: datetime
    day: datetime
    week: datetime


def bounds(now: datetime | None = None) -> Bounds:
    moment = (now or business.now()).astimezone(business.ZONE)
    midnight = datetime.combine(moment.date() + timedelta(days=1), time.min, business.ZONE)
    return Bounds(moment, midnight, midnight + timedelta(days=6 - moment.weekday()))


def mine(who: Iterable[str], now: datetime | None = None) -> dict[str, Q]:
    """The parts of an inbox as conditions on concerns; each open case that concerns
    them is in exactly one: it waits for others only where none of them has to act."""
    limit, keys = bounds(now), list(who)
    acts = Q(acts=True)
    to_act = Concern.objects.filter(who__in=keys, is_open=True, acts=True)
    return {
        LATE: acts & Q(sort_at__lt=limit.now),
        TODAY: acts & Q(sort_at__gte=limit.now, sort_at__lt=limit.day),
        WEEK: acts & Q(sort_at__gte=limit.day, sort_at__lt=limit.week),
        LATER: acts & Q(sort_at__gte=limit.week),
        WAITING: Q(acts=False) & ~Q(case_id__in=to_act.values("case_id")),
    }


def concerns(who: Iterable[str], reader: Actor | None = None) -> QuerySet[Concern]:
    """`reader`: what a desk keeps from him is left out."""
    found = Concern.objects.filter(who__in=list(who), is_open=True)
    for kept in kept_from(reader) if reader else ():
        found = found.exclude(case_id__in=kept)
    return found


def counts(who: Iterable[str], now: datetime | None = None, handler: int | None = None,
           reader: Actor | None = None) -> dict[str, int]:
    """How many cases each part holds. One query."""
    parts, found = mine(who, now), concerns(who, reader)
    found = found if handler is None else found.filter(case__handler_id=handler)
    return found.aggregate(**{name: Count("case", filter=part, distinct=True) for name, part in parts.items()})


def page_of(who: Iterable[str], part: str, after: str = "", now: datetime | None = None,
            handler: int | None = None, reader: Actor | None = None) -> tuple[list[Case], str]:
    """One page of a part, earliest due first, and the mark of the next page ("" on the last). Two queries."""
    keys = list(who)
    found = concerns(keys, reader).filter(mine(keys, now)[part])
    if handler is not None:
        found = found.filter(case__handler_id=handler)
    if after:
        moment, _sep, case_id = after.partition("_")
        start = _moment(moment)
        found = found.filter(Q(sort_at__gt=start) | Q(sort_at=start, case_id__gt=_uuid(case_id))) if start else found
    # a case may concern several of the keys; its place in the list is told apart and sorted without its other columns
    places = list(found.order_by("sort_at", "case_id").values_list("sort_at", "case_id").distinct()[: PAGE + 1])
    cases = Case.objects.in_bulk([case_id for _at, case_id in places[:PAGE]])
    mark = f"{places[PAGE - 1][0].isoformat()}_{places[PAGE - 1][1]}" if len(places) > PAGE else ""
    return [cases[case_id] for _at, case_id in places[:PAGE] if case_id in cases], mark


def first_of_each(who: Iterable[str], count: int, now: datetime | None = None, reader: Actor | None = None
                  ) -> dict[str, list[Case]]:
    """The first open cases of every part, at most `count` that somebody of these has to act on and as many that wait
    for others; earliest due first. Three queries, however many parts."""
    keys, limit = list(who), bounds(now)
    acting = _places(concerns(keys, reader).filter(acts=True), count)
    waiting = _places(concerns(keys, reader).filter(mine(keys, now)[WAITING]), count)
    cases = Case.objects.in_bulk([case_id for _at, case_id in (*acting, *waiting)])
    found: dict[str, list[Case]] = {name: [] for name in PARTS}
    for at, case_id in acting:
        part = LATE if at < limit.now else TODAY if at < limit.day else WEEK if at < limit.week else LATER
        found[part] += [cases[case_id]] if case_id in cases else []
    found[WAITING] = [cases[case_id] for _at, case_id in waiting if case_id in cases]
    return found


def _places(found: QuerySet[Concern], count: int) -> list[tuple[datetime, UUID]]:
    return list(found.order_by("sort_at", "case_id").values_list("sort_at", "case_id").distinct()[:count])


def inbox(actor: Actor, part: str = "", after: str = "", *, only_mine: bool = False) -> dict[str, Any]:
    """An actor's inbox: counts of the parts, one page of one part (without a choice the first that holds something),
    referrals that wait for an answer."""
    keys, handler = keys_of(actor), actor.user_id if only_mine else None
    found = counts(keys, handler=handler, reader=actor)
    chosen = part or next((name for name in PARTS if found[name]), LATE)
    cases, mark = page_of(keys, chosen, after, handler=handler, reader=actor)
    return {"counts": found, "part": chosen, "cases": cases, "next": mark, "offers": offers(actor)}


def offers(actor: Actor) -> list[Referral]:
    return list(Referral.objects.filter(to__in=actor.agencies, answer="").select_related("case").order_by("pk"))


def late_cases() -> QuerySet[Case]:
    """Every open case past its due moment, the longest first. Late is this query and nothing else."""
    return Case.objects.filter(is_open=True, suspended=False, due_at__lt=business.now()).order_by("due_at", "pk")


def page_of_late(after: str = "", agency: str = "") -> dict[str, Any]:
    """One page of what is late in the county, or in one unit, with how many there are in each unit."""
    late = late_cases()
    counted = late.order_by().values("agency").annotate(count=Count("pk")).order_by("-count", "agency")
    by_unit = [(one["agency"], one["count"]) for one in counted]
    found = late.filter(agency=agency) if agency else late
    moment, _sep, case_id = after.partition("_")
    start = _moment(moment)
    if start:
        found = found.filter(Q(due_at__gt=start) | Q(due_at=start, pk__gt=_uuid(case_id)))
    rows = list(found[: PAGE + 1])
    last = rows[PAGE - 1] if len(rows) > PAGE else None
    mark = f"{last.due_at.isoformat()}_{last.pk}" if last and last.due_at else ""
    return {"cases": rows[:PAGE], "next": mark, "by_unit": by_unit, "agency": agency,
            "total": sum(count for _unit, count in by_unit)}


def closed_of(agency: str, reader: Actor | None = None) -> QuerySet[Case]:
    found = Case.objects.filter(agency=agency, is_open=False)
    for kept in kept_from(reader) if reader else ():
        found = found.exclude(pk__in=kept)
    return found.order_by("-closed_at", "pk")


def one(case_id: Any) -> Case | None:
    return Case.objects.select_related("parent", "handler").filter(pk=case_id).first()


def by_number(number: str) -> Case | None:
    return Case.objects.filter(number=number.strip().upper()).first()


def _uuid(said: str) -> UUID:
    try:
        return UUID(said)
    except ValueError:
        return UUID(int=0)


def _moment(said: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(said)
        return found.astimezone(UTC) if found.tzinfo else None
    except (ValueError, OverflowError):
        return None


__all__ = ["FAR_OFF", "PAGE", "PARTS", "bounds", "by_number", "closed_of", "concerns", "counts", "inbox", "late_cases",
           "offers", "one", "page_of"]
