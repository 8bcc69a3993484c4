"""Attacks on the public pages fail, are counted without anybody's address, and are logged without anybody's data."""

from __future__ import annotations

import io
import logging
from datetime import timedelta

import pytest
import structlog
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from county import business
from county.reviews.models import Counter, Failure, Rating, ServiceAct
from county.reviews.rating.sealed import seal
from county.reviews.tokens import fresh_token

from .doing import BEST, GOOD, WORST, at, finished, places
from .opening import followed, link_of, sealed_in, send, text_of

pytestmark = pytest.mark.database
LIMIT = 30


@pytest.fixture(autouse=True)
def county(db, settings, tmp_path):
    settings.HOME = tmp_path
    business.set_to(at("2020-07-06", "11:00"))
    return places()


def guess(times: int, client: Client | None = None, **more: str):
    client = client or Client()
    return [client.get(reverse("reviews:by-link", args=(fresh_token(),)), **more).status_code for _n in range(times)]


class TestGuessing:
    def test_wrong_links_get_the_same_words_whatever_they_look_like(self):
        act = finished()
        near = act.token[:-1] + ("A" if act.token[-1] != "A" else "B")
        wrong = [fresh_token(), near, "1", str(act.act.pk), act.act.token_hash, act.act.number, "字" * 300, "a" * 5000]
        pages = {Client().get(reverse("reviews:by-link", args=(one,))).content for one in wrong}
        assert len(pages) == 1
        assert Failure.objects.get().count == len(wrong)

    def test_after_thirty_a_source_is_held_up_with_a_sentence_and_others_are_not(self):
        act = finished()
        assert guess(LIMIT) == [404] * LIMIT
        held = Client().get(link_of(act))
        assert held.status_code == 429
        assert held.headers["Retry-After"] == "600"
        assert "十分钟后再试" in text_of(held)
        assert Client().get(link_of(act), REMOTE_ADDR="198.51.100.7").status_code == 200

    def test_one_fewer_is_not_held_up(self):
        act = finished()
        guess(LIMIT - 1)
        assert Client().get(link_of(act)).status_code == 200

    def test_it_is_over_after_ten_minutes(self):
        act = finished()
        guess(LIMIT)
        Failure.objects.update(span=timezone.now() - timedelta(minutes=10, seconds=1))
        assert Client().get(link_of(act)).status_code == 200

    def test_who_is_held_up_writes_nothing_more(self):
        guess(LIMIT + 5)
        assert Failure.objects.get().count == LIMIT

    def test_codes_of_counters_are_not_guessed_either(self):
        for _n in range(LIMIT):
            Client().get(reverse("reviews:at-counter", args=("made-up",)))
        assert Client().get(reverse("reviews:at-counter", args=("counter-1",))).status_code == 429

    def test_a_bound_screen_goes_on_while_its_network_is_held_up(self, enter):
        tablet = enter("review_office", "service-office")
        tablet.post(reverse("reviews:bind-screen", args=("counter-1",)))
        guess(LIMIT)
        assert tablet.get(reverse("reviews:screen", args=("counter-1",))).status_code == 200

    def test_the_source_is_kept_as_a_keyed_digest(self):
        guess(1, REMOTE_ADDR="198.51.100.7")
        row = Failure.objects.get()
        assert len(row.source) == 64
        assert "198" not in str(row)

    def test_behind_the_trusted_proxy_the_last_hop_counts_and_not_what_the_visitor_says(self, settings):
        settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
        for n in range(3):
            guess(1, HTTP_X_FORWARDED_FOR=f"203.0.113.{n}, 198.51.100.7")
        assert Failure.objects.get().count == 3

    def test_a_form_that_lies_about_where_it_came_from_gains_nothing_without_a_proxy(self):
        for n in range(3):
            guess(1, HTTP_X_FORWARDED_FOR=f"203.0.113.{n}")
        assert Failure.objects.get().count == 3


class TestOneService:
    def test_rating_twice_is_refused_and_counted(self):
        act = finished()
        send(link_of(act), BEST)
        again = Client().post(link_of(act), {"form": seal(act.act, "link"), "grade": WORST})
        assert again.status_code == 409
        assert "已经评价过" in text_of(again)
        assert [one.grade for one in Rating.objects.all()] == [BEST]
        assert Failure.objects.get().count == 1

    def test_two_forms_of_one_service_are_one_rating(self):
        act, client = finished(), Client()
        forms = [sealed_in(client.get(link_of(act))) for _n in range(2)]
        codes = [client.post(link_of(act), {"form": one, "grade": GOOD}).status_code for one in forms]
        assert codes == [303, 409]

    @pytest.mark.parametrize("changed", [{}, {"grade": WORST, "text": "别的话"}])
    def test_the_same_form_again_gets_the_first_answer_whatever_it_says(self, changed):
        act, client = finished(), Client()
        form = sealed_in(client.get(link_of(act)))
        first = client.post(link_of(act), {"form": form, "grade": BEST})
        again = client.post(link_of(act), {"form": form, "grade": BEST, **changed})
        assert again.headers["Location"] == first.headers["Location"]
        made = Rating.objects.get()
        assert (made.grade, made.text) == (BEST, "")

    def test_the_form_of_one_service_does_not_rate_another(self):
        mine, others = finished("N-1"), finished("N-2")
        form = sealed_in(Client().get(link_of(mine)))
        assert Client().post(link_of(others), {"form": form, "grade": WORST}).status_code == 404
        assert not Rating.objects.exists()
        assert Failure.objects.get().count == 1

    @pytest.mark.parametrize("way", ["link", "screen", "chosen"])
    def test_a_seal_of_another_way_in_is_none_at_the_counter(self, way):
        act = finished(finished_at=at("2020-07-06", "10:45"))
        address = reverse("reviews:at-counter", args=("counter-1",))
        assert Client().post(address, {"form": seal(act.act, way), "grade": WORST}).status_code == 404
        assert not Rating.objects.exists()

    def test_the_seal_of_another_counter_is_none_here(self, county):
        Counter.objects.create(unit=county.unit, name="2号窗口", code="counter-2")
        act = finished(counter="counter-2", finished_at=at("2020-07-06", "10:45"))
        address = reverse("reviews:at-counter", args=("counter-1",))
        assert Client().post(address, {"chosen": seal(act.act, "chosen")}).status_code == 404

    @pytest.mark.parametrize("made_up", ["", "1", "a" * 100_000, "WzEsMl0:1abc:xyz", "\ud800", "\0"])
    def test_a_seal_that_is_made_up_is_refused(self, made_up):
        act = finished()
        answer = Client().post(link_of(act), {"form": made_up.encode("utf-8", "replace").decode(), "grade": BEST})
        assert answer.status_code == 404

    def test_the_address_of_the_thanks_cannot_be_made_up(self):
        for said in ("", "x", "WzEsMCwwLCIyMDIwLTA3LTA2Il0:abc", "a" * 4000):
            assert Client().get(reverse("reviews:thanks"), {"of": said}).status_code == 404


