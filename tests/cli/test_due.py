"""gongbao due: the last day of a rule's limit, or a bare sum by the calendar of the whole country."""

from __future__ import annotations

import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from gongbao.cli.schema import schema_of
from tests.cli.conftest import Run
from tests.cli.test_ask import HILL, one_sentence_each

SPRING = ("due", "china", "5-working-days", "--from", "2020-01-21")


def test_five_working_days_after_21_january_2020_end_when_the_longer_holiday_is_over(run: Run) -> None:
    told = run(*SPRING)
    assert (told.stdout, told.stderr, told.exit_code) == ("2020-02-05\n", "", 0)


def test_before_the_holiday_was_made_longer_the_answer_was_another(run: Run) -> None:
    assert run(*SPRING, "--known-on", "2020-01-25").stdout == "2020-02-03\n"
    assert run(*SPRING, "--known-on", "2020-01-27").stdout == "2020-02-05\n"


def test_a_day_past_all_notices_is_provisional(run: Run) -> None:
    told = run("due", "china", "5-working-days", "--from", "2190-01-04")
    assert told.stdout == "2190-01-11（放假安排尚未公布，暂定）\n"
    answer = json.loads(run("due", "china", "5-working-days", "--from", "2190-01-04", "--json").stdout)
    assert (answer["value"], answer["provisional"]) == ("2190-01-11", True)


@pytest.mark.parametrize(
    ("words", "start", "value"),
    [
        ("60-days", "2020-01-01", "2020-03-01"),
        ("1-day", "2020-01-31", "2020-02-01"),
        ("2-hours", "2020-12-31T23:30", "2021-01-01T01:30:00"),
        ("1-month", "2020-01-31", "2020-02-29"),
        ("1-year", "2020-02-29", "2021-02-28"),
        ("0-working-days", "2020-01-25", "2020-01-25"),
    ],
)
def test_a_bare_sum_takes_every_unit(words: str, start: str, value: str, run: Run) -> None:
    answer = json.loads(run("due", "china", words, "--from", start, "--json").stdout)
    Draft202012Validator(schema_of("answer")).validate(answer)
    assert (answer["value"], answer["provisional"], answer["receipt"]["rule"]) == (value, False, words)


def test_the_limit_of_a_rule_counts_from_the_day_given(flood: Any, run: Run) -> None:
    told = run("due", HILL, "flood/report", "--from", "2031-06-02", "--json")
    assert json.loads(told.stdout)["value"] == "2031-06-05"
    assert run("due", HILL, "flood/report", "--from", "2031-06-02", "--reading", "R-01=counted").stdout.startswith(
        "有结果：2031-06-04"
    )


NONSENSE = {
    "a unit that is none": (["china", "5-fortnights", "--from", "2020-01-21"], "5-fortnights"),
    "no number": (["china", "working-days", "--from", "2020-01-21"], "working-days"),
    "a day that does not exist": (["china", "5-days", "--from", "2020-02-30"], "2020-02-30"),
    "a day where a moment is needed": (["china", "2-hours", "--from", "2020-02-03"], "2020-02-03"),
    "beyond all days": (["china", "5-days", "--from", "9999-12-31"], "9999"),
    "an edition of no day": (["china", "5-days", "--from", "2020-02-03", "--known-on", "x"], "x"),
    "a rule without a limit": ([HILL, "flood/crowded", "--from", "2031-06-02"], "flood/crowded"),
    "an unknown rule": ([HILL, "flood/rapport", "--from", "2031-06-02"], "flood/rapport"),
    "an unknown pack": (["valley-2031", "flood/report", "--from", "2031-06-02"], "valley-2031"),
}


@pytest.mark.parametrize("what", NONSENSE)
def test_nonsense_gets_one_sentence_in_each_language_and_no_answer(what: str, flood: Any, run: Run) -> None:
    words, named = NONSENSE[what]
    told = run("due", *words)
    assert (told.exit_code, told.stdout) == (2, "")
    one_sentence_each(told.stderr, named)
