"""The check from outside: progress of whole tasks by their parts, gaps gathered, results of several tasks at once."""

from __future__ import annotations

from uuid import UUID

import pytest

from county.accounts.actor import Actor
from county.cases import services as cases
from county.cases.models import Case
from county.cases.procedures import running
from county.cases.says import CannotDo
from county.files import Kept
from county.supervision.matters.opening import WHOLE, open_plan
from county.supervision.sheets import selectors, spots
from county.supervision.sheets.checked import asked
from county.supervision.sheets.services import Said, record_spot_checks

from .sheets_doing import a_unit, all_done, at, last, of, sent, supervisor, the_plan

pytestmark = pytest.mark.database
PAPER = Kept("材料.txt", "text/plain", 10, "0" * 64)


@pytest.fixture
def opened(db) -> list[spots.Whole]:
    open_plan(actor=supervisor(), plan=the_plan())
    return selectors.whole_progress(the_plan())


def outside() -> Actor:
    step = spots.outside_step(the_plan())
    assert step is not None
    return of(step.who.agencies[0])


def ready(case: Case) -> Case:
    """Taken on until the step from outside is the way on."""
    step = spots.outside_step(the_plan())
    while case.state not in step.origin:
        way = running(case).steps_from(case.state)[0]
        files = {need.id: [PAPER] for need in way.needs if need.form == "file"}
        cases.take(actor=of(way.who.agencies[0] if way.who.agencies else case.agency), case=case.pk, step=way.id,
                   given={}, files=files, at=at(last()))
        case.refresh_from_db()
    return case


def found_on(*several: Case, words: str = "属实") -> dict[UUID, dict[str, str]]:
    step = spots.outside_step(the_plan())
    return {one.pk: {need.id: words for need in step.needs} for one in several}


def close(case: Case) -> None:
    Case.objects.filter(pk=case.pk).update(is_open=False)


def test_a_whole_task_counts_the_parts_that_the_plan_prints(opened):
    plan = the_plan()
    assert len(opened) == len({task.no for task in plan.tasks})
    for no, _title, _case, done, of_parts, _said in opened:
        assert (done, of_parts) == (0, sum(task.no == no for task in plan.tasks))


def test_three_of_five_parts_are_sixty_percent(opened):
    no, _title, case, _done, _of, _said = next(one for one in opened if one[4] == 5)
    for part in Case.objects.filter(parent=case, chased=True)[:3]:
        close(part)
    after = next(one for one in selectors.whole_progress(the_plan()) if one[0] == no)
    assert after[3:] == (3, 5, "60%")


def test_only_parts_that_are_chased_count(opened):
    case = opened[0][2]
    stray = Case.objects.filter(parent=case).first()
    Case.objects.filter(pk=stray.pk).update(chased=False, is_open=False)
    assert selectors.whole_progress(the_plan())[0][3] == 0


def test_progress_takes_two_queries(opened, django_assert_num_queries):
    with django_assert_num_queries(2):
        selectors.whole_progress(the_plan())


def test_gaps_come_from_sheets_that_were_sent_and_from_no_draft(opened):
    from county.supervision.sheets.services import save_check

    unit, other = a_unit(), a_unit(1)
    no, second = asked(the_plan())[unit][0].no, asked(the_plan())[other][0].no
    sent(unit, at(last()), all_done(unit) | {no: Said(False, "还差一户")})
    save_check(actor=of(other), plan=the_plan(), agency=other, said={second: Said(False, "草稿里的")}, at=at(last()))
    assert {one: [gap.words for gap in gaps] for one, gaps in spots.gaps_of(the_plan()).items()} == {no: ["还差一户"]}


def test_the_office_outside_writes_down_several_tasks_at_once(opened):
    several = [ready(one[2]) for one in opened[:2]]
    assert record_spot_checks(actor=outside(), plan=the_plan(), found=found_on(*several), at=at(last())) == 2
    step = spots.outside_step(the_plan())
    assert {Case.objects.get(pk=one.pk).state for one in several} == {step.to}


def test_one_task_that_is_not_ready_holds_all_of_them_back(opened):
    good, early = ready(opened[0][2]), opened[1][2]
    with pytest.raises(CannotDo):
        record_spot_checks(actor=outside(), plan=the_plan(), found=found_on(good, early), at=at(last()))
    assert Case.objects.get(pk=good.pk).state == good.state


def test_the_same_form_twice_is_one_step(opened):
    case, key = ready(opened[0][2]), UUID("7f2f9c1e-8d0e-4f3a-9f57-0c2a4b1d6e11")
    for _twice in range(2):
        record_spot_checks(actor=outside(), plan=the_plan(), found=found_on(case), key=key, at=at(last()))
    assert case.steps.filter(step=spots.outside_step(the_plan()).id).count() == 1


@pytest.mark.parametrize("found", [{}, None])
def test_nothing_written_or_nobody_of_the_office_outside_records_nothing(opened, found):
    case = ready(opened[0][2])
    with pytest.raises(CannotDo):
        record_spot_checks(actor=outside() if found == {} else of("county-government"), plan=the_plan(),
                           found=found if found == {} else found_on(case), at=at(last()))
    assert Case.objects.get(pk=case.pk).state == case.state


def test_the_office_outside_or_the_tasks_own_unit_writes_it_down_and_others_have_a_link(opened, enter):
    case = ready(opened[0][2])
    field = f'name="{spots.outside_step(the_plan()).needs[0].id}-{case.pk}"'
    office = outside().home_agencies[0]
    assert field in enter("handler", office).get("/督查/抽查/").content.decode()
    assert field in enter("handler", case.agency).get("/督查/抽查/").content.decode()
    page = enter("handler", "sports").get("/督查/抽查/").content.decode()
    assert field not in page


def test_a_refused_form_keeps_what_was_typed(opened, enter):
    case, need = ready(opened[0][2]), spots.outside_step(the_plan()).needs[0].id
    client = enter("handler", outside().home_agencies[0])
    path, long = f"/督查/抽查/{the_plan().rule}/登记/", "写得太长" * 501
    page = client.post(path, {f"{need}-{case.pk}": long})
    assert page.status_code == 422
    assert long in page.content.decode()
    assert client.post(path, {f"{need}-{case.pk}": "属实"}).status_code == 303
    assert "属实" in client.get("/督查/抽查/").content.decode()


def test_before_the_plan_is_opened_the_page_says_so(db, enter):
    page = enter().get("/督查/抽查/").content.decode()
    assert "还没有立项" in page
    assert Case.objects.filter(topic=WHOLE).count() == 0


def test_the_page_takes_no_more_queries_for_more_tasks(opened, enter, django_assert_max_num_queries):
    client = enter("handler", a_unit())
    with django_assert_max_num_queries(9):
        client.get("/督查/抽查/")
