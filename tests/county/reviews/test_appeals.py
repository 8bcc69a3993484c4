"""A review of a bad rating: its days, who asks, who decides, what leaves the counts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from types import ModuleType

import pytest

from county.cases import services as cases
from county.cases.models import Case
from county.cases.says import CannotDo
from county.files import read
from county.notices.models import Notice
from county.reviews.loop import appeals, deciding
from county.reviews.loop.appeals import Written, apply, apply_by
from county.reviews.models import Appeal, Rating, Staff, Ticket

from .doing import OFFICE, actor_with, at, places
from .loop_doing import HANDLER, HEAD, PAPER, UNIT, appealed, bad, do, due, goes, officer, real

DAY = date.fromisoformat


@pytest.fixture(autouse=True)
def county(db):
    places()


class TestTheDays:
    @pytest.mark.parametrize(("received", "last"), [("2020-07-06", "2020-07-08"), ("2020-07-10", "2020-07-14")])
    def test_two_working_days_from_receipt(self, received, last):
        assert apply_by(bad(received)) == DAY(last)

    def test_applied_on_the_last_day_is_answered_within_five(self):
        appeal = appealed(bad("2020-07-06"), "2020-07-08")
        do(appeal, "accept", "2020-07-09")
        assert due(appeal.case, "decide_review") == DAY("2020-07-15")

    def test_a_day_later_is_registered_and_sent_back_with_the_days(self):
        appeal = appealed(bad("2020-07-06"), "2020-07-09")
        assert (appeal.outcome, appeal.case.state, appeal.case.is_open) == ("late", "out_of_time", False)
        says = appeal.case.steps.get(step="refuse").data["reason"]
        assert "没有超过申请期限" in says
        assert all(day in says for day in ("7月6日", "7月8日", "7月9日"))
        assert Notice.objects.filter(case=appeal.pk, user_id=appeal.staff.user_id).exists()

    def test_on_paper_the_day_of_receipt_counts(self):
        ticket = bad("2020-07-06")
        appeal = appealed(ticket, "2020-07-10", actor=OFFICE, words="", files=(PAPER,), applied=DAY("2020-07-08"))
        assert (appeal.outcome, appeal.applied) == ("", DAY("2020-07-08"))
        do(appeal, "accept", "2020-07-10")
        assert due(appeal.case, "decide_review") == DAY("2020-07-15")

    @pytest.mark.parametrize("applied", ["2020-07-05", "2020-07-09"])
    def test_not_before_the_rating_and_not_ahead(self, applied):
        with pytest.raises(CannotDo) as refusal:
            appealed(bad("2020-07-06"), "2020-07-08", actor=OFFICE, applied=DAY(applied))
        assert refusal.value.field == "applied"

    def test_in_time_it_cannot_be_sent_back_and_late_it_cannot_be_taken_up(self):
        appeal = appealed(bad("2020-07-06"), "2020-07-08")
        with pytest.raises(CannotDo, match="没有超过"):
            do(appeal, "refuse", "2020-07-09")
        Appeal.objects.filter(pk=appeal.pk).update(applied=DAY("2020-07-09"))
        with pytest.raises(CannotDo, match="7月8日"):
            do(appeal, "accept", "2020-07-09")


class TestWhoAsks:
    def test_the_application_is_kept_in_writing_below_the_tickets_case(self):
        ticket = bad()
        appeal = appealed(ticket, "2020-07-07", "与事实不符")
        assert appeal.case.parent_id == ticket.pk
        assert appeal.case.agency == "service-office"
        assert read(appeal.case.files.get().sha256).decode() == "与事实不符"

    @pytest.mark.parametrize("stranger", [HANDLER, HEAD, actor_with(UNIT, "另一个", "staff", 990)])
    def test_nobody_else_asks_for_it(self, stranger):
        with pytest.raises(CannotDo, match="本人"):
            appealed(bad(), "2020-07-07", actor=stranger)
        assert not Appeal.objects.exists()

    @pytest.mark.parametrize("words", ["", "   "])
    def test_something_has_to_be_written(self, words):
        with pytest.raises(CannotDo, match="书面"):
            appealed(bad(), "2020-07-07", words)
        assert Case.objects.filter(topic="appeal").count() == 0

    def test_once_for_each_bad_rating(self):
        ticket = bad()
        appealed(ticket, "2020-07-07")
        with pytest.raises(CannotDo, match="已经申请过"):
            appealed(ticket, "2020-07-07")

    def test_the_same_form_twice_is_one_application(self):
        from uuid import uuid4

        key, who, ticket = uuid4(), officer(), bad()
        ticket = Ticket.objects.select_related("case", "rating__staff").get(pk=ticket.pk)
        first, second = (apply(actor=who, ticket=ticket, written=Written("不符"), key=key, at=at("2020-07-07"))
                         for _time in range(2))
        assert first == second

    def test_a_rating_of_nobody_has_no_appeal(self):
        ticket = bad(staff="")
        with pytest.raises(CannotDo, match="没有写明"):
            appealed(ticket, "2020-07-07", actor=OFFICE)

    def test_evidence_comes_from_the_one_who_applied_while_it_is_investigated(self):
        ticket = bad()
        appeal = appealed(ticket, "2020-07-07")
        who = officer()

        def give(actor) -> None:
            held = Appeal.objects.select_related("case", "ticket__rating__staff").get(pk=appeal.pk)
            appeals.give_evidence(actor=actor, appeal=held, files=[PAPER], at=at("2020-07-08"))

        with pytest.raises(CannotDo, match="不在调查"):
            give(who)
        do(appeal, "accept")
        with pytest.raises(CannotDo, match="本人"):
            give(OFFICE)
        give(who)
        assert appeal.case.files.filter(need="evidence").count() == 1


class TestTheDecision:
    def investigated(self, ticket: Ticket, day: str = "2020-07-08") -> Appeal:
        appeal = appealed(ticket, day)
        do(appeal, "accept", day)
        return appeal

    @pytest.mark.parametrize(("step", "outcome"), [("set_aside", "wrong"), ("set_aside_malicious", "malicious")])
    def test_what_was_wrong_leaves_the_counts_and_its_ticket_ends(self, step, outcome):
        ticket = real()
        do(ticket, "complicated")
        appeal = self.investigated(ticket)
        do(appeal, step, "2020-07-09", finding="不是这个窗口")
        rating = Rating.objects.get(pk=ticket.rating_id)
        assert (rating.set_aside, rating.is_counted) == (outcome, False)
        ticket.refresh_from_db()
        ticket.case.refresh_from_db()
        assert (ticket.is_set_aside, ticket.case.is_open, ticket.case.due_at) == (True, False, None)
        assert ticket.case.clocks["running"] == {}
        assert appeal.outcome == outcome
        do(appeal, "tell", "2020-07-10")
        assert Notice.objects.filter(case=appeal.pk, user_id=appeal.staff.user_id).exists()

    def test_upheld_everything_stays(self):
        ticket = real()
        do(ticket, "complicated")
        appeal = self.investigated(ticket)
        do(appeal, "uphold", "2020-07-09")
        ticket.case.refresh_from_db()
        assert (appeal.outcome, ticket.case.is_open) == ("upheld", True)
        assert Rating.objects.get(pk=ticket.rating_id).is_counted

    def test_the_rectification_goes_on_meanwhile(self):
        ticket = real("2020-07-06")
        do(ticket, "complicated")
        self.investigated(ticket)
        assert due(ticket.case, "rectify") == DAY("2020-07-13")
        goes(ticket, "finish", day="2020-07-13")

    def test_a_ticket_that_ended_before_keeps_a_line_of_it(self):
        ticket = bad("2020-07-06")
        goes(ticket, "no_basis", "close_anonymous")
        do(self.investigated(ticket), "set_aside", "2020-07-09")
        assert Ticket.objects.get(pk=ticket.pk).is_set_aside
        assert ticket.case.steps.order_by("-seq").first().act == "note"

    def test_nobody_decides_the_own_appeal(self):
        rated = officer()
        appeal = appealed(bad(), "2020-07-07")
        himself = replace(OFFICE, user_id=rated.user_id)
        for step in ("accept", "refuse"):
            with pytest.raises(CannotDo, match="自己"):
                do(appeal, step, actor=himself)

    @pytest.mark.parametrize("other", [HANDLER, HEAD, actor_with("water", "经办", "handler")])
    def test_only_the_office_decides(self, other):
        appeal = self.investigated(bad())
        with pytest.raises(CannotDo):
            do(appeal, "uphold", actor=other)

    def test_a_published_edition_is_corrected_in_the_same_transaction(self, monkeypatch):
        asked = []
        module = ModuleType("editions")
        module.correct = lambda rating, at: asked.append((rating.pk, rating.is_counted, at))  # type: ignore[attr-defined]
        monkeypatch.setattr(deciding, "find_spec", lambda _name: True)
        monkeypatch.setattr(deciding, "import_module", lambda _name: module)
        ticket = bad()
        do(self.investigated(ticket), "set_aside", "2020-07-09")
        assert asked == [(ticket.rating_id, False, at("2020-07-09"))]

    def test_where_the_correction_fails_nothing_is_set_aside(self, monkeypatch):
        def fail(_name: str) -> ModuleType:
            raise CannotDo("更正失败")

        monkeypatch.setattr(deciding, "find_spec", lambda _name: True)
        monkeypatch.setattr(deciding, "import_module", fail)
        ticket = bad()
        appeal = self.investigated(ticket)
        with pytest.raises(CannotDo):
            do(appeal, "set_aside", "2020-07-09")
        assert Rating.objects.get(pk=ticket.rating_id).is_counted
        assert Case.objects.get(pk=ticket.pk).is_open

    def test_a_note_of_the_case_names_no_rater(self):
        ticket = real()
        appeal = appealed(ticket, "2020-07-07")
        said = " ".join(f"{one.title}{one.data}{one.shown_as}" for one in appeal.case.steps.all())
        assert "12345" not in said
        assert Staff.objects.get(number="0001").number in appeal.case.title
        assert cases.projection_of(appeal.case).state == "applied"
