"""gongbao rules, lint, check, test, schema and the pages for docs: lines, JSON, and how they end."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, ValidationError

from gongbao.packs.sheet import parse
from gongbao.rules import KINDS
from tests.cli.conftest import Run
from tests.cli.test_ask import HILL, one_sentence_each
from tests.packs.flood import DIGEST, FACTS, FINDINGS, READINGS

TEXT = """\
山县人民政府
关于印发防汛应急预案的通知
山政字〔2031〕4号
2031年5月6日

各乡镇人民政府：

第一条 为了防汛，制定本预案。
第二条 本预案全县适用。
第三条 发现险情的，3个工作日内报告。
第四条 全县设2个值守点，值守不宜过密，人数不超过规定。
第五条 本预案由市里解释。
"""


def test_rules_lists_what_can_be_asked_with_inputs_units_and_defaults(flood: Any, run: Run) -> None:
    told = run("rules", HILL)
    lines = told.stdout.splitlines()
    assert told.exit_code == 0
    assert "flood/report  险情报告（时限，山政字〔2031〕4号 第三条）" in lines
    assert "    found  发现日期  date" in lines
    assert "    [most]  最多几人  integer" in lines
    assert any(line.startswith("    [state]  现在的状态  choice  默认 found") for line in lines)


def test_rules_as_json_says_what_is_required(flood: Any, run: Run) -> None:
    rules = {one["rule"]: one for one in json.loads(run("rules", HILL, "--json").stdout)}
    assert list(rules) == ["flood/report", "flood/handling", "flood/stations", "flood/crowded", "rivers/clean"]
    assert {name: one["required"] for name, one in rules["flood/crowded"]["inputs"].items()} == {
        "count": True,
        "most": False,
    }
    assert rules["flood/crowded"]["inputs"]["most"]["setting"] == "R-0402"
    assert (rules["flood/report"]["kind"], rules["flood/report"]["at"]) == ("time_limit", "第三条")


def test_lint_of_a_sound_pack_lists_nothing_wrong(flood: Any, run: Run) -> None:
    told = run("lint", HILL, "--json")
    assert (told.exit_code, json.loads(told.stdout)) == (0, {"problems": [], "wrong": 0, "gaps": 0})


def test_lint_names_a_quote_that_does_not_print_its_number_and_ends_with_one(flood: Any, run: Run) -> None:
    flood.change("facts.yaml", "quote: 3个工作日内报告", "quote: 5个工作日内报告")
    told = run("lint", HILL)
    assert told.exit_code == 1
    assert told.stdout.startswith("wrong  flood/report limit 第三条")
    assert told.stdout.splitlines()[-1] == "问题 1 处，文件没有规定 0 处。 1 problems, 0 gaps."


def test_lint_of_a_file_lists_what_is_odd_in_it(flood: Any, tmp_path: Path, run: Run) -> None:
    file = tmp_path / "公报.txt"
    file.write_text(TEXT, encoding="utf-8")
    told = run("lint", str(file), "--json")
    assert set(json.loads(told.stdout)) == {"problems", "wrong", "gaps"}
    assert told.exit_code in {0, 1}


def test_check_counts_what_was_held_against_the_text_and_names_what_differs(
    flood: Any, tmp_path: Path, run: Run
) -> None:
    file = tmp_path / "公报.txt"
    file.write_text(TEXT.replace("3个工作日", "5个工作日"), encoding="utf-8")
    told = run("check", HILL, "--text", str(file), "--json")
    report = json.loads(told.stdout)
    assert told.exit_code == 1
    assert report["failed"] == len(report["failures"]) > 0
    assert report["missing_documents"] == ["山政字〔2031〕5号"]
    assert {"rule", "fact", "document", "at", "expected", "found"} == set(report["failures"][0])
    rows = [one for one in report["failures"] if one["rule"] == "flood/report"]
    assert {(one["fact"], one["found"]) for one in rows} == {
        ("source", "5个工作日内报告"),
        ("limit", "5个工作日内报告"),
    }
    assert run("check", HILL, "--text", str(file)).stdout.splitlines()[-1].startswith(f"核对 {report['checked']} 处")


def test_check_of_the_sample_county_holds(run: Run) -> None:
    from gongbao.packs.load import pack_folder

    told = run(
        "check", "sample-county", "--text", str(pack_folder("sample-county") / "documents" / "gazette.txt"), "--json"
    )
    report = json.loads(told.stdout)
    assert (report["failures"], report["missing_documents"], told.exit_code) == ([], [], 0)


@pytest.mark.parametrize("file", ["nowhere.txt", "picture.png"])
def test_a_file_that_cannot_be_read_gets_a_sentence(file: str, flood: Any, tmp_path: Path, run: Run) -> None:
    (tmp_path / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(64))
    told = run("check", HILL, "--text", str(tmp_path / file))
    assert (told.exit_code, told.stdout) == (2, "")
    one_sentence_each(told.stderr, file)


def test_test_runs_the_examples_and_names_the_one_that_fails(flood: Any, run: Run) -> None:
    told = run("test", HILL, "--json")
    assert (told.exit_code, json.loads(told.stdout)) == (0, {"failures": [], "examples": 4, "failed": 0})
    flood.change("cases.yaml", "value: 2031-09-30", "value: 2031-10-01")
    told = run("test", HILL)
    assert told.exit_code == 1
    assert told.stdout.splitlines() == [
        "flood/report 第1例 {'found': '2031-09-26'}：value 应为 2031-10-01，得到 2031-09-30",
        "算例 4 个，不符 1 个。 4 examples, 1 failed.",
    ]


@pytest.mark.parametrize("command", ["rules", "lint", "test", "coverage", "readings"])
def test_an_unknown_pack_gets_a_sentence_from_every_command(command: str, flood: Any, run: Run) -> None:
    told = run(command, "valley-2031")
    assert (told.exit_code, told.stdout) == (2, "")
    one_sentence_each(told.stderr, "valley-2031")


@pytest.mark.parametrize("what", ["read", "answer", "cases", "digest", "findings", "readings", *KINDS])
def test_every_schema_is_one(what: str, run: Run) -> None:
    told = run("schema", what)
    Draft202012Validator.check_schema(json.loads(told.stdout))
    assert told.exit_code == 0


@pytest.mark.parametrize(("what", "text"), [("digest", DIGEST), ("findings", FINDINGS), ("readings", READINGS)])
def test_a_sheet_fits_its_schema_and_an_unknown_key_does_not(what: str, text: str, run: Run) -> None:
    validator = Draft202012Validator(json.loads(run("schema", what).stdout))
    data = parse(text, what).data
    assert isinstance(data, dict)
    validator.validate(data)
    with pytest.raises(ValidationError):
        validator.validate({**data, "colour": "red"})


def test_a_rule_names_the_fields_that_its_schema_knows(run: Run) -> None:
    rules = parse(FACTS, "facts").data
    assert isinstance(rules, dict)
    for rule in rules["rules"].values():  # type: ignore[union-attr]
        schema = json.loads(run("schema", rule["kind"]).stdout)  # type: ignore[index, call-overload]
        assert set(rule) - {"part_sheets"} <= set(schema["properties"])
        assert schema["additionalProperties"] is False


def test_an_unknown_schema_names_those_that_there_are(run: Run) -> None:
    told = run("schema", "tide")
    assert (told.exit_code, told.stdout) == (2, "")
    assert "time_limit" in told.stderr


@pytest.mark.parametrize(
    ("command", "line"),
    [
        ("coverage", "| 第一条 | 为了防汛 | 只是写明：只是目的 |"),
        ("readings", "# 山县2031：没有写明的地方怎样读 · Readings"),
    ],
)
def test_the_pages_for_docs_are_printed(command: str, line: str, flood: Any, run: Run) -> None:
    told = run(command, HILL)
    assert told.exit_code == 0
    assert line in told.stdout.splitlines()


def test_help_names_every_command_of_the_library(run: Run) -> None:
    told = run("--help").stdout
    for command in ("ask", "batch", "check", "coverage", "due", "lint", "read", "readings", "rules", "schema", "test"):
        assert f"\n  {command} " in told
