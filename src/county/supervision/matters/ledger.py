"""The ledger of what is chased: one population, one set of lamps, one set of filters, for every page and every export.

Counts are equal everywhere because they are computed here and nowhere else.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from county import business
from county.accounts.actor import Actor
from county.agencies.roles import WATCHES
from county.cases.may import is_named_in, keys_of
from county.cases.models import Case, Concern, Term
from county.cases.procedures import find_procedure
from county.cases.selectors import Bounds, bounds
from county.packs import all_packs
from county.supervision.matters.opening import may_chase
from county.supervision.plans import plans
from county.supervision.slots import slot

LATE, NEAR, GOOD, NONE, WAITING = "late", "near", "good", "none", "waiting"
STOPPED, DONE, PAST = "stopped", "done", "past"
LAMPS = (LATE, NEAR, WAITING, GOOD, NONE, STOPPED, PAST, DONE)
"""Waiting: no limit runs and the unit itself need not act: somebody else has to assign, to look at it, to decide."""
TODAY, TOMORROW, WEEK = "today", "tomorrow", "week"
OWN = "own"
"""What the filter by document calls matters that no plan of the pack states."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list is narrowed to; every part may be empty.

    `lead`: the unit that the case lies with. `joins`: a unit that takes part. `document`: a system of the pack, or
    `own`. `plan`: a rule. `due`: today, tomorrow, week, or a month as 2020-11. `kind`: of a matter. `words`: searched.
    """

    lead: str = ""
    joins: str = ""
    document: str = ""
    plan: str = ""
    lamp: str = ""
    due: str = ""
    kind: str = ""
    words: str = ""

    def with_(self, **changes: str) -> Wanted:
        return replace(self, **changes)

    @property
    def query(self) -> str:
        """As it stands in an address."""
        return urlencode({name: value for name in self.__slots__ if (value := getattr(self, name))})

    @classmethod
    def of(cls, said: Any) -> Wanted:
        """Out of an address; bounded, without NUL. What is no lamp or no month narrows to nothing known: left out."""
        given = {one.name: str(said.get(one.name, "")).replace("\0", "").strip()[:120] for one in fields(cls)}
        given["lamp"] = given["lamp"] if given["lamp"] in LAMPS else ""
        given["due"] = given["due"] if given["due"] in (TODAY, TOMORROW, WEEK) or _month(given["due"]) else ""
        return cls(**given)


def ledger() -> QuerySet[Case]:
    """Everything that is chased."""
    return Case.objects.filter(chased=True)


def seen_by(found: QuerySet[Case], actor: Actor) -> QuerySet[Case]:
    """Tasks of published documents are for every office; a matter of its own for those whom it concerns and those who
    chase."""
    if actor.roles & WATCHES or may_chase(actor):
        return found
    mine = Concern.objects.filter(who__in=keys_of(actor)).values("case_id")
    own = [one for one in (slot("matter"), slot("duty")) if one and is_named_in(actor, find_procedure(one))]
    return found.filter(~Q(source="") | Q(pk__in=mine) | Q(procedure__in=own))


def lamps(now: datetime | None = None) -> dict[str, Q]:
    """Each case of the ledger is under exactly one lamp."""
    moment = now or business.now()
    past, runs = past_plans(moment.astimezone(business.ZONE).date()), Q(is_open=True, suspended=False)
    acts = Q(Exists(Concern.objects.filter(case=OuterRef("pk"), who=OuterRef("agency"), acts=True)))
    return {
        DONE: Q(is_open=False),
        PAST: Q(is_open=True) & past,
        STOPPED: Q(is_open=True, suspended=True) & ~past,
        LATE: runs & ~past & Q(due_at__lt=moment),
        NEAR: runs & ~past & Q(due_at__gte=moment, amber_at__lte=moment),
        GOOD: runs & ~past & Q(due_at__gte=moment) & (Q(amber_at__gt=moment) | Q(amber_at=None)),
        NONE: runs & ~past & Q(due_at=None) & acts,
        WAITING: runs & ~past & Q(due_at=None) & ~acts,
    }


def past_plans(today: date) -> Q:
    """The tasks of plans that have ended."""
    ended = past_packs(today)
    return Q(pack__in=ended) & ~Q(source="") if ended else Q(pk__in=[])


def past_packs(today: date) -> frozenset[str]:
    """In a live county a plan of a past year has ended; the demo's year is the year of its pack."""
    return frozenset() if settings.DEMO else frozenset(pack.id for pack in all_packs() if pack.year < today.year)


