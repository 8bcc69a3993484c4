"""A unit that took part takes part no longer; a party that lost its secret gets another."""

from __future__ import annotations

import re

import pytest

from county.cases import services
from county.cases.may import keys_of
from county.cases.refold import refold
from county.cases.says import CannotDo
from county.cases.selectors import counts

from .test_every_procedure import PROCEDURES, lead_and_partner
from .walking import actor_with

pytestmark = pytest.mark.database
RUN = next(run for run in PROCEDURES.values() if run.procedure.steps[0].who.relation == "applicant")


@pytest.fixture
def units():
    return lead_and_partner(RUN)


@pytest.fixture
def opened(db, units):
    return services.open_case(actor=actor_with(units[0], "负责人", "head"), procedure=RUN.rule_id, title="一件事",
                              agency=units[0], applicant="某企业")


def test_who_takes_part_no_longer_has_the_case_no_longer(opened, units):
    lead, partner = units
    starter, other = actor_with(lead, "负责人", "head"), actor_with(partner, "经办人", "handler")
    services.join(actor=starter, case=opened.case.pk, agency=partner, part="一部分")
    assert sum(counts(keys_of(other)).values()) == 1
    services.leave(actor=starter, case=opened.case.pk, agency=partner, reason="不需要了")
    assert sum(counts(keys_of(other)).values()) == 0
    with pytest.raises(CannotDo):
        services.leave(actor=starter, case=opened.case.pk, agency=partner, reason="再说一次")
    assert list(refold()) == []


def test_another_unit_sends_nobody_away(opened, units):
    lead, partner = units
    services.join(actor=actor_with(lead, "负责人", "head"), case=opened.case.pk, agency=partner, part="一部分")
    with pytest.raises(CannotDo):
        services.leave(actor=actor_with(partner, "经办人", "handler"), case=opened.case.pk, agency=partner, reason="忙")


def test_a_new_receipt_opens_the_case_and_the_old_one_no_longer(opened, units, enter, client):
    page = enter("handler", units[0]).post(f"/办件/{opened.case.pk}/回执/").content.decode()
    fresh = re.search(r"[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}", page)[0]
    assert fresh != opened.secret
    number = opened.case.number
    assert client.post("/查办件/", {"number": number, "secret": opened.secret}).status_code == 422
    assert client.post("/查办件/", {"number": number, "secret": fresh.lower()}).status_code == 303


def test_another_unit_and_a_stranger_get_no_receipt(opened, units, enter, client):
    assert client.post(f"/办件/{opened.case.pk}/回执/").status_code == 302
    assert enter("handler", units[1]).post(f"/办件/{opened.case.pk}/回执/").status_code == 403
