"""Pages of surveys: for who runs the reviews, for whoever holds a link, and results for anybody."""

from __future__ import annotations

import io
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

from county.reviews.models import Survey, SurveyAnswer
from county.reviews.surveys import services
from county.reviews.surveys.kinds import kinds, measures_of

from .doing import OFFICE
from .surveying import NOW, all_of, begun, many, sheet, tokens

STAFF_PAGES = ("/好差评/调查/", "/好差评/调查/新/")


@pytest.fixture(autouse=True)
def july(db):
    many(12)


@pytest.fixture
def office(client, post):
    client.force_login(post("review_office", "service-office"))
    return client


def typed(**more):
    kind = kinds()[0]
    return {"key": str(uuid4()), "title": "新政策调查", "subject": kind.subject, "method": kind.methods[0],
            "first": "2020-07-01", "last": "2020-07-10", "size": "5", "seed": "", "items": "", **more}


@pytest.mark.parametrize("role", ["handler", "head", "staff", "supervisor", "leader", "administrator", "auditor"])
def test_others_get_a_sentence(client, post, role):
    client.force_login(post(role, "housing"))
    survey = begun()
    for page in (*STAFF_PAGES, f"/好差评/调查/{survey.pk}/", f"/好差评/调查/{survey.pk}/答卷表/"):
        assert client.get(page).status_code == 403, page
    for act in ("链接", "导入", "结束"):
        assert client.post(f"/好差评/调查/{survey.pk}/{act}/").status_code == 403, act
    assert Survey.objects.get().closed_at is None


def test_strangers_are_sent_to_sign_in(client):
    for page in STAFF_PAGES:
        assert client.get(page).status_code == 302


class TestOffice:
    def test_a_survey_is_begun_with_a_proposed_seed(self, office):
        answer = office.post("/好差评/调查/新/", typed())
        survey = Survey.objects.get()
        assert (answer.status_code, len(survey.seed)) == (303, 16)
        page = office.get(answer.url).content.decode()
        assert survey.seed in page
        assert survey.list_digest in page
        assert "N-1" not in page

    @pytest.mark.parametrize("wrong", [{"size": "x"}, {"first": "昨天"}, {"first": ""}, {"subject": "别的"},
                                       {"title": "\0"}, {"size": "９"}])
    def test_a_refused_form_keeps_what_was_typed(self, office, wrong):
        answer = office.post("/好差评/调查/新/", typed(seed="我的种子", **wrong))
        assert answer.status_code == 422
        assert 'value="我的种子"' in answer.content.decode()
        assert not Survey.objects.exists()

    def test_links_come_as_a_sheet_that_is_kept_nowhere(self, office):
        survey = begun()
        answer = office.post(f"/好差评/调查/{survey.pk}/链接/")
        rows = CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()
        assert (answer["Cache-Control"], len(rows)) == ("no-store", 6)
        link = rows[1][3]
        assert link.startswith("http")
        assert office.get(link.partition("testserver")[2]).status_code == 200

    def test_answers_of_a_third_party_come_in_or_are_refused(self, office):
        survey = begun(is_drawn=False, size=3)
        head = ("问卷编号", *kinds()[0].measures, "意见")
        address = f"/好差评/调查/{survey.pk}/导入/"

        def send(rows):
            return office.post(address, {"file": SimpleUploadedFile("答卷.xlsx", sheet(head, rows))})
        assert send([("Q1", 9, 1, 1, "")]).status_code == 422
        assert send([("Q1", 1, 1, 1, "")]).status_code == 303
        assert office.post(address).status_code == 422

    def test_what_is_not_there_is_404_and_numbers_of_any_length_are_answered(self, office):
        for number in (999, 10**30):
            assert office.get(f"/好差评/调查/{number}/").status_code == 404
            assert office.get(f"/评价/调查结果/{number}/").status_code == 404

    def test_many_surveys_take_the_same_queries(self, office, django_assert_num_queries):
        begun()
        with CaptureQueriesContext(connection) as one:
            office.get("/好差评/调查/")
        for number in range(8):
            begun(seed=str(number))
        with django_assert_num_queries(len(one)):
            assert office.get("/好差评/调查/").content.decode().count("<tr>") == 10


