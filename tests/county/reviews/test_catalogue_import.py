"""The lists out of Excel: one workbook or three, previewed, all or nothing, once."""

from __future__ import annotations

import pytest
from django.urls import reverse

from county.audit.models import AuditRow
from county.reviews.models import Counter, Item, ServiceUnit, Staff

from .catalogue_doing import OFFICE_AGENCY, cells, upload, workbook
from .doing import places

pytestmark = pytest.mark.database
UNITS = ["机构", "种类", "级别", "主管单位", "上级机构", "窗口", "评价器"]
ITEMS = ["编码", "名称", "单位", "可网办", "在清单内"]
STAFF = ["工号", "机构", "单位", "已离岗"]
HOUSING = "县住建局"


@pytest.fixture
def office(enter):
    return enter("review_office", OFFICE_AGENCY)


@pytest.fixture(autouse=True)
def named(db):
    """What the county calls a unit."""
    from county.agencies.names import agency_name

    return agency_name("housing")


def page(name):
    return reverse(f"reviews:catalogue-{name}")


def sheets(named, **more):
    return {
        "机构和窗口": [UNITS, ["村站", "站点", "村", named, "大厅", "", ""],
                  ["大厅", "大厅", "县", named, "", "1号", "是"], ["大厅", "", "", "", "", "2号", "否"]],
        "事项": [ITEMS, ["X-1", "办一件事", named, "是", ""]], "人员": [STAFF, ["8001", "大厅", named, ""]], **more}


def read(client, *books):
    return client.post(page("import"), {"file": [upload(workbook(one)) for one in books]})


def confirm(client):
    shown = client.get(page("preview"))
    return client.post(page("confirm"), {"mark": shown.context["mark"]})


def counts():
    return [model.objects.count() for model in (ServiceUnit, Counter, Item, Staff)]


def test_one_workbook_with_three_sheets_is_written_whole(office, named):
    assert read(office, sheets(named)).status_code == 302
    plan = office.get(page("preview")).context["plan"]
    assert (plan.errors, plan.added) == ([], 5)
    assert counts() == [0, 0, 0, 0]
    assert confirm(office).status_code == 302
    assert counts() == [2, 2, 1, 1]
    assert ServiceUnit.objects.get(name="村站").parent.name == "大厅"
    assert {one.name: one.has_screen for one in Counter.objects.all()} == {"1号": True, "2号": False}
    assert AuditRow.objects.filter(verb="review.sheet").count() == 1


def test_three_files_do_the_same(office, named):
    read(office, *({name: rows} for name, rows in sheets(named).items()))
    confirm(office)
    assert counts() == [2, 2, 1, 1]


def test_what_is_there_is_changed_or_left(office, named):
    read(office, sheets(named))
    confirm(office)
    code = Counter.objects.get(name="1号").code
    changed = {"事项": [ITEMS, ["X-1", "改了名", named, "否", "否"]],
               "机构和窗口": [UNITS, ["大厅", "中心", "县", named, "", "1号", "否"],
                         ["村站", "站点", "村", named, "", "", ""]]}
    read(office, changed)
    plan = office.get(page("preview")).context["plan"]
    assert [one.word for one in plan.lines] == ["change", "same", "change"]
    confirm(office)
    assert (Item.objects.get().name, Item.objects.get().is_listed) == ("改了名", False)
    assert ServiceUnit.objects.get(name="大厅").kind == "centre"
    assert (Counter.objects.get(name="1号").code, Counter.objects.get(name="1号").has_screen) == (code, False)
    assert ServiceUnit.objects.get(name="村站").parent.name == "大厅"


def test_the_same_confirmation_again_writes_nothing(office, named):
    read(office, sheets(named))
    mark = office.get(page("preview")).context["mark"]
    for _time in range(2):
        office.post(page("confirm"), {"mark": mark})
    assert counts() == [2, 2, 1, 1]
    assert AuditRow.objects.filter(verb="review.sheet").count() == 1


