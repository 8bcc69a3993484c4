"""A party outside the offices comes back with the number and the secret of its receipt."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from county.cases import attempts, services
from county.cases.models import Attempt

from .doing import HEAD, at

pytestmark = pytest.mark.database
PAGE = "/查办件/"


def received(applicant="清禾面粉厂", procedure="enterprise_support/tax_case", agency="taxation"):
    return services.open_case(actor=HEAD, procedure=procedure, title=f"{applicant}的申请", agency=agency,
                              applicant=applicant, at=at())


def send(client, number, secret):
    return client.post(PAGE, {"number": number, "secret": secret})


def test_number_and_secret_open_the_case_and_no_other(db):
    mine, other = received("甲厂"), received("乙厂")
    client = Client()
    answer = send(client, f" {mine.case.number.lower()} ", mine.secret)
    assert answer.status_code == 303
    assert "甲厂" in client.get(answer["Location"]).content.decode()
    answer = client.get(reverse("cases:case", args=(other.case.pk,)))
    assert answer.status_code == 302
    assert "乙厂" not in answer.content.decode()
    assert client.get("/收件箱/").status_code == 302


def test_the_secret_of_one_case_does_not_open_another_and_no_secret_opens_none(db):
    mine, other = received("甲厂"), received("乙厂")
    for secret in (mine.secret, "", " ", other.case.secret_hash):
        assert send(Client(), other.case.number, secret).status_code == 422
    internal = services.open_case(actor=HEAD, procedure="insolvency/unit_task", title="内部", agency="finance", at=at())
    for secret in ("", " "):
        assert send(Client(), internal.case.number, secret).status_code == 422


def test_a_party_takes_the_applicant_s_step_over_the_page(db):
    mine, client = received(), Client()
    send(client, mine.case.number, mine.secret)
    page = client.get(reverse("cases:case", args=(mine.case.pk,))).content.decode()
    assert "申请延期缴纳" in page
    client.post(reverse("cases:take", args=(mine.case.pk, "apply_deferral")), {"seen": "1"})
    mine.case.refresh_from_db()
    assert mine.case.state == "applied"
    refused = client.post(reverse("cases:take", args=(mine.case.pk, "grant")), {"grant": "同意", "seen": "2"})
    assert refused.status_code == 422
    assert client.post(reverse("cases:act", args=(mine.case.pk, "suspend")), {"reason": "等"}).status_code == 422


def test_five_wrong_secrets_lock_the_number_for_a_quarter_of_an_hour(db):
    mine = received()
    for _n in range(attempts.MOST):
        assert send(Client(), mine.case.number, "wrong").status_code == 422
    locked = send(Client(), mine.case.number, mine.secret)
    assert locked.status_code == 422
    assert "一刻钟" in locked.content.decode()
    held = Attempt.objects.get()
    Attempt.objects.update(last=held.last - attempts.WAIT - timedelta(seconds=1))
    assert send(Client(), mine.case.number, mine.secret).status_code == 303


def test_who_tries_while_it_is_locked_does_not_wait_longer_for_it(db):
    mine = received()
    for _n in range(attempts.MOST):
        send(Client(), mine.case.number, "wrong")
    before = timezone.now() - attempts.WAIT + timedelta(seconds=5)
    Attempt.objects.update(last=before)
    send(Client(), mine.case.number, mine.secret)
    assert Attempt.objects.get().last == before


def test_four_wrong_ones_lock_nothing_and_other_numbers_stay_free(db):
    mine, other = received("甲厂"), received("乙厂")
    for _n in range(attempts.MOST - 1):
        send(Client(), mine.case.number, "wrong")
    assert send(Client(), mine.case.number, mine.secret).status_code == 303
    for _n in range(attempts.MOST):
        send(Client(), mine.case.number, "wrong")
    assert send(Client(), other.case.number, other.secret).status_code == 303


def test_the_session_that_proved_itself_has_a_new_name(db):
    mine, client = received(), Client()
    client.get(PAGE)
    session = client.session
    session["x"] = 1
    session.save()
    client.cookies["sessionid"] = before = session.session_key
    send(client, mine.case.number, mine.secret)
    assert client.session.session_key != before


@pytest.mark.parametrize("number", ["", "\x00", "9" * 300, "%00", "’ or 1=1 --"])
def test_nonsense_is_told_in_one_sentence(db, number):
    assert send(Client(), number, "x\x00").status_code == 422


def test_a_party_reads_neither_title_of_the_parent_nor_of_cases_that_came_from_its_own(db):
    mine = received()
    parent = services.open_case(actor=HEAD, procedure="insolvency/unit_task", title="上一级的秘密",
                                agency="finance", at=at())
    child = services.open_case(actor=HEAD, procedure="insolvency/unit_task", title="下一级的秘密", agency="finance",
                               parent=mine.case, at=at())
    mine.case.parent = parent.case
    mine.case.save(update_fields=["parent"])
    client = Client()
    send(client, mine.case.number, mine.secret)
    page = client.get(reverse("cases:case", args=(mine.case.pk,))).content.decode()
    assert mine.case.title in page
    assert parent.case.title not in page
    assert child.case.title not in page
