"""The page of a rule: form, answer, reasons, what would change it; for a stranger, with any address."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest

from county.rulebook.asking import MOST_ABOVE
from county.rulebook.selectors import href_of_rule
from county.site.templatetags.county import day

from .conftest import address, said_by, words_of

pytestmark = pytest.mark.database
TELEPHONE = re.compile(r"(?<!\d)1[3-9]\d{9}(?!\d)|(?<!\d)0\d{2,3}-\d{7,8}")


def test_before_anything_is_asked_the_page_says_what_to_do(client, db, example):
    rule_id, _case = example("time_limit")
    response = client.get(address(rule_id))
    assert response.status_code == 200
    assert "还没有问" in words_of(response)
    assert 'name="ask" value="1"' in response.content.decode()


def test_a_limit_answers_with_its_day_in_words_and_what_is_left(client, db, example, settings):
    rule_id, case = example("time_limit", lambda one: isinstance(one.then.value, str) and "T" not in one.then.value)
    last = date.fromisoformat(case.then.value)
    for today, words in ((last, "就是今天"), (last + timedelta(40), "已经过了"), (last - timedelta(40), "还剩")):
        settings.DEMO_DATE = today
        page = words_of(client.get(address(rule_id, said_by(case))))
        assert day(last) in page
        assert words in page


def test_money_stands_in_both_ways(client, db, example):
    granted = {"decided", "person_decides"}
    rule_id, case = example("benefit", lambda one: "万" in "".join(one.given.values()) and one.then.outcome in granted)
    assert re.search(r"[\d.]+万元（[\d,]+\.\d\d元）", words_of(client.get(address(rule_id, said_by(case)))))


def test_each_reason_has_its_place_and_says_that_the_text_is_not_held(client, db, book, example):
    rule_id, case = example("grading")
    page = client.get(address(rule_id, said_by(case)))
    cited = book.ask(rule_id, case.given).judgement.reasons[0].citation
    assert cited.at in words_of(page)
    assert "原文未导入" in words_of(page)


def test_a_passage_that_is_held_is_shown_in_its_place(client, hold, letter, book, example):
    rule_id, case = example("checklist")
    number = book.find(rule_id)[0].document.number
    at = next(one.citation.at for one in book.ask(rule_id, case.given).judgement.reasons if one.citation)
    held = letter(number=number)
    held["sections"][0]["at"] = at
    hold(held)
    page = client.get(address(rule_id, said_by(case))).content.decode()
    assert "各镇要按月清理河道。" in page
    assert f"#{'_'.join(at.split())}" in page


def test_a_worked_example_is_a_link_that_fills_the_form(client, db, book):
    rule_id, chip = next((f"{system.id}/{one.rule}", one) for system in book.systems.values() for one in system.cases
                         if one.chip and one.given)
    page = client.get(address(rule_id)).content.decode()
    assert chip.chip in page
    filled = client.get(address(rule_id, said_by(chip))).content.decode()
    assert re.search(r'aria-current="true"[^>]*>' + re.escape(chip.chip), filled)
    for name, typed in chip.given.items():
        assert f'name="{name}"' in filled
        assert typed in filled


def test_what_would_change_the_answer_is_a_link_that_asks_it(client, db, example):
    rule_id, case = example("checklist", lambda one: one.then.outcome == "refused")
    page = client.get(address(rule_id, said_by(case))).content.decode()
    changed = re.search(r'若“[^”]+”是“[^”]+”：<a href="([^"]+)"', page)
    assert changed
    assert client.get(changed[1].replace("&amp;", "&")).status_code == 200


def test_a_reading_can_be_taken_otherwise_on_the_page(client, db, book, example):
    rule_id, case = example("scorecard")
    rule = book.find(rule_id)[1]
    reading = book.readings[rule.steps_reading]
    page = client.get(address(rule_id, said_by(case))).content.decode()
    assert f'name="reading.{reading.id}"' in page
    other = next(code for code in reading.options if code != reading.chosen)
    said = {**said_by(case), f"reading.{reading.id}": other}
    assert reading.options[other] in words_of(client.get(address(rule_id, said)))


def test_the_receipt_is_told_in_words(client, db, book, example):
    rule_id, case = example("rate")
    page = words_of(client.get(address(rule_id, said_by(case))))
    receipt = page[page.rindex("回执"):]
    assert book.digest in receipt
    for label in ("填的内容", "数据包", "放假安排的版本", "程序的版本"):
        assert label in receipt


def test_the_findings_that_touch_a_rule_stand_on_its_page(client, db, book):
    system, finding = next((system, one) for system in book.systems.values() for one in system.findings if one.rules)
    assert finding.says in words_of(client.get(address(finding.rules[0])))
    assert system.id in finding.rules[0]


def test_asked_by_script_the_answer_comes_alone_with_its_short_address(client, db, book, example):
    rule_id, case = example("scorecard", lambda one: not one.readings)
    usual = book.readings[book.find(rule_id)[1].steps_reading]
    said = {"ask": "1", "empty": "", **said_by(case), f"reading.{usual.id}": usual.chosen}
    response = client.get(address(rule_id, said), headers={"HX-Request": "true"})
    assert "<html" not in response.content.decode()
    assert response.headers["HX-Push-Url"] == address(rule_id, said_by(case))


def test_the_browser_s_way_back_gets_the_whole_page(client, db, example):
    rule_id, case = example("time_limit")
    headers = {"HX-Request": "true", "HX-History-Restore-Request": "true"}
    assert "<html" in client.get(address(rule_id, said_by(case)), headers=headers).content.decode()


@pytest.mark.parametrize("typed", ["昨天", "2020-02-30", "<b>x</b>", "x" * 5000, "2020-01-01\u0000"])
def test_what_cannot_be_used_stays_typed_with_a_sentence_at_its_field_and_on_top(client, db, example, typed):
    rule_id, case = example("time_limit", lambda one: any("-" in said for said in one.given.values()))
    name = next(name for name, said in case.given.items() if "-" in said)
    response = client.get(address(rule_id, {**case.given, name: typed}))
    page = response.content.decode()
    assert response.status_code == 200
    assert 'class="errors" role="alert"' in page
    assert "<b>x</b>" not in page
    assert re.search(rf'id="ask-{name}-wrong">[^<]+<', page)
    assert f"（{name}）" not in page


def test_a_field_s_sentence_reaches_the_form_when_asked_by_script(client, db, example):
    rule_id, case = example("time_limit", lambda one: any("-" in said for said in one.given.values()))
    name = next(name for name, said in case.given.items() if "-" in said)
    page = client.get(address(rule_id, {name: "昨天"}), headers={"HX-Request": "true"}).content.decode()
    assert re.search(rf'id="ask-{name}-wrong" hx-swap-oob="true">[^<]+<', page)


@pytest.mark.parametrize("said", [
    {"reading.R-01": "maybe"}, {"reading.R-99999": "x"}, {"on": "someday"}, {"known_on": "2020-13-01"},
    {"unknown": "x", "page": "-1"}, {"on": "9999-12-31"}, {"reading.": "x"}, {"ask": "\u0007" * 400},
])
def test_no_address_breaks_the_page(client, db, example, said):
    rule_id, case = example("time_limit")
    assert client.get(address(rule_id, {**case.given, **said})).status_code == 200


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_the_first_and_the_last_day_of_all_are_answered_or_refused_with_a_sentence(client, db, book, day):
    for rule_id, _system, rule in book.rules():
        names = [name for name, one in rule.questions().items() if one.type == "date"]
        if names:
            page = client.get(address(rule_id, dict.fromkeys(names, day)), headers={"HX-Request": "true"})
            assert page.status_code == 200
            assert 'class="outcome ' in page.content.decode() or 'role="alert"' in page.content.decode()


def test_thousands_of_parameters_are_refused_with_a_sentence(client, db, example):
    rule_id, _case = example("time_limit")
    response = client.get(address(rule_id, {f"x{n}": "1" for n in range(3000)}))
    assert response.status_code == 400
    assert "没有看懂" in words_of(response)


@pytest.mark.parametrize("path", ["没有/没有", "../x", "service_reviews/没有"])
def test_a_rule_that_is_not_there_is_a_page_that_says_so(client, db, path):
    response = client.get(f"/规则/{path}/")
    assert response.status_code == 404
    assert "没有这个页面" in words_of(response)


def test_only_reading_is_allowed(client, db, example):
    rule_id, _case = example("time_limit")
    assert client.post(address(rule_id)).status_code == 405


def test_a_rule_page_asks_no_query_until_something_is_asked(client, db, example, django_assert_num_queries):
    rule_id, _case = example("time_limit")
    with django_assert_num_queries(0):
        client.get(address(rule_id))


@pytest.mark.parametrize("kind", ["time_limit", "scorecard", "response"])
def test_an_answer_asks_one_query_while_no_document_is_held(client, db, example, django_assert_num_queries, kind):
    rule_id, case = example(kind)
    with django_assert_num_queries(1):
        client.get(address(rule_id, said_by(case)))


@pytest.mark.parametrize("kind", ["time_limit", "scorecard", "response"])
def test_an_answer_asks_two_queries_however_many_reasons(client, hold, letter, book, example, kind,
                                                         django_assert_num_queries):
    rule_id, case = example(kind)
    hold(letter(number=book.find(rule_id)[0].document.number))
    with django_assert_num_queries(2):
        client.get(address(rule_id, said_by(case)))


def test_in_english_the_page_s_own_words_are_english(client, db, example):
    rule_id, case = example("time_limit")
    client.post("/语言/", {"language": "en", "next": "/"})
    page = words_of(client.get(address(rule_id, said_by(case))))
    assert '<html lang="en">' in client.get(address(rule_id)).content.decode()
    for words in ("time limit", "decided", "Today is", "Receipt"):
        assert words in page


def test_a_stranger_is_remembered_by_nothing_and_sees_nobody(client, db, example):
    rule_id, case = example("body")
    response = client.get(address(rule_id, said_by(case)))
    assert "sessionid" not in response.cookies
    assert not TELEPHONE.search(words_of(response))


def test_the_policy_stops_nothing_that_the_page_needs(client, db, example):
    rule_id, case = example("scorecard")
    page = client.get(address(rule_id, said_by(case))).content.decode()
    assert " style=" not in page
    assert "<style" not in page
    assert not re.search(r"\son[a-z]+=", page)
    assert page.count("<script") == len(re.findall(r'<script[^>]* src="/static/', page))


def test_a_register_shows_every_row_before_anything_is_asked(client, db, book):
    rule_id, rule = next((rule_id, rule) for rule_id, _system, rule in book.rules() if rule.kind == "register")
    assert f"全部 {len(rule.rows)} 条" in words_of(client.get(address(rule_id)))


def test_a_register_that_finds_nothing_says_so_and_what_holds(client, db, book):
    rule_id, rule = next((rule_id, rule) for rule_id, _system, rule in book.rules()
                         if rule.kind == "register" and rule.otherwise)
    page = words_of(client.get(address(rule_id, {"q": "没有这样的东西"})))
    assert "没有找到" in page
    assert rule.otherwise in page


def test_a_long_answer_has_all_its_rows_in_a_room_with_a_head_that_stays(client, db, book):
    rule_id, rule = max(((rule_id, rule) for rule_id, _system, rule in book.rules() if rule.kind == "register"),
                        key=lambda pair: len(pair[1].rows))
    page = client.get(address(rule_id)).content.decode()
    assert "scroll-tall" in page
    assert page.count("<tr>") == len(rule.rows) + 1


def test_a_form_with_many_fields_stands_beside_the_answer(client, db, book):
    for rule_id, _system, rule in book.rules():
        if rule.kind == "scorecard":
            assert len(rule.questions()) > MOST_ABOVE
            assert "rule-wide" not in client.get(href_of_rule(rule_id)).content.decode()


def test_what_another_place_prints_is_never_the_answer(client, db, book):
    rule_ids = [f"{system.id}/{case.rule}" for system in book.systems.values() for case in system.cases]
    pages = (client.get(address(one, {"ask": "1"})).context["page"] for one in dict.fromkeys(rule_ids))
    told = [page for page in pages if any("另一处写法不同" in one.says for one in page.reasons.stated)]
    assert told
    assert not [page.address for page in told if page.reasons.lead and "另一处写法不同" in page.reasons.lead.says]


def test_of_a_ladder_the_rung_that_was_decided_is_marked(client, db, book):
    marked = []
    for system in book.systems.values():
        for case in system.cases:
            rule = system.rules[case.rule]
            if rule.kind == "ladder" and rule.rungs and not case.then.error:
                said = {"ask": "1", **said_by(case)}
                page = client.get(address(f"{system.id}/{case.rule}", said)).context["page"]
                [rungs] = page.drawing.bands
                steps = [rung.step for rung, row in zip(rule.rungs, rungs.rows, strict=True) if row.applies]
                assert steps == ([page.answer.judgement.value] if page.answer.judgement.value else [])
                marked.append((page.answer.judgement.outcome, *steps))
    assert {"decided", "person_decides"} <= {outcome for outcome, *_steps in marked}


def test_a_refused_choice_is_told_in_words_without_codes(client, db, book):
    rule_id, name, question = next(
        (rule_id, name, one) for rule_id, _system, rule in book.rules() for name, one in rule.questions().items()
        if one.type == "choice" and 1 < len(one.choices) < 8
        and all(code.isascii() and code.isidentifier() for code in one.choices)
        and not any(map(str.isascii, one.choices.values()))
    )
    [(_field, sentence)] = client.get(address(rule_id, {name: "没有这样的"})).context["page"].wrong
    assert "、".join(question.choices.values()) in sentence
    assert not [code for code in question.choices if code in sentence]
