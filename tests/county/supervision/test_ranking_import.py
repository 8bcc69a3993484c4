"""Places from an Excel file: looked at first, all of it or nothing."""

from __future__ import annotations

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from python_calamine import CalamineWorkbook

from county.agencies.names import agencies, agency_name
from county.cases.says import CannotDo
from county.supervision.models import Placing
from county.supervision.ranking import services, sheets

from .ranking_acting import departments, placed, ranks, townships

pytestmark = [pytest.mark.database, pytest.mark.django_db]
QUARTER = "/督查/季度/2020-3/"
HEADER = ("单位", "名次")


@pytest.fixture
def office(enter):
    return enter("supervisor", services.rankers()[0])


def book(*rows, header=HEADER) -> bytes:
    from xlsxwriter import Workbook

    held = io.BytesIO()
    with Workbook(held, {"in_memory": True}) as written:
        sheet = written.add_worksheet()
        for number, cells in enumerate((header, *rows)):
            for column, cell in enumerate(cells):
                sheet.write(number, column, cell)
    return held.getvalue()


def sent(data: bytes) -> dict[str, SimpleUploadedFile]:
    return {"file": SimpleUploadedFile("名次.xlsx", data)}


def hidden(page: str) -> dict[str, str]:
    parts = page.partition("确认保存")[0].split('name="rank-')[1:]
    return {f"rank-{one.partition(chr(34))[0]}": one.partition('value="')[2].partition('"')[0] for one in parts}


def test_a_file_is_looked_at_then_confirmed(office):
    placed(2020, 3, {})
    given = ranks(size=25)
    data = book(*((agency_name(unit), place) for unit, place in given.items()))
    response = office.post(f"{QUARTER}导入/", sent(data))
    assert response.status_code == 200
    assert not Placing.objects.exists()
    fields = hidden(response.content.decode())
    assert office.post(QUARTER, fields).status_code == 303
    assert dict(Placing.objects.values_list("agency", "rank")) == given


def test_any_name_of_a_unit_is_understood(db):
    for unit in (one for one in agencies() if one.id in departments()):
        for name in unit.known_as:
            assert sheets.read_sheet(book((name, 1))).ranks == {unit.id: 1}, name


def test_units_that_are_not_in_the_file_keep_their_place(office):
    town = townships()[0]
    placed(2020, 3, {town: 2, departments()[0]: 4})
    page = office.post(f"{QUARTER}导入/", sent(book((agency_name(departments()[0]), 1)))).content.decode()
    assert hidden(page) == {f"rank-{town}": "2", f"rank-{departments()[0]}": "1"}


def test_an_empty_place_takes_the_unit_out(office):
    placed(2020, 3, {departments()[0]: 4, departments()[1]: 1})
    page = office.post(f"{QUARTER}导入/", sent(book((agency_name(departments()[0]), "")))).content.decode()
    assert hidden(page) in ({f"rank-{departments()[1]}": "1"}, {})


def test_each_wrong_row_is_named_and_none_can_be_confirmed(office):
    placed(2020, 3, {})
    one, two = (agency_name(unit) for unit in departments()[:2])
    rows = [(one, 1), ("没有的局", 2), (two, "三"), (one, 3), (agency_name(services.rankers()[0]), 4), ("", 5)]
    response = office.post(f"{QUARTER}导入/", sent(book(*rows)))
    page = response.content.decode()
    assert response.status_code == 422
    assert [f"第 {number} 行" in page.partition('role="alert"')[2] for number in range(2, 9)] == [
        True, True, True, True, True, True, False]
    assert "确认保存" not in page
    assert not Placing.objects.exists()


@pytest.mark.parametrize(("rank", "fits"), [(1, True), (29, True), (29.0, True), ("29", True), (30, False), (0, False),
                                            (1.5, False), (-1, False), ("一", False)])
def test_a_place_is_a_whole_number_within_the_category(db, rank, fits):
    plan = sheets.read_sheet(book((agency_name(departments()[0]), rank)))
    assert bool(plan.ranks) == fits
    assert bool(plan.errors) is not fits


@pytest.mark.parametrize("data", [
    b"", b"PK\x03\x04", "单位,名次".encode(), book(), book(("", "")), book((1,), header=("单位",)),
    b"0" * (sheets.SIZE + 1), book(*([("某", 1)] * (sheets.ROWS + 1)))])
def test_what_is_no_sheet_of_places_is_refused_in_one_sentence(db, data):
    with pytest.raises(CannotDo) as refusal:
        sheets.read_sheet(data)
    assert refusal.value.says.endswith("。")


def test_a_missing_file_is_told_on_the_page(office):
    placed(2020, 3, {})
    for given in ({}, sent(b"x")):
        assert office.post(f"{QUARTER}导入/", given).status_code == 422


def test_the_template_lists_every_ranked_unit_with_its_place(office):
    given = ranks(size=25)
    placed(2020, 3, given)
    data = office.get(f"{QUARTER}名次表/").content
    header, *rows = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()
    assert tuple(header) == HEADER
    assert len(rows) == len(departments()) + len(townships())
    assert sheets.read_sheet(data).ranks == given


def test_the_template_and_the_import_are_for_the_supervising_side(enter, client):
    placed(2020, 3, {})
    department = enter("head", departments()[0])
    assert department.post(f"{QUARTER}导入/", sent(book((agency_name(departments()[0]), 1)))).status_code == 403
    assert client.get(f"{QUARTER}名次表/").status_code == 302
