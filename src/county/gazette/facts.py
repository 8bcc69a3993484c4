"""What the packs state about a document: listed or not, in force on a day or not, and what was instead."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from county.packs import all_packs
from gongbao import packs
from gongbao.packs import PackDocument, normal_number


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


def standing_on(number: str, day: date) -> packs.Standing:
    """What the first pack that knows the number says of it."""
    said = (packs.standing_on(pack, number, day) for pack in all_packs() if number)
    return next((one for one in said if one.state != "unknown"), packs.Standing(day, "unknown"))


def repealing(name: str) -> Repealing | None:
    """Which listed document puts the one with this number, or with this title, out of force, if any does."""
    for pack in all_packs():
        for document in pack.documents:
            for repealed in document.repeals:
                if name and (name == repealed.title or normal_number(name) == repealed.number):
                    return Repealing(repealed.number, repealed.title, repealed.date, document)
    return None
