"""The gold of dates, limits and targets leaves nothing out: every number in the specifications' tables is judged."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

import pytest

from . import limits_gold, oracle

TABLES: tuple[tuple[int, str, tuple[int, ...]], ...] = (
    (1, "C. Targets and fixed numbers", (2, 3)),
    (2, "C. Numbers and time limits", (0,)),
    (3, "C. Numbers", (0,)),
    (4, "D. Time limits", (1,)),
    (5, "C. Measurable targets", (2,)),
    (8, "3.1 Targets to end of 2020", (1,)),
    (8, "3.2 Other numeric facts", (1,)),
    (9, "3.1 Feedback time limits", (1,)),
    (14, "3. Facts", (1,)),
)
"""Specification, heading of a table, the columns that hold values."""

IDENTIFIERS = {"4333642", "4332543", "13", "1161", "2016", "2020", "2013", "29", "4", "02", "11", "04", "07", "03"}
"""Digits of the value columns that are telephone lines, standards, years, months or counts of rows."""


def values(cell: str) -> set[Decimal]:
    plain = cell.replace("10,000", "").replace("50,000", "").replace("1000", "").replace("/10万", "")
    plain = re.sub(r"\d+ November|〔\d{4}〕\d+号|\d{4}-\d\d-\d\d", "", plain)
    return {Decimal(n) for n in re.findall(r"\d+(?:\.\d+)?", plain) if n not in IDENTIFIERS}


def judged(number: int) -> set[Decimal]:
    rows = [*limits_gold.LIMITS, *((n, at, value, "") for n, at, _, value in limits_gold.GOALS)]
    rows += [*limits_gold.NOT_GOALS, *limits_gold.OPEN, *limits_gold.WORDS_OF_PERIODS]
    return {Decimal(value) for n, _, value, _ in rows if n == number and value}


@pytest.mark.parametrize(("number", "heading", "columns"), TABLES)
def test_every_number_of_a_specifications_table_is_judged(number: int, heading: str, columns: tuple[int, ...]) -> None:
    rows = oracle.rows_of(oracle.part(number, heading))
    printed = {value for row in rows for column in columns if column < len(row) for value in values(row[column])}
    assert printed - judged(number) == set()


def test_every_reason_is_given() -> None:
    for rows in (limits_gold.NOT_GOALS, limits_gold.OPEN, limits_gold.WORDS_OF_PERIODS):
        assert all(row[3] for row in rows)
    assert all(row[2] for row in limits_gold.NOT_LIMITS)


def test_the_working_day_limits_of_the_reviews_are_those_of_their_specification() -> None:
    (line,) = [line for line in oracle.spec(11).splitlines() if line.startswith("Working-day limits:")]
    listed = sorted(re.findall(r"(\d) \(", line))
    assert listed == sorted(amount for number, _, amount, _ in limits_gold.LIMITS if number == 11)


def test_the_whole_gold_is_found(of_spec: Any, record_property: Any) -> None:
    """The fraction that is read, kept in the report; all of it is wanted."""
    from . import test_deadlines, test_targets

    wanted = len(limits_gold.LIMITS) + len(limits_gold.DAYS + limits_gold.soil_days()) + len(limits_gold.GOALS)
    missing = test_deadlines.missing_limits(of_spec) + test_deadlines.missing_days(of_spec)
    missing += test_targets.missing(of_spec)
    record_property("found", f"{wanted - len(missing)} of {wanted}")
    assert missing == [], f"{wanted - len(missing)} of {wanted}"
