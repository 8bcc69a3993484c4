"""Two at once, the same form twice, an old form, an expired session: one step, and nothing typed is lost."""

from __future__ import annotations

from pathlib import Path
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from county.cases import services
from county.cases.models import Case, Comment
from county.cases.says import CannotDo
from tests.county.own_database import run_in_own

from .doing import HANDLER, HEAD, SUPERVISOR, UNIT, UNIT_TASK, at, did, opened, rectifying
from .walking import actor_with

pytestmark = pytest.mark.database


def test_of_many_at_once_one_takes_the_step_and_a_form_sent_many_times_counts_once(tmp_path):
    said = run_in_own(Path(__file__).with_name("parallel.py"), tmp_path)
    assert said == ["6", connection.vendor]


def test_who_comes_second_hears_which_post_was_first_with_what_and_when(db):
    case = opened(UNIT_TASK)
    seen = case.steps.count()
    did(case, "sign", HEAD, on=at(clock="11:07"))
    with pytest.raises(CannotDo) as refusal:
        services.take(actor=HANDLER, case=case.pk, step="sign", given={}, seen=seen, at=at(clock="11:08"))
    for word in (HEAD.shown_as, "11:07", "签收"):
        assert word in refusal.value.says
    assert case.steps.filter(act="take").count() == 1


def test_the_key_of_a_form_is_good_for_one_step_of_one_case(db):
    one, other, key = opened(UNIT_TASK), opened(UNIT_TASK), uuid4()
    first = services.take(actor=HANDLER, case=one.pk, step="sign", given={}, key=key, at=at())
    assert services.take(actor=HANDLER, case=one.pk, step="sign", given={}, key=key, at=at()) == first
    acts = (lambda: services.take(actor=HANDLER, case=other.pk, step="sign", given={}, key=key, at=at()),
            lambda: services.join(actor=HANDLER, case=other.pk, agency="finance", part="办", key=key, at=at()),
            lambda: services.hand_to(actor=HANDLER, case=other.pk, user_id=None, key=key, at=at()),
            lambda: services.set_limit(actor=SUPERVISOR, case=other.pk, last=at().date(), reason="定", key=key,
                                       at=at()),
            lambda: opened(UNIT_TASK, key=key))
    for act in acts:
        with pytest.raises(CannotDo):
            act()
    assert other.steps.count() == 1
    assert Case.objects.count() == 2


def test_a_case_opened_twice_with_one_form_is_one_case(db):
    key = uuid4()
    assert opened(key=key) == opened(key=key)
    assert Case.objects.count() == 1


def test_a_refused_step_leaves_no_trace(db):
    case = rectifying()
    before = (case.steps.count(), case.seq, case.clocks)
    for step, given in (("nothing", {}), ("close", {}), ("finish", {}), ("finish", {"result": " "}),
                        ("finish", {"result": "字" * 2001})):
        with pytest.raises(CannotDo):
            services.take(actor=HEAD, case=case.pk, step=step, given=given, at=at())
    case.refresh_from_db()
    assert (case.steps.count(), case.seq, case.clocks) == before


# over the pages

def take_of(case, step):
    return reverse("cases:take", args=(case.pk, step))


def test_an_old_form_after_the_back_button_keeps_what_was_typed_and_doubles_nothing(enter):
    case, client = rectifying(), enter("handler", UNIT)
    did(case, "finish", result="别人办的")
    answer = client.post(take_of(case, "finish"), {"seen": case.seq - 1, "key": uuid4(), "result": "我写的结果"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "先办了" in page
    assert case.steps.filter(step="finish").count() == 1


def test_a_refused_form_comes_back_with_every_word(enter):
    case, client = rectifying(), enter("head", UNIT)
    answer = client.post(take_of(case, "ask_extension"), {"seen": case.seq, "reason": "材料未到齐", "told": ""})
    assert answer.status_code == 422
    assert "材料未到齐" in answer.content.decode()


def test_what_was_typed_outlives_an_expired_session(enter, post):
    case, user = rectifying(), post("handler", UNIT)
    client = Client()
    answer = client.post(take_of(case, "finish"), {"seen": case.seq, "key": uuid4(), "result": "路灯换了三盏"})
    assert answer.status_code == 302
    assert case.title not in answer["Location"]
    other = opened(UNIT_TASK)
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(reverse("cases:case", args=(other.pk,))).status_code == 200
    page = client.get(reverse("cases:case", args=(case.pk,))).content.decode()
    assert "路灯换了三盏" in page
    assert "登录过期" in page
    assert "路灯换了三盏" not in client.get(reverse("cases:case", args=(case.pk,))).content.decode()
    key = uuid4()
    for _twice in range(2):
        sent = client.post(take_of(case, "finish"), {"seen": case.seq, "key": key, "result": "路灯换了三盏"})
        assert sent.status_code == 303
    assert case.steps.filter(step="finish").count() == 1


@pytest.mark.parametrize("act", ["comment", "limit"])
def test_a_comment_or_limit_sent_after_the_session_ended_leads_to_a_page_that_exists(db, post, act):
    case, client = opened(UNIT_TASK), Client()
    answer = client.post(reverse("cases:act", args=(case.pk, act)), {"text": "已去现场", "last": "2020-12-30"})
    assert answer.status_code == 302
    office = post("supervisor", "supervision-office")
    client.force_login(office, backend="django.contrib.auth.backends.ModelBackend")
    from urllib.parse import parse_qs, urlsplit

    page = client.get(parse_qs(urlsplit(answer["Location"]).query)["next"][0])
    assert page.status_code == 200
    assert ("已去现场" if act == "comment" else "2020-12-30") in page.content.decode()
    assert not Comment.objects.exists()


def test_who_is_no_party_of_the_case_does_not_get_a_draft_into_somebody_else_s_page(enter, post):
    case, client = rectifying(), enter("handler", "veterans")
    answer = client.post(take_of(case, "finish"), {"result": "乱写"})
    assert answer.status_code == 403
    assert "draft" not in client.session
    assert case.title not in answer.content.decode()


def test_a_comment_sent_twice_is_said_once(db):
    case, key = opened(UNIT_TASK), uuid4()
    one = services.comment(actor=actor_with(UNIT, "某", "handler"), case=case, text="看过了", key=key)
    assert services.comment(actor=actor_with(UNIT, "某", "handler"), case=case, text="看过了", key=key) == one
