"""The numbers that a text prints."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal, InvalidOperation

from gongbao.text.numerals import Number, half_width, numbers_in
from gongbao.text.obligations.limits import leads, limits, nth_days, whole_limit


def stated_number(value: str) -> Decimal | None:
    """The value of a plain decimal; None for anything else."""
    try:
        number = Decimal(value)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def prints_number(text: str, value: str, numbers: Iterable[Number] | None = None) -> bool:
    """Whether a text without white space prints the value; `numbers` where they are found already."""
    wanted = stated_number(value)
    found = numbers_in(text) if numbers is None else numbers
    return any(wanted in number.values for number in found) or any(wanted == amount for amount in _limits(text))


def _limits(text: str) -> Iterator[Decimal]:
    """What the reader counts a limit as: 一周 as 7 days, 半年 as 6 months, 当日 as 1."""
    half = half_width(text)
    whole = whole_limit(half)
    for hit in (*limits(half, None), *leads(half, None), *nth_days(half, None), *([whole] if whole else [])):
        if hit.amount:
            yield Decimal(hit.amount)
