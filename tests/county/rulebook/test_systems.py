"""Systems: how much of each document runs; each item with its rules, or why it is only stated or left out."""

from __future__ import annotations

import re

import pytest

from county.rulebook.selectors import PURPOSES, county_coverage, purposes_of
from gongbao.rules import KINDS

from .conftest import words_of

pytestmark = pytest.mark.database


def test_every_document_stands_in_the_list_and_leads_to_its_page(client, db, book):
    page = client.get("/systems/").content.decode()
    for system in book.systems.values():
        assert f'href="/systems/{system.id}/"' in page
        assert system.document.topic in page
        assert client.get(f"/systems/{system.id}/").status_code == 200


def test_a_system_lists_its_rules_by_purpose_each_once(client, db, book):
    for system in book.systems.values():
        links = [link.id for _name, found in purposes_of(book, system) for link in found]
        assert sorted(links) == sorted(f"{system.id}/{key}" for key in system.rules)


def test_every_kind_of_rule_has_a_purpose():
    assert sorted(kind for _name, kinds in PURPOSES for kind in kinds) == sorted(KINDS)


def test_every_item_stands_with_its_rules_or_the_reason_why_not(client, db):
    for covered in county_coverage():
        page = words_of(client.get(f"/systems/{covered.system.id}/"))
        for one in covered.items:
            assert one.item.says in page
            if one.status in {"stated", "left_out"}:
                assert f"：{one.item.stated or one.item.left_out}" in page


def test_a_count_leads_to_what_it_counts(client, db):
    listing = client.get("/systems/").content.decode()
    for covered in county_coverage():
        for status in ("stated", "left_out"):
            address = f"/systems/{covered.system.id}/?show={status}"
            count = re.search(re.escape(f'href="{address}#items">') + r"(\d+)<", listing)
            assert int(count[1]) == covered.count(status)
            page = client.get(address).content.decode()
            assert page.count('class="depth-') == covered.count(status)


def test_a_status_without_items_says_so(client, db):
    covered = next(one for one in county_coverage() if not one.count("left_out"))
    page = words_of(client.get(f"/systems/{covered.system.id}/?show=left_out"))
    assert "这个文件没有这样的条目" in page
    assert "请点“全部”看它的每一条。" in page


@pytest.mark.parametrize("show", ["nothing", "x" * 3000, "\u0000", "runs&show=stated"])
def test_a_status_that_is_not_there_shows_everything(client, db, book, show):
    system = next(iter(book.systems.values()))
    assert client.get(f"/systems/{system.id}/?show={show}").status_code == 200


def test_a_place_leads_to_the_document(client, db, book):
    system = next(iter(book.systems.values()))
    page = client.get(f"/systems/{system.id}/").content.decode()
    place = re.search(r'class="place"[^>]*><a href="([^"#]+)#', page)
    assert client.get(place[1]).status_code == 200


def test_an_unknown_system_is_not_found(client, db):
    assert client.get("/systems/nowhere/").status_code == 404


def test_the_pages_of_systems_ask_no_query(client, db, book, django_assert_num_queries):
    with django_assert_num_queries(0):
        client.get("/systems/")
        client.get(f"/systems/{next(iter(book.systems))}/")


def test_the_first_page_leads_to_a_document_s_rules_in_one_tap(client, db, book):
    page = client.get("/").content.decode()
    for system in book.systems.values():
        assert f'href="/systems/{system.id}/"' in page


def test_the_first_page_s_doors_lead_to_rules(client, db, book):
    page = client.get("/").content.decode()
    for door in book.pack.doors:
        assert door.question in page
        folder, _slash, key = door.rule.partition("/")
        assert f'"/%E8%A7%84%E5%88%99/{folder}/{key}/"' in page


def test_a_document_that_is_not_held_shows_its_digest_with_places_that_can_be_pointed_at(client, db, book):
    system = next(one for one in book.systems.values() if one.digest)
    page = client.get(f"/文件/{system.document.number}/").content.decode()
    for item in system.digest.items:
        assert item.says in page
        assert f'id="{"_".join(item.at.split())}"' in page
    assert f'href="/systems/{system.id}/"' in page


def test_a_document_that_is_held_leads_to_its_rules(client, hold, letter, book):
    system = next(iter(book.systems.values()))
    hold(letter(number=system.document.number))
    assert f'href="/systems/{system.id}/"' in client.get(f"/文件/{system.document.number}/").content.decode()


def test_in_english_the_list_s_own_words_are_english(client, db):
    client.post("/语言/", {"language": "en", "next": "/"})
    assert "Documents and rules" in words_of(client.get("/systems/"))
