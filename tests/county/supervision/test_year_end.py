"""The year-end sheet: what each document says, what is on record under it, who reads it. No weights, no score."""

from __future__ import annotations

import io
import re
from datetime import date
from uuid import uuid4

import pytest
from python_calamine import CalamineWorkbook

from county import business, offers
from county.agencies.stand_for import members_of
from county.cases import services as cases
from county.cases.models import Case, Concern, Term
from county.cases.procedures import running
from county.supervision.matters import ledger
from county.supervision.matters.opening import open_plan
from county.supervision.models import Interview, Placing, Progress, Quarter, Urging
from county.supervision.plans import plans
from county.supervision.sheets import achievements, entries, guards, year_end
from county.supervision.sheets.checked import asked
from county.supervision.sheets.deciding import NewDecision, decide, kinds, propose, revoke
from county.supervision.slots import slot, slots_of

from .sheets_doing import DAY, a_unit, at, last, let_it_be, of, sent, supervisor, the_plan

pytestmark = pytest.mark.database
YEAR = 2020


@pytest.fixture(autouse=True)
def only_this_desk(monkeypatch):
    monkeypatch.setattr(offers, "_year_end", {entries.entries_of: (10, entries.entries_by_unit)})


@pytest.fixture
def opened(db) -> None:
    for plan in plans():
        open_plan(actor=supervisor(), plan=plan, at=at(date(YEAR, 5, 6)))


def a_lead() -> str:
    """The unit that leads most of the plan's tasks."""
    leads = [task.lead for task in the_plan().tasks]
    return max(set(leads), key=leads.count)


def titled(agency: str, title: str, year: int = YEAR) -> list[offers.YearEndEntry]:
    return [one for one in offers.year_end_entries(agency, year) if one.title == title]


def test_nothing_is_on_record_before_anything_happened(db):
    assert all(offers.year_end_entries(agency, YEAR) == [] for agency, _name in achievements.appraised())


def test_tasks_led_and_joined_are_those_of_the_ledger(opened):
    for agency, _name in achievements.appraised():
        for plan_system in {plan.system for plan in plans()}:
            document = next(plan.document for plan in plans() if plan.system == plan_system)
            wanted = ledger.Wanted(document=plan_system)
            for title, narrowed in (("牵头的任务", wanted.with_(lead=agency)),
                                    ("参加的任务", wanted.with_(joins=agency))):
                count = ledger.narrowed(narrowed).count()
                found = [one for one in titled(agency, title) if one.document == document]
                assert [one.value.partition(" ")[0] for one in found] == ([str(count)] if count else [])


def test_done_late_and_in_time_are_counted_apart(opened):
    agency, system = a_lead(), the_plan().system
    mine = list(ledger.narrowed(ledger.Wanted(lead=agency, plan=the_plan().rule)))
    due = at(date(YEAR, 10, 31), "23:59")
    for number, case in enumerate(mine[:3]):
        ended = {"clock": "x", "due": due.isoformat(), "soft": False, "by_close": False, "seq": 1,
                 "ended": (due + (number == 2) * DAY).isoformat()}
        Case.objects.filter(pk=case.pk).update(is_open=False, closed_at=due, clocks={"running": {}, "ended": [ended]})
    parts = ledger.by_unit(ledger.narrowed(ledger.Wanted(document=system)))[agency]
    [entry] = [one for one in titled(agency, "牵头的任务") if one.document == the_plan().document]
    assert [int(one) for one in re.findall(r"\d+", entry.value)] == [
        sum(parts.values()), parts["done"], parts["late"], sum(parts.values()) - parts["done"] - parts["late"]]
    assert entry.note == "办结的里按时 2 件，迟 1 件"


@pytest.mark.parametrize(("opened_on", "closed_on", "counts"), [
    (date(2019, 12, 31), None, True), (date(2019, 6, 1), date(2019, 12, 31), False),
    (date(2019, 6, 1), date(2020, 1, 1), True), (date(2020, 12, 31), None, True), (date(2021, 1, 1), None, False)])
def test_a_task_belongs_to_the_years_in_which_it_ran(opened, opened_on, closed_on, counts):
    agency = a_lead()
    mine = ledger.narrowed(ledger.Wanted(lead=agency))
    mine.update(opened_at=at(opened_on), is_open=closed_on is None, closed_at=at(closed_on) if closed_on else None)
    assert bool(titled(agency, "牵头的任务")) is counts


