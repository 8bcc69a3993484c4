"""Who a rater is: one door, the named handler, an open ticket, a reason, and every try written down."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

import county
from county.accounts.actor import Actor, actor_of
from county.audit.models import AuditRow
from county.cases.models import Case
from county.cases.says import CannotDo
from county.cases.services import hand_to
from county.reviews.models import Contact, Look, Staff, Ticket
from county.reviews.protection.contacts import look, may_look

from .doing import OFFICE, WORST, actor_with, at, finished, places, rated

SOURCE = Path(county.__file__).parent
NOW = at("2020-07-08")


def acting(user):
    return actor_of(user, date(2020, 7, 8))


@pytest.fixture
def handler(post):
    return post("handler", "housing")


@pytest.fixture
def case(db, handler):
    places()
    rated(finished(), WORST, name="某甲", telephone="000-1")
    return given_to(handler)


def given_to(user):
    held = Ticket.objects.get().case
    hand_to(actor=actor_with("housing", "局长", "head"), case=held.pk, user_id=user.pk, at=NOW)
    return Case.objects.get(pk=held.pk)


def refused(actor, case, reason="回访"):
    """The sentence; nothing was looked at, and the try stands in the audit."""
    tries = AuditRow.objects.filter(verb="review.look_refused").count()
    with pytest.raises(CannotDo) as refusal:
        look(actor=actor, case=case, reason=reason, at=NOW)
    assert not Look.objects.exists()
    assert AuditRow.objects.filter(verb="review.look_refused").count() == tries + 1
    return refusal.value.says


def test_the_named_handler_sees_it_and_it_is_written_down(case, handler):
    assert may_look(acting(handler), case)
    assert look(actor=acting(handler), case=case, reason=" 回访 ", at=NOW).telephone == "000-1"
    held = Look.objects.get()
    assert (held.user, held.reason, held.business_at) == (handler, "回访", NOW)
    row = AuditRow.objects.get(verb="review.look")
    assert (row.thing_kind, row.thing_id, row.actor_id) == ("review_ticket", str(case.pk), handler.pk)


@pytest.mark.parametrize("who", [
    Actor(), OFFICE, actor_with("housing", "局长", "head", 900_001), actor_with("housing", "经办", "handler"),
    actor_with("supervision-office", "督查", "supervisor", 900_002), actor_with("county-government", "县长", "leader"),
    actor_with("finance", "经办", "handler", 900_003)])
def test_nobody_else_does(case, who):
    known = Actor(None, who.name, who.posts) if who.user_id else who  # an account that does not exist has no audit
    assert "指定" in refused(known, case)
    assert not may_look(who, case)


def test_a_handler_who_left_the_unit_does_not(case, handler):
    assert "指定" in refused(Actor(handler.pk), case)


def test_another_handler_of_the_unit_does_not_and_after_the_handing_over_does(case, handler, post):
    other = post("handler", "housing", "另一经办")
    assert "指定" in refused(acting(other), case)
    again = given_to(other)
    assert "指定" in refused(acting(handler), again)
    assert look(actor=acting(other), case=case, reason="回访", at=NOW)


def test_the_rated_staff_member_does_not_even_as_handler(case, handler):
    Staff.objects.update(user=handler)
    assert "被评价" in refused(acting(handler), case)


def test_not_once_the_ticket_is_closed(case, handler):
    Case.objects.update(is_open=False)
    assert "办结" in refused(acting(handler), case)


def test_an_anonymous_rating_has_nothing_to_look_at(db, handler):
    places()
    rated(finished(), WORST)
    assert "匿名" in refused(acting(handler), given_to(handler))


def test_a_contact_that_is_deleted_is_said_so(case, handler):
    Contact.objects.all().delete()
    assert "删除" in refused(acting(handler), case)


@pytest.mark.parametrize(("reason", "ok"), [("", False), ("  ", False), ("字" * 200, True), ("字" * 201, False)])
def test_without_a_reason_nothing_is_shown(case, handler, reason, ok):
    if ok:
        assert look(actor=acting(handler), case=case, reason=reason, at=NOW)
    else:
        assert "理由" in refused(acting(handler), case, reason)


def test_a_case_that_is_no_ticket_has_no_contact(case, handler):
    other = Case.objects.get(pk=case.pk)
    Ticket.objects.all().delete()
    assert "不是差评单" in refused(acting(handler), other)


ALLOWED = {
    "reviews/models/__init__.py": "", "reviews/models/protected.py": "", "reviews/protection/contacts.py": "filter",
    "reviews/rating/services.py": "bulk_create", "reviews/protection/retention.py": "filter",
    "reviews/loop/views.py": ""}


NAMED = re.compile(r"\bContact\b|contact__|__contact\b|\.contact\b|reviews_contact|related\([^)]*[\"']contact[\"']")


def test_nothing_else_in_the_source_reads_contacts():
    """Wherever the table is named, or reached through a rating, it is one of the few files that may."""
    files = [one for kind in ("**/*.py", "**/*.html") for one in SOURCE.glob(kind) if "migrations" not in one.parts]
    found = {one.relative_to(SOURCE).as_posix() for one in files if NAMED.search(one.read_text("utf-8"))}
    assert found <= set(ALLOWED)


def test_where_it_is_named_beside_the_door_it_is_only_written_or_deleted():
    for path, method in ALLOWED.items():
        assert set(re.findall(r"Contact\.objects\.(\w+)", (SOURCE / path).read_text("utf-8"))) <= {method}, path
    retention = (SOURCE / "reviews/protection/retention.py").read_text("utf-8")
    assert not re.search(r"\.(telephone|name)\b|[\"'](telephone|name)[\"']", retention)
