"""Comparing and importing: what is new, the same or changed, and what an import leaves behind."""

from __future__ import annotations

import pytest

from county.gazette.compare import changes_between, digest_of
from county.gazette.models import Citation, Document, Edition, Passage, PassageAgency, SourceFile

pytestmark = pytest.mark.database


def test_a_digest_does_not_depend_on_the_place_in_the_file(letter):
    assert digest_of(letter()) == digest_of(letter(start=5000))


def test_a_digest_depends_on_every_character(letter):
    assert digest_of(letter(texts=("甲。",))) != digest_of(letter(texts=("乙。",)))


def test_a_changed_passage_shows_what_went_and_what_came(letter):
    (change,) = changes_between(letter(texts=("五日内办。", "完。")), letter(texts=("三日内办。", "完。")))
    assert change.at == "段1"
    assert change.before == (("gone", "五"), ("same", "日内办。"))
    assert change.after == (("new", "三"), ("same", "日内办。"))


def test_a_passage_that_came_has_nothing_before(letter):
    (change,) = changes_between(letter(texts=("甲。",)), letter(texts=("甲。", "乙。")))
    assert (change.at, change.before, change.after) == ("段2", (), (("new", "乙。"),))


def test_an_import_holds_document_edition_passages_and_citations(hold, letter):
    repeal = {"number": "清政字[2027] 11号", "title": "旧办法", "date": "2027-04-02", "at": "段2"}
    hold(letter(texts=("依据国发〔2019〕13号办。", "完。"), cites=[("国发〔2019〕13号", "", "段1")], repeals=[repeal]))
    document = Document.objects.get(address="清政字〔2031〕4号")
    assert document.title == "清禾县人民政府关于河道保洁的通知"
    assert (str(document.issued), document.edition) == ("2031-05-06", 1)
    assert list(document.passages.values_list("position", "at")) == [(0, "标题"), (1, "文号"), (2, "段1"), (3, "段2")]
    assert list(Citation.objects.values_list("kind", "number")) == [
        ("cites", "国发〔2019〕13号"), ("repeals", "清政字〔2027〕11号"),
    ]


def test_a_second_import_of_the_same_file_changes_nothing(hold, letter):
    hold(letter())
    plan = hold(letter())
    assert [planned.state for planned in plan.documents] == ["same"]
    assert not plan.differs
    assert (Document.objects.count(), Edition.objects.count(), SourceFile.objects.count()) == (1, 1, 1)


def test_a_corrected_file_adds_an_edition_and_keeps_the_old_one(hold, letter):
    hold(letter(texts=("五日内办。",)))
    plan = hold(letter(texts=("三日内办。",)), sha256="b" * 64)
    document = Document.objects.get()
    assert [planned.state for planned in plan.documents] == ["changed"]
    assert document.edition == 2
    assert [e.content["sections"][0]["text"] for e in document.editions.all()] == ["五日内办。", "三日内办。"]
    assert list(document.passages.filter(kind="text").values_list("text", flat=True)) == ["三日内办。"]


def test_the_same_text_read_differently_is_said_to_be_that(hold, letter):
    hold(letter())
    deadline = {"phrase": "按月", "at": "段1", "iso": "2031-06-01", "start": "", "inferred": True, "span": [0, 2]}
    (planned,) = hold(letter(obligations={"deadlines": [deadline]})).documents
    assert (planned.state, planned.changes) == ("reread", ())


def test_a_plan_that_is_carried_out_twice_adds_one_edition(hold, letter):
    from county.gazette.services import carry_out

    plan = hold(letter())
    carry_out(plan, by=None)
    assert (Document.objects.get().edition, Edition.objects.count()) == (1, 1)


def test_only_the_changed_document_of_a_file_gets_a_new_edition(hold, letter):
    second = {"number": "清政字〔2031〕5号", "title": "清禾县人民政府关于集市的通知"}
    hold(letter(), letter(**second, start=900))
    hold(letter(texts=("多了一句，后面都往后移。", "甲。")), letter(**second, start=990))
    assert dict(Document.objects.values_list("number", "edition")) == {"清政字〔2031〕4号": 2, "清政字〔2031〕5号": 1}


def test_a_document_without_a_number_is_known_by_date_and_title(hold, letter):
    hold(letter(number="", title="关于/集市的公告"))
    assert Document.objects.get().address == "2031-05-06 关于／集市的公告"


def test_units_of_a_responsibility_mark_belong_to_their_passage(hold, letter):
    task = {"at": "段1", "span": [0, 1], "title": "", "lead": ["水务站"], "participants": ["各镇"], "printed": "（略）"}
    hold(letter(obligations={"tasks": [task]}))
    assert set(PassageAgency.objects.filter(passage__at="段1").values_list("agency", flat=True)) == {"水务站", "各镇"}


def test_nothing_is_imported_when_one_document_fails(hold, letter, monkeypatch):
    import county.gazette.services as services

    calls = []

    def fail_at_the_second(document):
        calls.append(document)
        if len(calls) == 2:
            raise RuntimeError("disk full")

    monkeypatch.setattr(services, "index_document", fail_at_the_second)
    with pytest.raises(RuntimeError):
        hold(letter(), letter(number="清政字〔2031〕5号"))
    assert (Document.objects.count(), Passage.objects.count(), SourceFile.objects.count()) == (0, 0, 0)
