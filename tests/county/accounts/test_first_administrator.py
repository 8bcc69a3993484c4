"""The first account of a live county: made once on the machine, every other one by invitation."""

from __future__ import annotations

import pytest
from django.test import Client

from county.accounts.services import first_administrator
from county.agencies.refusals import NotPossible
from county.agencies.services import open_posts

pytestmark = pytest.mark.database
STRONG = "河道保洁-月度-7351"


@pytest.fixture(autouse=True)
def live(db, settings):
    settings.DEMO = False
    open_posts()


def test_it_signs_in_and_administers():
    first_administrator(username="root-of-all", password=STRONG)
    client = Client()
    sent = client.post("/账户/登录/", {"username": "root-of-all", "password": STRONG})
    assert sent.status_code == 302
    assert client.get("/账户/管理/").status_code == 200
    assert client.get("/收件箱/").status_code == 403


@pytest.mark.parametrize("password", ["short", "password123", ""])
def test_a_weak_password_makes_nothing(password, django_user_model):
    with pytest.raises(NotPossible):
        first_administrator(username="root-of-all", password=password)
    assert django_user_model.objects.count() == 0


def test_there_is_only_one_first():
    first_administrator(username="one", password=STRONG)
    with pytest.raises(NotPossible):
        first_administrator(username="two", password=STRONG)
