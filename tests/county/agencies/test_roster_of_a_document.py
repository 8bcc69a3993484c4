"""A document's roster is taken over with the document as ground and its date as first day."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from county.agencies import roster_sources
from county.agencies.models import Person, Post, Tenure
from county.agencies.services import open_posts
from county.packs import county_pack

pytestmark = pytest.mark.database


@pytest.fixture
def document():
    return next(one for one in county_pack().documents if one.number)


@pytest.fixture
def listed(monkeypatch, document, body, db):
    """A source that holds one document: the first seats of a body, and somebody by the unit's name."""
    open_posts()
    posts = [seat.post for seat in body.rule.seats if seat.agency]
    single = [one for one in posts if posts.count(one) == 1 and Post.objects.filter(title=one).count() == 1]
    rows = [("组长", "甲某", single[0], document.issued), ("组员", "乙某", single[1], document.issued)]
    monkeypatch.setattr(roster_sources, "_sources", [])
    roster_sources.offer_rosters(lambda number: rows if number == document.number else [])
    return rows


def address(document):
    return reverse("agencies:roster-document", args=[document.number])


def test_documents_with_rosters_are_listed(admin, listed, document):
    page = admin.get(reverse("agencies:roster-documents")).content.decode()
    assert document.number in page


def test_without_a_source_the_list_says_what_to_do(admin, monkeypatch):
    monkeypatch.setattr(roster_sources, "_sources", [])
    assert "请先导入公报" in admin.get(reverse("agencies:roster-documents")).content.decode()


def test_the_roster_is_previewed_and_taken_over(admin, listed, document):
    response = admin.get(address(document))
    assert "甲某" in response.content.decode()
    assert not Person.objects.filter(name="甲某").exists()
    admin.post(address(document), {"mark": response.context["mark"]})
    held = Tenure.objects.get(person__name="甲某")
    assert (held.post.title, held.first, held.ground) == (listed[0][2], document.issued, document.number)


def test_taken_over_twice_nothing_changes(admin, listed, document):
    mark = admin.get(address(document)).context["mark"]
    admin.post(address(document), {"mark": mark})
    before = list(Tenure.objects.order_by("pk").values())
    assert "与已登记的完全一样" in admin.get(address(document)).content.decode()
    admin.post(address(document), {"mark": mark})
    assert list(Tenure.objects.order_by("pk").values()) == before


def test_who_held_the_seat_before_makes_room_and_who_came_later_stays(admin, listed, document, hold):
    first, second = (Post.objects.get(title=one[2]) for one in listed)
    old = hold(first.agency, first.title, "前任", document.issued - timedelta(days=100))
    new = hold(second.agency, second.title, "后任", document.issued + timedelta(days=100))
    admin.post(address(document), {"mark": admin.get(address(document)).context["mark"]})
    old.refresh_from_db()
    new.refresh_from_db()
    assert old.last == document.issued - timedelta(days=1)
    assert (new.last, Tenure.objects.get(person__name="乙某").last) == (None, document.issued + timedelta(days=99))


def test_a_head_takes_over_no_other_units_people(enter, listed, document, other):
    response = enter("head", other).get(address(document))
    assert "第 1 行" in response.content.decode()
    assert "确认登记" not in response.content.decode()


def test_a_document_without_roster_is_not_found(admin, listed):
    assert admin.get(reverse("agencies:roster-document", args=["没有〔2031〕1号"])).status_code == 404


def test_strangers_and_handlers_see_no_roster(client, enter, listed, document, own):
    assert client.get(address(document)).status_code == 302
    response = enter("handler", own).get(address(document))
    assert response.status_code == 403
    assert "甲某" not in response.content.decode()
