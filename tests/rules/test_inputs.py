"""Inputs: what an answer may look like, and one sentence about each that it may not."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, datetime
from decimal import Decimal
from typing import Any, get_args

import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st

from gongbao.rules import BadInput, Input, given
from gongbao.rules.inputs import LONGEST, InputType
from tests.rules.made_up import a_rule, unhurried

CHOICES = {"Ⅳ": "四级", "gate": "闸门", "V2": "二型"}


def question(form: str, **fields: Any) -> Input:
    return Input.model_validate(
        {"type": form, "title": "水深", **({"choices": CHOICES} if form == "choice" else {}), **fields}
    )


@pytest.mark.parametrize(
    ("form", "said", "value"),
    [
        ("date", "2032-02-29", date(2032, 2, 29)),
        ("date", " ２０３１-０５-０６ ", date(2031, 5, 6)),
        ("moment", "2031-05-06T08:30", datetime.fromisoformat("2031-05-06T08:30")),
        ("moment", "2031-05-06 08:30:15", datetime.fromisoformat("2031-05-06T08:30:15")),
        ("integer", "3", 3),
        ("integer", "3.0", 3),
        ("integer", "1,200", 1200),
        ("number", "5.20", Decimal("5.20")),
        ("number", "１２．５", Decimal("12.5")),
        ("number", "-0", Decimal(0)),
        ("money", "6000000", Decimal(6000000)),
        ("money", "600万", Decimal(6000000)),
        ("money", "1.2亿元", Decimal("120000000.0")),
        ("money", "0.01元", Decimal("0.01")),
        ("percent", "97.5%", Decimal("97.5")),
        ("percent", "97.5", Decimal("97.5")),
        ("yes_no", "是", True),
        ("yes_no", "No", False),
        ("choice", "Ⅳ", "Ⅳ"),
        ("choice", "IV", "Ⅳ"),
        ("choice", "4", "Ⅳ"),
        ("choice", "四级", "Ⅳ"),
        ("choice", "GATE", "gate"),
        ("choice", "闸门", "gate"),
        ("text", " 河 道 ", "河 道"),
        ("list", "甲, 乙；丙、丁", ["甲", "乙", "丙", "丁"]),
    ],
)
def test_an_answer_becomes_its_value(form: str, said: str, value: Any) -> None:
    read = question(form).read("depth", said)
    assert (read, type(read), str(read)) == (value, type(value), str(value))


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ("date", "2031-02-30"),
        ("date", "2031/05/06"),
        ("date", "6月底"),
        ("date", "20310506"),
        ("moment", "2031-05-06"),
        ("moment", "2031-05-06T25:00"),
        ("moment", "2031-05-06T08:30+08:00"),
        ("integer", "3.5"),
        ("integer", "-1"),
        ("number", "abc"),
        ("number", "1e3"),
        ("number", "NaN"),
        ("number", "Infinity"),
        ("number", "-0.1"),
        ("number", "1.2.3"),
        ("number", "9" * 19),
        ("money", "-1"),
        ("money", "0.001"),
        ("money", "万"),
        ("money", "5百"),
        ("percent", "%"),
        ("yes_no", "maybe"),
        ("choice", "五级"),
        ("list", "甲,,乙"),
        ("list", ","),
        ("text", "河\n道"),
        ("text", "河" * (LONGEST + 1)),
        ("text", ""),
    ],
)
def test_an_answer_that_cannot_be_one_is_refused_in_one_sentence_of_each_language(form: str, said: str) -> None:
    with pytest.raises(BadInput) as caught:
        question(form).read("depth", said)
    wrong = caught.value
    assert wrong.name == "depth"
    assert wrong.zh.startswith("水深（depth）不能是")
    assert (wrong.zh.count("。"), wrong.zh[-1], wrong.en[-1]) == (1, "。", ".")
    assert wrong.en.startswith("depth cannot be")
    assert len(wrong.zh) < 200


@pytest.mark.parametrize(
    ("fields", "good", "bad"),
    [
        ({"maximum": "100"}, "100", "100.1"),
        ({"minimum": "5"}, "5", "4.9"),
        ({"signed": "yes"}, "-3", "--3"),
        ({"signed": "yes", "minimum": "-5"}, "-5", "-5.1"),
        ({"decimals": "1"}, "4.5", "4.55"),
        ({"decimals": "1"}, "4.50", "4.51"),
        ({"decimals": "0"}, "4", "4.5"),
    ],
)
def test_bounds_of_sense_are_held_and_named(fields: Any, good: str, bad: str) -> None:
    question("number", **fields).read("depth", good)
    with pytest.raises(BadInput) as caught:
        question("number", **fields).read("depth", bad)
    bound = (
        next(value for name, value in fields.items() if name != "signed")
        if len(fields) > 1 or "signed" not in fields
        else ""
    )
    assert bound in caught.value.zh
    assert bound in caught.value.en


def test_a_bound_holds_for_money_in_ten_thousands_too() -> None:
    money = question("money", maximum="5000000", minimum="1000")
    assert money.read("depth", "500万") == 5000000
    assert money.read("depth", "0.1万") == 1000
    with pytest.raises(BadInput, match="5000000"):
        money.read("depth", "600万")


def test_there_is_none_is_an_answer_only_where_the_question_allows_it() -> None:
    assert question("percent", none="无").read("depth", "无") is None
    assert question("percent", none="无").read("depth", "-") is None
    with pytest.raises(BadInput):
        question("percent").read("depth", "无")


def test_a_choice_may_be_said_in_other_words() -> None:
    size = question("choice", choices={"low": "低", "high": "高"}, also={"Deep": "high"})
    assert size.read("depth", "deep") == "high"
    with pytest.raises(ValueError, match="none of the choices"):
        question("choice", also={"deep": "nowhere"})


def test_a_refused_choice_names_the_choices_and_of_many_the_first() -> None:
    with pytest.raises(BadInput, match="要填low（低）、高。") as few:
        question("choice", choices={"low": "低", "高": "高"}).read("depth", "x")
    assert few.value.en.endswith("give low, 高.")
    many = {f"c{n}": f"c{n}" for n in range(40)}
    with pytest.raises(BadInput, match=r"c11 等 40 种之一。$"):
        question("choice", choices=many).read("depth", "x")


def test_a_list_may_be_bound_to_choices() -> None:
    marks = question("list", choices={"B": "差", "-": "好"})
    assert marks.read("depth", "B，-") == ["B", "-"]
    with pytest.raises(BadInput):
        marks.read("depth", "B,C")


def test_what_is_not_answered_is_left_out_and_a_default_fills_in() -> None:
    questions = {
        "depth": question("number"),
        "days": question("integer", default="3"),
        "note": question("text", optional="yes"),
    }
    assert given(questions, {"depth": " ", "note": ""}) == {"days": 3}
    assert given(questions, {"depth": "1", "days": "5"}) == {"depth": Decimal(1), "days": 5}


def test_an_answer_to_a_question_nobody_asks_is_refused_and_the_questions_are_named() -> None:
    with pytest.raises(BadInput) as caught:
        given({"depth": question("number")}, {"depht": "1"})
    assert caught.value.name == "depht"
    assert "depth" in caught.value.zh
    assert "depth" in caught.value.en


def test_in_a_pack_brackets_make_a_question_optional_and_a_type_alone_is_enough() -> None:
    inputs = {"received": "date", "[days]": {"type": "integer", "default": "0"}}
    rule = a_rule("checklist", inputs=inputs, items=[{"id": "one", "topic": "甲"}])
    assert {name: (one.type, one.optional) for name, one in rule.inputs.items()} == {
        "received": ("date", False),
        "days": ("integer", True),
    }
    assert rule.needed == {"received"}


@drawn(st.sampled_from(get_args(InputType)), st.text(max_size=30))
@unhurried
def test_any_text_is_read_or_refused_and_nothing_else_happens(form: str, said: str) -> None:
    with suppress(BadInput):
        question(form).read("depth", said)


@drawn(st.decimals(0, 10**15, places=2))
@unhurried
def test_money_is_exact(value: Decimal) -> None:
    assert question("money").read("depth", f"{value:f}") == value
