"""Who wants to be called back says how; nothing typed is lost."""

from __future__ import annotations

import pytest

from county.reviews.models import Rating
from county.reviews.rating.sealed import seal

from .doing import BEST, WORST, finished, places


@pytest.mark.django_db
@pytest.mark.parametrize(("grade", "status"), [(WORST, 422), (BEST, 303)])
def test_a_call_wanted_without_a_number_is_asked_for_after_a_bad_rating_only(client, grade, status):
    places()
    held = finished(day="2020-12-14")
    said = {"form": seal(held.act, "link"), "grade": str(grade), "callback": "yes", "text": "请回电话"}
    answer = client.post(f"/评价/{held.token}/", said)
    assert answer.status_code == status
    assert Rating.objects.exists() is (status == 303)
    if status == 422:
        assert "请回电话" in answer.content.decode()
