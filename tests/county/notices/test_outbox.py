"""The outbox: claimed by one worker, tried again after growing pauses, given up in the end, never lost."""

from __future__ import annotations

import threading
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection, transaction

from county.notices import outbox
from county.notices.channels import Failed, Sent
from county.notices.models import Delivery, Notice
from county.notices.outbox import Delivered, claim, deliver_due, record
from county.notices.services import retry

from .conftest import NOW, UNIT

pytestmark = pytest.mark.database
MINUTE = timedelta(minutes=1)
LATER = NOW + timedelta(days=1)


@pytest.fixture
def sendings(monkeypatch):
    """What was sent; `answers` are given one after the other, then Sent."""

    class Sendings(list):
        answers: list = []  # noqa: RUF012

    kept = Sendings()

    def send(channel, delivery, notice):
        kept.append(delivery.pk)
        assert Delivery.objects.get(pk=delivery.pk).state == "sending"
        return kept.answers.pop(0) if kept.answers else Sent()

    monkeypatch.setattr(outbox, "send", send)
    return kept


@pytest.fixture
def waiting(tell, channel):
    """One delivery that is due at NOW."""
    channel()
    tell()
    Delivery.objects.update(next_at=NOW)
    return Delivery.objects.get()


def now_of(delivery):
    delivery.refresh_from_db()
    return delivery


def test_what_is_due_is_sent_once(waiting, sendings):
    assert deliver_due(now=NOW, limit=10) == Delivered(1, 0, 0, 0)
    assert deliver_due(now=LATER, limit=10) == Delivered(0, 0, 0, 0)
    assert sendings == [waiting.pk]
    assert (now_of(waiting).state, waiting.tries, waiting.token) == ("sent", 1, None)


def test_what_is_not_due_waits(waiting, sendings):
    deliver_due(now=NOW - MINUTE, limit=10)
    assert sendings == []


def test_a_second_worker_finds_nothing_while_the_first_one_sends(waiting, sendings, monkeypatch):
    first = outbox.send

    def send(*what):
        assert claim(now=NOW) is None
        return first(*what)

    monkeypatch.setattr(outbox, "send", send)
    assert deliver_due(now=NOW, limit=10).sent == 1


