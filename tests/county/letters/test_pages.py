"""The pages of letters: writing one from a case, its register, its sheet, and who may see what."""

from __future__ import annotations

import io
from datetime import date, timedelta
from urllib.parse import unquote
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document

from county.accounts.actor import actor_of
from county.agencies.names import agencies, agency_name
from county.agencies.stand_for import members_of
from county.business import business_today, now
from county.cases.procedures import running
from county.letters.kinds import KINDS
from county.letters.models import Letter
from county.letters.selectors import panel
from county.letters.services import issue, void

pytestmark = [pytest.mark.database, pytest.mark.django_db]
OFFICE = "government-office"


@pytest.fixture
def issued(writer, words, db):
    return issue(actor=writer, **words)


@pytest.fixture
def typed():
    """The form of a 督办函 as somebody fills it in."""
    due = (business_today() + timedelta(days=5)).isoformat()
    return {"agency": OFFICE, "code": "清政督", "to": agency_name("finance"), "matter": "资金拨付",
            "ground": "《通知》第三条", "found": "尚未办结", "action": "抓紧办理", "due": due, "reply_by": due,
            "more": "", "do": "preview", "signatory_post": "督查室主任",
            "dated": business_today().isoformat(), "letter_id": str(uuid4())}


def named_in(case):
    """The units that the procedure of a case names, and those that stand for them."""
    named = {one for step in running(case).procedure.steps for one in step.who.agencies}
    return named | {unit for one in named for unit in members_of(one)}


def read(response):
    return response.content.decode()


def test_strangers_are_sent_to_sign_in(client, pages, issued, case):
    for address in (pages("registers"), pages("received"), pages("register", issued.register_id),
                    pages("letter", issued.pk),
                    pages("word", issued.pk), pages("scan", issued.pk), pages("choose"),
                    pages("new", case().pk, "urge")):
        assert "/账户/登录/" in unquote(client.get(address).url)
    for address in (pages("void", issued.pk), pages("scan", issued.pk)):
        assert "/账户/登录/" in unquote(client.post(address, {"reason": "错"}).url)
    assert not Letter.objects.get().is_voided


def test_another_office_sees_neither_letter_nor_register_and_changes_nothing(enter, pages, issued):
    other = enter("head", "education")
    for name, key in (("letter", issued.pk), ("word", issued.pk), ("scan", issued.pk),
                      ("register", issued.register_id)):
        assert other.get(pages(name, key)).status_code == 403
    assert other.post(pages("void", issued.pk), {"reason": "错"}).status_code == 403
    assert issued.shown_number not in read(other.get(pages("registers")))
    assert not Letter.objects.get().is_voided


def test_a_letter_of_others_and_none_at_all_look_the_same(enter, pages, issued):
    other = enter("head", "education")
    assert [other.get(pages("letter", key)).status_code for key in (issued.pk, uuid4())] == [403, 403]


def test_addressee_and_supervisor_read_but_change_nothing(enter, pages, issued):
    for reader in (enter("handler", "finance"), enter("supervisor", "education")):
        page = read(reader.get(pages("letter", issued.pk)))
        assert issued.title in page
        assert "作废这封公函" not in page
        assert reader.post(pages("void", issued.pk), {"reason": "错"}).status_code == 403
        assert reader.post(pages("scan", issued.pk)).status_code == 403


@pytest.mark.parametrize("role", ["auditor", "administrator", "pack_editor"])
def test_posts_without_case_content_read_no_letter(enter, pages, issued, role):
    assert enter(role, OFFICE).get(pages("letter", issued.pk)).status_code == 403


def test_staff_reads_and_does_not_write(enter, pages, issued):
    staff = enter("staff", OFFICE)
    assert issued.title in read(staff.get(pages("letter", issued.pk)))
    assert staff.get(pages("choose")).status_code == 403


