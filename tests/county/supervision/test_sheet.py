"""The ledger as Excel and back: the same rows as the list, new matters row by row, all or nothing, each once."""

from __future__ import annotations

import io
import zipfile
from datetime import date, timedelta
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from python_calamine import CalamineWorkbook
from xlsxwriter import Workbook

from county import business
from county.accounts.actor import Actor, HeldPost
from county.agencies.names import agencies, agency_name
from county.cases.models import Case
from county.cases.procedures import find_procedure
from county.cases.says import CannotDo
from county.supervision.matters import ledger, sheet_in, sheet_out
from county.supervision.matters.ledger import Wanted
from county.supervision.matters.opening import NewMatter, kinds, open_matter, open_plan
from county.supervision.models import Matter
from county.supervision.plans import plans
from county.supervision.slots import slot

from .acting import at as on_monday

pytestmark = pytest.mark.database
TODAY = date(2020, 12, 14)
MARK = UUID("7f2f9c1e-8d0e-4f3a-9f57-0c2a4b1d6e11")
COLUMNS = list(sheet_out.IN)


@pytest.fixture(autouse=True)
def monday(monkeypatch):
    """Monday, 14 December 2020, ten in the morning."""
    monkeypatch.setattr(business, "now", lambda: on_monday(TODAY.isoformat()))


@pytest.fixture
def chaser(db) -> str:
    """The office that gives tasks to offices."""
    return find_procedure(slot("duty")).procedure.steps[0].who.agencies[0]


@pytest.fixture
def office(chaser) -> Actor:
    return Actor(None, "某人", (HeldPost(0, chaser, "主任", "supervisor"),))


@pytest.fixture
def client_of_office(enter, chaser):
    return enter("supervisor", chaser)


@pytest.fixture
def units(db) -> list[str]:
    return [one.id for one in agencies() if one.kind == "department"]


def workbook(rows, header=COLUMNS, above=()):
    held = io.BytesIO()
    with Workbook(held, {"in_memory": True, "default_date_format": "yyyy-mm-dd"}) as book:
        sheet = book.add_worksheet()
        for number, cells in enumerate([*above, header, *rows]):
            for column, cell in enumerate(cells):
                sheet.write(number, column, cell)
    return held.getvalue()


def row(title="修路灯", lead="", **more):
    """Cells in the order of the template."""
    said = {"事项": title, "牵头单位": lead, "收到日期": "2020-12-11", "安排日期": "2020-12-14",
            "要结果的日期": "2020-12-31", **more}
    return [said.get(name, "") for name in COLUMNS]


def planned(*rows, header=COLUMNS, above=()):
    return sheet_in.plan_rows(sheet_in.read_sheet(workbook(rows, header, above)))


def cells_of(data):
    return CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python(skip_empty_area=False)


def matter(office, unit, title="修路灯", **more):
    return open_matter(actor=office, new=NewMatter(title, unit, TODAY, TODAY, **more))


def exported(client, query=""):
    return cells_of(client.get(reverse("supervision:export") + query).content)


def test_every_case_of_the_ledger_is_one_row_with_its_days_as_days(office, units):
    made = matter(office, units[0], kind=next(kind for kind, _title in kinds()), origin="县领导",
                  units={units[1]: "参与", units[2]: "共同牵头"})
    _note, header, line = cells_of(sheet_out.workbook_of(ledger.ledger(), business.now()))
    said = dict(zip(header, line, strict=True))
    assert list(said) == list(sheet_out.OUT)
    assert (said["编号"], said["事项"], said["牵头单位"]) == (made.number, "修路灯", agency_name(units[0]))
    assert (said["共同牵头"], said["参与单位"]) == (agency_name(units[2]), agency_name(units[1]))
    assert said["种类"] == next(title for _kind, title in kinds())
    assert (said["收到日期"], said["安排日期"]) == (TODAY, TODAY)
    assert said["完成期限"] == made.due_at.astimezone(business.ZONE).date()


def test_a_task_of_a_plan_names_its_document_number_and_place(office):
    plan = next(one for one in plans() if one.tasks)
    open_plan(actor=office, plan=plan)
    _note, header, *lines = cells_of(sheet_out.workbook_of(ledger.ledger(), business.now()))
    assert len(lines) == len(plan.tasks)
    places = {(str(line[header.index("任务号")]), line[header.index("依据（位置）")]) for line in lines}
    assert places == {(one.number, f"{plan.document} {one.at}".strip()) for one in plan.tasks}


