"""The rules of every installed pack: proven, exemplified, covered; and Julu's, held against the gazette and counted."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from gongbao.cli.checking import lint_rows
from gongbao.packs import find_packs, lexicon_for
from gongbao.packs.check import check
from gongbao.packs.coverage import coverage
from gongbao.packs.examples import ask_example, run_examples
from gongbao.packs.facts import stated_facts
from gongbao.packs.load import load_rulebook, shared_readings
from gongbao.packs.rulebook import Rulebook
from gongbao.packs.uses import uses
from gongbao.rules import BadInput
from gongbao.text import read
from gongbao.text.model import Reading
from gongbao.text.source import from_file

PACKS = [pack.id for pack in find_packs()]
JULU = "julu-2020"


@cache
def book(pack_id: str) -> Rulebook:
    return load_rulebook(pack_id)


def rule(rule_id: str) -> Any:
    return book(JULU).find(rule_id)[1]


@pytest.mark.parametrize("pack_id", PACKS)
def test_no_rule_and_no_quote_is_wrong(pack_id: str) -> None:
    assert [row for row in lint_rows(book(pack_id)) if row["weight"] == "wrong"] == []


@pytest.mark.parametrize("pack_id", PACKS)
def test_every_worked_example_holds(pack_id: str) -> None:
    assert [(one.rule, one.number, one.differs) for one in run_examples(book(pack_id)) if one.differs] == []


@pytest.mark.parametrize("pack_id", PACKS)
def test_every_rule_has_a_worked_example(pack_id: str) -> None:
    asked = {f"{system.id}/{case.rule}" for system in book(pack_id).systems.values() for case in system.cases}
    assert [rule_id for rule_id, _, _ in book(pack_id).rules() if rule_id not in asked] == []


@pytest.mark.parametrize("pack_id", PACKS)
def test_every_document_has_rules_a_digest_and_no_open_item(pack_id: str) -> None:
    held = book(pack_id)
    assert [document.system for document in held.pack.documents] == list(held.systems)
    assert [one.id for one in held.systems.values() if not one.rules or not one.digest or not one.digest.items] == []
    assert [
        (one.system.id, item.item.at) for one in coverage(held) for item in one.items if item.status == "open"
    ] == []


@pytest.mark.parametrize("pack_id", PACKS)
def test_every_reading_of_a_pack_is_used_by_a_rule_or_a_finding(pack_id: str) -> None:
    held = book(pack_id)
    used = {
        *uses(held),
        *(name for one in held.systems.values() for finding in one.findings for name in finding.readings),
    }
    assert [name for name in held.readings if name not in used and name not in shared_readings()] == []
    assert [name for name in used if name not in held.readings] == []


def test_every_shared_reading_is_used_by_some_pack() -> None:
    of_rules = [name for name, one in shared_readings().items() if one.used_by == "rules"]
    assert [name for name in of_rules if not any(name in uses(book(pack_id)) for pack_id in PACKS)] == []


def options() -> Iterator[tuple[str, str]]:
    """Pack and reading of every option of rules; a shared one counts for the pack of the gazette."""
    for pack_id in PACKS:
        for name, one in book(pack_id).readings.items():
            if one.sort == "option" and one.used_by == "rules" and (pack_id == JULU or name not in shared_readings()):
                yield pack_id, name


@pytest.mark.parametrize(("pack_id", "reading"), list(options()), ids="-".join)
def test_every_option_switches_some_worked_example(pack_id: str, reading: str) -> None:
    held, offered = book(pack_id), book(pack_id).readings[reading]
    resting = set(uses(held)[reading])
    for option in set(offered.options) - {offered.chosen}:
        assert any(
            switches(held, f"{system.id}/{case.rule}", case, {reading: option})
            for system in held.systems.values()
            for case in system.cases
            if f"{system.id}/{case.rule}" in resting
        ), f"{reading}={option}"


def switches(held: Rulebook, rule_id: str, case: Any, other: dict[str, str]) -> bool:
    try:
        usual = ask_example(held, rule_id, case.model_copy(update={"readings": {}})).judgement
        turned = ask_example(held, rule_id, case.model_copy(update={"readings": other})).judgement
    except BadInput:
        return False
    return (usual.outcome, usual.value) != (turned.outcome, turned.value)


@pytest.mark.parametrize("pack_id", PACKS)
def test_every_finding_affects_rules_and_readings_that_are_there(pack_id: str) -> None:
    held = book(pack_id)
    rules = {rule_id for rule_id, _, _ in held.rules()}
    findings = [finding for system in held.systems.values() for finding in system.findings]
    assert [(one.id, name) for one in findings for name in one.rules if name not in rules] == []
    assert [(one.id, name) for one in findings for name in one.readings if name not in held.readings] == []
    assert len({one.id for one in findings}) == len(findings)


@pytest.mark.parametrize("pack_id", PACKS)
def test_every_door_of_a_pack_opens_on_a_rule(pack_id: str) -> None:
    rules = {rule_id for rule_id, _, _ in book(pack_id).rules()}
    assert [door.rule for door in book(pack_id).pack.doors if door.rule not in rules] == []


def test_every_fact_of_julu_stands_in_the_gazette(julu_reading: Reading) -> None:
    report = check(stated_facts(book(JULU)), julu_reading, lexicon_for(find_packs(), JULU))
    assert [one.zh for one in report.failures] == []
    assert report.missing == ()
    assert report.checked > 5000


def test_every_fact_of_the_sample_county_stands_in_its_documents(sample_county: Path) -> None:
    known = lexicon_for(find_packs(), sample_county.name)
    reading = read(from_file(sample_county / "documents" / "gazette.txt"), known)
    report = check(stated_facts(book(sample_county.name)), reading, known)
    assert ([one.zh for one in report.failures], report.missing) == ([], ())


def test_the_cancelled_certificates_are_all_there() -> None:
    rows = rule("cancelled_certificates/look_up").rows
    assert (len(rows), len({row["matter_no"] for row in rows}), len({str(row["department"]) for row in rows})) == (
        190,
        130,
        20,
    )


def test_the_responsibilities_for_safety_are_all_there() -> None:
    rows = rule("safety_duties/look_up").rows
    assert (len(rows), sum(len(row["duties"]) for row in rows)) == (103, 225)
    assert (sum(len(row["bases"]) for row in rows), sum(bool(row["boundary_items"]) for row in rows)) == (299, 40)


def test_the_health_actions_are_all_there() -> None:
    assert len(rule("healthy_china/indicator").rows) == 27
    assert len(rule("healthy_china/actions").segments) == 15
    assert len(rule("healthy_china/leading_group").seats) == 54


def test_the_soil_tasks_are_all_there() -> None:
    segments = rule("soil/tasks").segments
    assert (len({one.no for one in segments}), sum(one.marked for one in segments)) == (29, 62)


def test_the_measures_for_enterprises_and_the_score_lines_are_all_there() -> None:
    card = rule("water_saving/scorecard")
    assert len(rule("enterprise_support/measures").rows) == 21
    assert (len(card.lines), sum(line.full.value for line in card.lines), card.total.value) == (21, 110, 110)


def test_the_plans_for_earthquakes_fires_and_animals_are_all_there() -> None:
    quake, fire = rule("earthquake/headquarters"), rule("forest_fire/headquarters")
    assert (len(quake.members), len(quake.groups), len(rule("earthquake/response").measures)) == (37, 10, 15)
    assert (len(fire.seats), len(fire.duties), len(rule("forest_fire/task_force").groups)) == (34, 100, 7)
    assert len({unit for duty in fire.duties for unit in duty.agencies}) == 28
    assert len(rule("animal_epidemic/command").members) == 13


def test_the_insolvency_tasks_and_the_permits_are_all_there() -> None:
    permits = rule("cancelled_permits/look_up").rows
    assert (len(rule("insolvency/tasks").segments), len(rule("insolvency/leading_group").seats)) == (17, 30)
    assert (len(permits), sum(len(row["measures"]) for row in permits)) == (4, 13)


def test_the_acceptance_lists_of_reopening_are_all_there() -> None:
    counts = [len(rule(f"reopening/{name}_checklist").items) for name in ("commerce", "market", "health")]
    assert (counts, sum(counts)) == ([5, 24 + 1, 7], 36 + 1)
