"""Rate 比率: one amount over another, or its change; an empty denominator is "-", never 0 and never 100."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any, Literal

from gongbao.rules.conditions import COMPARE
from gongbao.rules.context import Context, cannot_say, decided, read_as, reason
from gongbao.rules.entry import Words
from gongbao.rules.indicator import Target
from gongbao.rules.inputs import BadInput
from gongbao.rules.judgement import Judgement, decimal_text, half_up
from gongbao.rules.rule import Problem, Rule, asks_for, source_of

EMPTY = "-"


class Rate(Rule):
    """share: numerator / denominator in percent; ratio: as it is; change: (numerator − denominator) / denominator in
    percent; cut: the fall in percent. `less`: inputs left out of the denominator, `less_both` out of both.
    `digits`: places shown; comparisons use the exact value. A share is of a whole: a part larger than the whole is
    refused, unless it `may_exceed` it (actual over planned)."""

    kind: Literal["rate"]
    form: Literal["share", "ratio", "change", "cut"] = "share"
    numerator: str
    denominator: str
    less: tuple[str, ...] = ()
    less_both: tuple[str, ...] = ()
    digits: int = 1
    target: Target | None = None
    leaves_out: Words | None = None
    may_exceed: bool = False

    def decide(self, given: Mapping[str, Any], context: Context) -> Judgement:
        lacking = [name for name in (self.numerator, self.denominator) if given.get(name) is None]
        if lacking:
            return cannot_say(context, list(dict.fromkeys(lacking)))
        self._of_a_whole(given)
        rate = self.rate(given)
        stands = reason(
            context,
            f"rate_{self.form}",
            self,
            numerator=given[self.numerator],
            denominator=given[self.denominator],
            leaves_out=self.leaves_out or "",
        )
        readings = [read_as(context, one) for one in self.readings]
        if rate is None:
            return decided({"rate": EMPTY, "met": None}, stands, reason(context, "empty_rate"), *readings)
        met = self.met(rate)
        told = (
            reason(
                context,
                "target",
                source_of(self.target, self),
                comparator=self.target.comparator,
                value=self.target.value,
            )
            if self.target
            else None
        )
        soft = reason(context, "soft", self) if self.soft else None
        return decided(
            {"rate": decimal_text(Fraction(half_up(rate, self.digits))), "met": met}, stands, told, soft, *readings
        )

    def _of_a_whole(self, given: Mapping[str, Any]) -> None:
        """BadInput: a part of a share that is larger than its whole, or more left out than there is."""
        top, below = self._amounts(given)
        if self.form == "share" and not self.may_exceed and not 0 <= top <= below:
            part, whole = (self.inputs[name].title or name for name in (self.numerator, self.denominator))
            raise BadInput(
                self.numerator,
                f"{part}（{self.numerator}）不能大于{whole}（{self.denominator}），扣除的也不能多于它们，请核对。",
                f"{self.numerator} cannot exceed {self.denominator}, nor can more be left out; check the numbers.",
            )

    def rate(self, given: Mapping[str, Any]) -> Fraction | None:
        """The exact rate; None where the denominator is empty."""
        top, below = self._amounts(given)
        if below == 0:
            return None
        if self.form in {"change", "cut"}:
            change = (top - below) / below * 100
            return change if self.form == "change" else -change
        return top / below * (100 if self.form == "share" else 1)

    def _amounts(self, given: Mapping[str, Any]) -> tuple[Fraction, Fraction]:
        """What is divided by what, after what is left out."""
        both = sum(Fraction(given.get(name, 0)) for name in self.less_both)
        top = Fraction(given[self.numerator]) - both
        return top, Fraction(given[self.denominator]) - both - sum(Fraction(given.get(name, 0)) for name in self.less)

    def met(self, rate: Fraction) -> bool | None:
        if self.target is None or self.target.value is None:
            return None
        return COMPARE[self.target.comparator](rate, Fraction(self.target.value))

    def edges(self) -> Iterator[tuple[str, Any]]:
        if self.target and self.target.value is not None and self.form == "share":
            yield self.denominator, Decimal(100)
            yield self.numerator, self.target.value

    def edges_near(self, given: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
        """Where the rate meets its target, the other amounts as they are."""
        if self.target is None or not self.target.value or self.form not in {"share", "ratio"}:
            return
        if given.get(self.numerator) is None or given.get(self.denominator) is None:
            return
        aim = Fraction(self.target.value) / (100 if self.form == "share" else 1)
        both = sum(Fraction(given.get(name, 0)) for name in self.less_both)
        out = both + sum(Fraction(given.get(name, 0)) for name in self.less)
        yield self.numerator, half_up((Fraction(given[self.denominator]) - out) * aim + both, 2)
        yield self.denominator, half_up((Fraction(given[self.numerator]) - both) / aim + out, 2)

    def verdict(self, value: Any) -> Any:
        """Every other amount gives another rate; what turns is whether the target is met."""
        return value["met"] if isinstance(value, dict) else value

    def proofs(self) -> Iterator[Problem]:
        yield from asks_for([self.numerator, self.denominator, *self.less, *self.less_both], self.inputs)
