"""Whoever takes published figures from one another learns of no few raters: within an edition, across versions, months,
forms, and whatever else is public."""

from __future__ import annotations

import csv
import io
import json
import random
from collections.abc import Iterator
from html.parser import HTMLParser
from itertools import combinations

import pytest
from django.test import Client
from django.urls import get_resolver, reverse

from county import business
from county.cases.says import CannotDo
from county.cases.sweep import sweep
from county.reviews.models import Edition, Rating, Ticket
from county.reviews.statistics import editions, loop_rates, tables
from county.reviews.statistics.spans import Month
from county.reviews.statistics.suppression import Cell, Frame

from .counting import hall, ratings
from .doing import BAD, OFFICE, WORST, at, finished, places, rated
from .loop_doing import actor_with, bad, do, real

pytestmark = pytest.mark.django_db
JULY, AFTER, FEW = Month(2020, 7), at("2020-08-03"), 5
HELD = "不公布"
PUBLIC = {"public", "public-month", "public-table", "public-data", "survey-results", "survey-result", "survey-list"}
WITHOUT_FIGURES = {None, "by-link", "thanks", "at-counter", "screen", "bind-screen", "paper", "paper-of-unit",
                   "survey-answer"}
TICKS = {"lawful": True, "hidden": True}


@pytest.fixture(autouse=True)
def county(settings, tmp_path):
    settings.HOME = tmp_path
    business.set_to(AFTER)


def month(seed: int) -> list[Rating]:
    """A month of a few units, drawn; bad ratings are rare."""
    drawn, made = random.Random(seed), []  # noqa: S311
    halls = [hall(), hall("县社保大厅", "social-security")]
    for number in range(7):
        agency = ("housing", "water", "finance")[number % 3]
        row = {"agency": agency, "unit": drawn.choice(halls), "code": f"{agency}-{number % 2}",
               "channel": drawn.choice(("code", "screen", "paper"))}
        most = [drawn.randint(0, most) for most in (40, 14, 9, 9, 4)]
        made += ratings({**row, "grade": grade, "n": n} for grade, n in enumerate(most, 1) if n)
        made += ratings([{**row, "is_default": True, "n": drawn.randint(1, 9)}])
    return made


def published(which: Month = JULY) -> Edition:
    made = editions.gather(actor=OFFICE, month=which, at=AFTER)
    made = editions.screen(actor=OFFICE, edition=made, ticks=TICKS, digest=made.digest, at=AFTER)
    return editions.publish(actor=OFFICE, edition=made, digest=made.digest, at=AFTER)


def set_aside(rating: Rating) -> Edition | None:
    Rating.objects.filter(pk=rating.pk).update(is_counted=False, set_aside="wrong")
    rating.refresh_from_db()
    return editions.correct(rating, at=at("2020-08-10"))


def frame_of(edition: Edition) -> Frame:
    return tables.frame_of(edition.tables["kept"]["base"])


def shown(edition: Edition) -> dict[Cell, int]:
    return {tables.cell_of(table["id"], row["id"], column): value
            for table in edition.tables["public"]["tables"] for row in table["rows"]
            for column, value in row["cells"].items() if value is not None}


def nested(edition: Edition) -> Iterator[tuple[Cell, Cell]]:
    """Every pair of figures of which one lies wholly inside the other."""
    frame, figures = frame_of(edition), shown(edition)
    inside = {cell: frame.base_of(cell) for cell in figures}
    for one, two in combinations(figures, 2):
        larger, smaller = (one, two) if inside[one] > inside[two] else (two, one)
        if inside[larger] > inside[smaller]:
            yield larger, smaller


def few_left(edition: Edition) -> list[tuple[Cell, Cell]]:
    figures = shown(edition)
    return [(larger, smaller) for larger, smaller in nested(edition) if 0 < figures[larger] - figures[smaller] < FEW]


def rates_in(edition: Edition) -> dict[tuple[str, str], str | None]:
    return {(table["id"], row["id"]): row["rate"] for table in edition.tables["public"]["rates"]
            for row in table["rows"]}


def rates_stand_beside_grades(edition: Edition) -> None:
    figures = set(shown(edition))
    for (_table, row), rate in rates_in(edition).items():
        table = ("", "") if row == "all" else ("agency", row)
        assert rate is None or {(*table, "4"), (*table, "5")} <= figures


