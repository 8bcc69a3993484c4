"""Checklist: all that apply must hold, or one of several; a number settles an item; nothing unanswered passes."""

from __future__ import annotations

from typing import Any

import pytest

from gongbao.rules import Context
from tests.rules.made_up import a_rule, ask, because, codes, proofs, read_ways

FENCE = {"id": "fence", "topic": "有护栏", "source": {"at": "附件 段1", "quote": "设置护栏"}}
WIDE = {"id": "wide", "topic": "间距", "holds": [{"input": "metres", "comparator": ">=", "value": "2"}]}
RIVER = {"id": "river", "topic": "救生圈", "when": [{"input": "place", "among": ["river"]}], "readings": ["R-0102"]}
SIGN = {"id": "sign", "topic": "有标识", "may_be_na": "yes"}
INPUTS = {
    "[metres]": {"type": "number", "title": "间距", "unit": "米"},
    "[place]": {"type": "choice", "choices": {"river": "河边", "road": "路边"}},
}
GOOD = {"fence": "yes", "metres": "2", "place": "road", "sign": "yes"}


def checklist(*items: Any, **fields: Any) -> Any:
    return a_rule("checklist", **{"inputs": INPUTS, "items": list(items or (FENCE, WIDE, RIVER, SIGN)), **fields})


def test_what_does_not_apply_is_not_counted(county: Context) -> None:
    told = ask(checklist(passes="可以开放"), county, GOOD)
    assert (told.outcome, told.value) == ("decided", {"passes": True, "done": 3, "of": 3, "failing": [], "missing": []})
    assert because(told, "checklist").params["says"] == "可以开放"


def test_not_applicable_is_taken_only_where_the_item_allows_it(county: Context) -> None:
    told = ask(checklist(), county, {**GOOD, "sign": "na"})
    assert isinstance(told.value, dict)
    assert (told.value["passes"], told.value["of"]) == (True, 2)
    questions = checklist().questions()
    assert "na" in questions["sign"].choices
    assert "na" not in questions["fence"].choices


@pytest.mark.parametrize(("metres", "passes"), [("1.9", False), ("2", True), ("2.1", True)])
def test_a_number_settles_an_item_from_its_value_on(county: Context, metres: str, passes: bool) -> None:
    told = ask(checklist(), county, {**GOOD, "metres": metres})
    assert isinstance(told.value, dict)
    assert told.value["passes"] is passes
    assert told.needs == (() if passes else ("metres",))


def test_one_failing_item_refuses_and_names_what_would_turn_it(county: Context) -> None:
    told = ask(checklist(fails="不得开放"), county, {"fence": "no", "metres": "1"})
    assert (told.outcome, told.needs) == ("refused", ("fence", "metres"))
    assert told.value == {
        "passes": False,
        "done": 0,
        "of": 4,
        "failing": ["fence", "wide"],
        "missing": ["river", "sign"],
    }
    assert because(told, "checklist").params["says"] == "不得开放"


@pytest.mark.parametrize("missing", ["fence", "metres", "place", "sign"])
def test_an_item_without_an_answer_neither_passes_nor_fails(county: Context, missing: str) -> None:
    told = ask(checklist(), county, {name: one for name, one in GOOD.items() if name != missing})
    assert told.outcome == "cannot_say"
    assert isinstance(told.value, dict)
    assert told.value["passes"] is None
    assert told.needs == (missing,)


def test_an_item_for_some_places_asks_where_it_applies(county: Context) -> None:
    told = ask(checklist(), county, {**GOOD, "place": "河边"})
    assert (told.outcome, told.needs) == ("cannot_say", ("river",))
    held = ask(checklist(), county, {**GOOD, "place": "river", "river": "yes"})
    assert held.outcome == "decided"
    assert {one.reading for one in held.reasons} == {None, "R-0102"}


@pytest.mark.parametrize(
    ("said", "outcome"),
    [
        ({"fence": "yes"}, "decided"),
        ({"fence": "no", "sign": "yes"}, "decided"),
        ({"fence": "no", "sign": "no"}, "refused"),
        ({"fence": "no"}, "cannot_say"),
        ({}, "cannot_say"),
        ({"fence": "no", "sign": "na"}, "refused"),
    ],
)
def test_where_one_of_several_suffices_the_known_ones_decide(
    county: Context, said: dict[str, str], outcome: str
) -> None:
    assert ask(checklist(FENCE, SIGN, any_suffices="yes"), county, said).outcome == outcome


def test_each_item_is_a_reason_at_its_own_place(county: Context) -> None:
    told = ask(checklist(readings=["R-0102"]), county, GOOD)
    assert [one.citation.at for one in told.reasons if one.citation] == ["附件 段1", "第三条", "第三条", "第三条"]
    assert codes(told).count("item_yes") == 3
    assert "R-0102" in read_ways(told)


def test_an_item_given_twice_or_an_input_nobody_asks_is_wrong() -> None:
    assert proofs(checklist(FENCE, FENCE)) == [("wrong", "items.fence")]
    assert proofs(checklist(WIDE, inputs={})) == [("wrong", "inputs")]
    assert proofs(checklist()) == []
