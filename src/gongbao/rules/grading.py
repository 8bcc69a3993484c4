"""Grading 分级: intervals with an inclusive `from` and an exclusive `below`; the highest grade of any criterion."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from itertools import pairwise
from operator import itemgetter
from typing import Any, ClassVar, Literal

from pydantic import Field, model_validator

from gongbao.rules.conditions import word_of
from gongbao.rules.context import Context, cannot_say, judged, read_as, reason
from gongbao.rules.entry import Names, PrintedKind, Stated, Words
from gongbao.rules.judgement import Judgement, Reason, decimal_text
from gongbao.rules.rule import Problem, Rule, asks_for, gap, wrong


class Band(Stated):
    """A grade for from ≤ value < below; `grade` empty: these values have none. A word of an input: `word`."""

    printed: ClassVar[Mapping[str, PrintedKind]] = {"from_": "number", "below": "number"}

    grade: str = ""
    from_: Decimal | None = Field(default=None, alias="from")
    below: Decimal | None = None
    word: str = ""
    says: str = ""

    def holds(self, value: Any) -> bool:
        if self.word:
            return (
                {True: "yes", False: "no"}.get(value, value) == self.word
                if isinstance(value, bool)
                else value == self.word
            )
        return (self.from_ is None or value >= self.from_) and (self.below is None or value < self.below)


class Criterion(Stated):
    """One scale: the sum of `sum_of`, or the first of `share_of` in percent of the second, or the answer `of`.

    It applies to cases with the answers `given` ({area: 密集}). `complete`: the bands must leave no gap.
    """

    title: Words | None = None
    of: str = ""
    sum_of: tuple[str, ...] = ()
    share_of: tuple[str, ...] = ()
    given: dict[str, str] = Field(default_factory=dict)
    bands: tuple[Band, ...]

    @model_validator(mode="after")
    def _one_scale(self) -> Criterion:
        if sum(map(bool, (self.of, self.sum_of, self.share_of))) != 1:
            raise ValueError("a criterion has one scale")
        return self

    def applies(self, given: Mapping[str, Any]) -> bool:
        """Whether the case is one of those that it is for."""
        return all(word_of(given.get(name)) == word for name, word in self.given.items())

    def asks(self) -> tuple[str, ...]:
        return (self.of,) if self.of else self.sum_of or self.share_of

    def value(self, given: Mapping[str, Any]) -> Any:
        """The value on the scale; None while an answer is missing or the whole is zero."""
        if self.of:
            return given.get(self.of)
        values = [given.get(name) for name in self.asks()]
        if any(one is None for one in values):
            return None
        if self.sum_of:
            return sum(values)
        return Fraction(values[0]) / Fraction(values[1]) * 100 if values[1] else None  # type: ignore[arg-type]

    def band(self, value: Any) -> Band | None:
        """The band that holds the value; bands do not overlap, so the last one that begins at or below it is asked."""
        starts, ordered = self.scale
        if not starts:  # words
            return next((band for band in self.bands if band.holds(value)), None)
        place = bisect_right(starts, value) - 1
        band = ordered[place] if place >= 0 else self.floor
        return band if band is not None and (band.below is None or value < band.below) else None

    @cached_property
    def scale(self) -> tuple[list[Decimal], list[Band]]:
        """Where the bands begin, ascending, and the bands; empty for words."""
        ordered = sorted((band for band in self.bands if band.from_ is not None), key=lambda band: band.from_ or 0)
        return [band.from_ for band in ordered if band.from_ is not None], ordered

    @cached_property
    def floor(self) -> Band | None:
        """The band without a beginning."""
        return next((band for band in self.bands if band.from_ is None and not band.word), None)

    @cached_property
    def told(self) -> dict[int, dict[str, Any]]:
        """What a reason says of each band, but for the value."""
        of = "+".join(self.asks())
        return {
            id(band): {
                "grade": band.grade,
                "title": self.title or "",
                "of": of,
                "lowest": band.from_,
                "below": band.below,
                "word": band.word,
            }
            for band in self.bands
        }


Hit = tuple[int, Criterion, Band, Any]
"""Rank of the grade, criterion, band, value on the scale."""


class Grading(Rule):
    """`grades` from the highest to the lowest; `levels` from grade to level. `external`: the plan that sets the grades,
    where this document has none. `person_for`: answers for which the document is silent and a person decides.

    `plain_value`: the value is the grade itself, for tables that grade something else than an incident.
    """

    kind: Literal["grading"]
    grades: Names
    levels: dict[str, str] = Field(default_factory=dict)
    criteria: tuple[Criterion, ...] = ()
    external: Words | None = None
    person_for: dict[str, Names] = Field(default_factory=dict)
    plain_value: bool = False

    def decide(self, given: Mapping[str, Any], context: Context) -> Judgement:
        if not self.criteria:
            return cannot_say(context, [], reason(context, "graded_elsewhere", self, plan=self.external or ""))
        for name, words in self.person_for.items():
            if word_of(given.get(name)) in words:
                return judged(
                    "person_decides",
                    self._value(""),
                    reason(context, "not_graded", self, case=given[name]),
                    *(read_as(context, one) for one in self.readings),
                    needs=("grade",),
                )
        hits, unanswered = self._hits(given)
        best = hits[0] if hits else None
        reasons = [self._reason(one, band, value, context) for _, one, band, value in hits]
        if best is None:
            reasons.append(reason(context, "no_grade", self))
        if self.reads_openly:
            readings = dict.fromkeys(name for _, one, band, _ in hits for name in (*one.readings, *band.readings))
            reasons += [read_as(context, one) for one in (*self.readings, *readings)]
        needs = self._open(given, best) if unanswered else ()
        return Judgement("decided", self._value(best[2].grade if best else ""), tuple(reasons), tuple(needs))

    def incomplete(self, given: Mapping[str, Any], missing: list[str], context: Context) -> Judgement:
        """The highest grade stands whatever the missing answers are; a sum is never less than its known parts."""
        at_least = {name: 0 for one in self.criteria for name in one.sum_of if name in missing}
        if missing == list(at_least) and self.criteria:
            hits, _ = self._hits({**given, **at_least})
            if hits and hits[0][0] == 0:
                return self.decide({**given, **at_least}, context)
        return cannot_say(context, missing)

    def _hits(self, given: Mapping[str, Any]) -> tuple[list[Hit], bool]:
        """The bands that the case falls into, the highest grade first, and whether a criterion lacks its answer."""
        hits: list[Hit] = []
        unanswered = False
        for one in self.criteria:
            if not one.applies(given):
                continue
            value = one.value(given)
            if value is None:
                unanswered = True
                continue
            band = one.band(value)
            if band is not None and band.grade:
                hits.append((self.ranks[band.grade], one, band, value))
        if len(hits) > 1:
            hits.sort(key=itemgetter(0))
        return hits, unanswered

    @cached_property
    def reads_openly(self) -> bool:
        """Whether any entry rests on a reading."""
        return bool(self.readings) or any(one.readings or any(b.readings for b in one.bands) for one in self.criteria)

    @cached_property
    def ranks(self) -> dict[str, int]:
        return {grade: n for n, grade in enumerate(self.grades)}

    def rank(self, grade: str) -> int:
        return self.ranks[grade]

    def _value(self, grade: str) -> Any:
        if self.plain_value:
            return grade or None
        return {"grade": grade or None, "level": self.levels.get(grade)}

    def _open(self, given: Mapping[str, Any], best: tuple[int, Any, Any, Any] | None) -> list[str]:
        """Inputs that are not answered and could still raise the grade."""
        own = best[0] if best else len(self.grades)
        names = [
            name
            for one in self.criteria
            if one.applies(given)
            and one.value(given) is None
            and min((self.rank(band.grade) for band in one.bands if band.grade), default=own) < own
            for name in one.asks()
            if given.get(name) is None
        ]
        return list(dict.fromkeys(names))

    def _reason(self, one: Criterion, band: Band, value: Any, context: Context) -> Reason:
        shown = decimal_text(value) if isinstance(value, Fraction) else value
        sources = band.source or one.source or self.source
        citation = context.cite(sources[0]) if sources else None
        return Reason(context.rule, "graded", {**one.told[id(band)], "value": shown}, citation)

    def edges(self) -> Iterator[tuple[str, Any]]:
        for one in self.criteria:
            for band in one.bands:
                edge = band.word or band.from_
                if edge is not None and (one.of or one.sum_of):
                    yield one.asks()[0], edge
            yield from one.given.items()

    def proofs(self) -> Iterator[Problem]:
        yield from asks_for([name for one in self.criteria for name in (*one.asks(), *one.given)], self.inputs)
        for n, one in enumerate(self.criteria, 1):
            for band in one.bands:
                if band.grade and band.grade not in self.grades:
                    yield wrong(
                        f"criteria[{n}]", f"“{band.grade}”不在 grades 里", f"“{band.grade}” is none of the grades"
                    )
            yield from _intervals(f"criteria[{n}]", [band for band in one.bands if not band.word])
        for grade in self.levels:
            if grade not in self.grades:
                yield wrong("levels", f"“{grade}”不在 grades 里", f"“{grade}” is none of the grades")

    def facts_count(self) -> int:
        return sum(len(one.bands) for one in self.criteria) or 1


def _intervals(name: str, bands: list[Band]) -> Iterator[Problem]:
    """Overlaps are wrong, with a value that lies in both; gaps are the document's and are listed, the open ends too."""
    if not bands:
        return
    ordered = sorted(bands, key=lambda band: (band.from_ is not None, band.from_ or 0))
    for lower, upper in pairwise(ordered):
        if lower.below is None or upper.from_ is None or upper.from_ < lower.below:
            both = _in_both(lower, upper)
            yield wrong(name, f"区间重叠：{both} 同时落在两行", f"the intervals overlap: {both} lies in two rows")
        elif upper.from_ > lower.below:
            yield gap(
                name,
                f"{lower.below} 至 {upper.from_} 之间没有规定",
                f"nothing is laid down from {lower.below} to {upper.from_}",
            )
    if ordered[0].from_ is not None and ordered[0].from_ > 0:
        yield gap(name, f"低于 {ordered[0].from_} 没有规定", f"nothing is laid down below {ordered[0].from_}")
    if ordered[-1].below is not None:
        yield gap(name, f"{ordered[-1].below} 及以上没有规定", f"nothing is laid down from {ordered[-1].below} on")


def _in_both(lower: Band, upper: Band) -> Decimal:
    """A value that two overlapping bands hold, the lower one beginning first."""
    if upper.from_ is not None:
        return upper.from_
    ends = [band.below for band in (lower, upper) if band.below is not None]
    return min(ends) - 1 if ends else Decimal(0)
