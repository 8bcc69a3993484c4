"""A step is recorded in its own transaction; the triggers let nobody take it back."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.transaction import TransactionManagementError

from county.audit import triggers
from county.audit.canonical import canonical, digest_of
from county.audit.models import AuditRow, Seal
from county.audit.services import SYSTEM, record, seal_rows
from county.audit.triggers_sqlite import KEPT

from .conftest import NOW, POSTGRESQL_ONLY, SQLITE_ONLY, Clerk, run

pytestmark = pytest.mark.database

STEP: dict[str, Any] = {"verb": "open", "thing_kind": "case", "thing_id": "1", "business_at": NOW, "content": {}}
CHANGES = {
    "id": "id + 100", "at": "business_at", "business_at": "at", "actor_id": "8", "actor_as": "'县长'",
    "verb": "'close'", "thing_kind": "'letter'", "thing_id": "'2'", "digest": "row_hash", "row_hash": "digest",
}


def refused(statement: str) -> bool:
    try:
        with transaction.atomic():
            run(statement)
    except DatabaseError as wrong:
        return "only added to" in str(wrong)
    return False


def test_a_row_keeps_post_account_both_times_and_the_digest_of_what_was_done(add):
    add(content={"到": date(2031, 5, 6), "元": Decimal("1.50")})
    row = AuditRow.objects.get()
    assert (row.actor_id, row.actor_as, row.business_at, row.seal_id) == (7, Clerk.shown_as, NOW, None)
    assert row.digest == digest_of({"元": "1.50", "到": "2031-05-06"})


def test_the_system_acts_without_an_account(add):
    assert (add(actor=None).actor_as, add(actor=None).actor_id) == (SYSTEM, None)


def test_a_step_is_recorded_by_one_statement(db, django_assert_num_queries):
    with django_assert_num_queries(1):
        record(actor=None, **STEP)


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_nothing_is_recorded():
    with pytest.raises(TransactionManagementError):
        record(actor=None, **STEP)
    assert AuditRow.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_a_step_that_is_rolled_back_leaves_no_row():
    with transaction.atomic():
        record(actor=None, **STEP)
        transaction.set_rollback(True)
    assert AuditRow.objects.count() == 0


@pytest.mark.parametrize("wrong", [
    {"verb": ""}, {"verb": "x" * 61}, {"thing_kind": "a\x00"}, {"thing_id": "y" * 201},
    {"business_at": datetime(2031, 5, 6)},  # noqa: DTZ001
])
def test_words_that_do_not_fit_and_moments_without_a_zone_are_refused(db, wrong):
    with pytest.raises(ValueError, match="audit"):
        record(actor=None, **{**STEP, **wrong})


@pytest.mark.parametrize("odd", [float("nan"), object()])
def test_what_has_no_canonical_form_is_refused(odd):
    with pytest.raises((ValueError, TypeError)):
        canonical({"x": odd})


@pytest.mark.parametrize("column", KEPT)
def test_the_triggers_refuse_every_change_of_a_row(add, column):
    add()
    assert refused(f"UPDATE audit_auditrow SET {column} = {CHANGES[column]}")  # noqa: S608


@pytest.mark.parametrize("column", KEPT)
def test_no_change_slips_in_with_the_seal(add, column):
    add()
    seal_rows(NOW)
    add()
    change = f"seal_id = 1, {column} = {CHANGES[column]}"
    assert refused(f"UPDATE audit_auditrow SET {change} WHERE seal_id IS NULL")  # noqa: S608


def test_a_row_is_sealed_once(add):
    add(2)
    seal_rows(NOW)
    assert refused("UPDATE audit_auditrow SET seal_id = NULL")
    assert refused("UPDATE audit_auditrow SET seal_id = 2")


@pytest.mark.parametrize("statement", [
    "DELETE FROM audit_auditrow", "DELETE FROM audit_seal", "UPDATE audit_seal SET number = 2",
    "UPDATE audit_seal SET previous = hash", "UPDATE audit_seal SET hash = previous",
    "UPDATE audit_seal SET leaves = '[]'", "UPDATE audit_seal SET number = number",
])
def test_rows_and_seals_stay(add, statement):
    add()
    seal_rows(NOW)
    assert refused(statement)


def test_an_unsealed_row_stays_as_well(add):
    add()
    assert refused("DELETE FROM audit_auditrow")


@SQLITE_ONLY
@pytest.mark.parametrize("statement", [
    f"REPLACE INTO audit_auditrow ({', '.join(KEPT)}) SELECT {', '.join(KEPT)} FROM audit_auditrow",  # noqa: S608
    "REPLACE INTO audit_seal SELECT number, previous, hash, at, '[]' FROM audit_seal",
])
def test_nothing_is_replaced(add, statement):
    add()
    seal_rows(NOW)
    assert refused(statement)


@POSTGRESQL_ONLY
def test_nothing_is_truncated(add):
    add()
    run("SET CONSTRAINTS ALL IMMEDIATE")  # else the rows that wait for their check refuse it already
    assert refused("TRUNCATE audit_auditrow, audit_seal")


def test_the_triggers_watch_every_column(db):
    assert {*KEPT, "seal_id"} == {field.column for field in AuditRow._meta.fields}


def test_the_demo_begins_again_and_the_triggers_are_back(add):
    add(2)
    seal_rows(NOW)
    triggers.empty()
    assert (AuditRow.objects.count(), Seal.objects.count()) == (0, 0)
    add()
    assert refused("DELETE FROM audit_auditrow")


def test_an_error_while_the_demo_begins_again_brings_the_triggers_back(add):
    add()
    with pytest.raises(ZeroDivisionError), triggers.without_triggers():
        raise ZeroDivisionError
    assert refused("DELETE FROM audit_auditrow")


def test_a_live_county_never_takes_its_audit_back(add, settings):
    settings.DEMO = False
    add()
    with pytest.raises(RuntimeError), triggers.without_triggers():
        pass
    with pytest.raises(RuntimeError):
        triggers.empty()
    assert refused("DELETE FROM audit_auditrow")


def test_the_migration_goes_backwards_and_forwards(db):
    editor = connection.schema_editor(atomic=False)
    triggers.remove(editor)
    triggers.install(editor)
    with pytest.raises(DatabaseError), transaction.atomic():
        triggers.install()