@pytest.mark.parametrize(("sheet", "row", "column"), [
    ("机构和窗口", ["", "大厅", "县", HOUSING, "", "", ""], "机构"),
    ("机构和窗口", ["新厅", "宫殿", "县", HOUSING, "", "", ""], "种类"),
    ("机构和窗口", ["新厅", "大厅", "省", HOUSING, "", "", ""], "级别"),
    ("机构和窗口", ["新厅", "大厅", "县", "没有的局", "", "", ""], "主管单位"),
    ("机构和窗口", ["新厅", "大厅", "县", HOUSING, "没有的厅", "", ""], "上级机构"),
    ("机构和窗口", ["新厅", "大厅", "县", HOUSING, "村站", "", ""], "上级机构"),
    ("机构和窗口", ["新厅", "大厅", "县", HOUSING, "新厅", "", ""], "上级机构"),
    ("机构和窗口", ["大厅", "站点", "县", HOUSING, "", "3号", ""], "机构"),
    ("机构和窗口", ["大厅", "", "", "", "", "1号", ""], "窗口"),
    ("机构和窗口", ["大厅", "", "", "", "", "9号", "也许"], "评价器"),
    ("事项", ["X-1", "又一件", HOUSING, "", ""], "编码"),
    ("事项", ["X" * 61, "一件", HOUSING, "", ""], "编码"),
    ("事项", ["X-2", "", HOUSING, "", ""], "名称"),
    ("人员", ["8002", "没有的厅", HOUSING, ""], "机构")])
def test_one_wrong_row_is_said_and_stops_all(office, named, sheet, row, column):
    book = sheets(named)
    book[sheet] = [*book[sheet], [named if cell == HOUSING else cell for cell in row]]
    read(office, book)
    shown = office.get(page("preview"))
    assert [(one, at) for one, _number, at, _says in shown.context["plan"].errors] == [(sheet, column)]
    assert "确认写入" not in shown.content.decode()
    office.post(page("confirm"), {"mark": shown.context["mark"]})
    assert counts() == [0, 0, 0, 0]


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 no book", workbook({"别的": [["甲", "乙"]]}),
                                  workbook({"事项": [ITEMS]})])
def test_a_file_that_is_no_such_table_is_refused(office, data):
    answer = office.post(page("import"), {"file": upload(data)})
    assert answer.status_code == 422
    assert answer.context["wrong"].field == "file"


def test_formulas_come_back_as_text_and_go_out_as_text(office, named):
    book = sheets(named, 事项=[ITEMS, ["X-1", "=HYPERLINK(\"x\")", named, "", ""], ["'+X-2", "@x", named, "", ""]])
    read(office, book)
    confirm(office)
    assert set(Item.objects.values_list("code", "name")) == {("X-1", '=HYPERLINK("x")'), ("+X-2", "@x")}
    out = cells(office.get(page("template"), {"filled": "yes"}).content)
    assert [row[:2] for row in out["事项"][1:]] == [["'+X-2", "'@x"], ["X-1", "'=HYPERLINK(\"x\")"]]


def test_what_goes_out_comes_back_unchanged(office, named):
    places()
    data = office.get(page("template"), {"filled": "yes"}).content
    office.post(page("import"), {"file": upload(data)})
    plan = office.get(page("preview")).context["plan"]
    assert (plan.errors, {one.word for one in plan.lines}) == ([], {"same"})


def test_only_the_office_imports(client, enter):
    for name in ("import", "template", "preview"):
        assert client.get(page(name)).status_code == 302
        assert enter("head", "housing").get(page(name)).status_code == 403


def test_a_thousand_rows_take_few_statements(office, named, django_assert_max_num_queries):
    rows = [[f"I-{n}", f"事项{n}", named, "", ""] for n in range(1000)]
    read(office, {"事项": [ITEMS, *rows]})
    mark = office.get(page("preview")).context["mark"]
    with django_assert_max_num_queries(40):
        office.post(page("confirm"), {"mark": mark})
    assert Item.objects.count() == 1000
