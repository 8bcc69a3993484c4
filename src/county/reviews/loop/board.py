"""The board: open tickets with lamps, who acts, what is left; what is late with what the document says follows."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet
from django.utils.translation import gettext as _

from county import business
from county.accounts.actor import Actor
from county.agencies.names import agency_name
from county.cases.may import who_words
from county.cases.models import Case
from county.cases.procedures import Running, find_procedure, running
from county.cases.selectors import bounds
from county.cases.shown import Lamp, lamp_of, when
from county.reviews.loop.judged import fails_of
from county.reviews.loop.sight import tickets_for
from county.reviews.models import Ticket
from county.reviews.slots import slot

PAGE = 20
LATE, NEAR, GOOD, NONE, STOPPED = "late", "near", "good", "none", "stopped"
LAMPS = (LATE, NEAR, GOOD, NONE, STOPPED)
REAL_FIRST = "1"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the board is narrowed to, every part may be empty. `real`: real names first. `after`: the mark of the page
    before."""

    agency: str = ""
    state: str = ""
    lamp: str = ""
    real: str = ""
    after: str = ""

    @classmethod
    def of(cls, said: Any) -> Wanted:
        """Out of an address; bounded, without NUL; what is none of the lamps or states narrows to nothing."""
        given = {one.name: str(said.get(one.name, "")).replace("\0", "").strip()[:120] for one in fields(cls)}
        given["lamp"] = given["lamp"] if given["lamp"] in LAMPS else ""
        given["state"] = given["state"] if given["state"] in dict(states()) else ""
        given["real"] = REAL_FIRST if given["real"] == REAL_FIRST else ""
        return cls(**given)

    def with_(self, **changes: str) -> Wanted:
        return replace(self, **changes)

    @property
    def query(self) -> str:
        return urlencode({name: value for name in self.__slots__ if (value := getattr(self, name))})


@dataclass(frozen=True, slots=True)
class Row:
    """One ticket. `consequence`: of a late one, in the document's words."""

    ticket: Ticket
    lamp: Lamp
    when: str
    state: str
    agency: str
    who: str
    consequence: str

    @property
    def case(self) -> Case:
        return self.ticket.case


@dataclass(frozen=True, slots=True)
class Board:
    """`total`: how many the filter leaves, of all pages. `next`: the mark of the next page, empty on the last."""

    rows: list[Row]
    counts: dict[str, int]
    units: list[tuple[str, str, int]]
    total: int
    next: str


def board(actor: Actor, wanted: Wanted, now: datetime | None = None) -> Board:
    """One page of the board for a reader. Four queries, however many tickets."""
    moment = now or business.now()
    seen = tickets_for(actor).filter(case__is_open=True)
    seen = seen.filter(case__state=wanted.state) if wanted.state else seen
    by_unit = unit_counts(seen, moment)
    counted = [one for unit, one in by_unit.items() if wanted.agency in ("", unit)]
    counts = {name: sum(one[name] for one in counted) for name in LAMPS}
    found = seen.filter(case__agency=wanted.agency) if wanted.agency else seen
    rows, mark = page_of(found.filter(lamps(moment)[wanted.lamp]) if wanted.lamp else found, wanted)
    units = sorted(((one, agency_name(one), sum(parts.values())) for one, parts in by_unit.items()),
                   key=lambda one: (-one[2], one[1]))
    return Board([row_of(one, moment) for one in rows], counts, units,
                 counts[wanted.lamp] if wanted.lamp else sum(counts.values()), mark)


def lamps(now: datetime) -> dict[str, Q]:
    """Each open ticket is under exactly one, as `lamp_of` shows it."""
    runs, today = Q(case__suspended=False), bounds(now).day
    near = Q(case__due_at__gte=now) & (Q(case__amber_at__lte=now) | Q(case__due_at__lt=today))
    return {
        LATE: runs & Q(case__due_at__lt=now),
        NEAR: runs & near,
        GOOD: runs & Q(case__due_at__gte=today) & (Q(case__amber_at__gt=now) | Q(case__amber_at=None)),
        NONE: runs & Q(case__due_at=None),
        STOPPED: Q(case__suspended=True),
    }


