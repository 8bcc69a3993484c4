"""The posts that follow from a pack: of units, offices, seats of bodies, steps of procedures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from county.agencies.roles import Role
from gongbao.packs.model import Pack
from gongbao.packs.rulebook import Rulebook
from gongbao.rules.body import Body
from gongbao.rules.procedure import Procedure

OF_EVERY_UNIT = (Role.HANDLER, Role.HEAD)
OF_THE_OFFICE = {Role.AUDITOR: "审计员", Role.ADMINISTRATOR: "系统管理员"}


@dataclass(frozen=True, slots=True)
class ListedPost:
    """`agency`: an id of the pack, empty where the document names none."""

    agency: str
    title: str
    role: Role


def listed_posts(book: Rulebook) -> list[ListedPost]:
    """Every post once; where two places name the same, the first one gives the role."""
    found: dict[tuple[str, str], ListedPost] = {}
    for one in (*_of_units(book.pack), *_of_seats(book), *_of_steps(book)):
        found.setdefault((one.agency, one.title), one)
    return list(found.values())


def _of_units(pack: Pack) -> Iterator[ListedPost]:
    for unit in pack.agencies:
        yield from (ListedPost(unit.id, str(role.label), role) for role in OF_EVERY_UNIT)
    for name, agency in pack.offices.items():
        role = name.replace("-", "_")
        if role in Role.values:
            yield ListedPost(agency, str(Role(role).label), Role(role))
    office = next((unit.id for unit in pack.agencies if unit.kind == "office"), None)
    if office:
        yield from (ListedPost(office, title, role) for role, title in OF_THE_OFFICE.items())


def _of_seats(book: Rulebook) -> Iterator[ListedPost]:
    for _rule_id, _system, rule in book.rules():
        for seat in rule.seats if isinstance(rule, Body) else ():
            yield ListedPost(seat.agency[0] if seat.agency else "", seat.post, Role.HEAD)


def _of_steps(book: Rulebook) -> Iterator[ListedPost]:
    """Posts that a procedure names and no body seats are outside the offices: applicants, administrators of estates."""
    bodies = [rule for _id, _system, rule in book.rules() if isinstance(rule, Body)]
    seated = {name for body in bodies for seat in body.seats for name in (seat.post, seat.role)}
    for _rule_id, _system, rule in book.rules():
        for step in rule.steps if isinstance(rule, Procedure) else ():
            yield from (ListedPost("", title, Role.PARTY) for title in step.who.posts if title not in seated)
