"""Conditions on a case: one comparison each, no expression language. All of a list must hold, or one of `any`."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar, Literal

from pydantic import model_validator

from gongbao.rules.entry import Names, PrintedKind, Stated

Comparator = Literal[">=", ">", "<=", "<", "="]
COMPARE: dict[str, Callable[[Any, Any], bool]] = {
    ">=": operator.ge,
    ">": operator.gt,
    "<=": operator.le,
    "<": operator.lt,
    "=": operator.eq,
}
OPPOSITE: dict[str, Comparator] = {">=": "<", ">": "<=", "<=": ">", "<": ">="}


def word_of(answer: Any) -> str | None:
    """An answer as packs write it among words: yes or no for a truth; None where nothing is answered."""
    if isinstance(answer, bool):
        return "yes" if answer else "no"
    return None if answer is None else str(answer)


class Condition(Stated):
    """`input` compared with a printed `value` or `day`, with another input (`than`), or found among `among` (or not:
    `not_among`).

    `any`: one of several conditions suffices. A missing answer leaves the condition open (None), never false.
    """

    printed: ClassVar[Mapping[str, PrintedKind]] = {"value": "number", "day": "date", "comparator": "comparator"}

    input: str = ""
    comparator: Comparator | None = None
    value: Decimal | None = None
    day: date | None = None
    than: str = ""
    among: Names = ()
    not_among: Names = ()
    any: tuple[Condition, ...] = ()
    says: str = ""

    @model_validator(mode="after")
    def _one_form(self) -> Condition:
        forms = [bool(self.any), bool(self.among), bool(self.not_among), self.comparator is not None]
        if sum(forms) != 1 or bool(self.any) == bool(self.input):
            raise ValueError("a condition has one form")
        if self.comparator is not None and sum((self.value is not None, self.day is not None, bool(self.than))) != 1:
            raise ValueError("a comparison needs a value, a day or another input")
        return self

    def holds(self, given: Mapping[str, Any]) -> bool | None:
        """True, False, or None while the answers do not settle it."""
        if self.any:
            found = [one.holds(given) for one in self.any]
            return True if True in found else None if None in found else False
        own = given.get(self.input)
        other = given.get(self.than) if self.than else self.day or self.value
        if own is None or (self.comparator and other is None):
            return None
        if self.comparator:
            return COMPARE[self.comparator](own, other)
        word = word_of(own)
        return word in self.among if self.among else word not in self.not_among

    def asks(self) -> Iterator[str]:
        """The inputs that it looks at."""
        for one in self.any:
            yield from one.asks()
        yield from filter(None, (self.input, self.than))

    def edges(self) -> Iterator[tuple[str, Any]]:
        """Inputs with the values at which the condition turns."""
        for one in self.any:
            yield from one.edges()
        if self.comparator and not self.than:
            yield self.input, self.day or self.value
        for word in (*self.among, *self.not_among):
            yield self.input, word


def all_hold(conditions: tuple[Condition, ...], given: Mapping[str, Any]) -> bool | None:
    """False as soon as one fails; None while one is open; true of an empty list."""
    found = [one.holds(given) for one in conditions]
    return False if False in found else None if None in found else True


def open_inputs(conditions: tuple[Condition, ...], given: Mapping[str, Any]) -> list[str]:
    """What has to be answered before the conditions settle; nothing where one of them fails already."""
    if all_hold(conditions, given) is False:
        return []
    asked = (name for one in conditions if one.holds(given) is None for name in one.asks())
    return list(dict.fromkeys(name for name in asked if given.get(name) is None))
