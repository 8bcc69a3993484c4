"""Facts cut out of a reading when a test runs, so that no sentence of a gazette need be written down."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from gongbao.packs.check.comparisons import COMPARATORS
from gongbao.packs.check.places import Place, key_of, places_of
from gongbao.packs.stated import Printed, StatedFact
from gongbao.text.labels import label_of
from gongbao.text.model import Deadline, Document, Reading, Span, Target
from gongbao.text.numerals import Number, numbers_in
from gongbao.text.passages import Passage, passages_of

LONGEST = 30


@dataclass(frozen=True)
class Cut:
    """A fact, and where in the source the characters stand that it was cut from."""

    fact: StatedFact
    positions: frozenset[int]


@dataclass(frozen=True)
class PrintedNumber:
    """A number that may be changed: where it stands in the source, as printed, and the passage around it."""

    span: Span
    printed: str
    passage: Passage


def cut(source: str, reading: Reading) -> list[Cut]:
    """Every deadline, target, number and now and then a run of words, each as a fact that the text bears out."""
    return [Cut(fact, held) for document in reading.documents for fact, held in _of_document(source, document)]


def printed_numbers(source: str, reading: Reading) -> list[PrintedNumber]:
    """The numbers in running text and cells, without those of labels and serials."""
    passages = [passage for document in reading.documents for passage in passages_of(source, document)]
    return [
        PrintedNumber(passage.span(number.start, number.end), passage.text[number.start : number.end], passage)
        for passage in passages
        for number in _numbers(passage)
    ]


def _numbers(passage: Passage) -> Iterator[Number]:
    if "序号" not in passage.head:
        yield from (number for number in numbers_in(passage.text) if number.start >= _label_length(passage))


def _label_length(passage: Passage) -> int:
    """How much of the passage is its label; a footnote and a cell (三十、县水务局) may have one too."""
    footnote, cell = re.match(r"\[\d+\]", passage.text), label_of(passage.text[:24])
    return max(passage.label_length, footnote.end() if footnote else 0, cell.length if cell else 0)


def _of_document(source: str, document: Document) -> Iterator[tuple[StatedFact, frozenset[int]]]:
    name = document.number or f"{document.issued} {document.title}"
    places = places_of(document)
    passages = {passage.at: passage for passage in passages_of(source, document)}
    values = [*_stated(document), *_each_number(passages), *_some_words(passages)]
    for n, (at, span, printed) in enumerate(values):
        passage = passages[at]
        start, end = _within(passage, span)
        as_read = places[key_of(at)].text == passage.text  # a cell may be put together of what several lines print
        stretch = (start, end) if passage.row else _around(passage, start, end)
        if stretch and as_read and passage.text.count(passage.text[slice(*stretch)]) == 1:
            quote = "" if passage.row else passage.text[slice(*stretch)]
            fact = StatedFact("cut/rule", f"{name} {n}", name, at, quote, printed)
            yield fact, frozenset(passage.positions[slice(*stretch)])


Value = tuple[str, Span, tuple[Printed, ...]]


def _stated(document: Document) -> Iterator[Value]:
    """What the reader found to be due and aimed at; spans are those of the source."""
    for deadline in document.obligations.deadlines:
        yield deadline.at, deadline.span, (_of_deadline(deadline),)
    for target in document.obligations.targets:
        if not target.at.endswith("行"):
            yield target.at, target.span, _of_target(target)


def _of_deadline(deadline: Deadline) -> Printed:
    if deadline.iso:
        return Printed("date", deadline.iso.isoformat(), "day")
    return Printed("number", deadline.amount or "", "amount")


def _of_target(target: Target) -> tuple[Printed, ...]:
    value = Printed("number", target.value, "value")
    led = target.phrase[:1].isdigit() and target.phrase[-1:] not in "上下内"
    if target.comparator in COMPARATORS and not led:
        return value, Printed("comparator", target.comparator, "comparator")
    return (value,)


def _each_number(passages: dict[str, Passage]) -> Iterator[Value]:
    for passage in passages.values():
        numbers = list(_numbers(passage))
        for number in numbers:
            value = number.values[-1]
            if not passage.row or sum(value in other.values for other in numbers) == 1:
                printed = Printed("number", f"{value:f}", "value")
                yield passage.at, passage.span(number.start, number.end), (printed,)


def _some_words(passages: dict[str, Passage]) -> Iterator[Value]:
    for passage in passages.values():
        if not passage.row:
            for start in range(passage.label_length, len(passage.text) - 8, 24):
                words = Printed("text", passage.text[start : start + 8], "words")
                yield passage.at, passage.span(start, start + 8), (words,)


def _within(passage: Passage, span: Span) -> Span:
    """A span of the source as [start, end) of the passage's text."""
    return passage.positions.index(span[0]), passage.positions.index(span[1] - 1) + 1


def _around(passage: Passage, first: int, last: int) -> Span | None:
    """[start, end) of the shortest run around [first, last) that can be quoted; None if there is none."""
    place = Place(passage.at, "section", (passage.text,))
    for more in range(LONGEST):
        start, end = max(0, first - (more + 1) // 2), min(len(passage.text), last + more // 2)
        whole = not place.cuts(start) and not place.cuts(end)
        worded = end - start > last - first + 1  # a number alone does not tell which one is meant
        if whole and worded and 4 <= end - start <= LONGEST and passage.text.count(passage.text[start:end]) == 1:
            return start, end
    return None
