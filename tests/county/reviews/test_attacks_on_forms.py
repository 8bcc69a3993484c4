"""The public pages under odd methods, bodies and addresses: nothing is written and nothing falls over."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from county import business
from county.audit.models import AuditRow
from county.reviews.models import Contact, Failure, Rating, ServiceAct
from county.reviews.rating.sealed import seal
from county.reviews.tokens import fresh_token

from .doing import BEST, GOOD, WORST, at, finished, places
from .opening import link_of, sealed_in, send, text_of

pytestmark = pytest.mark.database
LIMIT = 30
FORM = "application/x-www-form-urlencoded"


@pytest.fixture(autouse=True)
def county(db, settings, tmp_path):
    settings.HOME = tmp_path
    business.set_to(at("2020-07-06", "11:00"))
    return places()


@pytest.fixture
def act():
    return finished(finished_at=at("2020-07-06", "10:50"))


@pytest.fixture
def form(act) -> str:
    return sealed_in(Client().get(link_of(act)))


def untouched() -> bool:
    return not Rating.objects.exists() and ServiceAct.objects.get().state == "finished"


class TestMethods:
    @pytest.mark.parametrize("method", ["options", "trace", "put", "patch", "delete"])
    def test_others_are_named_as_refused_on_each_page(self, act, method):
        for page in (link_of(act), reverse("reviews:at-counter", args=("counter-1",)), reverse("reviews:thanks"),
                     reverse("reviews:screen", args=("counter-1",))):
            answer = getattr(Client(), method)(page)
            assert (answer.status_code, answer.headers["Allow"]) == (405, "GET, HEAD, POST"), page
        assert untouched()

    def test_a_head_rates_nothing_and_answers_as_the_page(self, act):
        assert Client().head(link_of(act)).status_code == 200
        assert Client().head(link_of(act) + "?grade=5&form=x").status_code == 200
        assert Client().head(reverse("reviews:by-link", args=(fresh_token(),))).status_code == 404
        assert untouched()

    def test_an_address_alone_rates_nothing(self, act, form):
        Client().get(link_of(act), {"form": form, "grade": str(WORST)})
        assert untouched()


class TestBodies:
    @pytest.mark.parametrize("kind", [
        "text/plain", "application/json", f"{FORM}; charset=utf-16", f"{FORM}; charset=nonsense",
        "multipart/form-data", "multipart/form-data; boundary=", "multipart/form-data; boundary=a", "x" * 5000, "\0"])
    def test_of_another_kind_rate_nothing(self, act, form, kind):
        body = json.dumps({"form": form, "grade": 1}).encode() if "json" in kind else b"\xff\xfe\0=1"
        assert Client().generic("POST", link_of(act), body, content_type=kind).status_code in (400, 404)
        assert untouched()

    @pytest.mark.parametrize("text", [b"%D6%D0%CE%C4", b"\xd6\xd0\xce\xc4", b"%F0%9F%91%8D", b"%E2%80%AE%E2%81%A6",
                                      b"%00%00", b"%25%28x%29s%7B0%7D%24%7Bx%7D", b"%0D%0ASet-Cookie%3A%20a%3Db"])
    def test_words_in_any_bytes_are_kept_as_words(self, act, form, text):
        body = b"form=" + form.encode() + b"&grade=1&text=" + text
        answer = Client().generic("POST", link_of(act), body, content_type=FORM)
        assert answer.status_code == 303
        made = Rating.objects.get()
        assert "\0" not in made.text
        assert made.text.encode().decode() == made.text
        assert "Set-Cookie" not in answer.headers

    @pytest.mark.parametrize("kind", ["urlencoded", "multipart", "file"])
    def test_ten_megabytes_cost_no_query_and_write_nothing(self, act, form, kind, django_assert_num_queries):
        large: Any = {"urlencoded": b"form=" + form.encode() + b"&grade=1&text=" + b"a" * 10_000_000,
                      "multipart": {"form": form, "grade": "1", "text": "a" * 10_000_000},
                      "file": {"form": form, "grade": "1", "f": SimpleUploadedFile("a.txt", b"a" * 10_000_000)}}[kind]
        rows, more = AuditRow.objects.count(), {"content_type": FORM} if kind == "urlencoded" else {}
        with django_assert_num_queries(0):
            answer = Client().post(link_of(act), large, **more)
        assert answer.status_code == 413
        assert untouched()
        assert (AuditRow.objects.count(), Failure.objects.count()) == (rows, 0)

    def test_a_file_beside_a_rating_is_thrown_away(self, act, form, settings):
        sent = {"form": form, "grade": "1", "text": SimpleUploadedFile("a.html", b"<script>alert(1)</script>")}
        assert Client().post(link_of(act), sent).status_code == 303
        assert Rating.objects.get().text == ""
        assert not [one for one in settings.HOME.rglob("*") if b"alert" in (one.read_bytes() if one.is_file() else b"")]

    def test_contents_that_the_list_does_not_have_are_passed_over(self, act):
        more = {"dimension-99": "1", "dimension-１": "1", "dimension-1": "１", "dimension-3": "2", "dimension-": "1"}
        assert send(link_of(act), BEST, **more).status_code == 303
        assert Rating.objects.get().dimensions == {"3": GOOD}

    def test_a_grade_of_a_content_that_is_none_is_refused(self, act):
        assert send(link_of(act), BEST, **{"dimension-2": "6"}).status_code == 422
        assert untouched()

    def test_fields_of_the_clerk_mean_nothing_here(self, act):
        send(link_of(act), BEST, by_staff="某", channel="hotline", is_counted="no", number="N-9", day="2019-01-01",
             key="0" * 32, agency="water")
        made = Rating.objects.get()
        assert (made.by_staff, made.is_counted, made.agency) == ("", True, "housing")
        assert made.day.isoformat() == "2020-07-06"
        assert made.channel in ("code", "web")

    def test_a_name_without_the_wish_to_be_called_is_not_kept(self, act):
        send(link_of(act), WORST, name="某甲", telephone="000")
        assert not Contact.objects.exists()
        assert not Rating.objects.get().is_real_name

    def test_two_grades_are_one(self, act, form):
        Client().post(link_of(act), f"form={form}&grade=1&grade=5", content_type=FORM)
        assert Rating.objects.get().grade == WORST


class TestAddresses:
    @pytest.mark.parametrize("token", ["a" * 100_000, "%0d%0aSet-Cookie:a=b", "%00" * 500, "%ff" * 500, "' OR 1=1 --",
                                       "%25s%25n", "{{7*7}}", "＜script＞"])
    def test_long_and_odd_ones_are_unknown_and_counted(self, act, token):
        answer = Client().get(f"/%E8%AF%84%E4%BB%B7/{token}/")
        assert answer.status_code in (400, 404)
        assert "Set-Cookie" not in str(answer.headers)
        assert "49" not in text_of(answer).partition("<h1>")[2].partition("</h1>")[0]
        assert Failure.objects.filter(count__gte=1).exists()
        assert untouched()

    def test_a_path_upwards_leads_nowhere(self, act):
        assert Client().get("/%E8%AF%84%E4%BB%B7/" + "%2e%2e%2f" * 2000).status_code == 404
        assert untouched()

    @pytest.mark.parametrize("way", ["at-counter", "screen"])
    def test_odd_codes_of_counters_too(self, way):
        for code in ("\0", "a" * 5000, "' OR 1=1", "counter-1 "):
            assert Client().get(reverse(f"reviews:{way}", args=(code,))).status_code == 404


class TestFloods:
    """Refused forms count like guessed links; what a sender says of itself moves nothing."""

    def wrong(self, times: int, **more: str) -> list[int]:
        return [Client().get(reverse("reviews:by-link", args=(fresh_token(),)), **more).status_code
                for _n in range(times)]

    def test_forms_of_others_are_held_up_after_the_same_number(self, act):
        other = finished("N-2")
        codes = [Client().post(link_of(act), {"form": seal(other.act, "link"), "grade": "5"}).status_code
                 for _n in range(LIMIT + 1)]
        assert codes == [404] * LIMIT + [429]

    def test_a_new_claimed_origin_each_time_does_not_help_without_a_proxy(self):
        codes = [self.wrong(1, HTTP_X_FORWARDED_FOR=f"203.0.113.{n}", HTTP_X_REAL_IP=f"203.0.113.{n}",
                            HTTP_FORWARDED=f"for=203.0.113.{n}", HTTP_CLIENT_IP=f"203.0.113.{n}")[0]
                 for n in range(LIMIT + 1)]
        assert codes == [404] * LIMIT + [429]

    def test_nor_with_one_and_another_visitor_of_the_proxy_is_not_held_up(self, act, settings):
        settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
        codes = [self.wrong(1, HTTP_X_FORWARDED_FOR=f"203.0.113.{n}, 10.0.0.{n}, 198.51.100.7")[0]
                 for n in range(LIMIT + 1)]
        assert codes == [404] * LIMIT + [429]
        assert Client().get(link_of(act), HTTP_X_FORWARDED_FOR="198.51.100.7, 198.51.100.8").status_code == 200
        assert Client().get(link_of(act), HTTP_X_FORWARDED_FOR="198.51.100.7").status_code == 429

    def test_what_is_refused_for_its_form_alone_counts_for_nobody(self, act):
        for _n in range(LIMIT + 5):
            assert send(link_of(act), "", text="没有选").status_code == 422
        assert send(link_of(act), BEST).status_code == 303
        assert not Failure.objects.exists()

    def test_each_failure_of_a_minute_is_one_row(self):
        self.wrong(LIMIT)
        assert sum(one.count for one in Failure.objects.all()) == LIMIT
        assert Failure.objects.count() <= 2
