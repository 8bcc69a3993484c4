"""The document's worked examples over JSON: asked of its rules, and lived through by the programs of a unit."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse

from county import business
from county.accounts.actor import Actor
from county.accounts.keys import make_key
from county.cases.sweep import sweep
from county.reviews.models import Rating, ServiceAct, Ticket

from .doing import BAD, FAIR, OFFICE, at, places
from .loop_doing import HEAD, PAPER, SUPERVISOR, appealed, do
from .reporting import ended

pytestmark = pytest.mark.database
JSON = "application/json"
SCOPES = ("finish_services", "send_ratings", "read_cases", "take_steps")
DECIDED, REFUSED = "decided", "refused"
LISTED = {"staff": "yes", "written": "yes", "addressed": "yes"}


@pytest.fixture(autouse=True)
def county(db, settings, tmp_path):
    settings.HOME = tmp_path
    return places()


@pytest.fixture
def send(client, post):
    """Call the API with a key of the unit; what is answered, which has to have this status."""
    key = make_key(actor=Actor(post("administrator").pk), agency="housing", name="某系统", scopes=SCOPES, expires=None)

    def call(path: str, body: Any = None, status: int = 200) -> Any:
        headers = {"Authorization": f"Bearer {key}"}
        answer = (client.get(f"/api/{path}", headers=headers) if body is None else
                  client.post(f"/api/{path}", json.dumps(body), content_type=JSON, headers=headers))
        assert answer.status_code == status, answer.content.decode()
        return answer.json()

    return call


class TestRules:
    """Each figure, asked of the rule as anybody may ask it."""

    @pytest.mark.parametrize(("rule", "inputs", "outcome", "value"), [
        ("default_rating", {"finished": "2020-07-06"}, DECIDED, "2020-07-13"),
        ("default_rating", {"finished": "2020-06-22"}, DECIDED, "2020-06-30"),
        ("default_rating", {"finished": "2020-09-30"}, DECIDED, "2020-10-14"),
        ("rectify", {"received": "2020-07-06"}, DECIDED, "2020-07-13"),
        ("rectify", {"received": "2020-07-06", "extension": 2}, DECIDED, "2020-07-15"),
        ("rectify", {"received": "2020-07-06", "extension": 3}, REFUSED, None),
        ("apply_for_review", {"received": "2020-07-06"}, DECIDED, "2020-07-08"),
        ("apply_for_review", {"received": "2020-07-10"}, DECIDED, "2020-07-14"),
        ("decide_review", {"applied": "2020-07-08"}, DECIDED, "2020-07-15")])
    def test_days(self, send, rule, inputs, outcome, value):
        said = send(f"rules/service_reviews/{rule}/ask", {"inputs": inputs})
        assert said["outcome"] == outcome
        given = said["value"]
        assert (given.get("due") if isinstance(given, dict) else given) in ((value,) if value else (None, ""))

    @pytest.mark.parametrize(("rule", "inputs", "passes"), [
        ("rectified_in_time", {"due": "2020-07-13", "done": "2020-07-13"}, True),
        ("rectified_in_time", {"due": "2020-07-13", "done": "2020-07-14"}, False),
        ("accept_review", {"applied": "2020-07-08", "last_day": "2020-07-08", **LISTED}, True),
        ("accept_review", {"applied": "2020-07-09", "last_day": "2020-07-08", **LISTED}, False)])
    def test_in_time_or_not(self, send, rule, inputs, passes):
        said = send(f"rules/service_reviews/{rule}/ask", {"inputs": inputs})
        assert (said["outcome"] == DECIDED, said["value"]["passes"]) == (passes, passes)

    @pytest.mark.parametrize(("rule", "inputs", "rate", "met"), [
        ("callback", {"called_back": 8, "closed": 8}, "100", True),
        ("callback", {"called_back": 7, "closed": 8}, "87.5", False),
        ("callback", {"called_back": 0, "closed": 0}, "-", None),
        ("callback", {"called_back": 2, "closed": 2}, "100", True),
        ("callback", {"called_back": 7, "closed": 8, "set_aside": 1}, "100", True),
        ("bad_share", {"bad": 2, "ratings": 10, "set_aside": 1}, "11.1", None),
        ("default_share", {"defaults": 1, "ratings": 10, "set_aside": 1}, "11.1", None)])
    def test_rates(self, send, rule, inputs, rate, met):
        said = send(f"rules/service_reviews/{rule}/ask", {"inputs": inputs})["value"]
        assert (str(said["rate"]), said.get("met")) == (rate, met)

    @pytest.mark.parametrize(("word", "value"), [
        ("非常满意", "不是差评"), ("满意", "不是差评"), ("基本满意", "不是差评"), ("不满意", "差评"),
        ("非常不满意", "差评")])
    def test_grades(self, send, word, value):
        assert send("rules/service_reviews/rating_grade/ask", {"inputs": {"grade": word}})["value"] == value


class Program:
    """What the unit's program does: a service, its rating, steps of its ticket."""

    def __init__(self, send: Any) -> None:
        self.send, self.made = send, 0

    def served(self, day: str) -> str:
        self.made += 1
        number = f"P-{self.made}"
        business.set_to(at(day, "11:00"))
        one = {"number": number, "item": "A-1", "counter": "counter-1", "staff": "0001",
               "finished_at": f"{day}T10:00:00"}
        self.send("reviews/services/", {"services": [one]})
        return number

    def rate(self, number: str, grade: int | str, day: str, status: int = 200, **more: Any) -> Any:
        business.set_to(at(day, "17:00"))
        body = {"number": number, "grade": grade, "channel": "hotline", "key": str(uuid4()), **more}
        return self.send("reviews/ratings/", body, status)

    def state(self, number: str) -> str:
        return str(self.send(f"reviews/services/{number}")["state"])

    def bad(self, day: str, **more: Any) -> Ticket:
        self.rate(self.served(day), BAD, day, **more)
        return Ticket.objects.select_related("case", "rating__staff").get(rating=Rating.objects.latest("pk"))

    def take(self, ticket: Ticket, step: str, day: str, status: int = 200, **given: str) -> Any:
        business.set_to(at(day))
        return self.send(f"cases/{ticket.pk}/steps", {"step": step, "given": given, "key": str(uuid4())}, status)

    def case(self, ticket: Ticket) -> Any:
        return self.send(f"cases/{ticket.pk}")


