"""Who may take a step, manage and read a case: each relation with those whom it names and with all others."""

from __future__ import annotations

import pytest

from county.accounts.actor import Actor, HeldPost
from county.agencies.roles import Role
from county.cases import services
from county.cases.may import Permit, manages, may, sees
from county.cases.procedures import county_procedures, running
from county.cases.says import CannotDo

from .doing import HANDLER, HEAD, MATTER, PAPER, SUPERVISOR, UNIT, UNIT_TASK, at, did, opened
from .walking import actor_with

pytestmark = pytest.mark.database
READS_NOTHING = (Role.AUDITOR.value, Role.ADMINISTRATOR.value, Role.EDITOR.value)


def step_of(case, code):
    found = running(case).step(code)
    assert found
    return found


def allowed(actor, case, code, joined=()):
    return bool(may(actor, step_of(case, code), case, running(case), joined))


def concerned(case):
    return list(case.concerns.values_list("who", flat=True))


def test_the_lead_acts_through_handlers_and_heads_of_the_unit_alone(db):
    case = opened(UNIT_TASK)
    assert allowed(HANDLER, case, "sign")
    assert allowed(HEAD, case, "sign")
    for role in (Role.STAFF.value, *READS_NOTHING, Role.PARTY.value):
        assert not allowed(actor_with(UNIT, "某", role), case, "sign"), role
    assert not allowed(actor_with("finance", "经办", "handler"), case, "sign")


def test_what_the_head_does_the_handler_does_not(db):
    case = opened("service_reviews/ticket")
    assert allowed(HEAD, case, "ask_extension")
    assert not allowed(HANDLER, case, "ask_extension")


def test_a_participant_acts_once_its_unit_has_joined(db):
    case = opened("cancelled_certificates/check")
    partner = actor_with("finance", "经办", "handler")
    with pytest.raises(CannotDo):
        did(case, "answer", partner, result="属实")
    services.join(actor=HANDLER, case=case.pk, agency="finance", part="核查", at=at())
    did(case, "answer", partner, result="属实")
    assert case.state == "answered"


def test_office_and_government_act_where_the_step_names_them(db):
    task, matter = opened(UNIT_TASK), opened(MATTER)
    court = actor_with("court", "办公室", "handler")
    assert allowed(court, task, "accept")
    assert not allowed(HEAD, task, "accept")
    assert allowed(actor_with("county-government", "县长", "leader"), matter, "accept") is bool(
        "county-government" in step_of(matter, "accept").who.agencies)
    assert not allowed(HANDLER, matter, "accept")


def test_the_supervisor_is_the_supervision_office_or_the_unit_above(db):
    case = opened("service_reviews/ticket")
    above = running(case).book.pack.agency(UNIT).parent
    assert allowed(SUPERVISOR, case, "approve_extension")
    assert not allowed(HEAD, case, "approve_extension")
    if above:
        assert allowed(actor_with(above, "经办", "handler"), case, "approve_extension")


def test_an_officer_records_what_a_party_outside_the_offices_does_and_it_is_said_for_whom(db):
    case = opened("enterprise_support/tax_case", "taxation", applicant="清禾面粉厂")
    officer = actor_with("taxation", "窗口", "handler")
    permit = may(officer, step_of(case, "apply_deferral"), case, running(case))
    assert isinstance(permit, Permit)
    made = did(case, "apply_deferral", officer)
    assert made.on_behalf == permit.on_behalf != ""
    assert not may(HANDLER, step_of(case, "apply_relief"), case, running(case))


def test_a_party_takes_the_applicant_s_step_of_its_own_case_alone(db):
    mine, other = (opened("enterprise_support/tax_case", "taxation", applicant=one) for one in ("甲厂", "乙厂"))
    party = Actor(parties=frozenset({str(mine.pk)}))
    assert not may(party, step_of(mine, "grant"), mine, running(mine))
    with pytest.raises(CannotDo):
        did(other, "apply_deferral", party)
    made = did(mine, "apply_deferral", party)
    assert (made.on_behalf, made.shown_as, made.user_id) == ("", "当事人", None)
    assert sees(party, mine, concerned(mine), running(mine))
    assert not sees(party, other, concerned(other), running(other))


def test_who_is_refused_hears_who_may_and_as_whom_he_asked(db):
    case = opened(UNIT_TASK)
    refusal = may(actor_with("finance", "经办", "handler"), step_of(case, "sign"), case, running(case))
    assert "承办单位" in refusal.says
    assert "经办" in refusal.says


@pytest.mark.parametrize("role", READS_NOTHING)
def test_auditors_administrators_and_pack_editors_read_no_case_not_even_their_own_unit_s(db, role):
    case = opened(UNIT_TASK)
    assert not sees(actor_with(UNIT, "某", role), case, concerned(case), running(case))
    for run in county_procedures():
        for step in run.procedure.steps:
            for title in step.who.posts:
                assert not may(actor_with("", title, role), step, case, run), (run.rule_id, step.id)


