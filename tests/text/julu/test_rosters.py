"""Who sits in which body: every seat, each name whole. The names themselves stand in ../shared only."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

import pytest

from . import oracle

SEATS = {1: {"附件1": 54}, 7: {"附件1": 34, "附件3": 32}, 8: {"附件1": 14}, 13: {"附件": 30}}
ROLES = {
    1: {"附件1": {"组长": 1, "副组长": 1, "成员": 52}},
    7: {
        "附件1": {"指挥长": 1, "第一副指挥长": 1, "副指挥长": 7, "成员": 25},
        "附件3": {"组长": 7, "副组长": 11, "组员": 14},
    },
    8: {"附件1": {"组长": 1, "副组长": 2, "成员": 11}},
    13: {"附件": {"组长": 1, "常务副组长": 1, "副组长": 3, "成员": 25}},
}
HEADINGS = {
    1: ["E. Leading group"],
    7: ["3.1 Headquarters", "3.6 Joint task force"],
    8: ["3.5 Leading group"],
    13: ["3.2 Leading group"],
}
UNIT_ENDINGS = tuple("局部办委院县镇乡组会科队司行")
GROUPS = 7
PEOPLE_IN_GROUPS = 15


def members(document: dict[str, Any], attachment: str) -> list[dict[str, Any]]:
    return [member for member in document["rosters"] if member["at"].split(" ")[0].startswith(attachment)]


def spec_text(number: int) -> str:
    return "\n".join(oracle.part(number, heading) for heading in HEADINGS[number])


@pytest.mark.parametrize(("number", "attachment"), [(n, a) for n, of in SEATS.items() for a in of])
def test_a_roster_is_complete(of_spec: Any, number: int, attachment: str) -> None:
    assert len(members(of_spec(number), attachment)) == SEATS[number][attachment]


@pytest.mark.parametrize(("number", "attachment"), [(n, a) for n, of in ROLES.items() for a in of])
def test_every_member_has_a_seat(of_spec: Any, number: int, attachment: str) -> None:
    found = Counter(oracle.bare(member["role"]) for member in members(of_spec(number), attachment))
    assert found == ROLES[number][attachment]


def test_only_documents_with_a_list_of_people_have_a_roster(payload: dict[str, Any]) -> None:
    """A headquarters described by posts (04, 12) is no roster of people."""
    with_people = {document["number"] for document in payload["documents"] if document["rosters"]}
    assert with_people == {oracle.number_of(number) for number in SEATS}


@pytest.mark.parametrize("number", SEATS)
def test_every_name_is_whole(of_spec: Any, number: int) -> None:
    text = oracle.bare(oracle.gazette())
    for member in of_spec(number)["rosters"]:
        assert re.fullmatch(r"[\u4e00-\u9fff]{2,4}|[\u4e00-\u9fff]+·[\u4e00-\u9fff]+", member["name"]), member["at"]
        assert member["name"] in text, member["at"]


@pytest.mark.parametrize("number", SEATS)
def test_no_name_holds_a_piece_of_a_unit(of_spec: Any, number: int) -> None:
    for member in of_spec(number)["rosters"]:
        assert not member["name"].startswith("县"), member["at"]
        assert not (len(member["name"]) > 3 and member["name"].endswith(UNIT_ENDINGS)), member["at"]


@pytest.mark.parametrize("number", SEATS)
def test_every_name_is_one_that_the_specification_gives(of_spec: Any, number: int) -> None:
    known = spec_text(number)
    for member in of_spec(number)["rosters"]:
        assert re.search(rf"(?<![\u4e00-\u9fff]){member['name']}(?![\u4e00-\u9fff])", known), member["at"]


@pytest.mark.parametrize(("number", "attachment"), [(1, "附件1"), (7, "附件1"), (13, "附件")])
def test_every_member_has_the_post_that_the_specification_gives(of_spec: Any, number: int, attachment: str) -> None:
    known = spec_text(number)
    for member in members(of_spec(number), attachment):
        post = re.search(rf"{member['name']} ([^;,，|(.]+)", known)
        assert post, member["at"]
        wanted, read = (oracle.bare(text).removeprefix("巨鹿县") for text in (post[1], member["post"]))
        assert read == wanted or read.replace("公司、", "、") == wanted, member["at"]


def test_posts_in_the_groups_are_their_bureaus(of_spec: Any) -> None:
    for member in members(of_spec(7), "附件3"):
        assert "应急管理局" in member["post"] or "县林业局" in member["post"], member["at"]


def test_members_of_the_groups_are_seated_in_seven_bodies(of_spec: Any) -> None:
    seats = members(of_spec(7), "附件3")
    named = [
        re.search(r"^\d+ \| ([^|]+) \|", "|".join(row).replace("|", " | "))
        for row in oracle.rows_of(oracle.part(7, "3.6 Joint task force"))
    ]
    groups = [found[1].strip() for found in named if found]
    assert len(groups) == GROUPS
    assert list(dict.fromkeys(oracle.bare(member["body"]) for member in seats)) == groups
    assert len({member["name"] for member in seats}) == PEOPLE_IN_GROUPS


def test_two_people_on_one_line_are_two_members(of_spec: Any) -> None:
    """The third group prints two names before one bureau, which ends on the next line."""
    third = [m for m in members(of_spec(7), "附件3") if oracle.bare(m["body"]) == "火场工作组" and m["role"] == "组员"]
    assert len(third) == 3
    assert "县林业局" in third[0]["post"] or "县林业局" in third[1]["post"]


@pytest.mark.parametrize(("number", "body"), [(1, "领导小组"), (7, "指挥部"), (8, "领导小组"), (13, "领导小组")])
def test_a_member_knows_the_body(of_spec: Any, number: int, body: str) -> None:
    first = of_spec(number)["rosters"][0]
    assert body in oracle.bare(first["body"])


def test_locators_of_members_count_within_their_attachment(of_spec: Any) -> None:
    assert [m["at"] for m in members(of_spec(1), "附件1")] == [f"附件1 第{n}人" for n in range(1, 55)]
    assert [m["at"] for m in members(of_spec(13), "附件")] == [f"附件 第{n}人" for n in range(1, 31)]
