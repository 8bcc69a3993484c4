"""Exact columns do arithmetic as fractions do, and show numbers as one case shows them."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import ibis
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongbao.batch.exact import LIMIT, Exact, TooWide, constant
from gongbao.rules.conditions import COMPARE
from gongbao.rules.judgement import decimal_text, half_up
from tests.batch.alike import engine

few = settings(deadline=None, max_examples=12)
WHOLES = st.lists(st.integers(-(10**9), 10**9) | st.integers(-300, 300), min_size=1, max_size=60)
PARTS = st.sampled_from([1, 2, 3, 7, 8, 10, 30, 100, 125, 700, 1000])


def column(wholes: list[int], parts: int) -> Exact:
    table = ibis.memtable(pa.table({"whole": pa.array(wholes, pa.int64())}))
    return Exact(table.whole, parts, min(wholes), max(wholes))


def numbers(found: Exact) -> list[Fraction]:
    wholes = engine().to_pyarrow(found.whole).to_pylist()
    assert all(found.low <= whole <= found.high for whole in wholes)
    return [Fraction(whole, found.parts) for whole in wholes]


def shown(found: Exact) -> list[Fraction]:
    digits = len(str(found.parts)) - 1
    return [Fraction(one) for one in engine().to_pyarrow(found.decimal(digits, wide=True)).to_pylist()]


@few
@given(wholes=WHOLES, parts=PARTS, digits=st.integers(0, 3))
def test_halves_are_rounded_away_from_zero(wholes: list[int], parts: int, digits: int) -> None:
    expected = [Fraction(half_up(Fraction(whole, parts), digits)) for whole in wholes]
    assert numbers(column(wholes, parts).half_up(digits)) == expected
    assert shown(column(wholes, parts).half_up(digits)) == expected


@few
@given(wholes=WHOLES, parts=PARTS)
def test_numbers_are_shown_as_one_case_shows_them(wholes: list[int], parts: int) -> None:
    expected = [Fraction(decimal_text(Fraction(whole, parts))) for whole in wholes]
    assert shown(column(wholes, parts).shown()) == expected


@few
@given(wholes=WHOLES, parts=PARTS, by=st.decimals(0, 900, places=3), edge=st.decimals(-900, 900, places=3))
def test_sums_products_floors_and_comparisons_are_exact(
    wholes: list[int], parts: int, by: Decimal, edge: Decimal
) -> None:
    own, values = column(wholes, parts), [Fraction(whole, parts) for whole in wholes]
    assert numbers(own.times(by)) == [value * Fraction(by) for value in values]
    assert numbers(own + constant(edge)) == [value + Fraction(edge) for value in values]
    assert numbers((own - constant(edge)).positive()) == [max(Fraction(0), value - Fraction(edge)) for value in values]
    assert numbers(own.least(constant(edge))) == [min(value, Fraction(edge)) for value in values]
    assert numbers(own.floor()) == [Fraction(value // 1) for value in values]
    told = engine().to_pyarrow(ibis.array([own.compared(comparator, edge) for comparator in COMPARE])).to_pylist()
    assert told == [[holds(value, Fraction(edge)) for holds in COMPARE.values()] for value in values]


def test_a_quotient_just_below_a_whole_number_is_not_rounded_up_to_it() -> None:
    most = LIMIT // 3
    assert numbers(column([3 * most - 1, 3 * most, 3 * most + 1], 3).floor()) == [most - 1, most, most]


def test_the_largest_numbers_come_back_from_doubles() -> None:
    wholes = [LIMIT, LIMIT - 1, -LIMIT, 12_345_678_901_234_5]
    assert shown(column(wholes, 100)) == [Fraction(whole, 100) for whole in wholes]


def test_what_could_leave_the_bounds_is_refused_before_it_is_computed() -> None:
    with pytest.raises(TooWide):
        column([LIMIT], 1).times(2)
    with pytest.raises(TooWide):
        column([10**9], 1).by(column([10**9], 1))
    with pytest.raises(TooWide):
        column([LIMIT], 1).decimal(1, wide=True)
