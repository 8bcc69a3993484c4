"""The demo county: enter as a post, go forward, begin again; in live mode none of it exists."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db.models import Q
from django.test import Client

from county import business
from county.agencies.models import Post
from county.agencies.roles import Role
from county.agencies.services import open_posts
from county.audit import triggers
from county.cases.models import Case, Step
from county.cases.refold import refold
from county.cases.selectors import late_cases
from county.demo import county
from county.demo.entrances import at_hand, entrances
from county.letters.models import Letter

pytestmark = pytest.mark.database


@pytest.fixture
def begun(db, settings, tmp_path):
    """The demo county on its first day, with a clock file of its own."""
    settings.HOME = tmp_path
    business.begin_again()
    county.begin()
    return tmp_path


@pytest.fixture
def quiet(db, settings, tmp_path):
    """Posts and the clock, and nothing that happened: for what does not look at cases."""
    settings.HOME = tmp_path
    business.begin_again()
    open_posts()
    return tmp_path


def shape():
    """What happened, without numbers and names that are drawn anew."""
    return sorted(Step.objects.values_list("act", "title", "shown_as", "business_at"))


def test_everything_that_happened_went_through_the_services(begun):
    assert list(refold()) == []
    acts = set(Step.objects.values_list("act", flat=True))
    assert {"open", "take", "limit", "extend", "join", "near", "breach"} <= acts
    assert Letter.objects.count() == 1


def test_a_reset_gives_the_same_county_again(begun):
    before = shape()
    county.go(7)
    assert shape() != before
    county.reset()
    assert shape() == before
    assert business.business_today() == business.first_day()


def test_a_week_forward_writes_down_what_fell_due(begun):
    late, first = late_cases().count(), business.business_today()
    county.go(7)
    assert business.business_today() == first + timedelta(days=7)
    assert late_cases().count() > late
    told = Step.objects.filter(act="breach", business_at__date__gte=first).count()
    assert told == late_cases().count() - late


def test_each_post_at_hand_can_be_entered(begun):
    assert len(at_hand()) > 5
    for code, name in at_hand():
        client = Client()
        assert client.post("/演示/进入/", {"post": code}).status_code == 302, name
        assert client.get("/通知/").status_code == 200, name


def test_every_post_of_the_pack_and_every_clerk_of_a_window_stands_on_the_page(begun, client):
    listed = sum(len(posts) for _unit, posts in entrances())
    assert listed == Post.objects.filter(Q(made_by_pack=True) | Q(role=Role.STAFF)).count()
    page = client.get("/演示/").content.decode()
    assert page.count('name="post"') >= listed


@pytest.mark.parametrize("post", ["", "x@y", "999999999999999", "0", "handler@", "@"])
def test_a_post_that_is_none_is_not_entered(quiet, client, post):
    assert client.post("/演示/进入/", {"post": post}).status_code == 404


def test_in_live_mode_none_of_it_exists(db, client, settings):
    settings.DEMO = False
    for path in ("进入", "前进", "重置"):
        assert client.post(f"/演示/{path}/", {}).status_code == 404
    assert client.get("/演示/").status_code == 404
    assert "demo-bar" not in client.get("/").content.decode()
    assert Case.objects.count() == 0
    with pytest.raises(RuntimeError):
        business.set_to(business.now())
    with pytest.raises(RuntimeError), triggers.without_triggers():
        pass


def test_a_forwarded_page_of_another_site_is_not_followed(quiet, client):
    response = client.post("/演示/前进/", {"days": "1", "next": "https://example.org/"})
    assert response["Location"] == "/"


def test_the_time_stands_still_while_nothing_runs(quiet, monkeypatch):
    business.keep()
    moment = business.now()
    monkeypatch.setattr(business.timezone, "now", lambda: moment.astimezone(business.ZONE) + timedelta(days=3000))
    business.resume()
    assert business.now() - moment < timedelta(seconds=5)
