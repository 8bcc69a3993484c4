"""One population, one set of lamps, the same counts everywhere; on time or late by the day of the feedback."""

from __future__ import annotations

from datetime import date

import pytest

from county.cases import services as cases
from county.cases.models import Case, Term
from county.cases.refold import refold
from county.cases.sweep import sweep
from county.files import Kept
from county.supervision.matters import ledger
from county.supervision.matters.ledger import LAMPS, OWN, Wanted
from county.supervision.matters.opening import NewMatter, open_matter, open_plan
from county.supervision.matters.rates import on_time, rate
from county.supervision.matters.rows import kept_words, row_of
from county.supervision.plans import plan_of, plans

from .acting import OFFICE, actor_with, at, handler

PAPER = Kept("台账.pdf", "application/pdf", 10, "0" * 64)
HOUSING = handler("housing")
NOW = at("2020-11-02")


def matter(kind: str = "K1", day: str = "2020-03-25", **more) -> Case:
    received = date.fromisoformat(day)
    new = NewMatter(title="研究一份上级文件", lead="housing", received=received, ordered=received, kind=kind, **more)
    return open_matter(actor=OFFICE, new=new, at=at(day))


def did(case: Case, step: str, day: str, actor=HOUSING, files=(), **given: str) -> Case:
    cases.take(actor=actor, case=case.pk, step=step, given=given, files={one: [PAPER] for one in files},
               at=at(day))
    case.refresh_from_db()
    return case


def working(kind: str = "K1", day: str = "2020-03-25") -> Case:
    held = matter(kind, day)
    did(held, "sign", day)
    return did(held, "plan", day, files=["ledger"], responsible="主要负责人")


def fed_back(day: str, kind: str = "K1", **given: str) -> Case:
    return did(working(kind), "send_feedback", day, files=["result"], **given)


@pytest.fixture
def whole_county(db):
    for one in plans():
        open_plan(actor=OFFICE, plan=one, assign=True, at=at("2020-03-26"))
    matter()
    did(matter("K4", "2020-10-30"), "sign", "2020-10-30")
    sweep(NOW)


class TestCounts:
    def test_every_case_is_under_exactly_one_lamp(self, whole_county):
        under = [set(ledger.ledger().filter(part).values_list("pk", flat=True)) for part in ledger.lamps(NOW).values()]
        assert sum(map(len, under)) == len(set().union(*under)) == ledger.ledger().count()

    def test_units_documents_sources_and_the_whole_count_the_same(self, whole_county):
        whole = ledger.lamp_counts(ledger.ledger(), NOW)
        for grouped in (ledger.by_unit, ledger.by_document, ledger.by_source):
            lines = grouped(ledger.ledger(), NOW).values()
            assert {name: sum(one[name] for one in lines) for name in LAMPS} == whole

    def test_a_filter_leaves_what_the_line_counted(self, whole_county):
        for unit, counts in ledger.by_unit(ledger.ledger(), NOW).items():
            for name in LAMPS:
                assert ledger.narrowed(Wanted(lead=unit, lamp=name), NOW).count() == counts[name]
        for document, counts in ledger.by_document(ledger.ledger(), NOW).items():
            assert ledger.narrowed(Wanted(document=document), NOW).count() == sum(counts.values())

    def test_own_matters_are_a_document_of_their_own(self, whole_county):
        assert ledger.narrowed(Wanted(document=OWN), NOW).count() == 2
        assert ledger.narrowed(Wanted(kind="K4"), NOW).count() == 1

    def test_words_find_title_number_and_printed_place(self, whole_county):
        held = ledger.ledger().get(source="soil/tasks#6-3")
        for words in (held.title[:4], held.number, "6-3"):
            assert held in ledger.narrowed(Wanted(words=words), NOW)

    @pytest.mark.parametrize(("due", "now", "found"), [
        ("today", "2020-10-31", True), ("tomorrow", "2020-10-30", True), ("week", "2020-10-30", True),
        ("week", "2020-11-01", False), ("2020-10", "2020-12-01", True), ("2020-11", "2020-12-01", False)])
    def test_spans_of_days(self, whole_county, due, now, found):
        held = ledger.ledger().get(source="soil/tasks#20-1")
        assert (held in ledger.narrowed(Wanted(due=due), at(now))) is found

    def test_what_an_address_says_wrongly_is_left_out(self):
        assert Wanted.of({"lamp": "blue", "due": "2020-13", "lead": "x\0" + "y" * 300}) == Wanted(lead="x" + "y" * 119)


