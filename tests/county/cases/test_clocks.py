"""Clocks: begun, put off, stopped, suspended. Every number comes from the rule that the case asks."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from county.business import ZONE
from county.cases import limits, services
from county.cases.procedures import county_procedures, find_procedure, running
from county.cases.says import CannotDo
from county.cases.shown import lamp_of
from gongbao.rules.time_limit import TimeLimit
from gongbao.wording import speaker

from .doing import (
    FEEDBACK,
    HANDLER,
    HEAD,
    MATTER,
    MONDAY,
    RECTIFY,
    SUPERVISOR,
    TICK,
    TREND,
    UNIT,
    UNIT_TASK,
    at,
    clock_of,
    did,
    end_of,
    limit_of,
    opened,
    rectifying,
    says,
)
from .walking import actor_with

pytestmark = pytest.mark.database
DAYS = st.dates(date(2020, 1, 1), date(2020, 12, 31))


def due_of(case, name):
    return datetime.fromisoformat(clock_of(case, name)["due"])


def amber_of(case, name):
    found = clock_of(case, name)["amber"]
    return datetime.fromisoformat(found) if found else None


@pytest.mark.parametrize("day", ["2020-12-14", "2020-12-31", "2020-01-19", "2020-09-27"])
def test_a_step_starts_the_clock_that_the_rule_gives_to_the_last_moment_of_its_day(db, day):
    case = rectifying(at(day))
    last = says(case, RECTIFY, received=day).value
    assert case.due_at == end_of(last)
    assert lamp_of(case, end_of(last)).kind != "late"
    assert lamp_of(case, end_of(last) + TICK).kind == "late"


def test_late_is_late_a_microsecond_after_the_last_moment_on_the_late_list(db, monkeypatch):
    from county import business
    from county.cases.selectors import late_cases

    case = rectifying()
    for moment, late in ((case.due_at, []), (case.due_at + TICK, [case])):
        monkeypatch.setattr(business, "now", lambda moment=moment: moment)
        assert list(late_cases()) == late


@pytest.mark.parametrize("clock", ["00:00", "23:59:59.999999"])
def test_the_day_of_the_event_is_the_day_of_business_at_both_its_ends(db, clock):
    assert rectifying(at(MONDAY, clock)).due_at == rectifying(at(MONDAY)).due_at


@pytest.mark.parametrize("kind", ["K1", "K2", "K3", "K4", "K5", "K6"])
def test_what_was_typed_chooses_the_limit(db, kind):
    case = opened(MATTER)
    did(case, "assign", SUPERVISOR, kind=kind, lead="住建局")
    assert case.due_at == end_of(says(case, FEEDBACK, kind=kind, received=MONDAY).value)


def test_a_start_that_was_typed_goes_before_the_day_of_the_step(db):
    book = find_procedure(MATTER).book
    said = {"kind": "K1", "received": "2020-11-02"}
    clock = limits.begin(book, FEEDBACK, said, at())
    assert clock["due"] == end_of(book.ask(FEEDBACK, said).judgement.value).isoformat()


def test_hours_give_a_moment_round_the_clock(db):
    case = opened("earthquake/response_case", "emergency", on=at(MONDAY, "23:10"))
    did(case, "judge", actor_with("emergency", "值班", "handler"), on=at(MONDAY, "23:10"), magnitude="4.1", area="乡镇")
    expected = says(case, TREND, at="2020-12-14 23:10").value.replace(tzinfo=ZONE)
    assert case.due_at == expected
    assert lamp_of(case, expected).kind != "late"
    assert lamp_of(case, expected + TICK).kind == "late"


def test_a_limit_without_a_number_runs_without_a_last_day(db):
    case = rectifying()
    did(case, "finish", result="改好了")
    clock = clock_of(case, "service_reviews/feedback")
    assert (clock["due"], clock["amber"], case.due_at, case.next_at) == (None, None, None, None)
    assert lamp_of(case).kind == "none"


def test_every_limit_of_the_pack_that_a_step_starts_can_begin(db):
    for run in county_procedures():
        for step in run.procedure.steps:
            for key in step.starts:
                rule = run.system.rules[key]
                if not isinstance(rule, TimeLimit):
                    assert limits.begin(run.book, run.rule_id_of(key), {}, at()) is None
                    continue
                known = {name: next(iter(one.choices)) for name, one in rule.asked.items() if one.choices}
                clock = limits.begin(run.book, run.rule_id_of(key), known, at())
                assert (clock["due"] is None) is (clock["unit"] == "unstated")


def asked_for_longer(on=None):
    case = rectifying(on)
    did(case, "ask_extension", HEAD, on=on, reason="等材料", told="已说明")
    return case


def test_a_step_whose_field_a_running_rule_asks_for_puts_its_clock_off(db):
    case = asked_for_longer()
    most = limit_of(case, RECTIFY).extension.most
    before = case.due_at
    did(case, "approve_extension", SUPERVISOR, extension=str(most))
    assert case.due_at == end_of(says(case, RECTIFY, received=MONDAY, extension=most).value) > before
    assert case.due_at == end_of(limits_add(case, before.astimezone(ZONE).date(), int(most)))


def limits_add(case, day, days):
    return find_procedure(case.procedure).book.calendar.add(day, days)


def test_beyond_what_the_document_allows_is_refused_in_the_rule_s_words_and_nothing_is_written(db):
    case = asked_for_longer()
    too_much, seq = int(limit_of(case, RECTIFY).extension.most) + 1, case.seq
    refusal = says(case, RECTIFY, received=MONDAY, extension=too_much)
    with pytest.raises(CannotDo) as by_step:
        did(case, "approve_extension", SUPERVISOR, extension=str(too_much))
    assert speaker("zh")(refusal.reasons[0]) in by_step.value.says
    case.refresh_from_db()
    assert case.seq == seq == case.steps.count()


@pytest.mark.parametrize("days", ["-1", "1.5", "二百", "1e3", " ", "99999999", "\x00"])
def test_an_extension_that_is_no_number_of_days_ahead_is_refused(db, days):
    case = asked_for_longer()
    seq, due = case.seq, case.due_at
    with pytest.raises(CannotDo) as refusal:
        did(case, "approve_extension", SUPERVISOR, extension=days)
    case.refresh_from_db()
    assert refusal.value.says
    assert (case.seq, case.due_at) == (seq, due)


def test_a_documents_limit_is_put_off_by_its_own_step_and_in_no_other_way(db):
    case = rectifying()
    due = case.due_at
    with pytest.raises(CannotDo, match="只按程序延期"):
        services.extend(actor=SUPERVISOR, case=case.pk, last=MONDAY + timedelta(days=60), reason="难", at=at())
    assert due_of(case, RECTIFY) == due


def test_an_own_limit_is_kept_with_the_step_it_is_set_for(db):
    case = opened(UNIT_TASK)
    office = actor_with("court", "办公室", "handler")
    services.set_limit(actor=office, case=case.pk, last=MONDAY, step="report", reason="商定", at=at())
    did(case, "sign")
    assert due_of(case, limits.OWN) == end_of(MONDAY)
    did(case, "report", result="已落实")
    assert (case.clocks["running"], case.due_at) == ({}, None)


def test_what_follows_a_breach_is_what_the_document_says_of_the_step_that_was_due(db):
    case = opened(UNIT_TASK)
    run, office = running(case), actor_with("court", "办公室", "handler")
    for step, words in (("sign", ""), ("report", run.step("report").on_breach)):
        services.set_limit(actor=office, case=case.pk, last=MONDAY, step=step, reason="商定", at=at())
        assert run.consequence(clock_of(case, limits.OWN)) == words
    with pytest.raises(CannotDo, match="没有这一步"):
        services.set_limit(actor=office, case=case.pk, last=MONDAY, step="fly", reason="商定", at=at())


def test_an_own_limit_is_set_replaced_and_put_off_to_a_later_day_only(db):
    case = opened()
    last = MONDAY + timedelta(days=7)
    services.set_limit(actor=SUPERVISOR, case=case.pk, last=MONDAY, reason="当天", at=at())
    assert due_of(case, limits.OWN) == end_of(MONDAY)
    services.set_limit(actor=SUPERVISOR, case=case.pk, last=last, reason="商定", at=at())
    assert due_of(case, limits.OWN) == end_of(last)
    for wrong in (last, last - timedelta(days=1)):
        with pytest.raises(CannotDo, match="要晚于"):
            services.extend(actor=SUPERVISOR, case=case.pk, last=wrong, reason="难", at=at())
    services.extend(actor=SUPERVISOR, case=case.pk, last=last + timedelta(days=1), reason="难", at=at())
    assert due_of(case, limits.OWN) == end_of(last + timedelta(days=1))


def test_an_own_limit_is_not_set_before_today_nor_without_a_reason(db):
    case = opened()
    with pytest.raises(CannotDo, match="早于今天"):
        services.set_limit(actor=SUPERVISOR, case=case.pk, last=MONDAY - timedelta(days=1), reason="晚了", at=at())
    services.set_limit(actor=SUPERVISOR, case=case.pk, last=MONDAY, reason="今天", at=at(MONDAY, "23:59"))
    with pytest.raises(CannotDo, match="请写理由"):
        services.set_limit(actor=SUPERVISOR, case=case.pk, last=MONDAY, reason=" ", at=at())


@pytest.mark.parametrize("last", [date.max, date(2031, 1, 1)])
def test_an_own_limit_may_lie_beyond_every_notice_of_days_off(db, last):
    case = opened()
    services.set_limit(actor=SUPERVISOR, case=case.pk, last=last, reason="长期", at=at())
    assert due_of(case, limits.OWN).date() == last
    assert clock_of(case, limits.OWN)["provisional"]


def test_where_a_procedure_has_an_office_a_units_head_sets_no_limit_for_itself(db):
    case = opened()
    for one in (HANDLER, HEAD, actor_with("finance", "局长", "head"), actor_with(UNIT, "审计", "auditor")):
        with pytest.raises(CannotDo, match="督查人员办理"):
            services.set_limit(actor=one, case=case.pk, last=MONDAY, reason="想", at=at())
    services.set_limit(actor=SUPERVISOR, case=case.pk, last=MONDAY, reason="督办", at=at())


def test_a_step_that_stops_a_limit_ends_its_clock_and_the_end_of_the_case_ends_all(db):
    case = rectifying()
    services.set_limit(actor=SUPERVISOR, case=case.pk, last=MONDAY + timedelta(days=30), reason="商定", at=at())
    did(case, "set_aside", actor_with("service-office", "主任", "handler"), decision="误评")
    assert (case.clocks["running"], case.due_at, case.amber_at, case.next_at) == ({}, None, None, None)
    with pytest.raises(CannotDo, match="已经办结"):
        services.set_limit(actor=SUPERVISOR, case=case.pk, last=MONDAY, reason="再", at=at())


# suspension

def paused(case, since, until):
    services.suspend(actor=SUPERVISOR, case=case.pk, reason="等外县", at=since)
    case.refresh_from_db()
    assert (case.due_at, case.next_at, case.suspended) == (None, None, True)
    services.resume(actor=SUPERVISOR, case=case.pk, at=until)
    case.refresh_from_db()


@pytest.mark.parametrize("until", ["2020-12-14", "2020-12-15", "2020-12-19", "2020-12-21", "2021-01-04"])
def test_suspended_working_days_do_not_count(db, until):
    case = rectifying()
    before, calendar = case.due_at.astimezone(ZONE).date(), find_procedure(case.procedure).book.calendar
    paused(case, at(), at(until))
    whole = calendar.add(before, calendar.count(MONDAY, date.fromisoformat(until)))
    assert case.due_at == end_of(max(whole, date.fromisoformat(until)))


def test_suspended_hours_move_the_moment_by_as_many(db):
    case = opened("earthquake/response_case", "emergency", on=at())
    did(case, "judge", actor_with("emergency", "值班", "handler"), magnitude="4.1", area="乡镇")
    before = case.due_at
    services.suspend(actor=SUPERVISOR, case=case.pk, reason="断网", at=at(MONDAY, "10:30"))
    services.resume(actor=SUPERVISOR, case=case.pk, at=at(MONDAY, "11:15"))
    case.refresh_from_db()
    assert case.due_at == before + timedelta(minutes=45)


def test_nothing_is_written_down_while_suspended_and_a_late_clock_stays_late(db):
    from county.cases.sweep import sweep

    case = rectifying()
    services.suspend(actor=SUPERVISOR, case=case.pk, reason="等", at=at())
    assert sweep(at("2021-03-01")) == 0
    late = rectifying()
    due = late.due_at
    paused(late, due + TICK, due + timedelta(days=9))
    assert late.due_at == due
    in_time = rectifying()
    paused(in_time, due, due + timedelta(days=9))
    assert in_time.due_at > due


def test_twice_suspended_or_resumed_is_told_so(db):
    case = rectifying()
    with pytest.raises(CannotDo, match="没有中止"):
        services.resume(actor=SUPERVISOR, case=case.pk, at=at())
    services.suspend(actor=SUPERVISOR, case=case.pk, reason="等", at=at())
    with pytest.raises(CannotDo, match="已经中止"):
        services.suspend(actor=SUPERVISOR, case=case.pk, reason="等", at=at())


def test_an_extension_after_a_suspension_keeps_the_days_that_did_not_count(db):
    """The rule is asked anew for the longer limit; what was suspended before is not forgotten."""
    calendar, pause = find_procedure("service_reviews/ticket").book.calendar, date(2020, 12, 17)
    case = asked_for_longer()
    most = int(limit_of(case, RECTIFY).extension.most)
    paused(case, at(), at(pause))
    before = case.due_at.astimezone(ZONE).date()
    did(case, "approve_extension", SUPERVISOR, on=at(pause), extension=str(most))
    assert due_of(case, RECTIFY) == end_of(calendar.add(before, most))


# coming near

@given(since=DAYS, span=st.integers(1, 40))
@settings(max_examples=60, deadline=None)
def test_a_limit_comes_near_on_the_morning_of_its_four_fifths_day(since, span):
    book = find_procedure("service_reviews/ticket").book
    if book.option(limits.AMBER) != "fifth":
        pytest.skip("the pack reads R-11 another way")
    calendar, begun = book.calendar, at(since)
    last = calendar.add(since, span)
    found = limits.until(calendar, begun, last, "working_day", amber="fifth")
    near = datetime.fromisoformat(found["amber"])
    used = calendar.count(since, near.date())
    assert near == at(near.date(), "00:00")
    assert used * 5 >= span * 4 > (used - 1) * 5
    assert begun < near <= end_of(last)


def test_the_shortest_limits_come_near_on_their_only_day_or_not_at_all():
    calendar = find_procedure("service_reviews/ticket").book.calendar
    same = limits.until(calendar, at(), MONDAY, "working_day", amber="fifth")
    assert same["amber"] is None
    next_day = limits.until(calendar, at(), MONDAY + timedelta(days=1), "working_day", amber="fifth")
    assert next_day["amber"] == at(MONDAY + timedelta(days=1), "00:00").isoformat()
    today = limits.until(calendar, at(), MONDAY + timedelta(days=3), "day", amber="today")
    assert today["amber"] == at(MONDAY + timedelta(days=3), "00:00").isoformat()


def test_an_hour_s_limit_comes_near_at_four_fifths_of_it():
    calendar = find_procedure("service_reviews/ticket").book.calendar
    found = limits.until(calendar, at(), at(MONDAY, "12:00").replace(tzinfo=None), "hour", amber="fifth")
    assert found["amber"] == at(MONDAY, "11:36").isoformat()
