"""The demo's tickets: what the acts come to, through the services that everybody uses."""

from __future__ import annotations

from collections import Counter

import pytest

from county.reviews.loop import selectors
from county.reviews.loop.happened import happenings
from county.reviews.models import Appeal, Rating, Ticket

from .doing import places
from .loop_doing import WHOLE_YEAR, bad, real


@pytest.fixture(autouse=True)
def end_of_the_year(on_day) -> None:
    on_day("2020-12-15")


@pytest.fixture
def ended(db) -> None:
    places()
    for number in range(30):
        (real if number % 2 else bad)(f"2020-09-{1 + number % 7:02d}", number=f"D-{number}")
    ratings = list(Rating.objects.filter(is_bad=True).order_by("pk"))
    for _moment, act in sorted(happenings(ratings), key=lambda one: one[0]):
        act()


def test_most_end_some_late_some_extended_some_open(ended):
    states = Counter(Ticket.objects.values_list("case__state", flat=True))
    assert states["closed"] > 20
    assert states["to_check"] == 2
    assert sum(states.values()) - states["closed"] - states["to_check"] - states["not_adopted"] >= 1
    found = selectors.rectified("", *WHOLE_YEAR)
    assert found.in_time > found.late > 0
    assert Ticket.objects.filter(case__steps__step="approve_extension").count() > 2
    assert selectors.callback("", *WHOLE_YEAR).met


def test_of_the_appeals_one_is_granted_one_upheld_one_too_late(ended):
    assert Counter(Appeal.objects.values_list("outcome", flat=True)) == {"wrong": 1, "upheld": 1, "late": 1}
    assert not Appeal.objects.filter(case__is_open=True).exists()
    assert Rating.objects.filter(is_counted=False, set_aside="wrong").count() == 1


def test_told_twice_it_is_the_same_list(db):
    places()
    bad("2020-09-01")
    ratings = list(Rating.objects.all())
    assert [one[0] for one in happenings(ratings)] == [one[0] for one in happenings(ratings)]
