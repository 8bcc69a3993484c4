"""Register: a look-up by number, by whole words, then by parts of words; rows stand at their own places."""

from __future__ import annotations

from typing import Any

import pytest

from gongbao.rules import Context
from tests.rules.made_up import a_rule, ask, because, codes, proofs

COLUMNS = {
    "no": {"title": "序号", "form": "number"},
    "paper": {"title": "材料", "key": "yes"},
    "unit": {"title": "单位", "form": "agencies", "key": "yes"},
    "ways": {"title": "办法", "form": "list", "key": "yes"},
    "note": {"title": "备注"},
    "parts": {"title": "职责", "form": "parts"},
}
ROWS = [
    {
        "no": 1,
        "paper": "住所证明（农村）",
        "unit": ["water"],
        "ways": ["核查", "承诺"],
        "note": "身份",
        "parts": [{"topic": "巡查", "at": "附件 段2", "quote": "每月巡查一次"}],
    },
    {"no": 2, "paper": "身份证明", "unit": ["finance"], "at": "附件 第2人", "quote": "身份证明材料"},
    {"no": 3, "paper": "证明"},
]


def register(rows: Any = ROWS, **fields: Any) -> Any:
    return a_rule("register", **{"columns": COLUMNS, "rows": rows, **fields})


def numbers(county: Context, asked: str, **fields: Any) -> list[int]:
    return [row["no"] for row in ask(register(**fields), county, {"q": asked}).value]  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("2", [2]),
        ("12", []),
        ("证明", [3]),
        ("身份证明", [2]),
        ("身份", [2]),
        ("住所", [1]),
        ("住所证明(农村)", [1]),
        (" 住所 证明（农村） ", [1]),
        ("县水务局", [1]),
        ("水务", [1]),
        ("河长办", [1]),
        ("财政局", [2]),
        ("承诺", [1]),
        ("没有的", []),
    ],
)
def test_a_number_then_whole_words_then_parts_are_looked_for(county: Context, asked: str, found: list[int]) -> None:
    assert numbers(county, asked) == found


def test_all_words_must_hold_where_the_register_says_so(county: Context) -> None:
    assert numbers(county, "住所 水务") == []
    assert numbers(county, "住所 水务", all_words="yes") == [1]


def test_a_row_is_shown_with_the_official_names_of_its_units(county: Context) -> None:
    [row] = ask(register(), county, {"q": "1"}).value  # type: ignore[misc]
    assert row == {
        "no": 1,
        "paper": "住所证明（农村）",
        "unit": ["县水务局"],
        "ways": ["核查", "承诺"],
        "note": "身份",
        "parts": [{"topic": "巡查", "at": "附件 段2", "quote": "每月巡查一次"}],
    }


def test_one_unit_may_be_shown_as_text(county: Context) -> None:
    columns = {**COLUMNS, "unit": {"title": "单位", "form": "agency", "key": "yes"}}
    [row] = ask(register(columns=columns), county, {"q": "水务"}).value  # type: ignore[misc]
    assert row["unit"] == "县水务局"


def test_what_is_found_is_told_with_what_it_means_to_be_listed(county: Context) -> None:
    told = ask(register(listed="不得再要", otherwise="按原来的办"), county, {"q": "1"})
    assert because(told, "listed").params["says"] == "不得再要"
    assert "otherwise" not in codes(told)


def test_nothing_found_is_an_empty_list_with_what_holds_otherwise(county: Context) -> None:
    told = ask(register(otherwise="按原来的办"), county, {"q": "没有的"})
    assert (told.outcome, told.value) == ("decided", [])
    assert because(told, "otherwise").params["says"] == "按原来的办"
    assert "otherwise" not in codes(ask(register(otherwise="按原来的办"), county, {"q": "1"}))


def test_without_a_question_nothing_is_listed(county: Context) -> None:
    assert ask(register(), county, {"q": " "}).needs == ("q",)


def test_a_row_is_cited_at_its_own_place_or_at_its_row_of_the_table(county: Context) -> None:
    own = because(ask(register(), county, {"q": "2"}), "row").citation
    tabled = because(ask(register(table={"at": "附件 表1", "columns": {}}), county, {"q": "2"}), "row").citation
    assert own is not None
    assert tabled is not None
    assert ((own.at, own.quote), tabled.at) == (("附件 第2人", "身份证明材料"), "附件 表1 第2行")


def test_rows_and_their_parts_are_facts_with_places() -> None:
    inner = {name: part.source[0].at for name, part in register().inner() if part.source}
    assert inner == {"rows[1].parts[1]": "附件 段2", "rows[2]": "附件 第2人"}
    assert (register().facts_count(), list(register().agencies())) == (3, ["water", "finance"])


@pytest.mark.parametrize(
    ("fields", "place"),
    [
        ({"rows": [ROWS[0], ROWS[0]]}, "rows[2]"),
        ({"rows": [{"paper": "证明"}]}, "rows[1]"),
        ({"rows": [{"no": 1, "colour": "红"}]}, "rows[1]"),
        ({"counts": [{"count": "4"}]}, "counts"),
    ],
    ids=["a number twice", "no number", "a column nobody declared", "another count than the text's"],
)
def test_rows_that_cannot_be_told_apart_or_do_not_count_up_are_wrong(fields: Any, place: str) -> None:
    assert proofs(register(**fields)) == [("wrong", place)]
    assert proofs(register(counts=[{"count": "3"}])) == []


@pytest.mark.parametrize(("asked", "found"), [("Ⅳ", [4]), ("Ⅰ", [1]), ("Ⅴ", []), ("ＡＢ", [2]), ("ab", [2])])
def test_width_and_case_make_no_other_word_and_a_level_is_one_sign(
    asked: str, found: list[int], county: Context
) -> None:
    rows = [{"no": n, "paper": paper} for n, paper in enumerate(("Ⅰ级", "AB级", "Ⅲ级", "Ⅳ级"), 1)]
    assert numbers(county, asked, rows=rows) == found


def test_every_row_that_is_found_has_its_reason_however_many(county: Context) -> None:
    rows = [{"no": n, "thing": "同一件事", "at": f"第{n}条", "quote": "同一件事"} for n in range(1, 61)]
    columns = {"no": {"title": "序号", "form": "number"}, "thing": {"title": "事", "key": "yes"}}
    told = ask(register(columns=columns, rows=rows), county, {"q": "同一"})
    assert codes(told).count("row") == len(told.value) == 60
