"""Which document is in force on a day: the chain from a repealed document to the one that repeals it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from gongbao.packs.model import Pack, PackDocument, Repealed, normal_number

State = Literal["in_force", "not_yet", "no_longer", "unknown"]


@dataclass(frozen=True, slots=True)
class Edition:
    """One document of a chain. `first` and `last` are its first and last day in force.

    `first` None: the day is not printed, it was in force before `last`. `last` None: no end is known.
    `document` is None where the pack only knows the document from its repeal, so that nobody holds the text.
    """

    number: str
    title: str
    first: date | None
    last: date | None
    document: PackDocument | None = None
    replaced_by: str | None = None

    def in_force(self, day: date) -> bool:
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


def editions(pack: Pack, number: str) -> tuple[Edition, ...]:
    """The chain that holds this number, oldest first; empty if the pack neither lists nor repeals it."""
    wanted = normal_number(number)
    newest = _newest(pack, wanted)
    document = pack.document(newest)
    if document is None:
        return ()
    return tuple(
        sorted(_down(pack, document, None, set()), key=lambda edition: (edition.first or date.min, edition.number))
    )


def edition_on(pack: Pack, number: str, day: date) -> Edition | None:
    """The edition of the chain that is in force on `day`; None if none is."""
    standing = [edition for edition in editions(pack, number) if edition.in_force(day)]
    return standing[-1] if standing else None


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether a document is in force on a day. `instead` is another one of its chain that is in force on that day."""

    day: date
    state: State
    edition: Edition | None = None
    instead: Edition | None = None


def standing_on(pack: Pack, number: str, day: date) -> Standing:
    """In force, not yet, no longer; unknown where the pack neither lists nor repeals the number."""
    wanted = normal_number(number)
    own = next((edition for edition in editions(pack, number) if edition.number == wanted), None)
    if own is None:
        return Standing(day, "unknown")
    if own.in_force(day):
        return Standing(day, "in_force", own)
    early = own.first is not None and day < own.first
    return Standing(day, "not_yet" if early else "no_longer", own, edition_on(pack, number, day))


def _repealer(pack: Pack, number: str) -> PackDocument | None:
    return next((d for d in pack.documents if any(r.number == number for r in d.repeals)), None)


def _newest(pack: Pack, number: str) -> str:
    seen = {number}
    repealer = _repealer(pack, number)
    while repealer is not None and repealer.number not in seen:
        number = repealer.number
        seen.add(number)
        repealer = _repealer(pack, number)
    return number


def _down(pack: Pack, document: PackDocument, ends: date | None, seen: set[str]) -> list[Edition]:
    """This document and, below it, all that it repealed, directly or not."""
    seen.add(document.number)
    repealer = _repealer(pack, document.number)
    chain = [_edition(document, ends, repealer)]
    for repealed in document.repeals:
        if repealed.number in seen:
            continue
        last = _last_day(document, repealed)
        held = pack.document(repealed.number)
        if held is None:
            chain.append(Edition(repealed.number, repealed.title, repealed.date, last, None, document.number))
        else:
            chain += _down(pack, held, last, seen)
    return chain


def _edition(document: PackDocument, ends: date | None, repealer: PackDocument | None) -> Edition:
    ends_known = [day for day in (ends, document.in_force_until) if day is not None]
    last = min(ends_known) if ends_known else None
    by = repealer.number if repealer else None
    return Edition(document.number, document.title, document.in_force_from, last, document, by)


def _last_day(document: PackDocument, repealed: Repealed) -> date:
    return (repealed.effective or document.in_force_from) - timedelta(days=1)
