"""Responsibility marks: how many, whose, and the clause that each closes."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import Any

import pytest

from . import nodes, oracle

SHORT = {
    "环": "邢台市生态环境局巨鹿县分局",
    "农": "县农业农村局",
    "规": "县自然资源和规划局",
    "财": "县财政局",
    "城": "县城市管理综合行政执法局",
    "科": "县科技和工业信息化局",
    "水": "县水务局",
    "发": "县发展和改革局",
}
EVERYWHERE = {"各乡镇人民政府", "经济开发区管委会"}
Official = Callable[[str], str]


def units(cell: str) -> list[str]:
    """Unit names of a specification's cell; notes in brackets and dashes left out."""
    names = re.split(r"[、,;]\s*", re.sub(r"\(.*?\)", "", cell))
    return [SHORT.get(name.strip(), name.strip()) for name in names if name.strip() not in ("", "—", "none")]


def marks(document: dict[str, Any], place: str) -> list[dict[str, Any]]:
    return [task for task in document["obligations"]["tasks"] if nodes.within(task["at"], place)]


def official_set(names: list[str], official: Official) -> set[str]:
    return {official(name) for name in names}


@cache
def soil() -> list[tuple[int, list[str], list[str]]]:
    """Task, leads, participants of the 62 segments, in the order of the text."""
    rows = oracle.rows_of(oracle.part(5, "B. Segments"))
    return [(int(row[0].split("-")[0]), units(row[2]), units(row[3])) for row in rows]


def soil_items(document: dict[str, Any]) -> dict[int, dict[str, Any]]:
    found = {}
    for section in nodes.sections(document):
        label = re.fullmatch(r"(\d+)、", section["label"].strip())
        if label and section["at"].startswith("三（"):
            found[int(label[1])] = section
    return found


def soil_clauses(text: str) -> list[tuple[int, int, int]]:
    """Start and end of every clause, and the end of the mark that closes it."""
    clauses, start = [], 0
    for mark in re.finditer(r"（[^（）]*牵头[^（）]*）", text):
        clauses.append((start, mark.start(), mark.end()))
        start = mark.end()
    return clauses


def test_the_specification_counts_62_segments_of_29_tasks() -> None:
    assert len(soil()) == 62
    assert {task for task, _, _ in soil()} == set(range(1, 30))


def test_there_are_29_soil_tasks_in_nine_groups(of_spec: Any) -> None:
    items = soil_items(of_spec(5))
    assert list(items) == list(range(1, 30))
    assert len({section["at"].split("）")[0] for section in items.values()}) == 9


def test_there_are_62_responsibility_marks(of_spec: Any) -> None:
    assert len(of_spec(5)["obligations"]["tasks"]) == 62


@pytest.mark.parametrize("number", range(1, 30))
def test_every_soil_task_has_its_marks_with_their_units(of_spec: Any, official: Official, number: int) -> None:
    document = of_spec(5)
    read = marks(document, soil_items(document)[number]["at"])
    gold = [
        (official_set(lead, official), official_set(joins, official)) for task, lead, joins in soil() if task == number
    ]
    assert [(set(mark["lead"]), set(mark["participants"]) - EVERYWHERE) for mark in read] == gold


@pytest.mark.parametrize("number", range(1, 30))
def test_a_soil_mark_is_bound_to_the_clause_it_closes(of_spec: Any, source: Any, number: int) -> None:
    document = of_spec(5)
    section = soil_items(document)[number]
    low, high = section["span"]
    text = source.text[low:high]
    heading = re.match(r"\d+、[^。]*。", text)
    assert heading
    read = marks(document, section["at"])
    clauses = soil_clauses(text)
    assert len(read) == len(clauses)
    for mark, (start, end, close) in zip(read, clauses, strict=True):
        begins = mark["span"][0] - low
        assert mark["span"][1] - low in (end, close)
        assert begins in {start, heading.end()} if start == 0 else begins == start
        assert oracle.bare(mark["printed"]).strip("（）") == oracle.bare(text[end:close]).strip("（）")


@pytest.mark.parametrize("number", range(1, 30))
def test_a_soil_mark_carries_the_heading_of_its_task(of_spec: Any, number: int) -> None:
    document = of_spec(5)
    section = soil_items(document)[number]
    assert section["title"]
    assert "。" not in section["title"]
    for mark in marks(document, section["at"]):
        assert mark["title"] == section["title"]


def test_twenty_one_measures_have_their_units(of_spec: Any, official: Official) -> None:
    document = of_spec(2)
    tasks = document["obligations"]["tasks"]
    rows = oracle.rows_of(oracle.part(2, "B. The 21 measures"))
    assert len(tasks) == len(rows) == 21
    supervisors = units(rows[0][4])
    for task, row in zip(tasks, rows, strict=True):
        gold = supervisors if row[4] == "as 1" else units(row[4])
        assert set(task["lead"] + task["participants"]) == official_set(gold, official), row[0]
        assert re.search(rf"(?<!\d){row[0]}$", task["at"]), task["at"]
        assert oracle.bare(task["title"]) == oracle.bare(row[2]), row[0]


