"""Monthly editions: gathered, screened, published by the pack's procedure; corrected without giving anything away."""

from __future__ import annotations

import csv
import io
import json
import re
from itertools import pairwise
from urllib.parse import quote

import pytest

from county.agencies.names import agencies, agency_name
from county.cases.says import CannotDo
from county.reviews.models import Edition, Praise, Rating, ServiceAct
from county.reviews.rating.new_rating import NewRating
from county.reviews.rating.services import rate
from county.reviews.statistics import correcting, editions, keeping, open_data, tables
from county.reviews.statistics.loop_rates import Bad, Part, rate_table
from county.reviews.statistics.spans import Month
from county.reviews.statistics.suppression import ALL

from .counting import hall, ratings
from .doing import OFFICE, actor_with, at

pytestmark = pytest.mark.django_db
JULY, AFTER = Month(2020, 7), at("2020-08-03")
TICKS = {"lawful": True, "hidden": True}
HOUSING = actor_with("housing", "经办人", "handler")


@pytest.fixture(autouse=True)
def month():
    """A month of three units: the worst grade is rare, one matter has few ratings."""
    other = hall("县社保大厅", "social-security")
    made = []
    for number, (agency, unit) in enumerate((("housing", hall()), ("water", other), ("finance", hall()))):
        for at_, channel in enumerate(("code", "screen")):
            row = {"agency": agency, "unit": unit, "channel": channel, "code": f"{agency}-1"}
            worst = 1 if number == 0 else 7
            made += ratings({**row, "grade": grade, "n": n} for grade, n in enumerate(
                (30 + number, 12, 9, 6 + at_, worst), 1))
        ratings([{"agency": agency, "unit": unit, "code": f"{agency}-1", "is_default": True, "n": 11}])
    ratings([{"agency": "housing", "code": "housing-2", "n": 2}])
    return made


def published(month_: Month = JULY) -> Edition:
    made = editions.gather(actor=OFFICE, month=month_, at=AFTER)
    made = editions.screen(actor=OFFICE, edition=made, ticks=TICKS, digest=made.digest, at=AFTER)
    return editions.publish(actor=OFFICE, edition=made, digest=made.digest, at=AFTER)


def numbers(edition: Edition) -> dict[tuple[str, str, str], int | None]:
    return {(table["id"], row["id"], column): value for table in edition.tables["public"]["tables"]
            for row in table["rows"] for column, value in row["cells"].items()}


def set_aside(rating: Rating) -> Edition | None:
    Rating.objects.filter(pk=rating.pk).update(is_counted=False, set_aside="wrong")
    rating.refresh_from_db()
    return editions.correct(rating, at=at("2020-08-10"))


