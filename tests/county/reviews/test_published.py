"""Monthly editions: gathered, screened, published by the pack's procedure; corrected without giving anything away."""

from __future__ import annotations

from itertools import pairwise

import pytest

from county.cases.says import CannotDo
from county.reviews.models import Edition, Item, Praise, Rating, ServiceAct, ServiceUnit
from county.reviews.rating.new_rating import NewRating
from county.reviews.rating.services import rate
from county.reviews.statistics import correcting, editions, keeping, tables
from county.reviews.statistics.loop_rates import Bad, Part, rate_table
from county.reviews.statistics.spans import Month
from county.reviews.statistics.suppression import ALL

from .counting import ratings
from .doing import OFFICE, actor_with, at
from .publishing import AFTER, JULY, TICKS, month, numbers, published, set_aside

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("month")]
HOUSING = actor_with("housing", "经办人", "handler")
__all__ = ["month"]


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

    def test_a_hall_and_a_matter_that_have_other_names_by_now_are_found(self, month):
        published()
        left = next(one for one in month if one.grade == 4 and one.agency == "water")
        ServiceUnit.objects.filter(pk=left.unit_id).update(name="县社会保险大厅")
        Item.objects.filter(pk=left.item_id).update(code="W-1")
        after = set_aside(left)
        assert after
        changed = numbers(after)
        assert changed["unit", "县社保大厅", "4"] is None
        assert changed["item", "water-1", "4"] is None


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
