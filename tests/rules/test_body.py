"""Body: seats by post, groups and duties; counts the text states, and who has duties without a seat."""

from __future__ import annotations

from typing import Any

import pytest

from gongbao.rules import Context
from tests.rules.made_up import a_rule, ask, because, codes, proofs

SEATS = [
    {"role": "组长", "post": "县长", "source": {"at": "附件 第1人"}},
    {"role": "成员", "post": "县水务局局长", "agency": ["water"]},
    {"role": "成员", "post": "镇长"},
]
GROUPS = [
    {"no": "1", "title": "抢险组", "lead": ["water"], "member_words": ["民兵"], "clauses": "3", "in_charge": "副县长"}
]
DUTIES = [
    {
        "agencies": ["finance"],
        "topic": "保障经费",
        "clauses": "2",
        "source": {"at": "附件 段4", "quote": "保障防汛经费"},
    }
]


def body(**fields: Any) -> Any:
    return a_rule(
        "body",
        **{
            "name": "防汛指挥部",
            "host": ["water"],
            "office": "防汛办",
            "seats": SEATS,
            "groups": GROUPS,
            "duties": DUTIES,
            "members": ["finance"],
            "member_words": ["各村"],
            **fields,
        },
    )


def test_without_a_question_the_whole_body_is_shown(county: Context) -> None:
    value: Any = ask(body(), county).value
    assert (value["name"], value["host"], value["office"]) == ("防汛指挥部", ["县水务局"], "防汛办")
    assert (len(value["seats"]), value["members"], len(value["groups"]), len(value["duties"])) == (
        3,
        ["县财政局", "各村"],
        1,
        1,
    )
    assert value["groups"][0] == {
        "no": "1",
        "title": "抢险组",
        "lead": ["县水务局"],
        "members": ["民兵"],
        "clauses": 3,
        "in_charge": "副县长",
    }


@pytest.mark.parametrize(
    ("asked", "seats", "members", "groups", "duties"),
    [
        ("水务", 1, [], 1, 0),
        ("河长办", 1, [], 1, 0),
        ("财政", 0, ["县财政局"], 0, 1),
        ("县长", 1, [], 1, 0),
        ("经费", 0, [], 0, 1),
        ("各村", 0, ["各村"], 0, 0),
        ("民兵", 0, [], 1, 0),
        ("消防", 0, [], 0, 0),
    ],
)
def test_a_question_finds_every_seat_group_and_duty_that_names_it(
    county: Context, asked: str, seats: int, members: list[str], groups: int, duties: int
) -> None:
    value: Any = ask(body(), county, {"q": asked}).value
    assert (len(value["seats"]), value["members"], len(value["groups"]), len(value["duties"])) == (
        seats,
        members,
        groups,
        duties,
    )


def test_what_is_found_is_cited_where_it_stands(county: Context) -> None:
    told = ask(body(), county, {"q": "经费"})
    assert codes(told) == ["body", "unit_duty"]
    stands = because(told, "unit_duty").citation
    assert stands is not None
    assert (stands.at, stands.quote) == ("附件 段4", "保障防汛经费")


@pytest.mark.parametrize(
    ("role", "count", "found"),
    [("成员", "2", []), ("成员", "3", [("wrong", "counts.成员")]), ("副组长", "1", [("wrong", "counts.副组长")])],
)
def test_as_many_seats_as_the_text_says(role: str, count: str, found: Any) -> None:
    assert proofs(body(counts=[{"role": role, "count": count}])) == found


def test_duties_without_a_seat_and_seats_without_duties_are_the_document_s_gaps() -> None:
    assert proofs(body(matched="yes")) == [("gap", "duties.finance"), ("gap", "seats.water")]
    assert proofs(body(matched="yes", duties=[{"agencies": ["water"], "topic": "值守"}])) == []


def test_every_unit_that_it_names_is_told() -> None:
    assert sorted(set(body().agencies())) == ["finance", "water"]
    assert body().facts_count() == 3


def test_what_the_body_has_to_do_is_shown_and_found(county: Context) -> None:
    rule = body(tasks=["统一调度", "发布汛情"])
    shown: Any = ask(rule, county).value
    found: Any = ask(rule, county, {"q": "汛情"}).value
    assert (shown["tasks"], found["tasks"]) == (["统一调度", "发布汛情"], ["发布汛情"])
