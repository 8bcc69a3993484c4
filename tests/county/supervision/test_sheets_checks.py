"""Self-checks: who has to, until when, what is late, who reads what; and what the pages keep of a refused form."""

from __future__ import annotations

import io

import pytest
from python_calamine import CalamineWorkbook

from county.audit.models import AuditRow
from county.cases.says import CannotDo
from county.supervision.models import SelfCheck
from county.supervision.sheets import checked, selectors
from county.supervision.sheets.services import Said, save_check

from .sheets_doing import DAY, a_unit, all_done, at, last, let_it_be, of, sent, supervisor, the_plan

pytestmark = pytest.mark.database


def organiser() -> str:
    return checked.stages_of(the_plan())[0].leads[0]


def address(agency: str) -> str:
    return f"/督查/自查/{the_plan().rule}/{agency}/"


def form(agency: str, **more: str) -> dict[str, str]:
    return {f"done-{one.no}": "yes" for one in checked.asked_of(the_plan(), agency)} | more


def test_every_unit_that_leads_joins_or_carries_out_a_task_has_to_check_itself(db):
    from county.agencies.stand_for import members_of

    plan = the_plan()
    wanted = {member for task in plan.tasks for unit in task.units for member in members_of(unit)}
    wanted |= {member for unit in plan.implementers for member in members_of(unit)}
    assert set(checked.asked(plan)) == wanted


def test_a_unit_has_one_line_for_each_whole_task_as_the_most_that_it_is_to_any_part(db):
    plan = the_plan()
    for unit, lines in checked.asked(plan).items():
        assert len({one.no for one in lines}) == len(lines)
        for line in lines:
            parts = [task for task in plan.tasks if task.no == line.no]
            if any(task.lead == unit for task in parts):
                assert line.role == checked.LEAD


def test_who_carries_every_task_out_has_a_line_for_every_task(db):
    plan = the_plan()
    wanted = {task.no for task in plan.tasks}
    carriers = [unit for unit, lines in checked.asked(plan).items() if lines[0].role == checked.IMPLEMENTER]
    assert carriers
    assert all({one.no for one in checked.asked(plan)[unit]} == wanted for unit in carriers)


@pytest.mark.parametrize(("days", "clock", "kind", "word"), [
    (-1, "10:00", "none", "未报"), (0, "00:00", "near", "今天到期，未报"), (0, "23:59", "near", "今天到期，未报"),
    (1, "00:00", "late", "逾期未报")])
def test_a_sheet_is_late_from_the_day_after_the_last_day_on(db, days, clock, kind, word):
    row = selectors.standings(the_plan(), at(last() + days * DAY, clock))[0]
    assert (row.mark.kind, row.mark.word) == (kind, word)


@pytest.mark.parametrize(("days", "clock", "word"), [
    (-1, "10:00", "已报送"), (0, "23:59", "已报送"), (1, "00:00", "迟 1 天"), (5, "10:00", "迟 5 天")])
def test_sent_on_the_last_day_is_in_time_and_a_day_after_is_a_day_late(db, days, clock, word):
    sent(a_unit(), at(last() + days * DAY, clock))
    assert selectors.standings(the_plan(), at(last() + 30 * DAY))[0].mark.word == word


def test_a_sheet_that_was_sent_is_corrected_on_the_last_day_and_stays_sent_when_it_was(db):
    unit, first = a_unit(), at(last() - 2 * DAY)
    sent(unit, first)
    no = checked.asked_of(the_plan(), unit)[0].no
    fixed = save_check(actor=of(unit), plan=the_plan(), agency=unit, at=at(last(), "23:59"),
                       said=all_done(unit) | {no: Said(False, "还差一户")})
    assert fixed.sent_at == first
    assert fixed.lines.get(no=no).gap == "还差一户"


def test_a_day_later_nothing_of_it_is_corrected(db):
    unit = a_unit()
    sent(unit, at(last()))
    with pytest.raises(CannotDo):
        save_check(actor=of(unit), plan=the_plan(), agency=unit, said={}, at=at(last() + DAY, "00:00"))
    assert SelfCheck.objects.get().lines.count() == len(checked.asked_of(the_plan(), unit))


def test_a_sheet_sent_late_is_not_corrected_at_all(db):
    unit = a_unit()
    sent(unit, at(last() + DAY))
    with pytest.raises(CannotDo):
        sent(unit, at(last() + DAY, "11:00"))


def test_a_draft_may_be_incomplete_and_is_nowhere_shown_as_sent(db):
    unit = a_unit()
    no = checked.asked_of(the_plan(), unit)[0].no
    draft = save_check(actor=of(unit), plan=the_plan(), agency=unit, said={no: Said(True)}, at=at(last() - DAY))
    assert (draft.sent_at, draft.lines.count()) == (None, 1)
    assert selectors.standings(the_plan(), at(last()))[0].sent_at is None
    assert not selectors.reads_sheet(supervisor(), the_plan(), unit, draft)


@pytest.mark.parametrize(("said", "field"), [(Said(None), "done"), (Said(False), "gap"), (Said(False, " "), "gap"),
                                             (Said(True, "长" * 501), "gap")])
def test_a_line_that_is_not_complete_sends_nothing(db, said, field):
    unit = a_unit()
    no = checked.asked_of(the_plan(), unit)[-1].no
    with pytest.raises(CannotDo) as refusal:
        sent(unit, at(last()), all_done(unit) | {no: said})
    assert refusal.value.field == f"{field}-{no}"
    assert not SelfCheck.objects.exists()