@pytest.mark.parametrize("query", ["", "lead={unit}", "lamp=none", "lamp=late", "document=own", "words=路灯"])
def test_the_file_has_as_many_rows_as_the_list_counts(client_of_office, office, units, query):
    for number, unit in enumerate(units[:3]):
        matter(office, unit, f"修路灯{number}", due=TODAY + timedelta(days=number) if number else None)
    open_plan(actor=office, plan=next(one for one in plans() if one.tasks))
    asked = query.format(unit=units[0])
    counted = ledger.narrowed(Wanted.of(dict(pair.split("=") for pair in asked.split("&") if pair))).count()
    assert len(exported(client_of_office, f"?{asked}")) - 2 == counted


def test_the_line_above_says_the_day_and_what_was_left_out(client_of_office, office, units):
    matter(office, units[0])
    note = exported(client_of_office, f"?lead={units[0]}&lamp=none")[0][0]
    assert "2020年12月14日" in note
    assert f"牵头单位：{agency_name(units[0])}；灯：未定时限" in note
    assert "演示数据" in note


@pytest.mark.parametrize("start", ["=", "+", "-", "@"])
def test_a_title_that_looks_like_a_formula_stays_text(office, units, start):
    matter(office, units[0], f"{start}cmd()")
    data = sheet_out.workbook_of(ledger.ledger(), business.now())
    assert f"'{start}cmd()" in cells_of(data)[2]
    parts = zipfile.ZipFile(io.BytesIO(data))
    assert not any(b"<f>" in parts.read(name) for name in parts.namelist())


def test_more_rows_need_no_more_queries(office, units):
    asked = []
    for number in range(4):
        matter(office, units[number], f"修路灯{number}", units={units[9]: "参与"})
        if number in (0, 3):
            with CaptureQueriesContext(connection) as seen:
                sheet_out.workbook_of(ledger.ledger(), business.now())
            asked.append(len(seen))
    assert asked == [4, 4]


BOUNDARIES = [("K1", "2020-03-25", "2020-04-16"), ("K2", "2020-03-25", "2020-04-16"),
              ("K3", "2020-03-25", "2020-05-09"), ("K4", "2020-03-27", "2020-03-30"),
              ("K5", "2020-03-25", "2020-04-01"), ("K6", "2020-03-25", "2020-04-09"),
              ("K4", "2020-04-30", "2020-05-06")]


def test_real_start_dates_count_over_holidays_and_the_case_gets_the_day_of_the_preview(office, units):
    lead = agency_name(units[0])
    plan = planned(*(row(f"事项{n}", lead, 种类=dict(kinds())[kind], 收到日期=received, 要结果的日期="")
                     for n, (kind, received, _due) in enumerate(BOUNDARIES)))
    assert plan.errors == []
    assert [str(one.due) for one in plan.rows] == [due for _kind, _received, due in BOUNDARIES]
    assert all("期限已过" in "".join(one.warnings) for one in plan.rows)
    assert sheet_in.carry_out(actor=office, plan=plan, mark=MARK) == len(BOUNDARIES)
    days = [one.due_at.astimezone(business.ZONE).date().isoformat() for one in Case.objects.order_by("title")]
    assert days == [due for _kind, _received, due in BOUNDARIES]


def test_wrong_cells_are_named_by_row_and_column_with_what_to_do(units):
    lead = agency_name(units[0])
    group = next(one.name for one in agencies() if one.kind == "group")
    superior = next(one.name for one in agencies() if one.kind == "superior")
    plan = planned(
        row("", lead), row("一", ""), row("二", "查无此局"), row("三", group), row("四", superior),
        row("五", lead, 参与单位=f"{lead}、查无此局"), row("六", lead, 种类="大事"), row("七", lead, 收到日期=""),
        row("八", lead, 收到日期="去年"), row("九", lead, 收到日期="2020-02-30"),
        row("十", lead, 收到日期="2020-12-15"),
        row("十一", lead, 要结果的日期="2020-12-13"), row("十二", lead, 要结果的日期="2020-12-14"),
        row("十三", lead, 安排日期="2020-12-15"), row("十四", lead, 特别重要="非常"), row("题" * 201, lead),
        row("十五", lead), row("十五", lead))
    says = {(number, column): says for number, column, says in plan.errors}
    assert set(says) == {
        (2, "事项"), (3, "牵头单位"), (4, "牵头单位"), (5, "牵头单位"), (6, "牵头单位"), (7, "参与单位"), (8, "种类"),
        (9, "收到日期"), (10, "收到日期"), (11, "收到日期"), (12, "收到日期"), (13, "要结果的日期"),
        (14, "当日要结果的理由"), (15, "安排日期"), (16, "特别重要"), (17, "事项"), (19, "事项")}
    assert "没有叫“查无此局”的单位" in says[4, "牵头单位"]
    assert "“查无此局”" in says[7, "参与单位"]
    assert "第 18 行重复" in says[19, "事项"]


