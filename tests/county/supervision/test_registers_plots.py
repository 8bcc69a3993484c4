"""Plots and changes of use: registered once, the stage answers for itself, a refusal cannot be got round."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from county.audit.models import AuditRow
from county.cases.models import Case, Step
from county.cases.procedures import find_procedure
from county.cases.says import CannotDo
from county.supervision import acting
from county.supervision.models import Plot, PlotRequest
from county.supervision.registers.plots import selectors, services
from county.supervision.registers.plots.services import NewPlot
from county.supervision.registers.plots.stages import known_answers, stage_of

from .acting import OFFICE, at, handler

pytestmark = pytest.mark.database
ECOLOGY, LAND, TOWN = "ecology", "natural-resources", "guanting"
PATHS = {"suspected": (), "surveyed": ("survey",), "polluted": ("survey", "confirm"), "clean": ("survey", "clear"),
         "listed": ("survey", "confirm", "enter"), "controlled": ("survey", "confirm", "enter", "control"),
         "met": ("survey", "confirm", "enter", "control", "reach"),
         "removed": ("survey", "confirm", "enter", "control", "reach", "remove")}
HOUSING = {"use": "housing", "related": "no", "changed": "yes", "surveyed": "yes"}


def opened(name="演示一号地块", stage="suspected", actor=None, township=TOWN):
    plot = services.open_plot(actor=actor or handler(ECOLOGY), new=NewPlot(name, township, "演示公司", "housing"))
    procedure = find_procedure("soil/plot").procedure
    for step in PATHS[stage]:
        acting.take(plot.case, procedure.step(step), at("2020-12-14"))
    return plot


def ask(plot, wanted="建设工程规划许可证", actor=None, **said):
    return services.ask_approval(actor=actor or handler(ECOLOGY), plot=plot.pk, wanted=wanted,
                                 said={**HOUSING, **said})


def test_a_plot_begins_in_the_first_stage_with_the_unit_that_the_procedure_names(db):
    plot = opened()
    assert (plot.case.procedure, plot.case.agency, plot.case.topic) == ("soil/plot", ECOLOGY, "plot")
    assert (plot.case.desk, stage_of(plot.case).word, plot.case.chased) == ("supervision", "疑似污染地块", False)
    assert AuditRow.objects.filter(verb="supervision.plot").count() == 1


def test_a_name_stands_once_in_a_township(db):
    opened()
    with pytest.raises(CannotDo) as refused:
        opened()
    assert (refused.value.field, Case.objects.count()) == ("name", 1)
    opened(township="dicun")
    assert Plot.objects.count() == 2


@pytest.mark.parametrize(("new", "field"), [
    (NewPlot(" ", TOWN, "甲公司"), "name"), (NewPlot("地块", "nowhere", "甲公司"), "township"),
    (NewPlot("地块", ECOLOGY, "甲公司"), "township"), (NewPlot("地块", TOWN, ""), "land_user"),
    (NewPlot("长" * 101, TOWN, "甲公司"), "name")])
def test_a_plot_without_name_township_or_land_user_is_not_registered(db, new, field):
    with pytest.raises(CannotDo) as refused:
        services.open_plot(actor=handler(ECOLOGY), new=new)
    assert (refused.value.field, Case.objects.count()) == (field, 0)


@pytest.mark.parametrize("actor", [handler("agriculture"), handler(TOWN)])
def test_another_unit_registers_no_plot(db, actor):
    with pytest.raises(CannotDo):
        opened(actor=actor)
    assert not Case.objects.exists()


@pytest.mark.parametrize("actor", [handler(LAND), OFFICE])
def test_the_other_unit_of_the_procedure_and_a_supervisor_register_plots(db, actor):
    assert opened(actor=actor).case.agency == ECOLOGY


@pytest.mark.parametrize(("stage", "listed"), [
    ("suspected", "no"), ("surveyed", "no"), ("polluted", "no"), ("clean", "no"), ("listed", "yes"),
    ("controlled", "yes"), ("met", "yes"), ("removed", "no")])
def test_a_plot_stands_on_the_list_from_its_entry_until_it_is_taken_off(db, stage, listed):
    assert known_answers(opened(stage=stage).case)["listed"] == listed


@pytest.mark.parametrize(("stage", "said", "allowed"), [
    ("listed", {}, False),
    ("removed", {}, True),
    ("suspected", {"surveyed": "no"}, False),
    ("suspected", {"surveyed": "yes"}, True),
    ("suspected", {"changed": "no"}, True),
    ("listed", {"use": "other"}, False),
    ("listed", {"use": "other", "related": "yes"}, True),
    ("met", {"use": "other"}, True),
    ("met", {}, False),
])
def test_the_rule_allows_or_refuses_by_the_stage_of_the_plot(db, stage, said, allowed):
    made = ask(opened(stage=stage), **said)
    assert (made.allowed, made.outcome) == (allowed, "decided" if allowed else "refused")


def test_a_refusal_is_kept_with_its_reasons_and_their_places(db):
    made = ask(opened(stage="listed"))
    assert "不得批准" in made.reasons[-1]["zh"]
    assert any(one["at"] == "三（三）11" and one["document"] for one in made.reasons)
    line = Step.objects.filter(case=made.plot_id, act="note").get()
    assert "不得批准" in line.title
    assert AuditRow.objects.filter(verb="supervision.plot_request").count() == 1


@pytest.mark.parametrize("crafted", [
    {"listed": "no"}, {"listed": "no", "target_met": "yes"}, {"target_met": "yes", "use": "other"},
    {"allowed": "1", "outcome": "decided"}, {"allowed": "true", "listed": "", "reasons": "[]"}])
def test_a_crafted_form_does_not_get_past_the_stop(enter, crafted):
    plot = opened(stage="listed")
    sent = {"asked": "施工许可", **HOUSING, **crafted}
    answer = enter("handler", ECOLOGY).post(reverse("supervision:plot-ask", args=(plot.pk,)), sent)
    assert answer.status_code == 303
    made = PlotRequest.objects.get()
    assert (made.allowed, made.outcome, made.given["listed"], made.given["target_met"]) == (
        False, "refused", "yes", "no")


def test_an_answer_that_is_missing_is_asked_for_and_nothing_is_kept(enter):
    plot = opened()
    answer = enter("handler", ECOLOGY).post(reverse("supervision:plot-ask", args=(plot.pk,)), {
        "asked": "环评批复", "applicant": "演示公司", "use": "housing", "changed": "yes"})
    shown = answer.content.decode()
    assert (answer.status_code, PlotRequest.objects.count()) == (422, 0)
    for words in ("做过土壤污染状况调查", 'value="环评批复"', 'value="演示公司"', '<option value="housing" selected>'):
        assert words in shown


def test_another_unit_records_no_request(enter):
    plot = opened()
    answer = enter("handler", "agriculture").post(reverse("supervision:plot-ask", args=(plot.pk,)), {
        "asked": "环评批复", **HOUSING})
    assert (answer.status_code, PlotRequest.objects.count()) == (422, 0)


def test_the_same_request_twice_is_one(db):
    plot, key = opened(), uuid4()
    for _twice in range(2):
        services.ask_approval(actor=handler(ECOLOGY), plot=plot.pk, wanted="环评批复", said=HOUSING, key=key)
    assert PlotRequest.objects.count() == 1


def test_the_page_of_a_plot_shows_stage_reasons_and_no_way_to_approve(enter):
    plot = opened(stage="listed")
    ask(plot)
    shown = enter("handler", ECOLOGY).get(reverse("supervision:plot", args=(plot.pk,))).content.decode()
    for words in ("列入管控和修复名录", "不得批准", "三（三）11", "不得作为住宅", "svg"):
        assert words in shown
    assert 'name="listed"' not in shown
    assert 'name="target_met"' not in shown


def test_the_form_registers_a_plot_once_and_keeps_what_was_typed(enter):
    client, key = enter("handler", ECOLOGY), str(uuid4())
    said = {"name": "演示新地块", "township": TOWN, "land_user": "演示公司", "planned_use": "public", "key": key}
    for _twice in range(2):
        assert client.post(reverse("supervision:plot-new"), said).status_code == 303
    assert Plot.objects.get().planned_use == "public"
    answer = client.post(reverse("supervision:plot-new"), {**said, "key": str(uuid4())})
    assert answer.status_code == 422
    for words in ('value="演示新地块"', 'value="演示公司"', '<option value="public" selected>'):
        assert words in answer.content.decode()


def test_the_list_is_narrowed_by_stage_township_and_words(enter):
    opened("演示东地块", "listed")
    opened("演示西地块", township="dicun")
    client, where = enter("handler", ECOLOGY), reverse("supervision:plots")

    def names(**said):
        shown = client.get(where, said).content.decode()
        return {name for name in ("演示东地块", "演示西地块") if name in shown}

    assert names() == {"演示东地块", "演示西地块"}
    assert names(state="listed") == names(township=TOWN) == names(words="东") == {"演示东地块"}
    assert names(township="dicun", state="listed") == set()
    assert {one.id: one.count for one in selectors.counted(selectors.Wanted()) if one.count} == {
        "suspected": 1, "listed": 1}


def test_a_case_that_another_procedure_began_is_registered_as_a_plot(db):
    from county.cases.services import open_case

    case = open_case(actor=handler(ECOLOGY), procedure="soil/plot", title="转来的地块", agency=ECOLOGY).case
    assert selectors.unregistered() == [case]
    plot = services.open_plot(actor=handler(ECOLOGY), new=NewPlot("转来的地块", TOWN, "演示公司"), case=case.pk)
    assert (plot.pk, Case.objects.count(), selectors.unregistered()) == (case.pk, 1, [])
    with pytest.raises(CannotDo):
        services.open_plot(actor=handler(ECOLOGY), new=NewPlot("另一块", TOWN, "演示公司"), case=case.pk)


def test_a_change_of_use_lies_with_its_first_unit_and_leads_back_to_its_plot(db):
    plot = opened()
    case = services.open_change(actor=handler(LAND), title="改为住宅", plot=plot.pk)
    services.open_change(actor=OFFICE, title="另一块地改为学校")
    assert (case.agency, case.topic, case.parent_id) == (LAND, "land_use_change", plot.pk)
    assert [(one.case.title, one.plot) for one in selectors.changes("proposed")] == [
        ("另一块地改为学校", None), ("改为住宅", plot)]
    assert selectors.changes("changed") == []


def test_another_unit_opens_no_change_of_use_and_keeps_what_it_typed(enter):
    answer = enter("handler", "agriculture").post(reverse("supervision:change-new"), {"title": "改为住宅"})
    assert (answer.status_code, Case.objects.count()) == (422, 0)
    answer = enter("handler", LAND).post(reverse("supervision:change-new"), {"title": "改为住宅", "plot": "不是"})
    assert (answer.status_code, Case.objects.count()) == (422, 0)
    assert 'value="改为住宅"' in answer.content.decode()


@pytest.mark.parametrize("page", ["registers", "plots", "plot-new", "changes"])
def test_a_stranger_signs_in_and_an_auditor_is_refused(client, enter, page):
    assert client.get(reverse(f"supervision:{page}")).status_code == 302
    assert enter("auditor").get(reverse(f"supervision:{page}")).status_code == 403


@pytest.mark.parametrize("plots", [1, 4])
def test_lists_ask_as_many_queries_for_one_as_for_four(db, plots):
    for number in range(plots):
        ask(opened(f"演示{number}号", "listed"))
        services.open_change(actor=handler(LAND), title=f"变更{number}", plot=Plot.objects.first().pk)
    for look, wanted in ((lambda: selectors.plots(selectors.Wanted()), 1), (selectors.changes, 1),
                         (lambda: selectors.counted(selectors.Wanted()), 1)):
        with CaptureQueriesContext(connection) as asked:
            look()
        assert len(asked) == wanted


def test_the_page_of_a_plot_asks_as_many_queries_for_one_request_as_for_four(enter):
    plot = opened(stage="listed")
    client, where = enter("handler", ECOLOGY), reverse("supervision:plot", args=(plot.pk,))

    def queries():
        with CaptureQueriesContext(connection) as asked:
            client.get(where)
        return len(asked)

    ask(plot)
    client.get(where)
    once = queries()
    for number in range(3):
        ask(plot, f"审批{number}")
    assert queries() == once


def test_a_list_that_is_cut_says_so(enter, monkeypatch):
    for number in range(3):
        opened(f"演示{number}号地块")
    client = enter("supervisor", "supervision-office", "督查员")
    assert "只列出前" not in client.get(reverse("supervision:plots")).content.decode()
    monkeypatch.setattr(selectors, "MOST", 2)
    assert "共 3 块，只列出前 2 块" in client.get(reverse("supervision:plots")).content.decode()