def test_the_form_knows_what_the_case_says(enter, pages, case):
    page = read(enter("supervisor", OFFICE).get(pages("new", case().pk, "supervise")))
    assert "财政资金拨付" in page
    assert f'value="{agency_name("finance")}"' in page
    assert "None" not in page


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_a_form_with_or_without_a_case(enter, pages, case, kind):
    writer = enter("supervisor", OFFICE)
    assert [writer.get(pages("new", *on, kind)).status_code for on in ((), (case().pk,))] == [200, 200]


def test_a_letter_is_shown_before_it_gets_its_number(enter, pages, case, typed):
    writer, address = enter("supervisor", OFFICE), pages("new", case().pk, "supervise")
    preview = read(writer.post(address, typed))
    assert "关于督促办理资金拨付的函" in preview
    assert "编号并发出" in preview
    assert not Letter.objects.exists()
    page = read(writer.post(address, {**typed, "do": "issue"}, follow=True))
    letter = Letter.objects.get()
    assert letter.shown_number == f"清政督〔{business_today().year}〕1号"
    assert letter.shown_number in page
    assert (letter.to_agencies, letter.kind, letter.case.title) == (["finance"], "supervise", "财政资金拨付")


def test_the_form_sent_twice_issues_once(enter, pages, case, typed):
    writer, address = enter("supervisor", OFFICE), pages("new", case().pk, "supervise")
    first, second = (writer.post(address, {**typed, "do": "issue"}).url for _ in range(2))
    assert first == second
    assert Letter.objects.count() == 1


@pytest.mark.parametrize(("field", "wrong"), [
    ("matter", ""), ("ground", " "), ("code", "QZD"), ("due", "明天"), ("dated", "2999-01-01"), ("to", ""),
    ("agency", "finance"), ("found", "一\x00二"), ("letter_id", "1"), ("action", "。"), ("matter", "事" * 121),
])
def test_nothing_typed_is_lost_on_an_error(enter, pages, case, typed, field, wrong):
    address = pages("new", case().pk, "supervise")
    answer = enter("supervisor", OFFICE).post(address, {**typed, field: wrong, "do": "issue"})
    page = read(answer)
    assert answer.status_code == 422
    assert 'class="errors"' in page
    kept = [name for name in ("matter", "ground", "found", "action", "code", "to") if name != field]
    assert all(typed[name] in page for name in kept)
    assert not Letter.objects.exists()


def test_nobody_writes_on_a_case_that_does_not_concern_the_office(enter, pages, case, typed):
    held = case("finance")
    unit = next(one.id for one in agencies() if one.kind == "township" and not {one.id} & named_in(held))
    stranger, address = enter("handler", unit), pages("new", held.pk, "supervise")
    assert stranger.get(address).status_code == 403
    assert stranger.post(address, {**typed, "agency": unit, "do": "issue"}).status_code == 403
    assert not Letter.objects.exists()


def test_the_sheet_and_the_word_file_say_the_same_and_carry_the_mark_of_the_demo(enter, pages, issued):
    reader = enter("handler", OFFICE)
    page, answer = read(reader.get(pages("letter", issued.pk))), reader.get(pages("word", issued.pk))
    file = Document(io.BytesIO(answer.content))
    head = file.sections[0].first_page_header.paragraphs
    assert all(one.text in page for one in [*file.paragraphs, *head])
    assert agency_name(OFFICE) in [one.text for one in head]
    assert "演示数据" in page
    assert head[0].text == file.sections[0].header.paragraphs[0].text == "演示数据"
    assert "attachment" in answer["Content-Disposition"]
    assert reader.get(pages("word", issued.pk)).content == answer.content


def test_a_document_says_at_its_foot_who_gets_a_copy_and_who_printed_it(enter, pages, writer, words):
    letter = issue(actor=writer, **{**words, "kind": "circular"}, copies=["education"])
    reader = enter("handler", "education")
    page = read(reader.get(pages("letter", letter.pk)))
    file = Document(io.BytesIO(reader.get(pages("word", letter.pk)).content))
    copied, printed = (row.cells[0].text for row in file.tables[0].rows)
    assert copied == f"抄送：{agency_name('education')}。"
    assert copied in page
    assert printed == f"{agency_name(OFFICE)}\t2020年12月15日印发"
    assert all(one in page for one in printed.split("\t"))


