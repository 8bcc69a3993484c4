"""What follows from a history of quarters: the steps of the ladder, findings, and how a history is read."""

from __future__ import annotations

from datetime import date

import pytest

from county.audit.models import AuditRow
from county.cases.models import Case
from county.cases.says import CannotDo
from county.supervision.models import Interview, LowEfficiency, Placing, Quarter
from county.supervision.ranking import freezing, ladder, selectors
from county.supervision.slots import slot

from .ranking_acting import (
    departments,
    froze,
    lived,
    on,
    placed,
    quarter_number,
    ranks,
    said_found,
    step_in,
    supervisor,
    townships,
)

pytestmark = [pytest.mark.database, pytest.mark.django_db]


@pytest.fixture
def unit(db) -> str:
    return departments()[11]


@pytest.mark.parametrize(("history", "step"), [
    ("B", 1), ("B-B", 1), ("BB", 2), ("BB-", 0), ("--BB", 2), ("B--", 0), ("BB-B", 1),
])
def test_the_step_follows_from_the_consecutive_quarters(unit, history, step):
    last = lived(history, unit)[-1]
    assert step_in(last, unit) == step
    assert Interview.objects.filter(quarter=last, agency=unit).count() == bool(step)


def test_the_turn_of_the_year_breaks_nothing(unit):
    before, last = lived("BB", unit, first=(2019, 4))
    assert (before.year, before.quarter, last.year, last.quarter) == (2019, 4, 2020, 1)
    assert step_in(last, unit) == 2


def test_the_third_quarter_waits_for_a_finding_and_the_second_step_stays_due(unit):
    last = lived("BBB", unit)[-1]
    assert step_in(last, unit) == 2
    assert selectors.waiting_in(last) == {unit: 3}
    interview = Interview.objects.get(quarter=last, agency=unit)
    assert interview.case.procedure == slot("interview")
    assert interview.case.is_open


def test_a_unit_that_was_found_so_comes_before_the_meeting_and_the_second_step_stays_due(unit):
    last = lived("BBB", unit)[-1]
    said_found(last, unit)
    assert step_in(last, unit) == 3
    assert selectors.waiting_in(last) == {}
    both = Interview.objects.filter(quarter=last, agency=unit).order_by("step")
    assert [(one.step, one.case.procedure, one.case.is_open) for one in both] == [
        (2, slot("interview"), True), (3, slot("exposure"), True)]


def test_a_unit_that_was_found_not_so_stays_at_the_second_step_and_waits_no_longer(unit):
    last = lived("BBB", unit)[-1]
    said_found(last, unit, found=False)
    assert step_in(last, unit) == 2
    assert selectors.waiting_in(last) == {}
    assert not Interview.objects.filter(case__procedure=slot("exposure")).exists()


def test_a_fourth_quarter_after_a_finding_is_the_third_step_again(unit):
    third = lived("BBB", unit)[-1]
    said_found(third, unit)
    fourth = froze(placed(*quarter_number(3), ranks(*departments()[20:22], unit)))
    assert step_in(fourth, unit) == 3
    assert Interview.objects.get(quarter=fourth, agency=unit).case.procedure == slot("exposure")


def test_a_finding_of_no_speaks_of_its_own_quarter_alone(unit):
    said_found(lived("BBB", unit)[-1], unit, found=False)
    fourth = froze(placed(*quarter_number(3), ranks(*departments()[20:22], unit)))
    assert selectors.waiting_in(fourth) == {unit: 3}


def test_a_finding_made_late_reaches_the_quarters_that_followed_without_a_break(unit):
    third, fourth = lived("BBBB", unit)[2:]
    assert step_in(fourth, unit) == 2
    said_found(third, unit)
    assert [step_in(one, unit) for one in (third, fourth)] == [3, 3]
    assert Interview.objects.filter(agency=unit, step=3).count() == 2


def test_after_a_break_a_finding_counts_no_more(unit):
    said_found(lived("BBB", unit)[-1], unit)
    others = departments()[20:23]
    froze(placed(*quarter_number(3), ranks(*others)))
    again = froze(placed(*quarter_number(4), ranks(*others[:2], unit)))
    assert step_in(again, unit) == 1


