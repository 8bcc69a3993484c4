"""The counter's screen: bound once, without an account; asks about what was just finished, and comes back."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from county import business
from county.audit.models import AuditRow
from county.reviews.models import Counter, Failure, Rating

from .doing import BEST, WORST, at, finished, places
from .opening import much_later, sealed_in, text_of

pytestmark = pytest.mark.database
SCREEN, BIND = "reviews:screen", "reviews:bind-screen"


@pytest.fixture(autouse=True)
def county(db, settings, tmp_path):
    settings.HOME = tmp_path
    business.set_to(at("2020-07-06", "11:00"))
    return places()


@pytest.fixture
def here():
    return reverse(SCREEN, args=("counter-1",))


@pytest.fixture
def tablet(enter):
    """A device that somebody bound who manages reviews."""
    client = enter("review_office", "service-office")
    client.post(reverse(BIND, args=("counter-1",)))
    return client


def just_finished(number: str = "N-1", clock: str = "10:59"):
    return finished(number, finished_at=at("2020-07-06", clock))


def mark_in(page) -> str:
    return page.content.decode().partition('data-mark="')[2].partition('"')[0]


class TestBinding:
    def test_an_unbound_screen_shows_nothing_of_the_counter_and_says_what_to_do(self, here):
        just_finished()
        page = Client().get(here)
        assert page.status_code == 403
        assert "还没有绑定" in text_of(page)
        assert "办理演示证" not in text_of(page)

    def test_binding_leaves_a_cookie_for_this_screen_alone_and_no_account(self, tablet, here):
        cookie = tablet.cookies["screen"]
        assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == (here, True, "Strict")
        assert tablet.get(reverse("reviews:enter")).status_code == 302
        assert tablet.get(here).status_code == 200
        assert AuditRow.objects.filter(verb="review.bind_screen", actor_id__isnull=False).count() == 1

    @pytest.mark.parametrize("role", ["handler", "head", "leader", "administrator"])
    def test_others_may_not_bind(self, enter, here, role):
        client = enter(role, "service-office")
        assert client.post(reverse(BIND, args=("counter-1",))).status_code == 403
        assert "绑定这台设备" not in text_of(client.get(here))

    def test_binding_is_not_done_by_another_site(self, post):
        strict = Client(enforce_csrf_checks=True)
        strict.force_login(post("review_office", "service-office"),
                           backend="django.contrib.auth.backends.ModelBackend")
        assert strict.post(reverse(BIND, args=("counter-1",))).status_code == 403

    def test_the_cookie_of_one_counter_does_not_open_another(self, tablet, county):
        Counter.objects.create(unit=county.unit, name="2号窗口", code="counter-2")
        assert tablet.get(reverse(SCREEN, args=("counter-2",))).status_code == 403

    def test_a_cookie_that_was_made_up_opens_nothing(self, here):
        client = Client()
        client.cookies["screen"] = "counter-1:bm8:c2lnbmF0dXJl"
        assert client.get(here).status_code == 403
        assert client.post(here, {"grade": WORST}).status_code == 403
        assert Failure.objects.get().count == 1

    def test_a_counter_with_a_new_code_or_closed_has_lost_its_screen(self, tablet, here):
        Counter.objects.update(code="counter-9")
        assert tablet.get(reverse(SCREEN, args=("counter-9",))).status_code == 403
        Counter.objects.update(code="counter-1", is_closed=True)
        assert tablet.get(here).status_code == 404


class TestAsking:
    def test_it_waits_until_something_is_finished_then_asks(self, tablet, here):
        idle = tablet.get(here)
        assert "请在这里评价" in text_of(idle)
        assert tablet.get(here, {"after": mark_in(idle)}).status_code == 204
        just_finished()
        asking = tablet.get(here, {"after": mark_in(idle)})
        assert "请评价刚才的服务" in text_of(asking)
        assert text_of(asking).count('name="grade"') == 5

    def test_without_script_the_page_reloads_itself(self, tablet, here):
        assert '<noscript><meta http-equiv="refresh" content="5"></noscript>' in text_of(tablet.get(here))

    def test_one_touch_rates_thanks_and_comes_back(self, tablet, here):
        just_finished()
        answer = tablet.post(here, {"form": sealed_in(tablet.get(here)), "grade": BEST})
        assert answer.status_code == 303
        thanks = tablet.get(answer.headers["Location"]).content.decode()
        assert "谢谢您的评价" in thanks
        assert 'data-stay="5"' in thanks
        assert f'<noscript><meta http-equiv="refresh" content="5;url={here}"></noscript>' in thanks
        assert Rating.objects.get().channel == "screen"
        assert "请在这里评价" in text_of(tablet.get(here))

    def test_the_language_of_one_visitor_is_not_left_to_the_next(self, tablet, here):
        assert 'name="language"' not in text_of(tablet.get(here))

    @pytest.mark.parametrize(("clock", "asked"), [("10:57", False), ("10:58", True)])
    def test_the_next_visitor_is_not_asked_about_the_one_before(self, tablet, here, clock, asked):
        just_finished(clock=clock)
        assert ("请评价刚才的服务</h1>" in text_of(tablet.get(here))) is asked

    def test_the_latest_is_asked_about(self, tablet, here):
        just_finished("N-1", "10:58")
        latest = just_finished("N-2", "10:59")
        tablet.post(here, {"form": sealed_in(tablet.get(here)), "grade": BEST})
        assert Rating.objects.get().act == latest.act

    def test_a_form_that_lies_too_long_brings_the_screen_back(self, tablet, here, monkeypatch):
        just_finished()
        form = sealed_in(tablet.get(here))
        much_later(monkeypatch, minutes=10)
        answer = tablet.post(here, {"form": form, "grade": WORST})
        assert answer.headers["Location"] == here
        assert not Rating.objects.exists()

    def test_touched_twice_it_is_one_rating(self, tablet, here):
        just_finished()
        form = sealed_in(tablet.get(here))
        for grade in (BEST, WORST):
            assert tablet.post(here, {"form": form, "grade": grade}).status_code == 303
        assert [one.grade for one in Rating.objects.all()] == [BEST]
