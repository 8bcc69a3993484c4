"""The sweep writes down what is already true: when it runs, and how many run, changes no step."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from .crashing import INSIDE, County, finished, new_county

pytestmark = pytest.mark.database
CASES, DAYS, UNTIL = "40", "60", "2021-07-01T00:00:00+08:00"


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[County]:
    with new_county(tmp_path_factory.mktemp("empty") / "home") as county:
        county.inside("prepare", "")
        yield county


def test_steps_written_late_or_by_two_at_once_are_those_written_in_time(empty: County, tmp_path: Path) -> None:
    with ExitStack() as held:
        ways = ("daily", "once at the end", "not at all")
        counties = [held.enter_context(new_county(tmp_path / way, like=empty.database)) for way in ways]
        living = [county.start(str(INSIDE), "live", "same", CASES, DAYS, way, UNTIL)
                  for county, way in zip(counties, ways, strict=True)]
        daily, late, unswept = (finished(process) for process in living)
        # in small helpings, so that each meets what the other has done
        pair = [counties[2].start(str(INSIDE), "sweep", UNTIL, "3") for _one in range(2)]
        for process in pair:
            finished(process)
        both = counties[2].inside("look")
    told = [step for steps in daily["steps"].values() for step in steps if step[1] in ("near", "breach")]
    assert len(told) > 20
    assert unswept["steps"] != both["steps"]
    assert late["steps"] == both["steps"] == daily["steps"]
    assert late["told"] == both["told"] == daily["told"]
    assert late["wrong"] == both["wrong"] == daily["wrong"] == []