def test_a_gap_of_five_hundred_characters_is_kept(db):
    unit = a_unit()
    no = checked.asked_of(the_plan(), unit)[0].no
    assert sent(unit, at(last()), all_done(unit) | {no: Said(False, "长" * 500)}).lines.get(no=no).gap == "长" * 500


def test_nobody_fills_in_the_sheet_of_another_unit(db):
    with pytest.raises(CannotDo):
        save_check(actor=supervisor(), plan=the_plan(), agency=a_unit(), said=all_done(a_unit()), send=True,
                   at=at(last()))
    assert not AuditRow.objects.filter(verb="supervision.self_check").exists()


def test_each_change_of_a_sheet_is_on_record(db):
    for clock in ("09:00", "10:00"):
        sent(a_unit(), at(last(), clock))
    assert AuditRow.objects.filter(verb="supervision.self_check").count() == 2


def test_a_refused_form_keeps_what_was_typed(enter, monkeypatch):
    let_it_be(monkeypatch, at(last()))
    unit = a_unit()
    no = checked.asked_of(the_plan(), unit)[-1].no
    typed = form(unit, send="yes", words="总的还好", **{f"done-{no}": "no", f"gap-{no}": ""})
    page = enter("handler", unit).post(address(unit), typed)
    assert page.status_code == 422
    shown = page.content.decode()
    assert "总的还好" in shown
    assert f'name="done-{no}" value="no" checked' in shown
    assert not SelfCheck.objects.exists()


def test_a_sheet_goes_from_form_to_list(enter, monkeypatch):
    let_it_be(monkeypatch, at(last()))
    unit = a_unit()
    client = enter("handler", unit)
    assert client.post(address(unit), form(unit, send="yes")).status_code == 303
    assert "已报送" in client.get("/督查/自查/").content.decode()


def test_after_the_last_day_a_sent_sheet_has_no_form_left_and_an_unsent_one_has(enter, monkeypatch):
    unit, other = a_unit(), a_unit(1)
    sent(unit, at(last()))
    let_it_be(monkeypatch, at(last() + DAY))
    assert "check-form" not in enter("handler", unit).get(address(unit)).content.decode()
    assert "记为迟报" in enter("handler", other).get(address(other)).content.decode()


@pytest.mark.parametrize(("role", "where", "status"), [
    ("handler", "own", 200), ("staff", "own", 200), ("handler", "other", 403), ("handler", "organiser", 200),
    ("leader", "county-government", 200)])
def test_a_sent_sheet_is_read_by_the_unit_who_organises_the_check_and_who_watches(enter, role, where, status):
    unit = a_unit()
    sent(unit, at(last()))
    agency = {"own": unit, "other": a_unit(1), "organiser": organiser()}.get(where, where)
    assert enter(role, agency).get(address(unit)).status_code == status


def test_staff_read_the_sheet_and_do_not_send_it(enter):
    unit = a_unit()
    assert enter("staff", unit).post(address(unit), form(unit, send="yes")).status_code == 403


def test_a_unit_without_a_task_has_no_sheet(enter):
    assert enter("handler", "county-government").get(address("county-committee")).status_code == 404


def test_the_export_holds_every_unit_and_every_gap_for_the_organiser_alone(enter, monkeypatch):
    unit = a_unit()
    no = checked.asked_of(the_plan(), unit)[0].no
    sent(unit, at(last()), all_done(unit) | {no: Said(False, "=还差一户")})
    path = f"/督查/自查/{the_plan().rule}/导出/"
    assert enter("handler", unit).get(path).status_code == 403
    book = CalamineWorkbook.from_filelike(io.BytesIO(enter("handler", organiser()).get(path).content))
    units, gaps = (book.get_sheet_by_index(one).to_python() for one in (0, 1))
    assert len(units) == 1 + len(checked.asked(the_plan()))
    assert gaps[1][2] == "'=还差一户"


@pytest.mark.parametrize("several", [1, 6])
def test_the_list_asks_as_many_queries_for_one_sheet_as_for_six(enter, several, django_assert_max_num_queries):
    client = enter("handler", a_unit())
    for place in range(several):
        sent(a_unit(place), at(last()))
    with django_assert_max_num_queries(6):
        client.get("/督查/自查/")


@pytest.mark.parametrize("path", ["自查", "抽查", "奖惩", "亮点", "年终", "表册"])
def test_strangers_are_sent_to_sign_in_and_auditors_are_refused(client, enter, path):
    assert client.get(f"/督查/{path}/").status_code == 302
    assert enter("auditor").get(f"/督查/{path}/").status_code == 403


def test_where_the_pack_orders_no_check_there_is_no_page_and_no_last_day(enter, monkeypatch):
    monkeypatch.setattr(checked, "slot", lambda _name: "")
    assert checked.last_day(the_plan()) is None
    monkeypatch.setattr(checked, "plans", lambda: ())
    assert enter().get("/督查/自查/").status_code == 404


def test_a_plan_without_a_last_day_is_never_late(db, monkeypatch):
    monkeypatch.setattr(checked, "slot", lambda _name: "")
    assert {one.mark.word for one in selectors.standings(the_plan())} == {"未报"}