class TestWhoSees:
    def test_tasks_of_documents_are_for_every_office_and_matters_for_those_concerned(self, whole_county):
        def seen(actor):
            return set(ledger.seen_by(ledger.narrowed(Wanted(document=OWN)), actor))

        everything = set(ledger.narrowed(Wanted(document=OWN)))
        assert seen(OFFICE) == seen(actor_with("county-government", "县长", "leader")) == everything
        assert seen(HOUSING) == everything
        assert seen(handler("water")) == set()
        soil = ledger.narrowed(Wanted(document="soil"))
        assert ledger.seen_by(soil, handler("water")).count() == soil.count()


class TestOnTime:
    @pytest.mark.parametrize(("day", "words"), [
        ("2020-04-16", "按时"), ("2020-04-17", "迟 1 天"), ("2020-04-20", "迟 4 天")])
    def test_feedback_on_the_last_day_is_in_time(self, db, day, words):
        assert kept_words(fed_back(day)) == words

    def test_a_limit_in_principle_says_so(self, db):
        assert kept_words(fed_back("2020-04-17", "K2", late_reason="等上级文件")) == "迟 1 天，文件写“原则上”"

    def test_a_matter_returned_runs_on_with_its_first_limit(self, db):
        held = fed_back("2020-04-10")
        assert Term.objects.get(case=held).ended_at is not None
        did(held, "return_it", "2020-04-13", OFFICE, cause="没有建议")
        assert held.due_at.date() == date(2020, 4, 16)
        assert Term.objects.get(case=held).ended_at is None
        did(held, "resume", "2020-04-13")
        did(held, "send_feedback", "2020-04-17", files=["result"])
        assert kept_words(held) == "迟 1 天"
        assert list(refold()) == []

    @pytest.mark.parametrize(("step", "due"), [
        ("study_jointly", "2020-04-01"), ("name_historical", "2020-04-09")])
    def test_a_changed_kind_keeps_the_day_received(self, db, step, due):
        held = working("K4")
        did(held, step, "2020-03-26", cause="涉及几个单位", approval="分管领导")
        assert held.due_at.date() == date.fromisoformat(due)

    def test_countersigning_takes_the_longer_limit(self, db):
        held = working("K2")
        did(held, "countersign", "2020-03-26", cause="几个单位会签", approval="分管领导")
        assert held.due_at.date() == date(2020, 5, 9)

    def test_the_rate_of_a_quarter_counts_what_was_due(self, db):
        fed_back("2020-04-16")
        fed_back("2020-04-17")
        working("K1", "2020-06-20")
        assert on_time(2020, 2, at("2020-06-30"))["housing"].said == "50"
        assert on_time(2020, 2, at("2020-06-30"))["housing"].due == 2
        assert on_time(2020, 1, at("2020-06-30")) == {}

    def test_nine_of_ten_and_none(self, db):
        assert (rate(9, 10).said, rate(0, 0).said) == ("90", "-")


def test_a_stage_kept_leaves_the_other_days_running(db):
    plan = plan_of("soil/tasks")
    assert plan is not None
    open_plan(actor=OFFICE, plan=plan, assign=True, at=at("2020-04-24"))
    held = Case.objects.get(source="soil/tasks#4")
    unit = handler(held.agency)
    cases.meet(actor=unit, case=held.pk, clock="printed-1", result="采样完成", at=at("2020-04-28"))
    held.refresh_from_db()
    assert held.due_at.date() == date(2020, 6, 30)
    assert kept_words(held) == "迟 18 天"


def test_in_a_live_county_the_plans_of_a_past_year_have_ended(whole_county, settings):
    settings.DEMO = False
    counts = ledger.lamp_counts(ledger.ledger(), at("2021-01-04"))
    assert counts[ledger.PAST] == ledger.ledger().exclude(source="").count()
    held = ledger.ledger().exclude(source="").first()
    assert row_of(held, at("2021-01-04")).lamp.word == "该年度已结束"
    assert counts[ledger.LATE] == 2


def test_so_many_days_that_nobody_tells_them_apart_are_drawn_as_weeks():
    from datetime import timedelta

    from county.charts.year_line import DayMark
    from county.supervision.matters.selectors import MOST_MARKS, by_week

    first = date(2020, 1, 6)
    few = [DayMark(first + timedelta(days=n), 1, "good", "一件", "") for n in range(MOST_MARKS)]
    assert by_week(few) == few
    many = [*few, DayMark(first + timedelta(days=1), 2, "late", "另一件", "x")]
    weeks = by_week(many)
    assert sum(one.count for one in weeks) == MOST_MARKS + 2
    assert (weeks[0].kind, weeks[0].count, weeks[0].day) == ("late", 9, first + timedelta(days=6))
