"""Change a number of the gazette: check names exactly the facts of the pack that rest on it, and no others."""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import pytest

from gongbao.packs import find_packs, lexicon_for
from gongbao.packs.check import check
from gongbao.packs.check.spelling import bare, same
from gongbao.packs.facts import stated_facts
from gongbao.packs.load import load_rulebook
from gongbao.packs.stated import StatedFact
from gongbao.text import read
from gongbao.text.lexicon import LexiconFor
from gongbao.text.model import Reading
from gongbao.text.passages import Passage, passages_of
from gongbao.text.source import Source, from_file
from tests.packs.check.cut_facts import PrintedNumber, printed_numbers

SEED = 20201215
ALONE, TOGETHER = 3, 4
"""So many numbers are changed one by one, and so many times one number of every passage at once."""
PLACE_IN_A_MARK = re.compile("第.位")
"""The unit in first place leads: such a number is the key to every mark of its document, not a fact of its passage."""
Name = tuple[str, str, str]


@dataclass(frozen=True)
class Standing:
    """A fact and where in the source its quote, or else its whole place, stands."""

    fact: StatedFact
    positions: frozenset[int]

    @property
    def name(self) -> Name:
        return self.fact.rule, self.fact.name, self.fact.at


@dataclass(frozen=True)
class Gazette:
    source: Source
    lexicon: LexiconFor
    facts: tuple[Standing, ...]
    numbers: tuple[PrintedNumber, ...]
    passages: tuple[Passage, ...]

    def failing(self, changes: Iterable[tuple[tuple[int, int], str]]) -> set[Name]:
        """Which facts fail when these stretches of the source read otherwise."""
        text = self.source.text
        for (start, end), new in sorted(changes, reverse=True):
            text = text[:start] + new + text[end:]
        changed = read(replace(self.source, text=text), self.lexicon)
        report = check([one.fact for one in self.facts], changed, self.lexicon)
        assert report.missing == ()
        return {(one.rule, one.name, one.at) for one in report.failures}

    def resting(self, spans: Sequence[tuple[int, int]], *, quoted: bool) -> set[Name]:
        """The facts whose quote (or, without one, whose place) holds one of these stretches."""
        held = {position for span in spans for position in range(*span)}
        return {one.name for one in self.facts if bool(one.fact.quote) is quoted and not held.isdisjoint(one.positions)}

    def merged(self) -> set[Name]:
        """The facts of cells that print nothing of their own: what stands there is printed in another row."""
        return {one.name for one in self.facts if not one.fact.quote and not one.positions}


@pytest.fixture(scope="module")
def gazette(julu_text: object, julu_reading: Reading) -> Gazette:
    source, lexicon = from_file(str(julu_text)), lexicon_for(find_packs(), "julu-2020")
    passages = {
        (document.number, passage.at): passage
        for document in julu_reading.documents
        for passage in passages_of(source.text, document)
    }
    rows: dict[tuple[str, str], list[Passage]] = defaultdict(list)
    for (document, at), passage in passages.items():
        rows[document, at.partition(" 列")[0]].append(passage)
    facts = [Standing(fact, positions(fact, passages, rows)) for fact in stated_facts(load_rulebook("julu-2020"))]
    quoted = frozenset().union(*(one.positions for one in facts if one.fact.quote))
    numbers = [
        one
        for one in printed_numbers(source.text, julu_reading)
        if not quoted.isdisjoint(range(*one.span)) and not PLACE_IN_A_MARK.match(source.text, one.span[0] - 1)
    ]
    return Gazette(source, lexicon, tuple(facts), tuple(numbers), tuple(passages.values()))


def positions(
    fact: StatedFact, passages: dict[tuple[str, str], Passage], rows: dict[tuple[str, str], list[Passage]]
) -> frozenset[int]:
    """A row without a quote is all of its cells; a person or a head is in no passage and holds no number of one."""
    own = passages.get((fact.document, fact.at))
    if own is None:
        cells = [] if fact.quote else rows.get((fact.document, fact.at), [])
        return frozenset(position for cell in cells for position in cell.positions)
    start = same(own.text).find(same(bare(fact.quote)))
    end = start + len(bare(fact.quote)) if fact.quote else len(own.text)
    return frozenset(own.positions[start:end]) if start >= 0 else frozenset()


@pytest.mark.parametrize(
    ("phrase", "old", "new", "rule"),
    [
        ("不得超过2个工作日", "2", "4", "service_reviews/rectify"),
        ("300人以上", "300", "200", "earthquake/regrade"),
        ("最长不超过3个月", "3", "6", "enterprise_support/tax_deferral"),
    ],
)
def test_one_number_changed_fails_the_rules_that_rest_on_it(
    phrase: str, old: str, new: str, rule: str, gazette: Gazette
) -> None:
    [passage] = [one for one in gazette.passages if phrase in one.text]
    first = passage.text.index(phrase) + phrase.index(old)
    span = passage.span(first, first + len(old))
    failing = gazette.failing([(span, new)])
    assert failing == gazette.resting([span], quoted=True)
    assert {name for name, _, _ in failing} == {rule}


def test_the_gazette_as_it_stands_fails_nothing(gazette: Gazette) -> None:
    assert gazette.failing([]) == set()
    count = len(gazette.numbers)
    assert count > 500


def test_some_numbers_changed_one_by_one_fail_the_facts_that_quote_them(gazette: Gazette) -> None:
    for number in random.Random(SEED).sample(gazette.numbers, ALONE):  # noqa: S311
        fails_exactly(gazette, [number])


@pytest.mark.parametrize("turn", range(TOGETHER))
def test_a_number_of_every_passage_changed_fails_the_facts_that_quote_them(turn: int, gazette: Gazette) -> None:
    numbers = list(gazette.numbers)
    random.Random(SEED + turn).shuffle(numbers)  # noqa: S311
    chosen = list({number.passage.spans[0]: number for number in numbers}.values())
    count = len(chosen)
    assert count > 200
    fails_exactly(gazette, chosen)


def fails_exactly(gazette: Gazette, numbers: Sequence[PrintedNumber]) -> None:
    spans = [number.span for number in numbers]
    failing = gazette.failing([(number.span, another(number)) for number in numbers])
    assert gazette.resting(spans, quoted=True) - failing == set(), [number.printed for number in numbers][:5]
    also = gazette.resting(spans, quoted=False) | gazette.merged()
    assert failing - gazette.resting(spans, quoted=True) - also == set()


def another(number: PrintedNumber) -> str:
    """The number as it might be printed otherwise, unlike any other of its passage."""
    if re.search(r"\d", number.printed):
        others = (str(n) for n in range(2, 99) if str(n) not in number.passage.text)
        return re.sub(r"\d+", next(others), number.printed, count=1)
    return next(other for other in "七六八九四三五二" if other not in number.passage.text)
