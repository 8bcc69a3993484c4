"""What lists, counts and notices keep from whoever was rated, and what pages offer and say of a ticket or an appeal."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from county.cases import services as cases
from county.cases.models import Case
from county.cases.procedures import running
from county.notices.models import Notice
from county.reviews.loop.deciding import fits
from county.reviews.models import Appeal, Staff

from .doing import at, places
from .loop_doing import HEAD, UNIT, appealed, bad, do, goes, real

TITLE = "差评：办理演示证"


@pytest.fixture(autouse=True)
def county(db, on_day):
    places()
    on_day("2020-07-07")


def user_of(client: Client) -> int:
    return int(client.session["_auth_user_id"])


def link(client: Client) -> Client:
    Staff.objects.update(user_id=user_of(client))
    return client


def text(client: Client, name: str, *args: object, query: str = "") -> str:
    answer = client.get(reverse(name, args=args) + query)
    assert answer.status_code == 200
    return str(answer.content.decode())


LISTS = (("cases:inbox", (), "?part=later"), ("cases:unit", (UNIT,), ""), ("notices:mine", (), ""))


class TestLists:
    @pytest.mark.parametrize(("name", "args", "query"), LISTS)
    @pytest.mark.parametrize("role", ["staff", "handler"])
    def test_no_list_of_the_unit_names_the_ticket_to_the_one_who_was_rated(self, enter, role, name, args, query):
        rated, colleague = link(enter(role, UNIT, "窗口")), enter("handler", UNIT)
        bad()
        assert TITLE in text(colleague, name, *args, query=query)
        assert TITLE not in text(rated, name, *args, query=query)

    @pytest.mark.parametrize(("name", "args", "query"), LISTS)
    def test_nor_to_who_only_reads_in_the_unit(self, enter, name, args, query):
        bad()
        assert TITLE not in text(enter("staff", UNIT), name, *args, query=query)

    @pytest.mark.parametrize("role", ["staff", "handler"])
    def test_no_count_changes_for_the_one_who_was_rated(self, enter, role):
        rated = link(enter(role, UNIT, "窗口"))
        watched = [("site:home", (), ""), ("cases:inbox", (), "?part=later"), ("cases:unit", (UNIT,), "")]
        before = [rated.get(reverse(name, args=args) + query).context for name, args, query in watched]
        do(bad(), "complicated")
        after = [rated.get(reverse(name, args=args) + query).context for name, args, query in watched]
        for name in ("today", "counts", "unread"):
            assert [str(one.get(name)) for one in before] == [str(one.get(name)) for one in after]

    def test_what_ended_is_kept_too(self, enter):
        rated, colleague = link(enter("handler", UNIT, "窗口")), enter("handler", UNIT)
        goes(bad(), "no_basis", "close_anonymous")
        assert TITLE in text(colleague, "cases:unit", UNIT, query="?closed=1")
        assert TITLE not in text(rated, "cases:unit", UNIT, query="?closed=1")

    def test_tickets_about_others_stay_in_the_lists_of_who_works(self, enter):
        rated = link(enter("handler", UNIT, "窗口"))
        Staff.objects.create(number="0002", unit=Staff.objects.get().unit, agency=UNIT)
        bad(staff="0002")
        assert TITLE in text(rated, "cases:inbox", query="?part=later")

    def test_the_answer_to_an_appeal_still_reaches_the_one_who_asked(self, enter):
        rated = link(enter("staff", UNIT, "窗口"))
        ticket = bad("2020-07-06")
        Notice.objects.create(key="x", case=ticket.pk, kind="appeal-1", agency="service-office", role="review_office",
                              user_id=user_of(rated), title="复核有结果了", href="/", at=at("2020-07-07"))
        assert "复核有结果了" in text(rated, "notices:mine")


class TestTheOwnPage:
    def test_a_rating_is_listed_from_the_day_after_and_the_days_to_apply_are_all_there(self, enter, on_day):
        rated = link(enter("staff", UNIT))
        bad("2020-07-06")
        on_day("2020-07-06")
        assert "7月8日 申请" not in text(rated, "reviews:mine")
        on_day("2020-07-07")
        assert "7月8日 申请" in text(rated, "reviews:mine")

    @pytest.mark.parametrize("role", ["staff", "handler"])
    def test_a_tab_leads_there(self, enter, role):
        assert reverse("reviews:mine") in text(link(enter(role, UNIT)), "reviews:board")

    def test_who_serves_at_no_window_has_no_such_tab(self, enter):
        assert reverse("reviews:mine") not in text(enter("handler", UNIT), "reviews:board")


class TestWhatIsOffered:
    @staticmethod
    def offered(client: Client, case: Case) -> set[str]:
        return {one.code for one in client.get(reverse("cases:case", args=(case.pk,))).context["page"].steps}

    def test_an_appeal_in_time_is_not_offered_the_refusal_as_late(self, enter):
        appeal = appealed(bad("2020-07-06"), "2020-07-08")
        assert self.offered(enter("review_office", "service-office"), appeal.case) == {"accept"}

    def test_a_late_one_is_offered_nothing_but_that(self):
        appeal = appealed(bad("2020-07-06"), "2020-07-08")
        Appeal.objects.update(applied="2020-07-09")
        held = Case.objects.get(pk=appeal.pk)
        steps = {one.id: fits(held, one) for one in running(held).steps_from("applied")}
        assert steps == {"accept": False, "refuse": True}

    def test_nobody_is_called_back_without_a_name_and_no_name_is_closed_as_none(self, enter):
        head, tickets = enter("head", UNIT), (real(), bad())
        for ticket in tickets:
            goes(ticket, "no_basis", "feed_back")
        assert [self.offered(head, one.case) for one in tickets] == [{"call_back"}, {"close_anonymous"}]

    def test_setting_aside_comes_from_the_review_alone(self, enter):
        assert self.offered(enter("review_office", "service-office"), bad().case) == set()


class TestTheContact:
    def test_the_head_reads_who_may_see_it_and_how_to_become_it(self, enter):
        head, ticket = enter("head", UNIT), real()
        said = text(head, "reviews:ticket", ticket.pk)
        assert "只给这张差评单指定的经办人看" in said
        assert "谁都看不到" in said
        assert "负责人也要这样指定自己" in said
        cases.hand_to(actor=HEAD, case=ticket.pk, user_id=user_of(head), at=at("2020-07-07"))
        assert "查看的理由" in text(head, "reviews:ticket", ticket.pk)

    def test_who_cannot_name_anybody_reads_whom_to_ask(self, enter):
        said = text(enter("review_office", "service-office"), "reviews:ticket", real().pk)
        assert "请承办单位的经办人或负责人" in said
        assert "选您自己" not in said

    def test_after_the_end_it_says_so(self, enter):
        ticket = real()
        goes(ticket, "no_basis", "feed_back", "call_back", "close")
        said = text(enter("head", UNIT), "reviews:ticket", ticket.pk)
        assert "已经办结，不再给人看" in said
        assert "选您自己" not in said


def test_the_auditor_finds_the_access_log_from_any_page(enter):
    auditor = enter("auditor", "")
    assert reverse("reviews:looks") in text(auditor, "site:home")
    assert reverse("reviews:looks") not in text(enter("handler", UNIT), "site:home")
