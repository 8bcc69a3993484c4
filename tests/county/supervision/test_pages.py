"""Board, ledger, days, units, plans and one matter: happy path, a stranger, the number of queries."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from county.cases import services as cases
from county.cases.models import Case
from county.cases.sweep import sweep
from county.supervision.matters import ledger
from county.supervision.matters.ledger import Wanted
from county.supervision.matters.opening import NewMatter, open_matter, open_plan
from county.supervision.models import Matter, Progress, Urging
from county.supervision.plans import plan_of

from .acting import OFFICE, at, handler


@pytest.fixture
def supervisor(enter) -> Client:
    return enter("supervisor", "supervision-office", "督查室主任")


@pytest.fixture
def soil(db) -> None:
    plan = plan_of("soil/tasks")
    assert plan is not None
    open_plan(actor=OFFICE, plan=plan, assign=True, at=at("2020-04-24"))
    sweep(at("2020-12-15"))


@pytest.fixture
def instruction(db) -> Case:
    day = date(2020, 12, 10)
    new = NewMatter(title="批示：查清一件事", lead="housing", received=day, ordered=day, kind="K1",
                    units={"water": "提供数据"})
    return open_matter(actor=OFFICE, new=new, at=at("2020-12-10"))


PAGES = ("board", "matters", "days", "plans")


class TestReading:
    @pytest.mark.parametrize("page", PAGES)
    def test_each_page_answers_first(self, supervisor, soil, page):
        text = supervisor.get(reverse(f"supervision:{page}")).content.decode()
        assert "<h1>" in text

    @pytest.mark.parametrize("page", PAGES)
    def test_a_stranger_signs_in_first(self, client, soil, page):
        assert client.get(reverse(f"supervision:{page}")).status_code == 302

    @pytest.mark.parametrize(("page", "most"), [("board", 14), ("matters", 11), ("days", 14), ("plans", 8)])
    def test_queries_do_not_grow_with_the_ledger(self, supervisor, soil, django_assert_max_num_queries, page, most):
        with django_assert_max_num_queries(most):
            supervisor.get(reverse(f"supervision:{page}"))

    def test_an_empty_ledger_says_why(self, supervisor):
        assert "台账里还没有任务" in supervisor.get(reverse("supervision:board")).content.decode()

    def test_the_board_counts_what_the_ledger_lists(self, supervisor, soil):
        counts = ledger.lamp_counts(ledger.ledger())
        text = supervisor.get(reverse("supervision:board")).content.decode()
        assert f"有 {counts['late']} 件逾期" in text
        listed = supervisor.get(reverse("supervision:matters"), {"lamp": "late"}).content.decode()
        assert f"{counts['late']} 件" in listed
        assert listed.count('class="ledger-row"') == min(30, counts["late"])

    def test_pages_of_a_list_hold_every_case_once(self, supervisor, soil):
        found: list[str] = []
        for number in (1, 2, 3, 4):
            page = supervisor.get(reverse("supervision:matters"), {"page": number})
            found += [row.case.number for row in page.context["rows"]]
        assert len(found) == len(set(found)) == ledger.ledger().count()

    def test_a_units_page_counts_as_the_board_does(self, supervisor, soil):
        for line in supervisor.get(reverse("supervision:board")).context["units"]:
            page = supervisor.get(reverse("supervision:unit", args=(line[0].id,)))
            assert page.context["counts"] == line[0].counts

    def test_a_plan_shows_every_task_with_its_day_as_printed(self, supervisor, soil):
        text = supervisor.get(reverse("supervision:plan", args=("soil", "tasks"))).content.decode()
        assert "“4月10日前”" in text
        assert "“年底前”" in text
        assert "印发前已到期" in text
        assert text.count('<th scope="row">') == 62

    def test_wrong_parameters_do_no_harm(self, supervisor, soil):
        said = {"lamp": "'", "due": "2020-99", "page": "-1", "lead": "\0x", "words": "%_'\"", "document": "../.."}
        assert supervisor.get(reverse("supervision:matters"), said).status_code == 200
        assert supervisor.get(reverse("supervision:unit", args=("nobody",))).status_code == 404
        assert supervisor.get(reverse("supervision:plan", args=("soil", "nothing"))).status_code == 404

    def test_another_county_without_tasks_has_no_desk(self, supervisor, monkeypatch):
        monkeypatch.setattr("county.supervision.matters.guard.is_open", lambda: False)
        assert supervisor.get(reverse("supervision:board")).status_code == 404


class TestAMatter:
    def test_its_page_tells_where_it_comes_from_and_by_when(self, supervisor, instruction):
        text = supervisor.get(reverse("supervision:matter", args=(instruction.pk,))).content.decode()
        for words in ("批示：查清一件事", "2020年12月10日", "提供数据", "上级出台的重要政策文件"):
            assert words in text

    def test_units_that_it_concerns_see_it_and_others_do_not(self, enter, instruction):
        address = reverse("supervision:matter", args=(instruction.pk,))
        for agency, status in (("housing", 200), ("water", 200), ("sports", 403)):
            assert enter("handler", agency, f"经办{agency}").get(address).status_code == status
        listed = enter("handler", "education", "经办").get(reverse("supervision:matters")).content.decode()
        assert "查清一件事" not in listed

    def test_the_public_is_sent_to_sign_in(self, client, instruction):
        assert client.get(reverse("supervision:matter", args=(instruction.pk,))).status_code == 302


class TestOpening:
    def form(self, **more) -> dict[str, object]:
        return {"title": "研究配套文件", "lead": "housing", "kind": "K2", "received": "2020-12-10",
                "ordered": "2020-12-11", "units": ["water"], "part": "提供数据", "key": str(uuid4()), "assign": "yes",
                **more}

    def test_a_matter_by_hand_keeps_its_real_start(self, supervisor):
        said = self.form()
        answer = supervisor.post(reverse("supervision:new"), said)
        assert answer.status_code == 303
        held = Matter.objects.get()
        assert (held.received, held.ordered) == (date(2020, 12, 10), date(2020, 12, 11))
        assert held.case.due_at.date() == date(2020, 12, 31)
        assert supervisor.post(reverse("supervision:new"), said).status_code == 303
        assert Matter.objects.count() == 1

    def test_the_same_day_is_warned_of_and_nothing_typed_is_lost(self, supervisor):
        said = self.form(kind="", due="2020-12-11")
        answer = supervisor.post(reverse("supervision:new"), said)
        assert answer.status_code == 422
        text = answer.content.decode()
        assert "原则上" in text
        assert "研究配套文件" in text
        assert 'name="same_day"' in text
        assert not Case.objects.exists()
        assert supervisor.post(reverse("supervision:new"), {**said, "same_day": "急件"}).status_code == 303

    def test_an_office_that_does_not_chase_is_told_who_does(self, enter):
        answer = enter("handler", "housing", "经办").post(reverse("supervision:new"), self.form())
        assert answer.status_code == 403
        assert "督查室" in answer.content.decode()

    def test_a_plan_is_opened_from_its_page(self, supervisor):
        address = reverse("supervision:open-plan", args=("water_saving", "tasks"))
        supervisor.post(address, {"assign": "yes"})
        assert ledger.narrowed(Wanted(plan="water_saving/tasks")).count() == 11
        assert {one.state for one in ledger.narrowed(Wanted(plan="water_saving/tasks"))} == {"assigned"}


class TestUrging:
    def test_everything_late_is_offered_and_previewed_before_it_goes(self, supervisor, soil):
        page = supervisor.get(reverse("supervision:urge"))
        late = ledger.lamp_counts(ledger.ledger())["late"]
        assert len(page.context["asked"].chosen) == late
        assert not Urging.objects.exists()

    def test_a_letter_for_each_late_unit_in_one_row_of_numbers(self, supervisor, soil):
        page = supervisor.get(reverse("supervision:urge"))
        chosen = [str(one.pk) for one in page.context["asked"].chosen]
        said = {"case": chosen, "message": "抓紧办理", "letter": "yes", "office": "supervision-office", "code": "巨督",
                "signatory": "主任", "reply_by": "2020-12-22", "key": str(uuid4()), "act": "send", "lamp": "late"}
        preview = supervisor.post(reverse("supervision:urge"), {**said, "act": "preview"}).content.decode()
        assert "已逾期" in preview
        assert not Urging.objects.exists()
        for _time in range(2):
            assert supervisor.post(reverse("supervision:urge"), said).status_code == 303
        from county.letters.models import Letter

        units = {one.agency for one in Urging.objects.all()}
        assert Urging.objects.count() == len(chosen)
        assert sorted(Letter.objects.values_list("number", flat=True)) == list(range(1, len(units) + 1))
        case = Case.objects.get(pk=chosen[0])
        assert case.steps.filter(act="note", title="催办").count() == 1

    def test_a_letter_that_lacks_its_code_stops_everything(self, supervisor, soil):
        chosen = [str(ledger.ledger().filter(ledger.lamps()["late"]).first().pk)]
        said = {"case": chosen, "message": "抓紧办理", "letter": "yes", "office": "supervision-office", "code": "",
                "signatory": "主任", "reply_by": "2020-12-22", "key": str(uuid4()), "act": "send"}
        answer = supervisor.post(reverse("supervision:urge"), said)
        assert answer.status_code == 422
        assert "抓紧办理" in answer.content.decode()
        assert not Urging.objects.exists()

    def test_nothing_ticked_is_refused(self, supervisor, soil):
        answer = supervisor.post(reverse("supervision:urge"), {"message": "抓紧", "act": "send", "key": str(uuid4())})
        assert answer.status_code == 422

    def test_units_do_not_urge(self, enter, soil):
        assert enter("handler", "housing", "经办").get(reverse("supervision:urge")).status_code == 403


class TestCarryingOut:
    def case(self) -> Case:
        return Case.objects.get(source="soil/tasks#7-1")

    def test_a_township_says_how_far_it_is(self, enter, soil):
        township = enter("handler", _township(), "经办")
        address = reverse("supervision:matter", args=(self.case().pk,))
        assert "落实情况" in township.get(address).content.decode()
        said = {"agency": _township(), "words": "方案已报备", "is_done": "yes", "key": str(uuid4())}
        for _time in range(2):
            assert township.post(reverse("supervision:progress", args=(self.case().pk,)), said).status_code == 303
        assert Progress.objects.get().is_done

    def test_nobody_reports_for_another_unit(self, enter, soil):
        said = {"agency": _township(), "words": "方案已报备", "key": str(uuid4())}
        other = enter("handler", "housing", "经办")
        answer = other.post(reverse("supervision:progress", args=(self.case().pk,)), said)
        assert answer.status_code == 422
        assert not Progress.objects.exists()


class TestDisputes:
    def test_a_unit_that_takes_part_disagrees_and_the_county_decides(self, enter, supervisor, instruction):
        water = enter("handler", "water", "经办")
        address = reverse("supervision:dispute", args=(instruction.pk,))
        water.post(address, {"cause": "数据不在我们这里", "key": str(uuid4())})
        dispute = Case.objects.get(topic="dispute")
        assert dispute.parent_id == instruction.pk
        cases.take(actor=handler("housing"), case=dispute.pk, step="report", given={"cause": "分工不明"})
        from .acting import actor_with

        leader = actor_with("county-government", "县长", "leader")
        cases.take(actor=leader, case=dispute.pk, step="resolve", given={"resolution": "由水务局提供"})
        text = supervisor.get(reverse("supervision:matter", args=(instruction.pk,))).content.decode()
        assert "由水务局提供" in text

    def test_others_do_not(self, enter, soil):
        held = Case.objects.get(source="soil/tasks#13")
        answer = enter("handler", "sports", "经办").post(reverse("supervision:dispute", args=(held.pk,)),
                                                        {"cause": "不对", "key": str(uuid4())})
        assert answer.status_code == 422
        assert not Case.objects.filter(topic="dispute").exists()


def _township() -> str:
    from county.agencies.names import agencies

    return next(one.id for one in agencies() if one.kind == "township")


def test_what_a_special_matter_asks_for_is_the_documents_word(supervisor):
    day = date(2020, 12, 10)
    new = NewMatter(title="上级文件", lead="housing", received=day, ordered=day, kind="K1", special=True)
    held = open_matter(actor=OFFICE, new=new, at=at("2020-12-10"))
    assert "提交县政府常务会议学习" in supervisor.get(reverse("supervision:matter", args=(held.pk,))).content.decode()
