"""Uses: which rules rest on which reading, those of the shared ones that a kind takes by itself included."""

from __future__ import annotations

from typing import Any

from gongbao.packs.load import load_rulebook
from gongbao.packs.uses import uses


def test_readings_of_rules_entries_settings_and_kinds_are_all_found(flood: Any) -> None:
    assert uses(load_rulebook("hill-2031")) == {
        "R-01": ["flood/report"],
        "R-02": ["flood/report"],
        "R-0401": ["flood/stations"],
        "R-0402": ["flood/crowded"],
    }


def test_a_limit_in_months_rests_on_another_reading_than_one_in_days(flood: Any) -> None:
    flood.change("facts.yaml", "unit: working_day", "unit: month")
    flood.change(
        "china/readings.yaml",
        "  - {id: R-02,",
        "  - {id: R-05, question: 月底？, sort: note, why: 最后一天。}\n  - {id: R-02,",
    )
    assert "R-05" in uses(load_rulebook("hill-2031"))
    assert "R-02" not in uses(load_rulebook("hill-2031"))
