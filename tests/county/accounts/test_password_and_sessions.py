"""A new password ends other sessions; a session ends when nobody was there for a while."""

from __future__ import annotations

import time
from types import SimpleNamespace

import pytest
from django.test import Client
from django.urls import reverse

from county.accounts import sessions
from county.accounts.models import User
from county.agencies.models import Post

pytestmark = pytest.mark.database
OLD, NEW = "the old one of 2031", "雨后的白杨树林很安静 7"
HOUR = 3600


@pytest.fixture
def user(db):
    return User.objects.create_user("official", password=OLD)


def signed_in(user):
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def known(client):
    return client.get(reverse("accounts:password")).status_code == 200


def test_a_stranger_is_sent_to_sign_in(client):
    assert client.get(reverse("accounts:password")).status_code == 302


def test_the_rules_are_said_before_typing(user):
    page = signed_in(user).get(reverse("accounts:password")).content.decode()
    assert page.index("密码的要求") < page.index("<form class=\"fields\"")
    assert "10" in page


def test_a_new_password_ends_the_other_sessions(user):
    here, there = signed_in(user), signed_in(user)
    said = {"old": OLD, "password": NEW, "again": NEW}
    assert here.post(reverse("accounts:password"), said).status_code == 302
    assert (known(here), known(there)) == (True, False)
    user.refresh_from_db()
    assert user.check_password(NEW)


@pytest.mark.parametrize(("said", "says"), [({"old": "wrong"}, "现在的密码不对"), ({"again": "x"}, "不一样"),
                                            ({"password": "short", "again": "short"}, "10"), ({"old": ""}, "请填")])
def test_a_refused_change_changes_nothing(user, said, says):
    response = signed_in(user).post(reverse("accounts:password"), {"old": OLD, "password": NEW, "again": NEW, **said})
    assert response.status_code == 400
    assert says in response.content.decode()
    assert User.objects.get().check_password(OLD)


@pytest.fixture
def later(monkeypatch):
    def wait(seconds):
        monkeypatch.setattr(sessions, "time", SimpleNamespace(time=lambda: time.time() + seconds))

    return wait


@pytest.mark.parametrize(("role", "hours"), [("administrator", 2), ("auditor", 2), ("handler", 12), ("head", 12)])
def test_a_session_ends_after_so_many_idle_hours(enter, later, own, role, hours):
    client = enter(role, own)
    later(hours * HOUR - 5)
    assert known(client)
    later(2 * hours * HOUR)
    response = client.get(reverse("accounts:password"))
    assert response.status_code == 302
    assert "很久没有操作" in client.get(reverse("accounts:sign-in")).content.decode()


def test_who_is_there_stays(enter, later, own):
    client = enter("administrator", own)
    for hour in range(1, 6):
        later(hour * HOUR)
        assert known(client)


def test_a_post_given_since_counts(enter, later, own):
    client = enter("handler", own, "科员")
    Post.objects.filter(title="科员").update(role="administrator")
    assert client.get(reverse("accounts:accounts")).status_code == 200
    later(3 * HOUR)
    assert not known(client)


def test_the_hours_are_a_setting(enter, later, own, settings):
    settings.SESSION_USUAL_HOURS = 1
    client = enter("handler", own)
    later(HOUR + 5)
    assert not known(client)


def test_a_visit_within_a_minute_writes_nothing(enter, own, django_assert_num_queries):
    client = enter("handler", own)
    with django_assert_num_queries(2):
        client.get(reverse("accounts:sign-in"))
