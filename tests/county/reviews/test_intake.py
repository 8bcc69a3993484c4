"""Finished services by hand: one button, the link once; the list shows days and states and nothing of ratings."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from county import business
from county.reviews.intake import selectors
from county.reviews.intake.services import NewAct, finish_many
from county.reviews.models import Counter, Invitation, Item, ServiceAct, Staff
from county.reviews.tokens import hash_of

from .catalogue_doing import OFFICE_AGENCY
from .doing import OFFICE, WORST, actor_with, at, finished, places, rated

pytestmark = pytest.mark.database


@pytest.fixture(autouse=True)
def county(db):
    return places()


@pytest.fixture
def clerk(enter):
    """A clerk of the unit at the first counter."""
    client = enter("staff", "housing")
    assert client.post(page("finish-place"), {"counter": "counter-1", "staff": "0001"}).status_code == 302
    return client


def page(name, **query):
    return reverse(f"reviews:{name}") + ("?" + "&".join(f"{k}={v}" for k, v in query.items()) if query else "")


def press(client, item="A-1", key=None, **more):
    return client.post(page("finish"), {"item": item, "key": str(key or uuid4()), **more})


class TestByHand:
    def test_the_screen_remembers_the_counter_and_one_button_records(self, clerk):
        assert "1号窗口 · 0001" in clerk.get(page("finish")).content.decode()
        assert "办理演示证" in clerk.get(page("finish", words="演示")).content.decode()
        answer = press(clerk)
        act = ServiceAct.objects.get()
        assert (act.counter.code, act.staff.number, act.agency) == ("counter-1", "0001", "housing")
        assert act.state == "finished"
        token = answer.context["link"].rstrip("/").rpartition("/")[2]
        assert hash_of(token) == act.token_hash
        assert "<svg" in answer.content.decode()
        assert answer.headers["Cache-Control"] == "no-store"
        assert "刚才办过的" in clerk.get(page("finish")).content.decode()

    def test_a_matter_that_was_found_is_not_listed_again_below_what_was_just_done(self, clerk):
        press(clerk)
        found = clerk.get(page("finish", words="演示"))
        assert found.content.decode().count('name="item" value="A-1"') == 1
        Item.objects.create(code="B-1", name="另一件", agency="housing")
        other = clerk.get(page("finish", words="另一件")).content.decode()
        assert [other.count(f'name="item" value="{code}"') for code in ("A-1", "B-1")] == [1, 1]

    def test_windows_are_offered_by_their_number(self, clerk):
        counter = Counter.objects.get()
        for number in (10, 11, 2):
            Counter.objects.create(unit=counter.unit, name=f"{number}号窗口", code=f"c-{number}")
        names = [one.name for one in clerk.get(page("finish")).context["counters"]]
        assert names == ["1号窗口", "2号窗口", "10号窗口", "11号窗口"]

    def test_the_same_form_again_is_one_service_and_the_link_is_not_shown_again(self, clerk):
        key = uuid4()
        first, again = press(clerk, key=key), press(clerk, key=key)
        assert ServiceAct.objects.count() == 1
        assert again.context["link"] == ""
        assert first.context["link"] not in again.content.decode()

    def test_another_matter_from_the_same_form_is_another_service(self, clerk):
        Item.objects.create(code="A-2", name="办理另一证", agency="housing")
        key = uuid4()
        for item in ("A-1", "A-2"):
            press(clerk, item, key)
        assert ServiceAct.objects.count() == 2

    def test_a_telephone_is_kept_only_for_the_invitation(self, clerk):
        press(clerk, telephone="000")
        assert Invitation.objects.get().telephone == "000"

    def test_without_a_counter_it_asks_for_one(self, enter):
        client = enter("staff", "housing")
        assert "您在哪个窗口" in client.get(page("finish")).content.decode()
        answer = press(client)
        assert (answer.status_code, answer.context["wrong"].field) == (422, "counter")

    @pytest.mark.parametrize(("what", "field"), [
        (lambda: Item.objects.update(is_listed=False), "item"),
        (lambda: Counter.objects.update(is_closed=True), "counter"),
        (lambda: Staff.objects.update(has_left=True), "staff")])
    def test_what_is_closed_takes_nothing_new(self, clerk, what, field):
        what()
        answer = press(clerk, words="演示", telephone="000")
        assert (answer.status_code, answer.context["wrong"].field) == (422, field)
        assert not ServiceAct.objects.exists()
        if field != "counter":
            assert 'value="演示"' in answer.content.decode()

    def test_another_units_matter_is_not_recorded(self, enter):
        client = enter("handler", "county-government")
        client.post(page("finish-place"), {"counter": "counter-1", "staff": "0001"})
        answer = press(client)
        assert (answer.status_code, answer.context["wrong"].field) == (422, "number")
        assert not ServiceAct.objects.exists()

    def test_the_review_office_records_for_every_unit(self, enter):
        client = enter("review_office", OFFICE_AGENCY)
        client.post(page("finish-place"), {"counter": "counter-1", "staff": ""})
        press(client)
        assert ServiceAct.objects.get().agency == "housing"

    @pytest.mark.parametrize("item", ["", "nothing", "A-1\0", "字" * 500])
    def test_a_matter_that_is_not_listed_is_refused(self, clerk, item):
        answer = press(clerk, item)
        assert answer.status_code == (200 if item == "A-1\0" else 422)

    def test_strangers_sign_in_and_those_who_only_read_record_nothing(self, client, enter):
        assert press(client).status_code == 302
        assert client.get(page("acts")).status_code == 302
        leader = enter("leader")
        assert press(leader).status_code == 403
        assert leader.get(page("acts")).status_code == 200
        assert not ServiceAct.objects.exists()


class TestTheList:
    def many(self, day, count, start=0):
        acts = [NewAct(number=f"{day}-{n}", item="A-1", counter="counter-1",
                       finished_at=at(day, "08:00") + timedelta(minutes=n)) for n in range(start, start + count)]
        finish_many(actor=OFFICE, acts=acts)

    def walked(self, actor, wanted=None):
        wanted, pages, after = wanted or selectors.Wanted(), [], ""
        for _turn in range(20):
            lines, after = selectors.page_of(actor, wanted, after)
            pages.append([(line.day, line.act.number) for line in lines])
            if not after:
                return pages
        raise AssertionError("no end")

    @pytest.mark.parametrize("days", [{"2020-07-06": 50}, {"2020-07-06": 51}, {"2020-07-08": 30, "2020-07-07": 120,
                                                                              "2020-07-06": 1, "2020-06-01": 3}])
    def test_pages_show_everything_once_the_newest_day_first(self, days):
        for day, count in days.items():
            self.many(day, count)
        seen = [row for rows in self.walked(OFFICE) for row in rows]
        assert len(seen) == len(set(seen)) == sum(days.values())
        assert [day for day, _number in seen] == sorted((day for day, _number in seen), reverse=True)

    def test_within_a_day_the_order_says_nothing_of_the_time(self):
        self.many("2020-07-06", 40)
        numbers = [act.number for act in ServiceAct.objects.order_by("finished_at")]
        assert [number for rows in self.walked(OFFICE) for _day, number in rows] != numbers

    def test_any_page_takes_as_few_queries(self, django_assert_num_queries):
        self.many("2020-07-07", 70)
        self.many("2020-07-06", 70)
        _lines, after = selectors.page_of(OFFICE, selectors.Wanted())
        with django_assert_num_queries(3):
            selectors.page_of(OFFICE, selectors.Wanted(), after)

    def test_it_is_narrowed_by_day_counter_matter_and_state(self):
        self.many("2020-07-06", 2)
        self.many("2020-07-07", 1)
        act = finished("R-1", "2020-07-07")
        rated(act, WORST)
        counter = Counter.objects.get()
        ask = lambda **said: [number for _day, number in  # noqa: E731
                              self.walked(OFFICE, selectors.Wanted.of(said))[0]]
        assert len(ask(day="2020-07-06")) == 2
        assert ask(state="rated") == ["R-1"]
        assert len(ask(counter=str(counter.pk))) == len(ask(item="演示")) == len(ask(item="A-1")) == 4
        assert ask(item="没有") == ask(counter="99999999") == []
        assert len(ask(day="x", counter="-1", state="y", item="\0")) == 4

    def test_nothing_of_the_rating_and_no_time_is_shown(self, enter):
        rated(finished("R-1", "2020-07-07", finished_at=at("2020-07-07", "16:42")), WORST, text="窗口态度很差")
        shown = enter("head", "housing").get(page("acts")).content.decode()
        assert "已评价" in shown
        for word in ("窗口态度很差", "非常不满意", "16:42", "R-1"):
            assert word not in shown

    def test_a_unit_sees_its_own_alone(self):
        self.many("2020-07-06", 1)
        assert self.walked(actor_with("housing", "经办人", "handler"))[0]
        assert self.walked(actor_with("county-government", "经办人", "handler")) == [[]]
        assert self.walked(actor_with("county-government", "县长", "leader"))[0]

    def test_an_empty_list_says_what_to_do(self, enter):
        assert "还没有记下办结的服务" in enter("head", "housing").get(page("acts")).content.decode()

    @pytest.mark.parametrize("after", ["x", "2020-07-06_", "9999-12-31_" + "z" * 64, "2020-07-06_" + "'" * 64, "\0"])
    def test_a_mark_that_is_none_begins_anew(self, enter, after):
        assert enter("head", "housing").get(page("acts"), {"after": after}).status_code == 200


def test_the_day_of_a_service_is_the_countys(monkeypatch):
    monkeypatch.setattr(business, "now", lambda: at("2020-07-07", "00:30"))
    finish_many(actor=OFFICE, acts=[NewAct("N", "A-1", at("2020-07-07", "00:10"), "counter-1")])
    lines, _next = selectors.page_of(OFFICE, selectors.Wanted(day=date(2020, 7, 7)))
    assert [line.day for line in lines] == [date(2020, 7, 7)]
