"""Cells are read as answers are, whatever their type; a row that cannot be read says which input is wrong."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import ibis
import pyarrow as pa
import pytest

from gongbao.batch import BatchError, answers
from gongbao.rules import Rule
from tests.batch.alike import assert_alike, engine
from tests.batch.made_up import benefits, gradings, limits, rates
from tests.rules.made_up import COUNTY, a_rule

AMOUNTS = [
    *(
        "600万",
        "1.2亿",
        "3.05万元",
        "0.000001万",
        "1.0000001万",
        "88元",
        "1,234.50",
        "1,2,3",
        ",5",
        "5万,",
        "５００",
        "①",
    ),
    *(
        "12.345",
        "12.340",
        "0.10",
        ".5",
        "5.",
        "-0",
        "-0.01",
        "+1",
        "1e3",
        "NaN",
        "inf",
        "0x10",
        "1_000",
        "007",
        "元",
        "万",
    ),
    *("999999999999999999", "9999999999999999999", "99999999万", "99999亿"),
]
NUMBERS = [
    *(
        "7",
        "7.0",
        "7.000000000",
        "7.0000000000",
        "0.1234567",
        "0.123456789",
        "12%",
        "１２",
        "٣",
        "2/3",
        "−5",
        "-5",
        "3.14",
    ),
    *("1000000000000", "123456789012.123456", "97.5", "百", "1.5.2", "-7", "12.5", "12.51", "600万", "没有", "none"),
]
DAYS = [
    *("2031-02-28", "2031-02-29", "2032-02-29", "2031-2-3", "2031/02/03", "２０３１-02-03", "20310203", "1948-12-31"),
    *("0001-01-01", "9999-12-31", "10000-01-01", "2031-02-03T00:00", "2999-12-31", "3000-01-01", "明天", "infinity"),
]
MOMENTS = [
    *("2031-02-03T08:30", "2031-02-03T24:00", "2031-02-03T08:30:60", "2031-02-03", "2031-02-03T8:30"),
    *(
        "2031-02-03T08:30:00.5",
        "2031-02-03T08:30:00+08:00",
        "2031-02-30T08:30",
        "2999-12-31T23:59:59",
        "0000-01-01T00:00",
    ),
]
TRUTHS = ["是", "否", "yes", "NO", "Yes", "y", "1", "0", "true", "FALSE", "2", "对", "ｙｅｓ", "是的", "tRuE"]
CHOICES = ["new", "NEW", "新办", "ｎｅｗ", "老店", "old", "没有", "其他"]
SPACED = [
    "",
    "  ",
    "\u3000",
    "\t7",
    " 7 ",
    "5\n",
    "1 000",
    "x" * 300,
    " 2031-02-03 ",
    "2031-02-03 08:30:59",
    " 新办",
    "new old",
]


def alone(type_: str, **more: Any) -> Rule:
    """A rule that asks for one input of this type and shows what became of it."""
    if type_ in {"date", "moment"}:
        return a_rule("time_limit", inputs={"it": {"type": type_, **more}}, limit={"unit": "at_once", "start": "it"})
    if type_ in {"yes_no", "choice"}:
        rates_of = {"yes": "10", "no": "20", "new": "30", "old": "40"}
        cases = [{"given": {"it": word}, "percent": {"rate": rate}} for word, rate in rates_of.items()]
        inputs = {"cost": {"type": "money", "default": "1"}, "it": {"type": type_, **more}}
        return a_rule("benefit", base="cost", inputs=inputs, cases=cases)
    return a_rule(
        "rate",
        form="ratio",
        digits=9,
        numerator="it",
        denominator="one",
        inputs={"it": {"type": type_, **more}, "one": {"type": "integer", "default": "1"}},
    )


KINDS = {
    "date": DAYS,
    "moment": [*MOMENTS, *DAYS],
    "yes_no": TRUTHS,
    "choice": CHOICES,
    "integer": NUMBERS,
    "number": [*AMOUNTS, *NUMBERS],
    "percent": NUMBERS,
    "money": [*AMOUNTS, *NUMBERS],
}
CHOSEN = {"choices": {"new": "新办", "old": "老店"}}


@pytest.mark.parametrize("type_", KINDS)
def test_every_way_to_type_an_answer_is_read_as_one_case_reads_it(type_: str) -> None:
    rule = alone(type_, **(CHOSEN if type_ == "choice" else {}))
    assert_alike(rule, COUNTY, [{"it": text} for text in [*KINDS[type_], *SPACED]])


BOUNDS: list[dict[str, str]] = [
    {"signed": "yes"},
    {"minimum": "3"},
    {"maximum": "12.5"},
    {"decimals": "1"},
    {"none": "没有"},
    {"minimum": "-7", "maximum": "100000", "decimals": "0"},
]


@pytest.mark.parametrize("more", BOUNDS, ids=str)
@pytest.mark.parametrize("type_", ["number", "money", "integer"])
def test_the_bounds_of_a_question_hold_for_cells(type_: str, more: dict[str, str]) -> None:
    assert_alike(alone(type_, **more), COUNTY, [{"it": text} for text in NUMBERS])


MIDNIGHT, MORNING = datetime.fromisoformat("2031-02-03"), datetime.fromisoformat("2031-02-03T08:30")
TYPED: dict[str, tuple[pa.DataType, list[Any]]] = {
    "doubles": (
        pa.float64(),
        [0.1, 97.5, -0.0, 1e-7, 1 / 3, 1e15, 1e300, float("nan"), float("inf"), 0.1 + 0.2, None, 5.0],
    ),
    "floats": (pa.float32(), [0.5, 97.25, None, 3.0]),
    "long integers": (pa.int64(), [0, 7, -1, 10**15, 10**17, 9 * 10**18, None]),
    "unsigned": (pa.uint64(), [0, 7, 2**63, 2**64 - 1, None]),
    "small integers": (pa.int8(), [0, 1, 7, -1, 127]),
    "decimals": (pa.decimal128(38, 2), [Decimal("97.50"), Decimal("-1.00"), Decimal(10) ** 30, Decimal("0.01"), None]),
    "fine decimals": (pa.decimal128(20, 10), [Decimal("0.5"), Decimal("0.0000000001"), Decimal("0.123456789"), None]),
    "truths": (pa.bool_(), [True, False, None]),
    "days": (pa.date32(), [date(2031, 2, 3), date(1, 1, 1), date(9999, 12, 31), None]),
    "moments": (pa.timestamp("us"), [MIDNIGHT, MORNING, MORNING.replace(microsecond=5), None]),
}
WORDS = ("small integers", "truths", "days", "moments")
PAIRS = [(column, type_) for type_ in ("number", "money") for column in TYPED]
PAIRS += [(column, type_) for type_ in ("date", "moment", "yes_no", "choice") for column in WORDS]


@pytest.mark.parametrize(("column", "type_"), PAIRS)
def test_typed_cells_are_read_as_somebody_would_type_them(column: str, type_: str) -> None:
    form, cells = TYPED[column]
    rule = alone(type_, **(CHOSEN if type_ == "choice" else {}))
    assert_alike(rule, COUNTY, [{"it": cell} for cell in cells], {"it": form})


def test_the_first_wrong_input_is_named_and_nothing_else_is_said() -> None:
    typed = [("x", "y"), ("1", "y"), ("1", "无"), ("", "-3")]
    told = assert_alike(rates()["of counts"], COUNTY, [{"part": part, "whole": whole} for part, whole in typed])
    assert [row["wrong"] for row in told] == ["part", "whole", None, "whole"]
    assert [row["outcome"] for row in told] == ["bad_input", "bad_input", "cannot_say", "bad_input"]


def test_a_limit_past_the_year_9999_is_bad_input() -> None:
    [told] = assert_alike(limits()["day 9"], COUNTY, [{"begun": "9999-12-30"}])
    assert (told["outcome"], told["wrong"]) == ("bad_input", "date")


def test_a_value_without_room_in_its_column_is_said_to_be_too_large() -> None:
    rule = a_rule("benefit", base="cost", inputs={"cost": "money", "months": "number"}, months={"input": "months"})
    table = ibis.memtable(pa.table({"cost": ["999999999999999999亿", "7"], "months": ["999999999999999999", "2"]}))
    told = engine().to_pyarrow(answers(rule, COUNTY, table)).to_pylist()
    assert [(row["outcome"], row["value"]) for row in told] == [("too_large", None), ("decided", Decimal("14.00"))]


def test_columns_of_no_input_pass_through_and_optional_ones_may_be_missing() -> None:
    [told] = assert_alike(benefits()["received before"], COUNTY, [{"cost": "100", "name": "甲"}])
    assert (told["name"], told["outcome"], told["needs"]) == ("甲", "person_decides", "checked")
    assert list(told)[:2] == ["cost", "name"]


COUNTS = {"part": ["1"], "whole": ["2"]}
ZONED = pa.array([MORNING], pa.timestamp("us", "Asia/Shanghai"))
REFUSED: dict[str, tuple[Rule, dict[str, Any], str]] = {
    "a required column is missing": (rates()["of counts"], {"part": ["1"]}, "a column named whole"),
    "a column is named like an answer's": (rates()["of counts"], {**COUNTS, "outcome": ["x"]}, "outcome"),
    "a column is named like one of ours": (rates()["of counts"], {**COUNTS, "_gongbao_1": ["x"]}, "_gongbao_1"),
    "a column holds lists": (gradings()["one scale"], {"a": [[1, 2]]}, "holds no answers"),
    "a column holds moments with a zone": (limits()["hour 7.5"], {"begun": ZONED}, "holds no answers"),
    "a kind without columns": (a_rule("cadence", times="2", per="week"), {"a": ["1"]}, "no form over columns"),
}


@pytest.mark.parametrize(("rule", "table", "said"), REFUSED.values(), ids=REFUSED)
def test_a_table_that_cannot_be_answered_gets_a_sentence(rule: Rule, table: dict[str, Any], said: str) -> None:
    with pytest.raises(BatchError) as refused:
        answers(rule, COUNTY, ibis.memtable(pa.table(table)))
    assert said in refused.value.en
    assert refused.value.zh.endswith("。")
