"""Benefit 惠企措施: an amount by named operations: rate, brackets, months, limit share, cap, shares, carry forward."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Any, Literal

from gongbao.rules.amounts import Bracket, Cap, CarryForward, Case, LimitShare, Months, Percent, Shares
from gongbao.rules.conditions import Condition, open_inputs, word_of
from gongbao.rules.context import Context, cannot_say, judged, read_as, reason
from gongbao.rules.entry import Words
from gongbao.rules.judgement import Judgement, Reason, half_up
from gongbao.rules.rule import Problem, Rule, asks_for, source_of, wrong

FEN = 2


class Benefit(Rule):
    """`base`: the input that the operations start from. They run in this order: percent | brackets | months,
    limit_share, cap, shares, carry_forward. `conditions` must hold, else nothing is granted (refused). `unmet_payer`
    then bears the whole. `person`: the decision that a person makes before anything is granted.
    """

    kind: Literal["benefit"]
    base: str
    conditions: tuple[Condition, ...] = ()
    cases: tuple[Case, ...] = ()
    percent: Percent | None = None
    brackets: tuple[Bracket, ...] = ()
    months: Months | None = None
    limit_share: LimitShare | None = None
    cap: Cap | None = None
    shares: Shares | None = None
    unmet_payer: str = ""
    carry_forward: CarryForward | None = None
    person: str = ""
    person_says: Words | None = None
    with_total: bool = True

    def decide(self, given: Mapping[str, Any], context: Context) -> Judgement:
        unmet = [one for one in self.conditions if one.holds(given) is False]
        if unmet:
            return self._refused(unmet, given, context)
        case = self.case(given)
        if case is not None and case.silent:
            return cannot_say(
                context,
                [],
                reason(context, "silent_case", source_of(case, self), case=case.says or "、".join(case.given.values())),
            )
        lacking = self._lacking(given)
        if lacking:
            return cannot_say(context, lacking)
        months = case.months if case else self.months
        if months and months.input and given.get(months.input) is None:
            return cannot_say(context, [months.input], reason(context, "months_asked", source_of(months, self)))
        if given.get(self.base) is None:
            return cannot_say(context, [self.base], *(read_as(context, one) for one in self.readings))
        amount = self.amount(given)
        outcome: Literal["decided", "person_decides"] = "person_decides" if self.person else "decided"
        reasons = [
            *self._operations(given, amount, context),
            reason(context, "person", self, person=self.person_says or self.person) if self.person else None,
            *(read_as(context, one) for one in dict.fromkeys((*self.readings, *self._readings(case)))),
        ]
        return judged(outcome, self.value(amount, given), *reasons, needs=(self.person,) if self.person else ())

    def incomplete(self, given: Mapping[str, Any], missing: list[str], context: Context) -> Judgement:
        """A condition that fails refuses, whatever the other answers would be."""
        unmet = [one for one in self.conditions if one.holds(given) is False]
        known = self.base in given or not self.unmet_payer
        return self._refused(unmet, given, context) if unmet and known else cannot_say(context, missing)

    def _lacking(self, given: Mapping[str, Any]) -> list[str]:
        """Answers that the conditions or an operation wait for; what is not known grants nothing."""
        of, year = self.limit_share and self.limit_share.of, self.carry_forward and self.carry_forward.from_
        missing = [name for name in (of, year) if name and given.get(name) is None]
        return list(dict.fromkeys((*open_inputs(self.conditions, given), *missing)))

    def case(self, given: Mapping[str, Any]) -> Case | None:
        return next((one for one in self.cases if all(word_of(given.get(n)) == w for n, w in one.given.items())), None)

    def amount(self, given: Mapping[str, Any]) -> Fraction:
        """The exact amount in yuan before it is shared; nothing is rounded here."""
        amount = self._operated(given)
        if self.limit_share:
            whole = max(Fraction(0), Fraction(given[self.limit_share.of]))
            amount = min(amount, whole * Fraction(self.limit_share.rate) / 100)
        if self.cap:
            before = Fraction(given.get(self.cap.less, 0)) if self.cap.less else Fraction(0)
            amount = max(Fraction(0), min(amount, Fraction(self.cap.value) - before))
        return amount

    def _operated(self, given: Mapping[str, Any]) -> Fraction:
        base, case = Fraction(given[self.base]), self.case(given)
        if case is not None and case.nothing:
            return Fraction(0)
        percent = (case and case.percent) or (None if case else self.percent)
        months = (case and case.months) or (None if case else self.months)
        if percent:
            return base * Fraction(percent.rate) / 100
        if months:
            count = Fraction(months.value if months.value is not None else given[months.input])
            return base * count / Fraction(months.of or 1)
        if self.brackets:
            return sum((_part(base, one) for one in self.brackets), Fraction(0))
        return base

    def value(self, amount: Fraction, given: Mapping[str, Any]) -> Any:
        """In yuan, rounded half up to 0.01: the amount, its shares, or what is deductible and carried."""
        total = half_up(amount, FEN)
        if self.carry_forward:
            carried = half_up(Fraction(given[self.base]), FEN) - total
            until = int(given[self.carry_forward.from_]) + self.carry_forward.years if carried else None
            return {"deductible": total, "carried": carried, "until": until}
        if not self.shares:
            return total
        return ({"total": total} if self.with_total else {}) | _shared(self.shares, total)

    def _refused(self, unmet: list[Condition], given: Mapping[str, Any], context: Context) -> Judgement:
        value = self.value(Fraction(0), {**given, self.base: Decimal(0)})
        if self.unmet_payer and self.shares and self.base in given:
            value[self.unmet_payer] = half_up(Fraction(given[self.base]), FEN)
        reasons = [reason(context, "unmet", one.source or self.source, says=one.says, input=one.input) for one in unmet]
        more = [read_as(context, one) for condition in unmet for one in condition.readings]
        return judged("refused", value, *reasons, *more, needs=[name for one in unmet for name in one.asks()])

    def _operations(self, given: Mapping[str, Any], amount: Fraction, context: Context) -> Iterator[Reason]:
        base, case = given[self.base], self.case(given)
        percent, months = (case or self).percent, (case or self).months
        if percent:
            yield reason(
                context, "percent", source_of(percent, case or self) or self.source, rate=percent.rate, base=base
            )
        if months:
            yield reason(
                context,
                "months",
                source_of(months, case or self) or self.source,
                months=months.value or given.get(months.input),
                base=base,
                of=months.of,
            )
        if case and case.nothing:
            yield reason(context, "nothing", source_of(case, self))
        for one in self.brackets if not case else ():
            if _part(Fraction(base), one):
                yield reason(
                    context,
                    "bracket",
                    source_of(one, self),
                    rate=one.rate,
                    above=one.above,
                    upto=one.upto,
                    part=half_up(_part(Fraction(base), one), FEN),
                )
        if self.limit_share:
            yield reason(
                context,
                "limit_share",
                source_of(self.limit_share, self),
                rate=self.limit_share.rate,
                of=given[self.limit_share.of],
            )
        if self.cap:
            raw = half_up(self._operated(given), FEN)
            code = "capped" if half_up(amount, FEN) < raw else "below_cap"
            yield reason(
                context,
                code,
                source_of(self.cap, self),
                cap=self.cap.value,
                raw=raw,
                before=given.get(self.cap.less, 0),
            )
        if self.shares:
            said = "、".join(
                f"{self.shares.titles.get(p, p)} {part.normalize():f}" for p, part in self.shares.parts.items()
            )
            yield reason(context, "shares", source_of(self.shares, self), shares=said)
        if self.carry_forward:
            yield reason(context, "carry_forward", source_of(self.carry_forward, self), years=self.carry_forward.years)

    def _readings(self, case: Case | None) -> Iterator[str]:
        parts = (case, self.percent, self.months, self.limit_share, self.cap, self.shares, self.carry_forward)
        for one in (*parts, *self.brackets):
            yield from one.readings if one else ()

    def edges(self) -> Iterator[tuple[str, Any]]:
        for condition in self.conditions:
            yield from condition.edges()
        for bracket in self.brackets:
            if bracket.upto is not None:
                yield self.base, bracket.upto
        if self.cap and self.brackets:
            yield self.base, half_up(_binds(self.brackets, self.cap), FEN)
        for one in self.cases:
            yield from one.given.items()

    def proofs(self) -> Iterator[Problem]:
        names = [
            self.base,
            self.cap.less if self.cap else "",
            self.limit_share.of if self.limit_share else "",
            self.carry_forward.from_ if self.carry_forward else "",
            self.months.input if self.months else "",
        ]
        names += [name for condition in self.conditions for name in condition.asks()]
        names += [name for case in self.cases for name in case.given]
        yield from asks_for([name for name in names if name], self.inputs)
        for lower, upper in pairwise(self.brackets):
            if lower.upto is None or lower.upto != upper.above:
                yield wrong(
                    "brackets", "上一档的 upto 要等于下一档的 above", "a bracket begins where the one before it ends"
                )
        if self.unmet_payer and (not self.shares or self.unmet_payer not in self.shares.parts):
            yield wrong(
                "unmet_payer", f"“{self.unmet_payer}”不在 shares 里", f"“{self.unmet_payer}” is none of the shares"
            )


def _part(base: Fraction, bracket: Bracket) -> Fraction:
    low = Fraction(bracket.above or 0)
    high = base if bracket.upto is None else min(base, Fraction(bracket.upto))
    return max(Fraction(0), high - low) * Fraction(bracket.rate) / 100


def _shared(shares: Shares, total: Decimal) -> dict[str, Decimal]:
    parts = list(shares.parts.items())
    whole, left, found = sum(shares.parts.values()), total, {}
    for payer, part in parts[:-1]:
        found[payer] = min(left, half_up(Fraction(total) * Fraction(part) / Fraction(whole), FEN))
        left -= found[payer]
    return {**found, parts[-1][0]: left}


def _binds(brackets: tuple[Bracket, ...], cap: Cap) -> Fraction:
    """The least base at which the cap is reached; 0 where no bracket reaches it."""
    left = Fraction(cap.value)
    for one in brackets:
        top = Fraction(one.upto) - Fraction(one.above or 0) if one.upto is not None else None
        full = left * 100 / Fraction(one.rate) if one.rate else None
        if full is not None and (top is None or full <= top):
            return Fraction(one.above or 0) + full
        left -= (top or 0) * Fraction(one.rate) / 100
    return Fraction(0)
