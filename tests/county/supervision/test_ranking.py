"""Quarters ranked and frozen: who is among the last, which step follows, what is opened, who may."""

from __future__ import annotations

from datetime import date

import pytest

from county.audit.models import AuditRow
from county.cases import services as cases
from county.cases.models import Case, Referral
from county.cases.procedures import running
from county.cases.says import CannotDo
from county.notices.models import Notice
from county.supervision.models import Interview, Placing, Quarter
from county.supervision.ranking import freezing, ladder, services

from .ranking_acting import (
    after,
    departments,
    froze,
    of,
    on,
    placed,
    ranks,
    step_in,
    supervisor,
    townships,
)

pytestmark = [pytest.mark.database, pytest.mark.django_db]


@pytest.fixture
def unit(db) -> str:
    return departments()[11]


def test_of_twenty_five_departments_the_last_three_places_count(db):
    given = ranks(size=25)
    held = froze(placed(2020, 1, given))
    last = Placing.objects.filter(quarter=held, is_last=True).order_by("rank")
    assert [one.rank for one in last] == [23, 24, 25]


def test_a_tie_at_the_border_freezes_nothing_and_names_the_tied(db):
    given = ranks(size=25)
    tied = [unit for unit, place in given.items() if place in (22, 23)]
    held = placed(2020, 1, {**given, tied[0]: 23})
    with pytest.raises(CannotDo) as refusal:
        froze(held)
    assert all(ladder.agency_name(one) in refusal.value.says for one in tied)
    held.refresh_from_db()
    assert held.frozen_at is None
    assert not Placing.objects.filter(is_last=True).exists()
    assert not Interview.objects.exists()
    assert running(held.case).ends(held.case.state) is False


def test_a_tie_within_the_last_places_is_no_matter(db):
    given = ranks(size=25)
    last = [unit for unit, place in given.items() if place >= 23]
    held = froze(placed(2020, 1, {**given, last[0]: 24, last[1]: 24}))
    assert set(Placing.objects.filter(quarter=held, is_last=True).values_list("agency", flat=True)) == set(last)


@pytest.mark.parametrize("size", [1, 3])
def test_as_few_departments_as_last_places_are_refused(size):
    with pytest.raises(CannotDo):
        froze(placed(2020, 1, ranks(size=size)))
    assert not Interview.objects.exists()


def test_four_departments_can_be_frozen(db):
    froze(placed(2020, 1, ranks(size=4)))
    assert Placing.objects.filter(is_last=True).count() == 3


def test_a_quarter_with_places_of_townships_alone_is_not_frozen(db):
    held = placed(2020, 1, {one: place for place, one in enumerate(townships(), 1)})
    with pytest.raises(CannotDo):
        froze(held)


def test_the_quarter_before_has_to_be_frozen_first(unit):
    first = placed(2020, 1, ranks(unit))
    second = placed(2020, 2, ranks(unit))
    with pytest.raises(CannotDo) as refusal:
        froze(second)
    assert services.label(2020, 1) in refusal.value.says
    froze(first)
    froze(second)
    assert step_in(second, unit) == 2


def test_a_hole_in_the_history_is_refused_until_it_is_filled(unit):
    froze(placed(2019, 4, ranks(unit)))
    later = placed(2020, 2, ranks(unit))
    with pytest.raises(CannotDo):
        froze(later)
    froze(placed(2020, 1, ranks(*departments()[20:23])))
    froze(later)
    assert step_in(later, unit) == 1


def test_no_quarter_is_put_before_the_first(db):
    placed(2020, 2, ranks())
    for year, number in ((2020, 1), (2019, 4)):
        with pytest.raises(CannotDo):
            services.open_quarter(actor=supervisor(), year=year, quarter=number, at=after(2020, 2))
    assert Quarter.objects.count() == 1


@pytest.mark.parametrize(("day", "fits"), [("2020-03-31", False), ("2020-04-01", True)])
def test_a_quarter_is_opened_when_it_has_begun(db, day, fits):
    act = {"actor": supervisor(), "year": 2020, "quarter": 2, "at": on(day, "00:00")}
    if fits:
        services.open_quarter(**act)
    else:
        with pytest.raises(CannotDo):
            services.open_quarter(**act)
    assert Quarter.objects.exists() == fits


@pytest.mark.parametrize("number", [0, 5])
def test_a_year_has_four_quarters(db, number):
    with pytest.raises(CannotDo):
        services.open_quarter(actor=supervisor(), year=2020, quarter=number, at=after(2020, 4))


def test_freezing_twice_opens_nothing_twice(unit):
    held = froze(placed(2020, 1, ranks(unit)))
    before = (Case.objects.count(), AuditRow.objects.count(), held.frozen_at)
    again = froze(held)
    assert (Case.objects.count(), AuditRow.objects.count(), again.frozen_at) == before