class TestWhatIsSent:
    def test_script_in_the_text_is_shown_as_text_and_may_not_run(self):
        bad = '<script>alert(1)</script>"><img src=x onerror=alert(1)>'
        answer = send(link_of(finished()), "", text=bad, callback="yes", name=bad)
        page = answer.content.decode()
        assert "<script>alert" not in page
        assert "<img" not in page
        assert "'unsafe-inline'" not in answer.headers["Content-Security-Policy"]
        assert "default-src 'self'" in answer.headers["Content-Security-Policy"]

    @pytest.mark.parametrize("length", [10_000_000, 300_000])
    def test_megabytes_are_refused_by_their_stated_length(self, length):
        act = finished()
        form = sealed_in(Client().get(link_of(act)))
        body = f"form={form}&grade=1&text={'a' * length}"
        answer = Client().post(link_of(act), body, content_type="application/x-www-form-urlencoded")
        assert answer.status_code == 413
        assert not Rating.objects.exists()

    def test_a_thousand_fields_are_too_many(self):
        act = finished()
        form = sealed_in(Client().get(link_of(act)))
        many = {f"dimension-{n}": "1" for n in range(1000)}
        body = "&".join(f"{name}={said}" for name, said in {"form": form, "grade": "1", **many}.items())
        answer = Client().post(link_of(act), body, content_type="application/x-www-form-urlencoded")
        assert answer.status_code == 413

    @pytest.mark.parametrize(("text", "status"), [("字" * 2000, 303), ("字" * 2001, 422)])
    def test_words_have_a_limit(self, text, status):
        assert send(link_of(finished()), BEST, text=text).status_code == status

    @pytest.mark.parametrize("more", [{"name": "某" * 41, "telephone": "000"}, {"name": "某甲", "telephone": "0" * 21},
                                      {"name": "某" * 5000, "telephone": "0" * 5000}])
    def test_overlong_names_are_refused(self, more):
        assert send(link_of(finished()), WORST, callback="yes", **more).status_code == 422
        assert not Rating.objects.exists()

    @pytest.mark.parametrize("odd", ["a%00b", "a%ED%A0%80b", "a%FF%FEb", "a%F0%9F%98%80b"])
    def test_nul_halves_of_characters_and_broken_bytes_do_no_harm(self, odd):
        act, client = finished(), Client()
        form = sealed_in(client.get(link_of(act)))
        body = f"form={form}&grade=1&text={odd}"
        answer = client.post(link_of(act), body, content_type="application/x-www-form-urlencoded")
        assert answer.status_code == 303
        held = Rating.objects.get().text
        assert held.startswith("a")
        assert "\0" not in held

    @pytest.mark.parametrize("path", ["%00", "%ED%A0%80", "%FF", "..%2f..%2f", "%F0%9F%98%80"])
    def test_odd_addresses_are_unknown_and_no_more(self, path):
        assert Client().get(f"/%E8%AF%84%E4%BB%B7/{path}/").status_code == 404

    @pytest.mark.parametrize("grade", ["0", "6", "-1", "x", "１", "99999999999999999999", "1.0", ""])
    def test_a_grade_that_is_none_is_refused(self, grade):
        assert send(link_of(finished()), grade).status_code == 422

    @pytest.mark.parametrize("method", ["put", "delete", "patch"])
    def test_other_methods_are_refused(self, method):
        assert getattr(Client(), method)(link_of(finished())).status_code == 405


def test_the_logs_hold_neither_link_nor_source_nor_words(caplog):
    act, out = finished(), io.StringIO()
    handler = logging.StreamHandler(out)
    logging.getLogger().addHandler(handler)
    try:
        with caplog.at_level(logging.INFO), structlog.testing.capture_logs() as kept:
            send(link_of(act), "", text="秘密的话", callback="yes", name="某甲")
            Client().post(link_of(act), {"form": "x", "grade": WORST}, REMOTE_ADDR="198.51.100.7")
            Client().put(link_of(act))
            Client().post(link_of(act), {"text": "a" * 2_000_000})
            followed(send(link_of(act), WORST, callback="yes", name="某甲", telephone="000"))
    finally:
        logging.getLogger().removeHandler(handler)
    said = out.getvalue() + caplog.text + str(kept)
    for secret in (act.token, "秘密的话", "某甲", "198.51.100.7"):
        assert secret not in said
    assert any(one.get("why") == "form_of_another" for one in kept)
    assert ServiceAct.objects.get().state == "rated"