def lamp_counts(found: QuerySet[Case], now: datetime | None = None) -> dict[str, int]:
    """How many cases are under each lamp. One query."""
    counted: dict[str, int] = found.order_by().aggregate(
        **{name: Count("pk", filter=part) for name, part in lamps(now).items()})
    return counted


def narrowed(wanted: Wanted, now: datetime | None = None) -> QuerySet[Case]:
    """The cases of the ledger that a filter leaves."""
    found = ledger()
    if wanted.lead:
        found = found.filter(agency=wanted.lead)
    if wanted.joins:
        found = found.filter(pk__in=Concern.objects.filter(who=wanted.joins, joined=True).values("case_id"))
    if wanted.document:
        found = found.filter(source="") if wanted.document == OWN else found.filter(
            source__startswith=f"{wanted.document}/")
    if wanted.plan:
        found = found.filter(source__startswith=f"{wanted.plan}#")
    if wanted.kind:
        found = found.filter(matter__kind=wanted.kind)
    if wanted.words:
        found = found.filter(Q(title__icontains=wanted.words) | Q(number__icontains=wanted.words)
                             | Q(source__in=_sources_named(wanted.words)))
    if wanted.due:
        found = found.filter(pk__in=due_terms(wanted.due, now).values("case_id"))
    return found.filter(lamps(now)[wanted.lamp]) if wanted.lamp else found


def due_terms(due: str, now: datetime | None = None) -> QuerySet[Term]:
    """Limits that end in a span: those that run today, tomorrow or until Sunday; those of a month, kept or not."""
    first, last = span_of(due, bounds(now))
    terms = Term.objects.filter(case__chased=True, due_at__gte=first, due_at__lt=last)
    return terms if _month(due) else terms.filter(ended_at=None, case__suspended=False)


def span_of(due: str, limit: Bounds) -> tuple[datetime, datetime]:
    """First moment, and the moment after the last."""
    day = timedelta(days=1)
    month = _month(due)
    if month is not None:
        after = (month.replace(day=28) + timedelta(days=4)).replace(day=1)
        return business.at_midnight(month), business.at_midnight(after)
    if due == TODAY:
        return limit.day - day, limit.day
    if due == TOMORROW:
        return limit.day, limit.day + day
    return limit.day - day, max(limit.week, limit.day)


def ordered(found: QuerySet[Case]) -> QuerySet[Case]:
    """Open ones first, by their last day; those without one after them; what is done at the end, the latest first."""
    return found.order_by(F("is_open").desc(), F("due_at").asc(nulls_last=True), F("closed_at").desc(), "opened_at",
                          "pk")


def by_unit(found: QuerySet[Case], now: datetime | None = None) -> dict[str, dict[str, int]]:
    """Unit → lamp → how many cases lie with it. One query."""
    return _grouped(found, "agency", now)


def by_document(found: QuerySet[Case], now: datetime | None = None) -> dict[str, dict[str, int]]:
    """System of the pack, or `own` → lamp → how many. One query."""
    counted: dict[str, dict[str, int]] = {}
    for source, parts in _grouped(found, "source", now).items():
        into = counted.setdefault(source.partition("/")[0] or OWN, dict.fromkeys(LAMPS, 0))
        for name, count in parts.items():
            into[name] += count
    return counted


def by_source(found: QuerySet[Case], now: datetime | None = None) -> dict[str, dict[str, int]]:
    return _grouped(found, "source", now)


def _grouped(found: QuerySet[Case], column: str, now: datetime | None) -> dict[str, dict[str, int]]:
    parts = {name: Count("pk", filter=part) for name, part in lamps(now).items()}
    rows = found.order_by().values(column).annotate(**parts)
    return {row[column]: {name: row[name] for name in LAMPS} for row in rows}


def _sources_named(words: str) -> list[str]:
    """Tasks whose document, group or printed number holds the words."""
    return [task.source for plan in plans() for task in plan.tasks
            if words in plan.document or words in plan.topic or words in task.group or words == task.number]


def _month(said: str) -> date | None:
    try:
        return date.fromisoformat(f"{said}-01") if len(said) == 7 else None
    except ValueError:
        return None
