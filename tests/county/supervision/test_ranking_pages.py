"""The pages of the quarters, the ladder, interviews and the sheet for the meeting, as people use them."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from county.cases import services as cases
from county.files import keep
from county.supervision.models import Interview, LowEfficiency, Placing, Quarter
from county.supervision.ranking import ladder, services
from county.supervision.ranking.panel import lines_of
from county.supervision.slots import slot

from .ranking_acting import after, departments, froze, lived, of, placed, ranks, said_found, supervisor, townships

pytestmark = [pytest.mark.database, pytest.mark.django_db]
QUARTER = "/督查/季度/2020-3/"


@pytest.fixture
def unit(db) -> str:
    return departments()[11]


@pytest.fixture
def office(enter):
    return enter("supervisor", services.rankers()[0])


def fields(given, **more):
    return {f"rank-{unit}": str(place) for unit, place in given.items()} | more


def text(response) -> str:
    return response.content.decode()


def h1(response) -> str:
    return text(response).partition("<h1>")[2].partition("</h1>")[0]


def test_a_quarter_is_opened_filled_and_frozen_on_pages(office, unit):
    assert office.post("/督查/季度/", {"year": "2020", "quarter": "3"}).status_code == 303
    assert office.post(QUARTER, fields(ranks(unit))).status_code == 303
    assert "已填 25 个名次" in h1(office.get(QUARTER))
    assert office.post(f"{QUARTER}定名次/").status_code == 303
    page = office.get(QUARTER)
    assert "还有 3 件" in h1(page)
    assert ladder.row_of(1)["by"] in text(page)
    assert "第3季度的名次已定" in h1(office.get("/督查/季度/"))


def test_the_list_says_which_quarter_is_open(office, unit):
    assert "还没有登记过" in h1(office.get("/督查/季度/"))
    froze(placed(2020, 2, ranks(unit)))
    placed(2020, 3, ranks(unit))
    assert services.label(2020, 3) in h1(office.get("/督查/季度/"))


def test_a_wrong_place_saves_nothing_and_keeps_all_that_was_typed(office, unit):
    placed(2020, 3, {})
    for wrong in ("0", "三", "1.5", "30", "-1"):
        response = office.post(QUARTER, {**fields(ranks()), f"rank-{unit}": wrong})
        assert response.status_code == 422
        assert ladder.agency_name(unit) in text(response)
        assert f'value="{wrong}"' in text(response)
        assert 'value="25"' in text(response)
    assert not Placing.objects.exists()


def test_who_was_second_sees_that_another_was_first(office, unit):
    held = placed(2020, 3, ranks(unit))
    response = office.post(QUARTER, fields(ranks(), seen="0"))
    assert response.status_code == 422
    assert Placing.objects.get(quarter=held, agency=unit).rank == 25


def test_a_tie_at_the_border_is_told_on_the_page(office):
    given = ranks()
    tied = next(unit for unit, place in given.items() if place == 22)
    placed(2020, 3, {**given, tied: 23})
    response = office.post(f"{QUARTER}定名次/")
    assert response.status_code == 422
    assert ladder.agency_name(tied) in text(response).partition('role="alert"')[2].partition("</div>")[0]
    assert not Quarter.objects.filter(frozen_at__isnull=False).exists()


def test_the_page_says_why_townships_climb_no_ladder(office):
    placed(2020, 3, {})
    said = ladder.in_words(ladder.verdict([True], "township").reasons)[0].words
    assert said in text(office.get(QUARTER))
    town = townships()[0]
    froze(placed(2020, 3, {**ranks(), town: 1}))
    page = text(office.get(QUARTER))
    assert said in page
    assert ladder.agency_name(town) in page


def test_a_finding_is_recorded_on_the_page_of_the_quarter(office, unit):
    last = lived("BBB", unit, first=(2020, 1))[-1]
    assert "第 3 步等认定" in text(office.get(QUARTER))
    address = f"{QUARTER}认定/{unit}/"
    assert office.post(address, {"found": "yes", "ground": "评定", "decided_on": ""}).status_code == 422
    refused = office.post(address, {"found": "yes", "ground": " ", "decided_on": "2020-10-12"})
    assert refused.status_code == 422
    assert 'value="2020-10-12"' in text(refused)
    assert office.post(address, {"found": "yes", "ground": "评定", "decided_on": "2020-10-12"}).status_code == 303
    assert LowEfficiency.objects.get(quarter=last).agency == unit
    assert "曝光" in text(office.get(QUARTER))


@pytest.mark.parametrize("address", ["", "定名次/", "导入/", "认定/finance/"])
@pytest.mark.parametrize("role", ["handler", "head"])
def test_a_department_changes_nothing_about_its_place(enter, unit, role, address):
    held = placed(2020, 3, ranks(unit))
    client = enter(role, unit)
    sent = {**fields({unit: 1}), "found": "no", "ground": "据", "decided_on": "2020-10-11"}
    assert client.post(f"{QUARTER}{address}", sent).status_code in (403, 422)
    assert client.post("/督查/季度/", {"year": "2020", "quarter": "4"}).status_code == 422
    held.refresh_from_db()
    assert held.frozen_at is None
    assert Placing.objects.get(quarter=held, agency=unit).rank == 25
    assert Quarter.objects.count() == 1


def test_staff_reads_and_is_offered_no_form(enter, unit):
    placed(2020, 3, ranks(unit))
    client = enter("staff", services.rankers()[0])
    page = client.get(QUARTER)
    assert page.status_code == 200
    assert "rank-" not in text(page)
    assert client.post(QUARTER, fields(ranks())).status_code == 403


@pytest.mark.parametrize("path", ["/督查/季度/", QUARTER, "/督查/递进/", "/督查/约谈/", "/督查/曝光/2020-3/"])
def test_a_stranger_is_sent_to_sign_in_and_an_auditor_is_refused(client, enter, unit, path):
    placed(2020, 3, ranks(unit))
    assert client.get(path).status_code == 302
    assert enter("auditor").get(path).status_code == 403


@pytest.mark.parametrize("path", ["/督查/季度/2020-3/", "/督查/曝光/2020-3/", "/督查/季度/2020-5/"])
def test_a_quarter_that_nobody_opened_is_not_found(office, path):
    assert office.get(path).status_code == 404


def test_without_a_ranking_in_the_pack_there_are_no_pages(office, monkeypatch):
    monkeypatch.setattr("county.supervision.ranking.ladder.slot", lambda _name: "")
    for path in ("/督查/季度/", "/督查/递进/", "/督查/约谈/"):
        assert office.get(path).status_code == 404


def test_the_board_lists_those_who_were_ever_last_with_what_is_due(office, unit):
    assert "还没有哪个季度定了名次" in h1(office.get("/督查/递进/"))
    lived("BB", unit, first=(2020, 1))
    page = office.get("/督查/递进/")
    assert ladder.agency_name(unit) in text(page)
    assert ladder.row_of(2)["by"] in text(page)
    assert ladder.row_of(2)["present"] in text(page)
    never = next(one for one in departments() if not Placing.objects.filter(agency=one, is_last=True).exists())
    name = f">{ladder.agency_name(never)}<"
    assert name not in text(page)
    assert name in text(office.get("/督查/递进/?all=1"))


def test_the_board_tells_when_the_record_is_there(office, unit):
    froze(placed(2020, 3, ranks(unit)))
    due = Interview.objects.get(agency=unit)
    assert "记录已归档" not in text(office.get("/督查/递进/"))
    hold(due)
    page = office.get("/督查/递进/")
    assert "记录已归档" in text(page)
    assert h1(page).startswith("有 2 件")


def hold(due):
    paper = keep(SimpleUploadedFile("记录.txt", "约谈记录".encode()))
    cases.take(actor=of("county-government", "leader"), case=due.case_id, step="hold", given={},
               files={"record": [paper]}, at=after(2020, 3))


def test_the_record_form_is_filled_in_from_the_register(office, unit):
    froze(placed(2020, 3, ranks(unit)))
    due = Interview.objects.get(agency=unit)
    page = text(office.get(f"/督查/约谈/{due.pk}/"))
    for word in (*(ladder.row_of(1)[name] for name in ("by", "whom", "present", "record", "when")),
                 ladder.agency_name(unit), "巨政办字〔2020〕8号"):
        assert word in page


def test_a_record_form_is_for_those_whom_the_interview_concerns(enter, unit):
    froze(placed(2020, 3, ranks(unit)))
    due = Interview.objects.get(agency=unit)
    other = next(one for one in departments() if one != unit)
    assert enter("head", unit).get(f"/督查/约谈/{due.pk}/").status_code == 200
    assert enter("head", other).get(f"/督查/约谈/{due.pk}/").status_code == 403


@pytest.mark.parametrize(("step", "mine"), [(1, True), (2, False)])
def test_who_holds_the_post_that_the_document_names_finds_what_he_has_to_hold(enter, unit, step, mine):
    lived("BB", unit, first=(2020, 1))
    client = enter("party", "", ladder.row_of(step)["by"])
    page = text(client.get("/督查/约谈/"))
    second = Interview.objects.get(agency=unit, step=2)
    assert (str(second.pk) in page) is not mine
    first = Interview.objects.get(agency=unit, step=1)
    assert (str(first.pk) in page) is mine


def test_a_department_finds_its_own_interviews_and_no_others(enter, unit):
    froze(placed(2020, 3, ranks(unit)))
    page = text(enter("head", unit).get("/督查/约谈/"))
    assert str(Interview.objects.get(agency=unit).pk) in page
    others = Interview.objects.exclude(agency=unit)
    assert others
    assert not [one for one in others if str(one.pk) in page]


def test_the_supervising_side_sees_all_interviews(office, unit):
    froze(placed(2020, 3, ranks(unit)))
    page = text(office.get("/督查/约谈/"))
    assert all(str(one.pk) in page for one in Interview.objects.all())


def test_the_sheet_for_the_meeting_lists_those_who_were_found_so(office, unit):
    last = lived("BBB", unit, first=(2020, 1))[-1]
    assert "还没有认定" in text(office.get("/督查/曝光/2020-3/"))
    said_found(last, unit)
    page = text(office.get("/督查/曝光/2020-3/"))
    row = ladder.row_of(3)
    case = Interview.objects.get(agency=unit, step=3).case_id
    for word in (ladder.agency_name(unit), row["by"], row["when"], row["record"], f"{case}/expose/"):
        assert word in page
    assert office.get(f"/督查/约谈/{case}/").url.endswith("2020-3/")
    letter = page.partition(f"{case}/expose/")[2].partition('"')[0].replace("&amp;", "&")
    filled = text(office.get(f"/公函/新/{case}/expose/{letter}"))
    assert row["when"] in filled
    assert row["by"] in filled


def test_the_exposure_runs_the_procedure_of_its_own(unit):
    last = lived("BBB", unit, first=(2020, 1))[-1]
    said_found(last, unit)
    assert Interview.objects.get(step=3).case.procedure == slot("exposure")


@pytest.mark.parametrize("history", ["B", "BB-B"])
@pytest.mark.parametrize(("path", "queries"), [
    ("/督查/季度/", 8), ("/督查/递进/", 13), ("/督查/递进/?all=1", 13), ("/督查/约谈/", 7), ("/督查/季度/2019-4/", 12)])
def test_pages_ask_as_many_queries_for_one_quarter_as_for_four(office, unit, history, path, queries,
                                                               django_assert_num_queries):
    lived(history, unit)
    office.get(path)
    with django_assert_num_queries(queries):
        office.get(path)


def test_the_fields_ask_as_many_queries_for_five_places_as_for_all(office, django_assert_num_queries):
    for quarter, size in ((1, 5), (2, 29)):
        placed(2020, quarter, ranks(size=size))
        path = f"/督查/季度/2020-{quarter}/"
        office.get(path)
        with django_assert_num_queries(6):
            office.get(path)


def test_pages_can_be_read_in_english(office, unit):
    lived("BBB", unit, first=(2020, 1))
    office.post("/语言/", {"language": "en", "next": "/"})
    for path in ("/督查/季度/", QUARTER, "/督查/递进/", "/督查/约谈/", "/督查/曝光/2020-3/"):
        assert office.get(path).status_code == 200
    assert supervisor().roles


def test_the_case_of_a_quarter_leads_to_its_page_and_that_of_an_interview_to_its_sheet(unit):
    last = lived("BBB", unit, first=(2020, 1))[-1]
    said_found(last, unit)
    second, third = Interview.objects.filter(quarter=last, agency=unit).order_by("step")
    assert [one.href for one in lines_of(last.case)] == [reverse("supervision:quarter", args=(2020, 3))]
    assert lines_of(second.case)[0].href == reverse("supervision:interview", args=(second.pk,))
    assert lines_of(third.case)[0].href == reverse("supervision:exposure", args=(2020, 3))
