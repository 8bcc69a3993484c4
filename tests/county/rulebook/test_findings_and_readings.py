"""Findings: chosen by document and sort, with what rests on each. Readings: with the rules that use them."""

from __future__ import annotations

import re

import pytest

from county.rulebook.findings import PROVEN, SORTS, all_found, those_of
from county.rulebook.findings import chosen as chosen_in
from county.rulebook.views import A_PAGE

from .conftest import words_of

pytestmark = pytest.mark.database


def test_every_finding_is_reached_page_by_page(client, db, book):
    every = all_found(book)
    pages = -(-len(every) // A_PAGE)
    told = " ".join(words_of(client.get(f"/findings/?page={n}")) for n in range(1, pages + 1))
    assert [one.says for one in every if " ".join(one.says.split()) not in told] == []


def test_what_the_packs_write_and_what_the_proofs_find_are_both_there(book):
    every = all_found(book)
    written = sum(len(system.findings) for system in book.systems.values())
    gaps = sum(problem.weight == "gap" for _id, _system, rule in book.rules() for problem in rule.proofs())
    assert len([one for one in every if one.sort != PROVEN]) == written
    assert len([one for one in every if one.sort == PROVEN]) == gaps


def test_a_count_of_the_overview_leads_to_so_many_findings(client, db, book):
    page = client.get("/findings/").content.decode()
    for address, count in re.findall(r'href="(/findings/\?document=\w+&amp;sort=\w+)#list">(\d+)<', page)[:20]:
        chosen = client.get(address.replace("&amp;", "&"))
        assert f"{count} 处，这里是" in words_of(chosen)


def test_a_finding_says_where_whom_it_affects_and_which_rules_rest_on_it(client, db, book):
    one = next(one for one in all_found(book) if one.places and one.affects and one.rules)
    page = client.get(f"/findings/?document={one.system.id}&sort={one.sort}").content.decode()
    assert one.says in page
    assert f'href="{one.rules[0].href}"' in page
    assert f'href="{one.places[0][0].href}"' in page
    assert "、".join(one.affects) in page


@pytest.mark.parametrize("query", ["document=nowhere", "sort=odd", "document=%00", "sort=" + "x" * 4000])
def test_a_choice_that_is_not_there_gets_a_sentence(client, db, query):
    response = client.get(f"/findings/?{query}")
    assert response.status_code == 200
    assert "没有这个文件或这一种问题" in words_of(response)


@pytest.mark.parametrize("number", ["0", "-1", "9999", "x", "1e9"])
def test_a_page_that_is_not_there_shows_one_that_is(client, db, number):
    assert 'class="finding"' in client.get(f"/findings/?page={number}").content.decode()


def test_a_document_without_such_findings_says_so(client, db, book):
    counted = {(one.system.id, one.sort) for one in all_found(book)}
    system, sort = next((system, sort) for system in book.systems for sort in SORTS if (system, sort) not in counted)
    assert those_of(all_found(book), chosen_in(book, system, sort)) == []
    assert "这个文件没有这一种问题" in words_of(client.get(f"/findings/?document={system}&sort={sort}"))


def test_every_reading_stands_once_with_the_rules_that_use_it(client, db, book):
    page = client.get("/readings/").content.decode()
    for reading in book.readings.values():
        assert page.count(f'<dt id="{reading.id}">') == 1
        assert reading.question in page


def test_a_reading_with_a_choice_shows_which_one_is_taken(client, db, book):
    told = words_of(client.get("/readings/"))
    for reading in book.readings.values():
        if reading.sort == "option":
            assert f"{reading.options[reading.chosen]} （采用）" in told


def test_the_pages_ask_no_query(client, db, django_assert_num_queries):
    with django_assert_num_queries(0):
        client.get("/findings/")
        client.get("/readings/")


def test_in_english_the_pages_own_words_are_english(client, db):
    client.post("/语言/", {"language": "en", "next": "/"})
    assert "Show these" in words_of(client.get("/findings/"))
    assert "Shared by all counties" in words_of(client.get("/readings/"))
