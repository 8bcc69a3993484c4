"""Staff enter what was said on paper, by telephone or mail: once, under their post, never of their own services."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from county import business
from county.offline.models import Submission
from county.reviews.loop.appeals import apply_by
from county.reviews.models import Contact, Item, Platform, Rating, Staff, Ticket
from county.reviews.rating.silence import count_silence

from .doing import BAD, BEST, WORST, at, finished, places, rated
from .opening import text_of

pytestmark = pytest.mark.database
JSON = {"HTTP_ACCEPT": "application/json"}


@pytest.fixture(autouse=True)
def county(db, settings, tmp_path):
    settings.HOME = tmp_path
    business.set_to(at("2020-07-07", "09:00"))
    return places()


@pytest.fixture
def here():
    return reverse("reviews:enter")


@pytest.fixture
def clerk(enter):
    """Somebody of the hall."""
    return enter("staff", "service-office", "大厅人员")


def entry(**more: str) -> dict[str, str]:
    return {"channel": "paper", "number": "N-1", "grade": str(BEST), "submission": str(uuid4()), **more}


class TestEntering:
    def test_it_is_kept_with_its_channel_and_the_post_that_entered_it(self, clerk, here):
        finished()
        answer = clerk.post(here, entry(text="一位老人写的"), follow=True)
        assert "已代录：办理演示证。" in text_of(answer)
        made = Rating.objects.get()
        assert (made.channel, made.text) == ("paper", "一位老人写的")
        assert made.by_staff.endswith("大厅人员")

    @pytest.mark.parametrize("channel", ["box", "hotline", "email"])
    def test_other_ways_without_a_screen(self, clerk, here, channel):
        finished()
        assert clerk.post(here, entry(channel=channel)).status_code == 302
        assert Rating.objects.get().channel == channel

    @pytest.mark.parametrize("channel", ["screen", "code", "none", "", "pigeon"])
    def test_what_people_do_themselves_is_not_entered_for_them(self, clerk, here, channel):
        finished()
        assert clerk.post(here, entry(channel=channel)).status_code == 422
        assert not Rating.objects.exists()

    def test_who_gave_the_service_cannot_enter_its_rating(self, post, here):
        user = post("staff", "service-office", "窗口人员")
        Staff.objects.update(user=user)
        finished()
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        answer = client.post(here, entry(text="很好"))
        assert answer.status_code == 422
        assert "您自己办的服务" in text_of(answer)
        assert "很好</textarea>" in text_of(answer)
        assert not Rating.objects.exists()

    @pytest.mark.parametrize(("agency", "status"), [("housing", 302), ("service-office", 302), ("finance", 422)])
    def test_only_units_that_have_to_do_with_the_service(self, enter, here, agency, status):
        finished()
        assert enter("handler", agency).post(here, entry()).status_code == status

    def test_who_answers_the_hotline_enters_for_any_service(self, enter, here):
        Platform.objects.create(name="热线", kind="hotline", agency="finance")
        finished()
        assert enter("handler", "finance").post(here, entry(channel="hotline")).status_code == 302

    def test_a_rated_service_is_not_rated_by_paper_again(self, clerk, here):
        rated(finished(), BEST)
        answer = clerk.post(here, entry(grade=str(WORST)))
        assert answer.status_code == 422
        assert "已经评价过" in text_of(answer)

    def test_a_bad_one_with_a_name_is_called_back(self, clerk, here):
        finished()
        clerk.post(here, entry(grade=str(BAD), callback="yes", name="某甲", telephone="000"))
        assert Contact.objects.get().rating.ticket.is_real_name

    def test_strangers_sign_in_and_posts_without_the_verb_are_refused(self, enter, here):
        assert Client().post(here, entry()).status_code == 302
        assert enter("auditor", "").get(here).status_code == 403


class TestWhichService:
    def by_counter(self, **more: str) -> dict[str, str]:
        return entry(number="", counter="counter-1", day="2020-07-06", **more)

    def test_counter_and_day_are_enough_where_there_was_one(self, clerk, here):
        act = finished()
        finished("N-2", "2020-07-03")
        assert clerk.post(here, self.by_counter()).status_code == 302
        assert Rating.objects.get().act == act.act

    def test_of_several_matters_one_must_be_named_by_name_or_code(self, clerk, here):
        Item.objects.create(code="B-1", name="变更演示证", agency="housing")
        finished("N-1")
        other = finished("N-2", item="B-1")
        asked = clerk.post(here, self.by_counter())
        assert asked.status_code == 422
        assert "变更演示证" in text_of(asked)
        assert clerk.post(here, self.by_counter(item="B-1")).status_code == 302
        assert Rating.objects.get().act == other.act

    def test_services_of_one_matter_by_one_member_of_staff_are_alike(self, clerk, here):
        finished("N-1")
        finished("N-2")
        for _time in range(2):
            assert clerk.post(here, self.by_counter()).status_code == 302
        assert Rating.objects.count() == 2
        assert clerk.post(here, self.by_counter()).status_code == 422

    def test_where_two_members_of_staff_did_it_the_number_is_needed(self, clerk, here, county):
        Staff.objects.create(number="0002", unit=county.unit, agency="housing")
        finished("N-1")
        finished("N-2", staff="0002")
        answer = clerk.post(here, self.by_counter())
        assert answer.status_code == 422
        assert "请填服务编号" in text_of(answer)

    @pytest.mark.parametrize("wrong", [
        {"number": ""}, {"number": "N-404"}, {"number": "", "counter": "counter-1"},
        {"number": "", "counter": "counter-1", "day": "7月6日"}, {"number": "", "counter": "none", "day": "2020-07-06"},
        {"number": "", "counter": "counter-1", "day": "2020-07-05"}, {"number": "\0" * 5}, {"number": "9" * 500}])
    def test_what_is_not_clear_comes_back_with_everything_typed(self, clerk, here, wrong):
        finished()
        answer = clerk.post(here, entry(text="原话", **wrong))
        assert answer.status_code == 422
        assert "原话</textarea>" in text_of(answer)
        assert not Rating.objects.exists()


class TestTheDay:
    @pytest.mark.parametrize(("written", "day"), [
        ("", "2020-07-15"), ("2020-07-15", "2020-07-15"), ("2020-07-06", "2020-07-06"), ("2020-07-10", "2020-07-10")])
    def test_it_counts_on_the_day_that_is_written_on_it(self, clerk, here, written, day):
        finished()
        business.set_to(at("2020-07-15", "09:00"))
        assert clerk.post(here, entry(rated_on=written)).status_code == 302
        assert Rating.objects.get().day.isoformat() == day

    @pytest.mark.parametrize(("written", "why"), [
        ("2020-07-05", "才办结"), ("2020-07-16", "还没有到"), ("7月8日", "2020-12-18")])
    def test_not_before_the_service_nor_ahead_and_it_says_why(self, clerk, here, written, why):
        finished()
        business.set_to(at("2020-07-15", "09:00"))
        answer = clerk.post(here, entry(rated_on=written, text="原话"))
        assert answer.status_code == 422
        assert why in text_of(answer)
        assert "原话</textarea>" in text_of(answer)
        assert f'name="rated_on" max="2020-07-15" value="{written}"' in text_of(answer)
        assert not Rating.objects.exists()

    @pytest.mark.parametrize(("written", "is_late"), [("2020-07-13", False), ("2020-07-14", True), ("", True)])
    def test_whether_it_is_late_goes_by_that_day_and_the_default_gives_way(self, clerk, here, written, is_late):
        finished()
        business.set_to(at("2020-07-15", "09:00"))
        count_silence(at("2020-07-15", "09:00"))
        clerk.post(here, entry(rated_on=written))
        made = Rating.objects.get(is_counted=True)
        assert (made.is_default, made.is_late) == (False, is_late)

    def test_the_limits_of_a_bad_one_begin_when_it_was_entered(self, clerk, here):
        finished()
        business.set_to(at("2020-07-15", "09:00"))
        clerk.post(here, entry(grade=str(BAD), rated_on="2020-07-08"))
        ticket = Ticket.objects.get()
        assert (ticket.rating.day.isoformat(), ticket.day.isoformat()) == ("2020-07-08", "2020-07-15")
        assert apply_by(ticket).isoformat() == "2020-07-17"


class TestSentTwice:
    def test_the_same_entry_gets_the_first_answer_even_with_other_words(self, clerk, here):
        finished()
        first = entry()
        answers = [clerk.post(here, {**first, **more}, **JSON) for more in ({}, {"grade": str(WORST), "text": "别的"})]
        assert [one.json() for one in answers] == [{"says": "已代录：办理演示证。"}] * 2
        made = Rating.objects.get()
        assert (made.grade, made.text) == (BEST, "")

    def test_an_entry_that_was_refused_can_be_put_right_under_its_key(self, clerk, here):
        finished()
        wrong = entry(number="N-9")
        refused = clerk.post(here, wrong, **JSON)
        assert (refused.status_code, "N-9" in refused.json()["says"]) == (422, True)
        assert not Submission.objects.exists()
        assert clerk.post(here, {**wrong, "number": "N-1"}, **JSON).status_code == 200

    def test_the_key_of_another_account_is_no_key(self, clerk, enter, here):
        finished()
        first = entry()
        clerk.post(here, first, **JSON)
        other = enter("review_office", "service-office").post(here, {**first, "number": "N-2"}, **JSON)
        assert other.status_code == 422
        assert "已代录" not in other.json()["says"]

    def test_what_is_kept_of_an_entry_names_nobody(self, clerk, here):
        finished()
        clerk.post(here, entry(grade=str(BAD), callback="yes", name="某甲", telephone="000", text="原话"))
        assert Submission.objects.get().response == {"says": "已代录：办理演示证。"}

    @pytest.mark.parametrize("key", ["", "no-key", "1"])
    def test_without_a_key_it_is_an_ordinary_form(self, clerk, here, key):
        finished()
        assert clerk.post(here, entry(submission=key)).status_code == 302
        assert Rating.objects.count() == 1
        assert not Submission.objects.exists()
