"""The day of business that a test needs, and the county's own afterwards."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from county import business

from .doing import at


@pytest.fixture
def on_day(settings) -> Iterator[Callable[[str], None]]:
    """Sets the clock of business to the morning of a day."""
    yield lambda day: business.set_to(at(day))
    (Path(settings.HOME) / "business-clock.json").unlink(missing_ok=True)
