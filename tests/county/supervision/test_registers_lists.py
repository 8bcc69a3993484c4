"""Lists judged by their rules on every showing, farmland by class and township, and the door to all registers."""

from __future__ import annotations

import io
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from python_calamine import CalamineWorkbook

from county.cases.says import CannotDo
from county.supervision.models import FarmlandArea, Listed
from county.supervision.registers.farmland import selectors as land
from county.supervision.registers.farmland.classes import classes, writer
from county.supervision.registers.farmland.services import keep_areas
from county.supervision.registers.listed import selectors, services
from county.supervision.registers.listed.services import Thing
from county.supervision.registers.rules import checklists, held
from county.supervision.registers.units import townships

from .acting import OFFICE, handler

pytestmark = pytest.mark.database
SOURCES, FIRMS, METALS = "soil/water_source", "soil/key_unit", "soil/metal_project"
ECOLOGY, FARMING, TOWN, OTHER_TOWN = "ecology", "agriculture", "guanting", "dicun"
ALL_DONE = dict.fromkeys(("permit", "discharge", "hazards", "monitoring", "true_data", "report"), "yes")


def put(rule=FIRMS, name="演示甲厂", township=TOWN, actor=None, **said):
    return services.put_on(actor=actor or handler(ECOLOGY), rule=held(rule), thing=Thing(name, township, said))


def rows(rule=FIRMS):
    return selectors.rows_of(held(rule))


def address(name, rule=FIRMS, *more):
    return reverse(f"supervision:{name}", args=(*rule.split("/"), *more))


@pytest.mark.parametrize(("people", "flow", "verdict"), [
    ("10000", "0", "passes"), ("9999", "1000", "passes"), ("9999", "999", "fails"), ("20000", "500", "passes"),
    ("9999", "", "open")])
def test_a_water_source_is_in_scope_by_people_or_by_flow(db, people, flow, verdict):
    put(SOURCES, people=people, flow=flow)
    assert [row.verdict.code for row in rows(SOURCES)] == [verdict]


def test_a_key_enterprise_that_does_everything_passes_and_demolition_does_not_apply(db):
    put(**ALL_DONE)
    verdict = rows()[0].verdict
    assert (verdict.code, verdict.missing, verdict.items[-1].kind) == ("passes", "", "none")


def test_what_an_enterprise_lacks_is_named_and_what_is_not_known_is_open(db):
    put(**{**ALL_DONE, "monitoring": "no"})
    put(name="演示乙厂", **{**ALL_DONE, "demolishing": "yes"})
    assert {row.listed.name: (row.verdict.code, row.verdict.missing) for row in rows()} == {
        "演示甲厂": ("fails", "制定实施自行监测方案"), "演示乙厂": ("open", "拆除前制定土壤污染防治方案")}


def test_a_metal_project_in_a_region_whose_emissions_rose_is_stopped(db):
    put(METALS, "演示甲项目", replacement="equal", adds="yes", area_rose="yes")
    put(METALS, "演示乙项目", replacement="equal", adds="no")
    put(METALS, "演示丙项目", replacement="none", adds="no")
    assert {row.listed.name[2]: row.verdict.code for row in rows(METALS)} == {
        "甲": "fails", "乙": "passes", "丙": "fails"}


def test_no_verdict_is_stored(db):
    made = put(**ALL_DONE)
    Listed.objects.filter(pk=made.pk).update(given={**ALL_DONE, "true_data": "no"})
    assert rows()[0].verdict.code == "fails"


def test_answers_that_the_rule_cannot_read_any_more_leave_it_open(db):
    made = put(**ALL_DONE)
    Listed.objects.filter(pk=made.pk).update(given={"permit": "vielleicht"})
    assert rows()[0].verdict.code == "open"


def test_a_name_stands_once_in_a_township(db):
    put(**ALL_DONE)
    with pytest.raises(CannotDo):
        put()
    put(township="")
    assert Listed.objects.count() == 2


def test_an_answer_that_cannot_be_read_is_refused_at_its_field(db):
    with pytest.raises(CannotDo) as refused:
        put(SOURCES, people="很多")
    assert (refused.value.field, Listed.objects.count()) == ("people", 0)
    assert "people" not in refused.value.says


@pytest.mark.parametrize("unit", ["education", FARMING])
def test_a_unit_outside_the_task_lists_nothing(db, unit):
    with pytest.raises(CannotDo):
        put(actor=handler(unit))
    assert not Listed.objects.exists()


