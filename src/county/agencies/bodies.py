"""Bodies as documents set them up, with who holds their seats today, their liaison officers and their meetings."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from county.agencies.models import Liaison, Meeting, Post, Tenure, holding_on
from county.agencies.names import agency_name
from county.packs import county_rulebook
from gongbao.packs.facts import document_name
from gongbao.packs.rulebook import Rulebook
from gongbao.packs.system import System
from gongbao.rules.body import Body, Group, UnitDuty


@dataclass(frozen=True, slots=True)
class BodyOf:
    """A body in its document; `id` is system/key."""

    book: Rulebook
    id: str
    system: System
    rule: Body

    @property
    def key(self) -> str:
        return self.id.partition("/")[2]

    @property
    def document(self) -> str:
        return document_name(self.system)

    @property
    def host(self) -> list[str]:
        return [agency_name(one) for one in self.rule.host]

    @property
    def units(self) -> tuple[str, ...]:
        """Who sends people: member units and the units of the seats, once each."""
        seats = (one for seat in self.rule.seats for one in seat.agency)
        return tuple(dict.fromkeys((*self.rule.members, *seats)))

    @property
    def inside(self) -> tuple[str, ...]:
        """Host and units: whose people may hold its meetings."""
        return tuple(dict.fromkeys((*self.rule.host, *self.units)))


@dataclass(frozen=True, slots=True)
class ShownSeat:
    """`held`: the tenures of today; none: the seat is vacant."""

    post: str
    agency: str
    units: str
    held: tuple[Tenure, ...]


@dataclass(frozen=True, slots=True)
class ShownUnit:
    """A unit that sends a liaison officer; `liaison` None is a gap."""

    id: str
    name: str
    liaison: Liaison | None


@dataclass(frozen=True, slots=True)
class ShownGroup:
    group: Group
    lead: list[str]
    members: list[str]


@dataclass(frozen=True, slots=True)
class ShownDuty:
    duty: UnitDuty
    units: list[str]


def all_bodies() -> list[BodyOf]:
    """Every body of every document, in the gazette's order."""
    book = county_rulebook()
    rules = book.rules() if book else ()
    return [BodyOf(book, rule_id, system, rule) for rule_id, system, rule in rules if book and isinstance(rule, Body)]


def body_of(system: str, key: str) -> BodyOf | None:
    return next((one for one in all_bodies() if one.id == f"{system}/{key}"), None)


def vacancies(bodies: Iterable[BodyOf], today: date) -> dict[str, int]:
    """How many seats of each body nobody holds today. One query."""
    held = set(Tenure.objects.filter(holding_on(today)).values_list("post__agency", "post__title").distinct())
    return {one.id: sum(_place(seat.agency, seat.post) not in held for seat in one.rule.seats) for one in bodies}


def seats_by_role(body: BodyOf, today: date) -> list[tuple[str, list[ShownSeat]]]:
    """Roles in the document's order, each with its seats. One query."""
    titles = {seat.post for seat in body.rule.seats}
    running = Tenure.objects.filter(holding_on(today), post__title__in=titles).select_related("person", "post")
    held: dict[tuple[str, str], list[Tenure]] = {}
    for one in running.order_by("first", "pk"):
        held.setdefault((one.post.agency, one.post.title), []).append(one)
    roles: dict[str, list[ShownSeat]] = {}
    for seat in body.rule.seats:
        place = _place(seat.agency, seat.post)
        shown = ShownSeat(seat.post, place[0], _names(seat.agency), tuple(held.get(place, ())))
        roles.setdefault(seat.role, []).append(shown)
    return list(roles.items())


def units_of(body: BodyOf, today: date) -> list[ShownUnit]:
    """Every unit that sends people, with its liaison officer of today. One query."""
    running = Liaison.objects.filter(holding_on(today), body=body.id).select_related("person")
    found = {one.agency: one for one in running}
    return [ShownUnit(one, agency_name(one), found.get(one)) for one in body.units]


def groups_of(body: BodyOf) -> list[ShownGroup]:
    """Groups with the names of their units, leads and others."""
    return [
        ShownGroup(one, [*map(agency_name, one.lead), *one.lead_words],
                   [*map(agency_name, one.members), *one.member_words])
        for one in body.rule.groups
    ]


def duties_of(body: BodyOf) -> list[ShownDuty]:
    return [ShownDuty(one, [*map(agency_name, one.agencies), *one.agency_words]) for one in body.rule.duties]


def meetings_of(body: BodyOf) -> list[Meeting]:
    """The newest first, with their follow-ups. Two queries."""
    return list(Meeting.objects.filter(body=body.id).prefetch_related("follow_ups"))


def meeting_in(body: BodyOf, meeting_id: int) -> Meeting | None:
    return Meeting.objects.filter(body=body.id, pk=meeting_id).prefetch_related("follow_ups").first()


def seats_of_posts(posts: Iterable[Post]) -> list[tuple[Post, BodyOf, str]]:
    """Which seats these posts carry: (post, body, role of the seat)."""
    bodies, found = all_bodies(), []
    for post in posts:
        for body in bodies:
            found += [(post, body, seat.role) for seat in body.rule.seats
                      if _place(seat.agency, seat.post) == (post.agency, post.title)]
    return found


def _place(agencies: tuple[str, ...], post: str) -> tuple[str, str]:
    return (agencies[0] if agencies else "", post)


def _names(agencies: Iterable[str]) -> str:
    return "、".join(map(agency_name, agencies))