def test_pauses_grow_and_then_it_is_given_up(waiting, sendings):
    sendings.answers = [Failed("http_503")] * 8
    moment, pauses = NOW, []
    for _try in range(7):
        deliver_due(now=moment, limit=10, tries=8)
        assert now_of(waiting).state == "failed"
        pauses.append((waiting.next_at - moment) // MINUTE)
        moment = waiting.next_at + MINUTE
    assert pauses == [1, 5, 30, 120, 360, 360, 360]
    assert deliver_due(now=moment, limit=10, tries=8).given_up == 1
    assert (now_of(waiting).state, waiting.last_error) == ("given_up", "http_503")
    assert deliver_due(now=moment + timedelta(days=9), limit=10) == Delivered(0, 0, 0, 0)


@pytest.mark.parametrize("code", ["no_network", "unknown_host"])
def test_without_a_network_it_waits_and_no_try_is_counted(waiting, sendings, tell, code):
    tell(kind="another")
    Delivery.objects.update(next_at=NOW)
    sendings.answers = [Failed(code)]
    assert deliver_due(now=NOW, limit=10) == Delivered(0, 0, 0, 1)
    assert len(sendings) == 1
    assert set(Delivery.objects.values_list("state", "tries")) == {("waiting", 0)}
    assert deliver_due(now=LATER, limit=10).sent == 2


@pytest.fixture
def gateway(tell, channel):
    """A delivery to a receiver that takes the same Idempotency-Key once."""
    channel("sms_gateway")
    tell()
    return Delivery.objects.get()


def test_a_killed_worker_s_delivery_to_a_gateway_is_sent_again_when_its_lease_is_over(gateway, sendings):
    claimed = claim(now=NOW)
    assert claimed.pk == gateway.pk
    assert deliver_due(now=NOW + 4 * MINUTE, limit=10).sent == 0
    assert deliver_due(now=NOW + 6 * MINUTE, limit=10).sent == 1
    assert sendings == [gateway.pk]


def test_who_lost_the_lease_does_not_write_over_the_other_one(gateway):
    slow = claim(now=NOW)
    quick = claim(now=NOW + 6 * MINUTE)
    record(slow, Failed("timeout"), now=NOW + 7 * MINUTE)
    assert now_of(gateway).state == "sending"
    record(quick, Sent(), now=NOW + 7 * MINUTE)
    assert now_of(gateway).state == "sent"
    record(slow, Failed("timeout"), now=NOW + 8 * MINUTE)
    assert now_of(gateway).state == "sent"


def test_what_ends_every_worker_is_given_up(gateway):
    for turn in range(3):
        assert claim(now=NOW + turn * 6 * MINUTE, tries=3) is not None
    assert claim(now=NOW + 18 * MINUTE, tries=3) is None
    assert (now_of(gateway).state, gateway.last_error) == ("given_up", "interrupted")


@pytest.mark.parametrize("kind", ["robot_wecom", "robot_dingtalk"])
def test_where_a_repeat_would_be_seen_twice_a_person_decides(tell, channel, sendings, kind):
    channel(kind)
    tell()
    claimed = claim(now=NOW)
    assert deliver_due(now=NOW + 6 * MINUTE, limit=10).sent == 0
    assert (now_of(claimed).state, claimed.last_error, sendings) == ("given_up", "perhaps_sent", [])
    assert retry(delivery=claimed.pk, now=NOW + 7 * MINUTE)
    assert deliver_due(now=NOW + 8 * MINUTE, limit=10).sent == 1


def test_a_channel_that_is_off_or_served_by_hand_is_left_alone(tell, channel, sendings):
    off = channel()
    channel("copy", "")
    channel("print", "")
    tell()
    off.active = False
    off.save()
    assert deliver_due(now=LATER + timedelta(days=9000), limit=10) == Delivered(0, 0, 0, 0)
    assert sendings == []


def test_mail_waits_until_a_server_is_set(tell, channel, sendings, monkeypatch):
    monkeypatch.delenv("GONGBAO_SMTP", raising=False)
    channel("email", "office@example.cn")
    tell()
    Delivery.objects.update(next_at=NOW)
    assert deliver_due(now=NOW, limit=10).sent == 0
    monkeypatch.setenv("GONGBAO_SMTP", "smtp://mail.example.cn")
    assert deliver_due(now=NOW, limit=10).sent == 1


def test_no_more_than_asked_for_are_sent(tell, channel, sendings):
    channel()
    for n in range(4):
        tell(kind=f"k{n}")
    Delivery.objects.update(next_at=NOW)
    assert deliver_due(now=NOW, limit=3).sent == 3


def test_retry_begins_again_and_leaves_what_was_sent(waiting, sendings):
    assert not retry(delivery=waiting.pk, now=NOW)
    sendings.answers = [Failed("http_500")]
    deliver_due(now=NOW, limit=1, tries=1)
    assert retry(delivery=waiting.pk, now=NOW)
    assert (now_of(waiting).state, waiting.tries) == ("waiting", 0)
    deliver_due(now=NOW, limit=1)
    assert not retry(delivery=waiting.pk, now=NOW)
    assert not retry(delivery=uuid4(), now=NOW)


def test_a_channel_that_breaks_in_an_unforeseen_way_fails_alone(waiting, monkeypatch):
    from county.notices import channels

    def send(*what):
        raise ZeroDivisionError

    monkeypatch.setitem(channels._SENDERS, "robot_wecom", send)
    assert deliver_due(now=NOW, limit=10).failed == 1
    assert now_of(waiting).last_error == "broken"


def test_sending_stands_outside_any_transaction(transactional_db, waiting, monkeypatch):
    inside = []

    def send(*what):
        inside.append(connection.in_atomic_block)
        return Sent()

    monkeypatch.setattr(outbox, "send", send)
    assert deliver_due(now=NOW, limit=10).sent == 1
    assert inside == [False]
    with transaction.atomic(), pytest.raises(RuntimeError):
        deliver_due(now=NOW, limit=10)


def test_two_workers_at_once_send_each_delivery_once(transactional_db, tell, channel, monkeypatch):
    if connection.vendor == "sqlite":
        pytest.skip("the tests' SQLite lies in memory, where two threads share one connection's locks")
    channel()
    for n in range(30):
        tell(kind=f"k{n}")
    Delivery.objects.update(next_at=NOW)
    sent, start = [], threading.Barrier(4)

    def send(channel, delivery, notice):
        sent.append(delivery.pk)
        return Sent()

    monkeypatch.setattr(outbox, "send", send)

    def work():
        start.wait()
        deliver_due(now=NOW, limit=50)
        connection.close()

    workers = [threading.Thread(target=work) for _worker in range(4)]
    for one in workers:
        one.start()
    for one in workers:
        one.join()
    assert len(sent) == len(set(sent)) == 30
    assert set(Delivery.objects.values_list("state", flat=True)) == {"sent"}


def test_two_tellers_at_once_tell_once(transactional_db, tell, channel):
    if connection.vendor == "sqlite":
        pytest.skip("the tests' SQLite lies in memory, where two threads share one connection's locks")
    channel(agency=UNIT)
    told, start = [], threading.Barrier(4)

    def work():
        start.wait()
        told.append(tell())
        connection.close()

    tellers = [threading.Thread(target=work) for _teller in range(4)]
    for one in tellers:
        one.start()
    for one in tellers:
        one.join()
    assert len([one for one in told if one]) == Notice.objects.count() == Delivery.objects.count() == 1
