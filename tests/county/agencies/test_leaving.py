"""A person leaves: posts, seats, liaison and open work in one act."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from county.agencies import leaving
from county.agencies.models import Liaison, Person, Tenure
from county.agencies.refusals import NotPossible

pytestmark = pytest.mark.database
DAY = timedelta(days=1)


@pytest.fixture
def person(post, own):
    return Person.objects.get(user=post("handler", own, "经办"))


@pytest.fixture
def successor(post, own):
    return Person.objects.get(user=post("handler", own, "科员"))


@pytest.fixture
def work(monkeypatch):
    """Two pieces of work, which go from one account to another."""
    held, moved = {}, []

    def act(actor, from_user, to_user):
        moved.append((from_user, to_user))
        held[to_user] = held.pop(from_user, 0)
        return held[to_user]

    monkeypatch.setattr(leaving, "on_leave", [])
    leaving.offer_hand_over(lambda user: held.get(user, 0), act)
    return held, moved


@pytest.fixture
def actor(acting, own):
    return acting("head", own, "主任")


def test_every_post_and_liaison_ends_on_the_last_day(actor, person, own, hold, body, today):
    hold(own, "兼职", person.name, today - DAY)
    Liaison.objects.create(body=body.id, agency=own, person=person, first=today - DAY)
    leaving.leave(actor=actor, person=person, last_day=today)
    assert set(Tenure.objects.filter(person=person).values_list("last", flat=True)) == {today}
    left = leaving.left(person, today)
    assert {one.title for one in left.vacant} == {"经办", "兼职"}
    assert [one.body for one in left.liaisons] == [body.id]


def test_a_post_that_somebody_else_holds_is_not_vacant(actor, person, own, hold, today):
    hold(own, "经办", "另一人", today)
    leaving.leave(actor=actor, person=person, last_day=today)
    assert leaving.left(person, today).vacant == []


def test_vacant_seats_of_bodies_are_listed(acting, post, body, today):
    seat = next(one for one in body.rule.seats if one.agency)
    person = Person.objects.get(user=post("head", seat.agency[0], seat.post))
    leaving.leave(actor=acting("supervisor", seat.agency[0], "督查"), person=person, last_day=today)
    assert (body.id, seat.role) in {(one.id, role) for _post, one, role in leaving.left(person, today).seats}


def test_open_work_goes_to_the_successor(actor, person, successor, work, today):
    held, moved = work
    held[person.user_id] = 2
    assert leaving.leave(actor=actor, person=person, last_day=today, successor=successor) == 2
    assert moved == [(person.user_id, successor.user_id)]
    assert leaving.left(person, today).open_work == 0


def test_without_successor_open_work_is_named(actor, person, work, today):
    work[0][person.user_id] = 2
    leaving.leave(actor=actor, person=person, last_day=today)
    assert leaving.left(person, today).open_work == 2


def test_a_successor_without_account_is_refused_and_nothing_is_written(actor, person, own, hold, today):
    nobody = hold(own, "科员", "无账户", today).person
    with pytest.raises(NotPossible, match="要有账户"):
        leaving.leave(actor=actor, person=person, last_day=today, successor=nobody)
    assert Tenure.objects.get(person=person).last is None


def test_a_head_ends_no_post_of_another_unit(actor, person, other, hold, today):
    hold(other, "兼职", person.name, today - DAY)
    with pytest.raises(NotPossible, match="由该单位负责人"):
        leaving.leave(actor=actor, person=person, last_day=today)
    assert not Tenure.objects.filter(person=person).exclude(last=None).exists()


def test_one_leaves_once(actor, person, today):
    leaving.leave(actor=actor, person=person, last_day=today)
    with pytest.raises(NotPossible, match="不用再办离任"):
        leaving.leave(actor=actor, person=person, last_day=today)


def test_a_tenure_that_begins_later_is_named(actor, person, own, hold, today):
    hold(own, "将来", person.name, today + DAY)
    with pytest.raises(NotPossible, match="才开始"):
        leaving.leave(actor=actor, person=person, last_day=today)


def test_the_page_afterwards_names_what_is_left(head, person, successor, own, work, monkeypatch, today):
    work[0][person.user_id] = 3
    monkeypatch.setattr(leaving, "_notices", [])
    leaving.offer_notice(lambda person_id, day: f"/公函/新/?person={person_id}&day={day}")
    said = {"last_day": today.isoformat(), "successor": successor.pk}
    page = head.post(reverse("agencies:leave", args=[own, person.pk]), said, follow=True).content.decode()
    assert "移交未办完的事 3 件" in page
    assert "经办" in page
    assert f"/公函/新/?person={person.pk}&amp;day={today}" in page


def test_without_letters_there_is_no_link(head, person, own, monkeypatch, today):
    monkeypatch.setattr(leaving, "_notices", [])
    said = {"last_day": today.isoformat()}
    page = head.post(reverse("agencies:leave", args=[own, person.pk]), said, follow=True).content.decode()
    assert "起草调整通知" not in page


def test_a_wrong_day_in_the_address_is_not_found(head, person, own):
    assert head.get(reverse("agencies:left", args=[own, person.pk, "2031-13-01"])).status_code == 404


def test_who_has_left_may_do_nothing_the_day_after(actor, person, own, today):
    from county.accounts.actor import actor_of

    leaving.leave(actor=actor, person=person, last_day=today)
    assert actor_of(person.user, today).agencies
    assert not actor_of(person.user, today + DAY).posts
