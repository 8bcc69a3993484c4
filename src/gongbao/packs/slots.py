"""The rules that a pack names outside its systems: for its desks, and for who acts for a body."""

from __future__ import annotations

from collections.abc import Iterator

from gongbao.packs.errors import PackError
from gongbao.packs.rulebook import Rulebook


def named_rules_exist(book: Rulebook, sheet: str) -> None:
    """PackError: a slot or `seats_of` names a rule that no system has, or `offices` an agency that is not listed."""
    for place, rule in _named(book):
        folder, _, key = rule.partition("/")
        if folder not in book.systems or key not in book.systems[folder].rules:
            raise PackError(f"{sheet} 的 {place}：没有规则“{rule}”。", f"{sheet}, {place}: there is no rule {rule}.")
    for role, agency in book.pack.offices.items():
        if book.pack.agency(agency) is None:
            raise PackError(
                f"{sheet} 的 offices.{role}：没有“{agency}”这个单位。",
                f"{sheet}, offices.{role}: there is no agency {agency}.",
            )


def _named(book: Rulebook) -> Iterator[tuple[str, str]]:
    for desk, slots in book.pack.slots.items():
        for name, rules in slots.items():
            for rule in rules:
                yield f"slots.{desk}.{name}", rule
    for agency in book.pack.agencies:
        if agency.stands_for is not None:
            for rule in agency.stands_for.seats_of:
                yield f"agencies.{agency.id}.stands_for", rule
