"""gongbao ask: an answer with reasons, its JSON, exit codes, and one sentence about anything that cannot be asked."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from gongbao.cli.schema import schema_of
from tests.cli.conftest import Run

HILL = "hill-2031"
REPORT = ("ask", HILL, "flood/report")


def test_an_answer_is_told_with_its_reasons_and_their_places(flood: Any, run: Run) -> None:
    told = run(*REPORT, "found=2031-06-02")
    assert (told.exit_code, told.stderr) == (0, "")
    lines = told.stdout.splitlines()
    assert lines[:2] == ["有结果：2031-06-05", "  · 文件规定3个工作日内。（山政字〔2031〕4号 第三条）"]
    assert any("R-01" in line for line in lines)


def test_reasons_may_be_in_english(flood: Any, run: Run) -> None:
    told = run(*REPORT, "found=2031-06-02", "--en")
    assert "decided：2031-06-05" in told.stdout
    assert "The document gives 3 working days." in told.stdout


@pytest.mark.parametrize(
    ("words", "outcome", "value", "code"),
    [
        (["flood/report", "found=2031-06-02"], "decided", "2031-06-05", 0),
        (["flood/report"], "cannot_say", None, 3),
        (["flood/report", "found=2031-06-02", "--on", "2031-05-05"], "cannot_say", None, 3),
        (["flood/crowded", "count=3"], "cannot_say", {}, 3),
        (["flood/crowded", "count=3", "most=2"], "refused", {}, 0),
        (["flood/handling", "step=close"], "decided", {}, 0),
        (["flood/stations", "q=闸"], "decided", [{}, {}], 0),
        (["rivers/clean"], "decided", {}, 0),
    ],
)
@pytest.mark.parametrize("language", [[], ["--en"]])
def test_json_has_the_documented_form_and_the_exit_code_tells_what_cannot_be_said(
    words: list[str], outcome: str, value: Any, code: int, language: list[str], flood: Any, run: Run
) -> None:
    told = run("ask", HILL, *words, "--json", *language)
    answer = json.loads(told.stdout)
    Draft202012Validator(schema_of("answer")).validate(answer)
    assert (told.exit_code, answer["outcome"]) == (code, outcome)
    assert type(answer["value"]) is type(value)
    assert answer["value"] == value or not isinstance(value, str)
    assert answer["receipt"]["rule"] == words[0]


def test_the_schema_refuses_what_is_no_answer() -> None:
    validator = Draft202012Validator(schema_of("answer"))
    good = {"outcome": "decided", "value": 1, "reasons": [], "needs": [], "provisional": False, "receipt": {}}
    assert validator.is_valid(good)
    assert not validator.is_valid({**good, "outcome": "perhaps"})
    assert not any(validator.is_valid({key: one for key, one in good.items() if key != left}) for left in good)


def test_readings_days_and_editions_are_those_asked_for(flood: Any, run: Run) -> None:
    for words, value in (
        (["found=2031-06-02", "--reading", "R-01=counted"], "2031-06-04"),
        (["found=2031-09-30"], "2031-10-13"),
        (["found=2031-09-30", "--known-on", "2031-09-29"], "2031-10-10"),
        (["found=2031-06-02", "--on", "2031-05-06"], "2031-06-05"),
    ):
        assert json.loads(run(*REPORT, *words, "--json").stdout)["value"] == value


NONSENSE = {
    "an unknown pack": (["ask", "valley-2031", "flood/report"], HILL),
    "an unknown rule": (["ask", HILL, "flood/rapport"], "flood/rapport"),
    "an unknown system": (["ask", HILL, "sea/report"], "sea/report"),
    "a day that does not exist": ([*REPORT, "found=2031-02-30"], "2031-02-30"),
    "a day in another form": ([*REPORT, "found=6月2日"], "6月2日"),
    "an unknown answer": ([*REPORT, "seen=2031-06-02"], "seen"),
    "no equals sign": ([*REPORT, "found"], "found"),
    "no name": ([*REPORT, "=2031-06-02"], "2031-06-02"),
    "a name twice": ([*REPORT, "found=2031-06-02", "found=2031-06-03"], "found"),
    "a number below zero": (["ask", HILL, "flood/crowded", "count=-1"], "-1"),
    "a word for a number": (["ask", HILL, "flood/crowded", "count=many"], "many"),
    "an unknown reading": ([*REPORT, "found=2031-06-02", "--reading", "R-99=x"], "R-99"),
    "an unknown option": ([*REPORT, "found=2031-06-02", "--reading", "R-01=half"], "half"),
    "a reading without its option": ([*REPORT, "found=2031-06-02", "--reading", "R-01"], "R-01"),
    "a day of law that does not exist": ([*REPORT, "--on", "2031-02-30"], "2031-02-30"),
    "a week for a day": ([*REPORT, "--on", "2031-W10-1"], "2031-W10-1"),
    "an edition of no day": ([*REPORT, "--known-on", "soon"], "soon"),
    "beyond all days": ([*REPORT, "found=9999-12-31"], "9999"),
    "a very long word": ([*REPORT, "found=" + "9" * 5000], "…"),
}


@pytest.mark.parametrize("what", NONSENSE)
def test_nonsense_gets_one_sentence_in_each_language_and_no_answer(what: str, flood: Any, run: Run) -> None:
    words, named = NONSENSE[what]
    told = run(*words)
    assert (told.exit_code, told.stdout) == (2, "")
    one_sentence_each(told.stderr, named)


def one_sentence_each(stderr: str, named: str) -> None:
    chinese, english = stderr.splitlines()
    assert (chinese[-1], chinese.rstrip("。").count("。")) == ("。", 0)
    assert english[-1] == "."
    assert english.isprintable()
    assert named in chinese
    assert named in english
    assert len(stderr) < 500


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (["earthquake/first_judgement", "magnitude=abc", "area=密集"], "abc"),
        (["enterprise_support/equipment_subsidy", "investment=-1"], "-1"),
        (["service_reviews/rectify", "received=2020-02-30"], "2020-02-30"),
    ],
)
def test_nonsense_about_the_gazette_s_own_rules_gets_a_sentence_too(words: list[str], named: str, run: Run) -> None:
    told = run("ask", "julu-2020", *words)
    assert (told.exit_code, told.stdout) == (2, "")
    one_sentence_each(told.stderr, named)


def test_a_broken_pack_gets_its_sentence_and_its_line(flood: Any, run: Run) -> None:
    flood.change("facts.yaml", "unit: working_day", "unit: fortnight")
    told = run(*REPORT, "found=2031-06-02")
    assert (told.exit_code, told.stdout) == (2, "")
    one_sentence_each(told.stderr, "fortnight")


def test_the_installed_command_answers_in_its_own_process() -> None:
    program = Path(sys.executable).with_name("gongbao")
    words = ("ask", "julu-2020", "service_reviews/rectify", "received=2020-09-25")
    told = subprocess.run([program, *words, "--json"], capture_output=True, text=True, check=True)
    assert json.loads(told.stdout)["outcome"] == "decided"
    wrong = subprocess.run([program, *words[:3], "received=soon"], capture_output=True, text=True, check=False)
    assert (wrong.returncode, wrong.stdout) == (2, "")
    one_sentence_each(wrong.stderr, "soon")
