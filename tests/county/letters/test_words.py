"""The words of letters: every kind can be written, and nothing that is missing is printed."""

from __future__ import annotations

import re
from datetime import date

import pytest

from county.letters.kinds import KINDS
from county.letters.prefill import units_named
from county.letters.refusals import Refused
from county.letters.wording import ROOM, filled, overdue_row, require_code, require_words

ROWS = ("河道保洁", "垃圾清运")


def everything(kind):
    return {one.id: date(2031, 5, 9) if one.sort == "day" else one.example for one in kind.fields}


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_every_kind_gives_its_paragraphs_and_its_closing_words(kind):
    words = filled(kind, everything(kind), rows=ROWS)
    assert len(words.paragraphs) == len(kind.paragraphs) + (2 if kind.listed else 0) + 1
    assert words.paragraphs[-1] == kind.closing
    assert not re.search(r"[A-Za-z{}]|。。|，。", words.title + "".join(words.paragraphs))


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
@pytest.mark.parametrize("nothing", [None, "", "  ", "。"])
def test_a_missing_field_is_refused_with_a_sentence_that_names_it(kind, nothing):
    for field in [one for one in kind.fields if not one.by_hand]:
        with pytest.raises(Refused, match=field.label) as refusal:
            filled(kind, {**everything(kind), field.id: nothing}, rows=ROWS)
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


def test_a_list_is_numbered_between_the_two_paragraphs_and_closed_by_a_stop():
    kind = KINDS["batch_urge"]
    rows = [overdue_row("河道保洁", date(2031, 5, 9), 1), " ", "垃圾清运。"]
    first, *listed, _ask, closing = filled(kind, everything(kind), rows=rows).paragraphs
    assert first.endswith("：")
    assert listed == ["1．河道保洁，应于2031年5月9日前办结，已逾期1天；", "2．垃圾清运。"]
    assert closing == kind.closing


@pytest.mark.parametrize("rows", [(), ("",), (" ", "。")])
def test_a_list_without_a_matter_is_refused(rows):
    kind = KINDS["batch_urge"]
    with pytest.raises(Refused, match=kind.listed) as refusal:
        filled(kind, everything(kind), rows=rows)
    assert refusal.value.field == "rows"


def test_a_kind_without_a_list_prints_none():
    kind = KINDS["urge"]
    assert filled(kind, everything(kind), rows=ROWS) == filled(kind, everything(kind))


def test_what_is_written_by_hand_leaves_ruled_room_below_its_heading():
    kind = KINDS["talk_record"]
    typed = filled(kind, everything(kind)).paragraphs
    blank = filled(kind, {**everything(kind), "said": "", "required": None}).paragraphs
    assert ROOM not in typed
    heading = blank.index("约谈内容：")
    assert set(blank[heading + 1:blank.index("约谈要求：")]) == {ROOM}
    assert blank[-2:] == (ROOM, kind.closing)


def test_the_words_of_one_county_stand_in_no_pattern():
    text = "".join(one.name + one.title + "".join(one.paragraphs) for one in KINDS.values())
    assert not re.search("曝光|低效能", text)


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