def unit_counts(found: QuerySet[Ticket], now: datetime) -> dict[str, dict[str, int]]:
    """Unit → lamp → how many. One query."""
    parts = {name: Count("pk", filter=part) for name, part in lamps(now).items()}
    rows: Any = found.order_by().values("case__agency").annotate(**parts)
    return {row["case__agency"]: {name: row[name] for name in LAMPS} for row in rows}


def page_of(found: QuerySet[Ticket], wanted: Wanted) -> tuple[list[Ticket], str]:
    """One page, the earliest last day first; within a day the case's random id decides and no moment."""
    due, real = F("case__due_at").asc(nulls_last=True), F("is_real_name").desc()
    order = (real, due, F("case_id").asc()) if wanted.real else (due, F("case_id").asc())
    places = list(_after(found, wanted).order_by(*order).values_list("pk", "is_real_name", "case__due_at")[:PAGE + 1])
    held = Ticket.objects.select_related("case").in_bulk([one[0] for one in places[:PAGE]])
    rows = [held[one[0]] for one in places[:PAGE]]
    if len(places) <= PAGE:
        return rows, ""
    pk, is_real, last = places[PAGE - 1]
    return rows, f"{int(is_real)}_{last.astimezone(UTC).isoformat() if last else ''}_{pk}"


def states() -> list[tuple[str, str]]:
    """The states in which a ticket is open, in the order of the procedure."""
    run = find_procedure(slot("ticket"))
    return [(one.id, one.title) for one in run.procedure.states if not one.ends]


def row_of(ticket: Ticket, now: datetime) -> Row:
    case, run = ticket.case, running(ticket.case)
    lamp = lamp_of(case, now)
    return Row(ticket, lamp, when(case, run.book, now), run.procedure.title_of(case.state), agency_name(case.agency),
               who_acts(case, run), consequence(case, run, now) if lamp.kind == LATE else "")


def who_acts(case: Case, run: Running) -> str:
    """Who takes the way on from here, not one that leaves the case where it is: of the case's unit where the step
    names none."""
    ahead = [one for one in run.steps_from(case.state) if one.to != case.state] or run.steps_from(case.state)
    if not ahead:
        return ""
    who = ahead[0].who
    if who.agencies or who.relation not in ("handler", "lead", "unit_head"):
        return who_words(who)
    unit = agency_name(case.agency)
    return _("%(unit)s负责人") % {"unit": unit} if who.relation == "unit_head" else unit


def consequence(case: Case, run: Running, now: datetime) -> str:
    """What the document says follows from every limit of the case that has passed."""
    late = [one for one in case.clocks["running"].values()
            if one.get("due") and datetime.fromisoformat(one["due"]) < now]
    words = [run.consequence(one) or fails_of("rectified") for one in late]
    return "；".join(dict.fromkeys(one for one in words if one))


def _after(found: QuerySet[Ticket], wanted: Wanted) -> QuerySet[Ticket]:
    """What comes after the mark of the page before; a mark that is none is the beginning."""
    real, _sep, rest = wanted.after.partition("_")
    due, _sep, case_id = rest.partition("_")
    known, moment = _uuid(case_id), _moment(due)
    if known is None or (due and moment is None):
        return found
    none = Q(case__due_at=None)
    later = Q(case__due_at__gt=moment) | Q(case__due_at=moment, case_id__gt=known) | none if moment else none & Q(
        case_id__gt=known)
    if wanted.real:
        same = Q(is_real_name=real == "1") & later
        later = same | Q(is_real_name=False) if real == "1" else same
    return found.filter(later)


def _uuid(said: str) -> UUID | None:
    try:
        return UUID(said)
    except ValueError:
        return None


def _moment(said: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(said) if said else None
        return found if found and found.tzinfo else None
    except (ValueError, OverflowError):
        return None

