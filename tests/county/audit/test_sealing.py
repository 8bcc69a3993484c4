"""Sealing, the chain, the lines outside the database, and two sealers at once."""

from __future__ import annotations

import json
import threading
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from county.audit import services, triggers
from county.audit.anchors import NAME, anchor, read_anchors
from county.audit.canonical import FIRST
from county.audit.models import AuditRow, Seal
from county.audit.services import record, seal_rows
from county.audit.verify import verify

from .conftest import NOW, POSTGRESQL_ONLY, sorts

pytestmark = pytest.mark.database
DAY = timedelta(days=1)


def test_seals_hold_the_rows_in_order_and_follow_one_another(add, monkeypatch):
    monkeypatch.setattr(services, "BATCH", 2)
    add(5)
    assert (seal_rows(NOW), seal_rows(NOW)) == (5, 0)
    seals = list(Seal.objects.order_by("number"))
    assert [len(json.loads(one.leaves)) for one in seals] == [2, 2, 1]
    assert [one.previous for one in seals] == [FIRST, *(before.hash for before, _one in pairwise(seals))]
    held = [tuple(leaf) for one in seals for leaf in json.loads(one.leaves)]
    assert held == list(AuditRow.objects.order_by("pk").values_list("pk", "row_hash"))
    assert verify() == []


def test_a_row_that_is_committed_late_goes_into_the_next_seal(add):
    late = add()
    with triggers.without_triggers():
        AuditRow.objects.filter(pk=late.pk).delete()
    add(2)
    seal_rows(NOW)
    AuditRow(**{field.attname: getattr(late, field.attname) for field in AuditRow._meta.fields}).save(force_insert=True)
    assert seal_rows(NOW) == 1
    assert AuditRow.objects.get(pk=late.pk).seal_id == 2
    assert verify() == []


def test_no_seal_without_rows(db):
    assert seal_rows(NOW) == 0
    assert Seal.objects.count() == 0


def test_sealing_asks_as_many_queries_for_one_row_as_for_many(add, django_assert_num_queries):
    add()
    with CaptureQueriesContext(connection) as asked:
        seal_rows(NOW)
    add(30)
    with django_assert_num_queries(len(asked)):
        seal_rows(NOW)


def test_the_last_seal_of_each_past_day_is_written_once(add, home):
    for n, at in enumerate([NOW, NOW + timedelta(hours=1), NOW + 2 * DAY, NOW + 3 * DAY], 1):
        add(n)
        seal_rows(at)
    assert anchor(home, NOW + 3 * DAY) == 2
    assert anchor(home, NOW + 3 * DAY) == 0
    assert [(one.number, one.day) for one in read_anchors(home)] == [(2, "2031-05-06"), (3, "2031-05-08")]
    assert anchor(home, NOW + 4 * DAY) == 1
    assert verify(home) == []


def test_the_day_ends_at_midnight_in_the_county(add, home):
    add()
    seal_rows(datetime(2031, 5, 6, 15, 59, 59, tzinfo=UTC))
    assert anchor(home, datetime(2031, 5, 6, 15, 59, 59, tzinfo=UTC)) == 0
    assert anchor(home, datetime(2031, 5, 6, 16, 0, tzinfo=UTC)) == 1


def test_half_a_line_is_written_again(add, home):
    add()
    seal_rows(NOW)
    anchor(home, NOW + DAY)
    path = home / NAME
    whole = path.read_bytes()
    path.write_bytes(whole[:-20])
    assert "anchor_unreadable" in sorts(home)
    anchor(home, NOW + DAY)
    assert path.read_bytes() == whole


@POSTGRESQL_ONLY
@pytest.mark.django_db(transaction=True)
def test_two_sealers_at_once_make_one_chain(monkeypatch, home):
    monkeypatch.setattr(services, "BATCH", 7)
    step = {"actor": None, "verb": "open", "thing_kind": "case", "thing_id": "1", "business_at": NOW, "content": {}}
    with transaction.atomic():
        for _n in range(100):
            record(**step)
    sealed, wrong, start = [], [], threading.Barrier(4)

    def seal() -> None:
        try:
            start.wait()
            sealed.append(seal_rows(NOW))
        except Exception as error:
            wrong.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=seal) for _n in range(4)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    try:
        assert (wrong, sum(sealed)) == ([], 100)
        assert Seal.objects.count() == 15
        assert verify() == []
    finally:
        triggers.empty()
