"""How windows, units and numbers are listed: by their name, numbers in it by their size (9 before 10)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from county.reviews.models import Counter, ServiceUnit

_NUMBER = re.compile(r"([0-9]+)")


def natural(*names: str) -> tuple[Any, ...]:
    """What names are sorted by: text as text, runs of digits as numbers."""
    parts = [_NUMBER.split(name) for name in names]
    return tuple(tuple((int(one), one) if place % 2 else (-1, one) for place, one in enumerate(part)) for part in parts)


def counters_in_order(found: Iterable[Counter]) -> list[Counter]:
    """By their unit, then by their name."""
    return sorted(found, key=lambda one: (*natural(one.unit.name, one.name), one.pk))


def units_in_order(found: Iterable[ServiceUnit]) -> list[ServiceUnit]:
    """The county's first, then townships and villages; each by their name."""
    levels = ServiceUnit.Level.values
    return sorted(found, key=lambda one: (levels.index(one.level), natural(one.name)))
