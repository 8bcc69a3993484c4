"""Yes and no are words wherever a rule chooses by an answer; what is not answered chooses nothing."""

from __future__ import annotations

import time
from typing import Any

from gongbao.rules import Context
from gongbao.rules.conditions import word_of
from tests.rules.made_up import a_rule, ask

TRUTH: dict[str, Any] = {"type": "yes_no"}


def test_an_answer_has_one_word() -> None:
    assert [word_of(one) for one in (True, False, 5, "甲", None)] == ["yes", "no", "5", "甲", None]


def test_a_criterion_may_apply_to_a_yes_or_a_no(county: Context) -> None:
    criteria = [{"of": "n", "given": {"hurt": "no"}, "bands": [{"grade": "甲", "from": "3"}]}]
    rule = a_rule(
        "grading", grades=["甲"], inputs={"n": "integer", "hurt": TRUTH}, plain_value="yes", criteria=criteria
    )
    assert ask(rule, county, {"n": "7", "hurt": "no"}).value == "甲"
    assert ask(rule, county, {"n": "7", "hurt": "yes"}).value is None


def test_a_person_may_decide_for_a_yes(county: Context) -> None:
    criteria = [{"of": "n", "bands": [{"grade": "甲", "from": "3"}]}]
    rule = a_rule(
        "grading", grades=["甲"], inputs={"n": "integer", "far": TRUTH}, criteria=criteria, person_for={"far": ["yes"]}
    )
    assert ask(rule, county, {"n": "7", "far": "yes"}).outcome == "person_decides"
    assert ask(rule, county, {"n": "7", "far": "no"}).outcome == "decided"


def test_an_amount_may_depend_on_a_yes(county: Context) -> None:
    cases = [{"given": {"new": "yes"}, "percent": {"rate": "30"}}]
    rule = a_rule("benefit", base="cost", inputs={"cost": "money", "new": TRUTH}, percent={"rate": "10"}, cases=cases)
    assert [int(ask(rule, county, {"cost": "100", "new": word}).value) for word in ("yes", "no")] == [30, 10]


def test_a_limit_may_depend_on_a_yes(county: Context) -> None:
    cases = {"yes": {"value": "1", "unit": "day", "start": "begun"}}
    rule = a_rule("time_limit", by="urgent", inputs={"urgent": TRUTH, "begun": "date"}, cases=cases)
    assert ask(rule, county, {"urgent": "yes", "begun": "2031-05-06"}).outcome == "decided"
    assert ask(rule, county, {"urgent": "no", "begun": "2031-05-06"}).outcome == "cannot_say"


def test_a_rate_that_lacks_an_answer_says_which(county: Context) -> None:
    inputs = {"[part]": {"type": "integer"}, "[whole]": {"type": "integer"}}
    rule = a_rule("rate", inputs=inputs, numerator="part", denominator="whole")
    told = ask(rule, county, {"part": "3"})
    assert (told.outcome, told.needs) == ("cannot_say", ("whole",))


def test_a_limit_of_thousands_of_years_is_answered_at_once(county: Context) -> None:
    inputs = {"begun": "date", "days": {"type": "integer"}}
    rule = a_rule("time_limit", inputs=inputs, own="days", limit={"unit": "unstated", "start": "begun"})
    start = time.perf_counter()
    told = [ask(rule, county, {"begun": "2031-05-06", "days": "1900000"}) for _ in range(20)]
    assert {one.outcome for one in told} == {"decided"}
    assert time.perf_counter() - start < 2
