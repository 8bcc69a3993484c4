"""A room whose slot the pack leaves empty is no page."""

from __future__ import annotations

from collections.abc import Callable

from county.accounts.open_where import View, open_where
from county.supervision.slots import slots_of


def of_slots(*names: str) -> Callable[[View], View]:
    """404 where the county's pack names no rule for any of these slots."""
    return open_where(lambda: any(map(slots_of, names)))
