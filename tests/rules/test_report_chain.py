"""ReportChain: which reports a case sets off, by when, and what is still open."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from gongbao.rules import Context
from tests.rules.made_up import a_rule, ask, because, codes, proofs, read_otherwise

FIRST = {
    "id": "first",
    "title": "初报",
    "trigger": "发现险情",
    "sender": ["water"],
    "sender_words": ["值守员"],
    "receivers": ["finance"],
    "value": "2",
    "unit": "hour",
    "source": {"at": "第七条", "quote": "2小时内报告"},
}
FOLLOW = {"id": "follow", "title": "续报", "trigger": "险情变化", "receiver_words": ["市局"]}
GRAVE = {
    "id": "grave",
    "title": "专报",
    "trigger": "核实",
    "value": "3",
    "unit": "working_day",
    "medium": "书面",
    "when": [{"input": "depth", "comparator": ">=", "value": "50"}],
}


def chain(*links: Any, **fields: Any) -> Any:
    inputs = fields.pop("inputs", {"[depth]": {"type": "number", "unit": "厘米"}})
    return a_rule("report_chain", inputs=inputs, links=list(links), **fields)


def test_a_limit_in_hours_ends_at_a_moment_and_names_who_reports_to_whom(county: Context) -> None:
    told = ask(chain(FIRST), county, {"at": "2031-09-30T23:30"})
    [row] = told.value  # type: ignore[misc]
    assert (row["due"], row["sender"], row["receivers"]) == (
        datetime.fromisoformat("2031-10-01T01:30"),
        ["县水务局", "值守员"],
        ["县财政局"],
    )
    stands = because(told, "report_hour").citation
    assert stands is not None
    assert stands.at == "第七条"


def test_at_once_is_due_at_the_trigger_and_promptly_at_no_moment(county: Context) -> None:
    unstated = {**FOLLOW, "id": "later", "unit": "unstated"}
    told = ask(chain(FOLLOW, unstated), county, {"at": "2031-09-30T23:30"})
    assert [row["due"] for row in told.value] == [datetime.fromisoformat("2031-09-30T23:30"), None]  # type: ignore[union-attr]
    assert codes(told) == ["report_at_once", "report_unstated"]


def test_without_the_moment_there_is_no_due_time_and_it_is_asked_for(county: Context) -> None:
    told = ask(chain(FIRST), county)
    assert [row["due"] for row in told.value] == [None]  # type: ignore[union-attr]
    assert told.needs == ("at",)


@pytest.mark.parametrize(("depth", "links"), [("49.9", ["first"]), ("50", ["first", "grave"]), (None, ["first"])])
def test_a_condition_adds_a_report_from_its_value_on(county: Context, depth: str | None, links: list[str]) -> None:
    said = {"at": "2031-09-26T08:00", **({"depth": depth} if depth else {})}
    told = ask(chain(FIRST, GRAVE), county, said)
    assert [row["link"] for row in told.value] == links  # type: ignore[union-attr]
    assert told.needs == (() if depth else ("depth",))


def test_working_days_of_a_report_follow_the_calendar(county: Context) -> None:
    told = ask(chain(GRAVE), county, {"at": "2031-09-30T08:00", "depth": "80"})
    assert [row["due"] for row in told.value] == [date(2031, 10, 11)]  # type: ignore[union-attr]


def test_when_only_open_conditions_are_left_nothing_is_said(county: Context) -> None:
    told = ask(chain(GRAVE), county, {"at": "2031-09-26T08:00"})
    assert (told.outcome, told.value, told.needs) == ("cannot_say", None, ("depth",))


def test_a_case_that_sets_off_no_report_says_so(county: Context) -> None:
    told = ask(chain(GRAVE), county, {"depth": "10"})
    assert (told.outcome, told.value, codes(told)) == ("decided", [], ["no_report"])


def test_one_link_may_be_asked_about(county: Context) -> None:
    told = ask(chain(FIRST, FOLLOW), county, {"link": "续报", "at": "2031-09-26T08:00"})
    assert [row["link"] for row in told.value] == ["follow"]  # type: ignore[union-attr]


def test_a_link_that_holds_under_one_reading_is_gone_under_the_other(county: Context) -> None:
    rule = chain(FOLLOW, {**FIRST, "under": {"R-0101": "other"}})
    usual, other = (ask(rule, one) for one in (county, read_otherwise(county, R_0101="other")))
    assert [len(told.value) for told in (usual, other)] == [1, 2]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("link", "place"),
    [
        ({**FOLLOW, "value": "2"}, "links.follow"),
        ({**FIRST, "unit": "at_once"}, "links.first"),
        ({**FOLLOW, "unit": "day"}, "links.follow"),
        ({**GRAVE, "when": [{"input": "width", "comparator": ">", "value": "1"}]}, "inputs"),
    ],
)
def test_a_limit_that_does_not_fit_its_unit_and_an_input_nobody_asks_are_wrong(link: Any, place: str) -> None:
    assert proofs(chain(link)) == [("wrong", place)]
    assert proofs(chain(FIRST, FOLLOW, GRAVE)) == []


def test_two_links_with_one_name_are_wrong() -> None:
    assert proofs(chain(FOLLOW, FOLLOW)) == [("wrong", "links.follow")]
