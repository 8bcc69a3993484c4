"""A year of virtual time over a thousand cases, swept every morning: how long it takes, and that nothing is wrong."""

from __future__ import annotations

import time
from pathlib import Path

from tests.county.crashes.crashing import new_county

GOAL = 60


def test_a_year_of_virtual_time(tmp_path: Path, cases: int) -> None:
    with new_county(tmp_path / "home", pack="julu-2020") as county:
        county.inside("prepare", "")
        begun = time.monotonic()
        seen = county.inside("live", "year", str(cases), "365", "daily", "2021-12-15T00:00:00+08:00")
        seconds = time.monotonic() - begun
    steps = [step for each in seen["steps"].values() for step in each]
    told = sum(step[1] in ("near", "breach") for step in steps)
    print(f"\na year: {cases} cases, {len(steps)} steps ({told} by the sweep), {len(seen['told'])} notices: "  # noqa: T201
          f"{seconds:.0f} s with start, refold and verify (goal {GOAL})")
    assert seen["wrong"] == []
    assert seen["waiting"] == 0
    assert len(seen["steps"]) == cases
