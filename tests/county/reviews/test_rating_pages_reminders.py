"""One message with the link, the day after, in the daytime, never after the rating; and a list for who calls."""

from __future__ import annotations

import json

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from county import business
from county.audit.models import AuditRow
from county.cases.sweep import sweep
from county.notices import outbox
from county.notices.channels import Failed, sms_gateway
from county.notices.channels.outcome import Sent
from county.notices.models import Channel, Delivery, Notice
from county.notices.outbox import deliver_due
from county.reviews.models import Invitation, Setting
from county.reviews.rating.inviting import standing

from .doing import BEST, at, finished, places, rated
from .opening import text_of

pytestmark = pytest.mark.database
NUMBER = "000-1111"


@pytest.fixture(autouse=True)
def county(db, settings, tmp_path):
    settings.HOME = tmp_path
    settings.CSRF_TRUSTED_ORIGINS = ["https://pj.example.cn"]
    business.set_to(at("2020-07-07", "10:00"))
    return places()


@pytest.fixture
def gateway():
    return Channel.objects.create(kind="sms_gateway", address="https://sms.example.cn/send")


@pytest.fixture
def sent(monkeypatch):
    """What reached the gateway."""
    kept = []

    def post(_url, content, headers):
        kept.append((content, headers))

    monkeypatch.setattr(sms_gateway, "post_json", post)
    monkeypatch.setattr(sms_gateway, "by_status", lambda _answer: Sent())
    return kept


def run(day: str, clock: str = "10:00") -> None:
    sweep(at(day, clock))
    deliver_due(now=timezone.now())


def test_the_day_after_one_message_with_the_link_goes_to_the_number(gateway, sent):
    act = finished(telephone=NUMBER)
    for day in ("2020-07-06", "2020-07-07", "2020-07-07", "2020-07-08"):
        run(day)
    content, _headers = sent[0]
    assert len(sent) == 1
    assert content["mobile"] == NUMBER
    assert f"https://pj.example.cn{reverse('reviews:by-link', args=(act.token,))}" in content["content"]
    assert "办理演示证" not in content["content"]


def test_a_rating_from_the_message_says_how_it_came(gateway, sent):
    act = finished(telephone=NUMBER)
    run("2020-07-07")
    page = Client().get(reverse("reviews:by-link", args=(act.token,)))
    form = page.content.decode().partition('name="form" value="')[2].partition('"')[0]
    Client().post(reverse("reviews:by-link", args=(act.token,)), {"form": form, "grade": BEST})
    assert act.act.ratings.get().channel == "sms"


@pytest.mark.parametrize(("clock", "goes"), [("08:59", False), ("09:00", True), ("19:59", True), ("20:00", False)])
def test_nobody_is_woken(gateway, sent, clock, goes):
    finished(telephone=NUMBER)
    run("2020-07-07", clock)
    assert bool(sent) is goes


def test_the_county_may_set_another_day(gateway, sent):
    Setting.objects.create(name="reminder_days", value="3", reason="演示", shown_as="x", business_at=at("2020-07-06"))
    finished(telephone=NUMBER)
    run("2020-07-08")
    assert not sent
    run("2020-07-09")
    assert len(sent) == 1


def test_what_was_rated_is_not_reminded_of(gateway, sent):
    rated(finished(telephone=NUMBER), BEST, "2020-07-06")
    run("2020-07-07")
    assert not sent


def test_a_message_that_waits_is_taken_back_by_the_rating_or_by_silence(gateway, sent):
    one, _two = finished("N-1", telephone=NUMBER), finished("N-2", telephone="000-2222")
    sweep(at("2020-07-07"))
    rated(one, BEST, "2020-07-07")
    assert Delivery.objects.get().telephone == "000-2222"
    sweep(at("2020-07-14"))
    assert not Delivery.objects.exists()
    assert not Invitation.objects.exists()
    deliver_due(now=timezone.now())
    assert not sent


def test_nothing_is_kept_of_number_and_link_once_it_has_left(gateway, sent):
    act = finished(telephone=NUMBER)
    run("2020-07-07")
    told = Delivery.objects.get()
    assert (told.state, told.telephone, told.path) == ("sent", "", "")
    kept = json.dumps([*Notice.objects.values(), *AuditRow.objects.values()], default=str)
    assert NUMBER not in kept
    assert act.token not in kept


def test_nor_once_it_is_given_up(gateway, monkeypatch):
    finished(telephone=NUMBER)
    monkeypatch.setattr(outbox, "send", lambda *_all: Failed("timeout"))
    sweep(at("2020-07-07"))
    deliver_due(now=timezone.now(), tries=1)
    told = Delivery.objects.get()
    assert (told.state, told.telephone, told.path) == ("given_up", "", "")


def test_no_account_is_shown_the_message(gateway, sent, enter):
    finished(telephone=NUMBER)
    run("2020-07-07")
    for role in ("staff", "review_office", "leader"):
        assert "请评价您刚办过的" not in text_of(enter(role, "service-office").get(reverse("notices:mine")))


class TestWithoutAWayOut:
    @pytest.mark.parametrize("why", ["no gateway", "off", "of one unit", "no address"])
    def test_nothing_is_queued_and_the_settings_say_so(self, settings, why):
        if why != "no gateway":
            Channel.objects.create(kind="sms_gateway", address="https://sms.example.cn/send", active=why != "off",
                                   agency="housing" if why == "of one unit" else "")
        if why == "no address":
            settings.CSRF_TRUSTED_ORIGINS = []
        finished(telephone=NUMBER)
        sweep(at("2020-07-07"))
        assert not Delivery.objects.exists()
        assert "评价短信不发" in standing()

    @pytest.mark.usefixtures("gateway")
    def test_with_one_the_settings_say_when(self):
        assert "第 1 天，9 点到 20 点" in standing()


class TestList:
    @property
    def address(self):
        return reverse("reviews:reminders")

    def test_it_has_days_and_no_telephone_and_no_time(self, enter):
        finished("N-1", telephone=NUMBER)
        finished("N-2", "2020-07-07", finished_at=at("2020-07-07", "09:30"))
        rated(finished("N-3"), BEST, "2020-07-06")
        page = text_of(enter("handler", "service-office").get(self.address))
        assert "有 1 次服务到昨天还没有人评价" in page
        assert "2020年7月13日 星期一" in page
        assert "N-2" not in page
        assert "N-3" not in page
        assert NUMBER not in page
        assert "10:00" not in page

    def test_another_unit_has_its_own(self, enter):
        finished()
        assert "没有要提醒的服务" in text_of(enter("handler", "finance").get(self.address))

    def test_strangers_do_not_see_it(self):
        assert Client().get(self.address).status_code == 302