def test_the_timeline_of_the_quarter_tells_its_steps_and_later_changes(unit):
    held = placed(2020, 1, ranks(unit))
    services.place(actor=supervisor(), quarter=held, ranks=ranks(unit, size=24), at=after(2020, 1))
    froze(held)
    held.case.refresh_from_db()
    steps = [one.id for one in running(held.case).procedure.steps]
    taken = list(held.case.steps.exclude(step="").order_by("seq").values_list("step", flat=True))
    assert taken == steps
    assert held.case.steps.filter(act="note").count() == 1
    assert not held.case.is_open


def test_frozen_places_stay(unit):
    held = froze(placed(2020, 1, ranks(unit)))
    with pytest.raises(CannotDo):
        services.place(actor=supervisor(), quarter=held, ranks=ranks(), at=after(2020, 1))
    assert Placing.objects.get(quarter=held, agency=unit).rank == 25


def test_who_looked_at_old_places_overwrites_nobody(unit):
    held = placed(2020, 1, ranks(unit))
    with pytest.raises(CannotDo):
        services.place(actor=supervisor(), quarter=held, ranks=ranks(size=10), seen=0, at=after(2020, 1))
    assert held.placings.count() == 25


def test_the_same_places_again_change_nothing(unit):
    held = placed(2020, 1, ranks(unit))
    before = held.case.steps.count()
    assert services.place(actor=supervisor(), quarter=held, ranks=ranks(unit), at=after(2020, 1)) == 0
    assert held.case.steps.count() == before


def test_a_department_left_out_has_no_place_any_more(unit):
    held = placed(2020, 1, ranks(unit))
    services.place(actor=supervisor(), quarter=held, ranks=ranks(size=20), at=after(2020, 1))
    assert held.placings.count() == 20


@pytest.mark.parametrize("rank", [0, 30, 99999])
def test_a_place_lies_among_those_of_its_category(unit, rank):
    most = len(departments())
    assert most == 29
    with pytest.raises(CannotDo):
        placed(2020, 1, {unit: rank})
    assert services.wrong_ranks({unit: str(most)}) == {}


def test_a_unit_that_is_no_department_and_no_township_has_no_place(db):
    with pytest.raises(CannotDo):
        placed(2020, 1, {services.rankers()[0]: 1})


@pytest.mark.parametrize("who", [
    lambda unit: of(unit, "head"), lambda unit: of(unit, "handler"), lambda _unit: of("government-office", "handler"),
    lambda _unit: of("", "auditor"), lambda _unit: of("county-government", "leader"),
])
def test_others_than_the_supervising_side_write_nothing(unit, who):
    held = placed(2020, 1, ranks(unit))
    actor = who(unit)
    for act in (lambda: services.open_quarter(actor=actor, year=2020, quarter=2, at=after(2020, 2)),
                lambda: services.place(actor=actor, quarter=held, ranks=ranks(), at=after(2020, 1)),
                lambda: freezing.freeze(actor=actor, quarter=held, at=after(2020, 1)),
                lambda: freezing.find(actor=actor, quarter=held, agency=unit, found=True, ground="据",
                                      decided_on=date(2020, 4, 1), at=after(2020, 1))):
        with pytest.raises(CannotDo):
            act()
    held.refresh_from_db()
    assert held.frozen_at is None
    assert Quarter.objects.count() == 1


def test_an_interview_belongs_to_the_department_and_concerns_who_holds_it(unit):
    held = froze(placed(2020, 1, ranks(unit)))
    case = Interview.objects.get(quarter=held, agency=unit).case
    assert (case.agency, case.desk, case.topic, case.parent_id) == (unit, "supervision", "interview/2020-1",
                                                                   held.case_id)
    assert case.due_at is None
    concerned = set(case.concerns.values_list("who", flat=True))
    assert unit in concerned
    assert any(one.endswith(f"/{ladder.row_of(1)['by']}") for one in concerned)


def test_no_offer_of_an_interview_waits_for_anybody_after_a_freeze(unit):
    held = froze(placed(2020, 1, ranks(unit)))
    assert not Referral.objects.filter(case=held.case).exists()


def test_each_department_hears_of_its_interview_once(unit):
    froze(placed(2020, 1, ranks(unit)))
    case = Interview.objects.get(agency=unit).case
    assert Notice.objects.filter(case=case.pk, agency=unit).count() == 1


def test_steps_taken_on_the_page_of_the_case_keep_nobody_from_freezing(unit):
    held = services.open_quarter(actor=supervisor(), year=2020, quarter=1, at=after(2020, 1))
    for step in running(held.case).procedure.steps:
        given = {need.id: "手写" for need in step.needs}
        cases.take(actor=supervisor(), case=held.case_id, step=step.id, given=given, at=after(2020, 1))
    services.place(actor=supervisor(), quarter=held, ranks=ranks(unit), at=after(2020, 1))
    froze(held)
    assert step_in(held, unit) == 1
    assert Interview.objects.filter(quarter=held).count() == 3
    assert not Referral.objects.filter(case=held.case).exists()
