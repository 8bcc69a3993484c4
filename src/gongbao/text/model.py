"""What reading yields: documents as trees of nodes, each with a locator and the characters it owns.

A `Span` is a half-open range ``(start, end)`` in code points of the decoded source. A node's spans hold its
own text; its children own theirs. All own spans together with the set-aside characters are the whole source.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

Span = tuple[int, int]
Comparator = Literal[">=", ">", "<=", "<", "=", "reach"]
LimitUnit = Literal["hour", "day", "working_day", "month", "year"]


@dataclass(frozen=True, slots=True)
class Piece:
    """A line of the header, the closing or the list of attachments; `at` says which (标题, 文号, 日期 …)."""

    at: str
    text: str
    spans: tuple[Span, ...]


@dataclass(slots=True)
class Section:
    """A numbered item, or a paragraph without a number (`label` empty).

    `label` keeps its printed mark (一、 （一） 1． 第三条 ①); `text` is the own text as printed, label included.
    """

    label: str
    at: str
    title: str
    text: str
    spans: tuple[Span, ...]
    children: list[Section] = field(default_factory=list)

    @property
    def span(self) -> Span:
        return self.spans[0][0], self.spans[-1][1]

    def walk(self) -> Iterator[Section]:
        """This node and all below it, in the order of the text."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True, slots=True)
class Row:
    """One logical row: merged cells carried down. An empty span marks a cell that is not printed in this row.

    A joint row keeps the cells its parts share and has the parts in `sub`.
    """

    at: str
    cells: tuple[str, ...]
    spans: tuple[Span, ...]
    sub: tuple[Row, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    at: str
    title: str
    header: tuple[str, ...]
    header_spans: tuple[Span, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Member:
    """One person of a roster: the body, the seat (role), the name without padding, and unit and post as printed."""

    at: str
    body: str
    role: str
    name: str
    post: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Attachment:
    at: str
    title: str


@dataclass(frozen=True, slots=True)
class Cite:
    number: str
    title: str
    at: str
    span: Span


@dataclass(frozen=True, slots=True)
class Repeal:
    number: str
    title: str
    date: date | None
    at: str


@dataclass(frozen=True, slots=True)
class TaskMark:
    """A responsibility mark and the clause that it closes."""

    at: str
    span: Span
    title: str
    lead: tuple[str, ...]
    participants: tuple[str, ...]
    printed: str


@dataclass(frozen=True, slots=True)
class Deadline:
    """A date (`iso`) or a limit (`amount` in `unit`, counted from `start`) by which something must be done.

    `inferred` is true where the text does not print the whole of it (the year, the day of 中旬前 …).
    """

    phrase: str
    at: str
    span: Span
    iso: date | None = None
    amount: str | None = None
    unit: LimitUnit | None = None
    start: str = ""
    inferred: bool = False


@dataclass(frozen=True, slots=True)
class Target:
    phrase: str
    at: str
    span: Span
    name: str
    comparator: Comparator
    value: str
    unit: str


@dataclass(frozen=True, slots=True)
class Obligations:
    tasks: tuple[TaskMark, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    targets: tuple[Target, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """Something in the text that a reader should know: what (`code`), where, and why it was noticed."""

    code: str
    at: str
    span: Span
    says: str


@dataclass(frozen=True, slots=True)
class SetAside:
    """Characters that are not text: page_header, page_number, bookmark. White space is not listed one by one."""

    kind: str
    span: Span


@dataclass(slots=True)
class Document:
    span: Span
    number: str = ""
    issued: date | None = None
    issuers: tuple[str, ...] = ()
    title: str = ""
    addressees: tuple[str, ...] = ()
    pieces: tuple[Piece, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    sections: list[Section] = field(default_factory=list)
    tables: tuple[Table, ...] = ()
    rosters: tuple[Member, ...] = ()
    footnotes: tuple[Piece, ...] = ()
    cites: tuple[Cite, ...] = ()
    repeals: tuple[Repeal, ...] = ()
    obligations: Obligations = field(default_factory=Obligations)
    findings: tuple[Finding, ...] = ()

    @property
    def issuer(self) -> str:
        return self.issuers[0] if self.issuers else ""

    def walk(self) -> Iterator[Section]:
        for section in self.sections:
            yield from section.walk()


@dataclass(frozen=True, slots=True)
class Reading:
    """The whole of one file: its documents, what was set aside, and findings that belong to no document."""

    documents: tuple[Document, ...]
    set_aside: tuple[SetAside, ...]
    findings: tuple[Finding, ...] = ()