def test_taken_off_a_thing_is_kept_and_may_come_back(db):
    made = put(**ALL_DONE)
    with pytest.raises(CannotDo):
        services.take_off(actor=OFFICE, rule=held(FIRMS), listed=made, reason=" ")
    services.take_off(actor=OFFICE, rule=held(FIRMS), listed=made, reason="已关闭")
    assert (rows(), [one.note for one in selectors.taken_off(held(FIRMS))]) == ([], ["已关闭"])
    for again in (lambda: services.take_off(actor=OFFICE, rule=held(FIRMS), listed=made, reason="再移出"),
                  lambda: services.correct(actor=OFFICE, rule=held(FIRMS), listed=made, thing=Thing("演示甲厂"))):
        with pytest.raises(CannotDo):
            again()
    put(permit="yes")
    assert (Listed.objects.count(), rows()[0].listed.pk) == (1, made.pk)


def test_other_answers_take_the_place_of_the_first(enter):
    made = put(**ALL_DONE)
    client = enter("handler", ECOLOGY)
    said = {"name": made.name, "township": TOWN, **ALL_DONE, "hazards": "no"}
    assert client.post(address("thing-correct", FIRMS, made.pk), said).status_code == 303
    assert rows()[0].verdict.missing == "建立隐患排查制度"
    shown = client.get(address("thing", FIRMS, made.pk)).content.decode()
    assert "加大执法检查和查处力度" in shown
    assert "未建立隐患排查制度" in shown


def test_the_list_is_narrowed_by_verdict(enter):
    put(**ALL_DONE)
    put(name="演示乙厂", **{**ALL_DONE, "report": "no"})
    client = enter("handler", ECOLOGY)

    def names(verdict):
        shown = client.get(address("listing"), {"verdict": verdict}).content.decode()
        return [name for name in ("演示甲厂", "演示乙厂") if name in shown]

    assert (names(""), names("passes"), names("fails"), names("open")) == (
        ["演示甲厂", "演示乙厂"], ["演示甲厂"], ["演示乙厂"], [])


def test_a_refused_thing_keeps_what_was_typed(enter):
    answer = enter("handler", ECOLOGY).post(address("listing-add", SOURCES), {
        "name": "演示水源", "township": TOWN, "people": "很多", "flow": "12", "note": "说明甲"})
    assert answer.status_code == 422
    for words in ('value="演示水源"', 'value="很多"', 'value="12"', "说明甲", f'<option value="{TOWN}" selected>'):
        assert words in answer.content.decode()


def test_the_sheet_of_a_list_holds_verdict_and_answers_as_text(enter):
    put(name="=1+1", **ALL_DONE)
    answer = enter("handler", ECOLOGY).get(address("listing-export"))
    header, line = CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    assert header[:4] == ["名称", "乡镇", "结论", "缺什么"]
    assert (line[0], line[2], line[5]) == ("'=1+1", "符合", "合格")


@pytest.mark.parametrize("rule", ["soil/plot", "soil/nothing", "soil/plot_admission"])
def test_only_rules_that_the_pack_names_are_lists(enter, rule):
    client = enter("handler", ECOLOGY)
    assert client.get(address("listing", rule)).status_code == 404
    assert client.post(address("listing-add", rule), {"name": "甲"}).status_code == 404


@pytest.mark.parametrize("things", [1, 5])
def test_a_list_is_one_query_however_long(db, things):
    for number in range(things):
        put(name=f"演示{number}厂", **ALL_DONE)
    with CaptureQueriesContext(connection) as asked:
        rows()
    assert len(asked) == 1


def areas(township=TOWN, actor=None, year=2020, **said):
    return keep_areas(actor=actor or handler(FARMING), year=year, township=township,
                      said={name.replace("_", "-"): str(one) for name, one in said.items()})


def test_the_unit_that_leads_the_task_writes_for_all_and_a_township_for_itself(db):
    assert writer() == FARMING
    assert areas(area_1=100, safe_1=60) == areas(OTHER_TOWN, handler(OTHER_TOWN), area_1=100) == 1
    assert areas(actor=OFFICE, area_2=5) == 1
    for other in (handler(OTHER_TOWN), handler("education"), handler(ECOLOGY)):
        with pytest.raises(CannotDo):
            areas(actor=other, area_1=1)
    assert FarmlandArea.objects.get(township=TOWN, class_no="1").area == 100


