"""Task: one row a segment and deadline, in the state of the day that is asked about."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from gongbao.rules import Context
from tests.rules.made_up import a_rule, ask, because, codes, proofs, read_ways

DREDGE = {
    "no": "1",
    "topic": "清淤",
    "lead": ["water"],
    "participants": ["finance"],
    "deadlines": [
        {"day": "2031-06-30", "source": {"at": "附件 段1", "quote": "6月底前完成"}},
        {"day": "2031-12-31", "about": "验收"},
    ],
}
FUND = {"no": "2", "topic": "资金", "lead": ["finance"], "lead_words": ["各村"]}
STALE = {"no": "3", "topic": "摸底", "lead": ["water"], "deadlines": [{"day": "2031-05-05"}]}
VILLAGE = {"no": "4", "topic": "看护", "lead_words": ["村委会"], "when": [{"input": "place", "among": ["village"]}]}


def plan(*segments: Any, **fields: Any) -> Any:
    return a_rule("task", segments=list(segments), **fields)


def states(value: Any) -> list[tuple[str, Any, str]]:
    return [(row["no"], row["deadline"], row["state"]) for row in value]


@pytest.mark.parametrize(
    ("on", "first", "second"),
    [
        ("2031-06-29", "ahead", "ahead"),
        ("2031-06-30", "due_today", "ahead"),
        ("2031-07-01", "passed", "ahead"),
        ("2031-12-31", "passed", "due_today"),
        ("2032-01-01", "passed", "passed"),
    ],
)
def test_each_deadline_is_a_row_that_is_due_on_its_printed_day(
    county: Context, on: str, first: str, second: str
) -> None:
    told = ask(plan(DREDGE), county, {"on": on})
    assert states(told.value) == [("1", date(2031, 6, 30), first), ("1", date(2031, 12, 31), second)]
    assert "R-04" in read_ways(told)


def test_a_segment_without_a_deadline_is_one_row_that_says_so(county: Context) -> None:
    told = ask(plan(FUND), county)
    assert states(told.value) == [("2", None, "no_deadline")]
    assert told.needs == ()


@pytest.mark.parametrize("on", ["2031-05-01", "2031-05-05", "2031-06-01"])
def test_a_day_printed_before_the_issue_of_its_document_is_never_called_late(county: Context, on: str) -> None:
    assert states(ask(plan(STALE), county, {"on": on}).value) == [("3", date(2031, 5, 5), "printed_before_issue")]


def test_without_a_day_no_state_is_guessed(county: Context) -> None:
    told = ask(plan(DREDGE), county)
    assert [row["state"] for row in told.value] == [None, None]  # type: ignore[union-attr]
    assert told.needs == ("on",)


def test_a_row_holds_names_and_the_phrase_and_place_that_it_rests_on(county: Context) -> None:
    told = ask(plan(DREDGE, FUND), county, {"on": "2031-06-01"})
    assert isinstance(told.value, list)
    first, _, third = told.value
    assert (first["lead"], first["participants"], first["phrase"], first["at"]) == (
        ["县水务局"],
        ["县财政局"],
        "6月底前完成",
        "附件 段1",
    )
    assert (third["lead"], third["phrase"], third["at"]) == (["县财政局", "各村"], "", "第三条")


@pytest.mark.parametrize(("agency", "numbers"), [("财政局", ["1", "1", "2"]), ("各村", ["2"]), ("公安", [])])
def test_one_unit_sees_what_it_leads_or_joins(county: Context, agency: str, numbers: list[str]) -> None:
    told = ask(plan(DREDGE, FUND), county, {"on": "2031-06-01", "agency": agency})
    assert [row["no"] for row in told.value] == numbers  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("place", "numbers", "needs"), [("village", ["2", "4"], ()), ("town", ["2"], ()), (None, ["2"], ("place",))]
)
def test_a_task_for_certain_cases_is_left_out_until_it_is_known_to_apply(
    county: Context, place: str | None, numbers: list[str], needs: tuple[str, ...]
) -> None:
    inputs = {"[place]": {"type": "choice", "choices": {"village": "村", "town": "镇"}}}
    told = ask(plan(FUND, VILLAGE, inputs=inputs), county, {"place": place} if place else {})
    assert ([row["no"] for row in told.value], told.needs) == (numbers, needs)  # type: ignore[union-attr]


def test_readings_of_segments_and_deadlines_are_named_once(county: Context) -> None:
    segment = {**DREDGE, "readings": ["R-0102"], "deadlines": [{"day": "2031-06-30", "readings": ["R-0102", "R-0101"]}]}
    assert codes(ask(plan(segment), county)) == ["tasks", "reading", "reading"]


def test_a_segment_given_twice_and_an_input_nobody_asks_are_wrong() -> None:
    assert proofs(plan(FUND, FUND)) == [("wrong", "segments.2")]
    assert proofs(plan(VILLAGE)) == [("wrong", "inputs")]
    assert proofs(plan({**FUND, "segment": "2-1"}, {**FUND, "segment": "2-2"})) == []


PHASES = [
    {"title": "摸底", "first": "2031-05-06", "last": "2031-06-30", "source": {"at": "四段1", "quote": "5月至6月摸底"}},
    {"title": "整治", "first": "2031-07-01", "last": "2031-12-31"},
]


@pytest.mark.parametrize(
    ("on", "titles"),
    [("2031-06-30", ["摸底"]), ("2031-07-01", ["整治"]), ("2032-01-01", []), (None, ["摸底", "整治"])],
)
def test_the_phase_of_the_day_is_among_the_reasons(county: Context, on: str | None, titles: list[str]) -> None:
    told = ask(plan(DREDGE, phases=PHASES), county, {"on": on} if on else {})
    phases = [one for one in told.reasons if one.code == "phase"]
    assert [one.params["title"] for one in phases] == titles
    assert [one.citation.at for one in phases if one.citation] == [
        {"摸底": "四段1", "整治": "第三条"}[one] for one in titles
    ]


def test_who_carries_out_every_task_is_among_the_reasons(county: Context) -> None:
    told = ask(plan(FUND, implementers=["water"]), county)
    assert because(told, "implementers").params["names"] == ["县水务局"]
    assert "implementers" not in codes(ask(plan(FUND), county))
