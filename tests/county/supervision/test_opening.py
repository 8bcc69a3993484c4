"""Tasks of the plans and matters of their own become cases of the ledger, each once."""

from __future__ import annotations

from datetime import date

import pytest

from county.business import ZONE
from county.cases.models import Case
from county.cases.says import CannotDo
from county.supervision.matters.opening import NewMatter, feedback_step, kinds, open_matter, open_plan
from county.supervision.plans import plan_of, plans
from county.supervision.slots import slot

from .acting import OFFICE, at, handler

UNIT = handler("housing")


def plan(rule: str):
    held = plan_of(rule)
    assert held is not None
    return held


def matter(**more) -> Case:
    values = {"title": "研究一份上级文件", "lead": "housing", "received": date(2020, 3, 25),
              "ordered": date(2020, 3, 25), **more}
    return open_matter(actor=OFFICE, new=NewMatter(**values), at=at(values["ordered"].isoformat()))


def due_of(case: Case) -> date:
    assert case.due_at is not None
    return case.due_at.astimezone(ZONE).date()


@pytest.mark.django_db
class TestPlans:
    def test_the_soil_plan_has_29_tasks_in_62_parts(self):
        soil = plan("soil/tasks")
        assert len(soil.tasks) == 62
        assert len({task.no for task in soil.tasks}) == 29
        assert sum(len(task.days) for task in soil.tasks) == 21

    def test_every_plan_opens_each_of_its_tasks_once(self):
        for one in plans():
            assert open_plan(actor=OFFICE, plan=one, at=at("2020-12-15")) == len(one.tasks)
            assert open_plan(actor=OFFICE, plan=one, at=at("2020-12-15")) == 0
        assert Case.objects.filter(chased=True).count() == sum(len(one.tasks) for one in plans())

    def test_a_parted_plan_has_a_case_for_each_whole_task_outside_the_ledger(self):
        open_plan(actor=OFFICE, plan=plan("soil/tasks"), at=at("2020-04-24"))
        wholes = Case.objects.filter(topic="whole")
        assert wholes.count() == 29
        assert not wholes.filter(chased=True).exists()
        eight = Case.objects.filter(source__startswith="soil/tasks#8-")
        assert {one.parent_id for one in eight} == {wholes.get(source="soil/task_work#8").pk}

    def test_leads_and_participants_have_their_own_parts(self):
        open_plan(actor=OFFICE, plan=plan("soil/tasks"), at=at("2020-04-24"))
        held = Case.objects.get(source="soil/tasks#6-3")
        assert held.agency == "natural-resources"
        assert {one.who: one.part for one in held.concerns.filter(joined=True)} == {"ecology": "共同牵头"}

    def test_a_group_that_takes_part_is_told_apart_into_its_units(self):
        open_plan(actor=OFFICE, plan=plan("healthy_china/actions"), at=at("2020-09-10"))
        held = Case.objects.get(source="healthy_china/actions#11")
        joined = {one.who for one in held.concerns.filter(joined=True)}
        assert "all-townships" not in joined
        assert len(joined) >= 10

    def test_a_day_printed_before_the_issue_is_late_from_the_first_moment(self):
        open_plan(actor=OFFICE, plan=plan("soil/tasks"), assign=True, at=at("2020-04-24"))
        held = Case.objects.get(source="soil/tasks#5")
        assert due_of(held) == date(2020, 4, 10)
        breach = held.steps.get(act="breach")
        assert breach.business_at >= held.opened_at
        assert [day.before_issue for day in plan("soil/tasks").tasks[4].days] == [True]

    @pytest.mark.parametrize(("today", "late"), [("2020-05-20", False), ("2020-05-21", True)])
    def test_the_last_day_itself_is_in_time(self, today, late):
        open_plan(actor=OFFICE, plan=plan("soil/tasks"), at=at("2020-04-24"))
        held = Case.objects.get(source="soil/tasks#7-1")
        assert (held.due_at < at(today)) is late

    def test_nobody_else_opens_a_plan(self):
        with pytest.raises(CannotDo, match="督查室"):
            open_plan(actor=UNIT, plan=plan("soil/tasks"))
        assert not Case.objects.exists()


@pytest.mark.django_db
class TestMatters:
    @pytest.mark.parametrize(("received", "kind", "due"), [
        ("2020-03-25", "K1", "2020-04-16"), ("2020-03-25", "K2", "2020-04-16"), ("2020-03-25", "K3", "2020-05-09"),
        ("2020-03-27", "K4", "2020-03-30"), ("2020-03-25", "K5", "2020-04-01"), ("2020-03-25", "K6", "2020-04-09"),
        ("2020-04-30", "K4", "2020-05-06")])
    def test_the_limit_of_a_kind_counts_from_the_day_received(self, received, kind, due):
        day = date.fromisoformat(received)
        assert due_of(matter(kind=kind, received=day, ordered=day)) == date.fromisoformat(due)

    def test_received_before_ordered_counts_from_the_real_start(self):
        held = matter(kind="K4", received=date(2020, 3, 27), ordered=date(2020, 3, 31))
        assert due_of(held) == date(2020, 3, 30)

    def test_every_kind_of_the_document_can_be_chosen(self):
        assert [one for one, _title in kinds()] == ["K1", "K2", "K3", "K4", "K5", "K6"]

    def test_order_and_result_on_one_day_want_a_reason(self):
        with pytest.raises(CannotDo) as refusal:
            matter(due=date(2020, 3, 25))
        assert refusal.value.field == "same_day"
        assert not Case.objects.exists()
        assert due_of(matter(due=date(2020, 3, 25), same_day="防汛急件")) == date(2020, 3, 25)
        assert due_of(matter(due=date(2020, 3, 26))) == date(2020, 3, 26)

    def test_a_day_before_the_order_is_refused(self):
        with pytest.raises(CannotDo) as refusal:
            matter(due=date(2020, 3, 24))
        assert refusal.value.field == "due"

    def test_without_kind_and_day_there_is_no_limit(self):
        assert matter().due_at is None

    def test_the_lead_cannot_join_itself(self):
        with pytest.raises(CannotDo):
            matter(units={"housing": "参与"})

    def test_only_those_who_chase_open_one(self):
        new = NewMatter(title="一件事", lead="housing", received=date(2020, 3, 25), ordered=date(2020, 3, 25))
        with pytest.raises(CannotDo, match="立项"):
            open_matter(actor=UNIT, new=new)


def test_the_step_that_keeps_a_limit_is_the_feedback(db):
    assert feedback_step(slot("matter")) == feedback_step(slot("duty")) == "send_feedback"
