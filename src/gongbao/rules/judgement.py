"""What deciding a case yields: an outcome, a value, the reasons, and what is still needed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any, Literal, NamedTuple, TypeAlias

Outcome = Literal["decided", "refused", "person_decides", "cannot_say"]
Value: TypeAlias = "bool | int | str | date | datetime | Decimal | Fraction | list[Any] | dict[str, Any] | None"


class Citation(NamedTuple):
    """Where a reason stands: the document's number (or date and title), the locator, and the words quoted."""

    document: str
    at: str
    quote: str


class Reason(NamedTuple):
    """One step of a decision. `code` names a sentence of `gongbao.wording`, `params` are what it is filled with."""

    rule: str
    code: str
    params: Mapping[str, Any]
    citation: Citation | None = None
    reading: str | None = None


class Judgement(NamedTuple):
    """`value` with person_decides is what the rule gives before the person decides; None where it gives none.

    `needs` names inputs that are missing or that could still change the value. `provisional`: a working day past the
    last published calendar took part.
    """

    outcome: Outcome
    value: Value
    reasons: tuple[Reason, ...] = ()
    needs: tuple[str, ...] = ()
    provisional: bool = False


def plain(value: Value) -> Any:
    """A value as JSON holds it: ISO dates, local moments, decimals as strings; counts and yes/no stay."""
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Fraction):
        return decimal_text(value)
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, dict):
        return {str(key): plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    return value


def decimal_text(value: Fraction) -> str:
    """Exact where the decimal ends, else two places, half up; without trailing zeros."""
    if value.denominator == 1:
        return str(value.numerator)
    rest, places = value.denominator, {2: 0, 5: 0}
    for prime in places:
        while rest % prime == 0:
            rest //= prime
            places[prime] += 1
    said = format(half_up(value, max(places.values()) if rest == 1 else 2), "f")
    return said.rstrip("0").rstrip(".") if "." in said else said


def half_up(value: Fraction | Decimal, digits: int) -> Decimal:
    """Rounded to `digits` ≥ 0 places, a half away from zero (四舍五入). The one place where anything is rounded."""
    top, bottom = value.as_integer_ratio()
    whole = (2 * abs(top) * 10**digits + bottom) // (2 * bottom)
    sign = "-" if top < 0 and whole else ""
    return Decimal(f"{sign}{whole}E-{digits}")  # from text: arithmetic of decimals would round to 28 digits
