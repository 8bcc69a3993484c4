"""What staff try: to tell who rated from the order or the time, to read what is others', to reach a rater. It fails."""

from __future__ import annotations

import json
import re
from uuid import UUID, uuid4

import pytest
from django.apps import apps
from django.test import Client
from django.urls import reverse

from county import business
from county.accounts.actor import Actor
from county.accounts.keys import make_key
from county.audit.models import AuditRow
from county.reviews.models import Contact, Failure, Look, Rating, Staff, Ticket

from .counting import ratings
from .doing import BAD, WORST, at, finished, places
from .loop_doing import OTHER, UNIT, bad, real
from .opening import link_of, send, text_of

pytestmark = pytest.mark.database
DAY = "2020-07-06"
CLOCKS = [f"1{hour}:{minute}3" for hour in range(1, 7) for minute in (1, 4)]
SCRIPT = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>=1+1"
ACTS = ("limit", "meet", "extend", "suspend", "resume", "transfer", "join", "leave", "part", "handler", "comment",
        "file")
ANY_TIME = re.compile(r"\b1[1-6]:[14]3\b")


@pytest.fixture(autouse=True)
def county(db, settings, tmp_path):
    settings.HOME = tmp_path
    business.set_to(at(DAY, "18:00"))
    return places()


@pytest.fixture
def a_day() -> list[Ticket]:
    """Bad ratings of one day, as they came."""
    return [bad(DAY, f"DAY-{number}", clock=clock) for number, clock in enumerate(CLOCKS)]


@pytest.fixture
def unit(enter) -> Client:
    return enter("handler", UNIT)


def order_in(page: str, tickets: list[Ticket]) -> list[int]:
    """In which order a page names the tickets."""
    found = [(page.find(str(one.pk)), number) for number, one in enumerate(tickets) if str(one.pk) in page]
    return [number for _place, number in sorted(found)]


def tells(order: list[int]) -> bool:
    return len(order) > 2 and order in (sorted(order), sorted(order, reverse=True))


def as_rated(client: Client) -> None:
    Staff.objects.filter(number="0001").update(user_id=int(client.session["_auth_user_id"]))


class TestOrderAndTime:
    @pytest.mark.parametrize("address", ["/好差评/", "/好差评/?real=1", "/收件箱/", "/收件箱/?part=later", "/通知/",
                                         f"/单位/{UNIT}/"])
    def test_no_list_of_the_unit_is_in_the_order_of_the_day(self, unit, a_day, address):
        page = text_of(unit.get(address))
        assert not tells(order_in(page, a_day)), address
        assert not ANY_TIME.search(page), address

    def test_nor_is_the_own_list_of_the_rated_one(self, enter, a_day):
        client = enter("staff", UNIT)
        as_rated(client)
        page = text_of(client.get("/好差评/我的/"))
        assert not tells(order_in(page, a_day))
        assert not ANY_TIME.search(page)

    def test_the_list_of_services_neither_and_it_names_none(self, unit, a_day):
        answer = unit.get("/好差评/办结/")
        numbers = [int(one.act.number.removeprefix("DAY-")) for one in answer.context["lines"]]
        assert len(numbers) == len(CLOCKS)
        assert not tells(numbers)
        assert "DAY-" not in text_of(answer)
        assert not ANY_TIME.search(text_of(answer))

    def test_pages_of_notices_of_one_day_hold_each_once(self, unit):
        tickets = [bad(DAY, f"N-{number}") for number in range(45)]
        found, address = [], "/通知/"
        while address:
            page = text_of(unit.get(address))
            found += re.findall(r"notice-title.*?/办件/([0-9a-f-]{36})/", page)
            after = re.search(r'href="(/[^"]*after=[^"]*)"', page)
            address = after[1] if after else ""
        assert sorted(found) == sorted(str(one.pk) for one in tickets)

    @pytest.mark.parametrize("name", ["reviews:ticket", "cases:case"])
    def test_no_page_of_a_ticket_says_when(self, unit, a_day, name):
        for one in a_day[:3]:
            assert not ANY_TIME.search(text_of(unit.get(reverse(name, args=(one.pk,)))))

    @pytest.mark.parametrize("query", ["?order=made_at", "?sort=-id", "?day=2020-07-06&time=11:13", "?at=11:13",
                                       "?words=x", "?q=x", "?number=DAY-3"])
    def test_no_parameter_sorts_or_narrows_the_board(self, unit, a_day, query):
        plain, asked = (order_in(text_of(unit.get("/好差评/" + one)), a_day) for one in ("", query))
        assert plain == asked

    def test_ids_and_numbers_do_not_count_on(self, a_day):
        assert all(UUID(str(one.pk)).version == 4 for one in a_day)
        assert not tells([number for _pk, number in sorted((one.pk, number) for number, one in enumerate(a_day))])
        cases = [one.case.number for one in a_day]
        assert sorted(cases) != cases

    @pytest.mark.parametrize("form", ["xlsx", "docx"])
    def test_exports_hold_sums_alone(self, unit, a_day, form):
        from io import BytesIO
        from zipfile import ZipFile

        whole = ZipFile(BytesIO(unit.get(f"/好差评/统计.{form}?month=2020-07").content))
        said = "".join(whole.read(name).decode("utf-8", "ignore") for name in whole.namelist())
        assert not any(one.act.number in said or str(one.ticket.pk) in said for one in Rating.objects.all())
        assert not ANY_TIME.search(said)

    def test_programs_get_no_order_and_no_time_either(self, client, post, a_day):
        key = make_key(actor=Actor(post("administrator").pk), agency=UNIT, name="某系统", expires=None,
                       scopes=["read_cases", "finish_services"])
        headers = {"Authorization": f"Bearer {key}"}
        said = "".join(client.get(f"/api/cases/?part={part}", headers=headers).content.decode()
                       for part in ("later", "waiting", "week"))
        said += "".join(client.get(f"/api/cases/{one.pk}", headers=headers).content.decode() for one in a_day[:3])
        assert str(a_day[0].pk) in said
        assert not tells(order_in(said, a_day))
        assert not ANY_TIME.search(said)
        state = client.get("/api/reviews/services/DAY-3", headers=headers).json()
        assert set(state) == {"number", "state"}