def test_the_same_day_needs_a_reason_and_with_one_it_stands(units, office):
    plan = planned(row(lead=agency_name(units[0]), 要结果的日期="2020-12-14", 当日要结果的理由="明早要报省里"))
    assert (plan.errors, plan.rows[0].warnings) == ([], [])
    sheet_in.carry_out(actor=office, plan=plan, mark=MARK)
    assert Matter.objects.get().same_day == "明早要报省里"


def test_where_the_rule_makes_order_and_last_day_the_same_the_row_warns(units):
    """Received on Friday, one working day: due on Monday, which is also the day of the order."""
    one_day = next(kind for kind, received, due in BOUNDARIES if due == "2020-03-30")
    said = {"种类": one_day, "收到日期": "2020-12-11", "要结果的日期": ""}
    lead = agency_name(units[0])
    plan = planned(row("一", lead, **said), row("二", lead, **said, 当日要结果的理由="急"))
    assert plan.errors == []
    assert [one.due for one in plan.rows] == [TODAY, TODAY]
    assert [bool(one.warnings) for one in plan.rows] == [True, False]


def test_units_are_known_by_any_of_their_names_and_a_group_takes_part_with_every_member(units):
    known = next(one for one in agencies() if one.kind == "department" and one.generic)
    group = next(one for one in agencies() if one.kind == "group" and one.stands_for and "township" in
                 one.stands_for.kinds)
    townships = [one.id for one in agencies() if one.kind == "township"]
    plan = planned(row(lead=known.generic[0], 参与单位=f"{known.name}，{group.name}；{agency_name(units[-1])}"))
    assert plan.errors == []
    assert plan.rows[0].new.lead == known.id
    assert list(plan.rows[0].new.units) == [*townships, units[-1]]


def test_an_order_day_left_empty_is_today_and_days_may_be_days_of_excel(units):
    lead = agency_name(units[0])
    plan = planned(row("一", lead, 收到日期=date(2020, 3, 25), 安排日期=""), row("二", lead, 收到日期="2020年3月25日"),
                   row("三", lead, 收到日期="2020/3/25"))
    assert [(one.new.received, one.new.ordered) for one in plan.rows] == [(date(2020, 3, 25), TODAY)] * 3


def test_a_ledger_that_comes_back_opens_only_rows_without_a_number(client_of_office, office, units):
    made = matter(office, units[0], "=旧事项", due=date(2020, 12, 31))
    lines = exported(client_of_office)
    fresh = ["", "", "新事项", "", agency_name(units[1]), agency_name(units[2]), "", "", TODAY, TODAY,
             date(2020, 12, 31)]
    plan = planned(lines[2], fresh, header=lines[1], above=[lines[0]])
    assert plan.errors == []
    assert [(one.number, one.held) for one in plan.rows] == [(3, made), (4, None)]
    assert (plan.rows[1].due, plan.rows[1].new.units) == (date(2020, 12, 31), {units[2]: "共同牵头"})
    assert sheet_in.carry_out(actor=office, plan=plan, mark=MARK) == 1
    assert Case.objects.count() == 2


def test_a_number_that_the_ledger_does_not_know_is_an_error(units):
    plan = planned(["201214-ABCDEF", *row(lead=agency_name(units[0]))], header=["编号", *COLUMNS])
    assert [(number, column) for number, column, _says in plan.errors] == [(2, "编号")]


def test_what_was_opened_before_is_said_and_can_be_meant(office, units):
    made = matter(office, units[0], due=date(2020, 12, 31))
    plan = planned(row(lead=agency_name(units[0]), 收到日期="2020-12-14"))
    assert made.number in plan.rows[0].warnings[0]


def test_the_same_confirmation_twice_opens_nothing_twice(office, units):
    plan = planned(row("一", agency_name(units[0])), row("二", agency_name(units[1])))
    for _twice in range(2):
        sheet_in.carry_out(actor=office, plan=plan, mark=MARK)
    assert sorted(Case.objects.values_list("title", flat=True)) == ["一", "二"]


def test_one_wrong_row_opens_none(office, units):
    plan = planned(row("一", agency_name(units[0])), row("二", "查无此局"))
    with pytest.raises(CannotDo, match="第 3 行“牵头单位”"):
        sheet_in.carry_out(actor=office, plan=plan, mark=MARK)
    assert not Case.objects.exists()