def test_limits_kept_are_told_by_quarter(opened):
    agency = a_lead()
    case = ledger.narrowed(ledger.Wanted(lead=agency)).first()
    Term.objects.all().delete()
    for day, kept in ((date(YEAR, 3, 31), 0), (date(YEAR, 4, 1), 1)):
        Term.objects.create(case=case, clock=f"{day}", title="限期", since=at(day), due_at=at(day),
                            ended_at=at(day) + (1 - kept) * DAY)
    found = [one for one in offers.year_end_entries(agency, YEAR) if "时限" in one.title]
    assert {one.title: (one.value, one.note) for one in found} == {
        "第 1 季度的时限": ("到期 1 件，按时 0", "0%"), "第 2 季度的时限": ("到期 1 件，按时 1", "100%")}


def test_places_of_settled_quarters_and_interviews_are_on_record(opened):
    agency, held = a_lead(), list(Case.objects.all()[:3])
    for number, frozen in ((1, at(date(YEAR, 4, 9))), (2, None)):
        quarter = Quarter.objects.create(case=held[number], year=YEAR, quarter=number, frozen_at=frozen)
        Placing.objects.create(quarter=quarter, agency=agency, category="department", rank=24, is_last=True, step=1)
    Interview.objects.create(case=held[0], quarter=Quarter.objects.get(quarter=1), agency=agency, step=1)
    assert [(one.value, one.note) for one in titled(agency, "第 1 季度预评")] == [("第 24 名", "列入末位")]
    assert titled(agency, "第 2 季度预评") == []
    assert [one.value for one in offers.year_end_entries(agency, YEAR) if one.note == "第 1 季度预评"] == [
        running(held[0]).procedure.title_of(held[0].state)]


def test_urgings_are_counted_by_document_and_by_year(opened):
    agency = a_lead()
    case = ledger.narrowed(ledger.Wanted(lead=agency, plan=the_plan().rule)).first()
    for day in (date(YEAR - 1, 12, 31), date(YEAR, 1, 1), date(YEAR, 12, 31), date(YEAR + 1, 1, 1)):
        Urging.objects.create(case=case, batch=uuid4(), agency=agency, words="请抓紧", shown_as="督查室",
                              business_at=at(day))
    assert [(one.document, one.value) for one in titled(agency, "收到催办")] == [(the_plan().document, "2 次")]


def test_of_what_a_unit_reported_the_latest_word_on_each_task_counts(opened):
    agency = members_of(the_plan().implementers[0])[0]
    first, second = ledger.narrowed(ledger.Wanted(plan=the_plan().rule))[:2]
    for number, (case, done) in enumerate(((first, False), (first, True), (second, True), (second, False))):
        Progress.objects.create(case=case, agency=agency, words="落实中", is_done=done, shown_as="镇政府",
                                business_at=at(date(YEAR, 6, 1 + number)))
    assert [one.value for one in titled(agency, "落实的任务")] == ["填报 2 件，已落实 1"]


@pytest.mark.parametrize(("sent_after", "value", "note"), [(0, "2020年11月20日", ""), (2, "2020年11月22日", "迟 2 天")])
def test_a_self_check_is_on_record_with_its_day_and_says_when_it_was_late(db, sent_after, value, note):
    sent(a_unit(), at(last() + sent_after * DAY, "23:59"))
    assert [(one.value, one.note) for one in titled(a_unit(), "自查评估表")] == [(value, note)]


def test_a_missing_self_check_is_said_from_the_day_after_and_only_where_the_plan_runs(opened, monkeypatch):
    let_it_be(monkeypatch, at(last(), "23:59"))
    assert titled(a_unit(), "自查评估表") == []
    let_it_be(monkeypatch, at(last() + DAY, "00:00"))
    assert [one.value for one in titled(a_unit(), "自查评估表")] == ["逾期未报"]
    Concern.objects.all().delete()
    ledger.ledger().update(chased=False)
    assert titled(a_unit(), "自查评估表") == []


def test_decisions_stand_one_by_one_and_a_revoked_one_says_so(db):
    agency, kind = a_lead(), kinds()[0]
    for day in (date(YEAR, 1, 1), date(YEAR, 12, 1)):
        held = decide(actor=supervisor(), new=NewDecision(agency, kind.no, "工作扎实", "县政府", day))
    revoke(actor=supervisor(), decision=held.pk, reason="误登")
    found = titled(agency, kind.title)
    assert [one.note for one in found] == ["工作扎实", "已撤销：误登"]
    assert {one.at for one in found} == {kind.at}
    assert titled(agency, kind.title, YEAR - 1) == []


def test_achievements_are_told_with_the_documents_verdict(db):
    agency = a_lead()
    propose(actor=of(agency, "head"), agency=agency, title="一次办好", at=at(date(YEAR, 3, 1)))
    [entry] = titled(agency, "亮点工作")
    assert (entry.value, entry.note) == ("申报 1 项，计入 0 项", "还没有")