def test_measures_stand_in_eight_groups(of_spec: Any) -> None:
    tasks = of_spec(2)["obligations"]["tasks"]
    groups = [task["at"].split("）")[0] for task in tasks]
    assert [groups.count(group) for group in dict.fromkeys(groups)] == [3, 3, 4, 2, 4, 2, 2, 1]


def test_fifteen_health_actions_have_a_lead_and_cooperating_units(of_spec: Any, official: Official) -> None:
    tasks = marks(of_spec(1), "三")
    rows = oracle.rows_of(oracle.part(1, "B. The 15 actions"))
    assert len(tasks) == len(rows) == 15
    for task, row in zip(tasks, rows, strict=True):
        cooperating = official_set(units(row[3].replace("（", "(").replace("）", ")")), official)
        assert task["lead"] == [official(row[2])], row[0]
        assert set(task["participants"]) - EVERYWHERE == cooperating, row[0]
        assert set(task["participants"]) >= EVERYWHERE, row[0]


def test_eleven_water_tasks_have_their_units(of_spec: Any, official: Official) -> None:
    tasks = of_spec(8)["obligations"]["tasks"]
    rows = oracle.rows_of(oracle.part(8, "3.3 Eleven tasks"))
    assert [task["at"] for task in tasks if nodes.within(task["at"], "三")] == [task["at"] for task in tasks]
    assert len(tasks) == len(rows) == 11
    for task, row in zip(tasks, rows, strict=True):
        assert nodes.within(task["at"], f"三{row[0]}")
        assert set(task["lead"] + task["participants"]) == {county(name, official) for name in units(row[2])}, row[0]


def county(name: str, official: Official) -> str:
    """A unit printed without its 县 after one that has it."""
    return official(name) if official(name) != name or name.startswith("县") else official(f"县{name}")


def test_the_water_programme_has_three_phases(of_spec: Any) -> None:
    found = [s for s in nodes.sections(of_spec(8)) if re.match(r"第[一二三]阶段", s["text"].strip())]
    assert len(found) == 3
    assert all(nodes.within(section["at"], "四") for section in found)


def test_seventeen_insolvency_tasks_have_their_units(of_spec: Any, official: Official) -> None:
    tasks = of_spec(13)["obligations"]["tasks"]
    rows = oracle.rows_of(oracle.part(13, "3.1 Seventeen tasks"))
    assert len(tasks) == len(rows) == 17
    for n, (task, row) in enumerate(zip(tasks, rows, strict=True)):
        label = "一二三四五六七八九十"[n] if n < 10 else "十" + "一二三四五六七"[n - 10]
        assert task["at"] == f"二（{label}）"
        assert set(task["lead"] + task["participants"]) == official_set(units(row[2]), official), row[0]


def test_publicity_measures_have_their_units(of_spec: Any, official: Official) -> None:
    """Five measures and four rules; one mark lacks its label, four have a half-width colon."""
    tasks = of_spec(10)["obligations"]["tasks"]
    places = [f"三（{n}）" for n in "一二三四五"] + [f"四（{n}）" for n in "一二三四"]
    assert [task["at"] for task in tasks] == places
    for task, row in zip(tasks, oracle.rows_of(oracle.part(10, "3.2 Measures")), strict=False):
        assert set(task["lead"] + task["participants"]) == official_set(units(row[2]), official), row[0]


def test_ten_work_rules_have_their_leads(of_spec: Any, official: Official) -> None:
    """Each line ends with its lead in brackets of either kind; the last names two."""
    tasks = of_spec(12)["obligations"]["tasks"]
    rows = oracle.rows_of(oracle.part(12, "3.5 Ten groups"))
    assert len(tasks) == len(rows) == 10
    for task, row in zip(tasks, rows, strict=True):
        assert nodes.within(task["at"], "九（一）")
        assert set(task["lead"]) == official_set(row[4].split(" + "), official), row[0]


def test_a_register_has_one_mark_for_each_row_and_each_part(of_spec: Any) -> None:
    """The column of responsible departments is a mark: 101 rows and the 4 and 9 parts of the joint ones."""
    tasks = of_spec(6)["obligations"]["tasks"]
    assert len(tasks) == 101 + 4 + 9
    assert all(task["at"].startswith("表1 第") and task["lead"] for task in tasks)


@pytest.mark.parametrize("number", [3, 4, 7, 9, 11, 14, 15])
def test_a_document_without_marks_has_no_marked_tasks(of_spec: Any, number: int) -> None:
    """Marks are brackets, labelled lines and columns; a sentence that says who leads is none."""
    assert of_spec(number)["obligations"]["tasks"] == []


@pytest.mark.parametrize("number", range(1, 16))
def test_a_mark_names_units_and_not_sentences(of_spec: Any, number: int) -> None:
    for task in of_spec(number)["obligations"]["tasks"]:
        for name in task["lead"] + task["participants"]:
            assert 2 <= len(name) <= 20, task["at"]
            assert not re.search(r"[，。；：（）、]|负责|牵头|参与|下同", name), (task["at"], name)