def test_a_unit_finds_what_it_was_sent_and_only_that(enter, pages, writer, words):
    acted = issue(actor=writer, **words)
    copied = issue(actor=writer, **{**words, "to": ["education"], "title": "关于抄送的函"}, copies=["finance"])
    other = issue(actor=writer, **{**words, "to": ["education"], "title": "关于另一件事的函"})
    page = read(enter("handler", "finance").get(pages("received")))
    assert page.index(copied.title) < page.index(acted.title)
    assert other.title not in page
    for letter, way in ((acted, "主送"), (copied, "抄送")):
        line = page[page.index(f">{letter.shown_number}<"):].partition("</tr>")[0]
        assert f">{way}</td>" in line


def test_a_void_letter_stays_among_those_received_and_says_why(enter, pages, writer, words):
    void(actor=writer, letter=issue(actor=writer, **words), reason="主送写错")
    assert "已作废：主送写错" in read(enter("handler", "finance").get(pages("received")))


def test_a_unit_without_letters_is_told_why_the_list_is_empty(enter, pages, issued):
    reader = enter("handler", "education")
    assert "还没有主送或抄送您单位的公函" in read(reader.get(pages("received")))
    assert pages("received") in read(reader.get(pages("registers")))


def test_letters_received_are_asked_for_in_a_fixed_number_of_queries(
        enter, pages, writer, words, django_assert_max_num_queries):
    for _ in range(12):
        issue(actor=writer, **words)
    reader = enter("handler", "finance")
    with django_assert_max_num_queries(7):
        reader.get(pages("received"))


def test_copies_are_typed_shown_and_kept(enter, pages, typed):
    writer, address = enter("supervisor", OFFICE), pages("new", "supervise")
    sent = {**typed, "copies": f"{agency_name('education')}、某某公司"}
    assert f"抄送：{sent['copies']}。" in read(writer.post(address, sent))
    writer.post(address, {**sent, "do": "issue"})
    letter = Letter.objects.get()
    assert (letter.copy_agencies, letter.copy_words) == (["education"], sent["copies"])


def test_a_record_to_be_filled_in_by_hand_prints_ruled_room_and_no_seal(enter, pages, typed):
    blanks = {"interviewer": "督查室主任", "interviewed": "局长", "present": "副局长", "meet_at": "上午九时",
              "place": "会议室", "said": "", "required": ""}
    page = read(enter("supervisor", OFFICE).post(pages("new", "talk_record"), {**typed, **blanks}))
    assert "编号并发出" in page
    assert page.count('<p class="sheet-room">') == 8
    assert "被约谈人（签字）：" in page
    assert "sheet-end" not in page


def test_a_late_case_is_the_first_row_of_the_list_and_the_address_may_give_others(enter, pages, case, typed):
    writer = enter("supervisor", OFFICE)
    held = case(due_at=now() - timedelta(days=3))
    assert "财政资金拨付，应于" in read(writer.get(pages("new", held.pk, "batch_urge")))
    given = read(writer.get(pages("new", "batch_urge") + "?row=甲事&row=乙事"))
    assert "甲事\n乙事</textarea>" in given
    sent = {**typed, "as_of": typed["dated"], "rows": "甲事\n乙事"}
    assert "2．乙事。" in read(writer.post(pages("new", "batch_urge"), sent))
    assert writer.post(pages("new", "batch_urge"), {**sent, "rows": " "}).status_code == 422


def test_a_live_county_has_no_mark(enter, pages, issued, settings):
    reader = enter("handler", OFFICE)
    settings.DEMO = False
    file = Document(io.BytesIO(reader.get(pages("word", issued.pk)).content))
    assert file.sections[0].header.paragraphs[0].text == ""


