"""The document's worked examples through the pages: served, rated by the link, handled, reviewed, counted."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook

from county import business
from county.cases.sweep import sweep
from county.reviews.models import Rating, ServiceAct, Ticket

from .at_the_pages import People
from .catalogue_doing import upload, workbook
from .doing import BAD, BEST, FAIR, GOOD, WORST, at, places
from .opening import followed, send, text_of

pytestmark = pytest.mark.database
NAMED = {"callback": "yes", "name": "某", "telephone": "000"}


@pytest.fixture(autouse=True)
def county(db, settings, tmp_path):
    settings.HOME = tmp_path
    return places()


@pytest.fixture
def people(enter) -> People:
    return People(enter)


def midnight_after(day: str) -> None:
    """The last moment of a day, and the first of the next, each with a sweep."""
    sweep(at(day, "23:59"))
    assert not Rating.objects.filter(is_default=True).exists()
    sweep(at(day, "00:00") + timedelta(days=1))


class TestSilence:
    @pytest.mark.parametrize(("served", "last"), [
        ("2020-07-06", "2020-07-13"), ("2020-06-22", "2020-06-30"), ("2020-09-30", "2020-10-14")])
    def test_it_counts_at_the_end_of_the_fifth_working_day(self, people, served, last):
        people.served(served)
        assert "待评价" in people.seen("acts")
        midnight_after(last)
        business.set_to(at(last, "23:59"))
        default = Rating.objects.get()
        assert (default.grade, default.is_default, default.day.isoformat()) == (FAIR, True, last)
        assert "默认评价" in people.seen("acts")
        assert "本人评价 0 条，未评价而默认的 1 条" in people.statistics(last[:7])
        assert "没有在办的差评" in people.seen("board")

    def test_a_rating_on_the_last_day_is_the_rating(self, people):
        link = people.served("2020-07-06")
        business.set_to(at("2020-07-13", "17:00"))
        assert "期限之后" not in followed(send(link, GOOD))
        midnight_after("2020-07-13")
        assert "本人评价 1 条，未评价而默认的 0 条" in people.statistics()
        assert "已评价" in people.seen("acts")
        assert "没有在办的差评" in people.seen("board")

    def test_a_late_one_replaces_the_default_says_so_and_opens_a_ticket(self, people):
        link = people.served("2020-07-06")
        midnight_after("2020-07-13")
        business.set_to(at("2020-07-14"))
        assert "先前按“基本满意”计" in text_of(Client().get(link))
        said = followed(send(link, BAD))
        assert "在期限之后" in said
        assert [(one.grade, one.is_counted, one.is_late) for one in Rating.objects.order_by("seq")] == [
            (FAIR, False, False), (BAD, True, True)]
        assert "7月14日 收到" in people.seen("board")
        page = people.statistics()
        assert "有 1 条评价，差评 1 条" in page
        assert "未评价而默认的 0 条" in page
        assert "已经评价过" in text_of(Client().get(link))

    def test_a_late_one_before_the_sweep_came_is_late_too_and_no_default_follows(self, people):
        link = people.served("2020-07-06")
        business.set_to(at("2020-07-14", "00:01"))
        assert "在期限之后" in followed(send(link, BAD))
        sweep(at("2020-07-14", "00:02"))
        assert [(one.is_late, one.is_counted) for one in Rating.objects.all()] == [(True, True)]


class TestAfterTheDefault:
    """However it comes, it replaces the default once, is marked as late and opens its ticket."""

    def replaced(self, day: str) -> None:
        assert [(one.is_default, one.is_counted, one.is_late) for one in Rating.objects.order_by("seq")] == [
            (True, False, False), (False, True, True)]
        assert Ticket.objects.get().day.isoformat() == day

    def test_on_paper(self, people, enter):
        people.served("2020-07-06")
        number = ServiceAct.objects.get().number
        sweep(at("2020-07-14", "00:00"))
        business.set_to(at("2020-07-20"))
        hall = enter("staff", "service-office", "大厅人员")
        said = {"channel": "paper", "number": number, "grade": str(BAD)}
        assert hall.post(reverse("reviews:enter"), {**said, "submission": uuid4()}).status_code == 302
        self.replaced("2020-07-20")
        assert hall.post(reverse("reviews:enter"), {**said, "submission": uuid4()}).status_code == 422
        assert Rating.objects.count() == 2

    def test_by_a_link_out_of_a_sheet_that_came_late(self, people):
        business.set_to(at("2020-08-10"))
        head = ["编号", "事项编码", "办结时间", "服务机构", "窗口"]
        row = ["E-1", "A-1", "2020-07-06 10:30", "县政务服务大厅", "1号窗口"]
        sent = {"file": upload(workbook({"表": [head, row]}))}
        people.office.post(reverse("reviews:acts-import"), sent)
        mark = people.office.get(reverse("reviews:acts-preview")).context["mark"]
        assert people.office.post(reverse("reviews:acts-confirm"), {"mark": mark}).status_code == 302
        links = people.office.post(reverse("reviews:acts-links")).content
        link = CalamineWorkbook.from_filelike(BytesIO(links)).get_sheet_by_index(0).to_python()[1][1]
        sweep(at("2020-08-10", "12:00"))
        assert Rating.objects.get().day.isoformat() == "2020-07-13"
        assert "在期限之后" in followed(send(link.partition("testserver")[2], BAD))
        self.replaced("2020-08-10")


class TestTicket:
    def rectifying(self, people: People, **more: str) -> Ticket:
        ticket = people.bad("2020-07-06", **more)
        people.take(people.handler, ticket, "complicated", "2020-07-06")
        return ticket

    def extended(self, people: People, **given: str) -> tuple[Ticket, Any]:
        ticket = self.rectifying(people)
        people.take(people.head, ticket, "ask_extension", "2020-07-13")
        status = 303 if given.get("extension") != "3" or given.get("over_maximum") else 422
        return ticket, people.take(people.supervisor, ticket, "approve_extension", "2020-07-13", status, **given)

    def test_the_rater_and_the_unit_hear_the_same_day(self, people):
        link = people.served("2020-07-06")
        assert "7月13日" in followed(send(link, BAD))
        ticket = Ticket.objects.get()
        people.take(people.handler, ticket, "complicated", "2020-07-06")
        assert "7月13日" in people.seen("ticket", ticket.pk)

    @pytest.mark.parametrize(("days", "last"), [("1", "7月14日"), ("2", "7月15日")])
    def test_an_extension_follows_the_last_day(self, people, days, last):
        ticket, _answer = self.extended(people, extension=days)
        assert last in people.seen("ticket", ticket.pk)
        case = text_of(people.head.get(reverse("cases:case", args=(ticket.pk,))))
        assert "“申请延期”" not in case
        assert reverse("cases:take", args=(ticket.pk, "ask_extension")) not in case

    def test_three_days_are_refused_and_what_was_typed_stays(self, people):
        ticket, answer = self.extended(people, extension="3")
        assert 'value="3"' in text_of(answer)
        assert "7月13日" in people.seen("ticket", ticket.pk)
        people.take(people.supervisor, ticket, "approve_extension", "2020-07-13", 422, extension="3", over_maximum="  ")

    def test_three_with_a_reason_that_stays_on_the_page(self, people):
        ticket, _answer = self.extended(people, extension="3", over_maximum="要等省里开放端口")
        assert "7月16日" in people.seen("ticket", ticket.pk)
        assert "要等省里开放端口" in text_of(people.head.get(reverse("cases:case", args=(ticket.pk,))))

    def test_nobody_gets_more_than_seven_working_days_by_asking_twice(self, people):
        ticket, _answer = self.extended(people, extension="2")
        people.take(people.head, ticket, "ask_extension", "2020-07-14", 422)
        people.take(people.supervisor, ticket, "approve_extension", "2020-07-14", 422, extension="2")
        assert "7月15日" in people.seen("ticket", ticket.pk)

    def test_after_a_refusal_the_first_day_stands(self, people):
        ticket = self.rectifying(people)
        people.take(people.head, ticket, "ask_extension", "2020-07-10")
        people.take(people.supervisor, ticket, "refuse_extension", "2020-07-13")
        assert "7月13日" in people.seen("ticket", ticket.pk)

    def test_done_on_the_last_day_is_in_time(self, people):
        people.take(people.handler, self.rectifying(people), "finish", "2020-07-13")
        assert "差评按时整改率 100%" in people.statistics()

    def test_a_day_later_it_is_late_by_one(self, people):
        ticket = self.rectifying(people)
        business.set_to(at("2020-07-14"))
        sweep(at("2020-07-14"))
        page = people.seen("ticket", ticket.pk)
        assert "逾期 1 个工作日" in page
        assert "1 件差评逾期" in people.seen("board", by=people.office)
        people.take(people.handler, ticket, "finish", "2020-07-14")
        assert "差评按时整改率 0%" in people.statistics()

    def test_with_two_days_more_the_fifteenth_is_in_time(self, people):
        ticket, _answer = self.extended(people, extension="2")
        people.take(people.handler, ticket, "finish", "2020-07-15")
        assert "差评按时整改率 100%" in people.statistics()


class TestReview:
    @pytest.mark.parametrize(("received", "last"), [("2020-07-06", "7月8日"), ("2020-07-10", "7月14日")])
    def test_the_rated_one_reads_the_last_day(self, people, received, last):
        ticket = people.bad(received)
        business.set_to(at(received) + timedelta(days=1))
        assert last in people.seen("mine", by=people.clerk).partition("最迟")[2].partition("申请复核")[0]
        assert last in people.seen("appeal", ticket.pk, by=people.clerk)

    def test_applied_in_time_it_is_answered_within_five_days(self, people):
        appeal = people.appeal(people.bad("2020-07-06"), "2020-07-08")
        people.take(people.office, appeal, "accept", "2020-07-09")
        assert "7月15日" in text_of(people.office.get(reverse("cases:case", args=(appeal.pk,))))
        assert "调查中" in people.seen("mine", by=people.clerk)

    @pytest.mark.parametrize(("received", "day", "is_late"), [
        ("2020-07-06", "2020-07-08", False), ("2020-07-06", "2020-07-09", True),
        ("2020-07-10", "2020-07-14", False), ("2020-07-10", "2020-07-15", True)])
    def test_a_day_late_it_is_sent_back(self, people, received, day, is_late):
        appeal = people.appeal(people.bad(received), day)
        appeal.case.refresh_from_db()
        assert (appeal.outcome == "late", not appeal.case.is_open) == (is_late, is_late)
        assert ("逾期不受理" in people.seen("mine", by=people.clerk)) is is_late


class TestCallBacks:
    def closed(self, people: People, count: int, day: str = "2020-07-07") -> list[Ticket]:
        made = [people.bad("2020-07-06", **NAMED) for _one in range(count)]
        for one in made:
            people.called_back(one, day)
        return made

    def test_all_eight(self, people):
        self.closed(people, 8)
        page = people.statistics()
        assert "实名差评回访率 100%" in page
        assert "办结的实名差评 8 件，回访 8 件" in page

    def test_seven_of_eight_and_the_eighth_leaves_both_numbers_when_it_is_set_aside(self, people):
        ticket = self.closed(people, 8)[0]
        Ticket.objects.filter(pk=ticket.pk).update(was_called_back=False)
        assert "实名差评回访率 87.5%" in people.statistics()
        people.set_aside(ticket, "2020-07-08")
        page = people.statistics()
        assert "实名差评回访率 100%" in page
        assert "办结的实名差评 7 件，回访 7 件" in page

    def test_none_is_no_hundred(self, people):
        people.bad("2020-07-06")
        assert "实名差评回访率 -" in people.statistics()

    def test_the_anonymous_ones_are_in_neither_number(self, people):
        for _one in range(5):
            ticket = people.bad("2020-07-06")
            people.take(people.handler, ticket, "no_basis", "2020-07-07")
            people.take(people.head, ticket, "call_back", "2020-07-07", 422)
            people.take(people.head, ticket, "close_anonymous", "2020-07-07")
        self.closed(people, 2)
        page = people.statistics()
        assert "实名差评回访率 100%" in page
        assert "办结的实名差评 2 件，回访 2 件" in page

    def test_without_the_call_a_real_name_does_not_end(self, people):
        ticket = people.bad("2020-07-06", **NAMED)
        people.take(people.handler, ticket, "no_basis", "2020-07-07")
        people.take(people.handler, ticket, "feed_back", "2020-07-07")
        for step in ("close", "close_anonymous"):
            people.take(people.head, ticket, step, "2020-07-07", 422)


def test_ten_cases_as_the_statistics_show_them(people):
    for grade in (BEST, BEST, BEST, BEST, GOOD, GOOD, FAIR):
        assert send(people.served("2020-07-06"), grade).status_code == 303
    people.served("2020-07-06")
    people.bad("2020-07-06")
    people.set_aside(people.bad("2020-07-06"), "2020-07-07")
    sweep(at("2020-07-14", "00:00"))
    business.set_to(at("2020-07-14"))
    page = people.statistics()
    assert "<h1>2020年7月有 9 条评价，差评 1 条，差评率 11.1%" in page
    assert "本人评价 8 条，未评价而默认的 1 条，默认占 11.1%" in page
    assert "复核后不予采纳 1 条，不计在内" in page
    row = page.partition('<th scope="row">')[2].partition("</tr>")[0]
    cells = [one.partition(">")[2].partition("<")[0] for one in row.split("<td")[1:]]
    assert cells[:8] == ["4", "2", "1", "1", "0", "1", "9", "11.1%"]


@pytest.mark.parametrize(("grade", "opens"), [(BEST, 0), (GOOD, 0), (FAIR, 0), (BAD, 1), (WORST, 1)])
def test_what_each_grade_sets_going(people, grade, opens):
    said = followed(send(people.served("2020-07-06"), grade))
    assert ("我们会处理" in said) is bool(opens)
    assert (f"在办 {opens} 件" in people.seen("board")) is bool(opens)
    assert Ticket.objects.count() == opens
    assert ServiceAct.objects.get().state == "rated"
