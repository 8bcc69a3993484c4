"""The words of letters: every kind can be written, and nothing that is missing is printed."""

from __future__ import annotations

import re
from datetime import date

import pytest

from county.letters.kinds import KINDS
from county.letters.prefill import units_named
from county.letters.refusals import Refused
from county.letters.wording import filled, require_code, require_words


def everything(kind):
    return {one.id: date(2031, 5, 9) if one.sort == "day" else one.example for one in kind.fields}


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_every_kind_gives_two_paragraphs_and_its_closing_words(kind):
    words = filled(kind, everything(kind))
    assert len(words.paragraphs) == 3
    assert words.paragraphs[-1] == kind.closing
    assert not re.search(r"[A-Za-z{}]|。。|，。", words.title + "".join(words.paragraphs))


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
@pytest.mark.parametrize("nothing", [None, "", "  ", "。"])
def test_a_missing_field_is_refused_with_a_sentence_that_names_it(kind, nothing):
    for field in kind.fields:
        with pytest.raises(Refused, match=field.label) as refusal:
            filled(kind, {**everything(kind), field.id: nothing})
        assert refusal.value.field == field.id


def test_no_pattern_holds_a_number():
    text = "".join(one.title + "".join(one.paragraphs) + one.closing for one in KINDS.values())
    assert not re.search(r"[0-9〇]|[二三四五六七八九十][个日天]", text)


def test_several_addressees_are_not_called_one_unit():
    kind = KINDS["circular"]
    assert "请各单位" in filled(kind, everything(kind), several=True).paragraphs[1]


def test_further_paragraphs_stand_before_the_closing_words():
    kind = KINDS["supervise"]
    assert filled(kind, everything(kind), more=["另报附件。", " "]).paragraphs[2:] == ("另报附件。", "特此函告。")


def test_braces_that_somebody_types_are_not_read_as_fields():
    kind = KINDS["supervise"]
    assert "{0.__class__}" in filled(kind, {**everything(kind), "matter": "{0.__class__}"}).title


@pytest.mark.parametrize("text", ["还有{due}没填", "一\x00二", "一\x0b二", "左\u202e右", "字" * 3001])
def test_what_cannot_be_printed_is_refused(text):
    with pytest.raises(Refused):
        require_words("标题", [text])


@pytest.mark.parametrize("code", ["", "清", "ABC", "清政督 ", "清政督〔2031〕", "清" * 13])
def test_an_office_code_is_a_few_chinese_characters(code):
    with pytest.raises(Refused):
        require_code(code)


def test_addressees_are_recognised_by_their_names_and_others_stay_words():
    from county.agencies.names import agency_of

    finance = agency_of("finance")
    assert units_named(f"{finance.name}、某某有限公司、{finance.name}") == ["finance"]