class TestOneEdition:
    @pytest.mark.parametrize("seed", range(6))
    def test_no_figure_taken_from_another_leaves_a_few(self, seed):
        """Whatever tables the two are of: a unit, and a channel that it alone uses."""
        month(seed)
        made = published()
        assert few_left(made) == []
        assert not [value for value in shown(made).values() if 0 < value < FEW]

    def ticketed(self, counts=(40, 20, 6)) -> Edition:
        """All bad ratings of one unit have tickets that were rectified in time; its worst grade is rare."""
        places()
        halls = hall(), hall("县社保大厅", "social-security")
        for agency, unit, code in (("housing", halls[0], "A-1"), ("water", halls[1], "w-1"),
                                   ("finance", halls[0], "f-1")):
            given = counts if agency == "housing" else (40, 20, 15, 9, 11)
            ratings([{"agency": agency, "unit": unit, "code": code, "grade": grade, "n": n}
                     for grade, n in enumerate(given, 1)])
        for number in range(17):
            ticket = bad("2020-07-06", grade=BAD if number < 14 else WORST)
            do(ticket, "complicated")
            do(ticket, "finish", "2020-07-10")
        return published()

    def test_the_tickets_behind_a_rate_tell_no_held_back_grade(self):
        made = self.ticketed()
        figures = shown(made)
        assert ("agency", "housing", "5") not in figures
        assert rates_in(made)["rectified", "housing"] is None
        assert all(set(row) == {"id", "name", "rate"} for table in made.tables["public"]["rates"]
                   for row in table["rows"])

    def test_a_rate_stands_only_beside_grades_that_are_all_told(self):
        made = self.ticketed((40, 20, 6, 0, 9))
        rates = rates_in(made)
        assert rates["rectified", "housing"] == "100"
        assert rates["rectified", "all"] is not None
        rates_stand_beside_grades(made)

    def test_the_unit_without_a_rate_is_not_what_the_county_leaves_over(self):
        """One unit has few tickets behind its rate: those of the others and of the county would tell how many."""
        places()
        for agency in ("water", "finance"):
            ratings([{"agency": agency, "code": f"{agency}-1", "grade": grade, "n": 20} for grade in range(1, 6)])
        ratings([{"agency": "housing", "grade": grade, "n": 20} for grade in range(1, 6)])
        for _number in range(3):
            do(bad("2020-07-06"), "complicated")
        for row, told in rates_in(published()).items():
            assert told in (None, "-"), row


