"""Pages of shipments: for who runs the reviews alone."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from county.reviews.models import Parcel, Shipment
from county.reviews.upwards import shipping
from county.reviews.upwards.gathering import gather

from .doing import BEST, finished, rated
from .reporting import NOW, receipt, shipped, three

LIST = "/好差评/上报/"


@pytest.fixture(autouse=True)
def ratings(db, monkeypatch):
    for name in ("FOLDER", "GATEWAY"):
        monkeypatch.delenv(f"GONGBAO_REPORT_{name}", raising=False)
    return three()


@pytest.fixture
def office(client, post):
    client.force_login(post("review_office", "service-office"))
    return client


def send(client, data):
    return client.post(f"{LIST}回执/", {"file": SimpleUploadedFile("回执.jsonl", data)})


@pytest.mark.parametrize("role", ["handler", "head", "staff", "supervisor", "leader", "administrator", "auditor"])
def test_others_get_a_sentence_and_change_nothing(client, post, role):
    made = shipped()
    client.force_login(post(role, "housing"))
    for page in (LIST, f"{LIST}{made.number}/", f"{LIST}{made.number}/文件/"):
        assert client.get(page).status_code == 403, page
    for act in ("生成/", "回执/", f"{made.number}/再报/"):
        assert client.post(LIST + act).status_code == 403, act
    assert Shipment.objects.count() == 1


def test_a_stranger_is_sent_to_sign_in(client):
    made = shipped()
    for page in (LIST, f"{LIST}{made.number}/", f"{LIST}{made.number}/文件/"):
        assert client.get(page).status_code == 302, page


def test_an_empty_list_says_why(office):
    assert "还没有上报过" in office.get(LIST).content.decode()


def test_a_file_is_made_and_taken_away(office):
    answer = office.post(f"{LIST}生成/")
    made = Shipment.objects.get()
    assert answer.url.endswith(f"{made.number}/")
    file = office.get(f"{LIST}{made.number}/文件/")
    assert file.content == shipping.content_of(made)
    assert (file["Cache-Control"], made.sent_at is not None) == ("no-store", True)
    office.post(f"{LIST}生成/")
    assert Shipment.objects.count() == 1
    for page in (LIST, f"{LIST}{made.number}/"):
        text = office.get(page).content.decode()
        assert "某甲" not in text
        assert made.number in text


def test_with_a_channel_the_worker_sends_what_was_made(office, monkeypatch, tmp_path):
    monkeypatch.setenv("GONGBAO_REPORT_FOLDER", str(tmp_path))
    office.post(f"{LIST}生成/")
    assert Shipment.objects.get().sent_at is None
    assert "设定的文件夹" in office.get(LIST).content.decode()


def test_a_receipt_comes_back_and_what_was_refused_goes_again(office):
    made = shipped()
    assert send(office, receipt(made, p2="没有这个事项")).status_code == 303
    page = office.get(f"{LIST}{made.number}/").content.decode()
    assert "没有这个事项" in page
    assert office.post(f"{LIST}{made.number}/再报/", {"ref": "rating/N-2/1"}).status_code == 303
    assert "rating/N-2/1#2" in office.get(f"{LIST}{made.number}/").content.decode()
    assert office.post(f"{LIST}{made.number}/再报/").status_code == 422
    assert Parcel.objects.filter(shipment=None).count() == 1


@pytest.mark.parametrize("data", [b"x", b"{}", b"\xff"])
def test_a_receipt_that_does_not_fit_is_422_with_a_sentence(office, data):
    shipped()
    answer = send(office, data)
    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()
    assert office.post(f"{LIST}回执/").status_code == 422


def test_a_changed_shipment_is_not_handed_out(office):
    made = shipped()
    Parcel.objects.filter(ref="rating/N-1/1").update(body={})
    assert office.get(f"{LIST}{made.number}/文件/").status_code == 422


@pytest.mark.parametrize("number", ["20200101-0001", "x", "0" * 300, "a%00b", "生成"])
def test_a_shipment_that_is_not_there_is_404(office, number):
    assert office.get(f"{LIST}{number}/").status_code in (404, 405)


@pytest.mark.parametrize("page", ["x", "0", "-1", "99999", "１"])
def test_whatever_page_is_asked_for_is_answered(office, page):
    assert office.get(f"{LIST}?page={page}").status_code == 200


def test_many_shipments_take_the_same_queries(office, django_assert_num_queries):
    shipped()
    with CaptureQueriesContext(connection) as one:
        office.get(LIST)
    for number in range(20, 26):
        rated(finished(f"N-{number}"), BEST)
        gather(NOW)
        shipping.ship(actor=None, at=NOW)
    with django_assert_num_queries(len(one)):
        assert office.get(LIST).content.decode().count("<tr>") == 8
