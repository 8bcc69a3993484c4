"""What everybody reads of a published month: pages, whole tables, data; and the pages of the office."""

from __future__ import annotations

import csv
import io
import json
import re
from urllib.parse import quote

import pytest

from county.agencies.names import agencies, agency_name
from county.reviews.models import Edition
from county.reviews.statistics import edition_views, editions, open_data
from county.reviews.statistics.spans import Month

from .counting import ratings
from .doing import OFFICE
from .publishing import AFTER, JULY, month, numbers, published, set_aside

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("month")]
__all__ = ["month"]


class TestOpenData:
    def test_both_forms_hold_the_same_numbers_in_a_stable_order(self, client):
        made = published()
        told = json.loads(client.get("/评价/公开/2020-07.json").content)
        assert told["licence"] == open_data.LICENCE
        assert {name: told[name] for name in made.tables["public"]} == made.tables["public"]
        answers = [client.get("/评价/公开/2020-07.csv").content for _time in range(2)]
        assert answers[0] == answers[1]
        lines = list(csv.reader(io.StringIO(answers[0].decode("utf-8-sig"))))
        assert lines[0][0].startswith("# ")
        assert tuple(lines[1]) == open_data.COLUMNS
        cells = {(line[3], line[4], line[6]): (line[8], line[9]) for line in lines[2:]}
        for name, value in numbers(made).items():
            assert cells[name] == ("" if value is None else str(value), str(int(value is None)))

    def test_nothing_that_is_kept_inside_goes_out(self, client):
        made = published()
        for form in ("json", "csv"):
            answer = client.get(f"/评价/公开/2020-07.{form}")
            assert "base" not in answer.content.decode().replace("basis", "")
            assert "public" in answer["Cache-Control"]
        assert "kept" in made.tables

    def test_no_cell_is_a_formula(self, client):
        made = published()
        made.tables["public"]["tables"][1]["rows"][0]["name"] = "=cmd()"
        made.save()
        text = client.get("/评价/公开/2020-07.csv").content.decode("utf-8-sig")
        assert all(not cell.startswith(("=", "+", "@")) for line in csv.reader(io.StringIO(text)) for cell in line)


class TestPublicPages:
    def test_without_an_account_the_latest_month_and_the_archive(self, client):
        ratings([{"day": "2020-06-10", "n": 8}])
        published(Month(2020, 6))
        published()
        page = client.get("/评价/公开/").content.decode()
        assert "<h1>2020年7月有" in page
        assert "巨政办字〔2020〕20号" in page
        assert "个数不公布" in page
        assert "<svg" in page
        assert "<h1>2020年6月有 8 条评价" in client.get("/评价/公开/2020-06/").content.decode()

    def test_what_is_not_published_cannot_be_read(self, client):
        editions.gather(actor=OFFICE, month=JULY, at=AFTER)
        assert "还没有公开过" in client.get("/评价/公开/").content.decode()
        for address in ("2020-07/", "2020-07.json", "2020-07.csv"):
            assert client.get(f"/评价/公开/{address}").status_code == 404

    @pytest.mark.parametrize("address", [
        "2020-13/", "2020-00.json", "9999-99.csv", "2020-07/?version=9", "2020-07/?version=x",
        "2020-07.json?version=-1", "2020-07.csv?version=٣"])
    def test_what_does_not_exist_is_not_found(self, client, address):
        published()
        assert client.get(f"/评价/公开/{address}").status_code == 404

    def test_earlier_versions_stay_readable(self, client, month):
        first = published()
        set_aside(next(one for one in month if one.grade == 4 and one.agency == "water"))
        page = client.get("/评价/公开/2020-07/").content.decode()
        assert "复核不予采纳" in page
        assert json.loads(client.get("/评价/公开/2020-07.json?version=1").content)["version"] == 1
        assert client.get("/评价/公开/2020-07/?version=1").content.decode().count(first.digest) == 1