class TestVersions:
    @pytest.mark.parametrize("seed", range(3))
    def test_of_all_versions_of_a_month_no_two_give_different_figures(self, seed):
        made = month(seed)
        published()
        for one in [one for one in made if one.is_bad][::4]:
            set_aside(one)
        versions = list(Edition.objects.order_by("version"))
        assert len(versions) > 2
        for one, two in combinations(versions, 2):
            earlier, later = shown(one), shown(two)
            assert set(later) <= set(earlier)
            assert all(earlier[cell] == value for cell, value in later.items())
            self.same_or_withdrawn(one, two)
        for one in versions:
            rates_stand_beside_grades(one)

    @staticmethod
    def same_or_withdrawn(one: Edition, two: Edition) -> None:
        def told(edition: Edition) -> dict[tuple[str, ...], object]:
            public = edition.tables["public"]
            rows = {(table["id"], row["id"], name): row[name] for table in public["tables"] for row in table["rows"]
                    for name in ("bad_share", "default_share")}
            rows |= {(*name, "rate"): rate for name, rate in rates_in(edition).items()}
            return rows | {("set_aside",): public["set_aside"]}

        earlier, later = told(one), told(two)
        assert all(value is None or value == earlier[name] for name, value in later.items())

    @pytest.mark.parametrize("seed", range(3))
    def test_figures_of_one_version_taken_from_another_leave_no_few(self, seed):
        """Each version shows what one before it showed, so that all pairs are pairs of the first."""
        made = month(seed)
        first = published()
        set_aside(next(one for one in made if one.is_bad))
        second = Edition.objects.get(version=2)
        earlier, later = shown(first), shown(second)
        few = [(one, two) for one, two in nested(first)
               if (two in later and 0 < earlier[one] - later[two] < FEW)
               or (one in later and 0 < later[one] - earlier[two] < FEW)]
        assert few == []

    def test_the_unit_that_handled_a_transferred_ticket_loses_it_too(self):
        places()
        for agency in ("housing", "water", "finance"):
            ratings([{"agency": agency, "code": f"{agency}-1", "grade": grade, "n": 20} for grade in range(1, 6)])
        water, head = actor_with("water", "经办", "handler"), actor_with("water", "局长", "head")
        for _one in range(8):
            ticket = real("2020-07-06")
            do(ticket, "transfer", "2020-07-06", unit="water")
            for step, who in (("complicated", water), ("finish", water), ("feed_back", water), ("call_back", head),
                              ("close", head)):
                do(ticket, step, "2020-07-10", who)
        first = published()
        Ticket.objects.filter(pk=ticket.pk).update(is_set_aside=True)
        second = set_aside(ticket.rating)
        before, after = rates_in(first), rates_in(second)
        rates_stand_beside_grades(second)
        assert first.version < second.version
        for name in ("callback", "rectified"):
            assert before[name, "water"] == "100"
            assert before[name, "all"] == "100"
            assert after[name, "water"] is None
            assert after[name, "all"] is None

    def test_no_ticket_stands_behind_the_rates_of_two_months(self):
        """Else a month's rate would tell of another month's grades."""
        places()
        for _one in range(6):
            ticket = real("2020-06-29")
            for step in ("complicated", "finish", "feed_back", "call_back", "close"):
                do(ticket, step, "2020-07-02")
        for rates in (loop_rates.callbacks, lambda month_: loop_rates.rectifications(month_, AFTER)):
            assert rates(Month(2020, 6))[""].whole == 6
            assert rates(JULY)[""].whole == 0

    def test_a_rating_after_the_time_changes_no_version_that_is_out(self):
        places()
        month(1)
        act = finished("LATE-1", "2020-07-20")
        sweep(at("2020-07-31"))
        before = published().tables
        rated(act, BAD, "2020-08-04")
        assert Edition.objects.get(version=1).tables == before
        assert not Rating.objects.get(act=act.act, is_default=True).is_counted


