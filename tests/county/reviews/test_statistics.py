"""The county's counts: defaults apart, what was set aside left out, one page for those who may read it."""

from __future__ import annotations

import io
import re
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.urls import reverse
from python_calamine import CalamineWorkbook

from county.reviews.statistics import counts
from county.reviews.statistics.counts import Wanted
from county.reviews.statistics.entries import entries_by_unit
from county.reviews.statistics.spans import Month
from county.reviews.statistics.words import counted as words_counted

from .counting import hall, item, ratings
from .doing import BAD, BEST, FAIR, GOOD, WORST

pytestmark = pytest.mark.django_db
JULY = Wanted(date(2020, 7, 1), date(2020, 7, 31))


def ten_cases(**more):
    """Four of the best, two good, one of the silent grade given by somebody, one silent, two bad of which one left."""
    return ratings([
        {"n": 4, "grade": BEST, **more}, {"n": 2, "grade": GOOD, **more}, {"grade": FAIR, **more},
        {"is_default": True, **more}, {"grade": BAD, **more},
        {"grade": BAD, "is_counted": False, "set_aside": "wrong", **more}])


class TestCounts:
    def test_ten_cases_as_the_rule_counts_them(self):
        ten_cases()
        tally = counts.count(JULY)
        assert (tally.actual, tally.defaults, tally.counted, tally.bad, tally.set_aside) == (8, 1, 9, 1, 1)
        assert [tally.of(place) for place in range(1, 6)] == [4, 2, 1, 1, 0]
        assert counts.bad_share(tally).value == Decimal("11.1")
        assert counts.default_share(tally).value == Decimal("11.1")

    def test_a_default_that_was_replaced_counts_nowhere(self):
        ratings([{"is_default": True, "is_counted": False}, {"grade": WORST}])
        tally = counts.count(JULY)
        assert (tally.counted, tally.defaults, tally.set_aside, tally.bad) == (1, 0, 0, 1)

    def test_nothing_has_no_rate(self):
        assert counts.bad_share(counts.count(JULY)).said == "-"

    def test_both_ends_of_the_span_count(self):
        ratings([{"day": "2020-06-30"}, {"day": "2020-07-01"}, {"day": "2020-07-31"}, {"day": "2020-08-01"}])
        assert counts.count(JULY).counted == 2

    def test_each_filter_narrows(self):
        ratings([{"agency": "housing"}, {"agency": "water", "code": "B-1", "channel": "app", "unit": None}])
        unit, matter = hall().pk, item("B-1", "water").pk
        for name, value in {"agency": "water", "item": matter, "unit": unit, "channel": "app", "online": True}.items():
            assert counts.count(Wanted(JULY.first, JULY.last, **{name: value})).counted == 1, name

    def test_parts_sum_up_to_the_whole_and_one_query_gives_all(self, django_assert_num_queries):
        ten_cases()
        ten_cases(agency="water", code="B-1", unit=None, channel="app")
        with django_assert_num_queries(1):
            found = counts.rows(JULY, *counts.PARTS)
        for part in counts.PARTS:
            folded = counts.folded(found, part)
            assert sum(one.counted for one in folded.values()) == 18, part
            assert sum(one.set_aside for one in folded.values()) == 2, part

    def test_a_month_is_counted_from_the_index_alone(self):
        if connection.vendor != "sqlite":
            pytest.skip("sqlite says in one line whether an index covers a query")
        ratings([{}])
        for part in ((), ("agency",), counts.PARTS):
            assert "COVERING INDEX rating_month" in counts.alike(JULY, *part).explain()

    def test_months_before_january_lie_in_the_year_before(self):
        assert [str(Month(2020, 1).earlier(back)) for back in (0, 1, 12, 13)] == [
            "2020-01", "2019-12", "2019-01", "2018-12"]


class TestWords:
    def test_a_word_counts_once_for_each_rating_and_needs_enough_of_them(self):
        texts = ["排队太久，排队", "窗口排队", "总是排队", "没有排队的地方", "材料不全"]
        assert ("排队", 4) in words_counted(texts, 4)
        assert not words_counted(texts, 5)

    def test_a_piece_that_only_stands_in_a_longer_word_is_left_out(self):
        assert words_counted(["排队叫号"] * 3, 3)[0] == ("排队叫号", 3)
        assert [word for word, _count in words_counted(["排队叫号"] * 3, 3)] == ["排队叫号"]

    def test_what_was_hidden_is_no_word(self):
        assert not words_counted(["〔已隐去〕"] * 9, 2)


