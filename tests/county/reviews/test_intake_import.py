"""Finished services out of Excel: previewed, all or none, each once; the links are handed out once."""

from __future__ import annotations

import pytest
from django.urls import reverse

from county.audit.models import AuditRow
from county.reviews.intake import sheet_in
from county.reviews.models import ServiceAct
from county.reviews.tokens import hash_of

from .catalogue_doing import OFFICE_AGENCY, cells, upload, workbook
from .doing import finished, places

pytestmark = pytest.mark.database
HEAD = ["编号", "事项编码", "办结时间", "服务机构", "窗口", "平台", "工号", "办件编号", "手机号"]


@pytest.fixture(autouse=True)
def county(db):
    places()


@pytest.fixture
def office(enter):
    return enter("review_office", OFFICE_AGENCY)


def page(name):
    return reverse(f"reviews:acts-{name}")


def row(number="E-1", **more):
    said = {"编号": number, "事项编码": "A-1", "办结时间": "2020-07-06 10:30", "服务机构": "县政务服务大厅",
            "窗口": "1号窗口", "工号": "0001", **more}
    return [said.get(name, "") for name in HEAD]


def read(client, *rows):
    return client.post(page("import"), {"file": upload(workbook({"表": [HEAD, *rows]}))})


def confirm(client):
    return client.post(page("confirm"), {"mark": client.get(page("preview")).context["mark"]})


def test_rows_are_previewed_and_recorded(office):
    read(office, row(), row("E-2", 窗口="counter-1", 服务机构="", 办结时间="2020年7月6日"),
         row("E-3", 窗口="", 服务机构="", 平台="网上大厅", 工号="", 办件编号="M-1"))
    assert office.get(page("preview")).context["plan"].errors == []
    assert not ServiceAct.objects.exists()
    assert confirm(office).status_code == 302
    acts = {one.number: one for one in ServiceAct.objects.select_related("counter", "platform")}
    assert [acts[number].counter and acts[number].counter.code for number in ("E-1", "E-2", "E-3")] == [
        "counter-1", "counter-1", None]
    assert (acts["E-3"].is_online, acts["E-3"].platform.name) == (True, "网上大厅")
    assert AuditRow.objects.filter(verb="review.finish").count() == 3


def test_the_links_are_handed_out_once(office):
    read(office, row(), row("E-2"))
    confirm(office)
    assert "2 件" in office.get(page("imported")).content.decode()
    _head, *given = cells(office.post(page("links")).content)["评价链接"]
    for number, link in given:
        assert hash_of(link.rstrip("/").rpartition("/")[2]) == ServiceAct.objects.get(number=number).token_hash
    assert office.post(page("links")).status_code == 302
    assert "没有可以取走的链接" in office.get(page("imported")).content.decode()


def test_the_same_file_again_records_nothing_and_tells_no_links(office):
    read(office, row())
    mark = office.get(page("preview")).context["mark"]
    office.post(page("confirm"), {"mark": mark})
    office.post(page("links"))
    office.post(page("confirm"), {"mark": mark})
    read(office, row(), row("E-2"))
    assert office.get(page("preview")).context["plan"].held == [2]
    confirm(office)
    assert [number for number, _link in cells(office.post(page("links")).content)["评价链接"][1:]] == ["E-2"]
    assert ServiceAct.objects.count() == 2


@pytest.mark.parametrize(("more", "column"), [
    ({"编号": ""}, "编号"), ({"编号": "E-1"}, "编号"), ({"编号": "长" * 61}, "编号"),
    ({"事项编码": "没有"}, "事项编码"), ({"事项编码": ""}, "事项编码"), ({"办结时间": "昨天"}, "办结时间"),
    ({"办结时间": "2020-13-01"}, "办结时间"), ({"办结时间": "2999-01-01"}, "办结时间"),
    ({"办结时间": "2920-01-01"}, "办结时间"),
    ({"办结时间": "0001-01-01"}, "办结时间"),
    ({"窗口": "9号"}, "窗口"), ({"服务机构": "没有的厅"}, "服务机构"), ({"窗口": "", "服务机构": ""}, "服务机构"),
    ({"平台": "没有"}, "平台"), ({"工号": "9999"}, "工号"), ({"手机号": "0" * 21}, "手机号")])
def test_one_wrong_row_is_said_and_stops_all(office, more, column):
    read(office, row(), row("E-2", **more))
    shown = office.get(page("preview"))
    assert column in [at for _number, at, _says in shown.context["plan"].errors]
    assert {number for number, _at, _says in shown.context["plan"].errors} == {3}
    confirm(office)
    assert not ServiceAct.objects.exists()


def test_a_unit_imports_its_own_alone(enter):
    own, other = enter("handler", "housing"), enter("handler", "county-government")
    for client, right in ((own, True), (other, False)):
        read(client, row())
        assert (client.get(page("preview")).context["plan"].errors == []) is right
        confirm(client)
    assert ServiceAct.objects.count() == 1


def test_strangers_and_those_who_only_read_are_kept_out(client, enter):
    for name in ("import", "template", "preview", "imported"):
        assert client.get(page(name)).status_code == 302
        assert enter("leader").get(page(name)).status_code == 403


def test_what_looks_like_a_formula_stays_text(office):
    read(office, row("=1+1"), row("'@2"))
    confirm(office)
    assert set(ServiceAct.objects.values_list("number", flat=True)) == {"=1+1", "@2"}
    given = cells(office.post(page("links")).content)["评价链接"][1:]
    assert {number for number, _link in given} == {"'=1+1", "'@2"}


def test_five_thousand_rows_come_in_few_statements(office, django_assert_max_num_queries):
    finished("E-0")
    read(office, *(row(f"E-{n}") for n in range(sheet_in.ROWS)))
    mark = office.get(page("preview")).context["mark"]
    with django_assert_max_num_queries(200):
        office.post(page("confirm"), {"mark": mark})
    assert ServiceAct.objects.count() == sheet_in.ROWS


def test_one_row_too_many_is_refused(office):
    answer = read(office, *(row(f"E-{n}") for n in range(sheet_in.ROWS + 1)))
    assert answer.status_code == 422
    assert "5000" in answer.context["wrong"].says
