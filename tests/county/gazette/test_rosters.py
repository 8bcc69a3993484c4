"""People and posts are taken over from a document's own roster."""

from __future__ import annotations

import pytest

from county.agencies.roster_sources import roster_of
from county.gazette.rosters import members_listed

pytestmark = pytest.mark.database


def listing(writer):
    return [writer.member("附件 第1人", "组长", "某甲", "县水务局局长"),
            writer.member("附件 第2人", "成员", "", "县水务局科员")]


def test_a_held_documents_roster_gives_role_name_post_and_day(hold, letter):
    held = letter(rosters=listing)
    hold(held)
    assert [(role, name, post, f"{day}") for role, name, post, day in members_listed(held["number"])] == [
        ("组长", "某甲", "县水务局局长", held["issued"])]


def test_the_desk_of_people_sees_it(hold, letter):
    held = letter(rosters=listing)
    hold(held)
    roster = roster_of(held["number"])
    assert roster is not None
    assert [row.name for row in roster.rows] == ["某甲"]


def test_a_document_without_a_day_or_not_held_gives_nobody(hold, letter):
    held = letter(rosters=listing, issued=None)
    hold(held)
    assert members_listed(held["number"]) == []
    assert members_listed("清政字〔2031〕99号") == []