class TestPage:
    PAGE = "/好差评/统计/?month=2020-07"

    def test_the_first_line_answers_and_compares(self, enter):
        ten_cases()
        ratings([{"day": "2020-06-10", "n": 9}, {"day": "2020-06-10", "grade": BAD}])
        page = enter("review_office", "service-office").get(self.PAGE).content.decode()
        assert "<h1>2020年7月有 9 条评价，差评 1 条，差评率 11.1%，比 2020年6月 高 1.1 个百分点</h1>" in page
        assert "默认占 11.1%" in page
        assert "不予采纳 1 条" in page

    def test_an_empty_month_says_why(self, enter):
        page = enter("leader", "county-government").get(self.PAGE).content.decode()
        assert "2020年7月还没有评价" in page
        assert "这个范围里没有评价" in page

    def months(self, client, month: str) -> list[str]:
        page = client.get(f"/好差评/统计/?month={month}").content.decode()
        return re.findall(r'<a href="\?month=[0-9-]+">([0-9-]+)</a>', page)

    def test_months_before_the_document_and_the_first_rating_are_left_out(self, enter):
        """It is in force from June 22."""
        client = enter("review_office", "service-office")
        assert self.months(client, "2020-08") == ["2020-06", "2020-07", "2020-08"]
        assert self.months(client, "2020-03") == ["2020-03"]
        ratings([{"day": "2020-04-30", "n": 6}])
        assert self.months(client, "2020-08") == ["2020-04", "2020-05", "2020-06", "2020-07", "2020-08"]
        assert len(self.months(client, "2021-12")) == 12

    def test_strangers_sign_in_and_auditors_are_refused(self, client, enter):
        assert client.get(self.PAGE).status_code == 302
        assert enter("auditor", "").get(self.PAGE).status_code == 403

    def test_a_unit_sees_its_own_and_nobody_elses(self, enter):
        ten_cases(agency="water")
        ratings([{"agency": "housing", "n": 3}])
        own = enter("handler", "housing")
        assert "<h1>2020年7月有 3 条评价" in own.get(self.PAGE).content.decode()
        assert own.get(f"{self.PAGE}&agency=water").status_code == 403
        assert own.get("/好差评/统计.xlsx?month=2020-07&agency=water").status_code == 403
        assert enter("staff", "housing").get(self.PAGE).status_code == 403

    @pytest.mark.parametrize("wrong", [
        "month=2020-13", "month=7", "month=２０２０-07", "month=2020-07%0A", "agency=nobody", "item=-1", "item=x",
        "unit=0", "unit=99999999999999999999", "channel=pigeon", "online=maybe", "item=%00", "agency=%00"])
    def test_a_wrong_parameter_gets_one_sentence(self, enter, wrong):
        client = enter("review_office", "service-office")
        answer = client.get(f"/好差评/统计/?{wrong}")
        assert answer.status_code == 422
        assert 'role="alert"' in answer.content.decode()
        assert client.get(f"/好差评/统计.xlsx?{wrong}").status_code == 422

    def test_more_units_and_matters_cost_no_more_queries(self, enter, django_assert_max_num_queries):
        client = enter("review_office", "service-office")
        ratings([{"agency": agency, "code": f"{agency}-{n}", "n": 2} for agency in ("housing", "water", "finance")
                 for n in range(5)])
        client.get(self.PAGE)
        with django_assert_max_num_queries(24):
            client.get(self.PAGE)

    def test_no_rater_data_and_no_single_text(self, enter):
        ratings([{"grade": WORST, "text": "独一无二的抱怨"}])
        page = enter("review_office", "service-office").get(self.PAGE).content.decode()
        assert "独一无二" not in page

    def test_the_files_hold_the_numbers_and_no_formula(self, enter):
        ten_cases()
        matter = item("A-1", "housing")
        matter.name = "=1+1"
        matter.save()
        client = enter("review_office", "service-office")
        book = CalamineWorkbook.from_filelike(io.BytesIO(client.get("/好差评/统计.xlsx?month=2020-07").content))
        rows = book.get_sheet_by_name("事项").to_python()
        assert rows[2][0] == "'=1+1"
        assert rows[2][1:9] == [4, 2, 1, 1, 0, 1, 9, "11.1%"]
        answer = client.get("/好差评/统计.docx?month=2020-07")
        assert answer.content[:2] == b"PK"


class TestYearEnd:
    def test_a_unit_has_its_ratings_on_record_under_the_desks_document(self):
        ten_cases()
        entries = entries_by_unit(["housing", "water"], 2020)
        assert not entries["water"]
        assert {one.document for one in entries["housing"]} == {"巨政办字〔2020〕20号"}
        assert [one.value for one in entries["housing"]][:3] == [
            "9 条：本人评价 8，默认 1", "差评 1 条，差评率 11.1%", "1 条，不计在内"]

    def test_many_units_cost_no_more_than_one(self, django_assert_num_queries):
        ten_cases()
        with django_assert_num_queries(3):
            entries_by_unit(["housing"], 2020)
        with django_assert_num_queries(3):
            entries_by_unit(["housing", "water", "finance"], 2020)


def test_the_page_is_a_tab_of_the_desk(enter):
    page = enter("review_office", "service-office").get(reverse("reviews:statistics")).content.decode()
    assert 'aria-current="page"' in page
