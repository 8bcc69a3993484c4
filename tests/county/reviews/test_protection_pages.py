"""The access log: for two roles, without the contact, few queries."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from county.reviews.models import Look, Ticket

from .doing import WORST, at, finished, places, rated

ADDRESS = "/好差评/查看记录/"


@pytest.fixture
def looked(db):
    places()
    held = rated(finished(), WORST, name="某甲", telephone="000-1")
    Look.objects.create(rating=held, shown_as="住建局 经办", reason="回访一次", business_at=at("2020-07-08", "09:41"))
    return Ticket.objects.get().case


@pytest.fixture
def page(client, post):
    def read(role, query="", agency="service-office"):
        client.force_login(post(role, agency))
        return client.get(ADDRESS + query)
    return read


@pytest.mark.parametrize("role", ["auditor", "review_office"])
def test_it_says_who_for_which_ticket_when_and_why_and_nothing_of_the_contact(looked, page, role):
    answer = page(role)
    text = answer.content.decode()
    assert answer.status_code == 200
    for said in ("住建局 经办", looked.number, "回访一次", "2020-07-08 09:41"):
        assert said in text
    assert "某甲" not in text
    assert "000-1" not in text


@pytest.mark.parametrize("role", ["handler", "head", "staff", "supervisor", "leader", "administrator", "party"])
def test_others_get_a_sentence(looked, page, role):
    answer = page(role)
    assert answer.status_code == 403
    assert "审计人员" in answer.content.decode()


def test_a_stranger_is_sent_to_sign_in(looked, client):
    answer = client.get(ADDRESS)
    assert answer.status_code == 302
    assert ADDRESS not in answer.url.partition("?")[0]


@pytest.mark.parametrize("query", ["?before=x", "?before=-1", "?before=99999999999999999999", "?number=%00",
                                   "?before=１", "?number=" + "9" * 500])
def test_whatever_stands_in_the_address_is_answered(looked, page, query):
    assert page("auditor", query).status_code == 200


def test_one_ticket_is_found_by_its_number(looked, page):
    assert "回访一次" in page("auditor", f"?number={looked.number}").content.decode()
    empty = page("auditor", "?number=0000").content.decode()
    assert "没有被看过" in empty


def test_many_rows_take_the_same_queries_and_turn(looked, page, client, django_assert_num_queries):
    page("auditor")
    with CaptureQueriesContext(connection) as one_row:
        client.get(ADDRESS)
    rating = Look.objects.get().rating
    Look.objects.bulk_create(Look(rating=rating, shown_as="经办", reason=f"第{n}次", business_at=at("2020-07-08"))
                             for n in range(119))
    with django_assert_num_queries(len(one_row)):
        first = client.get(ADDRESS).content.decode()
    assert first.count("<tr>") == 51
    assert "before=" in first
