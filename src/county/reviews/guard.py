"""Pages of the desk exist where the county's pack has service reviews."""

from __future__ import annotations

from county.accounts.open_where import open_where
from county.reviews.slots import is_open

of_the_desk = open_where(lambda: is_open())
"""404 where the county's pack has no service reviews."""
