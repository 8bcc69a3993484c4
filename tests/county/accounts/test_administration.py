"""The administrator's pages: accounts, locks, keys of programs."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from county.accounts.keys import actor_for, make_key, revoke_key
from county.accounts.may import may
from county.accounts.models import ApiKey, User
from county.audit.models import AuditRow

pytestmark = pytest.mark.database
PAGES = ("accounts", "keys")
SIGN_IN = "/账户/登录/"
PASSWORD = "a long enough one"


@pytest.fixture
def official(db):
    return User.objects.create_user("official", password=PASSWORD)


def act(client, name, *args):
    return client.post(reverse(f"accounts:{name}", args=args), follow=True)


@pytest.mark.parametrize("name", PAGES)
def test_a_stranger_is_sent_to_sign_in(client, name):
    assert client.get(reverse(f"accounts:{name}")).status_code == 302


@pytest.mark.parametrize("role", ["handler", "head", "supervisor", "auditor", "leader"])
def test_others_are_refused_with_a_sentence(enter, own, official, role):
    client = enter(role, own)
    for name in PAGES:
        response = client.get(reverse(f"accounts:{name}"))
        assert response.status_code == 403
        assert "系统管理员" in response.content.decode()
    for name in ("deactivate", "reactivate", "unlock"):
        assert act(client, name, official.pk).status_code == 403


def test_accounts_are_listed_with_their_posts(admin, post, own):
    post("handler", own, "科员")
    page = admin.get(reverse("accounts:accounts")).content.decode()
    assert "person-2" in page
    assert "科员" in page


def test_a_part_of_the_name_finds_the_account(admin, official):
    page = admin.get(reverse("accounts:accounts"), {"q": "OFFI"}).content.decode()
    assert "official" in page
    assert "person-1" not in page
    nothing = admin.get(reverse("accounts:accounts"), {"q": "nobody\x00", "page": "x"})
    assert "没有这样的账户" in nothing.content.decode()


def test_a_deactivated_account_is_out_at_once_until_it_is_back(admin, official):
    client = Client()
    client.force_login(official, backend="django.contrib.auth.backends.ModelBackend")
    act(admin, "deactivate", official.pk)
    assert client.get(reverse("accounts:password")).status_code == 302
    assert "已停用" in admin.get(reverse("accounts:accounts")).content.decode()
    act(admin, "reactivate", official.pk)
    assert Client().post(SIGN_IN, {"username": "official", "password": PASSWORD}).status_code == 302
    assert list(AuditRow.objects.order_by("pk").values_list("verb", flat=True)) == ["deactivate", "reactivate"]


def test_nobody_deactivates_the_own_account(admin):
    own = User.objects.get()
    assert "不能停用自己的账户" in act(admin, "deactivate", own.pk).content.decode()
    own.refresh_from_db()
    assert own.is_active


def test_an_administrator_unlocks_who_typed_wrong(admin, official):
    for _n in range(5):
        Client().post(SIGN_IN, {"username": "official", "password": "wrong"})
    assert Client().post(SIGN_IN, {"username": "official", "password": PASSWORD}).status_code == 429
    assert "已锁定" in admin.get(reverse("accounts:accounts")).content.decode()
    act(admin, "unlock", official.pk)
    assert Client().post(SIGN_IN, {"username": "official", "password": PASSWORD}).status_code == 302


def test_a_key_is_shown_once_and_its_hash_is_kept(admin, own):
    said = {"agency": own, "name": "窗口系统", "scopes": ["read_cases"]}
    page = admin.post(reverse("accounts:keys"), said).content.decode()
    token = re.search(r"<code>(gb_[^<…]{20,})</code>", page)[1]
    assert token not in admin.get(reverse("accounts:keys")).content.decode()
    assert token not in str(list(ApiKey.objects.values()))
    actor = actor_for(token)
    assert (actor.user_id, actor.home_agencies, actor.roles) == (None, (own,), {"handler"})


def test_a_key_does_no_more_than_its_scopes(acting, own, other):
    token = make_key(actor=acting("administrator", own), agency=own, name="读", scopes=["read_cases"], expires=None)
    actor = actor_for(token)
    assert may(actor, "read_cases")
    assert not may(actor, "open_cases")
    assert "接口密钥不能" in may(actor, "read_people").says
    assert (actor.has_scope("take_steps"), actor.acts_for([own]), actor.acts_for([other])) == (False, True, False)


def test_a_revoked_key_opens_nothing(admin, acting, own):
    token = make_key(actor=acting("administrator", own), agency=own, name="读", scopes=["read_cases"], expires=None)
    act(admin, "revoke-key", ApiKey.objects.get().pk)
    first = ApiKey.objects.get().revoked
    assert actor_for(token) is None
    revoke_key(actor=acting("administrator", own), key=ApiKey.objects.get())
    assert ApiKey.objects.get().revoked == first


@pytest.mark.parametrize(("seconds", "opens"), [(5, True), (-1, False)])
def test_a_key_ends_at_its_moment(acting, own, seconds, opens):
    expires = timezone.now() + timedelta(seconds=seconds)
    token = make_key(actor=acting("administrator", own), agency=own, name="读", scopes=["read_cases"], expires=expires)
    assert bool(actor_for(token)) is opens


def test_the_last_day_of_a_key_is_included(admin, own):
    day = timezone.localdate()
    admin.post(reverse("accounts:keys"), {"agency": own, "name": "读", "scopes": ["read_cases"], "expires": day})
    assert timezone.localtime(ApiKey.objects.get().expires).date() == day + timedelta(days=1)


@pytest.mark.parametrize("wrong", ["", "gb_", "gb_x", "x" * 50, "gb_\udc80", "gb_\x00"])
def test_a_made_up_key_is_nobody(db, wrong):
    assert actor_for(wrong) is None


@pytest.mark.parametrize("said", [{"scopes": []}, {"scopes": ["administer"]}, {"agency": "no-such"}, {"name": ""},
                                  {"expires": "2001-01-01"}, {"expires": "9999-12-31"}, {"expires": "x"}])
def test_a_key_that_cannot_be_is_refused(admin, own, said):
    given = {"agency": own, "name": "读", "scopes": ["read_cases"], **said}
    assert admin.post(reverse("accounts:keys"), given).status_code == 400
    assert not ApiKey.objects.exists()


def test_more_rows_need_no_more_queries(admin, acting, post, own):
    def count(name):
        with CaptureQueriesContext(connection) as seen:
            admin.get(reverse(f"accounts:{name}"))
        return len(seen)

    actor = acting("administrator", own)
    make_key(actor=actor, agency=own, name="0", scopes=["read_cases"], expires=None)
    one = {name: count(name) for name in PAGES}
    for n in range(2):
        make_key(actor=actor, agency=own, name=str(n), scopes=["read_cases"], expires=None)
        post("handler", own, f"科员{n}")
    assert {name: count(name) for name in PAGES} == one
