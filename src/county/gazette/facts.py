"""What the packs state about a document: listed or not, in force on a day or not, and what was instead."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from county.packs import all_packs
from gongbao.packs import Edition, Pack, PackDocument, edition_on, editions, normal_number

State = Literal["in_force", "not_yet", "no_longer", "unknown"]


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether a document is in force on a day. `instead` is another one of its chain that is in force on that day."""

    day: date
    state: State
    edition: Edition | None = None
    instead: Edition | None = None


@dataclass(frozen=True, slots=True)
class Repealing:
    """`number` with its title is put out of force; `by` is the document that says so."""

    number: str
    title: str
    issued: date | None
    by: PackDocument


def listed(number: str) -> PackDocument | None:
    """The pack's entry for a number; None where no pack lists it."""
    return next((found for pack in all_packs() if number and (found := pack.document(number))), None)


def standing_on(number: str, day: date) -> Standing:
    for pack in all_packs():
        if number and (own := _own_edition(pack, number)):
            other = edition_on(pack, number, day)
            if own.in_force(day):
                return Standing(day, "in_force", own)
            return Standing(day, "not_yet" if own.first and day < own.first else "no_longer", own, other)
    return Standing(day, "unknown")


def _own_edition(pack: Pack, number: str) -> Edition | None:
    wanted = normal_number(number)
    return next((edition for edition in editions(pack, number) if edition.number == wanted), None)


def repealing(name: str) -> Repealing | None:
    """Which listed document puts the one with this number, or with this title, out of force, if any does."""
    for pack in all_packs():
        for document in pack.documents:
            for repealed in document.repeals:
                if name and (name == repealed.title or normal_number(name) == repealed.number):
                    return Repealing(repealed.number, repealed.title, repealed.date, document)
    return None