class TestTheWay:
    def test_it_runs_the_packs_procedure_to_its_end(self):
        made = published()
        made.case.refresh_from_db()
        assert (made.case.state, made.case.is_open) == ("published", False)
        assert made.published_at == AFTER
        assert made.digest == tables.digest_of(made.tables["public"])

    def test_a_month_that_is_not_over_and_a_second_time_are_refused(self):
        with pytest.raises(CannotDo, match="还没有过完"):
            editions.gather(actor=OFFICE, month=JULY, at=at("2020-07-31", "23:00"))
        editions.gather(actor=OFFICE, month=JULY, at=at("2020-08-01", "00:00"))
        with pytest.raises(CannotDo, match="已经汇总"):
            editions.gather(actor=OFFICE, month=JULY, at=AFTER)

    def test_somebody_else_cannot(self):
        with pytest.raises(CannotDo, match="评价管理人员"):
            editions.gather(actor=HOUSING, month=JULY, at=AFTER)

    @pytest.mark.parametrize("left_out", ["lawful", "hidden"])
    def test_an_item_that_is_not_ticked_stops_it(self, left_out):
        made = editions.gather(actor=OFFICE, month=JULY, at=AFTER)
        with pytest.raises(CannotDo, match="还不能公开"):
            editions.screen(actor=OFFICE, edition=made, ticks={**TICKS, left_out: False}, digest=made.digest, at=AFTER)

    def test_it_is_not_published_before_it_is_screened_nor_unseen(self):
        made = editions.gather(actor=OFFICE, month=JULY, at=AFTER)
        with pytest.raises(CannotDo, match="现在不能办"):
            editions.publish(actor=OFFICE, edition=made, digest=made.digest, at=AFTER)
        with pytest.raises(CannotDo, match="内容变了"):
            editions.screen(actor=OFFICE, edition=made, ticks=TICKS, digest="0" * 64, at=AFTER)

    def test_words_are_chosen_one_by_one_and_only_of_the_month(self):
        told, other = ratings([{"text": "窗口态度好"}, {"text": "别的月份", "day": "2020-06-01"}])
        made = editions.gather(actor=OFFICE, month=JULY, at=AFTER)
        assert made.tables["public"]["words"] == []
        made = editions.choose(actor=OFFICE, edition=made, rating=told, chosen=True, at=AFTER)
        assert made.tables["public"]["words"] == [{"grade": "非常满意", "text": "窗口态度好"}]
        with pytest.raises(CannotDo):
            editions.choose(actor=OFFICE, edition=made, rating=other, chosen=True, at=AFTER)
        made = editions.choose(actor=OFFICE, edition=made, rating=told, chosen=False, at=AFTER)
        assert made.tables["public"]["words"] == []

    def test_good_practice_of_the_month_that_is_public_is_told(self):
        june = Month(2020, 6).last
        for title, day, is_public in (
                ("容缺办理", JULY.first, True), ("不说的", JULY.last, False), ("六月的", june, True)):
            new = Praise(agency="housing", title=title, text="做法", day=day, is_public=is_public)
            editions.praise(actor=OFFICE, new=new)
        assert [one["title"] for one in published().tables["public"]["praise"]] == ["容缺办理"]


class TestWhatIsShown:
    def test_no_small_number_and_few_rows_whole(self):
        shown = numbers(published())
        assert all(value is None or value == 0 or value >= 5 for value in shown.values())
        assert shown["agency", "housing", "5"] is None
        few = {value for (table, row, _column), value in shown.items() if (table, row) == ("item", "housing-2")}
        assert few <= {None, 0}

    def test_a_rate_that_would_tell_a_held_back_number_is_held_back(self):
        for table in published().tables["public"]["tables"]:
            for row in table["rows"]:
                parts = [row["cells"][one] for one in ("4", "5")]
                others = [value for name, value in row["cells"].items() if name not in ("4", "5")]
                if None in parts and None in others:
                    assert row["bad_share"] is None

    def test_a_row_in_which_all_were_bad_is_held_back(self):
        ratings([{"agency": "seismology", "code": "S-1", "grade": 5, "n": 9}])
        shown = numbers(published())
        assert shown["agency", "seismology", "5"] is None

    def test_the_counties_smallest_number_can_be_set(self, settings):
        settings.REVIEWS_SMALLEST = 50
        shown = numbers(published())
        assert all(value is None or value == 0 or value >= 50 for value in shown.values())

    def test_defaults_stand_apart(self):
        shown = numbers(published())
        assert shown["all", "all", "default"] == 33
        given = sum(shown["all", "all", one] or 0 for one in ("1", "2", "3", "4", "5"))
        assert shown["all", "all", "all"] == given + 33


