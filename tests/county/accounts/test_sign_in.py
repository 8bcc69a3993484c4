"""Sign in and out, the demo clerk, and the lock after wrong passwords."""

from __future__ import annotations

from urllib.parse import unquote

import pytest

from county.accounts.models import User
from county.accounts.services import demo_clerk

pytestmark = pytest.mark.database
SIGN_IN = "/账户/登录/"


@pytest.fixture
def official(db):
    return User.objects.create_user("official", password="a long enough one", shown_name="某某科室")


def test_the_first_page_shows_who_is_signed_in(client, official):
    client.post(SIGN_IN, {"username": "official", "password": "a long enough one"})
    assert "某某科室" in client.get("/").content.decode()


def test_a_name_that_nobody_can_type_gets_a_sentence(client, official):
    page = client.post(SIGN_IN, {"username": "a\x00", "password": "b"}).content.decode()
    assert "不能显示的字符" in page


def test_signing_in_leads_to_where_one_wanted_to_go(client, official):
    data = {"username": "official", "password": "a long enough one", "next": "/导入/预览/"}
    assert unquote(client.post(SIGN_IN, data).url) == "/导入/预览/"


@pytest.mark.parametrize("elsewhere", ["https://example.org/", "//example.org/", "javascript:alert(1)"])
def test_nobody_is_led_to_another_site(client, db, elsewhere):
    assert client.post("/账户/演示/", {"next": elsewhere}).url == "/"


def test_a_wrong_password_gets_a_sentence(client, official):
    page = client.post(SIGN_IN, {"username": "official", "password": "wrong"}).content.decode()
    assert "账号或密码不对" in page


def test_after_five_wrong_passwords_even_the_right_one_must_wait(client, official):
    for _ in range(5):
        last = client.post(SIGN_IN, {"username": "official", "password": "wrong"})
    assert last.status_code == 429
    refused = client.post(SIGN_IN, {"username": "official", "password": "a long enough one"})
    assert refused.status_code == 429
    assert "15 分钟" in refused.content.decode()


def test_signing_out_ends_the_session(client, official):
    client.force_login(official)
    client.post("/账户/退出/")
    assert "登录" in client.get("/").content.decode()
    assert "某某科室" not in client.get("/").content.decode()


def test_signing_out_is_never_a_link(client, official):
    client.force_login(official)
    assert client.get("/账户/退出/").status_code == 405


def test_the_demo_clerk_enters_with_one_click(client, db):
    client.post("/账户/演示/", {"next": "/"})
    assert "演示办事员" in client.get("/").content.decode()


def test_nobody_signs_in_as_the_demo_clerk_with_a_password(db):
    assert not demo_clerk().has_usable_password()


def test_the_demo_clerk_does_not_exist_in_live_mode(client, db, settings):
    settings.DEMO = False
    assert client.post("/账户/演示/", {"next": "/"}).status_code == 404
    assert "演示办事员" not in client.get(SIGN_IN).content.decode()
    assert User.objects.count() == 0


def test_sign_in_query_count(client, db, django_assert_num_queries):
    with django_assert_num_queries(0):
        client.get(SIGN_IN)
