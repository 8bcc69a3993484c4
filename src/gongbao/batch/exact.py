"""Exact numbers over columns: scaled integers with proven bounds, so that no float and no overflow decides a case.

A quotient of two such integers is taken in doubles and rounded down, which every engine has. It is exact because the
bounds stay below 2^51: two distinct quotients then differ by more than the rounding of a double.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor, lcm

import ibis
import ibis.expr.types as ir

from gongbao.rules.conditions import COMPARE

LIMIT = 2**51
CENTS = 2
_NARROW, _WIDE = 18, 38


class TooWide(Exception):
    """The numbers could leave the bounds; ask again with smaller ones."""


@dataclass(frozen=True, slots=True)
class Exact:
    """A column of numbers `whole` / `parts` with low ≤ whole ≤ high; an empty cell stays empty in sums and products."""

    whole: ir.IntegerValue
    parts: int
    low: int
    high: int

    def __post_init__(self) -> None:
        if max(-self.low, self.high) > LIMIT:
            raise TooWide

    def on(self, parts: int) -> Exact:
        """The same numbers with a multiple of the denominator."""
        by = parts // self.parts
        return self if by == 1 else Exact(self.whole * by, parts, self.low * by, self.high * by)

    def __add__(self, other: Exact) -> Exact:
        a, b = alike(self, other)
        return Exact(a.whole + b.whole, a.parts, a.low + b.low, a.high + b.high)

    def __sub__(self, other: Exact) -> Exact:
        a, b = alike(self, other)
        return Exact(a.whole - b.whole, a.parts, a.low - b.high, a.high - b.low)

    def times(self, by: Fraction | Decimal | int) -> Exact:
        factor = Fraction(by) / self.parts
        n = factor.numerator
        low, high = sorted((self.low * n, self.high * n))
        return Exact(self.whole * n if n != 1 else self.whole, factor.denominator, low, high)

    def by(self, other: Exact) -> Exact:
        ends = [a * b for a in (self.low, self.high) for b in (other.low, other.high)]
        return Exact(self.whole * other.whole, self.parts * other.parts, min(ends), max(ends))

    def compared(self, comparator: str, other: Exact | Decimal | Fraction | int) -> ir.BooleanValue:
        """Empty where a side is empty."""
        if isinstance(other, Exact):
            a, b = alike(self, other)
            return compared(a.whole, comparator, b.whole)
        edge = Fraction(other) * self.parts
        if comparator == "=" and edge.denominator != 1:
            return self.whole != self.whole
        return compared(self.whole, comparator, ceil(edge) if comparator in {">=", "<"} else floor(edge))

    def least(self, other: Exact) -> Exact:
        a, b = alike(self, other)
        return Exact((a.whole <= b.whole).ifelse(a.whole, b.whole), a.parts, min(a.low, b.low), min(a.high, b.high))

    def positive(self) -> Exact:
        """Zero for what is below zero."""
        if self.low >= 0:
            return self
        return Exact((self.whole < 0).ifelse(0, self.whole), self.parts, 0, max(0, self.high))

    def floor(self) -> Exact:
        if self.parts == 1:
            return self
        return Exact(self.whole // self.parts, 1, self.low // self.parts, self.high // self.parts)

    def half_up(self, digits: int) -> Exact:
        """Rounded to so many places, a half away from zero, as `judgement.half_up`."""
        scale = 10**digits
        if scale % self.parts == 0:
            return self.on(scale)
        size = self if self.low >= 0 else Exact(self.whole.abs(), self.parts, 0, max(-self.low, self.high))
        doubled = size.times(2 * scale) + constant(1)
        rounded = Exact(doubled.whole, doubled.parts * 2, doubled.low, doubled.high).floor()
        if self.low >= 0:
            return Exact(rounded.whole, scale, rounded.low, rounded.high)
        signed = (self.whole < 0).ifelse(-rounded.whole, rounded.whole)
        return Exact(signed, scale, -rounded.high, rounded.high)

    def shown(self) -> Exact:
        """As `judgement.decimal_text` says it: exact where the decimal ends, else two places, half up."""
        odd = _odd_part(self.parts)
        digits = CENTS if odd > 1 else 0
        while 10**digits % (self.parts // odd):
            digits += 1
        if odd == 1:
            return self.on(10**digits)
        by = 10**digits * odd // self.parts
        ended = Exact(self.whole // odd * by, 10**digits, self.low // odd * by, self.high // odd * by)
        cut = self.half_up(CENTS).on(10**digits)
        whole = (self.whole % odd == 0).ifelse(ended.whole, cut.whole)
        return Exact(whole, 10**digits, min(ended.low, cut.low), max(ended.high, cut.high))

    def decimal(self, digits: int, *, wide: bool) -> ir.DecimalValue:
        """As a decimal column; `parts` is a power of ten here. A double of less than 2^51 gives each of them back."""
        if max(-self.low, self.high) * 10**digits // self.parts > LIMIT:
            raise TooWide
        value = self.whole / self.parts if self.parts > 1 else self.whole
        return value.cast(form(digits, wide=wide))

    def at(self, column: ir.IntegerValue) -> Exact:
        """The same numbers, held in this column."""
        return Exact(column, self.parts, self.low, self.high)


def scaled(value: ir.FloatingValue, parts: int, limit: int) -> Exact:
    """Doubles that are the nearest ones to decimals: times `parts` they are less than a half off, up to the limit."""
    return Exact((value * parts).round().cast("int64"), parts, -limit, limit)


def constant(value: Decimal | Fraction | int) -> Exact:
    """From text, because engines take a small literal for a small type, whose products overflow."""
    exact = Fraction(value)
    n = exact.numerator
    return Exact(ibis.literal(str(n)).cast("int64"), exact.denominator, n, n)


def nothing() -> Exact:
    """A column without a single answer."""
    return Exact(ibis.null("int64"), 1, 0, 0)


def alike(a: Exact, b: Exact) -> tuple[Exact, Exact]:
    """Both with one denominator."""
    parts = lcm(a.parts, b.parts)
    return a.on(parts), b.on(parts)


def form(digits: int, *, wide: bool) -> str:
    """A decimal column of so many places; a wide one has room for whatever a single answer may come to."""
    return f"decimal({_WIDE if wide else _NARROW}, {digits})"


def _odd_part(parts: int) -> int:
    for prime in (2, 5):
        while parts % prime == 0:
            parts //= prime
    return parts


def compared(left: ir.Value, comparator: str, right: ir.Value | int) -> ir.BooleanValue:
    found: ir.BooleanValue = COMPARE[comparator](left, right)
    return found


__all__ = ["LIMIT", "Exact", "TooWide", "alike", "compared", "constant", "form", "nothing", "scaled"]