class TestRatesOfTheLoop:
    """Rows as (tickets behind the rate, bad ratings); a third, that a grade of the row is held back."""

    def told(self, **rows: tuple[int, ...]) -> set[str]:
        parts = {unit: Part(row[0], "90") for unit, row in rows.items()}
        bad = {unit: Bad(row[1], len(row) == 2) for unit, row in rows.items()}
        parts[""] = Part(sum(one.whole for one in parts.values()), "90")
        bad[""] = Bad(sum(one.count for one in bad.values()), True)
        made = rate_table("callback", "回访率", parts, bad, 5)["rows"]
        assert {row["id"] for row in made} == {*rows, "all"}, "which rows there are tells nothing"
        return {row["id"] for row in made if row["rate"] is not None}

    def test_enough_everywhere_holds_nothing_back(self):
        assert self.told(a=(5, 10), b=(8, 8), c=(20, 40)) == {"all", "a", "b", "c"}

    @pytest.mark.parametrize("few", [(3, 30), (27, 30), (1, 6)])
    def test_few_tickets_or_all_but_a_few_are_held_back_with_another_unit(self, few):
        shown = self.told(a=few, b=(10, 20), c=(12, 24), d=(30, 60))
        assert "all" in shown
        assert "a" not in shown
        assert len(shown) == 3

    def test_of_a_single_row_with_a_held_back_grade_the_others_would_tell(self):
        """The grades themselves are never held back in one unit alone."""
        assert self.told(a=(17, 17, 0), b=(10, 20), c=(12, 24), d=(30, 60)) == set()

    def test_rows_with_a_held_back_grade_have_no_rate(self):
        assert self.told(a=(17, 17, 0), b=(10, 20, 0), c=(12, 24), d=(30, 60)) == {"all", "c", "d"}

    def test_where_the_county_would_tell_it_is_held_back_instead_of_every_unit(self):
        assert self.told(a=(18, 20), b=(30, 30), c=(40, 40)) == {"b", "c"}

    def test_a_unit_alone_with_few_leaves_the_county_none(self):
        assert self.told(a=(3, 30)) == set()

    def test_what_is_no_part_of_the_bad_ratings_tells_nothing_at_all(self):
        assert self.told(a=(9, 8), b=(30, 60)) == set()

    def test_a_unit_without_bad_ratings_says_so(self):
        assert self.told(a=(0, 0), b=(10, 20), c=(10, 10)) == {"all", "a", "b", "c"}

    def test_tickets_of_which_none_stand_behind_the_rate_say_nothing(self):
        assert "a" not in self.told(a=(0, 20), b=(10, 20), c=(10, 20))

    def test_no_bad_ratings_at_all_say_so(self):
        assert self.told() == {"all"}


class TestCorrections:
    def test_a_new_version_withdraws_what_changed_and_changes_nothing_else(self, month):
        first = published()
        bad = next(one for one in month if one.grade == 4 and one.agency == "water")
        second = set_aside(bad)
        assert (second.version, second.published_at is not None, bool(second.note)) == (2, True, True)
        before, after = numbers(first), numbers(second)
        assert before["agency", "water", "4"] is not None
        assert after["agency", "water", "4"] is None
        assert all(value is None or value == before[name] for name, value in after.items())
        assert all(after[name] is None for name, value in before.items() if value is None)
        assert second.tables["public"]["set_aside"] is None

    def test_the_same_rating_twice_is_one_correction(self, month):
        published()
        bad = next(one for one in month if one.grade == 4)
        set_aside(bad)
        assert set_aside(bad).version == 2

    def test_several_corrections_never_differ_in_a_number_both_show(self, month):
        published()
        for bad in [one for one in month if one.grade >= 4][::9]:
            set_aside(bad)
        versions = [numbers(one) for one in Edition.objects.order_by("version")]
        assert len(versions) > 2
        for before, after in pairwise(versions):
            assert all(value is None or value == before[name] for name, value in after.items())

    def test_an_edition_that_is_not_public_yet_is_gathered_again(self, month):
        made = editions.gather(actor=OFFICE, month=JULY, at=AFTER)
        bad = next(one for one in month if one.grade == 4 and one.agency == "water")
        again = set_aside(bad)
        assert (again.pk, again.version) == (made.pk, 1)
        assert again.digest != made.digest

    def test_a_month_without_an_edition_needs_no_correction(self, month):
        assert set_aside(month[0]) is None

    def test_words_of_a_rating_that_left_are_told_no_more(self):
        told, = ratings([{"grade": 5, "agency": "water", "code": "water-1", "text": "白跑一趟"}])
        made = editions.gather(actor=OFFICE, month=JULY, at=AFTER)
        made = editions.choose(actor=OFFICE, edition=made, rating=told, chosen=True, at=AFTER)
        made = editions.screen(actor=OFFICE, edition=made, ticks=TICKS, digest=made.digest, at=AFTER)
        editions.publish(actor=OFFICE, edition=made, digest=made.digest, at=AFTER)
        assert set_aside(told).tables["public"]["words"] == []

    def test_what_is_held_back_is_read_from_the_edition_itself(self):
        first = published()
        frame = tables.frame_of(first.tables["kept"]["base"])
        held = keeping.held_back(first)
        assert held <= set(frame.cells())
        assert (ALL, ALL, ALL) not in held


