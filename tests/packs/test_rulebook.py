"""A rulebook answers with a receipt: which rules there are, how they are read, which law and calendar hold."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from gongbao.packs import PackError
from gongbao.packs.load import load_rulebook
from gongbao.packs.rulebook import Rulebook
from gongbao.rules import BadInput
from gongbao.version import VERSION
from tests.packs.flood import FILES

HILL = "hill-2031"
PAST, EIGHTH = date(2031, 5, 5), date(2031, 9, 29)


@pytest.fixture
def book(flood: Any) -> Rulebook:
    return load_rulebook(HILL)


def codes(book: Rulebook, rule: str, said: dict[str, str], **when: Any) -> list[str]:
    return [one.code for one in book.ask(rule, said, **when).judgement.reasons]


def test_every_rule_has_an_id_of_system_and_key_in_the_order_of_the_gazette(book: Rulebook) -> None:
    assert [rule_id for rule_id, _, _ in book.rules()] == [
        "flood/report",
        "flood/handling",
        "flood/stations",
        "flood/crowded",
        "rivers/clean",
    ]


def test_an_answer_has_a_receipt_of_all_that_it_stands_on(book: Rulebook) -> None:
    answer = book.ask("flood/report", {"found": "2031-09-26"})
    assert answer.judgement.value == date(2031, 9, 30)
    assert answer.receipt == {
        "rule": "flood/report",
        "inputs": {"found": "2031-09-26"},
        "readings": {},
        "pack": HILL,
        "pack_digest": book.digest,
        "calendar": "山字〔2031〕2号",
        "engine": VERSION,
        "on": None,
    }
    assert answer.judgement.reasons[0].citation == ("山政字〔2031〕4号", "第三条", "3个工作日内报告")


def test_one_system_loads_alone_and_a_mistake_in_another_does_not_stop_it(flood: Any) -> None:
    flood.change("hill-2031/rivers/facts.yaml", "kind: cadence", "kind: tide")
    assert list(load_rulebook(HILL, "flood").systems) == ["flood"]
    with pytest.raises(PackError):
        load_rulebook(HILL)


def test_an_unknown_pack_is_refused_and_the_known_ones_are_named(flood: Any) -> None:
    with pytest.raises(PackError) as caught:
        load_rulebook("valley-2031")
    assert HILL in caught.value.zh
    assert HILL in caught.value.en


@pytest.mark.parametrize("rule", ["flood/rapport", "sea/report", "report", "", "flood/report/x"])
def test_an_unknown_rule_is_refused(book: Rulebook, rule: str) -> None:
    with pytest.raises(BadInput) as caught:
        book.ask(rule, {})
    assert caught.value.name == "rule"
    assert "gongbao rules hill-2031" in caught.value.en


def test_a_reading_of_one_question_switches_it_and_stands_in_the_receipt(book: Rulebook) -> None:
    usual, other = (
        book.ask("flood/report", {"found": "2031-06-02"}, readings=readings) for readings in ({}, {"R-01": "counted"})
    )
    assert (usual.judgement.value, other.judgement.value) == (date(2031, 6, 5), date(2031, 6, 4))
    assert (usual.receipt["readings"], other.receipt["readings"]) == ({}, {"R-01": "counted"})
    assert book.ask("flood/report", {"found": "2031-06-02"}).judgement == usual.judgement


@pytest.mark.parametrize(("name", "option"), [("R-99", "x"), ("R-02", "x"), ("R-0401", "x"), ("R-01", "half")])
def test_a_reading_that_cannot_be_chosen_is_refused_in_both_languages(book: Rulebook, name: str, option: str) -> None:
    with pytest.raises(BadInput) as caught:
        book.ask("flood/report", {"found": "2031-06-02"}, readings={name: option})
    assert caught.value.name == name
    assert name in caught.value.zh
    assert name in caught.value.en


def test_a_number_no_document_gives_is_missing_until_it_is_set(book: Rulebook) -> None:
    silent = book.ask("flood/crowded", {"count": "3"}).judgement
    assert (silent.outcome, silent.needs) == ("cannot_say", ("most",))
    for most, outcome in (("2", "refused"), ("3", "decided")):
        assert book.ask("flood/crowded", {"count": "3"}, readings={"R-0402": most}).judgement.outcome == outcome
    assert (
        book.ask("flood/crowded", {"count": "3", "most": "5"}, readings={"R-0402": "2"}).judgement.outcome == "decided"
    )


def test_a_setting_that_is_no_number_is_refused(book: Rulebook) -> None:
    with pytest.raises(BadInput) as caught:
        book.ask("flood/crowded", {"count": "3"}, readings={"R-0402": "many"})
    assert caught.value.name == "most"


def test_a_setting_of_the_pack_answers_by_itself(flood: Any) -> None:
    flood.change("readings.yaml", 'chosen: ""', "chosen: 2")
    assert load_rulebook(HILL).ask("flood/crowded", {"count": "3"}).judgement.outcome == "refused"


@pytest.mark.parametrize("name", FILES)
def test_one_byte_more_in_any_file_of_the_pack_or_the_shared_ones_is_another_digest(name: str, flood: Any) -> None:
    before = load_rulebook(HILL).digest
    with (flood.folder / name).open("a", encoding="utf-8") as file:
        file.write("\n")
    assert load_rulebook(HILL).digest != before


def test_a_file_moved_is_another_digest_and_a_text_beside_the_pack_is_not(flood: Any) -> None:
    before = load_rulebook(HILL).digest
    (flood.folder / HILL / "notes.txt").write_text("记一笔", encoding="utf-8")
    assert load_rulebook(HILL).digest == before
    (flood.folder / HILL / "flood" / "cases.yaml").rename(flood.folder / HILL / "flood" / "other.yaml")
    assert load_rulebook(HILL).digest != before


def test_another_answer_is_another_receipt(book: Rulebook) -> None:
    days = ("2031-09-26", "2031-09-27")
    one, other = (book.ask("flood/report", {"found": day}).receipt for day in days)
    assert {name for name in one if one[name] != other[name]} == {"inputs"}


@pytest.mark.parametrize(
    ("rule", "on", "held", "instead"),
    [
        ("flood/report", PAST, False, "山政字〔2027〕11号"),
        ("flood/report", date(2031, 5, 6), True, ""),
        ("rivers/clean", date(2031, 5, 6), False, ""),
        ("rivers/clean", date(2031, 12, 31), True, ""),
        ("rivers/clean", date(2032, 1, 1), False, ""),
    ],
)
def test_a_document_answers_only_for_days_on_which_it_is_in_force(
    book: Rulebook, rule: str, on: date, held: bool, instead: str
) -> None:
    judgement = book.ask(rule, {"found": "2031-09-26"} if rule == "flood/report" else {}, on=on).judgement
    assert (judgement.outcome == "decided") is held
    if not held:
        [why] = judgement.reasons
        assert (judgement.outcome, why.code, why.params["instead"]) == ("cannot_say", "not_in_force", instead)


def test_the_calendar_is_the_one_known_on_the_day_asked_for(book: Rulebook) -> None:
    told = book.ask("flood/report", {"found": "2031-09-29"}, known_on=EIGHTH)
    assert (told.judgement.value, told.receipt["calendar"]) == (date(2031, 10, 9), "山字〔2030〕1号")
    assert book.ask("flood/report", {"found": "2031-09-29"}).judgement.value == date(2031, 10, 10)
    assert book.ask("flood/report", {"found": "2031-09-29"}, known_on=PAST).receipt["calendar"] == "山字〔2030〕1号"
    assert book.ask("flood/report", {"found": "2031-09-29"}, known_on=date(2030, 1, 1)).receipt["calendar"] == "none"


def test_a_day_beyond_all_days_is_refused_as_an_answer(book: Rulebook) -> None:
    with pytest.raises(BadInput, match="9999"):
        book.ask("flood/report", {"found": "9999-12-31"})


def test_an_heir_inherits_agencies_and_no_rules(flood: Any) -> None:
    heir: Path = flood.folder / "hill-2032"
    heir.mkdir()
    (heir / "pack.yaml").write_text(
        "id: hill-2032\nname: 山县\nyear: 2032\ntitle: 山县公报2032年\nextends: hill-2031\n", encoding="utf-8"
    )
    (heir / "agencies.yaml").write_text("agencies: []\n", encoding="utf-8")
    book = load_rulebook("hill-2032")
    assert (len(book.pack.agencies), list(book.rules())) == (3, [])
