"""Body 机构: headquarters, groups, offices; seats by post, member units, duties, meetings. No names of people."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar, Literal

from gongbao.rules.context import Context, decided, read_as, reason
from gongbao.rules.entry import Agencies, Names, PrintedKind, Stated, Title, Words
from gongbao.rules.inputs import Input
from gongbao.rules.judgement import Judgement
from gongbao.rules.rule import Problem, Rule, gap, source_of, wrong


class Seat(Stated):
    """A seat held through a post. Its place is the person of the roster (`附件1 第3人`), compared by role and post."""

    printed: ClassVar[Mapping[str, PrintedKind]] = {}

    role: Title
    post: Words
    agency: Agencies = ()


class Count(Stated):
    """How many the text says there are; held against the seats with this role."""

    printed: ClassVar[Mapping[str, PrintedKind]] = {"count": "number"}

    role: Title
    count: int


class Group(Stated):
    """A working group: leads, other units, the number of duty clauses of its passage, who is in charge by post."""

    no: str
    title: Title
    lead: Agencies = ()
    members: Agencies = ()
    lead_words: Names = ()
    member_words: Names = ()
    clauses: int = 0
    in_charge: str = ""


class UnitDuty(Stated):
    """A unit's duty: the topic in our words and how many clauses it has. `agency_words`: who is no agency."""

    agencies: Agencies = ()
    agency_words: Names = ()
    topic: Words
    clauses: int = 1


class Body(Rule):
    """`q`: the part of a name of a unit, post or group; without it the whole body.

    `matched`: every unit with a duty should hold a seat, and the other way round; where not, lint says so.
    """

    kind: Literal["body"]
    name: Words
    host: Agencies = ()
    office: Title | None = None
    seats: tuple[Seat, ...] = ()
    counts: tuple[Count, ...] = ()
    members: Agencies = ()
    member_words: Names = ()
    groups: tuple[Group, ...] = ()
    duties: tuple[UnitDuty, ...] = ()
    tasks: Names = ()
    matched: bool = False

    def questions(self) -> dict[str, Input]:
        own = {"q": Input(type="text", title="单位、职务或工作组", optional=True)}
        return {**own, **self.inputs}

    def decide(self, given: Mapping[str, Any], context: Context) -> Judgement:
        wanted = given.get("q", "")
        seats = [one for one in self.seats if _found(_seat(one, context), one.agency, wanted, context)]
        groups = [
            one for one in self.groups if _found(_group(one, context), (*one.lead, *one.members), wanted, context)
        ]
        duties = [one for one in self.duties if _found(_duty(one, context), one.agencies, wanted, context)]
        members = [context.names((one,))[0] for one in self.members if _found({}, (one,), wanted, context)]
        value = {
            "name": self.name,
            "host": context.names(self.host),
            "office": self.office,
            "seats": [_seat(one, context) for one in seats],
            "members": [*members, *(words for words in self.member_words if wanted in words)],
            "groups": [_group(one, context) for one in groups],
            "duties": [_duty(one, context) for one in duties],
            "tasks": [words for words in self.tasks if wanted in words],
        }
        reasons = [
            reason(
                context,
                "body",
                self,
                name=self.name,
                seats=len(self.seats),
                groups=len(self.groups),
                members=len(self.members) + len(self.member_words),
            )
        ]
        if wanted:
            reasons += [reason(context, "seat", source_of(one, self), role=one.role, post=one.post) for one in seats]
            reasons += [reason(context, "group", source_of(one, self), title=one.title, no=one.no) for one in groups]
            reasons += [
                reason(context, "unit_duty", source_of(one, self), topic=one.topic, clauses=one.clauses)
                for one in duties
            ]
        reasons += [reason(context, "elsewhere", one, says=one.says) for one in self.elsewhere]
        return decided(value, *reasons, *(read_as(context, one) for one in self.readings))

    def agencies(self) -> Iterator[str]:
        yield from (*self.host, *self.members)
        for seat in self.seats:
            yield from seat.agency
        for group in self.groups:
            yield from (*group.lead, *group.members)
        for duty in self.duties:
            yield from duty.agencies

    def proofs(self) -> Iterator[Problem]:
        for one in self.counts:
            found = sum(seat.role == one.role for seat in self.seats)
            if found != one.count:
                yield wrong(
                    f"counts.{one.role}",
                    f"{one.role}应有{one.count}个，列了{found}个",
                    f"{one.role}: {one.count} stated, {found} listed",
                )
        if self.matched:
            yield from self._unmatched()

    def _unmatched(self) -> Iterator[Problem]:
        seated = {one for seat in self.seats for one in seat.agency}
        charged = {one for duty in self.duties for one in duty.agencies}
        for one in sorted(charged - seated):
            yield gap(f"duties.{one}", f"{one} 有职责，没有席位", f"{one} has duties and no seat")
        for one in sorted(seated - charged):
            yield gap(f"seats.{one}", f"{one} 有席位，没有职责", f"{one} has a seat and no duties")

    def facts_count(self) -> int:
        return max(len(self.seats), len(self.members), len(self.groups), len(self.duties), 1)


def _seat(one: Seat, context: Context) -> dict[str, Any]:
    return {"role": one.role, "post": one.post, "agency": context.names(one.agency)}


def _group(one: Group, context: Context) -> dict[str, Any]:
    return {
        "no": one.no,
        "title": one.title,
        "lead": [*context.names(one.lead), *one.lead_words],
        "members": [*context.names(one.members), *one.member_words],
        "clauses": one.clauses,
        "in_charge": one.in_charge,
    }


def _duty(one: UnitDuty, context: Context) -> dict[str, Any]:
    return {"agencies": [*context.names(one.agencies), *one.agency_words], "topic": one.topic, "clauses": one.clauses}


def _found(shown: Mapping[str, Any], agencies: tuple[str, ...], wanted: str, context: Context) -> bool:
    """Whether the words are part of any text shown, or of another name of these agencies."""
    cells = [text for cell in shown.values() for text in (cell if isinstance(cell, list) else [str(cell)])]
    return not wanted or any(wanted in text for text in (*cells, *context.forms(agencies)))
