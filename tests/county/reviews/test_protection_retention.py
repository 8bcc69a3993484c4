"""What is kept of a rater ends where the county set an end; counts stay, and without a setting nothing is destroyed."""

from __future__ import annotations

from datetime import date

import pytest

from county.audit.models import AuditRow
from county.business import at_midnight
from county.cases.models import Case
from county.reviews.models import Contact, Rating, Setting, Ticket
from county.reviews.protection.numbers import CONTACT_DAYS, TEXT_MONTHS
from county.reviews.protection.retention import Destroyed, ends, retain, sweep_retention, waiting

from .doing import BEST, WORST, at, finished, places, rated

WORDS = "请打 10000001111"


@pytest.fixture(autouse=True)
def county(db):
    places()


def setting(name, value):
    Setting.objects.create(name=name, value=value, reason="定", shown_as="评价管理员", business_at=at("2020-07-01"))


def real_name(number="N-1", grade=WORST, day="2020-07-07"):
    return rated(finished(number), grade, day, text=WORDS, name="某甲", telephone="000")


def closed(day="2020-07-20"):
    Case.objects.filter(review_ticket__isnull=False).update(is_open=False, closed_at=at(day, "16:00"))


def test_without_a_setting_nothing_is_destroyed():
    real_name()
    closed()
    assert retain(at("2120-01-01")) == Destroyed(0, 0)
    assert (Contact.objects.count(), Rating.objects.get().text) == (1, WORDS)


@pytest.mark.parametrize("value", ["", "0", "-1", "x", "９", "99999999"])
def test_a_setting_that_is_no_number_destroys_nothing(value):
    setting(CONTACT_DAYS, "30")
    setting(CONTACT_DAYS, value)
    assert ends(at("2020-12-31")).closed is None


class TestContacts:
    @pytest.mark.parametrize(("now", "left"), [("2020-08-19", 1), ("2020-08-20", 1), ("2020-08-21", 0)])
    def test_it_is_deleted_so_many_days_after_the_ticket_was_closed(self, now, left):
        setting(CONTACT_DAYS, "31")
        real_name()
        closed()
        retain(at(now, "00:00"))
        assert Contact.objects.count() == left

    def test_it_stays_while_the_ticket_is_open(self):
        setting(CONTACT_DAYS, "1")
        setting(TEXT_MONTHS, "1")
        real_name()
        assert retain(at("2021-07-01")) == Destroyed(0, 0)

    def test_one_that_never_had_a_ticket_goes_so_many_days_after_the_rating(self):
        setting(CONTACT_DAYS, "30")
        real_name(grade=BEST)
        assert retain(at("2020-08-06")).contacts == 0
        assert retain(at("2020-08-07")).contacts == 1

    def test_each_deletion_stands_in_the_audit_once(self):
        setting(CONTACT_DAYS, "1")
        real_name()
        closed()
        assert waiting(at("2020-08-21")) == Destroyed(1, 0)
        assert [sweep_retention(at("2020-08-21")) for _time in range(2)] == [1, 0]
        assert AuditRow.objects.filter(verb="review.contact_deleted").count() == 1


class TestWords:
    @pytest.mark.parametrize(("now", "kept"), [("2021-01-06", True), ("2021-01-07", True), ("2021-01-08", False)])
    def test_the_original_gives_way_to_the_screened_words_after_so_many_months(self, now, kept):
        setting(TEXT_MONTHS, "6")
        held = rated(finished(), BEST, "2020-07-07", text=WORDS)
        before = {**Rating.objects.values().get(), "text": None}
        retain(at(now))
        held.refresh_from_db()
        assert (held.text == WORDS) is kept
        assert held.shown_text == "请打 〔已隐去〕"
        assert {**Rating.objects.values().get(), "text": None} == before

    def test_words_and_contact_go_together_once_the_ticket_is_closed(self):
        setting(TEXT_MONTHS, "1")
        real_name()
        closed()
        assert retain(at("2021-01-01")) == Destroyed(1, 1)
        assert retain(at("2021-01-01")) == Destroyed(0, 0)
        assert Ticket.objects.count() == 1

    def test_words_that_an_office_made_stricter_are_what_stays(self):
        setting(TEXT_MONTHS, "1")
        held = rated(finished(), BEST, text=WORDS)
        Rating.objects.update(shown_text="不公开")
        retain(at("2021-01-01"))
        held.refresh_from_db()
        assert held.text == "不公开"

    @pytest.mark.parametrize(("today", "months", "end"), [
        ("2021-03-31", "1", date(2021, 2, 28)), ("2021-01-31", "1", date(2020, 12, 31)),
        ("2020-12-15", "12", date(2019, 12, 15)), ("2020-12-15", "13", date(2019, 11, 15))])
    def test_months_end_on_the_same_day_or_the_last(self, today, months, end):
        setting(TEXT_MONTHS, months)
        assert ends(at(today)).rated == end

    def test_many_take_few_statements(self, django_assert_max_num_queries):
        setting(TEXT_MONTHS, "1")
        for number in range(5):
            rated(finished(f"N-{number}"), BEST, text=WORDS)
        with django_assert_max_num_queries(14):
            assert retain(at("2021-01-01")).texts == 5


def test_the_ends_are_midnights_of_the_county():
    setting(CONTACT_DAYS, "1")
    assert ends(at("2020-08-20", "00:30")).closed == at_midnight(date(2020, 8, 19))
