"""Over columns each form of each kind answers as one by one: on edges, beside them, and on what is no answer."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from gongbao.batch import KINDS
from gongbao.rules import Rule
from tests.batch.alike import assert_alike, columns, drawn, tables
from tests.batch.made_up import EVERY, limits, scorecards
from tests.rules.made_up import COUNTY, a_rule, read_otherwise

ROWS = 200


def test_the_made_up_rules_are_of_every_kind() -> None:
    assert {rule.kind for rule in EVERY.values()} == set(KINDS)


@pytest.mark.parametrize("rule", EVERY.values(), ids=EVERY)
def test_text_is_answered_as_one_by_one(rule: Rule) -> None:
    found = assert_alike(rule, COUNTY, tables(rule, drawn(2031), ROWS))
    assert len({answer["outcome"] for answer in found}) > 1


TIMES = ("working_day 6", "hour 7.5", "less on demand", "done", "by cases")
TYPED = {name: rule for name, rule in EVERY.items() if rule.kind != "time_limit" or name.endswith(TIMES)}


@pytest.mark.parametrize("rule", TYPED.values(), ids=TYPED)
def test_typed_columns_are_answered_as_one_by_one(rule: Rule) -> None:
    chance = drawn(2032)
    rows, types = columns(rule, tables(rule, chance, ROWS), chance)
    assert_alike(rule, COUNTY, rows, types)


@pytest.mark.parametrize(
    "name",
    [
        "working_day 6",
        "day 9",
        "month 3",
        "year 1",
        "end_of_month_after 1",
        "at least",
        "longer on approval",
        "done",
        "by cases",
        "working_day 0",
    ],
)
def test_the_day_of_the_event_may_count(name: str) -> None:
    rule = limits()[name]
    assert_alike(rule, read_otherwise(COUNTY, R_01="counted"), tables(rule, drawn(1), ROWS))


@pytest.mark.parametrize(
    "options", [{"R_07": "pro_rata"}, {"R_0102": "without_bonus"}, {"R_07": "pro_rata", "R_0102": "without_bonus"}]
)
def test_points_are_read_the_other_way(options: dict[str, str]) -> None:
    rule = scorecards()["every form"]
    found = assert_alike(rule, read_otherwise(COUNTY, **options), tables(rule, drawn(5), ROWS))
    assert any(answer["value.total"] is not None for answer in found)


def test_a_limit_runs_under_the_reading_chosen() -> None:
    rule = limits()["under a reading"]
    rows = [{"way": way, "begun": "2031-03-03"} for way in ("fast", "slow")]
    assert [row["outcome"] for row in assert_alike(rule, COUNTY, rows)] == ["decided", "cannot_say"]
    assert [row["outcome"] for row in assert_alike(rule, read_otherwise(COUNTY, R_0101="other"), rows)] == [
        "cannot_say",
        "decided",
    ]


def test_settings_answer_where_nothing_is_said() -> None:
    set_here = replace(COUNTY, settings={"R-0103": "4"})
    inputs: dict[str, Any] = {"begun": "date", "[days]": {"type": "integer", "setting": "R-0103", "default": "9"}}
    rule = a_rule("time_limit", inputs=inputs, limit={"unit": "unstated", "start": "begun"}, own="days")
    rows = [{"begun": "2031-03-03", "days": days} for days in ("", None, "6", "x")]
    ends = [row["value"] and row["value"].isoformat() for row in assert_alike(rule, set_here, rows)]
    assert ends == ["2031-03-07", "2031-03-07", "2031-03-11", None]
    assert_alike(rule, COUNTY, rows)
    assert_alike(rule, set_here, [{"begun": "2031-03-03"}])
