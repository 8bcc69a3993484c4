"""A printed name leads to the official one, inside a document whose pack knows it."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongbao.packs import Pack, PackLexicon, find_packs, lexicon_for, load_pack, normal_number

BLANKS = st.text(alphabet=" \t\n\u3000\u00a0", max_size=2)


@pytest.fixture(scope="module")
def shipped() -> tuple[Pack, ...]:
    """The packs of this repository."""
    return find_packs()


@pytest.mark.parametrize("printed", ["县财政局", "县财税局", "县财正局", "财政局", "县 财\t政\u3000局", "县财政\n局"])
def test_every_sort_of_name_leads_to_the_official_one(pack: Pack, printed: str) -> None:
    assert PackLexicon(pack).canonical(printed) == "县财政局"


def test_half_width_brackets_are_the_same_name(pack: Pack) -> None:
    assert PackLexicon(pack).canonical("县水务局(河长办)") == "县水务局（河长办）"


@pytest.mark.parametrize("printed", ["县财政", "县财政局长", "县教育局", "", "  "])
def test_an_unknown_name_leads_nowhere(pack: Pack, printed: str) -> None:
    assert PackLexicon(pack).canonical(printed) is None


def test_every_printed_form_of_a_shipped_pack_leads_to_an_official_name(shipped: tuple[Pack, ...]) -> None:
    assert shipped
    for one in shipped:
        lexicon, official = PackLexicon(one), {agency.name for agency in one.agencies}
        assert {lexicon.canonical(name) for name in lexicon.names()} == official


def test_the_official_name_of_an_official_name_is_itself(shipped: tuple[Pack, ...]) -> None:
    for one in shipped:
        lexicon = PackLexicon(one)
        assert [lexicon.canonical(agency.name) for agency in one.agencies] == [agency.name for agency in one.agencies]


def test_whoever_issued_a_document_of_a_shipped_pack_is_among_its_agencies(shipped: tuple[Pack, ...]) -> None:
    for one in shipped:
        lexicon = PackLexicon(one)
        unknown = {issuer for document in one.documents for issuer in document.issuers if not lexicon.canonical(issuer)}
        assert not unknown, one.id


@given(data=st.data())
def test_blanks_within_a_name_change_nothing(shipped: tuple[Pack, ...], data: st.DataObject) -> None:
    lexicon = PackLexicon(data.draw(st.sampled_from(shipped)))
    name = data.draw(st.sampled_from(sorted(lexicon.names())))
    padded = "".join(data.draw(BLANKS) + character for character in name) + data.draw(BLANKS)
    assert lexicon.canonical(padded) == lexicon.canonical(name)


@pytest.mark.parametrize("year", ["〔2031〕", "[2031]", "【2031】", "（2031）", " (2031)\u3000", "［ 2031 ］"])
def test_a_number_finds_its_pack_however_it_is_printed(pack: Pack, year: str) -> None:
    assert lexicon_for((pack,))(f"山政字{year}4号").canonical("财政局") == "县财政局"


@pytest.mark.parametrize("number", ["", "河政字〔2031〕4号", "山政字〔2031〕44号"])
def test_in_a_document_that_no_pack_lists_nobody_is_known(pack: Pack, number: str) -> None:
    lexicon = lexicon_for((pack,))(number)
    assert lexicon.canonical("县财政局") is None
    assert list(lexicon.names()) == []


def test_a_chosen_pack_is_used_for_every_number(pack: Pack) -> None:
    for_number = lexicon_for((pack,), "hill-2031")
    assert for_number("").canonical("财政局") == "县财政局"
    assert for_number("河政字〔2031〕4号").canonical("财政局") == "县财政局"


@given(st.text(max_size=30))
def test_a_number_in_normal_form_stays_as_it_is(text: str) -> None:
    assert normal_number(normal_number(text)) == normal_number(text)


def test_agencies_are_inherited_and_overridden_by_id_but_documents_are_not(hill: Any) -> None:
    hill.write()
    younger = hill.pack[: hill.pack.index("documents:")].replace("id: hill-2031", "id: hill-2032\nextends: hill-2031")
    own = "agencies:\n  - id: finance\n    name: 县财政金融局\n    kind: department\n    former: [县财政局]\n"
    pack = load_pack(hill.write(pack=younger, agencies=own, name="hill-2032"))
    assert pack.documents == ()
    assert [agency.id for agency in pack.agencies] == ["government", "finance", "water"]
    assert PackLexicon(pack).canonical("县财政局") == "县财政金融局"
    assert PackLexicon(pack).canonical("财政局") is None


def test_an_inherited_name_that_clashes_is_refused_at_the_entry_of_the_heir(hill: Any) -> None:
    hill.write()
    younger = hill.changed(hill.pack, "id: hill-2031", "id: hill-2032\nextends: hill-2031")
    own = "agencies:\n  - id: finance\n    name: 县水务局（河长办）\n    kind: department\n"
    folder = hill.write(pack=younger, agencies=own, name="hill-2032")
    with pytest.raises(Exception, match=r"hill-2032/agencies.yaml 第2行"):
        load_pack(folder)


def test_packs_are_found_in_the_folders_of_the_variable(hill: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    hill.write(agencies=hill.agencies)
    monkeypatch.setenv("GONGBAO_PACKS", str(hill.parent))
    assert [pack.id for pack in find_packs()] == ["hill-2031"]
