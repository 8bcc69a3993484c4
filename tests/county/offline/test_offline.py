"""What a browser sends twice is taken once; the page may be opened without a line where the browser allows it."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from county.offline.models import Submission
from county.offline.services import NotYours, taken_once

pytestmark = pytest.mark.database


class Acts:
    """Counts what was done."""

    def __init__(self) -> None:
        self.done = 0

    def __call__(self) -> dict[str, object]:
        self.done += 1
        return {"says": f"第 {self.done} 次"}


def take(key, act, desk="a.desk", user_id=7):
    return taken_once(key=key, desk=desk, user_id=user_id, act=act)


def test_a_repeat_gets_the_first_answer_and_does_nothing(db):
    act, key = Acts(), uuid4()
    assert [take(key, act) for _time in range(3)] == [{"says": "第 1 次"}] * 3
    assert act.done == 1


def test_another_key_is_another_entry(db):
    act = Acts()
    assert [take(uuid4(), act)["says"] for _time in range(2)] == ["第 1 次", "第 2 次"]


def test_without_a_key_nothing_is_remembered(db):
    act = Acts()
    assert [take(None, act)["says"] for _time in range(2)] == ["第 1 次", "第 2 次"]
    assert not Submission.objects.exists()


def test_what_is_refused_leaves_nothing_and_may_be_sent_again_under_its_key(db):
    key = uuid4()

    def refuse():
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        take(key, refuse)
    assert take(key, Acts()) == {"says": "第 1 次"}


@pytest.mark.parametrize("other", [{"user_id": 8}, {"user_id": None}, {"desk": "another.desk"}])
def test_the_answer_is_for_the_account_and_the_desk_that_sent_it(db, other):
    act, key = Acts(), uuid4()
    take(key, act)
    with pytest.raises(NotYours):
        take(key, act, **other)
    assert act.done == 1


def test_the_answer_is_kept_in_the_transaction_of_the_act(db):
    with transaction.atomic():
        take(uuid4(), Acts())
        assert Submission.objects.exists()
        transaction.set_rollback(True)
    assert not Submission.objects.exists()


def test_the_worker_may_be_narrowed_to_any_page_and_comes_from_here(db):
    answer = Client().get(reverse("offline:worker"))
    assert answer.headers["Service-Worker-Allowed"] == "/"
    assert answer.headers["Content-Type"].startswith("text/javascript")
