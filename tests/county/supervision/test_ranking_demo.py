"""What happened in the demo county: three quarters frozen, one unit twice among the last, one interview still due."""

from __future__ import annotations

import pytest

from county import business
from county.cases.models import CaseFile
from county.supervision.models import Interview, Placing, Quarter
from county.supervision.ranking.happened import happenings
from county.supervision.slots import slot

pytestmark = [pytest.mark.database, pytest.mark.django_db]


@pytest.fixture
def happened(db):
    events = happenings()
    for _moment, act in events:
        act()
    return events


def test_events_lie_in_order_before_the_demo_begins(happened):
    moments = [moment for moment, _act in happened]
    assert moments == sorted(moments)
    assert moments[-1].date() < business.first_day()


def test_three_quarters_are_frozen_and_the_fourth_is_open(happened):
    assert [(one.year, one.quarter, bool(one.frozen_at)) for one in Quarter.objects.all()] == [
        (2020, 1, True), (2020, 2, True), (2020, 3, True), (2020, 4, False)]
    assert [one.frozen_at.month for one in Quarter.objects.all()[:3]] == [4, 7, 10]


def test_one_department_is_at_the_second_step_and_the_others_were_last_once(happened):
    last = list(Placing.objects.filter(is_last=True).values_list("agency", flat=True))
    twice = {one for one in last if last.count(one) > 1}
    assert len(last) == 9
    assert len(twice) == 1
    assert list(Placing.objects.filter(agency__in=twice, is_last=True).values_list("step", flat=True)) == [1, 2]


def test_the_interview_of_the_second_step_is_still_due_and_the_others_have_their_record(happened):
    due = Interview.objects.filter(case__is_open=True)
    assert [one.step for one in due] == [2]
    held = Interview.objects.filter(case__is_open=False)
    assert held.count() == 8
    assert CaseFile.objects.filter(case__in=[one.case_id for one in held], need="record").count() == 8


def test_it_happens_the_same_every_time(db):
    def said():
        return [(moment, [getattr(part, "ranks", None) for part in act.args]) for moment, act in happenings()]

    assert said() == said()


def test_without_a_ranking_nothing_happens(monkeypatch, db):
    monkeypatch.setattr("county.supervision.ranking.ladder.slot", lambda _name: "")
    assert happenings() == []
    assert slot("ranking")
