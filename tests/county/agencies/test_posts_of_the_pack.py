"""The posts that follow from the county's pack are there at each start, once."""

from __future__ import annotations

import pytest

from county.agencies.listed_posts import listed_posts
from county.agencies.models import Post
from county.agencies.names import agencies
from county.agencies.services import open_posts
from county.packs import county_rulebook, rulebook_of
from gongbao.rules.body import Body

pytestmark = pytest.mark.database


def test_every_unit_has_a_handler_and_a_head(db):
    open_posts()
    for one in agencies():
        assert set(Post.objects.filter(agency=one.id, role__in=["handler", "head"]).values_list("title", flat=True)) \
            >= {"经办人", "负责人"}


def test_offices_named_by_the_pack_have_a_post_of_their_role(db):
    open_posts()
    for role, agency in county_rulebook().pack.offices.items():
        assert Post.objects.filter(agency=agency, role=role, made_by_pack=True).exists()


def test_the_government_office_keeps_the_auditor_and_the_administrator(db):
    open_posts()
    office = next(one.id for one in agencies() if one.kind == "office")
    assert set(Post.objects.filter(role__in=["auditor", "administrator"]).values_list("agency", "title")) \
        == {(office, "审计员"), (office, "系统管理员")}


def test_every_seat_of_every_body_is_a_post(db):
    open_posts()
    there = set(Post.objects.values_list("agency", "title"))
    seats = [seat for _id, _s, rule in county_rulebook().rules() if isinstance(rule, Body) for seat in rule.seats]
    assert {(seat.agency[0] if seat.agency else "", seat.post) for seat in seats} <= there


def test_posts_that_only_a_procedure_names_are_outside_the_offices(db):
    open_posts()
    assert Post.objects.filter(role="party").exists()
    assert not Post.objects.filter(role="party").exclude(agency="").exists()


def test_a_second_start_makes_nothing_and_asks_once(db, django_assert_num_queries):
    first = open_posts()
    assert first == Post.objects.count() > 0
    with django_assert_num_queries(1):
        assert open_posts() == 0


def test_a_post_that_somebody_changed_stays_as_it_is(db):
    open_posts()
    Post.objects.filter(title="经办人", agency=agencies()[0].id).update(role="staff")
    open_posts()
    assert Post.objects.get(title="经办人", agency=agencies()[0].id).role == "staff"


def test_the_sample_county_lists_each_post_once():
    listed = listed_posts(rulebook_of("sample-county"))
    assert len({(one.agency, one.title) for one in listed}) == len(listed)
