"""Targets and rates: counted together, judged by the rule at its boundary, who may report, what stays on record."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from county.cases.says import CannotDo
from county.supervision.models import Figure
from county.supervision.registers.figures import selectors, services
from county.supervision.registers.rules import held
from county.supervision.registers.selectors import targets_of

from .acting import OFFICE, handler

pytestmark = pytest.mark.database
TARGETS, GOALS = "soil/targets", "soil/goals"
FARMING, ECOLOGY, TOWN, OTHER_TOWN = "agriculture", "ecology", "guanting", "dicun"
SEVERAL = (TOWN, OTHER_TOWN, "guanzhai", "sujiaying", "yantuan", "wanghuzhai")


def report(no="", unit=FARMING, rule=TARGETS, actor=None, **said):
    return services.report(actor=actor or handler(unit), rule=held(rule), no=no, said=said)


def row(no="", rule=TARGETS):
    return selectors.row_of(held(rule), no)


def verdict(no="", rule=TARGETS):
    return row(no, rule).result.verdict


def page(no, rule=TARGETS):
    return reverse("supervision:figure", args=rule.split("/")) + f"?row={no}"


def post_to(rule=TARGETS):
    return reverse("supervision:figure-report", args=rule.split("/"))


@pytest.mark.parametrize(("no", "unit", "value", "wanted"), [
    ("16.1", FARMING, "31.0", "met"), ("16.1", FARMING, "30.9", "not_met"),
    ("18.1", FARMING, "100", "met"), ("18.1", FARMING, "99.9", "not_met"),
    ("24.2", "urban-management", "96.0", "met"), ("24.2", "urban-management", "95.9", "not_met"),
    ("24.1", "urban-management", "99.99", "not_met"),
])
def test_a_target_is_met_from_its_printed_number_on(db, no, unit, value, wanted):
    report(no, unit, value=value)
    assert verdict(no) == wanted


def test_a_row_without_a_figure_has_no_data_and_no_zero(db):
    shown = row("16.1")
    assert (shown.result.verdict, shown.result.actual, shown.actual) == ("no_data", "", "无数据")


def test_the_distance_to_the_target_is_told(db):
    report("16.1", value="30.9")
    assert row("16.1").result.distance == "0.1%"


def test_parts_of_several_units_are_summed_before_they_are_divided(db):
    report("16.1", TOWN, part="10", whole="100")
    report("16.1", OTHER_TOWN, part="52", whole="100")
    shown = row("16.1")
    assert (shown.result.verdict, shown.result.actual, len(shown.figures)) == ("met", "31%", 2)


@pytest.mark.parametrize(("part", "whole", "wanted"), [
    ("2999999999999", "3000000000000", "not_met"), ("3000000000000", "3000000000000", "met")])
def test_no_rounding_lifts_a_share_to_its_target(db, part, whole, wanted):
    report("18.1", part=part, whole=whole)
    shown = row("18.1").result
    assert shown.verdict == wanted
    assert (shown.actual == "100%") == (wanted == "met")


def test_nothing_of_nothing_is_no_data(db):
    report("16.1", TOWN, part="0", whole="0")
    assert verdict("16.1") == "no_data"


def test_a_part_is_no_larger_than_its_whole(db):
    with pytest.raises(CannotDo) as refused:
        report("16.1", part="101", whole="100")
    assert refused.value.field == "part"


def test_the_county_has_one_value_and_parts_do_not_mix_with_it(db):
    report("16.1", value="31")
    for said in ({"value": "32"}, {"part": "1", "whole": "2"}):
        with pytest.raises(CannotDo):
            report("16.1", TOWN, **said)
    assert Figure.objects.count() == 1


def test_a_row_that_is_no_share_takes_no_parts(db):
    with pytest.raises(CannotDo):
        report("8.1", rule="water_saving/task_targets", unit=FARMING, part="1", whole="2")


def test_a_later_figure_takes_the_place_of_the_earlier_which_stays(db):
    report("16.1", value="20")
    report("16.1", value="40")
    assert verdict("16.1") == "met"
    assert sorted((one.given["value"], one.is_current) for one in Figure.objects.all()) == [
        ("20", False), ("40", True)]


@pytest.mark.parametrize(("said", "wanted"), [("yes", "met"), ("no", "not_met"), ("否", "not_met")])
def test_a_goal_is_achieved_or_not(db, said, wanted):
    report("5", rule=GOALS, value=said)
    assert verdict("5", GOALS) == wanted


def test_where_the_document_prints_no_number_a_person_decides(db):
    assert verdict("16.7") == "no_data"
    report("16.7", value="全部开展")
    assert (row("16.7").result.verdict, row("16.7").actual) == ("person", "全部开展")


@pytest.mark.parametrize(("rule", "emitted", "base", "wanted"), [
    ("soil/chromium_cut", "850", "1000", "met"), ("soil/chromium_cut", "851", "1000", "not_met"),
    ("soil/arsenic_cut", "86.3", "100", "met"), ("soil/arsenic_cut", "86.4", "100", "not_met"),
    ("soil/lead_growth", "50", "50", "met"), ("soil/lead_growth", "50.1", "50", "not_met"),
    ("soil/chromium_cut", "0", "0", "none"),
])
def test_a_metal_is_judged_against_its_base_and_without_a_base_not_at_all(db, rule, emitted, base, wanted):
    report(rule=rule, unit=ECOLOGY, emitted=emitted, base=base)
    assert verdict(rule=rule) == wanted


@pytest.mark.parametrize(("now", "wanted"), [("100", "met"), ("100.1", "not_met")])
def test_fertiliser_must_not_grow(db, now, wanted):
    report(rule="soil/chemical_growth", this_year=now, last_year="100")
    assert verdict(rule="soil/chemical_growth") == wanted


def test_amounts_of_several_units_are_summed_for_a_rate(db):
    report(rule="soil/chemical_growth", unit=FARMING, this_year="60", last_year="50")
    report(rule="soil/chemical_growth", unit=ECOLOGY, this_year="40", last_year="50")
    assert (verdict(rule="soil/chemical_growth"), row(rule="soil/chemical_growth").actual) == ("met", "0%")


def test_a_rate_needs_all_its_amounts(db):
    with pytest.raises(CannotDo) as refused:
        report(rule="soil/lead_growth", unit=ECOLOGY, emitted="5")
    assert refused.value.field == "base"


@pytest.mark.parametrize("unit", ["education", "emergency"])
def test_a_unit_without_a_part_in_the_task_does_not_report(db, unit):
    with pytest.raises(CannotDo):
        report("16.1", unit, value="31")
    assert not Figure.objects.exists()


def test_a_supervisor_reports_for_a_unit_that_is_named(db):
    with pytest.raises(CannotDo):
        report("16.1", actor=OFFICE, value="31")
    made = services.report(actor=OFFICE, rule=held(TARGETS), no="16.1", said={"value": "31"}, agency=FARMING)
    assert made.agency == FARMING
    with pytest.raises(CannotDo):
        services.report(actor=OFFICE, rule=held(TARGETS), no="16.2", said={"value": "41"}, agency="education")


def test_a_unit_does_not_report_in_the_name_of_another(db):
    with pytest.raises(CannotDo):
        services.report(actor=handler(TOWN), rule=held(TARGETS), no="16.1", said={"value": "31"}, agency=OTHER_TOWN)


def test_the_targets_of_a_task_come_with_the_rate_that_stands_there(db):
    report("16.1", value="31")
    found = targets_of("soil", "16")
    assert {one.no for one in found} == {"16.1", "16.2", "16.3", "16.4", "16.5", "16.6", "16.7", ""}
    assert {one.rule.id for one in found} == {TARGETS, "soil/chemical_growth"}
    assert found[0].href == reverse("supervision:figures") + "#soil-targets-16.1"
    assert (found[0].verdict, found[1].verdict) == ("达到", "无数据")


def test_the_page_shows_what_is_printed_what_is_and_who_said_it(enter):
    report("16.1", value="30.9")
    shown = enter("handler", FARMING).get(reverse("supervision:figures")).content.decode()
    for words in ("绿色防控覆盖率达到31%以上", "30.9%", "没有达到", "无数据", "县农业农村局"):
        assert words in shown


def test_a_refused_figure_keeps_what_was_typed(enter):
    answer = enter("handler", FARMING).post(post_to(), {"row": "16.1", "part": "101", "whole": "100", "note": "说明甲",
                                                         "agency": FARMING, "key": str(uuid4())})
    assert answer.status_code == 422
    for words in ('value="101"', 'value="100"', "说明甲"):
        assert words in answer.content.decode()


def test_the_same_form_twice_is_one_figure(enter):
    client, key = enter("handler", FARMING), str(uuid4())
    for _twice in range(2):
        said = {"row": "16.1", "value": "31", "agency": FARMING, "key": key}
        assert client.post(post_to(), said).status_code == 303
    assert Figure.objects.count() == 1


def test_a_stranger_signs_in_and_a_unit_without_a_part_is_told_who_reports(client, enter):
    assert client.get(reverse("supervision:figures")).status_code == 302
    assert client.post(post_to(), {"row": "16.1", "value": "31"}).status_code == 302
    answer = enter("handler", "education").post(post_to(), {"row": "16.1", "value": "31"})
    assert (answer.status_code, Figure.objects.count()) == (422, 0)
    assert enter("auditor").get(reverse("supervision:figures")).status_code == 403


def test_a_row_that_is_none_is_no_page(enter):
    client = enter("handler", FARMING)
    assert client.get(page("99")).status_code == 404
    assert client.get(page("1", "soil/plot")).status_code == 404
    assert client.get(page("16.1")).status_code == 200


@pytest.mark.parametrize("figures", [0, 6])
def test_all_figures_are_read_with_one_query(db, figures):
    for number in range(figures):
        report("16.1", SEVERAL[number], part="1", whole="2")
    with CaptureQueriesContext(connection) as asked:
        selectors.blocks(selectors.measured())
    assert len(asked) == 1