@pytest.fixture
def program(send) -> Program:
    return Program(send)


@pytest.fixture
def statistics(enter):
    """The figures are read on their page: the interface gives none."""
    office = enter("review_office", "service-office")
    return lambda: " ".join(office.get(reverse("reviews:statistics") + "?month=2020-07").content.decode().split())


class TestSilence:
    @pytest.mark.parametrize(("served", "last"), [
        ("2020-07-06", "2020-07-13"), ("2020-06-22", "2020-06-30"), ("2020-09-30", "2020-10-14")])
    def test_it_counts_at_the_end_of_its_day_and_opens_nothing(self, program, served, last):
        number = program.served(served)
        sweep(at(last, "23:59"))
        assert program.state(number) == "finished"
        sweep(business.at_midnight(date.fromisoformat(last) + timedelta(days=1)))
        assert program.state(number) == "defaulted"
        assert [(one.grade, one.day.isoformat()) for one in Rating.objects.all()] == [(FAIR, last)]
        assert not Ticket.objects.exists()

    def test_on_the_last_day_it_is_the_rating(self, program):
        number = program.served("2020-07-06")
        assert program.rate(number, "满意", "2020-07-13")["state"] == "rated"
        sweep(at("2020-07-14", "00:00"))
        assert [(one.grade, one.is_late, one.is_default) for one in Rating.objects.all()] == [(2, False, False)]

    def test_a_day_later_it_replaces_the_default_and_a_second_one_is_not_taken(self, program):
        number = program.served("2020-07-06")
        sweep(at("2020-07-14", "00:00"))
        program.rate(number, "不满意", "2020-07-14")
        assert [(one.grade, one.is_counted, one.is_late) for one in Rating.objects.order_by("seq")] == [
            (FAIR, False, False), (BAD, True, True)]
        assert Ticket.objects.get().day == date(2020, 7, 14)
        program.rate(number, "满意", "2020-07-15", status=409)


