"""Which document is in force on a day, the one that nobody holds included."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from gongbao.packs import Pack, edition_on, editions, load_pack

OLD, NEW = "山政字〔2027〕11号", "山政字〔2031〕4号"


def in_force(pack: Pack, number: str, day: str) -> str | None:
    edition = edition_on(pack, number, date.fromisoformat(day))
    return edition.number if edition else None


@pytest.mark.parametrize("asked", [OLD, NEW, "山政字[2031]4号"])
def test_the_chain_is_the_same_from_either_end(pack: Pack, asked: str) -> None:
    assert [edition.number for edition in editions(pack, asked)] == [OLD, NEW]


@pytest.mark.parametrize(
    ("day", "number"), [("2027-04-01", None), ("2027-04-02", OLD), ("2031-05-05", OLD), ("2031-05-06", NEW)]
)
def test_a_repeal_takes_effect_on_the_first_day_of_the_repealing_document(pack: Pack, day: str, number: str) -> None:
    assert in_force(pack, NEW, day) == number


def test_a_repealed_document_that_nobody_holds_says_so_and_what_replaced_it(pack: Pack) -> None:
    old, new = editions(pack, NEW)
    assert old.document is None
    assert old.replaced_by == NEW
    assert new.document is pack.documents[0]
    assert new.replaced_by is None


def test_a_printed_day_of_repeal_comes_before_the_rule(hill: Any) -> None:
    text = hill.changed(hill.pack, "        at: 段1\n", "        at: 段1\n        effective: 2031-07-01\n")
    pack = load_pack(hill.write(pack=text))
    assert editions(pack, OLD)[0].last == date(2031, 6, 30)


def test_a_document_ends_with_its_printed_validity(hill: Any) -> None:
    text = hill.changed(hill.pack, "    system: flood", "    in_force_until: 2033-05-05\n    system: flood")
    pack = load_pack(hill.write(pack=text))
    assert in_force(pack, NEW, "2033-05-05") == NEW
    assert in_force(pack, NEW, "2033-05-06") is None


def test_a_listed_document_that_a_later_one_repeals_is_held_and_ends(hill: Any) -> None:
    later = """\
  - number: 山政字〔2031〕9号
    title: 山县防汛应急预案
    issued: 2031-10-01
    issuers: [山县人民政府]
    in_force_from: 2031-11-01
    system: flood
    topic: 新预案
    repeals:
      - {number: 山政字〔2031〕4号, title: 山县防汛应急预案, date: 2031-05-06, at: 段1}
"""
    pack = load_pack(hill.write(pack=hill.pack + later))
    chain = editions(pack, OLD)
    assert [edition.number for edition in chain] == [OLD, NEW, "山政字〔2031〕9号"]
    assert chain[1].document is pack.documents[0]
    assert chain[1].last == date(2031, 10, 31)
    assert chain[1].replaced_by == "山政字〔2031〕9号"


def test_a_number_that_nobody_lists_or_repeals_has_no_chain(pack: Pack) -> None:
    assert editions(pack, "河政字〔2031〕4号") == ()
    assert in_force(pack, "河政字〔2031〕4号", "2031-05-06") is None


def test_documents_that_repeal_each_other_still_end_somewhere(hill: Any) -> None:
    circle = hill.changed(hill.pack, "number: 山政字〔2027〕11号", "number: 山政字〔2031〕4号")
    pack = load_pack(hill.write(pack=circle))
    assert [edition.number for edition in editions(pack, NEW)] == [NEW]


def test_a_repealed_document_whose_day_is_not_printed_was_in_force_until_its_repeal(hill: Any) -> None:
    text = hill.changed(hill.pack, "        date: 2027-04-02\n", "")
    pack = load_pack(hill.write(pack=text))
    assert editions(pack, NEW)[0].first is None
    assert in_force(pack, NEW, "2031-05-05") == OLD
    assert in_force(pack, NEW, "2031-05-06") == NEW


def test_a_document_without_a_number_has_no_chain_to_ask_for(hill: Any) -> None:
    text = hill.changed(hill.pack, "number: 山政字〔2031〕4号", 'number: ""')
    pack = load_pack(hill.write(pack=text))
    assert pack.document("") is None
    assert editions(pack, "") == ()
