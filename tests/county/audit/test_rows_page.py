"""The auditor's page: read by auditors alone, a hundred rows at a time, without content."""

from __future__ import annotations

import re
from urllib.parse import unquote

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from county.audit import selectors, words
from county.audit.services import seal_rows

from .conftest import NOW

pytestmark = pytest.mark.database
PAGE = "/审计/"


@pytest.fixture
def auditor(enter):
    return enter("auditor")


def ids(response):
    return [int(one) for one in re.findall(r'<tr id="row-(\d+)"', response.content.decode())]


def test_a_stranger_is_sent_to_sign_in(client, add):
    response = client.get(PAGE)
    assert response.status_code == 302
    assert unquote(response.url).startswith("/账户/登录/")


@pytest.mark.parametrize("role", ["handler", "head", "staff", "leader", "supervisor", "administrator"])
def test_only_auditors_read_it(enter, add, role):
    add()
    response = enter(role).get(PAGE)
    assert response.status_code == 403
    assert "2031-1" not in response.content.decode()


def test_a_row_shows_when_who_what_and_whether_it_is_sealed(auditor, add):
    add()
    seal_rows(NOW)
    row = add(thing_id="2031-9")
    page = auditor.get(PAGE).content.decode()
    assert f"{timezone.localtime(row.at):%Y-%m-%d %H:%M:%S}" in page
    for said in ("清禾县水利局科员", "2031-1", "2031-9", "第 1 封", "尚未封存", "最后一封是第 1 封", "尚未封存：1 条"):
        assert said in page


def test_verbs_and_things_are_said_in_the_words_of_their_desk(auditor, add, monkeypatch):
    monkeypatch.setattr(words, "_verbs", {})
    monkeypatch.setattr(words, "_things", {})
    words.name_verbs({"open": "立案"})
    words.name_things({"case": "办件"})
    add()
    add(verb="close")
    page = auditor.get(PAGE).content.decode()
    assert ">立案</a>" in page
    assert "办件 <a" in page
    assert len(ids(auditor.get(PAGE, {"verb": "立案"}))) == len(ids(auditor.get(PAGE, {"verb": "open"}))) == 1


def test_pages_follow_one_another_without_gap_or_repetition(auditor, add, monkeypatch):
    monkeypatch.setattr(selectors, "A_PAGE", 3)
    add(7)
    address, seen = PAGE, []
    while address:
        response = auditor.get(address)
        seen += ids(response)
        more = re.search(r'rel="next" href="([^"]+)"', response.content.decode())
        address = more[1].replace("&amp;", "&") if more else ""
    assert seen == sorted(seen, reverse=True)
    assert len(seen) == 7
    assert "没有更早的了" in response.content.decode()


def test_rows_are_chosen_by_day_verb_and_thing(auditor, add):
    one = add(verb="sign", thing_id="甲/1?&")
    add(3)
    today = str(timezone.localdate())
    assert ids(auditor.get(PAGE, {"verb": "sign"})) == [one.pk]
    assert ids(auditor.get(PAGE, {"thing": "甲/1?&", "day": today})) == [one.pk]
    assert len(ids(auditor.get(PAGE, {"day": today}))) == 4
    empty = auditor.get(PAGE, {"day": "2001-01-01"}).content.decode()
    assert "没有这样的记录" in empty
    links = [link.replace("&amp;", "&") for link in re.findall(r'href="(/[^"]*thing=[^"]+)"',
                                                                auditor.get(PAGE).content.decode())]
    assert all(ids(auditor.get(link)) for link in links)


@pytest.mark.parametrize("query", [
    "day=yesterday", "day=0001-01-01", "day=9999-12-31", "before=x", "before=-1", "before=99999999999999999999",
    "verb=%00", "thing=" + "x" * 201, "thing=%00", "verb=" + "长" * 61,
])
def test_a_choice_that_cannot_be_read_gets_a_sentence(auditor, add, query):
    add()
    response = auditor.get(f"{PAGE}?{query}")
    assert response.status_code == 400
    assert 'role="alert"' in response.content.decode()


def test_the_page_asks_as_many_queries_for_one_row_as_for_three(auditor, add, django_assert_num_queries):
    add()
    with CaptureQueriesContext(connection) as first:
        auditor.get(PAGE)
    add(2)
    seal_rows(NOW)
    with django_assert_num_queries(len(first)):
        auditor.get(PAGE)


def test_the_page_is_only_read(auditor):
    assert auditor.post(PAGE).status_code == 405


def test_in_english_the_page_is_english(auditor, add):
    add()
    auditor.post("/语言/", {"language": "en", "next": "/"})
    page = auditor.get(PAGE).content.decode()
    for said in ("Audit", "Not sealed", "Show these"):
        assert said in page
