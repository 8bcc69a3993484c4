"""Bad ratings of one staff member that come together in a quarter: only where the county has set a number."""

from __future__ import annotations

from datetime import date

import pytest

from county.cases import services as cases
from county.cases.procedures import running
from county.cases.sweep import sweep
from county.reviews.loop import concentrated, own_numbers
from county.reviews.models import Rating, Staff, StaffNotice

from .doing import OFFICE, actor_with, at, places
from .loop_doing import HEAD, UNIT, bad, officer


@pytest.fixture(autouse=True)
def county(db):
    places()


def set_to(value: str) -> None:
    own_numbers.set_number(actor=OFFICE, name=concentrated.number_name(), value=value, reason="试行",
                           at=at("2020-07-01"))


def test_without_a_number_nothing_begins():
    for _one in range(5):
        bad()
    sweep(at("2020-07-10"))
    assert concentrated.sweep(at("2020-07-10")) == 0
    assert not StaffNotice.objects.exists()
    assert not concentrated.is_on()


@pytest.mark.parametrize(("count", "notices"), [(2, 0), (3, 1), (5, 1)])
def test_the_number_reached_opens_one_case_a_quarter(count, notices):
    set_to("3")
    for _one in range(count):
        bad()
    assert StaffNotice.objects.count() == notices


def test_another_quarter_begins_anew():
    set_to("2")
    for day in ("2020-09-29", "2020-09-30", "2020-10-09", "2020-10-10"):
        bad(day)
    assert list(StaffNotice.objects.order_by("quarter").values_list("quarter", "bad")) == [(3, 2), (4, 2)]


def test_what_does_not_count_does_not_add_up():
    set_to("2")
    first = bad()
    Rating.objects.filter(pk=first.rating_id).update(is_counted=False)
    bad()
    assert not StaffNotice.objects.exists()


def test_each_staff_member_is_counted_alone():
    Staff.objects.create(number="0002", unit=Staff.objects.get().unit, agency=UNIT)
    set_to("2")
    bad()
    bad(staff="0002")
    assert not StaffNotice.objects.exists()
    bad(staff="0002")
    assert StaffNotice.objects.get().staff.number == "0002"


def test_a_number_set_later_is_applied_by_the_sweep_once():
    for _one in range(3):
        bad()
    set_to("3")
    assert concentrated.sweep(at("2020-07-10")) == 1
    assert concentrated.sweep(at("2020-07-10")) == 0


def test_educated_then_another_post_then_its_end():
    set_to("1")
    bad()
    case = StaffNotice.objects.get().case
    for step in ("educate", "repost", "settle"):
        wanted = running(case).step(step)
        assert wanted is not None
        cases.take(actor=HEAD, case=case.pk, step=step, given={need.id: "是" for need in wanted.needs},
                   at=at("2020-07-20"))
    case.refresh_from_db()
    assert not case.is_open


@pytest.mark.parametrize(("day", "quarter"), [("2020-03-31", 1), ("2020-04-01", 2), ("2020-12-31", 4)])
def test_quarters_of_the_year(day, quarter):
    assert concentrated.quarter_of(date.fromisoformat(day)) == quarter


def test_each_sees_what_is_the_own_units_and_nobody_what_is_about_himself():
    set_to("1")
    bad()
    rated = officer()
    as_handler = actor_with(UNIT, "经办", "handler", rated.user_id)
    seen = [concentrated.notices_for(one).count() for one in (
        OFFICE, HEAD, as_handler, rated, actor_with("water", "局长", "head"))]
    assert seen == [1, 1, 0, 0, 0]