def test_what_somebody_types_is_never_markup(enter, pages, writer, words):
    letter = issue(actor=writer, **{**words, "title": "<script>alert(1)</script>&"})
    assert "<script>alert" not in read(enter("handler", OFFICE).get(pages("letter", letter.pk)))


def test_the_register_lists_every_number_in_order_void_ones_too(enter, pages, writer, words):
    letters = [issue(actor=writer, **words) for _ in range(3)]
    void(actor=writer, letter=letters[1], reason="主送写错")
    page = read(enter("handler", OFFICE).get(pages("register", letters[0].register_id)))
    places = [page.index(f">{one.shown_number}<") for one in letters]
    assert places == sorted(places)
    assert "已作废：主送写错" in page.replace("</a>", "")


def test_voiding_and_filing_from_the_page(enter, pages, issued):
    writer = enter("handler", OFFICE)
    scan = SimpleUploadedFile("盖章.pdf", b"%PDF-1.7")
    assert "盖章.pdf" in read(writer.post(pages("scan", issued.pk), {"scan": scan}, follow=True))
    given = writer.get(pages("scan", issued.pk))
    assert (given.content, given["X-Content-Type-Options"]) == (b"%PDF-1.7", "nosniff")
    assert writer.post(pages("void", issued.pk), {"reason": ""}).status_code == 422
    page = read(writer.post(pages("void", issued.pk), {"reason": "主送写错"}, follow=True))
    assert "主送写错" in page
    assert "作废这封公函" not in page


def test_a_missing_scan_is_a_sentence_and_a_missing_file_is_404(enter, pages, issued):
    writer = enter("handler", OFFICE)
    assert "请先选择" in read(writer.post(pages("scan", issued.pk)))
    assert writer.get(pages("scan", issued.pk)).status_code == 404


def test_the_case_page_gets_the_letters_that_the_reader_may_open(post, writer, words, case, pages):
    held = case()
    issue(actor=writer, **{**words, "case": held})
    for agency, count in ((OFFICE, 1), ("finance", 1), ("education", 0)):
        lines = panel(held.pk, actor_of(post("handler", agency), business_today()))
        assert len(lines) == count
    assert panel(uuid4(), actor_of(post("handler", OFFICE), business_today())) == []


def test_pages_ask_the_database_a_fixed_number_of_times(enter, pages, writer, words, django_assert_max_num_queries):
    register = [issue(actor=writer, **words) for _ in range(12)].pop().register_id
    reader = enter("handler", OFFICE)
    with django_assert_max_num_queries(7):
        reader.get(pages("register", register))


def test_english_pages_keep_the_letter_chinese(enter, pages, issued):
    reader = enter("handler", OFFICE)
    reader.cookies["django_language"] = "en"
    page = read(reader.get(pages("letter", issued.pk)))
    assert "Download the Word file" in page
    assert issued.title in page


def test_another_desk_fills_blanks_through_the_address(enter, pages):
    page = read(enter("head", OFFICE).get(pages("new", "change") + "?from_day=2020-12-16&reason=工作变动&code=甲乙"))
    assert 'value="2020-12-16"' in page
    assert 'value="工作变动"' in page
    assert "甲乙" not in page


def test_the_page_of_a_case_says_which_letter_is_void(post, writer, words, case):
    from county.letters.panel import panel_of

    held = case()
    void(actor=writer, letter=issue(actor=writer, **{**words, "case": held}), reason="错")
    shown = panel_of(held, actor_of(post("handler", OFFICE), business_today()))
    assert [one.note.endswith("已作废") for one in shown.lines] == [True]


def test_who_leaves_a_post_is_led_to_the_notice_of_the_change(pages):
    from county.letters.prefill import notice_of_change

    assert notice_of_change(3, date(2020, 12, 31)) == pages("new", "change") + "?from_day=2021-01-01"
