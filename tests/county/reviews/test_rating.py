"""One service, one rating; silence counts after its last day; a late rating takes the place of the default."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest

from county.business import ZONE
from county.cases.says import CannotDo
from county.cases.sweep import sweep
from county.reviews.intake.services import NewAct, finish, finish_many
from county.reviews.judging import grades, silence, silence_counts_at
from county.reviews.models import Contact, Rating, ServiceAct, Ticket
from county.reviews.rating.new_rating import NewRating
from county.reviews.rating.services import AlreadyRated, rate, rate_many

from .doing import BAD, BEST, FAIR, GOOD, OFFICE, PUBLIC, WORST, at, finished, places, rated


@pytest.fixture(autouse=True)
def county(db):
    places()


def test_the_grades_are_the_documents_and_the_last_two_are_bad():
    assert [one.word for one in grades()] == ["非常满意", "满意", "基本满意", "不满意", "非常不满意"]
    assert [one.place for one in grades() if one.is_bad] == [BAD, WORST]
    assert silence().place == FAIR


@pytest.mark.parametrize(("day", "last"), [
    ("2020-07-06", "2020-07-13"), ("2020-06-22", "2020-06-30"), ("2020-09-30", "2020-10-14")])
def test_the_day_on_which_silence_counts(day, last):
    counts = silence_counts_at(date.fromisoformat(day)).astimezone(ZONE)
    assert (counts.date(), counts.hour) == (date.fromisoformat(last), 23)


class TestSilence:
    def test_it_counts_at_the_end_of_the_fifth_day_and_once(self):
        finished()
        sweep(at("2020-07-13", "23:59"))
        assert not Rating.objects.exists()
        for _time in range(2):
            sweep(at("2020-07-14", "00:00"))
        default = Rating.objects.get()
        assert (default.grade, default.is_default, default.day) == (FAIR, True, date(2020, 7, 13))
        assert not Ticket.objects.exists()

    def test_a_rating_on_the_last_day_is_the_rating(self):
        rated(finished(), GOOD, "2020-07-13")
        sweep(at("2020-07-14"))
        assert [(one.grade, one.is_late) for one in Rating.objects.all()] == [(GOOD, False)]

    def test_a_late_rating_takes_the_place_of_the_default(self):
        act = finished()
        sweep(at("2020-07-14"))
        late = rated(act, BAD, "2020-07-14")
        assert late.is_late
        assert [(one.seq, one.is_counted) for one in Rating.objects.order_by("seq")] == [(1, False), (2, True)]
        assert Ticket.objects.get().day == date(2020, 7, 14)
        with pytest.raises(AlreadyRated):
            rated(act, BEST, "2020-07-15")


class TestOnce:
    def test_a_second_rating_is_refused(self):
        act = finished()
        rated(act, BEST)
        with pytest.raises(AlreadyRated):
            rated(act, WORST)
        assert Rating.objects.count() == 1

    def test_the_same_form_again_is_the_same_rating(self):
        act, key = finished(), uuid4()
        assert rated(act, BEST, key=key) == rated(act, BEST, key=key)

    def test_a_number_comes_in_once(self):
        first = finished()
        again = finished()
        assert first.act == again.act
        assert (bool(first.token), again.token) == (True, "")

    def test_an_online_matter_is_rated_once_however_many_services_it_took(self):
        more = {"item": "A-1", "platform": "网上大厅", "matter_key": "M-1", "finished_at": at("2020-07-06")}
        one = finish(actor=OFFICE, new=NewAct(number="O-1", **more))
        two = finish(actor=OFFICE, new=NewAct(number="O-2", **more))
        assert one.act == two.act

    def test_many_come_in_as_one_and_one_wrong_stops_all(self):
        acts = [NewAct(number=f"B-{n}", item="A-1", counter="counter-1", finished_at=at("2020-07-06"))
                for n in range(5)]
        assert len(finish_many(actor=OFFICE, acts=acts)) == 5
        wrong = [*acts, NewAct(number="B-9", item="unknown", counter="counter-1", finished_at=at("2020-07-06"))]
        with pytest.raises(CannotDo, match="unknown"):
            finish_many(actor=OFFICE, acts=[*wrong[5:], *acts])
        assert ServiceAct.objects.count() == 5

    def test_of_many_ratings_one_that_was_rated_stops_all(self):
        one, two = finished("N-1"), finished("N-2")
        rated(one, BEST)
        new = [NewRating(act=each.act, grade=BEST, channel="code") for each in (two, one)]
        with pytest.raises(AlreadyRated):
            rate_many(actor=PUBLIC, new=new, at=at("2020-07-07"))
        assert Rating.objects.count() == 1


class TestWhatIsSaid:
    @pytest.mark.parametrize(("grade", "opens"), [(BEST, False), (GOOD, False), (FAIR, False), (BAD, True),
                                                  (WORST, True)])
    def test_only_bad_grades_open_a_ticket(self, grade, opens):
        rated(finished(), grade)
        assert Ticket.objects.exists() is opens

    def test_a_ticket_says_the_day_and_not_the_time(self):
        rated(finished(), WORST, "2020-07-06", "16:42")
        case = Ticket.objects.get().case
        assert case.opened_at.astimezone(ZONE).strftime("%H:%M") == "00:00"
        assert all(step.business_at.astimezone(ZONE).strftime("%H:%M") == "00:00" for step in case.steps.all())

    def test_real_name_is_kept_apart_and_wants_both(self):
        act = finished()
        with pytest.raises(CannotDo) as refusal:
            rated(act, WORST, name="某甲")
        assert refusal.value.field == "telephone"
        held = rated(act, WORST, name="某甲", telephone="000")
        assert held.is_real_name
        assert Contact.objects.get().rating == held

    def test_the_original_words_stay_and_others_are_shown(self):
        held = rated(finished(), WORST, text="请联系 a.b@example.org 或证件 110101199001010000")
        assert "example.org" in held.text
        assert "example.org" not in held.shown_text
        assert "1101" not in held.shown_text

    @pytest.mark.parametrize("wrong", [
        {"grade": 6}, {"grade": 0}, {"dimensions": {"9": 1}}, {"dimensions": {"1": 9}}, {"text": "字" * 2001},
        {"channel": "pigeon"}])
    def test_what_is_wrong_is_refused_whole(self, wrong):
        new = {"grade": BEST, "channel": "code", **wrong}
        with pytest.raises(CannotDo):
            rate(actor=PUBLIC, new=NewRating(act=finished().act, **new), at=at("2020-07-07"))
        assert not Rating.objects.exists()
