"""Service reviews over JSON: services come in once, each is rated once, keys reach no further than their unit."""

from __future__ import annotations

import json
from datetime import date, datetime, time, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.db import connection

from county import business
from county.accounts.actor import Actor
from county.accounts.keys import make_key
from county.business import ZONE
from county.cases.sweep import sweep
from county.reviews.intake.elsewhere import CHANNELS
from county.reviews.judging import grades
from county.reviews.models import Contact, Counter, Item, Platform, Rating, ServiceAct, ServiceUnit, Staff, Ticket
from county.reviews.tokens import hash_of
from tests.county.own_database import run_in_own

pytestmark = pytest.mark.database
JSON = "application/json"
SCOPES = ("finish_services", "send_ratings")
BEST, GOOD, FAIR, BAD, WORST = 1, 2, 3, 4, 5


def at(day: str, clock: str = "10:00") -> datetime:
    return datetime.combine(date.fromisoformat(day), time.fromisoformat(clock), ZONE)


@pytest.fixture(autouse=True)
def county(db):
    hall = ServiceUnit.objects.create(name="县政务服务大厅", kind="hall", level="county", agency="service-office")
    Item.objects.create(code="A-1", name="办理演示证", agency="housing")
    Platform.objects.create(name="网上大厅", kind="system", agency="service-office")
    Staff.objects.create(number="0001", unit=hall, agency="housing")
    Counter.objects.create(unit=hall, name="1号窗口", code="counter-1")


@pytest.fixture
def clock(monkeypatch):
    """Set the business time."""

    def set_to(moment):
        monkeypatch.setattr(business, "now", lambda: moment)

    return set_to


@pytest.fixture
def call(client, post):
    """Call the API with a key of a unit."""
    admin = post("administrator")

    def call_as(path, body=None, *, agency="housing", scopes=SCOPES, **query):
        key = make_key(actor=Actor(admin.pk), agency=agency, name="某系统", scopes=scopes, expires=None)
        headers = {"Authorization": f"Bearer {key}"}
        if body is None:
            return client.get(f"/api/reviews/{path}", query, headers=headers)
        data = body if isinstance(body, str) else json.dumps(body)
        return client.post(f"/api/reviews/{path}", data, content_type=JSON, headers=headers, query_params=query)

    return call_as


def service(number="N-1", day="2020-07-06", **more):
    return {"number": number, "item": "A-1", "counter": "counter-1", "staff": "0001", "finished_at": f"{day}T10:00:00",
            **more}


def rating(number="N-1", grade=WORST, **more):
    return {"number": number, "grade": grade, "channel": "hotline", "key": str(uuid4()), **more}


@pytest.fixture
def report(call):
    def report_all(*services, **how):
        return call("services/", {"services": list(services)}, **how)

    return report_all


class TestServices:
    def test_they_come_in_with_their_links(self, report):
        answer = report(service(), service("N-2", staff="", finished_at="2020-07-06T02:00:00Z"))
        assert answer.status_code == 200
        one, two = answer.json()["services"]
        assert (one["number"], one["state"], two["number"]) == ("N-1", "finished", "N-2")
        assert one["link"].startswith("http")
        assert hash_of(one["link"].rstrip("/").rpartition("/")[2]) == ServiceAct.objects.get(number="N-1").token_hash
        assert {act.finished_at for act in ServiceAct.objects.all()} == {at("2020-07-06")}

    def test_a_number_again_stays_as_it_is_without_a_link(self, report):
        report(service())
        again = report(service(day="2020-07-07"), service("N-2")).json()["services"]
        assert (again[0]["link"], bool(again[1]["link"])) == ("", True)
        assert ServiceAct.objects.get(number="N-1").finished_at == at("2020-07-06")

    def test_an_online_matter_that_took_two_services_is_one(self, report):
        online = {"counter": "", "staff": "", "platform": "网上大厅", "matter_key": "M-1"}
        answer = report(service("O-1", **online), service("O-2", **online)).json()["services"]
        assert [one["number"] for one in answer] == ["O-1", "O-2"]
        assert ServiceAct.objects.count() == 1

    @pytest.mark.parametrize("wrong", [
        {"item": "没有"}, {"counter": "没有"}, {"staff": "没有"}, {"counter": "", "unit": ""}, {"number": " "},
        {"finished_at": "2999-01-01T00:00:00"}, {"finished_at": "0001-01-01T00:00:00+14:00"},
        {"finished_at": "1950-01-01T00:00:00"}, {"finished_at": "2998-01-01T00:00:00"}, {"telephone": "0" * 21}])
    def test_one_that_does_not_fit_is_named_and_none_comes_in(self, report, wrong):
        answer = report(service("N-0"), service(**wrong))
        assert answer.status_code == 422
        assert wrong.get("number", "N-1") in answer.json()["says"]
        assert answer.json()["input"]
        assert not ServiceAct.objects.exists()

    @pytest.mark.parametrize("body", [
        {}, {"services": []}, {"services": "x"}, {"services": [{}]}, {"services": [service(number="N" * 61)]},
        {"services": [service(item="A\0")]}, {"services": [service(finished_at="gestern")]},
        {"services": [service(number="\ud800")]}, {"services": [service(str(n)) for n in range(501)]}])
    def test_what_has_another_form_is_refused_in_two_languages(self, call, body):
        answer = call("services/", body)
        assert answer.status_code == 422
        assert set(answer.json()) == {"input", "zh", "en"}
        assert not ServiceAct.objects.exists()

    @pytest.mark.parametrize(("body", "status"), [("[", 400), ("[]", 400), (" " * (257 * 1024), 413)])
    def test_what_cannot_be_read_is_said(self, call, body, status):
        answer = call("services/", body)
        assert answer.status_code == status
        assert answer.json()["en"]

    def test_five_hundred_take_few_queries(self, report, django_assert_max_num_queries):
        with django_assert_max_num_queries(30):
            assert report(*(service(str(n)) for n in range(500))).status_code == 200
        assert ServiceAct.objects.count() == 500

    def test_the_state_is_all_that_is_told_and_of_today_only_tomorrow(self, call, report, clock):
        report(service("甲/1 号"))
        assert call("services/甲/1 号").json() == {"number": "甲/1 号", "state": "finished"}
        clock(at("2020-07-07"))
        call("ratings/", rating("甲/1 号", text="不好"))
        again = report(service("甲/1 号")).json()["services"][0]
        assert (call("services/甲/1 号").json()["state"], again["state"]) == ("finished", "finished")
        clock(at("2020-07-08", "00:00"))
        assert call("services/甲/1 号").json() == {"number": "甲/1 号", "state": "rated"}


