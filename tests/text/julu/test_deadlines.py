"""Dates and limits by which something must be done, each at its place; what only looks like one is left alone."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from . import limits_gold, nodes, oracle

SPECS = range(1, 16)


def deadlines(document: dict[str, Any], place: str) -> list[dict[str, Any]]:
    return [node for node in document["obligations"]["deadlines"] if nodes.within(node["at"], place)]


def missing_limits(of_spec: Any) -> list[str]:
    wanted = Counter(limits_gold.LIMITS)
    found = []
    for (number, place, amount, unit), count in wanted.items():
        read = [n for n in deadlines(of_spec(number), place) if (n.get("amount"), n.get("unit")) == (amount, unit)]
        if len(read) < count:
            found.append(f"{number:02d} {place}: {amount} {unit} read {len(read)} of {count} times")
    return found


def missing_days(of_spec: Any) -> list[str]:
    wanted = Counter(limits_gold.DAYS + limits_gold.soil_days())
    found = []
    for (number, place, iso), count in wanted.items():
        read = [node for node in deadlines(of_spec(number), place) if node.get("iso") == iso]
        if len(read) < count:
            found.append(f"{number:02d} {place}: {iso} read {len(read)} of {count} times")
    return found


def test_the_specification_of_soil_has_21_dates() -> None:
    assert len(limits_gold.soil_days()) == 21


@pytest.mark.parametrize("limit", [limit for limit in limits_gold.LIMITS if limit[0] == 9])
def test_limits_of_the_efficiency_drive_stand_in_its_specification(limit: Any) -> None:
    """The specification's own table of limits: amount and place."""
    rows = [row for row in oracle.rows_of(oracle.part(9, "3.1 Feedback time limits")) if row[5] == limit[1]]
    assert limit[2] in {re.sub(r"\D", "", row[1]) for row in rows}


def test_every_limit_of_the_specifications_is_read_where_it_stands(of_spec: Any) -> None:
    assert missing_limits(of_spec) == []


def test_every_date_of_the_specifications_is_read_where_it_stands(of_spec: Any) -> None:
    assert missing_days(of_spec) == []


def test_a_soil_date_lies_in_the_clause_of_its_mark(of_spec: Any) -> None:
    """Segment by segment: the date stands between the mark before and the mark that closes the clause."""
    document = of_spec(5)
    rows = oracle.rows_of(oracle.part(5, "B. Segments"))
    marks = document["obligations"]["tasks"]
    assert len(marks) == len(rows)
    for row, mark in zip(rows, marks, strict=True):
        low, high = mark["span"]
        read = [n for n in deadlines(document, mark["at"]) if low <= n["span"][0] < high and n.get("iso")]
        dated = bool(re.search(r"\d\d-\d\d|前|底", row[4]))
        assert bool(read) == dated, row[0]


def test_a_date_before_the_documents_own_is_read_and_noticed(of_spec: Any) -> None:
    document = of_spec(5)
    early = [n for n in document["obligations"]["deadlines"] if (n.get("iso") or "9") < document["issued"]]
    assert len(early) == 3
    for node in early:
        found = [f for f in document["findings"] if f["span"][0] <= node["span"][0] and node["span"][1] <= f["span"][1]]
        assert found, node["phrase"]


@pytest.mark.parametrize(
    ("number", "place", "iso"),
    [
        (5, "三（六）19", "2020-04-20"),
        (5, "三（一）1", "2020-12-31"),
        (2, "二（七）19", "2020-02-29"),
        (8, "三1", "2020-11-15"),
    ],
)
def test_what_the_text_does_not_print_whole_is_inferred(of_spec: Any, number: int, place: str, iso: str) -> None:
    (node,) = [n for n in deadlines(of_spec(number), place) if n.get("iso") == iso]
    assert node["inferred"] is True


@pytest.mark.parametrize("number", SPECS)
def test_a_deadline_is_a_date_or_a_limit(of_spec: Any, number: int) -> None:
    for node in of_spec(number)["obligations"]["deadlines"]:
        assert isinstance(node["inferred"], bool)
        if node.get("iso"):
            date.fromisoformat(node["iso"])
            assert not node.get("amount")
        else:
            assert Decimal(node["amount"]) >= 0
            assert node["unit"] in {"hour", "day", "working_day", "month", "year"}


@pytest.mark.parametrize(("number", "place"), [(4, "三（三）3"), (11, "第二十二条"), (10, "三（四）"), (14, "一")])
def test_a_limit_says_what_starts_it(of_spec: Any, number: int, place: str) -> None:
    assert any(node["start"] for node in deadlines(of_spec(number), place))


@pytest.mark.parametrize("number", SPECS)
def test_a_start_is_whole_words_of_the_text(of_spec: Any, source: Any, number: int) -> None:
    """A start begins after a mark of punctuation, or after 在, 于, 自: never inside a word."""
    for node in of_spec(number)["obligations"]["deadlines"]:
        if node["start"]:
            before = source.text[max(0, node["span"][0] - 60) : node["span"][1]]
            position = before.rfind(node["start"])
            assert position >= 0, node["at"]
            assert before[position - 1] in "，。；：、（\n在于自从至" or node["start"][0] in "自从", (
                node["at"],
                node["start"],
            )


@pytest.mark.parametrize(("number", "place", "why"), limits_gold.NOT_LIMITS)
def test_what_is_no_limit_by_the_definition_has_a_reason(number: int, place: str, why: str) -> None:
    assert why
    assert place in oracle.spec(number) or place.startswith(("二", "三", "附件"))


@pytest.mark.parametrize(
    ("number", "place"), [(7, "附件3 三（六）"), (9, "四（三）"), (9, "二"), (3, "附件1"), (2, "二（二）4")]
)
def test_periods_and_conditions_are_no_deadlines(of_spec: Any, number: int, place: str) -> None:
    assert deadlines(of_spec(number), place) == []


@pytest.mark.parametrize("number", [6, 7, 13, 15])
def test_a_document_without_limits_has_no_deadlines(of_spec: Any, number: int) -> None:
    assert of_spec(number)["obligations"]["deadlines"] == []


EVENTS = ("2020-02-10", "2017-03-16", "2018-07-22", "2020-11-26", "2016-12-09", "2019-10-01", "2020-05-31")


@pytest.mark.parametrize("number", SPECS)
def test_the_day_of_an_event_is_no_deadline(of_spec: Any, number: int) -> None:
    """Meetings, repealed documents, the period of a task force, the document's own date."""
    days = {node.get("iso") for node in of_spec(number)["obligations"]["deadlines"]}
    assert days.isdisjoint({*EVENTS, of_spec(number)["issued"]})


@pytest.mark.parametrize(
    ("number", "most"), [(1, 30), (2, 5), (3, 2), (4, 8), (5, 23), (8, 12), (9, 6), (10, 2), (11, 5), (12, 1), (14, 2)]
)
def test_nothing_else_is_read_as_a_deadline(of_spec: Any, number: int, most: int) -> None:
    """`most` is the count of the text's dates and limits; phrases that may be read either way are in it."""
    assert len(of_spec(number)["obligations"]["deadlines"]) <= most
