"""The first page, health, language, headers, and what is shown when something goes wrong."""

from __future__ import annotations

import os

import pytest
from django.test import Client

from county.packs import county_pack
from county.site import views

pytestmark = pytest.mark.database


def text_of(response):
    return response.content.decode()


def test_the_first_page_shows_every_document_of_the_pack_to_a_stranger_before_any_import(client, db):
    page = text_of(client.get("/"))
    for document in county_pack().documents:
        assert document.title in page
        assert document.number_as_printed in page
    assert page.count("原文未导入") == len(county_pack().documents)


def test_each_document_of_the_first_page_has_a_page(client, db):
    for document in county_pack().documents:
        response = client.get(f"/文件/{document.number}/")
        assert response.status_code == 200
        assert "原文未导入" in text_of(response)


@pytest.mark.parametrize("rows", [1, 3])
def test_first_page_query_count(client, hold, letter, django_assert_num_queries, rows):
    hold(*(letter(number=f"清政字〔2031〕{n}号") for n in range(rows)))
    with django_assert_num_queries(1):
        response = client.get("/")
    assert text_of(response).count('class="shelf-item"') == rows + len(county_pack().documents)


def test_a_document_that_the_pack_does_not_list_stands_in_a_list_of_its_own(client, hold, letter):
    hold(letter())
    assert "另外导入的文件" in text_of(client.get("/"))


def test_health_is_told_while_the_database_answers(client, db):
    assert client.get("/healthz").json() == {"status": "ok"}


def test_every_page_carries_a_strict_policy(client, db):
    headers = client.get("/").headers
    policy = headers["Content-Security-Policy"]
    for name, source in (("default-src", "self"), ("form-action", "self"), ("frame-ancestors", "none"),
                         ("base-uri", "none"), ("object-src", "none")):
        assert f"{name} '{source}'" in policy
    assert "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"


def test_the_policy_would_not_stop_anything_a_page_needs(client, hold, letter):
    hold(letter())
    for path in ("/", "/文件/清政字〔2031〕4号/", "/搜索/?q=甲", "/账户/登录/", "/导入/", "/部件/"):
        page = text_of(client.get(path))
        assert " style=" not in page
        assert "<style" not in page
        assert "onclick" not in page
        assert page.count("<script") == page.count('<script type="module" src=')


def test_a_page_speaks_english_once_asked_to(client, db):
    client.post("/语言/", {"language": "en", "next": "/"})
    page = text_of(client.get("/"))
    assert '<html lang="en">' in page
    assert "Drop a gazette file here" in page


def test_the_browser_s_own_language_changes_nothing(client, db):
    assert '<html lang="zh-Hans">' in text_of(client.get("/", headers={"accept-language": "en-US"}))


@pytest.mark.parametrize("path", ["/没有/", "/wp-login.php", "/文件//"])
def test_an_unknown_address_says_where_to_go(client, db, path):
    response = client.get(path)
    assert response.status_code == 404
    assert "首页" in text_of(response)


def test_a_form_without_its_token_says_what_to_do(db):
    response = Client(enforce_csrf_checks=True).post("/导入/", {})
    assert response.status_code == 403
    assert "返回上一页刷新" in text_of(response)


def test_a_failure_shows_a_page_that_needs_nothing(client, db, monkeypatch):
    def fail():
        raise RuntimeError("no shelf")

    monkeypatch.setattr(views.selectors, "shelf", fail)
    client.raise_request_exception = False
    response = client.get("/")
    assert response.status_code == 500
    assert "no shelf" not in text_of(response)
    assert "请稍后刷新" in text_of(response)


def test_a_body_over_the_limit_is_refused_by_its_stated_length(client, db, settings):
    settings.UPLOAD_LIMIT = 1000
    response = client.generic(
        "POST", "/导入/", b"x" * 2_000_000, content_type="multipart/form-data; boundary=x"
    )
    assert response.status_code == 413
    assert "没有接收" in text_of(response)


def test_the_gallery_stands_in_the_demo_only(client, db, settings):
    assert client.get("/部件/").status_code == 200
    settings.DEMO = False
    assert client.get("/部件/").status_code == 404


def test_the_key_of_an_installation_is_readable_by_its_owner_only(tmp_path):
    from county.site.environment import secret_key

    key = secret_key(tmp_path)
    assert secret_key(tmp_path) == key
    assert len(key) > 60
    if os.name == "posix":
        assert (tmp_path / "secret-key").stat().st_mode & 0o777 == 0o600
