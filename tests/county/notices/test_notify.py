"""Telling: once for each matter, to those whom it concerns."""

from __future__ import annotations

from datetime import timedelta, timezone

import pytest
from django.db import transaction

from county.accounts.actor import Actor, actor_of
from county.business import business_today
from county.notices.models import Delivery, Notice
from county.notices.selectors import notices_of, unread_count
from county.notices.services import key_of, mark_read

from .conftest import CASE, NOW, UNIT

pytestmark = pytest.mark.database


def as_actor(user):
    return actor_of(user, business_today())


def test_the_same_matter_twice_is_one_notice_with_one_delivery_a_channel(tell, channel):
    channel()
    channel("copy", "")
    assert tell() is not None
    assert tell(title="另一句") is None
    assert [one.title for one in Notice.objects.all()] == ["河道清理快到期"]
    assert Delivery.objects.count() == 2


def test_without_a_case_and_a_term_the_same_matter_is_also_told_once(tell):
    assert tell(case=None, due=None) is not None
    assert tell(case=None, due=None) is None


@pytest.mark.parametrize("other", [{"kind": "late"}, {"due": NOW + timedelta(days=1)}, {"agency": "other"},
                                   {"case": None}, {"due": None}])
def test_another_case_kind_term_or_unit_is_another_notice(tell, other):
    tell()
    assert tell(**other) is not None


def test_a_moment_is_the_same_in_every_zone():
    there = NOW.astimezone(timezone(timedelta(hours=8)))
    keys = {key_of(case=CASE, kind="k", due=due, agency=UNIT) for due in (NOW, there)}
    assert len(keys) == 1


def test_a_notice_goes_when_the_caller_s_transaction_goes(tell, channel):
    channel()
    with transaction.atomic():
        tell()
        transaction.set_rollback(True)
    assert (Notice.objects.count(), Delivery.objects.count()) == (0, 0)


def test_only_active_channels_of_the_unit_and_of_all_units_take_it(tell, channel):
    wanted = [channel(), channel(agency=UNIT)]
    channel(agency="other")
    channel(active=False)
    tell()
    assert sorted(Delivery.objects.values_list("channel_id", flat=True)) == sorted(one.pk for one in wanted)


@pytest.mark.parametrize("href", ["https://example.cn/", "//example.cn", "/\\example.cn", "", "x", "/a\nb"])
def test_a_notice_leads_nowhere_else(tell, href):
    with pytest.raises(ValueError, match="path of this site"):
        tell(href=href)


def test_a_title_is_one_line(tell):
    assert tell(title=" 两\n行 ").title == "两 行"
    with pytest.raises(ValueError, match="title"):
        tell(title=" \n", kind="other")


def test_a_role_is_told_and_others_of_the_unit_are_not(tell, post):
    tell(role="head")
    assert unread_count(as_actor(post("head"))) == 1
    assert unread_count(as_actor(post("handler"))) == 0


def test_the_head_of_one_unit_does_not_read_what_another_unit_s_head_is_told(tell, post):
    from datetime import date

    from county.agencies.models import Person, Post, Tenure

    user = post("head", "elsewhere", "elsewhere head")
    here = Post.objects.create(agency=UNIT, title="staff here", role="staff")
    Tenure.objects.create(person=Person.objects.get(user=user), post=here, first=date(2000, 1, 1))
    tell(role="head")
    assert unread_count(as_actor(user)) == 0
    tell(kind="for everyone")
    assert unread_count(as_actor(user)) == 1


def test_an_account_is_told_wherever_it_works(tell, post):
    user = post("handler", "elsewhere", "elsewhere handler")
    tell(user_id=user.pk)
    assert unread_count(as_actor(user)) == 1


def test_a_stranger_is_told_nothing_without_a_query(tell, django_assert_num_queries):
    tell()
    with django_assert_num_queries(0):
        assert unread_count(Actor()) == 0
    assert notices_of(Actor()).notices == []


def test_what_was_read_no_longer_counts_for_this_account_alone(tell, post):
    one, other = as_actor(post()), as_actor(post())
    notice = tell()
    for _twice in range(2):
        assert mark_read(actor=one, notices=[notice.pk]) == 1
    assert (unread_count(one), unread_count(other)) == (0, 1)


def test_what_does_not_concern_an_account_it_cannot_mark(tell, post):
    notice = tell(agency="other")
    assert mark_read(actor=as_actor(post()), notices=[notice.pk, 10**17]) == 0


def test_the_count_of_the_masthead_is_one_query_and_ends_at_99(tell, post, django_assert_num_queries):
    actor = as_actor(post())
    for n in range(101):
        tell(kind=f"k{n}")
    with django_assert_num_queries(1):
        assert unread_count(actor) == 99


def test_pages_show_each_notice_once_the_unread_first_and_the_newest_first(tell, post):
    actor = as_actor(post())
    made = [tell(kind=f"k{n}", at=NOW + timedelta(minutes=n // 2)) for n in range(45)]
    mark_read(actor=actor, notices=[one.pk for one in made[30:]])
    shown, after, pages = [], "", 0
    while after or not pages:
        page = notices_of(actor, after)
        shown, after, pages = shown + [one.pk for one in page.notices], page.after, pages + 1
    assert shown == [one.pk for one in (*made[29::-1], *made[:29:-1])]
    assert pages == 3


@pytest.mark.parametrize("after", ["x", "2.1.1", "0.-1.1", "0.99999999999999999.999999999999999999", "1.0.0", "\x00"])
def test_a_place_in_the_list_that_is_not_there_harms_nobody(tell, post, after):
    tell()
    assert len(notices_of(as_actor(post()), after).notices) <= 1
