"""The pages of the mechanism: for whom they open, what strangers are told, and that their cost does not grow."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from county import business
from county.cases import selectors, services
from county.cases.may import keys_of
from county.cases.models import Case

from .doing import HEAD, SUPERVISOR, UNIT, UNIT_TASK, at, did, opened, rectifying
from .walking import actor_with

pytestmark = pytest.mark.database
PAGES = ["/收件箱/", "/逾期/", f"/单位/{UNIT}/", "/程序/", "/办件/新/insolvency/unit_task/"]
ACTS = ["limit", "extend", "suspend", "resume", "transfer", "join", "part", "handler", "comment"]
WORD = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
FUZZ = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def page_of(case):
    return reverse("cases:case", args=(case.pk,))


@pytest.mark.parametrize("page", PAGES)
def test_a_stranger_is_sent_to_sign_in_and_comes_back(db, page):
    answer = Client().get(page)
    assert answer.status_code == 302
    assert "next=" in answer["Location"]


@pytest.mark.parametrize("page", PAGES)
def test_who_supervises_opens_every_page(enter, page):
    rectifying()
    answer = enter("supervisor", "supervision-office").get(page)
    assert answer.status_code == 200


@pytest.mark.parametrize("role", ["auditor", "administrator", "pack_editor"])
def test_auditors_and_administrators_see_no_content_of_a_case_anywhere(enter, role):
    case, client = opened(UNIT_TASK, title="绝不外传"), enter(role, UNIT)
    for page in (*PAGES, page_of(case)):
        answer = client.get(page)
        assert answer.status_code == 403, page
        assert "绝不外传" not in answer.content.decode()


def test_another_agency_gets_a_sentence_and_no_title_on_every_address_of_a_case(enter):
    case, client = rectifying(), enter("handler", "veterans")
    case_file = services.add_file(actor=HEAD, case=case, kept=kept_text())
    Case.objects.filter(pk=case.pk).update(title="绝不外传")
    own = [client.get(page_of(case)), client.get(reverse("cases:file", args=(case.pk, case_file.pk))),
           client.post(reverse("cases:take", args=(case.pk, "finish")), {"result": "x"})]
    own += [client.post(reverse("cases:act", args=(case.pk, act)), {"reason": "x", "text": "x", "to": "finance"})
            for act in (*ACTS, "file")]
    for answer in own:
        assert answer.status_code == 403
        assert "绝不外传" not in answer.content.decode()
        assert "不在您的单位" in answer.content.decode()
    unit = client.get(f"/单位/{UNIT}/").content.decode()
    assert "绝不外传" not in unit
    assert case.steps.filter(step="finish").count() == 0


def test_a_case_that_does_not_exist_is_answered_like_one_that_is_not_shown(enter):
    case, client = rectifying(), enter("handler", "veterans")
    there, not_there = client.get(page_of(case)), client.get(reverse("cases:case", args=(uuid4(),)))
    assert there.status_code == not_there.status_code == 403
    said = "这个办件不在您的单位"
    assert said in there.content.decode()
    assert said in not_there.content.decode()


def kept_text(name="说明.txt"):
    from django.core.files.uploadedfile import SimpleUploadedFile

    from county.files import keep

    return keep(SimpleUploadedFile(name, "说明".encode()))


def test_a_file_is_an_attachment_that_no_browser_guesses_about(enter):
    case, client = opened(UNIT_TASK), enter("handler", UNIT)
    made = services.add_file(actor=HEAD, case=case, kept=kept_text('“引号”和"英文"\n.txt'))
    answer = client.get(reverse("cases:file", args=(case.pk, made.pk)))
    assert answer.status_code == 200
    assert answer.content == "说明".encode()
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    other = opened(UNIT_TASK)
    assert client.get(reverse("cases:file", args=(other.pk, made.pk))).status_code == 404


def test_a_case_is_opened_over_the_page_and_a_form_without_a_title_keeps_the_unit(enter):
    client = enter("head", UNIT)
    page = "/办件/新/insolvency/unit_task/"
    wrong = client.post(page, {"title": " ", "agency": UNIT, "key": uuid4()})
    assert wrong.status_code == 422
    assert f'value="{UNIT}" selected' in wrong.content.decode()
    key = uuid4()
    answers = [client.post(page, {"title": "修路灯", "agency": UNIT, "key": key}) for _twice in range(2)]
    assert [one.status_code for one in answers] == [303, 303]
    assert Case.objects.count() == 1
    assert client.get(answers[0]["Location"]).status_code == 200
    assert client.get("/办件/新/insolvency/nothing/").status_code == 404
    assert client.post(page, {"title": "字" * 201, "agency": UNIT}).status_code == 422
    assert client.post(page, {"title": "好", "agency": "nowhere"}).status_code == 422


@pytest.mark.parametrize("act", ACTS)
@given(words=st.dictionaries(st.sampled_from(["last", "title", "reason", "clock", "days", "to", "agency", "part",
                                              "user", "text", "result", "key", "seen"]), WORD))
@FUZZ
def test_whatever_is_sent_to_an_act_is_done_or_refused_in_a_sentence(enter, act, words):
    case, client = rectifying(), enter("head", UNIT)
    answer = client.post(reverse("cases:act", args=(case.pk, act)), words)
    assert answer.status_code in (303, 422)


@given(part=WORD, after=WORD, who=WORD, agency=WORD)
@FUZZ
def test_no_word_in_the_address_breaks_a_list(enter, part, after, who, agency):
    opened(UNIT_TASK)
    client = enter("supervisor", UNIT)
    said = {"part": part, "after": after, "who": who, "agency": agency}
    assert client.get("/收件箱/", said).status_code == 200
    assert client.get("/逾期/", said).status_code == 200


@pytest.mark.parametrize("after", ["0001-01-01T00:00:00+14:00_x", "9999-12-31T23:59:59-23:59_x", "_", "\x00",
                                   "2020-12-14T00:00:00", "2020-W51-1T00:00:00+00:00_00000000", "-1", "[]"])
def test_a_mark_that_was_made_up_begins_the_list_anew_or_ends_it(enter, after):
    opened(UNIT_TASK)
    client = enter("supervisor", UNIT)
    for page in ("/收件箱/", "/逾期/"):
        assert client.get(page, {"after": after, "part": "later"}).status_code == 200


@pytest.mark.parametrize("page", ["/收件箱/?part=later", f"/单位/{UNIT}/", "/逾期/"])
def test_three_rows_cost_as_many_queries_as_one(enter, page):
    client = enter("supervisor", UNIT)
    counted = []
    for more in (1, 2):
        for _n in range(more):
            opened(UNIT_TASK)
            late = rectifying(at("2020-11-02"))
            assert late.due_at < business.now()
        client.get(page)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(page).status_code == 200
        counted.append(len(queries))
    assert counted[0] == counted[1]


def test_three_children_cost_the_page_of_a_case_as_many_queries_as_one(enter):
    case, client = opened(UNIT_TASK), enter("handler", UNIT)
    counted = []
    for more in (1, 2):
        for _n in range(more):
            opened(UNIT_TASK, parent=case)
        client.get(page_of(case))
        with CaptureQueriesContext(connection) as queries:
            client.get(page_of(case))
        counted.append(len(queries))
    assert counted[0] == counted[1]


# lists

def spread(count):
    """Open cases of a unit in every part: without a limit, late, today, this week, later, waiting for others."""
    now = business.now()
    today = now.date()
    for n in range(count):
        case = opened(UNIT_TASK, on=now, title=f"第{n}件")
        sort = n % 5
        if sort == 4:
            did(case, "sign", actor_with(UNIT, "某", "handler"), on=now)
            did(case, "report", actor_with(UNIT, "某", "handler"), on=now, result="好了")
        elif sort:
            last = today + timedelta(days=(sort - 1) * 7)
            services.set_limit(actor=SUPERVISOR, case=case.pk, last=last, reason="定", at=now)
        if sort == 1 and n % 2:
            Case.objects.filter(pk=case.pk).update(due_at=at("2020-12-01"))
            case.concerns.update(sort_at=at("2020-12-01"))


def pages_of(keys, part):
    found, after = [], ""
    for _page in range(20):
        cases, after = selectors.page_of(keys, part, after)
        assert len(cases) <= selectors.PAGE
        found += [one.pk for one in cases]
        if not after:
            return found
    raise AssertionError


def test_the_parts_of_an_inbox_hold_each_case_once_and_count_what_they_list(db):
    spread(25)
    keys = keys_of(HEAD)
    counts = selectors.counts(keys)
    lists = {part: pages_of(keys, part) for part in selectors.PARTS}
    assert {part: len(held) for part, held in lists.items()} == counts
    everything = [one for held in lists.values() for one in held]
    assert len(everything) == len(set(everything)) == Case.objects.filter(is_open=True).count() == 25
    assert all(lists[part] for part in (selectors.LATE, selectors.TODAY, selectors.LATER, selectors.WAITING))


def test_turning_pages_gives_each_of_forty_five_cases_once(db):
    for _n in range(45):
        opened(UNIT_TASK)
    found = pages_of(keys_of(HEAD), selectors.LATER)
    assert len(found) == len(set(found)) == 45


def test_cases_that_concern_a_reader_in_many_ways_are_listed_once_and_none_is_cut_off(db):
    units = ["finance", "taxation", "veterans", "civil-affairs"]
    for _n in range(selectors.PAGE + 5):
        case = opened(UNIT_TASK)
        for unit in units:
            services.join(actor=HEAD, case=case.pk, agency=unit, part="同办", at=at())
    found = pages_of(units, selectors.WAITING)
    assert len(found) == len(set(found)) == selectors.counts(units)[selectors.WAITING] == selectors.PAGE + 5


def test_only_mine_counts_what_it_lists(enter, post):
    mine, _other = opened(UNIT_TASK), opened(UNIT_TASK)
    client = Client()
    user = post("handler", UNIT)
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    services.hand_to(actor=HEAD, case=mine.pk, user_id=user.pk, at=at())
    context = client.get("/收件箱/?who=me").context
    assert context["counts"][context["part"]] == len(context["cases"]) == 1
