"""Documents to search, put into the database without the import, and a plain scan to compare the answers with."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from county.gazette.models import Document

# place of a passage: document address, position
Place = tuple[str, int]
Scan = Callable[..., list[Place]]


@pytest.fixture
def add(db: None) -> Callable[..., Document]:
    """Add a document of passages and index it. A passage is its text, or (text, names of agencies)."""
    from county.gazette.models import Document, Passage, PassageAgency
    from county.gazette.search import index_document

    def add_document(address: str, *passages: Any, issued: date | None = None, title: str = "") -> Document:
        document = Document.objects.create(address=address, number=address, title=title or address, issued=issued)
        rows = [_row(passage) for passage in passages]
        titles = [(title, ())] if title else []
        made = Passage.objects.bulk_create(
            Passage(document=document, position=position, at=f"段{position}", text=text,
                    kind="title" if title and position == 0 else "text")
            for position, (text, _) in enumerate([*titles, *rows])
        )
        PassageAgency.objects.bulk_create(
            PassageAgency(passage=passage, agency=name)
            for passage, (_, names) in zip(made, [*titles, *rows], strict=True) for name in names
        )
        index_document(document)
        return document

    return add_document


@pytest.fixture
def add_lines(add: Callable[..., Document]) -> Callable[[list[str]], None]:
    """Add lines of text as documents of 240 passages, the first line as title; two documents share a day.

    The agency 甲局 is named by every third passage, 乙局 by every fifth.
    """

    def add_all(lines: list[str]) -> None:
        for number, begin in enumerate(range(0, len(lines), 240)):
            title, *texts = lines[begin : begin + 240]
            issued = date(2031, 1, 1) + timedelta(days=(number * 7 % 11) // 2) if number % 6 else None
            add(f"〔2031〕{number}号", *map(_with_agencies, range(len(texts)), texts), issued=issued, title=title)

    return add_all


@pytest.fixture
def scan(db: None) -> Scan:
    """All places whose text holds a query, by looking at every passage, in the promised order.

    The passages are read when it is called for the first time.
    """
    passages: list[Any] = []

    def scan_all(query: str, *, agency: str = "", chosen: Callable[[Any], bool] = lambda _: True) -> list[Place]:
        if not passages:
            passages.extend(_all_passages())
        wanted = plain(query)
        return [
            (passage.document.address, passage.position)
            for passage, text, agencies in passages
            if wanted in text and chosen(passage.document) and (not agency or agency in agencies)
        ]

    return scan_all


@pytest.fixture
def places() -> Callable[[Iterable[Any]], list[Place]]:
    """The places of hits that were added by `add`."""
    return lambda hits: [(hit.address, int(hit.at.removeprefix("段"))) for hit in hits]


def plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def _all_passages() -> list[tuple[Any, str, set[str]]]:
    from county.gazette.models import Passage

    passages = Passage.objects.select_related("document").prefetch_related("agencies")
    return [
        (passage, plain(passage.text), {named.agency for named in passage.agencies.all()})
        for passage in sorted(passages, key=_promised_order)
    ]


def _promised_order(passage: Any) -> tuple[Any, ...]:
    issued = passage.document.issued
    return (passage.kind != "title", issued is None, -issued.toordinal() if issued else 0, passage.document.pk,
            passage.position)


def _row(passage: Any) -> tuple[str, tuple[str, ...]]:
    return (passage, ()) if isinstance(passage, str) else passage


def _with_agencies(number: int, text: str) -> tuple[str, list[str]]:
    return text, [name for name, every in (("甲局", 3), ("乙局", 5)) if number % every == 0]
