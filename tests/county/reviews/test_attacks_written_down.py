"""Staff who try what is not theirs are refused, and what they tried is written down."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from county import business
from county.audit.models import AuditRow
from county.reviews.models import Rating, Staff

from .doing import WORST, at, finished, places, rated
from .loop_doing import OTHER, UNIT, real
from .opening import text_of

pytestmark = pytest.mark.database
DAY = "2020-07-06"


@pytest.fixture(autouse=True)
def county(db, settings, tmp_path):
    settings.HOME = tmp_path
    business.set_to(at(DAY, "18:00"))
    return places()


def as_rated(client: Client) -> None:
    Staff.objects.filter(number="0001").update(user_id=int(client.session["_auth_user_id"]))


def test_too_much_text_at_the_entry_is_refused_with_a_sentence(enter):
    finished("S-3", DAY)
    client = enter("staff", "service-office", "大厅人员")
    said = {"channel": "paper", "number": "S-3", "grade": "1", "submission": str(uuid4())}
    for length in (300_000, 10_000_000):
        answer = client.post(reverse("reviews:enter"), {**said, "text": "a" * length})
        assert answer.status_code == 413
        assert "太大" in text_of(answer)
    assert not Rating.objects.exists()
    assert client.post(reverse("reviews:enter"), {**said, "text": "字" * 2001}).status_code == 422


class TestWrittenDown:
    """Whoever tries and is refused stands in the audit."""

    @pytest.mark.parametrize("role", ["head", "review_office", "supervisor"])
    def test_a_look_at_a_contact_by_who_reads_the_ticket_and_may_not(self, enter, role):
        ticket, client = real(DAY), enter(role, "service-office" if role == "review_office" else UNIT)
        assert client.post(reverse("reviews:look", args=(ticket.pk,)), {"reason": "看看"}).status_code == 422
        assert AuditRow.objects.filter(verb="review.look_refused", thing_id=str(ticket.pk)).count() == 1

    @pytest.mark.parametrize("who", ["rated", "other"])
    def test_a_look_by_who_may_not_even_read_the_ticket(self, enter, who):
        ticket, client = real(DAY), enter("handler", UNIT if who == "rated" else OTHER)
        if who == "rated":
            as_rated(client)
        assert client.post(reverse("reviews:look", args=(ticket.pk,)), {"reason": "看看"}).status_code == 403
        assert AuditRow.objects.filter(verb="review.look_refused", thing_id=str(ticket.pk)).count() == 1

    @pytest.mark.parametrize("why", ["own", "twice"])
    def test_an_entry_for_the_own_service_or_a_rated_one(self, enter, why):
        act, client = finished("S-4", DAY), enter("staff", "service-office", "大厅人员")
        if why == "own":
            as_rated(client)
        else:
            rated(act, WORST)
        rows = AuditRow.objects.count()
        said = {"channel": "paper", "number": "S-4", "grade": "1", "submission": str(uuid4())}
        assert client.post(reverse("reviews:enter"), said).status_code == 422
        assert AuditRow.objects.count() == rows + 1