def test_another_unit_opens_nothing_even_past_the_pages(units):
    other = Actor(None, "某人", (HeldPost(0, units[0], "局长", "head"),))
    with pytest.raises(CannotDo):
        sheet_in.carry_out(actor=other, plan=planned(row(lead=agency_name(units[0]))), mark=MARK)
    assert not Case.objects.exists()


def send(client, data):
    return client.post(reverse("supervision:import"), {"file": SimpleUploadedFile("事项.xlsx", data)}, follow=True)


def test_a_file_is_previewed_confirmed_once_and_then_gone(client_of_office, units):
    page = send(client_of_office, workbook([row(lead=agency_name(units[0]))]))
    assert "确认后立项 1 件" in page.content.decode()
    assert not Case.objects.exists()
    mark = page.context["mark"]
    for says in ("已立项 1 件", "没有再立一次"):
        answer = client_of_office.post(reverse("supervision:import-confirm"), {"mark": mark}, follow=True)
        assert says in answer.content.decode()
    assert Case.objects.get().title == "修路灯"


def test_the_button_of_an_earlier_file_and_a_discarded_file_open_nothing(client_of_office, units):
    first = send(client_of_office, workbook([row("一", agency_name(units[0]))])).context["mark"]
    second = send(client_of_office, workbook([row("二", agency_name(units[0]))])).context["mark"]
    client_of_office.post(reverse("supervision:import-confirm"), {"mark": first})
    client_of_office.post(reverse("supervision:import-discard"))
    client_of_office.post(reverse("supervision:import-confirm"), {"mark": second})
    assert not Case.objects.exists()


def test_the_preview_names_what_is_wrong_and_has_no_button(client_of_office):
    page = send(client_of_office, workbook([row(lead="查无此局")])).content.decode()
    assert "第 2 行“牵头单位”" in page
    assert reverse("supervision:import-confirm") not in page


def bomb():
    """A small file that unpacks to a big one."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as parts:
        parts.writestr("xl/workbook.xml", b"0" * (sheet_in.UNPACKED + 1))
    return held.getvalue()


@pytest.mark.parametrize(("data", "says"), [
    (bomb(), "内容太多"), (workbook([["长" * 4000]] * 251), "内容太多"),
    (b"no sheet", "不是能读的 Excel"), (b"PK\x03\x04broken", "不是能读的 Excel"), (workbook([]), "没有事项"),
    (workbook([], ["事项", "牵头单位"]), "缺少这些列：收到日期"), (b"x" * (sheet_in.SIZE + 1), "超过 2 MB"),
    (workbook([["一"]] * (sheet_out.ROWS + 1)), "最多导入 500 行")])
def test_a_file_that_cannot_be_taken_gets_a_sentence(data, says):
    with pytest.raises(CannotDo, match=says):
        sheet_in.read_sheet(data)


def test_the_template_lists_the_kinds_and_comes_back_with_what_was_filled_in(client_of_office):
    data = client_of_office.get(reverse("supervision:import-template")).content
    assert cells_of(data) == [COLUMNS]
    choices = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(1).to_python()
    assert [one[0] for one in choices] == [title for _kind, title in kinds()]
    sheet = zipfile.ZipFile(io.BytesIO(data)).read("xl/worksheets/sheet1.xml").decode()
    assert f"$A${len(choices)}" in sheet


@pytest.mark.parametrize("name", ["import", "import-template", "import-preview", "from-documents"])
def test_strangers_sign_in_and_other_units_are_refused_with_a_sentence(client, enter, units, name):
    assert client.get(reverse(f"supervision:{name}")).status_code == 302
    answer = enter("head", units[0]).get(reverse(f"supervision:{name}"))
    assert answer.status_code == 403
    assert "立项、交办由" in answer.content.decode()


def test_who_reads_the_list_exports_what_the_list_shows_and_a_stranger_nothing(client, enter, office, units):
    matter(office, units[0])
    matter(office, units[1])
    assert client.get(reverse("supervision:export")).status_code == 302
    assert enter("auditor").get(reverse("supervision:export")).status_code == 403
    reader = enter("handler", units[0])
    listed = reader.get(reverse("supervision:matters")).context["total"]
    assert len(exported(reader)) - 2 == listed


def test_the_preview_needs_as_many_queries_for_many_rows_as_for_one(units):
    asked = []
    for count in (1, 30):
        rows = sheet_in.read_sheet(workbook([row(f"事项{n}", agency_name(units[0])) for n in range(count)]))
        with CaptureQueriesContext(connection) as seen:
            sheet_in.plan_rows(rows)
        asked.append(len(seen))
    assert asked == [1, 1]
