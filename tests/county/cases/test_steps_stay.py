"""Steps are only added: the database refuses every other statement, the application's own included."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction

from county.audit import triggers
from county.cases.models import Step

from .doing import UNIT_TASK, opened

pytestmark = pytest.mark.database


@pytest.mark.parametrize("statement", [
    "UPDATE cases_step SET title = 'x'", "DELETE FROM cases_step", "UPDATE cases_step SET id = id + 1000",
    "UPDATE cases_step SET shown_as = shown_as"])
def test_no_statement_changes_or_removes_a_step(db, statement):
    step = opened(UNIT_TASK).steps.get()
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert Step.objects.get().title == step.title


def test_a_step_is_not_replaced_by_one_of_its_number(db):
    step = opened(UNIT_TASK).steps.get()
    for change in (lambda: step.save(), lambda: step.delete(), lambda: Step.objects.update(title="x"),
                   lambda: Step.objects.bulk_create([Step(**{one.attname: getattr(step, one.attname)
                                                             for one in Step._meta.concrete_fields})])):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_the_reset_of_the_demo_lifts_the_triggers_and_puts_them_back_whatever_happens(db):
    step = opened(UNIT_TASK).steps.get()
    with triggers.without_triggers():
        Step.objects.filter(pk=step.pk).update(title="x")
    for _again in range(2):
        with pytest.raises(DatabaseError), transaction.atomic():
            Step.objects.update(title="y")
        with pytest.raises(ZeroDivisionError), triggers.without_triggers():
            raise ZeroDivisionError
    assert Step.objects.get().title == "x"


def test_lifted_twice_they_are_restored_once(db):
    opened(UNIT_TASK)
    with triggers.without_triggers():
        triggers.empty()
        Step.objects.update(title="x")
    with pytest.raises(DatabaseError), transaction.atomic():
        Step.objects.update(title="y")
