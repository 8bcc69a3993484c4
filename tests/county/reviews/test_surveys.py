"""Samples that anybody can draw again, answers that count once, results that show nobody."""

from __future__ import annotations

import hashlib
from datetime import date
from uuid import uuid4

import pytest

from county.cases.says import CannotDo
from county.reviews.models import Item, ServiceAct, SurveyAnswer
from county.reviews.surveys import services, sheets
from county.reviews.surveys.drawing import draw, list_text, proposed_seed
from county.reviews.surveys.kinds import kinds
from county.reviews.surveys.results import results_of, share_of

from .doing import OFFICE, PUBLIC, actor_with, at, finished
from .surveying import NOW, all_of, begun, many, new, sheet, tokens

MEASURES = ("政策知悉度", "办事便利度", "服务满意度")


@pytest.fixture(autouse=True)
def services_of_july(db):
    many(12)
    finished("late", "2020-07-11")
    finished("early", "2020-06-30")


def test_subjects_methods_and_measures_are_the_documents():
    assert [one.measures for one in kinds()] == [MEASURES] * 3
    assert len(kinds()[0].methods) == 2


class TestDrawing:
    def test_the_sample_are_the_first_of_the_order_that_the_published_procedure_gives(self):
        survey = begun()
        order = sorted(hashlib.sha256(f"种子N-{n}".encode()).hexdigest() for n in range(12))
        drawn = {hashlib.sha256(f"种子{one.act.number}".encode()).hexdigest() for one in
                 SurveyAnswer.objects.select_related("act")}
        assert drawn == set(order[:5])
        assert (survey.population, survey.size) == (12, 5)
        published = list_text(draw(survey).digests)
        assert published.splitlines() == order
        assert survey.list_digest == hashlib.sha256(published.encode()).hexdigest()
        assert "N-" not in published

    def test_what_comes_in_after_it_was_drawn_changes_nothing(self):
        survey = begun()
        finished("N-99", "2020-07-06")
        assert draw(survey).list_digest == survey.list_digest

    def test_another_seed_draws_others_and_the_same_the_same(self):
        def drawn(seed):
            return draw(begun(seed=seed)).acts
        assert drawn("甲") == drawn("甲") != drawn("乙")

    def test_the_proposed_seed_comes_from_title_and_day(self):
        assert proposed_seed("调查", date(2020, 7, 1)) == hashlib.sha256("调查\n2020-07-01".encode()).hexdigest()[:16]

    def test_a_sample_larger_than_all_is_all(self):
        assert begun(size=5000).size == 12

    def test_only_the_matters_asked_about(self):
        Item.objects.create(code="B-1", name="另一事项", agency="housing")
        finished("B", "2020-07-02", item="B-1")
        survey = begun(items=("B-1",), size=3)
        assert [one.act.number for one in SurveyAnswer.objects.filter(survey=survey)] == ["B"]

    def test_a_large_sample_takes_few_statements(self, django_assert_max_num_queries):
        with django_assert_max_num_queries(9):
            begun(size=12)

    @pytest.mark.parametrize(("wrong", "field"), [
        ({"title": " "}, "title"), ({"title": "字" * 121}, "title"), ({"subject": "别的"}, "subject"),
        ({"method": "别的"}, "subject"), ({"size": 0}, "size"), ({"size": 5001}, "size"), ({"seed": ""}, "seed"),
        ({"first": None}, "first"), ({"first": date(2020, 7, 11)}, "first"), ({"last": date(2020, 7, 21)}, "last"),
        ({"first": date(2017, 7, 1)}, "last"), ({"items": ("X",)}, "items"),
        ({"first": date(2020, 1, 1), "last": date(2020, 1, 2)}, "first")])
    def test_what_does_not_fit_is_refused_and_nothing_is_kept(self, wrong, field):
        with pytest.raises(CannotDo) as refusal:
            begun(**wrong)
        assert refusal.value.field == field
        assert not SurveyAnswer.objects.exists()

    @pytest.mark.parametrize("actor", [PUBLIC, actor_with("housing", "经办", "handler"),
                                       actor_with("", "管理员", "administrator")])
    def test_only_who_runs_the_reviews_begins_one(self, actor):
        with pytest.raises(CannotDo):
            services.begin(actor=actor, new=new(), at=NOW)

    def test_the_same_form_twice_is_one_survey(self):
        key = uuid4()
        first, again = (services.begin(actor=OFFICE, new=new(), key=key, at=NOW) for _time in range(2))
        assert first == again


