"""A ticket through the county's procedure: its days, its extension, when it may end, who may not touch it."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from county.audit.models import AuditRow
from county.cases import checks
from county.cases import services as cases
from county.cases.models import Case, Step
from county.cases.procedures import find_procedure
from county.cases.says import CannotDo
from county.notices.models import Notice
from county.reviews.loop import marks, own_numbers, selectors
from county.reviews.models import Edition, Rating, Setting, Ticket
from gongbao.rules.procedure import Procedure

from .doing import OFFICE, actor_with, at, places
from .loop_doing import HANDLER, HEAD, SUPERVISOR, UNIT, bad, do, due, goes, officer, real

DAY = date.fromisoformat
YEAR = (DAY("2020-01-01"), DAY("2020-12-31"))


@pytest.fixture(autouse=True)
def county(db):
    places()


class TestTheDays:
    def test_five_working_days_from_receipt_whenever_it_was_checked(self):
        ticket = bad("2020-07-06")
        do(ticket, "complicated", "2020-07-08")
        assert due(ticket.case, "rectify") == DAY("2020-07-13")

    @pytest.mark.parametrize(("days", "last"), [("1", "2020-07-14"), ("2", "2020-07-15")])
    def test_an_extension_follows_the_last_day(self, days, last):
        ticket = bad("2020-07-06")
        goes(ticket, "complicated", "ask_extension")
        do(ticket, "approve_extension", extension=days)
        assert due(ticket.case, "rectify") == DAY(last)

    def test_three_days_are_refused_and_nothing_changes(self):
        ticket = bad("2020-07-06")
        goes(ticket, "complicated", "ask_extension")
        with pytest.raises(CannotDo, match="2") as refusal:
            do(ticket, "approve_extension", extension="3")
        assert refusal.value.field == "extension"
        assert due(ticket.case, "rectify") == DAY("2020-07-13")

    def test_with_a_reason_three_are_given_for_the_maximum_holds_in_principle(self):
        ticket = bad("2020-07-06")
        goes(ticket, "complicated", "ask_extension")
        made = do(ticket, "approve_extension", extension="3", over_maximum="要等上级系统开放")
        assert due(ticket.case, "rectify") == DAY("2020-07-16")
        assert made.data["over_maximum"] == "要等上级系统开放"
        goes(ticket, "finish", day="2020-07-16")
        assert selectors.rectified(UNIT, *YEAR).in_time == 1

    @pytest.mark.parametrize(("day", "in_time", "late"), [("2020-07-13", 1, 0), ("2020-07-14", 0, 1)])
    def test_done_on_the_last_day_is_in_time_and_on_the_next_late(self, day, in_time, late):
        ticket = bad("2020-07-06")
        do(ticket, "complicated")
        do(ticket, "finish", day)
        found = selectors.rectified(UNIT, *YEAR)
        assert (found.in_time, found.late) == (in_time, late)
        said = find_procedure("service_reviews/ticket").book.ask(
            "service_reviews/rectified_in_time", {"due": "2020-07-13", "done": day}).judgement.value
        assert said["passes"] is bool(in_time)

    def test_an_extension_is_asked_before_the_last_day_has_passed(self):
        ticket = bad("2020-07-06")
        do(ticket, "complicated")
        with pytest.raises(CannotDo, match="7月13日"):
            do(ticket, "ask_extension", "2020-07-14")
        do(ticket, "ask_extension", "2020-07-13")

    def test_at_once_is_the_day_on_which_it_was_clear(self):
        ticket = bad("2020-07-06")
        do(ticket, "clear", "2020-07-07")
        assert due(ticket.case, "rectify_at_once") == DAY("2020-07-07")


class TestTheEnd:
    def test_a_real_name_is_fed_back_and_called_back_first(self):
        ticket = real()
        goes(ticket, "complicated", "finish")
        with pytest.raises(CannotDo, match="实名"):
            do(ticket, "close_anonymous")
        goes(ticket, "feed_back", "call_back")
        assert ticket.was_called_back
        do(ticket, "close")
        assert not ticket.case.is_open

    def test_an_anonymous_one_is_not_called_back_but_noted(self):
        ticket = bad()
        goes(ticket, "complicated", "finish", "feed_back")
        with pytest.raises(CannotDo, match="匿名"):
            do(ticket, "call_back")
        do(ticket, "close_anonymous", note="没有联系方式")
        assert (ticket.case.is_open, ticket.was_called_back) == (False, False)

    def test_what_the_checklist_misses_is_named(self, monkeypatch):
        ticket = real()
        goes(ticket, "complicated", "finish", "feed_back", "call_back")
        monkeypatch.setattr(marks, "marks_of", lambda _case: frozenset({"checked", "fed_back", "called_back"}))
        with pytest.raises(CannotDo, match="已整改或已解释说明"):
            do(ticket, "close")

    def test_it_is_not_set_aside_without_a_review(self):
        with pytest.raises(CannotDo, match="复核"):
            do(bad(), "set_aside")

    @pytest.mark.parametrize("step", ["complicated", "no_basis"])
    def test_who_was_rated_does_not_handle_the_own_ticket(self, step):
        ticket, rated = bad(), officer()
        self_handling = actor_with(UNIT, "经办", "handler", rated.user_id)
        with pytest.raises(CannotDo, match="被评价的"):
            do(ticket, step, actor=self_handling)
        do(ticket, step)


class TestTransfer:
    @pytest.mark.parametrize("said", ["water", "县水务局"])
    def test_it_goes_to_the_unit_that_handled_it_with_its_first_day(self, said):
        from county.agencies.names import agency_name

        ticket = bad("2020-07-06")
        do(ticket, "transfer", unit=said if said == "water" else agency_name("water"))
        assert (ticket.case.agency, ticket.agency, ticket.case.state) == ("water", "water", "to_check")
        assert Notice.objects.filter(case=ticket.pk, agency="water", kind__startswith="transfer").exists()
        do(ticket, "complicated", actor=actor_with("water", "经办", "handler"))
        assert due(ticket.case, "rectify") == DAY("2020-07-13")

    @pytest.mark.parametrize("said", ["没有的局", UNIT])
    def test_an_unknown_unit_or_its_own_is_refused(self, said):
        ticket = bad()
        with pytest.raises(CannotDo) as refusal:
            do(ticket, "transfer", unit=said)
        assert refusal.value.field == "unit"
        assert (ticket.case.agency, ticket.case.steps.count()) == (UNIT, 1)

    def test_a_transfer_by_the_office_moves_the_ticket_too(self):
        ticket = bad()
        cases.transfer(actor=OFFICE, case=ticket.pk, to="water", reason="送错了单位", at=at("2020-07-07"))
        assert Ticket.objects.get(pk=ticket.pk).agency == "water"

    def test_the_rating_counts_for_the_unit_that_handled_it_and_the_service_keeps_what_was_reported(self):
        ticket = bad("2020-07-06")
        do(ticket, "transfer", unit="water")
        rating = Rating.objects.get(pk=ticket.rating_id)
        assert (rating.agency, rating.act.agency, rating.is_counted) == ("water", UNIT, True)
        row = AuditRow.objects.get(verb="review.counts_for")
        assert row.thing_id == str(ticket.pk)

    @pytest.mark.parametrize("published", [None, at("2020-08-03")])
    def test_a_month_that_was_gathered_keeps_its_numbers(self, published):
        ticket = bad("2020-07-31")
        Edition.objects.create(year=2020, month=7, version=1, case_id=ticket.pk, tables={}, digest="",
                               published_at=published)
        do(ticket, "transfer", "2020-08-04", unit="water")
        assert (Rating.objects.get().agency, ticket.agency) == (UNIT, "water")
        assert not AuditRow.objects.filter(verb="review.counts_for").exists()


class TestOwnNumbers:
    def set_to(self, name: str, value: str) -> None:
        own_numbers.set_number(actor=OFFICE, name=name, value=value, reason="试行", at=at("2020-07-01"))

    @pytest.mark.parametrize(("reading", "steps", "rule", "last"), [
        ("R-1106", (), "check", "2020-07-08"),
        ("R-1107", ("complicated", "finish"), "feedback", "2020-07-09"),
        ("R-1108", ("complicated", "finish", "feed_back"), "call_back", "2020-07-09"),
        ("R-1109", ("no_basis",), "explain", "2020-07-09")])
    def test_a_number_that_is_set_gives_a_last_day(self, reading, steps, rule, last):
        self.set_to(reading, "2")
        ticket = real("2020-07-06")
        goes(ticket, *steps)
        assert due(ticket.case, rule) == DAY(last)

    def test_without_it_the_limit_runs_without_a_last_day(self):
        clock = bad().case.clocks["running"]["service_reviews/check"]
        assert clock["due"] is None

    def test_each_rule_takes_its_own_number(self):
        self.set_to("R-1106", "1")
        ticket = real("2020-07-06")
        goes(ticket, "complicated", "finish")
        assert ticket.case.clocks["running"]["service_reviews/feedback"]["due"] is None

    def test_a_limit_that_runs_stays_when_the_number_changes(self):
        self.set_to("R-1107", "2")
        ticket = real("2020-07-06")
        goes(ticket, "complicated", "finish")
        self.set_to("R-1107", "5")
        assert due(ticket.case, "feedback") == DAY("2020-07-09")

    def test_empty_switches_off_and_the_history_stays(self):
        self.set_to("R-1106", "2")
        self.set_to("R-1106", "")
        assert own_numbers.value_of("R-1106") is None
        held = next(one for one in own_numbers.held() if one.number.name == "R-1106")
        assert [one.value for one in held.history] == ["", "2"]

    @pytest.mark.parametrize("value", ["0", "-1", "1.5", "3651", "两", "123456"])
    def test_only_whole_days(self, value):
        with pytest.raises(CannotDo) as refusal:
            self.set_to("R-1106", value)
        assert refusal.value.field == "value"
        assert not Setting.objects.exists()

    @pytest.mark.parametrize("actor", [HEAD, SUPERVISOR, HANDLER])
    def test_only_who_manages_the_reviews_sets_it(self, actor):
        with pytest.raises(CannotDo):
            own_numbers.set_number(actor=actor, name="R-1106", value="2", reason="试行")

    def test_the_packs_settings_are_listed_with_their_questions(self):
        names = [one.name for one in own_numbers.numbers()]
        assert {f"R-{number}" for number in range(1106, 1112)} < set(names)
        assert {"reminder_days", "counter_minutes", "retention"} < set(names)


class TestRates:
    def closed(self, count: int, called: int, **more: object) -> None:
        for number in range(count):
            ticket = real(number=f"C-{Ticket.objects.count()}")
            goes(ticket, "no_basis", "feed_back", "call_back", "close")
            if number >= called:
                Ticket.objects.filter(pk=ticket.pk).update(was_called_back=False)
            Ticket.objects.filter(pk=ticket.pk).update(**more)

    @pytest.mark.parametrize(("closed", "called", "rate", "met"), [
        (8, 8, "100", True), (8, 7, "87.5", False), (0, 0, "-", None)])
    def test_all_that_ended_are_called_back(self, closed, called, rate, met):
        self.closed(closed, called)
        found = selectors.callback(UNIT, *YEAR)
        assert (found.rate, found.met) == (rate, met)

    def test_anonymous_ones_do_not_count(self):
        for _one in range(5):
            goes(bad(), "no_basis", "close_anonymous")
        self.closed(2, 2)
        assert selectors.callback("", *YEAR) == selectors.CallBack(2, 2, "100", met=True)

    @pytest.mark.parametrize("called", [0, 1])
    def test_what_was_set_aside_leaves_both_numbers(self, called):
        self.closed(1, called, is_set_aside=True)
        self.closed(2, 2)
        assert selectors.callback(UNIT, *YEAR) == selectors.CallBack(2, 2, "100", met=True)

    def test_the_day_of_the_end_decides_and_both_ends_count(self):
        self.closed(1, 1)
        day = DAY("2020-07-07")
        assert selectors.callback(UNIT, day, day).closed == 1
        assert selectors.callback(UNIT, day + timedelta(1), YEAR[1]).closed == 0
        assert selectors.callback("water", *YEAR).rate == "-"

    def test_what_runs_past_its_day_is_overdue(self):
        do(bad("2020-07-06"), "complicated")
        assert selectors.rectified(UNIT, *YEAR, now=at("2020-07-13", "23:59")).running == 1
        assert selectors.rectified(UNIT, *YEAR, now=at("2020-07-14", "00:00")).overdue == 1


class TestWhatADeskAdds:
    """The registry of the mechanism, with a desk that nobody else uses."""

    @pytest.fixture
    def desk(self, monkeypatch):
        monkeypatch.setattr(checks, "_checks", {})
        monkeypatch.setattr(checks, "_afters", {})
        return "a-desk"

    def open(self, desk: str) -> Case:
        return cases.open_case(actor=HEAD, procedure="service_reviews/ticket", title="一件", agency=UNIT, desk=desk,
                               at=at("2020-07-06")).case

    def take(self, case: Case) -> Step:
        return cases.take(actor=HANDLER, case=case.pk, step="clear", given={"finding": "清楚"}, at=at("2020-07-06"))

    def test_a_check_sees_what_was_typed_and_keeps_the_step_from_being_written(self, desk):
        seen = []

        def refuse(work, step, data, actor):
            seen.append((work.case.desk, step.id, data["finding"], actor))
            raise CannotDo("不行")

        checks.offer_check(desk, refuse)
        case = self.open(desk)
        with pytest.raises(CannotDo, match="不行"):
            self.take(case)
        assert seen == [(desk, "clear", "清楚", HANDLER)]
        assert case.steps.count() == 1

    def test_what_follows_is_in_the_same_transaction(self, desk):
        def fail(work, step, made, actor):
            assert made.pk
            raise CannotDo("后面不行")

        checks.offer_after(desk, fail)
        case = self.open(desk)
        with pytest.raises(CannotDo):
            self.take(case)
        case.refresh_from_db()
        assert (case.state, case.steps.count()) == ("to_check", 1)

    def test_another_desk_is_left_alone(self, desk):
        checks.offer_check(desk, lambda *_args: pytest.fail("not this desk"))
        assert self.take(self.open("another")).to == "at_once"


def test_every_mark_that_the_desk_asks_for_stands_in_the_pack():
    run = find_procedure("service_reviews/ticket")
    both = [run.procedure, find_procedure("service_reviews/review").procedure]
    stated = {mark for one in both if isinstance(one, Procedure) for step in one.steps for mark in step.marks}
    asked = {value for name, value in vars(marks).items() if name.isupper()}
    assert asked <= stated