class Rows(HTMLParser):
    """Texts of the cells of a page, row by row."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.is_in = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th"):
            self.rows[-1].append("")
            self.is_in = True

    def handle_endtag(self, tag: str) -> None:
        self.is_in = self.is_in and tag not in ("td", "th")

    def handle_data(self, data: str) -> None:
        if self.is_in:
            self.rows[-1][-1] += data.strip()


class TestForms:
    def test_page_json_and_csv_hold_the_same_back(self):
        month(2)
        made = published()
        data = json.loads(Client().get("/评价/公开/2020-07.json").content)
        lines = list(csv.reader(io.StringIO(Client().get("/评价/公开/2020-07.csv").content.decode("utf-8-sig"))))[2:]
        columns = [one["id"] for one in data["columns"]]
        titles = ["", *(f"{one['title']}/" for one in data["tables"])]
        pages = [Client().get(f"/评价/公开/2020-07/{title}") for title in titles]
        on_page = {tuple(row[: len(columns) + 1]) for page in pages if page.status_code == 200
                   for row in Rows(page.content.decode()).rows
                   if len(row) == len(columns) + 3 and (row[1].isdecimal() or row[1] == HELD)}
        in_data = {(row["name"], *(HELD if row["cells"][one] is None else str(row["cells"][one]) for one in columns))
                   for table in data["tables"] for row in table["rows"]}
        assert on_page == in_data
        in_csv = {(line[3], line[4], line[6]): line[8] for line in lines}
        for (table, row, column), value in shown(made).items():
            assert in_csv[tables.cell_id((table, row, column))] == str(value)
        assert sum(line[9] == "1" for line in lines) >= sum(value is None for table in data["tables"]
                                                           for row in table["rows"] for value in row["cells"].values())
        assert not set(data) & {"kept", "base", "corrected", "chosen"}

    def test_nothing_else_with_figures_is_public(self):
        """A table of quarters or years beside the months would give their differences away: there is none."""
        open_to_all = {one.name for one in _patterns(get_resolver()) if "评价/" in str(one.pattern)
                       and "好差评/" not in str(one.pattern)}
        assert {"public", "public-data", "survey-result"} < open_to_all
        assert not open_to_all - PUBLIC - WITHOUT_FIGURES

    @pytest.mark.parametrize("address", ["/好差评/统计/", "/好差评/统计.xlsx", "/好差评/统计.docx", "/好差评/",
                                         "/好差评/公开/", "/好差评/上报/"])
    def test_what_staff_read_is_not(self, address):
        assert Client().get(address).status_code == 302
        assert "next=" in Client().get(address).headers["Location"]

    def test_good_practice_and_words_carry_no_number_day_or_unit(self):
        month(3)
        told, = ratings([{"grade": 1, "agency": "water", "code": "water-1", "text": "没有白跑一趟"}])
        made = editions.gather(actor=OFFICE, month=JULY, at=AFTER)
        made = editions.choose(actor=OFFICE, edition=made, rating=told, chosen=True, at=AFTER)
        assert [set(one) for one in made.tables["public"]["words"]] == [{"grade", "text"}]



class TestWords:
    """Words stand with their grade: how many there are counts its raters from below."""

    COUNTS = (60, 30, 20, 12)

    def gathered(self, worst: int) -> tuple[Edition, list[Rating]]:
        ratings([{"grade": grade, "n": n} for grade, n in enumerate(self.COUNTS, 1)])
        told = ratings({"grade": WORST, "text": f"第{number}条"} for number in range(worst))
        return editions.gather(actor=OFFICE, month=JULY, at=AFTER), told

    def chosen(self, made: Edition, told: list[Rating]) -> tuple[Edition, str]:
        """Until it is refused: the sentence."""
        for one in told:
            try:
                made = editions.choose(actor=OFFICE, edition=made, rating=one, chosen=True, at=AFTER)
            except CannotDo as refusal:
                return made, refusal.says
        return made, ""

    def test_none_of_a_grade_that_is_held_back_are_chosen(self):
        made, told = self.gathered(4)
        assert ("", "", "5") not in shown(made)
        made, says = self.chosen(made, told)
        assert made.tables["public"]["words"] == []
        assert says == "“非常不满意”的条数不公布，这一级的意见不能选。"

    @pytest.mark.parametrize(("worst", "most"), [(5, 0), (6, 1), (9, 4)])
    def test_as_many_raters_of_each_grade_as_are_few_stay_without_words(self, worst, most):
        made, told = self.gathered(worst)
        made, says = self.chosen(made, told)
        assert len(made.tables["public"]["words"]) == most
        assert f"最多选 {most} 条" in says

    def test_the_list_offers_none_that_would_be_refused(self, enter):
        self.gathered(4)
        page = enter("review_office", "service-office").get("/好差评/公开/2020-07/").content.decode()
        assert "第0条" not in page
        assert "没有还能选的意见" in page

    def test_with_a_grade_that_a_correction_withdraws_all_its_words_go(self):
        """Else the one that goes would be the one that was set aside."""
        made, told = self.gathered(12)
        made, _says = self.chosen(made, told[:3])
        made = editions.screen(actor=OFFICE, edition=made, ticks=TICKS, digest=made.digest, at=AFTER)
        made = editions.publish(actor=OFFICE, edition=made, digest=made.digest, at=AFTER)
        assert len(made.tables["public"]["words"]) == 3
        assert set_aside(told[0]).tables["public"]["words"] == []

    def test_a_draft_that_is_gathered_again_keeps_no_more_than_its_grade_has_room_for(self):
        made, told = self.gathered(9)
        made, _says = self.chosen(made, told[:4])
        assert len(set_aside(told[8]).tables["public"]["words"]) == 3
        for one in told[4:8]:
            made = set_aside(one)
        assert made.tables["kept"]["chosen"] == []


def _patterns(resolver) -> Iterator:
    for one in resolver.url_patterns:
        if hasattr(one, "url_patterns"):
            yield from _patterns(one)
        else:
            yield one


def test_reading_what_is_published_needs_no_account():
    month(0)
    published()
    assert Client().get(reverse("reviews:public")).status_code == 200