@pytest.mark.parametrize("role", READS_NOTHING)
def test_a_second_post_that_reads_nothing_opens_no_case_of_its_unit(db, role):
    case = opened(UNIT_TASK)
    both = Actor(1, "某", (HeldPost(1, "finance", "经办", "handler"), HeldPost(2, UNIT, "某", role)))
    assert not sees(both, case, concerned(case), running(case))


def test_a_case_is_read_by_its_unit_those_who_joined_those_named_and_those_who_watch(db):
    case = opened(UNIT_TASK)
    services.join(actor=HANDLER, case=case.pk, agency="finance", part="出资", at=at())
    for agency, role, reads in ((UNIT, "staff", True), ("finance", "handler", True), ("court", "handler", True),
                                ("veterans", "handler", False), ("veterans", "supervisor", True),
                                ("county-government", "leader", True), ("", "party", False)):
        assert sees(actor_with(agency, "某", role), case, concerned(case), running(case)) is reads, (agency, role)
    assert not sees(Actor(), case, concerned(case), running(case))


def test_office_and_supervisor_manage_a_case_and_its_own_head_only_where_there_is_no_office(db):
    alone = opened("insolvency/case", "court")
    assert manages(actor_with("court", "院长", "head"), alone, running(alone))
    assert not manages(actor_with("court", "书记员", "handler"), alone, running(alone))
    case = opened(UNIT_TASK)
    for agency, role, manage in ((UNIT, "head", False), (UNIT, "handler", False), ("court", "handler", True),
                                 ("supervision-office", "supervisor", True), ("finance", "head", False),
                                 (UNIT, "auditor", False), ("", "party", False)):
        assert bool(manages(actor_with(agency, "某", role), case, running(case))) is manage, (agency, role)


def test_a_case_is_handed_only_to_somebody_of_its_unit(db, post):
    case = opened(UNIT_TASK)
    own, other = post("handler", UNIT), post("handler", "finance", "别处的")
    services.hand_to(actor=HANDLER, case=case.pk, user_id=own.pk, at=at())
    case.refresh_from_db()
    assert case.handler_id == own.pk
    for wrong in (other.pk, 10**9):
        with pytest.raises(CannotDo):
            services.hand_to(actor=HANDLER, case=case.pk, user_id=wrong, at=at())
    services.hand_to(actor=HANDLER, case=case.pk, user_id=None, at=at())
    case.refresh_from_db()
    assert case.handler_id is None


def test_nothing_is_changed_in_a_closed_case(db):
    case = opened(UNIT_TASK)
    services.join(actor=HANDLER, case=case.pk, agency="finance", part="出资", at=at())
    did(case, "set_aside", actor_with("court", "办公室", "handler"), reason="用不上")
    partner = actor_with("finance", "某", "handler")
    acts = (lambda: services.join(actor=HANDLER, case=case.pk, agency="court", part="再办", at=at()),
            lambda: services.hand_to(actor=HANDLER, case=case.pk, user_id=None, at=at()),
            lambda: services.finish_part(actor=partner, case=case.pk, result="办了", at=at()),
            lambda: services.suspend(actor=SUPERVISOR, case=case.pk, reason="等", at=at()),
            lambda: services.transfer(actor=SUPERVISOR, case=case.pk, to="finance", reason="错", at=at()))
    for act in acts:
        with pytest.raises(CannotDo, match="办结"):
            act()


def test_a_unit_that_joined_finishes_its_part_once(db):
    case = opened(UNIT_TASK)
    partner = actor_with("finance", "某", "handler")
    services.join(actor=HANDLER, case=case.pk, agency="finance", part="出资", at=at())
    with pytest.raises(CannotDo, match="已经在办"):
        services.join(actor=HANDLER, case=case.pk, agency="finance", part="再出", at=at())
    services.finish_part(actor=partner, case=case.pk, result="拨了", at=at())
    with pytest.raises(CannotDo, match="协办"):
        services.finish_part(actor=partner, case=case.pk, result="又拨", at=at())


def test_a_case_passed_on_is_read_and_led_by_its_new_unit(db):
    case = opened(UNIT_TASK)
    services.transfer(actor=SUPERVISOR, case=case.pk, to="finance", reason="归口", at=at())
    case.refresh_from_db()
    assert not sees(HANDLER, case, concerned(case), running(case))
    assert not allowed(HANDLER, case, "sign")
    did(case, "sign", actor_with("finance", "某", "handler"))
    for wrong in ("finance", "nowhere"):
        with pytest.raises(CannotDo):
            services.transfer(actor=SUPERVISOR, case=case.pk, to=wrong, reason="归口", at=at())


def test_a_file_that_a_step_needs_is_asked_for_and_nothing_is_half_written(db):
    case = opened("insolvency/case", "court")
    court, seq = actor_with("court", "法官", "handler"), case.seq
    with pytest.raises(CannotDo) as refusal:
        did(case, "report", court)
    assert refusal.value.field == "special_report"
    assert case.steps.count() == seq
    services.take(actor=court, case=case.pk, step="report", given={}, files={"special_report": [PAPER]}, at=at())
    assert case.files.get().need == "special_report"