class TestWholeTables:
    ADDRESS = "/评价/公开/2020-07/事项/"

    @pytest.fixture
    def matters(self):
        """Sixty matters: of number n there are n ratings more than five, of the last two fewer than five."""
        ratings({"agency": "water", "code": f"W-{n:02}", "n": 5 + n} for n in range(58))
        ratings({"agency": "water", "code": f"W-{n}", "n": 2} for n in (58, 59))
        return published()

    def rows(self, content: bytes) -> list[str]:
        return re.findall(r'<th scope="row">([^<]*)</th>', content.decode())

    def test_a_month_shows_the_first_rows_of_a_long_table_and_leads_to_the_whole(self, client, matters):
        page = client.get("/评价/公开/2020-07/").content
        assert [one for one in self.rows(page) if "W-" in one] == [f"办理W-{n}" for n in range(57, 37, -1)]
        assert f'href="{quote(self.ADDRESS)}"' in page.decode()
        assert self.rows(page).count("全县") == 2, "the county stands in its own row and in the rates"

    def test_units_and_channels_are_whole_on_the_page_of_a_month(self, client):
        names = [agency_name(one.id) for one in agencies()][:25]
        for one in list(agencies())[:25]:
            ratings([{"agency": one.id, "code": "A-1", "n": 20}])
        published()
        assert set(names) <= set(self.rows(client.get("/评价/公开/2020-07/").content))

    def test_every_row_is_on_one_page_of_the_table_once_in_the_order_that_is_said(self, client, matters):
        pages = [self.rows(client.get(f"{self.ADDRESS}?page={number}").content) for number in (1, 2)]
        assert len(pages[0]) == 50
        every = [*pages[0], *pages[1]]
        table = next(one for one in matters.tables["public"]["tables"] if one["id"] == "item")
        assert sorted(every) == sorted(row["name"] for row in table["rows"])
        whole = {row["name"]: row["cells"]["all"] for row in table["rows"]}
        shown = [whole[one] for one in every]
        held = shown.count(None)
        assert held >= 2
        assert shown[-held:] == [None] * held
        assert shown[:-held] == sorted(shown[:-held], reverse=True)

    def test_rows_are_found_by_words_of_their_name_in_whatever_width(self, client, matters):
        for words in ("w-4", "Ｗ－4", " W-4 "):
            found = self.rows(client.get(self.ADDRESS, {"q": words}).content)
            assert sorted(found) == [f"办理W-4{n}" for n in range(10)]

    def test_another_page_keeps_the_words_and_the_version(self, client, matters):
        page = client.get(self.ADDRESS, {"q": "W-", "version": "1"}).content.decode()
        assert 'href="?q=W-&amp;version=1&amp;page=2"' in page

    def test_words_that_nothing_has_say_so(self, client, matters):
        page = client.get(self.ADDRESS, {"q": "<b>"}).content.decode()
        assert "没有名称里有这些字的行" in page
        assert "<b>” " not in page
        assert "&lt;b&gt;" in page

    @pytest.mark.parametrize("query", ["page=99", "page=x", "page=-1", "q=%00", "q=" + "长" * 500])
    def test_no_address_breaks_it(self, client, matters, query):
        assert client.get(f"{self.ADDRESS}?{query}").status_code == 200

    @pytest.mark.parametrize("address", ["2020-07/别的/", "2020-06/事项/", "2020-07/事项/?version=7"])
    def test_what_does_not_exist_is_not_found(self, client, matters, address):
        assert client.get(f"/评价/公开/{address}").status_code == 404

    def test_a_draft_has_none(self, client):
        editions.gather(actor=OFFICE, month=JULY, at=AFTER)
        assert client.get(self.ADDRESS).status_code == 404

    def test_an_earlier_version_leads_to_its_own_tables(self, client, month, matters):
        set_aside(next(one for one in month if one.grade == 4 and one.agency == "water"))
        page = client.get("/评价/公开/2020-07/?version=1").content.decode()
        assert f'href="{quote(self.ADDRESS)}?version=1"' in page
        first, second = (client.get(f"/评价/公开/2020-07/承办单位/{query}").content.decode()
                         for query in ("?version=1", ""))
        assert second.count("held-back") > first.count("held-back")

    def test_who_screens_sees_every_row(self, enter):
        ratings({"agency": "water", "code": f"W-{n:02}", "n": 5 + n} for n in range(30))
        editions.gather(actor=OFFICE, month=JULY, at=AFTER)
        shown = self.rows(enter("review_office", "service-office").get("/好差评/公开/2020-07/").content)
        assert {f"办理W-{n:02}" for n in range(30)} <= set(shown)


