"""What a benefit is made of: percentages, brackets, months, caps, shares, cases."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import ClassVar

from pydantic import Field

from gongbao.rules.entry import PrintedKind, Stated


class Percent(Stated):
    """`rate` percent of the base."""

    printed: ClassVar[Mapping[str, PrintedKind]] = {"rate": "number"}

    rate: Decimal


class Bracket(Stated):
    """`rate` percent of the part above `above` up to `upto` (None: without end), in yuan."""

    printed: ClassVar[Mapping[str, PrintedKind]] = {"rate": "number", "above": "number", "upto": "number"}

    rate: Decimal
    above: Decimal | None = None
    upto: Decimal | None = None

    def is_reached(self, base: Decimal) -> bool:
        """Whether some of the base lies in it."""
        return base > (self.above or 0)


class Months(Stated):
    """So many months of a monthly amount. `input`: the answer that says how many, where none is printed."""

    printed: ClassVar[Mapping[str, PrintedKind]] = {"value": "number"}

    value: Decimal | None = None
    input: str = ""
    of: Decimal | None = None


class Cap(Stated):
    """At most `value` yuan; `less` names an answer that was received before and counts against it."""

    printed: ClassVar[Mapping[str, PrintedKind]] = {"value": "number"}

    value: Decimal
    less: str = ""


class LimitShare(Stated):
    """At most `rate` percent of the answer `of`; a negative `of` gives nothing."""

    printed: ClassVar[Mapping[str, PrintedKind]] = {"rate": "number"}

    rate: Decimal
    of: str


class Shares(Stated):
    """Who pays: parts by payer. The first payers' parts are rounded half up to 0.01, the last one has the remainder."""

    printed: ClassVar[Mapping[str, PrintedKind]] = {}

    parts: dict[str, Decimal]
    titles: dict[str, str] = Field(default_factory=dict)


class CarryForward(Stated):
    """What exceeds the limit may be used in the next `years` years after the answer `from`."""

    printed: ClassVar[Mapping[str, PrintedKind]] = {"years": "number"}

    years: int
    from_: str = Field(alias="from")


class Case(Stated):
    """Another amount for cases with these answers, first match wins: months or rate, or silence (`silent`; `says`: what
    the document has instead of an amount)."""

    given: dict[str, str]
    percent: Percent | None = None
    months: Months | None = None
    silent: bool = False
    nothing: bool = False
    says: str = ""
