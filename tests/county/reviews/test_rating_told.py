"""What units are told of a service is how it stood in the morning: looking again and again tells nobody who rated."""

from __future__ import annotations

import pytest
from django.urls import reverse

from county.cases.sweep import sweep
from county.reviews.models import ServiceAct
from county.reviews.rating.reminding import to_remind
from county.reviews.rating.told import told_of, with_told

from .doing import BAD, OFFICE, at, finished, places, rated

DAY, NEXT = at("2020-07-07").date(), at("2020-07-08").date()


@pytest.fixture(autouse=True)
def county(db):
    places()


def told(act, day):
    return told_of([act.act], day)[act.act.pk]


def test_a_rating_is_told_from_the_next_day():
    act = finished()
    assert told(act, DAY) == "finished"
    rated(act, BAD, "2020-07-07")
    assert told(act, DAY) == "finished"
    assert told(act, NEXT) == "rated"


def test_a_late_one_leaves_the_default_until_the_next_day():
    act = finished()
    sweep(at("2020-07-14"))
    rated(act, BAD, "2020-07-14")
    assert told(act, at("2020-07-14").date()) == "defaulted"
    assert told(act, at("2020-07-15").date()) == "rated"


def test_narrowed_to_a_state_the_list_follows_what_is_told():
    for number in ("N-1", "N-2"):
        finished(number)
    rated(finished("N-3"), BAD, "2020-07-07")
    found = with_told(ServiceAct.objects.all(), DAY)
    assert found.filter(told="finished").count() == 3
    assert not found.filter(told="rated").exists()


def test_who_rated_today_is_still_on_the_list_of_reminders():
    rated(finished(telephone="0"), BAD, "2020-07-07", "11:00")
    before, after = to_remind(OFFICE, at("2020-07-07", "15:00")), to_remind(OFFICE, at("2020-07-08", "09:00"))
    assert ([one.number for one in before], after) == (["N-1"], [])


def test_the_page_shows_what_is_told(enter, monkeypatch):
    monkeypatch.setattr("county.business.now", lambda: at("2020-07-07", "16:00"))
    rated(finished(), BAD, "2020-07-07", "15:00")
    client = enter("review_office", "service-office", "评价管理员")
    assert "○ 待评价" in client.get(reverse("reviews:acts")).content.decode()
    assert "没有符合的服务" in client.get(f"{reverse('reviews:acts')}?state=rated").content.decode()
    monkeypatch.setattr("county.business.now", lambda: at("2020-07-08", "09:00"))
    assert "✓ 已评价" in client.get(reverse("reviews:acts")).content.decode()
