"""The doors of the first page: questions that a rule of the pack answers."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from county.packs import county_rulebook
from gongbao.packs.model import Door
from gongbao.packs.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class OpenDoor:
    """`field`: the one text that the rule asks for, to be typed on the first page; without one the door is a link."""

    question: str
    href: str
    hint: str
    field: str


def doors() -> list[OpenDoor]:
    """Those whose rule the pack has, in its order."""
    book = county_rulebook()
    found = [_opened(book, door) for door in book.pack.doors] if book else []
    return [door for door in found if door]


def _opened(book: Rulebook, door: Door) -> OpenDoor | None:
    system, _, key = door.rule.partition("/")
    if system not in book.systems or key not in book.systems[system].rules:
        return None
    needed = [(name, one) for name, one in book.systems[system].rules[key].questions().items() if not one.optional]
    alone = needed[0] if len(needed) == 1 and needed[0][1].type == "text" else None
    return OpenDoor(door.question, reverse("rulebook:rule", args=(system, key)), door.hint, alone[0] if alone else "")