class TestWhatIsOthers:
    @pytest.fixture
    def ticket(self) -> Ticket:
        return real(DAY, text="只有本人知道的话", grade=WORST)

    def addresses(self, ticket: Ticket) -> list[tuple[str, str]]:
        one = (ticket.pk,)
        return [("get", reverse("reviews:ticket", args=one)), ("post", reverse("reviews:look", args=one)),
                ("get", reverse("reviews:appeal-on-paper", args=one)), ("get", reverse("cases:case", args=one)),
                *(("post", reverse("cases:act", args=(ticket.pk, act))) for act in ACTS),
                ("post", reverse("cases:take", args=(ticket.pk, "no_basis")))]

    def of_the_rated(self, ticket: Ticket) -> list[tuple[str, str]]:
        one = (ticket.pk,)
        return [("get", reverse("reviews:appeal", args=one)), ("post", reverse("reviews:appeal", args=one)),
                ("post", reverse("reviews:evidence", args=one))]

    def test_another_units_handler_gets_nothing_by_the_id(self, enter, ticket):
        other = enter("handler", OTHER)
        for method, address in (*self.addresses(ticket), *self.of_the_rated(ticket)):
            answer = getattr(other, method)(address, {"reason": "看看", "words": "x", "text": "x", "explanation": "x"})
            assert answer.status_code in (403, 404), address
            assert "只有本人" not in text_of(answer)
            assert "12345" not in text_of(answer)
        assert ticket.case.steps.count() == 1
        assert not Look.objects.exists()

    def test_what_is_not_there_reads_the_same(self, enter, ticket):
        other = enter("handler", OTHER)
        pages = [re.sub(r"csrfmiddlewaretoken[^>]*|<form.*?</form>", "", text_of(other.get(reverse(
            "reviews:ticket", args=(one,)))), flags=re.DOTALL) for one in (ticket.pk, uuid4())]
        assert pages[0].partition("<main")[2].partition("</main")[0] == pages[1].partition("<main")[2].partition(
            "</main")[0]

    @pytest.mark.parametrize("role", ["handler", "head", "staff", "supervisor", "leader", "review_office"])
    def test_who_was_rated_reaches_neither_words_nor_rater_whatever_the_post(self, enter, ticket, role):
        client = enter(role, "service-office" if role == "review_office" else UNIT)
        as_rated(client)
        for method, address in self.addresses(ticket):
            answer = getattr(client, method)(address, {"reason": "看看", "text": "x", "explanation": "x"})
            assert answer.status_code in (403, 404, 422), (role, address)
            assert "12345" not in text_of(answer)
        assert ticket.case.steps.count() == 1
        assert not Look.objects.exists()

    def test_who_was_rated_cannot_name_himself_the_handler(self, enter, unit, ticket):
        head = enter("head", UNIT)
        as_rated(head)
        user = head.session["_auth_user_id"]
        for client in (head, unit):
            client.post(reverse("cases:act", args=(ticket.pk, "handler")), {"user": user, "key": str(uuid4())})
        answer = head.post(reverse("reviews:look", args=(ticket.pk,)), {"reason": "看看"})
        assert answer.status_code == 403
        assert not Look.objects.exists()

    def test_nor_takes_the_own_number_off_the_account_first(self, enter, ticket):
        head = enter("head", UNIT)
        as_rated(head)
        badge, user = Staff.objects.get(number="0001"), head.session["_auth_user_id"]
        head.post(reverse("reviews:catalogue-change", args=("staff", badge.pk)), {
            "number": "0001", "unit": badge.unit_id, "agency": UNIT, "user": ""})
        head.post(reverse("cases:act", args=(ticket.pk, "handler")), {"user": user, "key": str(uuid4())})
        answer = head.post(reverse("reviews:look", args=(ticket.pk,)), {"reason": "看看"})
        assert "12345" not in text_of(answer)
        assert not Look.objects.exists()


