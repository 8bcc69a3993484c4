"""Ticking off what a document asks for: any imported gazette, each place once, all or nothing."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from county import business
from county.accounts.actor import Actor, HeldPost
from county.agencies.names import agencies, agency_name
from county.cases.models import Case
from county.cases.procedures import find_procedure
from county.cases.says import CannotDo
from county.offers import read_documents, read_obligations
from county.supervision.matters import from_text
from county.supervision.matters.opening import open_plan
from county.supervision.models import Matter
from county.supervision.plans import plans
from county.supervision.slots import slot

from .acting import at as on_monday

pytestmark = pytest.mark.database
TODAY = date(2031, 5, 20)
NUMBER = "清禾字〔2031〕7号"
FIRST = "各单位要按月清理河道，6月底前完成。"
SECOND = "一是修堤，5月1日前完成。二是植树，接到通知后3日内上报。"


@pytest.fixture(autouse=True)
def spring(monkeypatch):
    monkeypatch.setattr(business, "now", lambda: on_monday(TODAY.isoformat()))


@pytest.fixture
def chaser(db) -> str:
    return find_procedure(slot("duty")).procedure.steps[0].who.agencies[0]


@pytest.fixture
def office(chaser) -> Actor:
    return Actor(None, "某人", (HeldPost(0, chaser, "主任", "supervisor"),))


@pytest.fixture
def desk(enter, chaser):
    return enter("supervisor", chaser)


@pytest.fixture
def units(db) -> list[str]:
    return [one.id for one in agencies() if one.kind == "department"]


def task(at, span, lead, participants=(), title=""):
    return {"at": at, "span": span, "title": title, "lead": lead, "participants": list(participants), "printed": ""}


def day(at, begin, phrase, iso=None, since=""):
    limit = {"iso": iso} if iso else {"amount": "3", "unit": "day"}
    return {"phrase": phrase, "at": at, "start": since, "inferred": True, "span": [begin, begin + 2], **limit}


@pytest.fixture
def held(hold, letter, units):
    """A document that no pack knows: 段1 with a lead and two days, 段2 with two marks, 段3 with a number alone."""
    texts = (FIRST, SECOND, "全年植树100亩。")
    plain = letter(number=NUMBER, texts=texts)
    spans = {one["at"]: one["span"] for one in plain["sections"]}
    (one, _end), (two, end), (three, _last) = spans["段1"], spans["段2"], spans["段3"]
    middle = two + SECOND.index("二是")
    names = [agency_name(unit) for unit in units]
    owed = {
        "tasks": [task("段1", [one, one + len(FIRST)], names[:2], [names[2], "某某办公室"], "清理河道"),
                  task("段2", [two, middle], [names[3]]), task("段2", [middle, end], [names[4]])],
        "deadlines": [day("段1", one + 10, "6月底前", "2031-06-30"), day("段1", one + 4, "3月底前", "2031-03-31"),
                      day("段2", two + 5, "5月1日前", "2031-05-01"),
                      day("段2", middle + 5, "3日内", since="接到通知后")],
        "targets": [{"phrase": "100亩", "at": "段3", "name": "植树", "comparator": "=", "value": "100", "unit": "亩",
                     "span": [three + 4, three + 8]}]}
    hold(letter(number=NUMBER, texts=texts, obligations=owed), letter(number="清禾字〔2031〕8号"))
    return NUMBER


def page_at(address):
    return reverse("supervision:from-document", args=(address,))


def test_each_document_is_listed_with_what_it_asks_for(held):
    assert {one.address: one.count for one in read_documents()} == {NUMBER: 4, "清禾字〔2031〕8号": 0}


def test_obligations_stand_in_the_order_of_the_text_one_a_mark(held):
    found = read_obligations(held)
    assert [one.at for one in found] == ["段1", "段2 第1项", "段2 第2项", "段3"]
    assert [one.text for one in found] == [FIRST, *(f"{one}。" for one in SECOND.split("。")[:2]), "全年植树100亩。"]
    assert [one.phrase for one in found] == ["6月底前；3月底前", "5月1日前", "接到通知后3日内", "植树100亩"]
    assert all(one.href.endswith(f"#{one.at.split(' ')[0]}") for one in found)


def test_the_next_printed_day_counts_and_a_passed_one_only_where_no_other_is(held):
    assert [one.due for one in read_obligations(held)] == [date(2031, 6, 30), date(2031, 5, 1), None, None]


def test_units_of_the_county_are_recognised_and_other_names_stay_names(held, units):
    one = read_obligations(held)[0]
    assert (one.lead, one.participants, one.unknown) == ((units[0], units[1]), (units[2],), ("某某办公室",))


def test_a_new_edition_takes_the_place_of_the_earlier_one(held, hold, letter):
    hold(letter(number=NUMBER, texts=("只此一句。",)), sha256="b" * 64)
    assert read_obligations(held) == []


def test_nothing_is_read_of_a_document_that_is_not_held(db):
    assert read_obligations("没有〔2031〕1号") == []


def test_a_form_is_filled_from_what_was_read(held, units):
    first, second = from_text.drafts(from_text.places_of(held), ["段1", "段2 第1项"])
    assert (first.title, first.lead, first.due, first.passed) == ("清理河道", units[0], "2031-06-30", False)
    assert first.participants == "、".join(agency_name(one) for one in units[1:3])
    assert (second.title, second.due, second.passed) == ("一是修堤，5月1日前完成", "", True)


def test_a_ticked_place_is_a_matter_ordered_today_with_its_document_and_place(held, office, units):
    ticked = from_text.drafts(from_text.places_of(held), ["段1"])
    assert from_text.tick_off(actor=office, address=held, ticked=ticked) == 1
    made = Matter.objects.get()
    assert (made.document, made.at, made.received, made.ordered, made.due) == (held, "段1", TODAY, TODAY,
                                                                              date(2031, 6, 30))
    parts = dict(made.case.concerns.filter(joined=True).values_list("who", "part"))
    assert parts == {units[1]: "共同牵头", units[2]: "参与"}
    assert [bool(one.held) for one in from_text.places_of(held)] == [True, False, False, False]


def test_the_same_place_twice_is_one_matter(held, office):
    places = from_text.places_of(held)
    counts = [from_text.tick_off(actor=office, address=held, ticked=from_text.drafts(places, ["段1", "段2 第2项"]))
              for _twice in range(2)]
    assert (counts, Case.objects.count()) == ([2, 0], 2)


def test_a_place_that_a_plan_has_opened_says_so_and_can_still_be_ticked(hold, letter, office, units):
    plan = next(one for one in plans() if one.tasks and one.tasks[0].at)
    first = plan.tasks[0]
    open_plan(actor=office, plan=plan)
    owed = {"tasks": [task(at, [n, n], [agency_name(units[0])]) for n, at in enumerate(("段9", first.at))]}
    hold(letter(number=plan.document, obligations=owed))
    other, same = from_text.places_of(plan.document)
    assert (other.planned, same.held) == ((), None)
    assert first.source in {one.source for one in same.planned}
    assert len(from_text.drafts([other, same], [first.at])) == 1


@pytest.mark.parametrize(("field", "value"), [
    ("title", ""), ("title", "题" * 201), ("lead", ""), ("lead", "all-townships"), ("participants", "查无此局"),
    ("due", "六月"), ("due", "2031-05-19"), ("due", "2031-05-20")])
def test_one_wrong_field_opens_nothing_and_says_where(held, office, field, value):
    ticked = from_text.drafts(from_text.places_of(held), ["段2 第2项", "段1"])
    setattr(ticked[1], field, value)
    with pytest.raises(CannotDo):
        from_text.tick_off(actor=office, address=held, ticked=ticked)
    assert set(ticked[1].wrong) == {"same_day" if value == "2031-05-20" else field}
    assert not Case.objects.exists()


def test_a_result_wanted_today_needs_a_reason(held, office):
    ticked = from_text.drafts(from_text.places_of(held), ["段1"])
    ticked[0].due = TODAY.isoformat()
    from_text.tick_off(actor=office, address=held, ticked=ticked, same_day="汛期")
    assert Matter.objects.get().same_day == "汛期"


@pytest.mark.parametrize("picked", [[], ["段9"], [f"段{n}" for n in range(from_text.MOST + 1)]])
def test_what_cannot_be_ticked_is_said(held, picked):
    with pytest.raises(CannotDo):
        from_text.drafts(from_text.places_of(held), picked)


def typed(units, **more):
    return {"picked": "段1\r\n段2 第2项", "title-0": "清河", "lead-0": units[0],
            "participants-0": agency_name(units[5]), "due-0": "2031-06-30", "title-1": "植树",
            "lead-1": units[4], "participants-1": "", "due-1": "",
            "same_day": "", **more}


def test_the_form_opens_what_was_typed_and_the_page_then_shows_it_as_ticked(desk, held, units):
    answer = desk.post(page_at(held), typed(units), follow=True)
    assert "还有 2 处没有立项，2 处已立项" in answer.content.decode()
    assert dict(Matter.objects.values_list("at", "case__title")) == {"段1": "清河", "段2 第2项": "植树"}
    again = desk.post(page_at(held), typed(units), follow=True)
    assert "没有再立一次" in again.content.decode()
    assert Case.objects.count() == 2


def test_a_refused_form_keeps_everything_typed(desk, held, units):
    answer = desk.post(page_at(held), typed(units, **{"participants-0": "查无此局", "title-1": "另一个名字",
                                                      "same_day": "理由在此"}))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "查无此局</textarea>" in page
    for words in ("清河", "另一个名字", "2031-06-30", "理由在此"):
        assert f'value="{words}"' in page
    assert not Case.objects.exists()


def test_the_document_shows_place_text_units_and_day(desk, held, units):
    page = desk.get(page_at(held)).content.decode()
    for words in ("段2 第1项", FIRST, agency_name(units[0]), "2031年6月30日", "某某办公室"):
        assert words in page


def test_ticks_lead_to_the_form_and_stay_where_there_are_too_many(desk, held, hold, letter, units):
    page = desk.get(page_at(held), {"pick": ["段1", "段3"]})
    assert [one.read.at for one in page.context["drafts"]] == ["段1", "段3"]
    many = [task(f"段{n}", [0, 0], [agency_name(units[0])]) for n in range(1, 120)]
    hold(letter(number="清禾字〔2031〕9号", texts=("一句。",) * 119, obligations={"tasks": many}), sha256="c" * 64)
    for count in (from_text.MOST + 1, 119):
        answer = desk.get(page_at("清禾字〔2031〕9号"), {"pick": [f"段{n}" for n in range(1, count + 1)]})
        assert answer.status_code == 422
        assert "请分几次" in answer.content.decode()


def test_as_many_as_the_page_allows_go_through_in_one_form(desk, hold, letter, units):
    number = "清禾字〔2031〕9号"
    many = [task(f"段{n}", [n, n], [agency_name(units[0])], title=f"第{n}件") for n in range(1, from_text.MOST + 1)]
    hold(letter(number=number, texts=("一句。",) * from_text.MOST, obligations={"tasks": many}))
    said = {"picked": "\n".join(one["at"] for one in many), "same_day": "", "csrfmiddlewaretoken": "x"}
    for n, one in enumerate(many):
        said |= {f"title-{n}": one["title"], f"lead-{n}": units[0], f"participants-{n}": "", f"due-{n}": ""}
    assert desk.post(page_at(number), said).status_code == 303
    assert Case.objects.count() == from_text.MOST


def test_the_list_says_which_documents_ask_for_nothing(desk, held, office):
    from_text.tick_off(actor=office, address=held, ticked=from_text.drafts(from_text.places_of(held), ["段1"]))
    page = desk.get(reverse("supervision:from-documents"))
    assert "没有读出要办的事" in page.content.decode()
    assert [(one.count, ticked) for one, ticked in page.context["documents"]] == [(4, 1), (0, 0)]


def test_without_documents_the_list_says_what_to_do(desk):
    assert "请先在首页导入公报" in desk.get(reverse("supervision:from-documents")).content.decode()


def test_strangers_sign_in_other_units_are_refused_and_an_unknown_document_is_not_there(client, enter, desk, held,
                                                                                         units):
    assert client.get(page_at(held)).status_code == 302
    other = enter("head", units[0])
    assert other.get(page_at(held)).status_code == 403
    assert other.post(page_at(held), typed(units)).status_code == 403
    assert desk.get(page_at("没有〔2031〕1号")).status_code == 404
    assert not Case.objects.exists()


def test_more_obligations_need_no_more_queries(desk, hold, letter, units):
    asked = []
    for count in (1, 30):
        tasks = [task(f"段{n}", [n, n], [agency_name(units[0])]) for n in range(1, count + 1)]
        number = f"清禾字〔2031〕{count}号"
        hold(letter(number=number, texts=("一句。",) * count, obligations={"tasks": tasks}), sha256=f"{count:064}")
        with CaptureQueriesContext(connection) as seen:
            assert desk.get(page_at(number)).status_code == 200
        asked.append(len(seen))
    assert asked[0] == asked[1]