class TestAnswering:
    def test_once_and_with_every_measure(self):
        survey = begun()
        token = next(iter(tokens(survey).values()))
        for said in ({}, {MEASURES[0]: 1}, all_of(0), all_of(6), {**all_of(1), "别的": 1}):
            with pytest.raises(CannotDo):
                services.answer(token=token, said=said, at=NOW)
        services.answer(token=token, said=all_of(2), text=" 请打 10000001111 ", at=NOW)
        with pytest.raises(services.AlreadyAnswered):
            services.answer(token=token, said=all_of(5), at=NOW)
        held = SurveyAnswer.objects.get(answered_on__isnull=False)
        assert (held.said, held.text, held.answered_on) == (all_of(2), "请打 〔已隐去〕", date(2020, 7, 20))

    def test_the_database_holds_no_link(self):
        survey = begun()
        kept = " ".join(map(str, SurveyAnswer.objects.values_list()))
        assert not any(token in kept for token in tokens(survey).values())

    def test_fresh_links_end_those_before_but_not_an_answer(self):
        survey = begun()
        first = tokens(survey)
        number, used = next(iter(first.items()))
        services.answer(token=used, said=all_of(1), at=NOW)
        second = tokens(survey)
        assert set(second) == set(first) - {number}
        old = next(token for one, token in first.items() if one != number)
        with pytest.raises(LookupError):
            services.answer(token=old, said=all_of(1), at=NOW)

    def test_after_the_end_nothing_is_taken_and_ending_again_changes_nothing(self):
        survey = begun()
        token = next(iter(tokens(survey).values()))
        ended = services.close(actor=OFFICE, survey=survey, at=NOW)
        assert services.close(actor=OFFICE, survey=survey, at=at("2020-08-01")).closed_at == ended.closed_at
        with pytest.raises(CannotDo, match="结束"):
            services.answer(token=token, said=all_of(1), at=NOW)
        with pytest.raises(CannotDo, match="结束"):
            tokens(survey)

    def test_links_and_answers_take_few_statements(self, django_assert_max_num_queries):
        survey = begun(size=12)
        with django_assert_max_num_queries(8):
            tokens(survey)


class TestResults:
    def answered(self, *steps):
        survey = begun(size=12)
        for step, token in zip(steps, tokens(survey).values(), strict=False):
            services.answer(token=token, said=all_of(step), at=NOW)
        return results_of(survey)

    @pytest.mark.parametrize(("count", "is_held"), [(0, True), (4, True), (5, False)])
    def test_fewer_than_the_smallest_cell_show_nothing(self, count, is_held):
        found = self.answered(*[1] * count)
        assert (found.is_held, found.answered, bool(found.lines)) == (is_held, count, not is_held)

    def test_all_the_same_is_shown(self):
        assert self.answered(*[1] * 6).lines[0].cells == (6, 0, 0, 0, 0)

    def test_a_small_count_cannot_be_worked_out_from_the_others(self):
        cells = self.answered(*[1] * 6, *[2] * 5, 5).lines[0].cells
        assert cells[4] is None
        assert sum(cell is None for cell in cells) > 1

    @pytest.mark.parametrize(("part", "whole", "said"), [
        (0, 0, "–"), (0, 3, "0.0%"), (1, 3, "33.3%"), (2, 3, "66.7%"), (1, 8, "12.5%"), (1, 2000, "0.1%")])
    def test_the_share_is_rounded_half_up(self, part, whole, said):
        assert share_of(part, whole) == said


class TestThirdParty:
    HEAD = (sheets.REF, *MEASURES, sheets.TEXT)

    @pytest.fixture
    def survey(self):
        return begun(is_drawn=False, size=3, seed="")

    def bring(self, survey, rows, head=HEAD):
        return sheets.bring_in(actor=OFFICE, survey=survey, data=sheet(head, rows), at=NOW)

    def test_each_number_comes_in_once(self, survey):
        rows = [("Q1", 1, "很低", 3, "好"), ("Q2", "2", 2, 2, "")]
        assert self.bring(survey, rows) == (2, 0)
        assert self.bring(survey, [*rows, ("Q3", 1, 1, 1, "")]) == (1, 2)
        assert SurveyAnswer.objects.get(ref="Q1").said == {MEASURES[0]: 1, MEASURES[1]: 5, MEASURES[2]: 3}

    @pytest.mark.parametrize("rows", [
        [], [("", 1, 1, 1, "")], [("Q", 0, 1, 1, "")], [("Q", 6, 1, 1, "")], [("Q", "", 1, 1, "")],
        [("Q", 1.5, 1, 1, "")], [("Q0", 1, 1, 1, ""), ("Q", 1, 1, 9, "")], [("Q", 1, 1, 1, ""), ("Q", 1, 1, 1, "")],
        [(f"Q{n}", 1, 1, 1, "") for n in range(4)], [("Q" * 61, 1, 1, 1, "")], [("Q", 1, 1, 1, "字" * 501)]])
    def test_one_wrong_row_keeps_all_out(self, survey, rows):
        with pytest.raises(CannotDo):
            self.bring(survey, rows)
        assert not SurveyAnswer.objects.exists()

    @pytest.mark.parametrize("data", [b"", b"x", b"PK\x03\x04", b"PK\x03\x04" + b"0" * 3000])
    def test_what_is_no_sheet_is_said_so(self, survey, data):
        with pytest.raises(CannotDo, match="Excel"):
            sheets.bring_in(actor=OFFICE, survey=survey, data=data, at=NOW)

    def test_a_missing_column_is_named(self, survey):
        with pytest.raises(CannotDo, match="办事便利度"):
            self.bring(survey, [("Q", 1)], head=(sheets.REF, MEASURES[0], MEASURES[2]))

    def test_words_are_screened_and_the_template_reads_back(self, survey):
        self.bring(survey, [("Q1", 1, 1, 1, "请打10000001111")])
        assert SurveyAnswer.objects.get().text == "请打〔已隐去〕"
        with pytest.raises(CannotDo, match="没有答卷"):
            sheets.read_answers(survey, sheets.answers_template(survey))

    def test_a_drawn_survey_takes_none(self):
        with pytest.raises(CannotDo):
            self.bring(begun(), [("Q1", 1, 1, 1, "")])

    def test_it_draws_nothing(self, survey):
        assert (survey.seed, survey.population, ServiceAct.objects.count()) == ("", 0, 14)
