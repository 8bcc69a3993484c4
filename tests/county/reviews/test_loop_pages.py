"""Board, ticket, own ratings, appeal, concentrated, settings: who gets what, in how many queries, what stays."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from county.agencies.names import agency_name
from county.cases import services as cases
from county.cases.models import Case
from county.cases.sweep import sweep
from county.reviews.loop.board import PAGE, Wanted, board, lamps
from county.reviews.loop.mine import page_of as my_page
from county.reviews.loop.sight import tickets_for
from county.reviews.models import Appeal, Look, Setting, Staff, Ticket

from .doing import OFFICE, WORST, actor_with, at, places
from .loop_doing import HANDLER, HEAD, OTHER, SUPERVISOR, UNIT, bad, do, goes, officer, real

NAMES = ("board", "mine", "concentrated")
SECRET = "12345"
TEXT = "等了很久，电话13800000000"


@pytest.fixture(autouse=True)
def county(db, on_day):
    places()
    on_day("2020-07-10")


@pytest.fixture
def manager(enter) -> Client:
    return enter("review_office", "service-office", "评价管理员")


@pytest.fixture
def unit(enter) -> Client:
    return enter("handler", UNIT)


def page(client: Client, name: str, *args: object, query: str = "", status: int = 200) -> str:
    answer = client.get(reverse(f"reviews:{name}", args=args) + query)
    assert answer.status_code == status
    return answer.content.decode()


def as_rated(client: Client, number: str = "0001") -> None:
    Staff.objects.filter(number=number).update(user_id=int(client.session["_auth_user_id"]))


class TestWhoSees:
    @pytest.mark.parametrize("name", [*NAMES, "settings"])
    def test_a_stranger_signs_in_first(self, client, name):
        assert client.get(reverse(f"reviews:{name}")).status_code == 302

    @pytest.mark.parametrize("name", ["ticket", "appeal", "appeal-on-paper"])
    def test_a_stranger_learns_nothing_of_a_ticket(self, client, name):
        assert client.get(reverse(f"reviews:{name}", args=(bad().pk,))).status_code == 302

    @pytest.mark.parametrize("name", [*NAMES, "settings"])
    def test_each_page_answers_first(self, manager, name):
        assert "<h1>" in page(manager, name)

    def test_the_settings_are_for_who_manages(self, enter, unit):
        assert page(unit, "settings", status=403)
        assert page(enter("supervisor", "supervision-office"), "settings", status=403)

    def test_another_unit_sees_neither_the_row_nor_the_ticket(self, enter):
        ticket, other = bad(), enter("handler", OTHER)
        assert ticket.case.title not in page(other, "board")
        assert "不在您的单位" in page(other, "ticket", ticket.pk, status=403)

    @pytest.mark.parametrize("name", ["ticket", "appeal-on-paper"])
    def test_who_was_rated_reads_it_nowhere_but_in_the_own_list(self, unit, manager, name):
        ticket = real(text=TEXT)
        client = unit if name == "ticket" else manager
        as_rated(client)
        said = page(client, name, ticket.pk, status=403)
        assert "我的差评" in said
        assert SECRET not in said
        assert ticket.case.title not in page(client, "board")

    def test_who_only_reads_in_a_unit_sees_no_tickets_of_it(self, enter):
        ticket = bad()
        assert ticket.case.title not in page(enter("staff", UNIT), "board")

    def test_the_staff_number_is_for_the_head_the_handler_and_who_manages(self, unit, manager, enter):
        ticket = bad()
        assert "0001" not in page(unit, "ticket", ticket.pk)
        assert "0001" in page(enter("head", UNIT), "ticket", ticket.pk)
        assert "0001" in page(manager, "ticket", ticket.pk)
        self.hand_over(ticket, unit)
        assert "0001" in page(unit, "ticket", ticket.pk)

    def test_the_ticket_says_the_day_and_not_the_time_and_screened_words(self, unit):
        said = page(unit, "ticket", real(text=TEXT, clock="17:43", dimensions={"1": WORST}).pk)
        assert "17:43" not in said
        assert "13800000000" not in said
        assert "等了很久" in said
        assert "服务态度" in said
        assert SECRET not in said

    def test_the_named_handler_sees_the_contact_with_a_reason_and_it_is_written_down(self, unit, enter):
        ticket = real()
        self.hand_over(ticket, unit)
        href = reverse("reviews:look", args=(ticket.pk,))
        refused = unit.post(href, {"reason": ""})
        assert (refused.status_code, Look.objects.count()) == (422, 0)
        shown = unit.post(href, {"reason": "回访"})
        assert SECRET in shown.content.decode()
        assert shown["Cache-Control"] == "no-store"
        assert Look.objects.get().reason == "回访"
        other = enter("handler", UNIT, "另一个经办").post(href, {"reason": "也想看"})
        assert other.status_code == 422
        assert SECRET not in other.content.decode()
        assert "也想看" in other.content.decode()

    @staticmethod
    def hand_over(ticket: Ticket, client: Client) -> None:
        cases.hand_to(actor=HEAD, case=ticket.pk, user_id=int(client.session["_auth_user_id"]), at=at("2020-07-07"))

    def test_the_page_of_the_case_leads_here_and_shows_no_rater(self, unit):
        ticket = real()
        said = unit.get(reverse("cases:case", args=(ticket.pk,))).content.decode()
        assert reverse("reviews:ticket", args=(ticket.pk,)) in said
        assert SECRET not in said


    def test_the_page_of_the_case_is_kept_from_who_was_rated_and_who_only_reads(self, unit, enter):
        href = reverse("cases:case", args=(bad().pk,))
        assert enter("staff", UNIT).get(href).status_code == 403
        assert unit.get(href).status_code == 200
        as_rated(unit)
        assert unit.get(href).status_code == 403


class TestTheBoard:
    def test_lamps_part_the_open_tickets_and_count_what_they_lead_to(self, manager):
        now = at("2020-07-10")
        for day in ("2020-06-22", "2020-07-03", "2020-07-06", "2020-07-09"):
            do(bad(day), "complicated", day)
        bad("2020-07-10")
        counts = board(OFFICE, Wanted(), now).counts
        assert counts == {"late": 1, "near": 2, "good": 1, "none": 1, "stopped": 0}
        for lamp, count in counts.items():
            found = board(OFFICE, Wanted(lamp=lamp), now)
            assert (len(found.rows), {one.lamp.kind for one in found.rows} - {lamp}) == (count, set())
        assert sum(counts.values()) == sum(tickets_for(OFFICE).filter(part).count() for part in lamps(now).values())
        assert "lamp=late" in page(manager, "board")

    def test_the_late_ones_carry_what_the_document_says(self, manager):
        do(bad("2020-06-22"), "complicated", "2020-06-22")
        sweep(at("2020-07-10"))
        said = page(manager, "board", query="?lamp=late")
        assert "通报批评" in said

    def test_filters_by_unit_and_state(self):
        first, second = bad(), bad()
        do(first, "complicated")
        do(second, "transfer", unit=agency_name(OTHER))
        assert [one.ticket.pk for one in board(OFFICE, Wanted(agency=OTHER)).rows] == [second.pk]
        assert [one.ticket.pk for one in board(OFFICE, Wanted(state="rectifying")).rows] == [first.pk]
        assert [one.ticket.pk for one in board(HANDLER, Wanted()).rows] == [first.pk]

    def test_closed_ones_leave_it(self):
        goes(bad(), "no_basis", "close_anonymous")
        assert board(SUPERVISOR, Wanted()).total == 0

    @pytest.mark.parametrize("real_first", ["", "1"])
    def test_pages_hold_every_ticket_once(self, real_first):
        for number in range(PAGE + 7):
            ticket = real() if number % 3 == 0 else bad()
            if number % 2:
                do(ticket, "complicated")
        wanted, seen = Wanted(real=real_first), []
        while True:
            found = board(OFFICE, wanted)
            seen += [one.ticket for one in found.rows]
            if not found.next:
                break
            wanted = wanted.with_(after=found.next)
        assert (len(seen), len({one.pk for one in seen})) == (PAGE + 7, PAGE + 7)
        if real_first:
            names = [one.is_real_name for one in seen]
            assert names == sorted(names, reverse=True)

    @pytest.mark.parametrize("after", ["x", "1_x_y", "1__", "0_2020-01-01_00000000-0000-0000-0000-000000000000"])
    def test_a_mark_that_is_none_is_the_first_page(self, after):
        bad()
        assert len(board(OFFICE, Wanted(after=after)).rows) == 1

    def test_queries_do_not_grow_with_the_tickets(self, manager, django_assert_max_num_queries):
        for _one in range(12):
            bad()
        with django_assert_max_num_queries(10):
            page(manager, "board")

    def test_an_unknown_lamp_or_state_narrows_to_nothing(self, manager):
        bad()
        assert "办理演示证" in page(manager, "board", query="?lamp=x&state=%00y&real=7&after=zz")


class TestMine:
    def test_one_sees_the_own_ones_and_nothing_of_the_rater(self, enter, django_assert_max_num_queries):
        client = enter("staff", UNIT)
        as_rated(client)
        Staff.objects.create(number="0002", unit=Staff.objects.get().unit, agency=UNIT)
        for number in range(5):
            real(text=TEXT, number=f"M-{number}")
        bad(staff="0002", text="别人的意见", number="M-9")
        with django_assert_max_num_queries(12):
            said = page(client, "mine")
        assert "有 5 件" in said
        assert "别人的意见" not in said
        assert "M-0" not in said
        assert SECRET not in said
        assert "13800000000" not in said

    def test_without_a_number_it_says_what_to_do(self, enter):
        assert "工号" in page(enter("staff", UNIT), "mine")

    def test_pages_hold_every_one_once(self):
        rated = officer()
        for number in range(23):
            bad(f"2020-07-0{1 + number % 3}")
        first, mark = my_page(rated)
        second, end = my_page(rated, mark)
        keys = {one.ticket.pk for one in (*first, *second)}
        assert (len(first), len(second), len(keys), end) == (20, 3, 23, "")

    def test_the_appeal_is_sent_and_a_refused_one_keeps_what_was_typed(self, enter):
        client, ticket = enter("staff", UNIT), bad("2020-07-09")
        as_rated(client)
        href = reverse("reviews:appeal", args=(ticket.pk,))
        assert "7月13日" in client.get(href).content.decode()
        refused = client.post(href, {"words": "不"+"符" * 2000})
        assert refused.status_code == 422
        assert "不符符符" in refused.content.decode()
        assert client.post(href, {"words": "与事实不符"}).status_code == 303
        assert Appeal.objects.get().ticket_id == ticket.pk
        assert "已申请复核" in page(client, "mine")

    def test_another_ones_appeal_is_refused(self, enter):
        ticket, client = bad(), enter("staff", UNIT)
        assert client.post(reverse("reviews:appeal", args=(ticket.pk,)), {"words": "代别人"}).status_code == 403
        assert client.post(reverse("reviews:evidence", args=(ticket.pk,))).status_code == 403

    def test_on_paper_it_is_entered_with_its_day(self, manager, unit):
        href = reverse("reviews:appeal-on-paper", args=(bad("2020-07-08").pk,))
        assert unit.get(href).status_code == 403
        refused = manager.post(href, {"words": "书面交来", "applied": ""})
        assert refused.status_code == 422
        assert "书面交来" in refused.content.decode()
        assert manager.post(href, {"words": "书面交来", "applied": "2020-07-09"}).status_code == 303
        assert Appeal.objects.get().outcome == ""


class TestSettings:
    def test_a_refused_number_keeps_what_was_typed_and_sets_nothing(self, manager):
        answer = manager.post(reverse("reviews:settings"), {"name": "R-1106", "value": "两天", "reason": "试行办法"})
        said = answer.content.decode()
        assert (answer.status_code, Setting.objects.count()) == (422, 0)
        assert "两天" in said
        assert "试行办法" in said

    def test_it_shows_who_set_what_and_why(self, manager):
        for value in ("2", "3"):
            manager.post(reverse("reviews:settings"), {"name": "R-1106", "value": value, "reason": f"理由{value}"})
        said = page(manager, "settings")
        assert "理由3" in said
        assert "理由2" in said
        assert "评价管理员" in said

    @pytest.mark.parametrize("client_of", ["handler", "head", "supervisor"])
    def test_nobody_else_sets_one(self, enter, client_of):
        client = enter(client_of, UNIT)
        answer = client.post(reverse("reviews:settings"), {"name": "R-1106", "value": "2", "reason": "试行"})
        assert (answer.status_code, Setting.objects.count()) == (403, 0)

    def test_the_concentrated_page_says_that_nothing_is_counted(self, manager):
        assert "没有自定" in page(manager, "concentrated")
        manager.post(reverse("reviews:settings"), {"name": "R-1110", "value": "1", "reason": "试行"})
        bad("2020-07-10")
        said = page(manager, "concentrated")
        assert "1 人差评集中" in said
        assert "0001" in said


def test_the_form_of_the_case_offers_the_reason_for_more_than_the_maximum(enter):
    ticket = bad("2020-07-06")
    goes(ticket, "complicated", "ask_extension")
    client = enter("supervisor", "supervision-office")
    said = client.get(reverse("cases:case", args=(ticket.pk,))).content.decode()
    assert "over_maximum" in said
    answer = client.post(reverse("cases:take", args=(ticket.pk, "approve_extension")), {
        "extension": "3", "over_maximum": ""})
    assert answer.status_code == 422
    assert Case.objects.get(pk=ticket.pk).state == "extension_asked"
    answer = client.post(reverse("cases:take", args=(ticket.pk, "approve_extension")), {
        "extension": "3", "over_maximum": "等上级系统"})
    assert answer.status_code == 303
    assert "等上级系统" in client.get(reverse("cases:case", args=(ticket.pk,))).content.decode()


def test_a_unit_sees_only_its_own_in_the_selector():
    bad()
    assert tickets_for(actor_with(OTHER, "经办", "handler")).count() == 0
    assert tickets_for(HEAD).count() == 1
