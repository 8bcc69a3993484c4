"""The sweep writes down what is already true: twice, late or by two it gives the same steps."""

from __future__ import annotations

from datetime import timedelta

import pytest

from county.cases import acts, services
from county.cases.models import Case, Lease
from county.cases.refold import refold
from county.cases.sweep import HELD, hold, release, sweep

from .doing import HEAD, SUPERVISOR, TICK, at, did, rectifying

pytestmark = pytest.mark.database


def written(case):
    case.refresh_from_db()
    return [(one.act, one.business_at, one.data) for one in case.steps.filter(act__in=acts.BY_NOBODY)]


def test_what_came_near_and_passed_is_written_down_at_its_own_moment_once(db):
    case = rectifying()
    due, near = case.due_at, case.amber_at
    assert sweep(near) == 0
    assert sweep(near + TICK) == 1
    assert sweep(due) == 0
    assert sweep(due + timedelta(days=30)) == 1
    assert sweep(due + timedelta(days=60)) == 0
    assert [(act, moment) for act, moment, _data in written(case)] == [(acts.NEAR, near), (acts.BREACH, due)]
    assert list(refold()) == []


def test_a_late_sweep_gives_the_steps_that_a_punctual_one_gives(db):
    punctual, late = rectifying(), rectifying()
    due = punctual.due_at
    for moment in (punctual.amber_at + TICK, due + TICK):
        with_one(punctual, moment)
    sweep(due + timedelta(days=30))
    assert written(punctual) == written(late)
    assert [one[0] for one in written(late)] == [acts.NEAR, acts.BREACH]


def with_one(case, moment):
    from county.cases.writing import at_work

    with at_work(case.pk, moment):
        pass


def test_the_breach_says_what_the_document_says_follows(db):
    case = rectifying()
    sweep(case.due_at + TICK)
    consequence = written(case)[-1][2]["consequence"]
    from county.cases.procedures import running

    words = [one.on_breach for one in running(case).procedure.steps if "rectify" in one.stops and one.on_breach]
    assert words
    assert all(one in consequence for one in words)


def test_who_acts_first_after_the_due_moment_finds_the_breach_written_before_the_own_step(db):
    case = rectifying()
    did(case, "finish", on=case.due_at + timedelta(hours=3), result="改好了")
    assert [one.act for one in case.steps.all()][-3:] == [acts.NEAR, acts.BREACH, acts.TAKE]
    assert sweep(at("2022-01-01")) == 0


def test_a_limit_put_off_comes_near_and_passes_anew(db):
    case = rectifying()
    first = case.due_at
    sweep(case.amber_at + TICK)
    did(case, "ask_extension", HEAD, on=first, reason="等材料", told="已说明")
    did(case, "approve_extension", SUPERVISOR, on=first, extension="1")
    sweep(at("2022-01-01"))
    assert [one[0] for one in written(case)] == [acts.NEAR, acts.NEAR, acts.BREACH]
    assert written(case)[-1][1].isoformat() > first.isoformat()


def test_a_column_that_was_spoilt_does_not_keep_the_sweep_running_for_ever(db):
    case = rectifying()
    services.suspend(actor=SUPERVISOR, case=case.pk, reason="等", at=at())
    Case.objects.filter(pk=case.pk).update(next_at=at("2020-01-01"))
    good = rectifying()
    assert sweep(at("2022-01-01")) == 2
    assert len(written(good)) == 2
    assert [one.column for one in refold()] == ["next_at"]


def test_one_worker_at_a_time_holds_the_lease_and_a_dead_one_loses_it(db):
    assert hold("sweep", "a")
    assert hold("sweep", "a")
    assert not hold("sweep", "b")
    Lease.objects.update(until=Lease.objects.get().until - HELD - timedelta(seconds=1))
    assert hold("sweep", "b")
    assert not hold("sweep", "a")
    release("sweep", "a")
    assert Lease.objects.get().holder == "b"
    release("sweep", "b")
    assert hold("sweep", "a")
