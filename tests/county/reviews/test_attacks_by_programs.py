"""What comes over the interface: guesses and second ratings are refused and written down, odd values are refused."""

from __future__ import annotations

import json
from typing import Any
from uuid import uuid4

import pytest

from county import business
from county.accounts.actor import Actor
from county.accounts.keys import make_key
from county.audit.models import AuditRow
from county.cases.sweep import sweep
from county.reviews.models import Contact, Item, Rating, ServiceAct, Ticket
from county.reviews.tokens import fresh_token

from .doing import BAD, BEST, at, finished, places

pytestmark = pytest.mark.database
NAME = "某系统"


@pytest.fixture(autouse=True)
def county(db, settings, tmp_path):
    settings.HOME = tmp_path
    business.set_to(at("2020-07-06", "11:00"))
    return places()


@pytest.fixture
def send(client, post):
    """Send a rating with a key of a unit; `raw` as it is."""
    admin = post("administrator")

    def call(*, agency: str = "housing", raw: bytes | None = None, path: str = "ratings/", **said: Any) -> Any:
        key = make_key(actor=Actor(admin.pk), agency=agency, name=NAME, expires=None,
                       scopes=["finish_services", "send_ratings"])
        body = {"number": "N-1", "grade": BEST, "channel": "web", "key": str(uuid4()), **said}
        return client.post(f"/api/reviews/{path}", raw or json.dumps(body), content_type="application/json",
                           headers={"Authorization": f"Bearer {key}"})

    return call


def refusals() -> list[tuple[str, str]]:
    return [(row.thing_id, row.actor_as) for row in AuditRow.objects.filter(verb="review.send_refused").order_by("pk")]


class TestWrittenDown:
    def test_a_guessed_token_with_whose_key_tried(self, send):
        token = fresh_token()
        answer = send(number="", token=token)
        assert answer.status_code == 404
        [(why, who)] = refusals()
        assert (why, NAME in who) == ("no_such_service", True)
        assert not AuditRow.objects.filter(thing_id__contains=token).exists()

    def test_another_units_service_and_one_that_is_not_there_alike(self, send):
        finished()
        answers = [send(agency="water", number=number) for number in ("N-1", "N-404")]
        assert answers[0].content == answers[1].content
        assert [why for why, _who in refusals()] == ["no_such_service"] * 2
        assert ServiceAct.objects.get().state == "finished"

    def test_a_second_rating_and_the_same_one_again_is_none(self, send):
        finished()
        key = str(uuid4())
        assert [send(key=key).status_code, send(key=key).status_code, send(grade=BAD).status_code] == [200, 200, 409]
        assert [why for why, _who in refusals()] == ["rated_twice"]
        assert [one.grade for one in Rating.objects.all()] == [BEST]

    def test_what_is_only_incomplete_is_no_attack(self, send):
        finished()
        assert send(grade=9).status_code == 422
        assert refusals() == []


class TestOddValues:
    @pytest.mark.parametrize("odd", [
        {"grade": "１"}, {"grade": "非常满意 "}, {"grade": "\u200b满意"}, {"grade": 1.0}, {"grade": [1]},
        {"dimensions": {"99": 1}}, {"dimensions": {"１": 1}}, {"dimensions": {"1": "１"}}, {"dimensions": {"": 1}},
        {"token": "x" * 5000, "number": ""}, {"text": "\ud800"}, {"text": "a\0b"}, {"key": "1"},
        {"channel": "web\0"}, {"name": "某\0", "telephone": "000"}])
    def test_are_refused_with_a_sentence_and_nothing_is_kept(self, send, odd):
        finished()
        answer = send(**odd)
        assert answer.status_code == 422
        assert set(answer.json()) & {"says", "zh"}
        assert not Rating.objects.exists()
        assert not Contact.objects.exists()

    @pytest.mark.parametrize("raw", [b"\xff\xfe{}", b'{"grade": NaN}', b"null", b"[" * 5000, b'{"key":' + b"1" * 5000])
    def test_bodies_that_are_no_question_are_answered(self, send, raw):
        assert send(raw=raw).status_code in (400, 422)

    def test_emoji_are_words_like_others(self, send):
        finished()
        assert send(text="很好👍🏽 𠮷").status_code == 200
        assert Rating.objects.get().text == "很好👍🏽 𠮷"

    @pytest.mark.parametrize("length", [300_000, 10_000_000])
    def test_megabytes_are_refused_and_nothing_is_written(self, send, length):
        finished()
        rows = AuditRow.objects.exclude(verb="make_key").count()
        assert send(raw=b'{"text": "' + b"a" * length + b'"}').status_code == 413
        assert not Rating.objects.exists()
        assert AuditRow.objects.exclude(verb="make_key").count() == rows

    def test_a_formula_for_a_name_comes_out_as_text(self, send, enter):
        from io import BytesIO

        from python_calamine import CalamineWorkbook

        Item.objects.update(name="=HYPERLINK(\"http://x\")")
        finished()
        send(text="=1+1")
        answer = enter("review_office", "service-office").get("/好差评/统计.xlsx?month=2020-07")
        book = CalamineWorkbook.from_filelike(BytesIO(answer.content))
        cells = [str(cell) for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python()
                 for cell in row]
        assert any(cell.startswith("'=HYPERLINK") for cell in cells)
        assert not any(cell.startswith(("=", "+", "@")) for cell in cells)


def test_a_late_one_replaces_the_default_once_and_by_whom_it_came_does_not_matter(send):
    finished()
    sweep(at("2020-07-14", "00:00"))
    business.set_to(at("2020-07-20"))
    assert send(grade=BAD).status_code == 200
    assert send(grade=BEST).status_code == 409
    sweep(at("2020-07-21"))
    assert [(one.seq, one.is_default, one.is_counted, one.is_late) for one in Rating.objects.order_by("seq")] == [
        (1, True, False, False), (2, False, True, True)]
    assert Ticket.objects.get().day.isoformat() == "2020-07-20"


def test_a_service_that_is_reported_weeks_late_gets_its_default_on_its_own_day(send, client, post):
    business.set_to(at("2020-08-10"))
    answer = send(path="services/", services=[{"number": "L-1", "item": "A-1", "counter": "counter-1",
                                               "finished_at": "2020-07-06T10:00:00"}])
    assert answer.status_code == 200
    sweep(at("2020-08-10", "12:00"))
    assert [(one.is_default, one.day.isoformat()) for one in Rating.objects.all()] == [(True, "2020-07-13")]