class TestRatings:
    @pytest.mark.parametrize("channel", CHANNELS)
    def test_each_other_channel_is_taken(self, call, report, channel):
        report(service())
        assert call("ratings/", rating(channel=channel)).json() == {"number": "N-1", "state": "rated"}
        assert Rating.objects.get().channel == channel

    @pytest.mark.parametrize("channel", ["screen", "code", "paper", "none", "pigeon", ""])
    def test_the_counters_own_ways_are_not(self, call, report, channel):
        report(service())
        answer = call("ratings/", rating(channel=channel))
        assert (answer.status_code, answer.json()["input"]) == (422, "channel")

    def test_all_that_can_be_said_is_kept(self, call, report):
        report(service())
        said = rating(grade=grades()[-1].word, dimensions={"1": BEST, "2": "不满意"}, text="慢", name="某甲",
                      telephone="000")
        assert call("ratings/", said).status_code == 200
        made = Rating.objects.get()
        assert (made.grade, made.dimensions, made.text) == (WORST, {"1": BEST, "2": BAD}, "慢")
        assert (made.is_real_name, Contact.objects.get().name) == (True, "某甲")

    def test_the_token_of_the_link_is_enough_from_any_unit(self, call, report):
        link = report(service()).json()["services"][0]["link"]
        token = link.rstrip("/").rpartition("/")[2]
        answer = call("ratings/", rating("", token=token), agency="county-government")
        assert (answer.status_code, answer.json()["number"]) == (200, "")
        assert Rating.objects.count() == 1

    def test_the_same_key_again_is_the_same_rating(self, call, report):
        report(service())
        said = rating()
        assert [call("ratings/", said).status_code for _time in range(2)] == [200, 200]
        assert Rating.objects.count() == Ticket.objects.count() == 1

    def test_a_second_rating_is_told_so(self, call, report):
        report(service())
        call("ratings/", rating())
        answer = call("ratings/", rating(grade=BEST))
        assert (answer.status_code, "只能评价一次" in answer.json()["says"]) == (409, True)
        assert Rating.objects.get().grade == WORST

    def test_a_key_is_good_for_one_service(self, call, report):
        report(service(), service("N-2"))
        said = rating()
        call("ratings/", said)
        answer = call("ratings/", {**said, "number": "N-2"})
        assert (answer.status_code, answer.json()["input"]) == (422, "key")
        assert ServiceAct.objects.get(number="N-2").state == "finished"

    @pytest.mark.parametrize("wrong", [
        {"grade": 6}, {"grade": "很好"}, {"grade": "0"}, {"dimensions": {"9": 1}}, {"dimensions": {"1": 9}},
        {"name": "某甲"}, {"telephone": "000"}, {"token": "x"}, {"number": ""}])
    def test_what_does_not_fit_is_refused_whole(self, call, report, wrong):
        report(service())
        answer = call("ratings/", rating(**wrong))
        assert answer.status_code == 422
        assert answer.json()["says"]
        assert not Rating.objects.exists()

    @pytest.mark.parametrize("wrong", [
        {"key": "x"}, {"key": None}, {"grade": True}, {"grade": 0}, {"grade": None}, {"grade": 10 ** 30},
        {"text": "字" * 2001}, {"text": "\0"}, {"dimensions": {str(n): 1 for n in range(21)}}, {"number": "N" * 61}])
    def test_what_has_another_form_is_refused_in_two_languages(self, call, report, wrong):
        report(service())
        answer = call("ratings/", rating(**wrong))
        assert answer.status_code == 422
        assert not Rating.objects.exists()


