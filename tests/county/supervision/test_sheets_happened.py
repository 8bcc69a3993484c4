"""The demo's year of sheets comes from the pack and happens through the services."""

from __future__ import annotations

import pytest

from county.cases.models import Case
from county.packs import county_pack
from county.supervision.matters.opening import open_plan
from county.supervision.models import Decision, SelfCheck
from county.supervision.sheets import achievements, selectors, spots
from county.supervision.sheets.happened import happenings

from .sheets_doing import DAY, at, last, supervisor, the_plan

pytestmark = pytest.mark.database


@pytest.fixture
def happened(db) -> None:
    open_plan(actor=supervisor(), plan=the_plan(), at=at(last() - 150 * DAY))
    for _at, act in happenings():
        act()


def test_it_is_in_the_order_of_time_and_over_by_the_first_day(db):
    moments = [one for one, _act in happenings()]
    assert moments == sorted(moments)
    assert moments[-1].date() <= county_pack().demo_day


def test_most_have_checked_themselves_in_time_one_late_and_one_not_at_all(happened):
    words = [one.mark.word for one in selectors.standings(the_plan(), at(county_pack().demo_day))]
    assert (words.count("逾期未报"), words.count("迟 3 天"), words.count("已报送")) == (1, 1, len(words) - 2)
    assert SelfCheck.objects.filter(lines__gap__gt="").exists()


def test_the_office_outside_has_checked_some_tasks_and_not_all(happened):
    step = spots.outside_step(the_plan())
    states = [case.state for _no, _title, case, *_rest in selectors.whole_progress(the_plan())]
    assert 0 < states.count(step.to) < len(states)
    assert len(set(states)) > 2


def test_of_the_achievements_one_counts_and_one_does_not(happened):
    held = list(achievements.of_year(county_pack().demo_day.year))
    assert (len(held), sum(map(achievements.is_counted, held))) == (5, 1)
    assert sum(not one.is_open for one in held) == 2


def test_there_is_a_reward_and_a_circular_of_criticism(happened):
    assert Decision.objects.filter(voided_at=None).count() == 2
    assert Decision.objects.values("row").distinct().count() == 2


def test_nothing_of_it_is_dated_after_it_happened(happened):
    assert not Case.objects.filter(opened_at__date__gt=county_pack().demo_day).exists()
