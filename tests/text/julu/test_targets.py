"""Goals, explicit caps and explicit floors with a number, each at its place; rates and conditions are left alone."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal, InvalidOperation
from typing import Any

import pytest

from . import limits_gold, nodes, oracle

SPECS = range(1, 16)


def targets(document: dict[str, Any], place: str) -> list[dict[str, Any]]:
    return [node for node in document["obligations"]["targets"] if nodes.within(node["at"], place)]


def missing(of_spec: Any) -> list[str]:
    found = []
    for (number, place, comparators, value), count in Counter(limits_gold.GOALS).items():
        read = [(node["comparator"], node["value"]) for node in targets(of_spec(number), place)]
        fitting = [one for one, other in read if Decimal(other) == Decimal(value) and one in comparators.split()]
        if len(fitting) < count:
            found.append(f"{number:02d} {place}: {comparators} {value}, read {read}")
    return found


def test_every_goal_cap_and_floor_of_the_specifications_is_read(of_spec: Any) -> None:
    assert missing(of_spec) == []


@pytest.mark.parametrize(("number", "place", "value", "why"), [row for row in limits_gold.NOT_GOALS if row[2]])
def test_rates_conditions_and_definitions_are_no_targets(
    of_spec: Any, number: int, place: str, value: str, why: str
) -> None:
    assert [n["phrase"] for n in targets(of_spec(number), place) if Decimal(n["value"]) == Decimal(value)] == [], why


@pytest.mark.parametrize("number", SPECS)
def test_a_target_has_a_comparator_and_a_decimal(of_spec: Any, number: int) -> None:
    for node in of_spec(number)["obligations"]["targets"]:
        assert node["comparator"] in {">=", ">", "<=", "<", "=", "reach"}
        try:
            assert str(Decimal(node["value"])) == node["value"]
        except InvalidOperation:
            pytest.fail(f"{node['at']}: {node['value']!r} is no decimal")


@pytest.mark.parametrize(
    ("number", "place", "value", "unit"),
    [
        (1, "三（一）1", "22", "%"),
        (1, "三（二）7", "4.9", "‰"),
        (1, "三（三）15", "95", "%"),
        (5, "三（五）16", "31", "%"),
        (8, "二", "95", "立方米"),
        (8, "三9", "9", "立方米"),
        (2, "二（五）13", "500", "万元"),
        (11, "第二十条", "100", "%"),
        (1, "三（二）8", "0.5", "个百分点"),
        (3, "附件1 三6", "30", "分钟"),
    ],
)
def test_a_target_has_its_unit(of_spec: Any, number: int, place: str, value: str, unit: str) -> None:
    assert unit in [node["unit"] for node in targets(of_spec(number), place) if node["value"] == value]


@pytest.mark.parametrize(
    ("number", "place", "value", "name"),
    [
        (1, "三（一）1", "22", "居民健康素养水平"),
        (1, "三（一）1", "30", "居民健康素养水平"),
        (1, "三（二）7", "4.5", "婴儿死亡率"),
        (1, "三（二）7", "9", "孕产妇死亡率"),
        (5, "三（五）16", "40", "农药利用率"),
        (5, "三（七）24", "96", "无害化处理率"),
        (8, "二", "0.68", "利用系数"),
        (8, "二", "95", "用水量"),
        (11, "第二十条", "100", "回访率"),
        (5, "二", "13.7", "砷"),
        (5, "二", "15", "铬"),
        (1, "三（一）3", "1", "融合中心"),
    ],
)
def test_a_target_says_what_is_measured(of_spec: Any, number: int, place: str, value: str, name: str) -> None:
    assert any(name in node["name"] for node in targets(of_spec(number), place) if node["value"] == value)


@pytest.mark.parametrize("number", SPECS)
def test_the_name_of_a_target_ends_before_the_words_that_weaken_it(of_spec: Any, number: int) -> None:
    for node in of_spec(number)["obligations"]["targets"]:
        assert node["name"], (node["at"], node["phrase"])
        assert not node["name"].endswith(("原则上", "分别", "力争", "至少", "一般")), (node["at"], node["name"])


def test_two_years_after_one_name_are_two_targets(of_spec: Any) -> None:
    """分别不低于A和B: each value has the name; the second one keeps the comparator."""
    found = [(n["name"], n["comparator"]) for n in targets(of_spec(1), "三（一）2") if n["unit"] == "%"]
    assert len(found) == 2
    assert found[0] == found[1]


@pytest.mark.parametrize("number", [4, 6, 7, 12, 13, 14])
def test_a_document_without_goals_reads_at_most_a_floor_or_two(of_spec: Any, number: int) -> None:
    """A least count in a duty (at least one meeting, one way to speak) is a floor; nothing else has a number."""
    for node in of_spec(number)["obligations"]["targets"]:
        assert node["comparator"] == ">=", (node["at"], node["phrase"])
        assert Decimal(node["value"]) <= 2, (node["at"], node["phrase"])


@pytest.mark.parametrize("number", [15])
def test_a_list_of_certificates_has_no_goals(of_spec: Any, number: int) -> None:
    assert of_spec(number)["obligations"]["targets"] == []


def test_goals_of_the_soil_plan_are_those_of_its_specification(of_spec: Any) -> None:
    gold = {row[0]: row[2] for row in oracle.rows_of(oracle.part(5, "C. Measurable targets"))}
    for task in (16, 17, 18, 23, 24):
        assert str(task) in gold
        assert targets(of_spec(5), limits_gold.soil_place(task))
