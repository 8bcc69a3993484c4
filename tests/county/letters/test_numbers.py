"""Numbers without gaps or doubles; what a letter keeps when it is voided; the scan that comes back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from importlib import import_module
from pathlib import Path
from uuid import uuid4

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction

from county import business, files
from county.agencies.names import agency_name
from county.audit.models import AuditRow
from county.letters.models import Addressee, Letter, Register
from county.letters.refusals import Refused
from county.letters.services import Draft, drafted, file_scan, issue, issue_each, void
from tests.county.own_database import run_in_own

pytestmark = [pytest.mark.database, pytest.mark.django_db]
PDF = b"%PDF-1.7 a page"


def sent(data=PDF, name="盖章.pdf"):
    return SimpleUploadedFile(name, data)


def test_ten_issuers_at_once_leave_no_gap_and_no_double_though_every_third_letter_fails(tmp_path):
    said = run_in_own(Path(__file__).with_name("parallel.py"), tmp_path)
    assert said == ["40", connection.vendor]


def test_numbers_run_on_within_an_office_a_code_and_a_year(writer, words):
    numbers = [issue(actor=writer, **{**words, **other}).shown_number for other in (
        {}, {}, {"code": "清政通"}, {"dated": date(2019, 12, 31)}, {})]
    assert numbers == ["清政督〔2020〕1号", "清政督〔2020〕2号", "清政通〔2020〕1号", "清政督〔2019〕1号",
                       "清政督〔2020〕3号"]


def test_a_letter_that_fails_gives_its_number_back(writer, words):
    issue(actor=writer, **words)
    with transaction.atomic():
        issue(actor=writer, **words)
        transaction.set_rollback(True)
    assert issue(actor=writer, **words).number == 2


def test_the_same_form_sent_twice_is_one_letter(writer, words):
    key = uuid4()
    first, second = (issue(actor=writer, **words, letter_id=key) for _ in range(2))
    assert (first.pk, first.number) == (second.pk, second.number)
    assert Register.objects.get().last == 1
    with pytest.raises(Refused):
        issue(actor=replace(writer, user_id=8), **words, letter_id=key)


def drafts_of(words, *titles, **more):
    return [Draft(**{**words, "title": one, "letter_id": uuid4(), **more}) for one in titles]


def test_several_letters_get_consecutive_numbers_in_their_order(writer, words):
    issue(actor=writer, **words)
    letters = issue_each(actor=writer, drafts=drafts_of(words, "甲", "乙", "丙"))
    assert [(one.title, one.number) for one in letters] == [("甲", 2), ("乙", 3), ("丙", 4)]
    assert issue(actor=writer, **words).number == 5
    assert AuditRow.objects.filter(verb="issue_letter").count() == 5


def test_letters_of_several_registers_are_numbered_each_in_its_own(writer, words):
    first, third = drafts_of(words, "甲", "丙")
    letters = issue_each(actor=writer, drafts=[first, *drafts_of(words, "乙", code="安政通"), third])
    assert [one.shown_number for one in letters] == ["清政督〔2020〕1号", "安政通〔2020〕1号", "清政督〔2020〕2号"]


def test_one_that_is_refused_refuses_all_and_is_named(writer, words):
    wrong = drafts_of(words, "乙", to=["nobody"])
    with pytest.raises(Refused, match="第 2 封") as refusal:
        issue_each(actor=writer, drafts=[*drafts_of(words, "甲"), *wrong])
    assert refusal.value.field == "to"
    assert not Register.objects.exists()


def test_one_that_fails_on_the_way_takes_all_back(writer, words):
    taken = drafts_of(words, "甲")
    issue_each(actor=writer, drafts=taken)
    used = [*drafts_of(words, "乙"), *taken]
    with pytest.raises(Refused):
        issue_each(actor=replace(writer, user_id=8), drafts=used)
    assert Letter.objects.count() == Register.objects.get().last == Addressee.objects.count() == 1


def test_the_same_drafts_sent_twice_are_the_same_letters(writer, words):
    drafts = drafts_of(words, "甲", "乙")
    first, second = (issue_each(actor=writer, drafts=drafts) for _ in range(2))
    assert [one.pk for one in first] == [one.pk for one in second] == [one.letter_id for one in drafts]
    assert [one.number for one in second] == [1, 2]
    assert Register.objects.get().last == 2


def test_two_drafts_with_one_id_are_a_mistake_of_the_caller(writer, words):
    with pytest.raises(ValueError, match="letter_id"):
        issue_each(actor=writer, drafts=drafts_of(words, "甲", "乙", letter_id=uuid4()))


def test_no_drafts_are_no_letters(writer):
    assert issue_each(actor=writer, drafts=[]) == []


def test_a_letter_reaches_its_addressees_and_who_gets_a_copy_once_each(writer, words):
    letter = issue(actor=writer, **words, copies=["education", "finance", "education"])
    assert (letter.copy_agencies, letter.copy_words) == (["education", "finance"], "、".join(
        agency_name(one) for one in ("education", "finance")))
    assert sorted(letter.addressees.values_list("agency", flat=True)) == ["education", "finance"]


@pytest.mark.parametrize("wrong", [
    {"copies": ["nobody"]}, {"copy_words": "县" * 601}, {"copy_words": "一\x00二"},
    {"agency": "finance"}, {"kind": "ode"}, {"to": []}, {"to": ["nobody"]}, {"code": "QZD"}, {"title": " "},
    {"paragraphs": []}, {"paragraphs": ["请办理{action}。"]}, {"signatory_post": ""}, {"to_words": "县" * 601},
    {"dated": date(2999, 1, 1)},
])
def test_what_is_missing_or_wrong_is_refused_and_takes_no_number(writer, words, wrong):
    with pytest.raises(Refused):
        issue(actor=writer, **{**words, **wrong})
    assert not Letter.objects.exists()
    assert not Register.objects.exists()


def test_nobody_without_an_account_issues(writer, words):
    with pytest.raises(Refused):
        issue(actor=replace(writer, user_id=None), **words)


def test_a_letter_may_not_be_dated_tomorrow(words):
    tomorrow = business.business_today() + timedelta(days=1)
    with pytest.raises(Refused):
        drafted(**{**{key: words[key] for key in words if key != "case"}, "dated": tomorrow})


def test_a_void_letter_keeps_its_number_and_says_so(writer, words):
    from county.letters.sheet import sheet_of

    letter = void(actor=writer, letter=issue(actor=writer, **words), reason=" 主送写错 ")
    assert (letter.number, letter.void_reason, letter.is_voided) == (1, "主送写错", True)
    assert "已作废" in sheet_of(letter).marks
    assert issue(actor=writer, **words).number == 2


@pytest.mark.parametrize("reason", ["", "  ", "长" * 301, "一\x00二"])
def test_voiding_wants_a_reason(writer, words, reason):
    letter = issue(actor=writer, **words)
    with pytest.raises(Refused):
        void(actor=writer, letter=letter, reason=reason)


def test_only_the_issuing_office_voids_or_files_and_only_once(writer, words):
    letter, other = issue(actor=writer, **words), replace(writer, agencies=frozenset({"finance"}))
    for act in (lambda who: void(actor=who, letter=letter, reason="错"),
                lambda who: file_scan(actor=who, letter=letter, upload=sent())):
        with pytest.raises(Refused):
            act(other)
    void(actor=writer, letter=letter, reason="错")
    for again in (lambda: void(actor=writer, letter=letter, reason="再"),
                  lambda: file_scan(actor=writer, letter=letter, upload=sent())):
        with pytest.raises(Refused, match="已经作废"):
            again()


def test_the_scan_is_kept_under_the_digest_of_its_content(writer, words):
    letter = file_scan(actor=writer, letter=issue(actor=writer, **words), upload=sent())
    assert (letter.scan_name, letter.scan_size, letter.scan_type) == ("盖章.pdf", len(PDF), "application/pdf")
    assert files.read(letter.scan_sha256) == PDF
    assert letter.scanned_at


@pytest.mark.parametrize("data", [b"", b"MZ program", "只是文字".encode(), b"<html>", b"%PDF-" + b"0" * 20_000_000])
def test_what_is_no_scan_by_its_content_is_refused(writer, words, data):
    letter = issue(actor=writer, **words)
    with pytest.raises(Refused):
        file_scan(actor=writer, letter=letter, upload=sent(data))
    assert not Letter.objects.get().scan_sha256


def test_every_change_leaves_a_row_in_the_audit(writer, words):
    letter = issue(actor=writer, **words)
    void(actor=writer, letter=file_scan(actor=writer, letter=letter, upload=sent()), reason="错")
    rows = AuditRow.objects.filter(thing_kind="letter", thing_id=str(letter.pk)).order_by("pk")
    assert [one.verb for one in rows] == ["issue_letter", "file_letter_scan", "void_letter"]
    assert {one.actor_as for one in rows} == {writer.shown_as}


def test_letters_issued_before_there_was_a_list_are_found_by_their_units(writer, words):
    letter = issue(actor=writer, **{**words, "to": ["finance", "education"]})
    Addressee.objects.all().delete()
    import_module("county.letters.migrations.0003_addressees_of_old_letters").write_down(apps, None)
    assert sorted(letter.addressees.values_list("agency", flat=True)) == ["education", "finance"]