class TestTicket:
    def test_its_last_day_is_told_and_done_on_it_is_in_time(self, program, statistics):
        ticket = program.bad("2020-07-06")
        assert program.take(ticket, "complicated", "2020-07-07", finding="已核实")["due_at"].startswith("2020-07-13")
        assert program.take(ticket, "finish", "2020-07-13", result="已改好")["state"] == "rectified"
        assert "差评按时整改率 100%" in statistics()

    def test_a_day_later_it_is_late(self, program, statistics):
        ticket = program.bad("2020-07-06")
        program.take(ticket, "complicated", "2020-07-07", finding="已核实")
        business.set_to(at("2020-07-14"))
        assert [one["lamp"] for one in program.send("cases/?part=late")["cases"]] == ["late"]
        program.take(ticket, "finish", "2020-07-14", result="已改好")
        assert "差评按时整改率 0%" in statistics()

    @pytest.mark.parametrize(("given", "last"), [
        ({"extension": "2"}, "2020-07-15"), ({"extension": "3", "over_maximum": "要等省里"}, "2020-07-16")])
    def test_what_was_granted_is_told(self, program, given, last):
        ticket = program.bad("2020-07-06")
        program.take(ticket, "complicated", "2020-07-07", finding="已核实")
        do(ticket, "ask_extension", "2020-07-13", HEAD)
        do(ticket, "approve_extension", "2020-07-13", SUPERVISOR, **given)
        business.set_to(at("2020-07-13"))
        assert program.case(ticket)["due_at"].startswith(last)

    def test_a_program_neither_asks_for_an_extension_nor_grants_one(self, program):
        ticket = program.bad("2020-07-06")
        program.take(ticket, "complicated", "2020-07-07", finding="已核实")
        program.take(ticket, "ask_extension", "2020-07-08", 422, reason="忙", told="已说明")
        do(ticket, "ask_extension", "2020-07-13", HEAD)
        program.take(ticket, "approve_extension", "2020-07-13", 422, extension="2")
        assert program.case(ticket)["due_at"].startswith("2020-07-13")


@pytest.mark.parametrize(("applied", "outcome"), [("2020-07-08", ""), ("2020-07-09", "late")])
def test_a_review_of_what_a_program_sent_keeps_its_days(program, applied, outcome):
    appeal = appealed(program.bad("2020-07-06"), "2020-07-09", actor=OFFICE, words="", files=(PAPER,),
                      applied=date.fromisoformat(applied))
    assert appeal.outcome == outcome


@pytest.mark.parametrize(("closed", "called", "anonymous", "says"), [
    (8, 8, 0, "回访率 100%"), (8, 7, 0, "回访率 87.5%"), (0, 0, 1, "回访率 -"), (2, 2, 5, "回访率 100%")])
def test_call_backs_of_what_programs_sent(program, statistics, closed, called, anonymous, says):
    for number in range(closed + anonymous):
        named = {"name": "某", "telephone": "000"} if number < closed else {}
        ticket = program.bad("2020-07-06", **named)
        program.take(ticket, "no_basis", "2020-07-07", explanation="没有依据")
        program.take(ticket, "feed_back", "2020-07-07")
        for step in ("call_back", "close") if named else ("close_anonymous",):
            do(ticket, step, "2020-07-07", HEAD)
        Ticket.objects.filter(pk=ticket.pk).update(was_called_back=number < called)
    assert says in statistics()


def test_one_that_was_set_aside_leaves_both_numbers(program, statistics):
    program.bad("2020-07-06", name="某", telephone="000")
    ended(set_aside="wrong")
    assert "回访率 -" in statistics()


def test_ten_cases_of_programs(program, statistics):
    for grade in (1, 1, 1, 1, 2, 2, 3, 4):
        program.rate(program.served("2020-07-06"), grade, "2020-07-06")
    program.served("2020-07-06")
    appeal = appealed(program.bad("2020-07-06"), "2020-07-07")
    for step in ("accept", "set_aside"):
        do(appeal, step, "2020-07-07")
    sweep(at("2020-07-14", "00:00"))
    page = statistics()
    assert "有 9 条评价，差评 1 条，差评率 11.1%" in page
    assert "本人评价 8 条，未评价而默认的 1 条，默认占 11.1%" in page
    assert ServiceAct.objects.count() == 10
