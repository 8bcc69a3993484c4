"""The unit's people as Excel: template, preview row by row, all or nothing."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from python_calamine import CalamineWorkbook
from xlsxwriter import Workbook

from county.agencies.models import Person, Tenure
from county.agencies.names import agency_name
from county.agencies.sheets import COLUMNS

pytestmark = pytest.mark.database


def workbook(rows, header=COLUMNS):
    held = io.BytesIO()
    with Workbook(held, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for number, cells in enumerate([header, *rows]):
            for column, cell in enumerate(cells):
                sheet.write(number, column, cell)
    return held.getvalue()


@pytest.fixture
def send(head, own, today):
    """Upload rows to the unit; returns the preview page, or the answer where there is none."""

    def upload(rows, first=None, header=COLUMNS, data=None):
        file = SimpleUploadedFile("人员.xlsx", data if data is not None else workbook(rows, header))
        said = {"file": file, "first": (first or today).isoformat(), "ground": "人〔2031〕1号"}
        return head.post(reverse("agencies:roster", args=[own]), said, follow=True)

    return upload


def confirm(head, own, response):
    mark = response.context["mark"]
    return head.post(reverse("agencies:roster-confirm", args=[own]), {"mark": mark}, follow=True)


def test_good_rows_are_previewed_then_written(send, head, own, today):
    name = agency_name(own)
    response = send([(name, "甲某", "科长", 13900000000, "经办人"), (name, "乙某", "科员", "", "")])
    assert "2 行，其中 2 行是新任职" in response.content.decode()
    assert not Person.objects.filter(name="甲某").exists()
    confirm(head, own, response)
    held = Tenure.objects.get(person__name="甲某")
    assert (held.post.title, held.post.role, held.first, held.person.telephone, held.ground) \
        == ("科长", "handler", today, "13900000000", "人〔2031〕1号")
    assert Tenure.objects.get(person__name="乙某").post.role == "staff"


def test_wrong_rows_are_named_by_number_and_nothing_is_stored(send, head, own, other):
    name = agency_name(own)
    rows = [(name, "甲某", "科长", "", "经办人"), (name, "", "科员", "", ""), ("查无此局", "丙某", "科员", "", ""),
            (agency_name(other), "丁某", "科员", "", ""), (name, "戊某", "科员", "", "大王"),
            (name, "己某", "新岗", "", "系统管理员"), (name, "甲某", "科长", "", "")]
    response = send(rows)
    page = response.content.decode()
    wrong = dict(response.context["plan"].errors)
    says = {3: "没有填姓名", 4: "没有叫“查无此局”的单位", 5: "不是本页的单位", 6: "没有“大王”这个角色",
            7: "由系统管理员登记", 8: "与第 2 行重复"}
    assert set(wrong) == set(says)
    for number, words in says.items():
        assert words in wrong[number]
        assert f"第 {number} 行：" in page
    assert "第 2 行：" not in page.replace("与第 2 行", "")
    assert "确认登记" not in page
    confirm(head, own, response)
    assert not Person.objects.filter(name="甲某").exists()


def test_an_old_post_ends_the_day_before_and_is_not_overwritten(send, head, own, hold, today):
    old = hold(own, "科员", "甲某", today - timedelta(days=30))
    response = send([(agency_name(own), "甲某", "科长", "", "经办人")])
    assert "甲某的“科员”到前一天为止" in response.content.decode()
    confirm(head, own, response)
    old.refresh_from_db()
    assert (old.first, old.last) == (today - timedelta(days=30), today - timedelta(days=1))
    assert Tenure.objects.get(person=old.person, last=None).first == today


def test_two_posts_of_one_person_in_the_sheet_both_stay(send, head, own, hold, today):
    old = hold(own, "科员", "甲某", today - timedelta(days=30))
    name = agency_name(own)
    confirm(head, own, send([(name, "甲某", "科员", "", ""), (name, "甲某", "出纳", "", "")]))
    assert set(Tenure.objects.filter(person=old.person, last=None).values_list("post__title", flat=True)) \
        == {"科员", "出纳"}


def test_a_post_that_began_that_day_cannot_be_replaced_the_same_day(send, own, hold, today):
    hold(own, "科员", "甲某", today)
    assert "新任职要晚于这一天" in send([(agency_name(own), "甲某", "科长", "", "")]).content.decode()


def test_the_template_sent_back_unchanged_changes_nothing(send, head, own, hold, today):
    hold(own, "科员", "甲某", today - timedelta(days=1), telephone="=1+1")
    data = head.get(reverse("agencies:roster-template", args=[own])).content
    page = send([], data=data).content.decode()
    assert "与已登记的完全一样" in page
    assert "确认登记" not in page


@pytest.mark.parametrize("start", ["=", "+", "-", "@"])
def test_cells_that_look_like_formulas_are_text(head, own, hold, today, start):
    hold(own, "科员", f"{start}cmd()", today)
    data = head.get(reverse("agencies:roster-template", args=[own])).content
    cells = [cell for row in CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()
             for cell in row]
    assert f"'{start}cmd()" in cells
    assert b"<f>" not in data


@pytest.mark.parametrize("data", [b"no sheet", b"PK\x03\x04broken"])
def test_a_file_that_is_no_sheet_gets_a_sentence(send, data):
    response = send([], data=data)
    assert response.status_code == 400
    assert "不是能读的 Excel" in response.content.decode()


def test_missing_columns_are_named(send):
    assert "缺少这些列：手机、角色" in send([], header=("单位", "姓名", "职务")).content.decode()


def test_an_empty_sheet_says_where_to_begin(send):
    assert "从第 2 行起填写" in send([]).content.decode()


def test_what_is_discarded_does_not_stay(send, head, own):
    response = send([(agency_name(own), "甲某", "科长", "", "")])
    head.post(reverse("agencies:roster-discard", args=[own]))
    assert head.get(reverse("agencies:roster-preview", args=[own])).status_code == 302
    confirm(head, own, response)
    assert not Person.objects.filter(name="甲某").exists()


def test_the_button_of_another_file_confirms_nothing(send, head, own):
    first = send([(agency_name(own), "甲某", "科长", "", "")])
    send([(agency_name(own), "乙某", "科长", "", "")])
    confirm(head, own, first)
    assert not Person.objects.filter(name__in=["甲某", "乙某"]).exists()


def test_the_preview_belongs_to_its_unit(send, admin, head, own, other, enter):
    send([(agency_name(own), "甲某", "科长", "", "")])
    assert head.get(reverse("agencies:roster-preview", args=[other])).status_code == 403


def test_more_rows_need_no_more_queries(send, head, own, queries):
    name, address = agency_name(own), reverse("agencies:roster-preview", args=[own])
    send([(name, "甲某", "科长", "", "")])
    one = queries(head, address)
    send([(name, f"某{n}", "科长", "", "") for n in range(3)])
    assert queries(head, address) == one
