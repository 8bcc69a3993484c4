"""Response: who does what at each level; where the text names nobody the answer is not invented."""

from __future__ import annotations

from typing import Any

import pytest

from gongbao.rules import Context
from tests.rules.made_up import a_rule, ask, because, codes, proofs, read_ways

ACTS = {"proposes": "提出建议", "decides": "决定启动", "commands": "现场指挥"}
HIGH = {
    "acts": {
        "proposes": [{"post": "水务局局长"}],
        "decides": [
            {"post": "县长"},
            {
                "post": "常务副县长",
                "if": "受县长委托",
                "agency": ["finance"],
                "source": {"at": "第五条（一）", "quote": "受委托可以决定"},
            },
        ],
    },
    "measures": ["1", "2"],
    "tasks": ["转移群众"],
    "readings": ["R-0102"],
}
LOW = {"acts": {"proposes": [{"post": "值班员"}]}, "source": {"at": "第五条（二）", "quote": "由值班员提出"}}
MEASURES = [{"no": "1", "title": "巡堤"}, {"no": "2", "title": "转移", "groups": ["安置组"]}]


def response(**fields: Any) -> Any:
    return a_rule("response", **{"acts": ACTS, "levels": {"Ⅰ": HIGH, "Ⅳ": LOW}, "measures": MEASURES, **fields})


@pytest.mark.parametrize("level", ["Ⅰ", "I", "1", "Ⅰ级"])
def test_a_level_lists_every_act_with_its_holders_and_conditions(county: Context, level: str) -> None:
    told = ask(response(), county, {"level": level})
    assert told.value == {
        "proposes": [{"post": "水务局局长", "if": None}],
        "decides": [{"post": "县长", "if": None}, {"post": "常务副县长", "if": "受县长委托"}],
        "commands": [],
        "measures": ["1", "2"],
        "tasks": ["转移群众"],
    }
    assert set(read_ways(told)) == {"R-0102"}


def test_an_act_that_the_text_gives_nobody_is_said_to_be_open(county: Context) -> None:
    told = ask(response(), county, {"level": "Ⅳ"})
    assert told.value == {"proposes": [{"post": "值班员", "if": None}], "decides": [], "commands": []}
    assert [one.params["act"] for one in told.reasons if one.code == "silent_act"] == ["决定启动", "现场指挥"]


def test_a_holder_may_act(county: Context) -> None:
    told = ask(response(), county, {"level": "Ⅰ", "act": "decides", "post": "县长"})
    assert (told.outcome, told.value) == ("decided", {"post": "县长", "if": None})


@pytest.mark.parametrize(("condition", "outcome"), [(None, "refused"), ("出差", "refused"), ("受县长委托", "decided")])
def test_a_holder_on_a_condition_may_act_only_when_it_is_met(
    county: Context, condition: str | None, outcome: str
) -> None:
    said = {"level": "Ⅰ", "act": "decides", "post": "常务副县长", **({"condition": condition} if condition else {})}
    told = ask(response(), county, said)
    assert told.outcome == outcome
    assert told.needs == (("condition",) if outcome == "refused" else ())


def test_another_post_is_refused_and_those_who_may_are_named(county: Context) -> None:
    told = ask(response(), county, {"level": "Ⅰ", "act": "decides", "post": "值班员"})
    assert (told.outcome, told.value, told.needs) == ("refused", None, ("post",))
    assert because(told, "not_holder").params["holders"] == "县长、常务副县长（受县长委托）"


def test_whether_anybody_may_do_what_the_text_gives_nobody_cannot_be_said(county: Context) -> None:
    told = ask(response(), county, {"level": "Ⅳ", "act": "decides", "post": "县长"})
    assert (told.outcome, told.value, codes(told)) == ("cannot_say", None, ["silent_act"])


def test_without_a_level_nothing_is_said(county: Context) -> None:
    assert ask(response(), county).needs == ("level",)


@pytest.mark.parametrize(
    "level",
    [{**HIGH, "measures": ["3"]}, {**LOW, "acts": {"prays": [{"post": "值班员"}]}}],
    ids=["a measure", "an act"],
)
def test_a_measure_or_an_act_that_is_not_listed_is_wrong(level: Any) -> None:
    assert proofs(response(levels={"Ⅰ": level})) == [("wrong", "levels.Ⅰ")]
    assert proofs(response()) == []
    assert list(response().agencies()) == ["finance"]