class TestScript:
    def test_it_is_kept_and_shown_as_text_to_everybody(self, enter, unit):
        business.set_to(at("2020-08-03"))
        for number in range(6):
            finished(f"G-{number}", "2020-07-06")
        ratings([{"grade": 1, "n": 40}, {"grade": BAD, "n": 20}])  # of few ratings no words are published
        ticket = bad(DAY, "X-1", text=SCRIPT)
        assert Rating.objects.get(pk=ticket.rating_id).text == SCRIPT
        clerk, office = enter("staff", UNIT), enter("review_office", "service-office")
        as_rated(clerk)
        office.post("/好差评/公开/", {"month": "2020-07"})
        shown = [(unit, "/好差评/"), (unit, reverse("reviews:ticket", args=(ticket.pk,))), (clerk, "/好差评/我的/"),
                 (clerk, reverse("reviews:appeal", args=(ticket.pk,))), (office, "/好差评/公开/2020-07/"),
                 (unit, reverse("cases:case", args=(ticket.pk,))), (unit, "/通知/"),
                 (office, "/好差评/统计/?month=2020-07")]
        for client, address in shown:
            self.harmless(text_of(client.get(address)), address)
        page = office.get("/好差评/公开/2020-07/").content.decode()
        token = page.split('name="token" value="')[1].split('"')[0]
        office.post("/好差评/公开/2020-07/选用/", {"token": token, "chosen": "yes"})
        from county.reviews.models import Edition

        for act, more in (("审查", {"tick-lawful": "yes", "tick-hidden": "yes"}), ("公布", {})):
            answer = office.post(f"/好差评/公开/2020-07/{act}/", {"digest": Edition.objects.get().digest, **more})
            assert answer.status_code == 303, text_of(answer)
        public = text_of(Client().get("/评价/公开/"))
        self.harmless(public, "public")
        assert "&lt;script&gt;alert(1)" in public
        as_data = Client().get("/评价/公开/2020-07.json")
        assert as_data.headers["Content-Type"].startswith("application/json")
        assert as_data.headers["X-Content-Type-Options"] == "nosniff"
        assert SCRIPT in json.loads(as_data.content)["words"][0]["text"]
        assert "alert" not in Client().get("/评价/公开/2020-07.csv").content.decode()

    @staticmethod
    def harmless(page: str, where: str) -> None:
        assert "<script>alert" not in page, where
        assert "<img src=x" not in page, where

    def test_names_of_matters_and_units_are_text_in_every_file(self, enter):
        from io import BytesIO
        from zipfile import ZipFile

        from county.reviews.models import Item, ServiceUnit

        Item.objects.update(name=f"=cmd|' /C calc'!A0{SCRIPT[:60]}")
        ServiceUnit.objects.update(name="+1+1<script>alert(1)</script>")
        bad(DAY)
        office = enter("review_office", "service-office")
        self.harmless(text_of(office.get("/好差评/统计/?month=2020-07")), "statistics")
        for form in ("xlsx", "docx"):
            whole = ZipFile(BytesIO(office.get(f"/好差评/统计.{form}?month=2020-07").content))
            for name in whole.namelist():
                said = whole.read(name).decode("utf-8", "ignore")
                assert "<f>" not in said, name
                assert "<script>" not in said, name
                assert "DDEAUTO" not in said, name


def test_who_gave_the_service_and_is_signed_in_does_not_rate_it_by_its_link(enter):
    act, client = finished("S-1", DAY), enter("staff", UNIT)
    as_rated(client)
    assert send(link_of(act), 1, client=client).status_code == 403
    assert not Rating.objects.exists()
    assert Failure.objects.get().count == 1
    assert send(link_of(act), 1).status_code == 303


def test_who_is_signed_in_and_rates_by_the_link_is_stored_nowhere(enter):
    act = finished("S-1", DAY)
    client = enter("staff", UNIT)
    user = int(client.session["_auth_user_id"])
    before = {row.pk for row in AuditRow.objects.all()}
    session = dict(client.session)
    assert send(link_of(act), WORST, client=client, text="一句话").status_code == 303
    made = Rating.objects.get()
    fresh = [row for row in AuditRow.objects.all() if row.pk not in before]
    assert {row.actor_id for row in fresh} == {None}
    assert not any("演示" in row.actor_as or "person" in row.actor_as for row in fresh)
    assert dict(client.session) == session
    assert made.by_staff == ""
    for model in (Rating, Contact, *(one for one in apps.get_app_config("reviews").get_models() if one is not Staff)):
        names = [one.attname for one in model._meta.concrete_fields if "user" in one.attname]
        assert not any(getattr(row, name) == user for row in model.objects.all() for name in names)


def test_a_rating_of_the_own_service_is_not_taken_from_who_gave_it_on_paper(enter):
    finished("S-2", DAY)
    client = enter("staff", UNIT)
    as_rated(client)
    answer = client.post(reverse("reviews:enter"), {"channel": "paper", "number": "S-2", "grade": "1",
                                                    "submission": str(uuid4())})
    assert answer.status_code == 422
    assert not Rating.objects.exists()
