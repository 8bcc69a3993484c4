"""Folding: what counts as the same character, and where a folded match lies in the printed text."""

from __future__ import annotations

import itertools
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from county.gazette.search.folding import fold, fold_with_origins, marks


@pytest.mark.parametrize(("printed", "typed"), [
    ("〔２０２０〕１２号", "〔2020〕12号"),
    ("满意率达到８５％", "85%"),
    ("面积120㎡", "120m2"),
    ("①按时", "1按时"),
    ("ＰＭ２.５", "pm2.5"),
    ("（一）加强", "(一)"),
    ("巡 查　记\u00a0录", "巡查记录"),
    ("巡\u200b查\ufeff", "巡查"),
    ("cafe\u0301", "café"),
    ("café", "cafe\u0301"),
    ("ﾃﾞｰﾀ", "データ"),
    ("Straße", "STRASSE"),
])
def test_width_case_blanks_and_encoding_make_no_difference(printed: str, typed: str) -> None:
    assert fold(typed) in fold(printed)


@pytest.mark.parametrize(("one", "other"), [("己", "已"), ("１０", "一〇"), ("。", "."), ("、", ","), ("〔", "[")])
def test_different_characters_stay_different(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@given(st.text(), st.text())
def test_folding_a_part_gives_a_part_of_the_folded_whole(one: str, other: str) -> None:
    assert fold(one + other) == fold(one) + fold(other)


@given(st.text())
def test_folding_twice_is_folding_once_and_leaves_nothing_unseen(text: str) -> None:
    folded = fold(text)
    assert fold(folded) == folded
    assert not any(character.isspace() or unicodedata.category(character) in {"Cc", "Cf"} for character in folded)


@given(st.text())
def test_every_folded_character_knows_the_printed_one_it_comes_from(text: str) -> None:
    folded = fold_with_origins(text)
    assert len(folded.origins) == len(folded.text)
    assert all(folded.text[at] in fold(text[origin]) for at, origin in enumerate(folded.origins))


@pytest.mark.parametrize(("text", "query", "found"), [
    ("差评整改，再差评。", "差评", ["差评", "差评"]),
    ("差 评整改", "差评", ["差 评"]),
    ("面积120㎡以上", "m2以", ["㎡以"]),
    ("面积120㎡以上", "2", ["2", "㎡"]),
    ("①②③", "23", ["②③"]),
    ("达到９０％以上", "90%", ["９０％"]),
    ("哈哈哈好", "哈哈", ["哈哈哈"]),
    ("五 个 ", "五个", ["五 个"]),
    ("没有", "差评", []),
    ("没有", "", []),
])
def test_marks_show_whole_printed_characters(text: str, query: str, found: list[str]) -> None:
    assert [text[start:end] for start, end in marks(text, fold(query))] == found


@given(st.text(alphabet="ab１㎡ ①差é"), st.text(alphabet="ab1m2差e", min_size=1, max_size=3))
def test_marks_ascend_without_overlap_and_each_holds_the_query(text: str, query: str) -> None:
    found = marks(text, fold(query))
    assert bool(found) == (fold(query) in fold(text))
    assert all(before[1] <= after[0] for before, after in itertools.pairwise(found))
    assert all(fold(query) in fold(text[start:end]) for start, end in found)
