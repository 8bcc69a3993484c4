"""Stated entries: what the text must print for them, what is inferred, and where they stand."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from pydantic import ValidationError

from gongbao.rules import KINDS, TITLES
from gongbao.rules.entry import readings_in
from gongbao.rules.indicator import Target
from gongbao.rules.rule import source_of
from tests.rules.made_up import SOURCE, a_rule

LIMIT = {"value": "5", "unit": "day", "start": "received"}


def rule(**fields: Any) -> Any:
    return a_rule("time_limit", **{"inputs": {"received": "date"}, "limit": LIMIT, **fields})


def test_the_printed_fields_of_an_entry_are_what_the_text_must_bear_out() -> None:
    span = rule().limit
    assert list(span.printed_values()) == [("value", "number", Decimal(5))]


def test_an_inferred_field_is_not_looked_for_in_the_text() -> None:
    span = rule(limit={**LIMIT, "inferred": ["value"], "readings": ["R-0102"]}).limit
    assert list(span.printed_values()) == []


def test_what_is_empty_is_not_looked_for() -> None:
    assert list(rule(limit={"unit": "at_once", "start": "received"}).limit.printed_values()) == []
    words = Target.model_validate({"words": "明显改善"})
    assert list(words.printed_values()) == [("words", "text", "明显改善")]
    assert [name for name, _, _ in Target.model_validate({"value": "3"}).printed_values()] == ["value", "comparator"]


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"limit": {**LIMIT, "inferred": ["value"]}}, "inferred without a reading"),
        ({"limit": {**LIMIT, "inferred": ["colour"], "readings": ["R-0102"]}}, "inferred names no field"),
        ({"source": []}, "a rule needs a source or a reading"),
        ({"source": {**SOURCE, "quote": "长" * 31}}, "at most 30"),
        ({"title": "长" * 41}, "at most 40"),
        ({"title": ""}, "at least 1"),
        ({"colour": "red"}, "Extra inputs"),
        ({"readings": ["R7"]}, "pattern"),
        ({"limit": {**LIMIT, "value": "five"}}, "decimal"),
    ],
)
def test_an_entry_that_stands_nowhere_or_says_too_much_is_refused(fields: Any, says: str) -> None:
    with pytest.raises(ValidationError, match=says):
        rule(**fields)


def test_one_source_reading_or_unit_needs_no_list() -> None:
    one = rule(readings="R-0102")
    assert (one.readings, one.source[0].at) == (("R-0102",), "第三条")


def test_entries_inside_have_the_names_of_their_places() -> None:
    task = a_rule(
        "task", segments=[{"no": "1", "topic": "甲", "deadlines": [{"day": "2031-06-30"}, {"day": "2031-07-31"}]}]
    )
    assert [name for name, _ in task.inner()] == ["segments[1]"]
    assert [name for name, _ in task.segments[0].inner()] == ["deadlines[1]", "deadlines[2]"]
    assert [name for name, _ in rule().inner()] == ["limit"]


def test_an_entry_without_a_place_stands_where_the_one_around_it_stands() -> None:
    one = rule()
    assert source_of(one.limit, one) == one.source
    own = rule(limit={**LIMIT, "source": {"at": "第九条", "quote": "五日内办结"}})
    assert source_of(own.limit, own)[0].at == "第九条"


def test_every_reading_that_an_entry_rests_on_is_named_once_with_those_its_kind_takes() -> None:
    found = readings_in(rule(readings=["R-0102"], limit={**LIMIT, "readings": ["R-0101", "R-0102"]}))
    assert sorted(found) == ["R-01", "R-0101", "R-0102", "R-02"]
    hours = {"value": "2", "unit": "hour", "start": "received"}
    assert readings_in(rule(limit=hours)) == ["R-03"]


def test_every_kind_has_a_title_and_bears_its_own_name() -> None:
    assert set(KINDS) == set(TITLES)
    assert len(KINDS) == 15
    assert all(kind.model_fields["kind"].annotation.__args__ == (name,) for name, kind in KINDS.items())  # type: ignore[union-attr]
