"""Rating by link and by the code of a counter: without an account, with plain forms, once for each service."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from county import business
from county.cases.sweep import sweep
from county.reviews.models import Contact, Counter, Item, Rating, Setting, Ticket
from county.reviews.rating import after as after_rating

from .doing import BAD, BEST, FAIR, GOOD, WORST, at, finished, places, rated
from .opening import followed, link_of, much_later, sealed_in, send, text_of

pytestmark = pytest.mark.database


@pytest.fixture(autouse=True)
def county(db, settings, tmp_path):
    settings.HOME = tmp_path
    business.set_to(at("2020-07-06", "11:00"))
    return places()


def on(day: str, clock: str = "17:00") -> None:
    business.set_to(at(day, clock))


class TestByLink:
    def test_the_page_says_what_where_and_the_day_but_not_the_time(self):
        page = text_of(Client().get(link_of(finished())))
        for said in ("办理演示证", "县政务服务大厅 1号窗口", "2020年7月6日 星期一", "非常满意", "非常不满意"):
            assert said in page
        assert "10:00" not in page

    def test_a_good_rating_is_thanked_for_and_opens_nothing(self):
        said = followed(send(link_of(finished()), BEST))
        assert "谢谢您的评价" in said
        assert Rating.objects.get().channel == "code"
        assert not Ticket.objects.exists()

    def test_a_bad_one_is_told_what_happens_next_and_by_when_as_the_rule_says(self, monkeypatch):
        asked, due = [], date(2020, 7, 13)
        monkeypatch.setattr(after_rating, "book_ask", lambda name, said: asked.append((name, said)) or due)
        said = followed(send(link_of(finished()), WORST))
        assert "2020年7月13日 星期一" in said
        assert asked[0] == ("rectify", {"received": "2020-07-06"})
        assert "不会有人联系您" in said

    def test_on_the_last_day_at_five_it_is_in_time(self):
        act = finished()
        on("2020-07-13")
        sweep()
        assert send(link_of(act), GOOD).status_code == 303
        sweep(at("2020-07-20"))
        assert [(one.grade, one.is_late, one.is_default) for one in Rating.objects.all()] == [(GOOD, False, False)]

    def test_a_day_after_the_last_it_is_accepted_said_to_be_late_and_opens_a_ticket(self):
        act = finished()
        on("2020-07-14", "09:00")
        sweep()
        page = Client().get(link_of(act))
        assert "先前按“基本满意”计" in text_of(page)
        assert "期满后" in followed(send(link_of(act), BAD))
        assert [(one.grade, one.is_late, one.is_counted) for one in Rating.objects.order_by("seq")] == [
            (FAIR, False, False), (BAD, True, True)]
        assert Ticket.objects.get().day == date(2020, 7, 14)

    def test_a_rated_service_says_so_kindly_and_not_what_was_said(self):
        act = finished()
        rated(act, WORST, text="很慢")
        page = Client().get(link_of(act))
        assert page.status_code == 200
        assert "已经评价过" in text_of(page)
        assert "不满意" not in text_of(page)
        assert "很慢" not in text_of(page)

    def test_a_form_without_a_grade_comes_back_with_everything_typed(self):
        act = finished()
        answer = send(link_of(act), "", text="等了<很久>", callback="yes", name="某甲", **{"dimension-1": "4"})
        assert answer.status_code == 422
        page = text_of(answer)
        assert "请从五个等级里选一个" in page
        assert "等了&lt;很久&gt;" in page
        assert 'value="某甲"' in page
        assert '<option value="4" selected>' in page

    def test_who_wants_a_call_back_leaves_both_name_and_telephone(self):
        act = finished()
        half = send(link_of(act), BAD, callback="yes", name="某甲")
        assert half.status_code == 422
        whole = send(link_of(act), BAD, callback="yes", name="某甲", telephone="000")
        assert "给您回电话" in followed(whole)
        assert Contact.objects.get().rating.is_real_name

    @pytest.mark.parametrize(("grade", "callback"), [(BAD, ""), (BEST, "yes"), (FAIR, "yes")])
    def test_nothing_is_kept_of_who_wants_no_call_or_rates_well(self, grade, callback):
        send(link_of(finished()), grade, callback=callback, name="某甲", telephone="000")
        assert Rating.objects.get().is_real_name is False
        assert not Contact.objects.exists()

    def test_dimensions_and_words_are_kept(self):
        send(link_of(finished()), GOOD, text=" 两次才办好\r\n ", **{"dimension-2": "3", "dimension-1": ""})
        made = Rating.objects.get()
        assert (made.dimensions, made.text) == ({"2": 3}, "两次才办好")

    def test_it_can_be_read_in_english_and_comes_back_to_the_same_form(self):
        client, act = Client(), finished()
        here = link_of(act)
        assert 'name="language" value="en"' in client.get(here).content.decode()
        answer = client.post(reverse("site:language"), {"language": "en", "next": here})
        assert (answer.status_code, answer.headers["Location"]) == (302, here)
        page = client.get(here).content.decode()
        assert '<html lang="en">' in page
        assert 'name="language" value="zh-hans"' in page

    def test_it_works_without_any_cookie_and_as_nobody(self):
        strict, act = Client(enforce_csrf_checks=True), finished()
        form = sealed_in(strict.get(link_of(act)))
        strict.cookies.clear()
        assert strict.post(link_of(act), {"form": form, "grade": BEST}).status_code == 303

    def test_a_form_that_was_open_since_yesterday_is_still_taken(self, monkeypatch):
        act, client = finished(), Client()
        form = sealed_in(client.get(link_of(act)))
        much_later(monkeypatch, days=2)
        assert send(link_of(act), BEST, client, form=form).status_code == 303


class TestAtTheCounter:
    @property
    def address(self):
        return reverse("reviews:at-counter", args=("counter-1",))

    def chosen(self, client: Client):
        return client.post(self.address, {"chosen": sealed_in(client.get(self.address), "chosen")})

    def test_what_was_just_finished_here_is_offered_by_its_matter_alone(self):
        finished("N-77", finished_at=at("2020-07-06", "10:45"))
        page = text_of(Client().get(self.address))
        assert "办理演示证" in page
        assert "N-77" not in page
        assert "0001" not in page
        assert "10:45" not in page

    def test_choosing_leads_to_the_form_and_the_form_to_a_rating_by_code(self):
        finished(finished_at=at("2020-07-06", "10:45"))
        client = Client()
        form = sealed_in(self.chosen(client))
        assert "谢谢" in followed(client.post(self.address, {"form": form, "grade": GOOD}))
        assert Rating.objects.get().channel == "code"
        assert "现在没有可以评价的服务" in text_of(client.get(self.address))

    @pytest.mark.parametrize(("minutes", "offered"), [(30, True), (31, False)])
    def test_half_an_hour_counts_in_full_and_no_longer(self, monkeypatch, minutes, offered):
        now = at("2020-07-06", "11:00")
        finished(finished_at=now - timedelta(minutes=minutes))
        monkeypatch.setattr(business, "now", lambda: now)
        assert ("办理演示证" in text_of(Client().get(self.address))) is offered

    @pytest.mark.parametrize(("said", "offered"), [("60", True), ("0", False), ("x", False), ("9999", False)])
    def test_the_county_may_set_another_time_within_reason(self, said, offered):
        finished(finished_at=at("2020-07-06", "10:15"))
        Setting.objects.create(name="counter_minutes", value=said, reason="演示", shown_as="x",
                               business_at=at("2020-07-06"))
        assert ("办理演示证" in text_of(Client().get(self.address))) is offered

    def test_another_counters_services_are_not_offered(self, county):
        Counter.objects.create(unit=county.unit, name="2号窗口", code="counter-2")
        finished(counter="counter-2", finished_at=at("2020-07-06", "10:45"))
        assert "现在没有可以评价的服务" in text_of(Client().get(self.address))

    def test_two_of_one_matter_are_one_button_and_other_matters_others(self):
        Item.objects.create(code="B-1", name="变更演示证", agency="housing")
        for number, item in (("N-1", "A-1"), ("N-2", "A-1"), ("N-3", "B-1")):
            finished(number, item=item, finished_at=at("2020-07-06", "10:45"))
        assert text_of(Client().get(self.address)).count('name="chosen"') == 2

    def test_where_nothing_is_to_rate_the_other_ways_are_named(self):
        page = text_of(Client().get(self.address))
        assert "服务热线" in page
        assert "30 分钟内" in page

    def test_a_form_that_was_kept_dies(self, monkeypatch):
        finished(finished_at=at("2020-07-06", "10:45"))
        client = Client()
        form = sealed_in(self.chosen(client))
        much_later(monkeypatch, minutes=31)
        answer = client.post(self.address, {"form": form, "grade": WORST})
        assert answer.status_code == 410
        assert not Rating.objects.exists()


class TestOnPaper:
    def test_the_paper_form_has_every_grade_and_content_and_no_account_is_needed(self, county):
        page = text_of(Client().get(reverse("reviews:paper-of-unit", args=(county.unit_id,))))
        for said in ("县政务服务大厅", "服务态度", "办事效率", "办事质量", "基本满意", "总的来说"):
            assert said in page

    @pytest.mark.parametrize("unit", [999, 2**63])
    def test_a_unit_that_is_not_there_has_none(self, unit):
        assert Client().get(f"/评价/纸质表/{unit}/").status_code == 404
