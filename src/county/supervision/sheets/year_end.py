"""The year-end sheet of a unit: what each document says of appraisal, and what is on record. No weights, no score."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from county.accounts.actor import Actor
from county.agencies.names import agency_name
from county.agencies.roles import WATCHES
from county.offers import YearEndEntry, passages, year_end_by_unit
from county.packs import county_rulebook
from county.supervision.plans import office_of
from county.supervision.sheets.achievements import appraised
from county.supervision.slots import slots_of
from gongbao.packs.system import System
from gongbao.rules.checklist import Checklist
from gongbao.rules.entry import Source, Stated
from gongbao.rules.register import UNITS, Register, texts
from gongbao.rules.rule import Rule
from gongbao.rules.task import Task


@dataclass(frozen=True, slots=True)
class Quoted:
    """What a document says, with its place; `href`: the place on the document's page, where it is held."""

    words: str
    at: str
    quote: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class Appraisal:
    """What a document says of appraisal, and what is on record under it; `office`: who would record it."""

    document: str
    topic: str
    title: str
    rule: str
    note: str
    says: tuple[Quoted, ...]
    office: str
    entries: tuple[YearEndEntry, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """`others`: entries under documents that say nothing of appraisal."""

    agency: str
    unit: str
    year: int
    documents: tuple[Appraisal, ...]
    others: tuple[YearEndEntry, ...]

    @property
    def count(self) -> int:
        return sum(len(one.entries) for one in self.documents) + len(self.others)


def reads_year_end(actor: Actor, agency: str) -> bool:
    """The unit its own; all of them for those who watch over the county."""
    return bool(actor.roles & WATCHES) or agency in actor.agencies


def readable(actor: Actor) -> list[tuple[str, str]]:
    """The appraised units whose sheets this person may read."""
    return [one for one in appraised() if reads_year_end(actor, one[0])]


def counts(agencies: Sequence[str], year: int) -> dict[str, int]:
    """Unit → how many entries it has. The number of queries does not grow with the units."""
    return {agency: len(several) for agency, several in year_end_by_unit(agencies, year).items()}


def sheets(agencies: Sequence[str], year: int) -> list[Sheet]:
    """The sheets of several units in one go."""
    entries, stated = year_end_by_unit(agencies, year), list(_stated())
    return [_sheet(agency, year, entries[agency], stated) for agency in agencies]


def _sheet(agency: str, year: int, entries: Iterable[YearEndEntry], stated: list[Appraisal]) -> Sheet:
    own: dict[str, list[YearEndEntry]] = {}
    for one in entries:
        own.setdefault(one.document, []).append(one)
    named = tuple(Appraisal(one.document, one.topic, one.title, one.rule, one.note, one.says, one.office,
                            tuple(own.pop(one.document, ()))) for one in stated)
    rest = tuple(one for several in own.values() for one in several)
    return Sheet(agency, agency_name(agency), year, named, rest)


def _stated() -> Iterator[Appraisal]:
    """Each document that the pack names for the year's end, without entries."""
    book, seen = county_rulebook(), set()
    for rule_id in slots_of("year_end") if book else ():
        system, rule = book.find(rule_id)  # type: ignore[union-attr]
        document = system.document.number or system.document.title
        if document not in seen:
            yield Appraisal(document, system.document.topic, rule.title, rule_id, _note(rule),
                            _placed(document, _said(rule)), agency_name(_office(rule, system)), ())
        seen.add(document)


def _office(rule: Rule, system: System) -> str:
    """Who would record something: a unit that the rule itself names, else the office of the document."""
    return next(iter(rule.agencies()), "") or office_of(system)


def _note(rule: Rule) -> str:
    return rule.note or (rule.otherwise or "" if isinstance(rule, Register) else "")


def _said(rule: Rule) -> Iterator[Quoted]:
    """The rule line by line: rows of a register, items of a list, tasks; of any other rule its places."""
    if isinstance(rule, Register):
        names = [one for one in rule.columns if one != rule.number_column() and rule.columns[one].form not in UNITS]
        for row in rule.rows:
            yield _quoted("：".join("、".join(_topics(row.get(one))) for one in names if row.get(one)), rule.place(row))
    elif isinstance(rule, Checklist):
        yield from (_of(item, item.topic, rule) for item in rule.items)
    elif isinstance(rule, Task):
        yield from (_of(segment, segment.topic, rule) for segment in rule.segments)
    else:
        yield from (Quoted(rule.title, one.at, one.quote) for one in rule.source)


def _topics(cell: object) -> Iterator[str]:
    """Parts of a row by their topics; any other cell as its texts."""
    several = cell if isinstance(cell, list | tuple) else (cell,)
    for one in several:
        yield from ([str(one["topic"])] if isinstance(one, dict) and "topic" in one else texts(one))


def _of(stated: Stated, words: str, rule: Rule) -> Quoted:
    return _quoted(words, stated.source or rule.source)


def _quoted(words: str, sources: Sequence[Source]) -> Quoted:
    return Quoted(words, sources[0].at, sources[0].quote) if sources else Quoted(words, "", "")


def _placed(document: str, said: Iterable[Quoted]) -> tuple[Quoted, ...]:
    lines = list(said)
    held = passages((document, one.at) for one in lines if one.at)
    return tuple(Quoted(one.words, one.at, one.quote, held[document, one.at].href if (document, one.at) in held else "")
                 for one in lines)
