"""docs/rules.md: its examples are rules, readings, cases and findings; every kind and type of answer is named."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import pytest

from gongbao.packs.cases import CaseSheet
from gongbao.packs.findings import FindingSheet
from gongbao.packs.readings import ReadingSheet
from gongbao.packs.row_sheets import with_sheets
from gongbao.packs.sheet import Sheet, parse
from gongbao.packs.system import rules_of
from gongbao.rules import KINDS
from gongbao.rules.inputs import InputType

MANUAL = (Path(__file__).resolve().parents[2] / "docs" / "rules.md").read_text(encoding="utf-8")
SHEETS = {"readings": ReadingSheet, "cases": CaseSheet, "findings": FindingSheet}
COMMON = {"kind", "source", "readings", "inferred", "title", "inputs", "soft", "note", "elsewhere"}


def examples() -> dict[str, Sheet]:
    """The manual's examples by their last key: rules, readings, cases, findings."""
    blocks = re.findall(r"```yaml\n(.*?)```", MANUAL, re.DOTALL)
    sheets = [parse(text, f"docs/rules.md {n}") for n, text in enumerate(blocks, 1)]
    return {list(sheet.data)[-1]: sheet for sheet in sheets if isinstance(sheet.data, dict)}


def test_the_example_of_facts_is_a_rule() -> None:
    rules = rules_of(examples()["rules"], str)
    assert [(key, rule.kind) for key, rule in rules.items()] == [("rectify", "time_limit")]
    assert [one for rule in rules.values() for one in rule.proofs()] == []


@pytest.mark.parametrize("name", SHEETS)
def test_the_example_of_a_sheet_is_one(name: str) -> None:
    sheet = SHEETS[name].model_validate(examples()[name].data)
    assert len(getattr(sheet, name)) == 1


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_named_with_its_own_fields(kind: str) -> None:
    [row] = [line for line in MANUAL.splitlines() if line.startswith(f"| {kind} |")]
    fields = {field.alias or name for name, field in KINDS[kind].model_fields.items()}
    missing = {name for name in fields - COMMON if not re.search(rf"\b{name}\b", row)}
    assert missing == set()


@pytest.mark.parametrize("form", get_args(InputType))
def test_every_type_of_answer_is_named(form: str) -> None:
    assert f"`{form}`" in MANUAL


def test_what_the_manual_says_of_sheets_of_rows_holds() -> None:
    columns = {"no": {"form": "number"}, "units": {"form": "agencies"}, "duties": {"form": "parts"}}
    files = {"x.csv": "no,units\n1,water|finance\n", "duties.csv": "row,topic\n1,巡查\n"}
    raw = with_sheets(
        {"columns": columns, "rows": "x.csv", "part_sheets": {"duties": "duties.csv"}}, "flood", files.__getitem__
    )
    assert raw["rows"] == [{"no": 1, "units": ["water", "finance"], "duties": [{"topic": "巡查"}]}]
    assert "part_sheets" not in raw
