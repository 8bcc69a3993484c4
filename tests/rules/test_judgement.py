"""Numbers as they are shown: one way of rounding, exact decimals, values as JSON holds them."""

from __future__ import annotations

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from gongbao.rules.judgement import decimal_text, half_up, plain
from tests.rules.made_up import unhurried

ROOMY = Context(prec=80)
DECIMALS = st.decimals(-(10**20), 10**20, places=9)


@pytest.mark.parametrize(
    ("value", "digits", "rounded"),
    [
        ("0.5", 0, "1"),
        ("-0.5", 0, "-1"),
        ("0.49", 0, "0"),
        ("-0.4", 0, "0"),
        ("2.345", 2, "2.35"),
        ("2.344999", 2, "2.34"),
        ("-2.345", 2, "-2.35"),
        ("7", 2, "7.00"),
        ("-0.001", 2, "0.00"),
    ],
)
def test_a_half_goes_away_from_zero(value: str, digits: int, rounded: str) -> None:
    assert str(half_up(Decimal(value), digits)) == rounded


@given(DECIMALS, st.integers(0, 6))
@example(Decimal("99999999999999999999.123456789"), 9)
@unhurried
def test_rounding_is_that_of_the_standard_library_with_room_enough(value: Decimal, digits: int) -> None:
    assert half_up(value, digits) == value.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP, ROOMY)


@given(st.fractions(max_denominator=10**6), st.integers(0, 4))
@unhurried
def test_a_fraction_is_rounded_to_the_nearest_and_on_a_tie_away_from_zero(value: Fraction, digits: int) -> None:
    off, half = abs(Fraction(half_up(value, digits))) - abs(value), Fraction(1, 2 * 10**digits)
    assert -half < off <= half


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (Fraction(1, 2), "0.5"),
        (Fraction(1, 3), "0.33"),
        (Fraction(2, 3), "0.67"),
        (Fraction(100), "100"),
        (Fraction(0), "0"),
        (Fraction(-5, 4), "-1.25"),
        (Fraction(1, 1024), "0.0009765625"),
        (Fraction(1, 300), "0"),
        (Fraction(599, 300), "2"),
    ],
)
def test_a_decimal_that_ends_is_exact_and_any_other_has_two_places(value: Fraction, said: str) -> None:
    assert decimal_text(value) == said


@given(st.integers(-(10**40), 10**40), st.integers(0, 12), st.integers(0, 12))
@example(10**40 + 12345, 1, 0)
@unhurried
def test_what_is_written_as_exact_is_exact(whole: int, twos: int, fives: int) -> None:
    value = Fraction(whole, 2**twos * 5**fives)
    assert Fraction(decimal_text(value)) == value


def test_a_value_becomes_what_json_holds() -> None:
    value = {
        "day": date(2031, 5, 6),
        "at": datetime.fromisoformat("2031-05-06T08:30"),
        "sum": Decimal("1E+3"),
        "share": Fraction(1, 3),
        "rows": [(1, True, None)],
        4: "四",
    }
    assert plain(value) == {
        "day": "2031-05-06",
        "at": "2031-05-06T08:30:00",
        "sum": "1000",
        "share": "0.33",
        "rows": [[1, True, None]],
        "4": "四",
    }
