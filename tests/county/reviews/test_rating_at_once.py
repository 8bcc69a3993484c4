"""Most ratings are one statement on PostgreSQL: it writes what the longer way writes, or nothing."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from county.audit.canonical import digest_of
from county.audit.models import AuditRow
from county.cases.sweep import sweep
from county.reviews.models import Failure, Invitation, Rating, ServiceAct
from county.reviews.rating import at_once
from county.reviews.rating.new_rating import NewRating, content_of
from county.reviews.rating.sealed import seal
from county.reviews.rating.services import AlreadyRated, rate

from .doing import BAD, GOOD, PUBLIC, at, finished, places, rated

ONE_STATEMENT = connection.vendor == "postgresql"
OWN = ("pk", "act", "key", "made_at")


@pytest.fixture(autouse=True)
def county(db):
    places()


def columns_of(rating: Rating) -> dict[str, object]:
    fresh = Rating.objects.get(pk=rating.pk)
    return {one.name: getattr(fresh, one.name) for one in Rating._meta.concrete_fields if one.name not in {*OWN, "id"}}


class TestTheSameAsTheLongerWay:
    def test_row_audit_state_and_invitation(self, monkeypatch):
        said = {"text": "好，号码 123456789", "dimensions": {"1": 2}}
        short = rated(finished("N-1", telephone="0"), GOOD, key=uuid4(), **said)
        monkeypatch.setattr(at_once, "taken", lambda *_said: None)
        longer = rated(finished("N-2", telephone="0"), GOOD, key=uuid4(), **said)
        assert columns_of(short) == columns_of(longer)
        assert set(ServiceAct.objects.values_list("state", flat=True)) == {"rated"}
        assert not Invitation.objects.exists()
        for one in (short, longer):
            row = AuditRow.objects.get(verb="review.rate", thing_id=str(one.act_id))
            assert (row.digest, row.business_at) == (digest_of(content_of(one)), at("2020-07-07", "17:00"))

    @pytest.mark.skipif(not ONE_STATEMENT, reason="PostgreSQL's own way")
    def test_it_is_one_statement(self, django_assert_num_queries):
        act = finished()
        with django_assert_num_queries(3):  # between the two of a savepoint of the test's transaction
            rated(act, GOOD)

    def test_what_came_late_or_is_bad_goes_the_longer_way(self):
        act = finished()
        sweep(at("2020-07-14"))
        assert rated(act, GOOD, "2020-07-15").seq == 2
        assert rated(finished("N-2"), BAD).ticket


class TestRefused:
    def test_a_key_of_another_service_is_refused_and_what_was_done_before_stays(self):
        key = uuid4()
        rated(finished("N-1"), GOOD, key=key)
        act = finished("N-2").act
        with transaction.atomic():
            Failure.objects.create(source="x", span=at("2020-07-07"))
            with pytest.raises(AlreadyRated):
                rate(actor=PUBLIC, new=NewRating(act=act, grade=GOOD, channel="code", key=key), at=at("2020-07-07"))
        assert Failure.objects.exists()
        assert ServiceAct.objects.get(pk=act.pk).state == ServiceAct.State.FINISHED
        assert AuditRow.objects.filter(verb="review.rate").count() == 1


class TestHeldUp:
    """Who guesses is held up; who has a true form is not, whatever others of the network try."""

    @pytest.fixture
    def act(self):
        held = finished()
        for _one in range(30):
            Client().get(reverse("reviews:by-link", args=("wrong" * 4,)))
        return held

    def post(self, act, **said):
        return Client().post(reverse("reviews:by-link", args=(act.token,)), {"grade": GOOD, **said})

    def test_the_link_alone_is_held_up(self, act):
        assert Client().get(reverse("reviews:by-link", args=(act.token,))).status_code == 429
        assert self.post(act).status_code == 429
        assert self.post(act, form=seal(finished("N-2").act, "link")).status_code == 429

    def test_a_form_that_was_open_already_is_taken_once(self, act):
        assert self.post(act, form=seal(act.act, "link")).status_code == 303
        assert self.post(act, form=seal(act.act, "link")).status_code == 429