class TestWhoMay:
    @pytest.mark.parametrize(("path", "scope"), [("services/", SCOPES[0]), ("ratings/", SCOPES[1]),
                                                 ("services/N-1", SCOPES[0])])
    def test_a_scope_that_is_missing_is_named(self, call, report, path, scope):
        report(service())
        body = {"services/": {"services": [service()]}, "ratings/": rating()}.get(path)
        answer = call(path, body, scopes=[one for one in SCOPES if one != scope])
        assert (answer.status_code, scope in answer.json()["says"]) == (403, True)

    @pytest.mark.parametrize("token", ["", "gb_nobody", "x" * 500])
    def test_without_a_key_there_is_nothing(self, client, token):
        headers = {"Authorization": f"Bearer {token}"}
        for path, body in (("services/", {"services": [service()]}), ("ratings/", rating())):
            answer = client.post(f"/api/reviews/{path}", json.dumps(body), content_type=JSON, headers=headers)
            assert answer.status_code == 401
        assert client.get("/api/reviews/services/N-1", headers=headers).status_code == 401

    def test_another_unit_reports_and_rates_nothing_and_learns_nothing(self, call, report):
        report(service())
        other = {"agency": "county-government"}
        for number in ("N-1", "N-2"):
            assert report(service(number), **other).status_code == 422
        assert ServiceAct.objects.count() == 1
        answers = [call(path, body, **other) for number in ("N-1", "N-404")
                   for path, body in ((f"services/{number}", None), ("ratings/", rating(number)))]
        assert {(one.status_code, one.json()["says"]) for one in answers} == {
            (404, "没有这次服务，或者它不是您单位的，请核对编号或链接。")}
        assert not Rating.objects.exists()

    def test_the_review_office_reports_for_every_unit(self, report, call):
        assert report(service(), agency="service-office").status_code == 200
        assert call("ratings/", rating(), agency="service-office").status_code == 200
        assert Ticket.objects.get().agency == "housing"

    def test_refusals_come_in_the_language_asked_for(self, call, report):
        report(service())
        call("ratings/", rating())
        assert call("ratings/", rating(), language="en").json()["says"].isascii()


class TestTheDocumentsExamples:
    """Silence, late ratings, tickets, as the document's limits have them, all through the interface."""

    @pytest.mark.parametrize(("finished", "last"), [
        ("2020-07-06", "2020-07-13"), ("2020-06-22", "2020-06-30"), ("2020-09-30", "2020-10-14")])
    def test_silence_counts_at_the_end_of_its_day(self, call, report, finished, last):
        report(service(day=finished))
        sweep(at(last, "23:59"))
        assert call("services/N-1").json()["state"] == "finished"
        sweep(business.at_midnight(date.fromisoformat(last) + timedelta(days=1)))
        assert call("services/N-1").json()["state"] == "defaulted"
        default = Rating.objects.get()
        assert (default.grade, default.is_default, default.day.isoformat()) == (FAIR, True, last)
        assert not Ticket.objects.exists()

    def test_a_rating_on_the_last_day_is_the_rating(self, call, report, clock):
        report(service())
        clock(at("2020-07-13", "17:00"))
        call("ratings/", rating(grade="满意"))
        sweep(at("2020-07-14"))
        assert [(one.grade, one.is_late, one.is_default) for one in Rating.objects.all()] == [(GOOD, False, False)]

    def test_a_late_one_takes_the_place_of_the_default_and_opens_a_ticket(self, call, report, clock):
        report(service())
        sweep(at("2020-07-14", "00:00"))
        clock(at("2020-07-14"))
        assert call("ratings/", rating(grade="不满意")).json()["state"] == "rated"
        assert [(one.grade, one.is_counted, one.is_late) for one in Rating.objects.order_by("seq")] == [
            (FAIR, False, False), (BAD, True, True)]
        assert Ticket.objects.get().day == date(2020, 7, 14)

    @pytest.mark.parametrize(("word", "opens"), [("非常满意", False), ("满意", False), ("基本满意", False),
                                                 ("不满意", True), ("非常不满意", True)])
    def test_only_the_last_two_open_a_ticket(self, call, report, clock, word, opens):
        report(service())
        clock(at("2020-07-06", "16:42"))
        call("ratings/", rating(grade=word))
        assert Ticket.objects.exists() is opens
        if opens:
            ticket = Ticket.objects.get()
            assert (ticket.agency, ticket.day, ticket.case.state) == ("housing", date(2020, 7, 6), "to_check")
            assert ticket.case.opened_at == at("2020-07-06", "00:00")


def test_of_many_at_once_each_service_and_each_rating_is_one(tmp_path):
    said = run_in_own(Path(__file__).with_name("reviews_at_once.py"), tmp_path)
    assert said == ["4", connection.vendor]


def test_the_page_says_how(client):
    shown = client.get("/api/").content.decode()
    for word in ("/api/reviews/services/", "/api/reviews/ratings/", "finish_services", "send_ratings", "hotline"):
        assert word in shown
    paths = client.get("/api/openapi.json").json()["paths"]
    assert {"/api/reviews/services/", "/api/reviews/ratings/"} <= set(paths)
