"""Referrals, handing over, and folding the steps anew."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.urls import reverse

from county.audit.models import AuditRow
from county.cases import referrals, services
from county.cases.handover import hand_over
from county.cases.models import Case, Concern, Referral, Step
from county.cases.procedures import running
from county.cases.refold import refold
from county.cases.says import CannotDo
from county.cases.writing import at_work

from .doing import HANDLER, HEAD, PAPER, UNIT, UNIT_TASK, at, did, opened
from .walking import actor_with, post_for

pytestmark = pytest.mark.database
FINANCE = actor_with("finance", "经办", "handler")


def offered(case=None, to="finance"):
    case = case or opened(UNIT_TASK)
    with at_work(case.pk, at()) as work:
        return referrals.refer(kind="asks", procedure=UNIT_TASK, to=to, subject="拨款", source=work, actor=HANDLER)


def test_a_referral_is_accepted_once_and_becomes_a_case_of_its_unit(db):
    offer = offered()
    made = referrals.accept(actor=FINANCE, referral=offer.pk)
    case = made.led_to
    assert (case.agency, case.title, case.parent_id, case.procedure) == ("finance", "拨款", offer.case_id, UNIT_TASK)
    for again in (lambda: referrals.accept(actor=FINANCE, referral=offer.pk),
                  lambda: referrals.decline(actor=FINANCE, referral=offer.pk, reason="不归我们")):
        with pytest.raises(CannotDo, match="已经有人答复"):
            again()
    assert Case.objects.count() == 2


def test_only_the_unit_it_went_to_answers(db):
    offer = offered()
    for one in (HEAD, actor_with("finance", "审计", "auditor"), actor_with("finance", "科员", "staff")):
        with pytest.raises(CannotDo, match="收到的单位"):
            referrals.accept(actor=one, referral=offer.pk)
        with pytest.raises(CannotDo, match="收到的单位"):
            referrals.decline(actor=one, referral=offer.pk, reason="不")
    with pytest.raises(CannotDo, match="没有这件转办"):
        referrals.accept(actor=FINANCE, referral=10**9)


def test_who_declines_says_why_and_the_unit_it_came_from_is_told(db):
    from county.notices.models import Notice

    offer = offered()
    with pytest.raises(CannotDo, match="理由"):
        referrals.decline(actor=FINANCE, referral=offer.pk, reason=" ")
    referrals.decline(actor=FINANCE, referral=offer.pk, reason="不归我们管")
    offer.refresh_from_db()
    assert (offer.answer, offer.reason, offer.led_to) == ("declined", "不归我们管", None)
    assert AuditRow.objects.filter(verb="case.decline", thing_id=str(offer.case_id)).count() == 1
    assert any("不归我们管" in one.title for one in Notice.objects.filter(case=offer.case_id))


def test_the_same_offer_twice_is_one_referral(db):
    case = opened(UNIT_TASK)
    assert offered(case).pk == offered(case).pk
    assert Referral.objects.count() == 1


def test_a_procedure_that_a_step_starts_arrives_as_a_referral(db):
    case = opened("soil/land_use_change", "natural-resources")
    run = running(case)
    for code in ("notify", "survey", "stop"):
        step = run.step(code)
        case.refresh_from_db()
        services.take(actor=actor_with(*post_for(step, run, "natural-resources", "")), case=case.pk, step=code,
                      given={need.id: "写明" for need in step.needs if need.form != "file"},
                      files={need.id: [PAPER] for need in step.needs if need.form == "file"}, at=at())
    offer = Referral.objects.get(case=case)
    assert offer.procedure == "soil/plot"
    made = referrals.accept(actor=actor_with(offer.to, "某", "handler"), referral=offer.pk)
    assert made.led_to.procedure == "soil/plot"


def test_the_page_answers_a_referral_and_nothing_but_accepting_or_declining(enter):
    offer, client = offered(), enter("handler", "finance")
    assert client.post(f"/转办/{offer.pk}/whatever/", {"reason": "不"}).status_code == 404
    offer.refresh_from_db()
    assert offer.answer == ""
    client.post(reverse("cases:referral", args=(offer.pk, "decline")), {"reason": "不归我们"})
    offer.refresh_from_db()
    assert offer.answer == "declined"


def test_another_unit_s_answer_and_a_signed_out_one_change_nothing(enter, client):
    offer = offered()
    address = reverse("cases:referral", args=(offer.pk, "accept"))
    assert enter("handler", "veterans").post(address).status_code == 302
    answer = client.post(address)
    assert answer.status_code == 302
    assert "%E8%BD%AC%E5%8A%9E" not in answer["Location"]
    assert enter("auditor", "finance", "审计").post(address).status_code == 403
    offer.refresh_from_db()
    assert offer.answer == ""


# hand-over

def test_all_open_work_of_one_person_changes_hands_in_one_act(db, post):
    leaves, comes = post("handler", UNIT), post("handler", UNIT, "接手的")
    held = [opened(UNIT_TASK) for _n in range(3)]
    for case in held:
        services.hand_to(actor=HEAD, case=case.pk, user_id=leaves.pk, at=at())
    did(held[0], "set_aside", actor_with("court", "办", "handler"), reason="用不上")
    assert hand_over(actor=HEAD, from_user=leaves.pk, to_user=comes.pk, at=at()) == 2
    assert sorted(Case.objects.filter(handler=comes).values_list("pk")) == sorted((one.pk,) for one in held[1:])
    assert hand_over(actor=HEAD, from_user=leaves.pk, to_user=comes.pk, at=at()) == 0
    assert hand_over(actor=HEAD, from_user=comes.pk, to_user=None, at=at()) == 2
    assert list(refold()) == []


# folding anew

@pytest.mark.parametrize(("column", "value"), [("state", "working"), ("agency", "finance"), ("due_at", at()),
                                               ("suspended", True), ("is_open", False), ("seq", 7), ("told", ["x"])])
def test_a_column_that_the_steps_do_not_give_is_named(db, column, value):
    case, _other = opened(UNIT_TASK), opened(UNIT_TASK)
    Case.objects.filter(pk=case.pk).update(**{column: value})
    found = list(refold())
    assert column in {one.column for one in found}
    assert {one.case for one in found} == {str(case.pk)}
    assert column in found[0].zh + found[-1].zh


def test_a_concern_that_was_added_changed_or_removed_is_named(db):
    case = opened(UNIT_TASK)
    services.join(actor=HANDLER, case=case.pk, agency="finance", part="出资", at=at())
    assert list(refold()) == []
    case.concerns.filter(who="finance").update(part="别的")
    Concern.objects.filter(case=case, who=UNIT).delete()
    Concern.objects.create(case=case, who="veterans", sort_at=at())
    assert {one.column for one in refold()} == {"concerns.finance", f"concerns.{UNIT}", "concerns.veterans"}


def test_a_case_without_steps_is_named(db):
    case = opened(UNIT_TASK)
    fields = {one.attname: getattr(case, one.attname) for one in Case._meta.concrete_fields}
    bare = Case.objects.create(**{**fields, "id": uuid4(), "number": "bare"})
    assert [(one.case, one.column) for one in refold()] == [(str(bare.pk), "seq")]
    assert Step.objects.filter(case=bare).count() == 0