def test_no_entry_carries_points_or_a_sum(opened):
    for agency, _name in achievements.appraised():
        for one in offers.year_end_entries(agency, YEAR):
            assert not re.search(r"分$|得分|总分|权重", one.title + one.value)


def test_each_document_of_the_pack_is_quoted_and_says_who_would_record_what_is_missing(db):
    sheet = year_end.sheets([a_unit()], YEAR)[0]
    documents = list(dict.fromkeys(entries.document_of_rule(one) for one in slots_of("year_end")))
    assert [one.document for one in sheet.documents] == documents
    assert all(one.says and one.office and all(said.at for said in one.says) for one in sheet.documents)


def test_a_document_without_a_slot_still_shows_its_record(opened):
    named = {entries.document_of_rule(one) for one in slots_of("year_end")}
    others = {plan.document for plan in plans()} - named
    agency = next(task.lead for plan in plans() if plan.document in others for task in plan.tasks)
    assert {one.document for one in year_end.sheets([agency], YEAR)[0].others} <= others
    assert year_end.sheets([agency], YEAR)[0].others


@pytest.mark.parametrize(("role", "agency", "own", "other"), [
    ("handler", "finance", 200, 403), ("head", "finance", 200, 403), ("staff", "finance", 200, 403),
    ("leader", "county-government", 200, 200), ("supervisor", "supervision-office", 200, 200)])
def test_a_unit_reads_its_own_and_who_watches_over_the_county_reads_all(enter, role, agency, own, other):
    client = enter(role, agency)
    assert client.get("/督查/年终/finance/").status_code == own
    for path in ("water/", "water/导出/"):
        assert client.get(f"/督查/年终/{path}").status_code == other
    assert client.get("/督查/年终/导出/").status_code == other
    listed = client.get("/督查/年终/").content.decode()
    assert ("县水务局" in listed) is (other == 200)


def test_an_unknown_unit_is_not_found(enter):
    assert enter("leader").get("/督查/年终/nowhere/").status_code == 404


@pytest.mark.parametrize("said", ["", "2020", "20x0", "1999", "99999", "２０２０"])
def test_a_year_that_is_none_is_this_year(enter, said):
    page = enter("handler", "finance").get(f"/督查/年终/finance/?year={said}")
    assert page.status_code == 200
    assert f" {business.business_today().year} 年" in page.content.decode()


def test_the_file_of_all_units_has_a_row_for_each_entry_and_for_each_document_without(opened, enter):
    data = enter("leader").get(f"/督查/年终/导出/?year={YEAR}").content
    rows = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()[1:]
    units = [one for one, _name in achievements.appraised()]
    sheets = year_end.sheets(units, YEAR)
    bare = sum(not one.entries for sheet in sheets for one in sheet.documents)
    assert len(rows) == sum(year_end.counts(units, YEAR).values()) + bare
    assert sum(row[4] == "没有记录" for row in rows) == bare


def test_the_page_of_one_unit_counts_what_the_list_counts(opened, enter):
    client, agency = enter("leader"), a_lead()
    count = year_end.counts([agency], YEAR)[agency]
    assert f"有 {count} 条记录" in client.get(f"/督查/年终/{agency}/?year={YEAR}").content.decode()


def test_all_units_cost_as_many_queries_as_one(opened, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as one:
        year_end.counts([a_lead()], YEAR)
    with django_assert_num_queries(len(one)):
        year_end.counts([agency for agency, _name in achievements.appraised()], YEAR)


def test_where_the_pack_names_no_document_there_is_no_page(enter, monkeypatch):
    monkeypatch.setattr(guards, "slots_of", lambda _name: ())
    assert enter("leader").get("/督查/年终/").status_code == 404


def test_who_has_to_check_itself_and_is_no_appraised_unit_is_still_in_the_plan(db):
    assert set(asked(the_plan())) - {one for one, _name in achievements.appraised()} <= {
        task.lead for task in the_plan().tasks} | {unit for task in the_plan().tasks for unit in task.units}


def test_a_desk_without_a_rule_for_rates_tells_none(opened, monkeypatch):
    monkeypatch.setattr(entries, "slot", lambda name: "" if name == "on_time_rate" else slot(name))
    assert list(entries.kept_in_quarters([a_lead()], YEAR)) == []


def test_a_unit_that_takes_part_is_told_apart_from_the_lead(opened):
    concern = Concern.objects.filter(joined=True, case__chased=True).first()
    cases.finish_part(actor=of(concern.who), case=concern.case_id, result="办完了", at=at(date(YEAR, 6, 1)))
    document = next(plan.document for plan in plans() if concern.case.source.startswith(f"{plan.rule}#"))
    [entry] = [one for one in titled(concern.who, "参加的任务") if one.document == document]
    assert entry.value.endswith("自己的部分办完 1")