def rated_late(*defaults: Rating) -> None:
    """Somebody rated the services after their silence had counted."""
    Rating.objects.filter(pk__in=[one.pk for one in defaults]).update(is_counted=False)


class TestReplacedDefaults:
    NEXT = at("2020-08-04")

    @pytest.fixture
    def silent(self, month):
        return list(Rating.objects.filter(is_default=True, agency="water"))

    def versions(self) -> list[dict[tuple[str, str, str], int | None]]:
        return [numbers(one) for one in Edition.objects.order_by("version")]

    def test_the_month_shows_the_changed_numbers_no_more_and_no_other_is_touched(self, silent):
        published()
        rated_late(silent[0])
        assert correcting.correct_replaced(self.NEXT) == 1
        before, after = self.versions()
        for name in (("agency", "water", "default"), ("agency", "water", "all"), ("all", "all", "default")):
            assert before[name] is not None
            assert after[name] is None
        assert all(value is None or value == before[name] for name, value in after.items())
        assert after["agency", "water", "1"] == before["agency", "water", "1"]
        made = Edition.objects.first()
        assert "默认计入的服务后来有了本人评价" in made.note
        assert made.tables["public"]["set_aside"] == 0
        assert made.digest == tables.digest_of(made.tables["public"])

    def test_a_late_rating_that_somebody_gives_does_it(self, silent):
        ServiceAct.objects.filter(pk=silent[0].act_id).update(state="defaulted")
        published()
        act = ServiceAct.objects.get(pk=silent[0].act_id)
        late = rate(actor=OFFICE, new=NewRating(act=act, grade=4, channel="code"), at=at("2020-08-03", "15:00"))
        assert late.is_late
        assert correcting.correct_replaced(self.NEXT) == 1
        assert self.versions()[1]["agency", "water", "default"] is None

    def test_all_of_a_day_are_one_version_and_asked_again_it_stays(self, silent):
        published()
        rated_late(*silent[:3])
        assert correcting.correct_replaced(AFTER) == 0, "what became public today waits for tomorrow"
        assert correcting.correct_replaced(self.NEXT) == 1
        rated_late(silent[4])
        assert correcting.correct_replaced(self.NEXT) == 0
        assert [one.version for one in Edition.objects.all()] == [2, 1]

    def test_what_shows_nothing_new_is_no_new_version(self, silent):
        published()
        rated_late(silent[0])
        correcting.correct_replaced(self.NEXT)
        rated_late(silent[1])
        assert correcting.correct_replaced(at("2020-08-05")) == 0
        assert silent[1].pk in Edition.objects.first().tables["kept"]["corrected"]

    def test_what_was_replaced_before_the_month_was_gathered_is_in_it(self, silent):
        rated_late(silent[0])
        published()
        assert numbers(Edition.objects.get())["all", "all", "default"] == 32
        assert correcting.correct_replaced(self.NEXT) == 0

    def test_a_month_that_is_not_public_yet_is_gathered_again(self, silent):
        made = editions.gather(actor=OFFICE, month=JULY, at=AFTER)
        rated_late(silent[0])
        assert correcting.correct_replaced(AFTER) == 1
        again = Edition.objects.get()
        assert (again.pk, numbers(again)["all", "all", "default"]) == (made.pk, 32)
        assert correcting.correct_replaced(AFTER) == 0

    def test_after_a_rating_was_set_aside_the_numbers_still_never_differ(self, month, silent):
        published()
        set_aside(next(one for one in month if one.grade == 4 and one.agency == "water"))
        rated_late(silent[0])
        assert correcting.correct_replaced(at("2020-08-11")) == 1
        for before, after in pairwise(self.versions()):
            assert all(value is None or value == before[name] for name, value in after.items())

    def test_the_sweep_looks_once_a_day(self, silent, django_assert_num_queries):
        published()
        rated_late(silent[0])
        assert correcting.sweep(self.NEXT) == 1
        with django_assert_num_queries(0):
            assert correcting.sweep(self.NEXT) == 0


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