def test_places_of_townships_are_kept_and_lead_to_no_step(unit):
    towns = {one: place for place, one in enumerate(townships(), 1)}
    held = froze(placed(2020, 1, {**ranks(unit), **towns}))
    kept = Placing.objects.filter(quarter=held, category="township")
    assert {one.agency: one.rank for one in kept} == towns
    assert not kept.filter(is_last=True).exists()
    assert not Interview.objects.filter(agency__in=towns).exists()
    assert ladder.verdict([True], "township").step == 0


def test_finding_twice_opens_nothing_twice(unit):
    last = lived("BBB", unit)[-1]
    said_found(last, unit)
    before = (Case.objects.count(), AuditRow.objects.count())
    said_found(last, unit)
    assert (Case.objects.count(), AuditRow.objects.count()) == before


def test_a_no_may_become_a_yes_and_never_the_other_way(unit):
    last = lived("BBB", unit)[-1]
    said_found(last, unit, found=False)
    said_found(last, unit)
    assert step_in(last, unit) == 3
    with pytest.raises(CannotDo):
        said_found(last, unit, found=False)
    assert LowEfficiency.objects.get(quarter=last, agency=unit).found


def test_nobody_is_found_so_before_the_step_asks_for_it(unit):
    second = lived("BB", unit)[-1]
    with pytest.raises(CannotDo):
        said_found(second, unit)
    with pytest.raises(CannotDo):
        said_found(second, next(one for one in departments() if step_in_or_none(second, one) is None))
    assert not LowEfficiency.objects.exists()


def step_in_or_none(quarter: Quarter, unit: str) -> int | None:
    return next(iter(Placing.objects.filter(quarter=quarter, agency=unit).values_list("step", flat=True)), None)


@pytest.mark.parametrize(("ground", "day"), [(" ", date(2020, 7, 10)), ("评定结果", date(2020, 7, 12)),
                                             ("评" * 501, date(2020, 7, 10))])
def test_a_finding_needs_a_ground_and_a_day_that_has_come(unit, ground, day):
    last = lived("BBB", unit)[-1]
    with pytest.raises(CannotDo):
        freezing.find(actor=supervisor(), quarter=last, agency=unit, found=True, ground=ground, decided_on=day,
                      at=on("2020-07-11"))
    assert not LowEfficiency.objects.exists()


def test_histories_of_many_units_cost_one_query(unit, django_assert_num_queries):
    lived("BB-B", unit)
    with django_assert_num_queries(1):
        found = selectors.histories(departments())
    assert [(year, number, last, step) for year, number, last, step in found[unit]] == [
        (2019, 4, True, 1), (2020, 1, True, 2), (2020, 2, False, 0), (2020, 3, True, 1)]
    assert selectors.history(unit) == found[unit]


def test_a_strip_shows_a_quarter_without_a_place_of_its_own(unit):
    froze(placed(2020, 1, ranks(unit)))
    froze(placed(2020, 2, ranks(*departments()[:3], size=5)))
    strip = selectors.strip_of(unit)
    assert strip.count("quarter-bad") == 1
    assert strip.count("quarter-none") == 1


def test_a_strip_ends_with_the_quarter_that_it_is_asked_for(unit):
    lived("BBB", unit)
    assert selectors.strips([unit], (2020, 1))[unit].count("quarter-bad") == 2
    assert selectors.strip_of(unit).count("quarter-bad") == 3


@pytest.mark.parametrize(("opened", "after"), [
    ([], (2020, 3)), ([(2020, 3)], (2020, 4)), ([(2020, 4)], None), ([(2020, 1), (2020, 3)], (2020, 2)),
    ([(2019, 4)], (2020, 1))])
def test_the_next_quarter_to_open_fills_a_hole_first_and_has_begun(opened, after):
    assert selectors.next_quarter([Quarter(year=year, quarter=number) for year, number in opened]) == after
