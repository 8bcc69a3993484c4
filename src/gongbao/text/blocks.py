"""A read document in the order of the text: what a page, a printout or a search goes through."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from gongbao.text.model import Document, Member, Piece, Section, Span, Table


@dataclass(frozen=True, slots=True)
class Roster:
    """People that stand together: those of one body at one place."""

    at: str
    body: str
    members: tuple[Member, ...]


Block = Section | Table | Roster | Piece


def blocks_of(document: Document) -> list[tuple[Block, int]]:
    """(block, depth) in the order of the text: pieces, sections without their children, tables, rosters, notes."""
    found: list[tuple[Span, Block, int]] = []
    found.extend((piece.spans[0], piece, 0) for piece in (*document.pieces, *document.footnotes))
    for section in document.sections:
        found.extend(_sections(section, 0))
    found.extend((_table_span(table), table, 0) for table in document.tables)
    found.extend((roster.members[0].spans[0], roster, 0) for roster in rosters_of(document))
    return [(block, depth) for _, block, depth in sorted(found, key=lambda f: f[0])]


def rosters_of(document: Document) -> Iterator[Roster]:
    """The people printed in lines, by place; those in tables stand in their table."""
    in_lines = [member for member in document.rosters if member.spans]
    for at, members in groupby(in_lines, key=lambda m: m.at.rpartition("第")[0].strip()):
        people = tuple(members)
        yield Roster(at, people[0].body, people)


def _sections(section: Section, depth: int) -> Iterator[tuple[Span, Block, int]]:
    yield section.span, section, depth
    for child in section.children:
        yield from _sections(child, depth + 1)


def _table_span(table: Table) -> Span:
    spans = [*table.header_spans, *(span for row in table.rows for part in (row, *row.sub) for span in part.spans)]
    return min(spans) if spans else (0, 0)