def test_totals_are_summed_over_townships_and_classes(db):
    areas(area_1="100.50", safe_1="50.25", area_2=10, safe_2=10)
    areas(OTHER_TOWN, area_1="200", safe_1="0")
    found = land.table(2020)
    assert [cell.area for cell in found.whole.cells] == [Decimal("300.50"), Decimal(10), None]
    assert (found.whole.total.area, found.whole.total.safe) == (Decimal("310.50"), Decimal("60.25"))
    assert (found.whole.total.share, found.whole.cells[2].share) == ("19.4%", "–")
    assert len(found.rows) == len(townships()) == len(found.missing)


@pytest.mark.parametrize(("part", "whole", "share"), [
    ("99999", "100000", "99.9%"), ("100000", "100000", "100%"), ("0", "5", "0%"), ("0", "0", "–")])
def test_a_share_is_never_rounded_up_to_all(part, whole, share):
    assert land.share_of(Decimal(part), Decimal(whole)) == share


@pytest.mark.parametrize(("said", "field"), [
    ({"area_1": "-1"}, "area-1"), ({"area_1": "一百"}, "area-1"), ({"area_1": "1.234"}, "area-1"),
    ({"area_1": "10", "safe_1": "10.01"}, "safe-1"), ({"safe_1": "1"}, "area-1"), ({"area_1": "NaN"}, "area-1"),
    ({"area_1": "99999999999"}, "area-1"), ({}, "")])
def test_an_area_that_cannot_be_is_refused(db, said, field):
    with pytest.raises(CannotDo) as refused:
        areas(**said)
    assert (refused.value.field, FarmlandArea.objects.count()) == (field, 0)


def test_a_second_report_of_a_township_takes_the_place_of_the_first_and_leaves_other_classes(db):
    areas(area_1=100, area_2=7)
    areas(area_1=90, safe_1=90)
    assert {one.class_no: one.area for one in FarmlandArea.objects.all()} == {"1": 90, "2": 7}


def test_the_page_of_farmland_shows_totals_a_picture_and_keeps_a_refused_form(enter):
    areas(area_1=100, safe_1=25)
    client = enter("handler", TOWN)
    shown = client.get(reverse("supervision:farmland")).content.decode()
    for words in ("25%", "优先保护类", "rate-columns", "全县", 'value="25"'):
        assert words in shown
    answer = client.post(reverse("supervision:farmland-keep"), {"township": TOWN, "area-1": "7", "safe-1": "9"})
    assert answer.status_code == 422
    assert 'value="9"' in answer.content.decode()
    assert client.post(reverse("supervision:farmland-keep"), {"township": OTHER_TOWN, "area-1": "7"}).status_code == 422
    assert FarmlandArea.objects.count() == 1


def test_the_sheet_of_farmland_holds_numbers_and_the_county_as_its_last_line(enter):
    areas(area_1="100.5", safe_1="50")
    answer = enter("handler", TOWN).get(reverse("supervision:farmland-export"))
    lines = CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    assert len(lines) == len(townships()) + 2
    assert len(lines[0]) == 1 + 3 * (len(classes()) + 1)
    assert lines[-1][:3] == ["全县", 100.5, 50.0]


@pytest.mark.parametrize("towns", [1, 5])
def test_the_table_of_farmland_is_one_query(db, towns):
    for one in townships()[:towns]:
        areas(one.id, area_1=1)
    with CaptureQueriesContext(connection) as asked:
        land.table(2020)
    assert len(asked) == 1


def test_the_first_page_counts_every_register_and_leads_there(enter):
    put(**ALL_DONE)
    areas(area_1=1)
    client = enter("handler", ECOLOGY)
    shown = client.get(reverse("supervision:registers")).content.decode()
    hrefs = [reverse(f"supervision:{name}") for name in ("plots", "changes", "farmland", "figures")]
    for href in (*hrefs, *(address("listing", one.id) for one in checklists())):
        assert f'href="{href}"' in shown
        assert client.get(href).status_code == 200
    assert f"{len(townships())} 个乡镇报了 1 个" in shown


def test_a_county_without_registers_has_no_such_pages(enter, monkeypatch):
    client = enter("handler", ECOLOGY)
    monkeypatch.setattr("county.supervision.registers.guard.slots_of", lambda _name: ())
    for name in ("registers", "plots", "changes", "farmland", "figures"):
        assert client.get(reverse(f"supervision:{name}")).status_code == 404


@pytest.mark.parametrize("name", ["listing", "listing-export"])
def test_a_stranger_signs_in_and_an_auditor_is_refused(client, enter, name):
    assert client.get(address(name)).status_code == 302
    assert enter("auditor").get(address(name)).status_code == 403
