"""Each stated fact against its place in the text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property

from gongbao.packs.check.extract import Extract
from gongbao.packs.check.places import Place, key_of, places_of
from gongbao.packs.check.quotes import NOWHERE, instead, standings
from gongbao.packs.check.report import Failure, FailureKind, Report
from gongbao.packs.check.spelling import bare, same
from gongbao.packs.check.units import KnownUnits
from gongbao.packs.check.values import read_otherwise
from gongbao.packs.model import normal_number
from gongbao.packs.stated import StatedFact
from gongbao.text.lexicon import Lexicon, LexiconFor
from gongbao.text.model import Document, Reading


def check(facts: Iterable[StatedFact], reading: Reading, lexicon_for: LexiconFor) -> Report:
    """Hold every fact against the text. A document that the reading lacks is listed once; its facts are not checked."""
    documents = _by_name(reading, lexicon_for)
    failures: list[Failure] = []
    missing: dict[str, None] = {}
    checked = 0
    for fact in facts:
        held = documents.get(_name(fact.document))
        if held is None:
            missing[fact.document] = None
        else:
            checked += 1
            failures.extend(held.failures(fact))
    return Report(tuple(failures), checked, tuple(missing))


class _Held:
    """A document that was read; its places are found when the first fact asks for one."""

    def __init__(self, document: Document, lexicon: Lexicon) -> None:
        self._document = document
        self._units = KnownUnits(lexicon)

    @cached_property
    def _places(self) -> dict[str, Place]:
        return places_of(self._document)

    def failures(self, fact: StatedFact) -> Iterator[Failure]:
        place = self._places.get(key_of(fact.at))
        if place is None:
            yield _failure(fact, "place", fact.quote or fact.at, NOWHERE)
            return
        begins = standings(place, fact.quote) if fact.quote else [0]
        if len(begins) == 1:
            yield from _misread(fact, self._extract(place, fact, begins[0]))
        else:
            found = f"有{len(begins)}处" if begins else instead(place, fact.quote, self._places.values())
            yield _failure(fact, "quote", fact.quote, found)

    def _extract(self, place: Place, fact: StatedFact, start: int) -> Extract:
        end = start + len(bare(fact.quote)) if fact.quote else len(place.text)
        return Extract(place, start, end, bool(fact.quote), self._units)


def _misread(fact: StatedFact, extract: Extract) -> Iterator[Failure]:
    for printed in fact.printed:
        found = read_otherwise(extract, printed)
        if found is not None:
            yield _failure(fact, printed.kind, printed.value, found, printed.name)


def _failure(fact: StatedFact, kind: FailureKind, expected: str, found: str, field: str = "") -> Failure:
    return Failure(fact.rule, fact.name, fact.document, fact.at, expected, found, kind, field)


def _by_name(reading: Reading, lexicon_for: LexiconFor) -> dict[str, _Held]:
    """Documents by number, and by date and title, with the issuers in front or not; of two alike the first."""
    documents: dict[str, _Held] = {}
    for document in reading.documents:
        held = _Held(document, lexicon_for(document.number))
        day, issuers = document.issued or "", "、".join(document.issuers)
        for name in (document.number, f"{day} {document.title}", f"{day} {issuers}{document.title}"):
            if name.strip():
                documents.setdefault(_name(name), held)
    return documents


def _name(document: str) -> str:
    return same(normal_number(document))
