"""Pages of the desk exist where the county's pack has what they show."""

from __future__ import annotations

from county.accounts.open_where import open_where
from county.supervision.slots import is_open

of_the_desk = open_where(lambda: is_open())
"""404 where the county's pack has no tasks to chase."""
