"""Tenures: both days included, never overwritten, given only by those who may."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from county.accounts.actor import actor_of
from county.agencies import services
from county.agencies.models import Person, Tenure
from county.agencies.refusals import NotPossible
from county.audit.models import AuditRow

pytestmark = pytest.mark.database
FIRST = date(2031, 3, 1)
DAY = timedelta(days=1)


def appointed(actor, own, **said):
    given = {"name": "甲某", "telephone": "", "title": "科长", "role": "handler", "first": FIRST, **said}
    return services.appoint(actor=actor, agency=own, **given)


@pytest.fixture
def actor(acting, own):
    return acting("head", own, "主任")


def test_a_post_is_held_on_its_first_and_its_last_day_and_not_beyond(post, own):
    user = post("handler", own, "科员")
    last = FIRST + 9 * DAY
    Tenure.objects.filter(person__user=user).update(first=FIRST, last=last)
    held = [bool(actor_of(user, day).posts) for day in (FIRST - DAY, FIRST, last, last + DAY)]
    assert held == [False, True, True, False]


def test_a_change_of_post_ends_the_old_one_the_day_before(actor, own):
    old = appointed(actor, own)
    new = services.change_post(actor=actor, tenure=old, title="副主任", role="head", first=FIRST + 30 * DAY)
    old.refresh_from_db()
    assert (old.first, old.last, new.first, new.last) == (FIRST, FIRST + 29 * DAY, FIRST + 30 * DAY, None)
    assert old.person == new.person


def test_a_change_on_the_first_day_is_refused_and_nothing_is_written(actor, own):
    old = appointed(actor, own)
    with pytest.raises(NotPossible, match="不能更早"):
        services.change_post(actor=actor, tenure=old, title="副主任", role="head", first=FIRST)
    old.refresh_from_db()
    assert old.last is None
    assert Tenure.objects.filter(person=old.person).count() == 1


def test_the_same_post_is_not_held_twice_at_once(actor, own):
    appointed(actor, own)
    with pytest.raises(NotPossible, match="重叠"):
        appointed(actor, own, first=FIRST + DAY)
    assert Person.objects.filter(name="甲某").count() == 1


def test_a_post_that_ended_can_begin_again_the_day_after(actor, own):
    old = appointed(actor, own)
    services.end_tenure(actor=actor, tenure=old, last=FIRST + DAY)
    assert appointed(actor, own, first=FIRST + 2 * DAY).person == old.person


def test_a_tenure_ends_once(actor, own):
    old = appointed(actor, own)
    services.end_tenure(actor=actor, tenure=old, last=FIRST)
    with pytest.raises(NotPossible, match="已经结束"):
        services.end_tenure(actor=actor, tenure=old, last=FIRST + DAY)


@pytest.mark.parametrize("role", ["administrator", "auditor", "supervisor", "leader", "pack_editor"])
def test_a_head_opens_no_post_above_the_unit(actor, own, role):
    with pytest.raises(NotPossible, match="由系统管理员登记"):
        appointed(actor, own, title="新职务", role=role)
    assert not Person.objects.filter(name="甲某").exists()


def test_a_head_fills_no_administrators_post_that_is_there(actor, own, post):
    post("administrator", own, "系统管理员")
    with pytest.raises(NotPossible):
        appointed(actor, own, title="系统管理员", role="")


def test_an_administrator_may_open_any_post(acting, own):
    assert appointed(acting("administrator", own, "管理"), own, title="审计", role="auditor").post.role == "auditor"


def test_namesakes_are_told_apart_by_their_numbers(actor, own):
    one = appointed(actor, own, telephone="11111").person
    two = appointed(actor, own, telephone="22222", title="科员").person
    assert one != two
    assert appointed(actor, own, telephone="22222", title="出纳").person == two
    with pytest.raises(NotPossible, match="同名"):
        appointed(actor, own, title="会计")


def test_every_change_is_in_the_audit_without_names(actor, own):
    old = appointed(actor, own)
    services.end_tenure(actor=actor, tenure=old, last=FIRST)
    assert list(AuditRow.objects.order_by("pk").values_list("verb", "thing_kind", "thing_id")) \
        == [("begin_tenure", "tenure", str(old.pk)), ("end_tenure", "tenure", str(old.pk))]