class TestLink:
    @pytest.fixture
    def link(self):
        return f"/评价/调查/{next(iter(tokens(begun()).values()))}/"

    def test_a_phone_answers_without_account_once(self, client, link):
        assert "办理演示证" in client.get(link).content.decode()
        said = {"measure-1": "1", "measure-2": "2", "measure-3": "5", "text": "好"}
        assert client.post(link, said).status_code == 200
        assert client.post(link, said).status_code == 409
        assert "已经交过" in client.get(link).content.decode()
        held = SurveyAnswer.objects.select_related("survey").get(answered_on__isnull=False)
        assert [held.said[one] for one in measures_of(held.survey.subject)] == [1, 2, 5]

    def test_a_refused_answer_keeps_what_was_chosen(self, client, link):
        answer = client.post(link, {"measure-1": "1", "measure-2": "9", "text": "还是这句"})
        page = answer.content.decode()
        assert answer.status_code == 422
        assert page.count(" checked") == 1
        assert "还是这句" in page

    @pytest.mark.parametrize("token", ["x", "0" * 22, "a" * 500, "%00"])
    def test_a_link_that_leads_nowhere_is_404_and_counted(self, client, token):
        assert client.get(f"/评价/调查/{token}/").status_code == 404

    def test_after_the_end_it_says_so(self, client, link):
        services.close(actor=OFFICE, survey=Survey.objects.get(), at=NOW)
        assert "已经结束" in client.get(link).content.decode()
        assert client.post(link, {"measure-1": "1", "measure-2": "1", "measure-3": "1"}).status_code == 409

    def test_neither_number_nor_staff_stand_on_the_page(self, client, link):
        page = client.get(link).content.decode()
        assert "N-" not in page
        assert "0001" not in page


class TestPublished:
    def test_a_running_survey_is_not_public(self, client):
        survey = begun()
        assert client.get(f"/评价/调查结果/{survey.pk}/").status_code == 404
        assert client.get(f"/评价/调查结果/{survey.pk}/名单.txt").status_code == 404

    def test_of_a_running_survey_the_digest_of_its_list_is_public_and_not_its_seed(self, client):
        survey = begun(seed="只有办的人知道")
        page = client.get("/评价/调查结果/").content.decode()
        assert survey.list_digest in page
        assert survey.seed not in page
        assert f"/评价/调查结果/{survey.pk}/" not in page

    def test_results_and_list_are_public_after_the_end_and_words_are_not(self, client):
        survey = begun(size=12)
        for token in tokens(survey).values():
            services.answer(token=token, said=all_of(1), text="说了这句", at=NOW)
        services.close(actor=OFFICE, survey=survey, at=NOW)
        page = client.get(f"/评价/调查结果/{survey.pk}/").content.decode()
        assert "100.0%" in page
        assert survey.seed in page
        assert "说了这句" not in page
        listed = client.get(f"/评价/调查结果/{survey.pk}/名单.txt").content.decode().splitlines()
        assert (len(listed), listed) == (12, sorted(listed))
        assert survey.title in client.get("/评价/调查结果/").content.decode()

    def test_of_few_answers_nothing_is_shown(self, client):
        survey = begun(size=12)
        services.answer(token=next(iter(tokens(survey).values())), said=all_of(5), at=NOW)
        services.close(actor=OFFICE, survey=survey, at=NOW)
        page = client.get(f"/评价/调查结果/{survey.pk}/").content.decode()
        assert "<td>" not in page
        assert "不公布" in page


def test_the_proposed_last_day_is_one_that_a_browser_takes(enter):
    import re

    page = enter("review_office", "service-office", "评价管理员").get("/好差评/调查/新/").content.decode()
    assert re.search(r'name="last" required value="\d{4}-\d{2}-\d{2}"', page)
