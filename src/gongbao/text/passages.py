"""The text of a document, passage by passage, without white space: what citations and obligations are looked for in."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from gongbao.text.model import Document, Piece, Row, Section, Span

_MARKED = re.compile(r"[（(〔\[【][^（()）]*(?:责任|牵头|负责|配合)[^（()）]*[）)〕\]】][。；]?$")


@dataclass(frozen=True)
class Passage:
    """`text` without white space; `at` the locator, `title` the heading.

    `item` is the locator of the nearest numbered item; `head` is the column's heading for a table cell.
    """

    at: str
    item: str
    title: str
    text: str
    source: str
    spans: tuple[Span, ...]
    label_length: int = 0
    head: str = ""
    row: str = ""

    @cached_property
    def positions(self) -> list[int]:
        """Where in the source each character of `text` stands."""
        return [i for start, end in self.spans for i in range(start, end) if not self.source[i].isspace()]

    def span(self, start: int, end: int) -> Span:
        return self.positions[start], self.positions[end - 1] + 1


def passages_of(source: str, document: Document) -> Iterator[Passage]:
    """Sections, table cells, footnotes, in this order."""
    for section in document.sections:
        yield from _sections(source, section, "", "")
    for table in document.tables:
        for row in table.rows:
            yield from _cells(source, table.header, row, table.title)
    for note in document.footnotes:
        yield _of_piece(source, note)


def items_of(source: str, document: Document) -> Iterator[Passage]:
    """Sections as `passages_of` gives them, but an item together with what is numbered inside its own paragraph."""
    for section in document.sections:
        yield from _items(source, section, "", "")


def joined_marks(passages: Iterator[Passage], is_mark: Callable[[str], bool]) -> Iterator[Passage]:
    """Marks that stand on neighbouring lines of their own (牵头单位：… / 责任单位：…) become one passage."""
    held: Passage | None = None
    for passage in passages:
        pure = not passage.label_length and is_mark(passage.text)
        if held and pure and held.item == passage.item:
            held = replace(held, text=held.text + passage.text, spans=(*held.spans, *passage.spans))
            continue
        if held:
            yield held
            held = None
        if pure:
            held = passage
        else:
            yield passage
    if held:
        yield held


def _items(source: str, section: Section, item: str, title: str) -> Iterator[Passage]:
    if section.label:
        item, title = section.at, section.title
    inline = _inline(source, section)
    nodes = [section, *(node for child in inline for node in child.walk())]
    spans = tuple(span for node in nodes for span in node.spans)
    text = _bare(source, spans)
    label = len("".join(section.label.split()))
    if text:
        yield Passage(section.at, item or section.at, title, text, source, spans, label)
    for child in section.children[len(inline) :]:
        yield from _items(source, child, item, title)


def _inline(source: str, section: Section) -> list[Section]:
    """The children that stand in the same line as their parent ends; none when they close with marks of their own."""
    inline, end = [], section.span[1]
    for child in section.children:
        if "\n" in source[end : child.span[0]]:
            break
        inline.append(child)
        end = max(node.span[1] for node in child.walk())
    return inline if sum(bool(_MARKED.search(child.text)) for child in inline) < 2 else []


def _of_piece(source: str, piece: Piece) -> Passage:
    return Passage(piece.at, piece.at, "", _bare(source, piece.spans), source, piece.spans)


def _sections(source: str, section: Section, item: str, title: str) -> Iterator[Passage]:
    if section.label:
        item, title = section.at, section.title
    text = _bare(source, section.spans)
    label = len("".join(section.label.split()))
    if text:
        yield Passage(section.at, item or section.at, title, text, source, section.spans, label)
    for child in section.children:
        yield from _sections(source, child, item, title)


def _cells(source: str, header: Sequence[str], row: Row, title: str) -> Iterator[Passage]:
    for c, span in enumerate(row.spans):
        if span[0] < span[1]:
            head = header[c] if c < len(header) else ""
            yield Passage(
                f"{row.at} 列{c + 1}", row.at, title, _bare(source, (span,)), source, (span,), 0, head, row.at
            )
    for part in row.sub:
        yield from _cells(source, header, part, title)


def _bare(source: str, spans: Sequence[Span]) -> str:
    return "".join("".join(source[start:end].split()) for start, end in spans)
