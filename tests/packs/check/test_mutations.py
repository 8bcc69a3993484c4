"""Change one number of a text: the facts that quote it fail, with what stands there now, and no others."""

from __future__ import annotations

import random
import re
import time
from collections.abc import Sequence
from dataclasses import replace

import pytest

from gongbao.packs import find_packs, lexicon_for
from gongbao.packs.check import Failure, Report, check, lint_quotes
from gongbao.text import read
from gongbao.text.lexicon import LexiconFor
from gongbao.text.model import Reading
from gongbao.text.passages import passages_of
from gongbao.text.source import Source, from_file
from tests.packs.check.cut_facts import Cut, PrintedNumber, cut, printed_numbers
from tests.packs.check.stated_facts import FACTS

SEED = 20210126
CHANGES = 12


def test_every_fact_cut_from_the_sample_county_holds(
    sample_source: Source, sample_reading: Reading, sample_lexicon: LexiconFor
) -> None:
    facts = [one.fact for one in cut(sample_source.text, sample_reading)]
    assert len(facts) > 150
    assert check(facts, sample_reading, sample_lexicon) == Report((), len(facts), ())
    assert lint_quotes(facts) == []


def test_any_number_of_the_sample_county_changed_fails_the_facts_that_quote_it(
    sample_source: Source, sample_reading: Reading, sample_lexicon: LexiconFor
) -> None:
    cuts = [*cut(sample_source.text, sample_reading), *by_hand(sample_source, sample_reading)]
    numbers = printed_numbers(sample_source.text, sample_reading)
    assert len(numbers) > 90
    for number in numbers:
        changed_fails_only_its_facts(sample_source, cuts, number, sample_lexicon)


@pytest.fixture(scope="module")
def gazette(shared: object, julu_text: object, julu_reading: Reading) -> tuple[Source, Reading, LexiconFor]:
    return from_file(str(julu_text)), julu_reading, lexicon_for(find_packs())


def test_every_fact_cut_from_the_gazette_holds_and_three_thousand_take_no_time(
    gazette: tuple[Source, Reading, LexiconFor],
) -> None:
    source, reading, known = gazette
    facts = [one.fact for one in cut(source.text, reading)]
    assert len(facts) > 3000
    began = time.perf_counter()
    report = check(facts, reading, known)
    took = time.perf_counter() - began
    assert report == Report((), len(facts), ())
    assert took < 2
    assert lint_quotes(facts) == []


def test_some_number_of_the_gazette_changed_fails_the_facts_that_quote_it(
    gazette: tuple[Source, Reading, LexiconFor],
) -> None:
    source, reading, known = gazette
    cuts = cut(source.text, reading)
    numbers = random.Random(SEED).sample(printed_numbers(source.text, reading), CHANGES)  # noqa: S311
    for number in numbers:
        changed_fails_only_its_facts(source, cuts, number, known)


def by_hand(source: Source, reading: Reading) -> list[Cut]:
    """The facts stated by hand, but for rows, whose values may stand in any cell."""
    passages = {
        (document.number or f"{document.issued} {document.title}", passage.at): passage
        for document in reading.documents
        for passage in passages_of(source.text, document)
    }
    cuts = []
    for fact in FACTS:
        passage = passages.get((fact.document, fact.at))
        start = passage.text.index(fact.quote) if passage else 0
        end = start + len(fact.quote or passage.text) if passage else 0
        if not fact.at.endswith("行"):
            cuts.append(Cut(fact, frozenset(passage.positions[start:end] if passage else ())))
    return cuts


def changed_fails_only_its_facts(source: Source, cuts: Sequence[Cut], number: PrintedNumber, known: LexiconFor) -> None:
    new = another(number)
    start, end = number.span
    changed = read(replace(source, text=source.text[:start] + new + source.text[end:]), known)
    report = check([one.fact for one in cuts], changed, known)
    failed = {(failure.document, failure.name) for failure in report.failures}
    quoting = [one.fact for one in cuts if not one.positions.isdisjoint(range(start, end))]
    assert failed == {(fact.document, fact.name) for fact in quoting}, (number.passage.at, number.printed, new)
    assert report.missing == ()
    for failure in report.failures:
        assert tells_expected_and_found(failure, new), failure


def another(number: PrintedNumber) -> str:
    """The number as it might be printed otherwise, so that nothing like it stands in its passage yet."""
    if re.search(r"\d", number.printed):
        others = [re.sub(r"\d+", str(n), number.printed, count=1) for n in range(2, 99)]
        taken = [str(n) in number.passage.text for n in range(2, 99)]
        return next(other for other, is_taken in zip(others, taken, strict=True) if not is_taken)
    return next(other for other in "七六八九四三五二" if other not in number.passage.text)


def tells_expected_and_found(failure: Failure, new: str) -> bool:
    if failure.kind == "quote":
        return new in failure.found and new not in failure.expected
    return failure.found != failure.expected and failure.expected in failure.zh and failure.found in failure.zh