class TestStaffPages:
    PAGES = ("/好差评/公开/", "/好差评/公开/2020-07/")

    def test_only_who_manages_reviews(self, client, enter):
        editions.gather(actor=OFFICE, month=JULY, at=AFTER)
        for address in self.PAGES:
            assert client.get(address).status_code == 302
            for role, agency in (("handler", "housing"), ("leader", "county-government"), ("administrator", "")):
                assert enter(role, agency).get(address).status_code == 403
            assert enter("review_office", "service-office").get(address).status_code == 200
        for act in ("选用", "审查", "公布"):
            assert enter("head", "housing").post(f"/好差评/公开/2020-07/{act}/").status_code == 403

    def test_the_whole_way_on_the_pages(self, enter):
        told, = ratings([{"text": "办得快"}])
        client = enter("review_office", "service-office")
        assert client.post("/好差评/公开/", {"month": "2020-07"}).status_code == 303
        page = client.get(self.PAGES[1]).content.decode()
        assert "已汇总，等审查" in page
        assert "办得快" in page
        token = page.split('name="token" value="')[1].split('"')[0]
        assert client.post("/好差评/公开/2020-07/选用/", {"token": token, "chosen": "yes"}).status_code == 303
        made = Edition.objects.get()
        assert made.tables["kept"]["chosen"] == [told.pk]
        refused = client.post("/好差评/公开/2020-07/审查/", {"digest": made.digest})
        assert refused.status_code == 422
        assert client.post("/好差评/公开/2020-07/审查/", {
            "digest": made.digest, "tick-lawful": "yes", "tick-hidden": "yes"}).status_code == 303
        made.refresh_from_db()
        assert "等公开" in client.get(self.PAGES[1]).content.decode()
        assert client.post("/好差评/公开/2020-07/公布/", {"digest": made.digest}).status_code == 303
        assert "第 1 版已公开" in client.get(self.PAGES[1]).content.decode()

    def test_wrong_input_is_refused_with_what_was_typed(self, enter):
        client = enter("review_office", "service-office")
        assert client.post("/好差评/公开/", {"month": "昨天"}).status_code == 422
        answer = client.post("/好差评/公开/好做法/", {"agency": "nobody", "title": "容缺办理", "text": "先办后补"})
        assert answer.status_code == 422
        assert "先办后补" in answer.content.decode()
        assert client.get("/好差评/公开/2020-13/").status_code == 404
        assert client.post("/好差评/公开/2019-01/选用/", {"token": "1"}).status_code == 404

    def test_a_token_that_somebody_made_up_chooses_nothing(self, enter, month):
        editions.gather(actor=OFFICE, month=JULY, at=AFTER)
        client = enter("review_office", "service-office")
        made_up = {"token": f"{month[0].pk}:x", "chosen": "yes"}
        assert client.post("/好差评/公开/2020-07/选用/", made_up).status_code == 404

    def test_words_to_choose_from_are_turned_page_by_page_and_the_end_is_told(self, enter, monkeypatch):
        ratings({"text": f"意见{number}"} for number in range(5))
        client = enter("review_office", "service-office")
        client.post("/好差评/公开/", {"month": "2020-07"})
        monkeypatch.setattr(edition_views, "PAGE", 2)
        pages = [client.get(f"{self.PAGES[1]}?words={number}").content.decode() for number in (1, 2, 3)]
        listed = [set(re.findall(r"意见[0-9]", page)) for page in pages]
        assert [len(one) for one in listed] == [2, 2, 1]
        assert len(set.union(*listed)) == 5
        assert "第 2 页，共 3 页" in pages[1]
        assert client.get(f"{self.PAGES[1]}?words=x").status_code == 200
        assert "只列出这个月最早的" not in pages[0]
        monkeypatch.setattr(edition_views, "READ", 4)
        assert "只列出这个月最早的 4 条意见" in client.get(self.PAGES[1]).content.decode()
