"""For which units of a pack a person of one unit may act: its own, the bodies it hosts, the groups it belongs to."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from county.agencies.names import agencies
from county.packs import county_rulebook
from gongbao.packs.model import Agency
from gongbao.rules.body import Body


def acting_for(own: Iterable[str]) -> frozenset[str]:
    """These units and every body or group that the pack says they stand for."""
    return frozenset(one for unit in own for one in (unit, *_stands_for().get(unit, ())))


def members_of(unit: str) -> tuple[str, ...]:
    """The units that act for a body or group, in the pack's order; the unit itself where it stands alone."""
    found = tuple(own for own, others in _stands_for().items() if unit in others)
    return found or (unit,)


@cache
def _stands_for() -> dict[str, tuple[str, ...]]:
    """From a unit to the bodies and groups that it stands for."""
    found: dict[str, list[str]] = {one.id: [] for one in agencies()}
    for one in agencies():
        for member in _members(one):
            if member != one.id and member in found:
                found[member].append(one.id)
    return {unit: tuple(dict.fromkeys(others)) for unit, others in found.items()}


def _members(group: Agency) -> list[str]:
    if group.stands_for is None:
        return []
    stated = group.stands_for
    by_kind = [one.id for one in agencies() if one.kind in stated.kinds]
    return [*stated.agencies, *by_kind, *(seat for rule in stated.seats_of for seat in _seats(rule))]


def _seats(rule_id: str) -> list[str]:
    book = county_rulebook()
    rule = book.find(rule_id)[1] if book else None
    if not isinstance(rule, Body):
        return []
    return [one for seat in rule.seats for one in seat.agency] + list(rule.members)
