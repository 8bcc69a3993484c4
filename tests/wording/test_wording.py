"""Wording: every reason that a rule can give has a sentence in both languages, filled from what the reason holds."""

from __future__ import annotations

import ast
import string
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, get_args

import pytest
import yaml

import gongbao
from gongbao.rules import Reason
from gongbao.rules.as_json import answer_schema
from gongbao.rules.checklist import TICKS
from gongbao.rules.indicator import Form
from gongbao.rules.rate import Rate
from gongbao.rules.report_chain import Link
from gongbao.rules.score_lines import Line
from gongbao.rules.time_limit import Unit
from gongbao.wording import speaker

SOURCE = Path(gongbao.__file__).parent
ENDINGS = {
    "limit_": get_args(Unit),
    "report_": get_args(Link.model_fields["unit"].annotation),
    "indicator_": get_args(Form),
    "rate_": get_args(Rate.model_fields["form"].annotation),
    "line_": get_args(Line.model_fields["form"].annotation),
    "item_": tuple(TICKS)[:2],
}
"""How the codes go on that are put together of a stem and a word of the rule."""


@dataclass(frozen=True)
class Emitted:
    """A code that is given as a reason somewhere, and the numbers given with it."""

    code: str
    fields: frozenset[str]


@cache
def emitted() -> tuple[Emitted, ...]:
    paths = [path for folder in ("rules", "packs") for path in (SOURCE / folder).glob("*.py")]
    return tuple(one for path in paths for one in emitted_in(ast.parse(path.read_text(encoding="utf-8"))))


def emitted_in(tree: ast.Module) -> Iterator[Emitted]:
    for function in (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)):
        for call in (node for node in ast.walk(function) if isinstance(node, ast.Call)):
            name = ast.unparse(call.func)
            if name in {"reason", "Reason"} and len(call.args) > 1:
                params = call.args[2] if name == "Reason" and len(call.args) > 2 else None
                for code in codes_of(call.args[1], function):
                    yield Emitted(code, fields_of(call, params))


def fields_of(call: ast.Call, params: ast.expr | None) -> frozenset[str]:
    """The names of what is given with a code; none where some of it comes from elsewhere."""
    keys = params.keys if isinstance(params, ast.Dict) else []
    if None in keys:
        return frozenset()
    named = {word.arg for word in call.keywords if word.arg}
    return frozenset({key.value for key in keys if isinstance(key, ast.Constant)} | named)


def codes_of(node: ast.expr, function: ast.FunctionDef) -> Iterator[str]:
    """The texts that an expression can be: a literal, one of two, a stem with its endings, or a name given one."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from codes_of(node.body, function)
        yield from codes_of(node.orelse, function)
    elif isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
        stem = str(node.values[0].value)
        yield from (stem + ending for ending in ENDINGS[stem])
    elif isinstance(node, ast.Name):
        for given in (one for one in ast.walk(function) if isinstance(one, ast.Assign)):
            if any(isinstance(target, ast.Name) and target.id == node.id for target in given.targets):
                yield from codes_of(given.value, function)


@cache
def words(language: str) -> dict[str, dict[str, str]]:
    text = (SOURCE / "wording" / f"{language}.yaml").read_text(encoding="utf-8")
    loaded: dict[str, dict[str, str]] = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506
    return loaded


def fields_in(template: str) -> dict[str, str]:
    """The fields of a sentence and how each is written."""
    return {name: spec or "" for _, name, spec, _ in string.Formatter().parse(template) if name}


def test_the_codes_are_found_in_the_source() -> None:
    found = {one.code for one in emitted()}
    assert {
        "limit_hour",
        "report_unstated",
        "graded",
        "may_go_on",
        "has_ended",
        "gate_on_bonus",
        "missing",
        "reading",
    } <= found
    assert len(found) > 70


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_code_has_a_sentence_and_no_sentence_is_left_over(language: str) -> None:
    assert set(words(language)["reasons"]) == {one.code for one in emitted()}


def test_both_languages_fill_in_the_same_numbers() -> None:
    zh, en = (words(language)["reasons"] for language in ("zh", "en"))
    assert {
        code: set(fields_in(zh[code])) ^ set(fields_in(en[code]))
        for code in zh
        if set(fields_in(zh[code])) != set(fields_in(en[code]))
    } == {}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_number_of_a_sentence_is_given_with_its_code(language: str) -> None:
    sentences = words(language)["reasons"]
    lacking = {one.code: set(fields_in(sentences[one.code])) - one.fields for one in emitted() if one.fields}
    assert {code: missing for code, missing in lacking.items() if missing} == {}


def test_both_languages_have_the_same_words() -> None:
    assert set(words("zh")["words"]) == set(words("en")["words"])


def test_outcomes_units_comparators_and_states_have_words() -> None:
    outcomes = answer_schema()["properties"]["outcome"]["enum"]
    units = set(get_args(Unit)) - {"end_of_month_after", "at_once", "unstated"}
    assert {*outcomes, *units, ">=", ">", "<=", "<", "=", "below", "above", "met", "not_met", "no_data"} <= set(
        words("zh")["words"]
    )


def said(language: Any, code: str, **params: Any) -> str:
    return speaker(language)(Reason("flood/report", code, params))


@pytest.mark.parametrize(
    ("language", "code", "params", "sentence"),
    [
        ("zh", "limit_day", {"value": Decimal("3.0"), "case": ""}, "文件规定3日内，按自然日计。"),
        ("zh", "limit_day", {"value": Decimal(3), "case": "甲类"}, "文件规定3日内（甲类），按自然日计。"),
        (
            "en",
            "limit_day",
            {"value": Decimal(3), "case": "甲类"},
            "The document gives 3 days (甲类), every day counted.",
        ),
        ("zh", "missing", {"inputs": ["水深", "日期"]}, "还缺：水深、日期。"),
        ("en", "missing", {"inputs": ["depth", "day"]}, "Still missing: depth, day."),
        (
            "zh",
            "too_late",
            {"asked": date(2031, 6, 8), "latest": datetime(2031, 6, 7, 8, 5)},  # noqa: DTZ001
            "要求延到2031-06-08，晚于最晚的2031-06-07 08:05；改为不晚于2031-06-07 08:05即可。",
        ),
        ("zh", "target", {"comparator": "<=", "value": Decimal("10.50")}, "文件要求不高于10.5。"),
        ("en", "target", {"comparator": "<=", "value": Decimal("10.50")}, "The document asks for at most 10.5."),
        ("zh", "percent", {"rate": Decimal(10), "base": Decimal(6000000)}, "按600万元（6,000,000.00元）的10%计。"),
        ("zh", "percent", {"rate": Decimal(10), "base": Decimal("0.5")}, "按0.50元的10%计。"),
        ("zh", "percent", {"rate": Decimal(10), "base": Decimal(120000000)}, "按1.2亿元（120,000,000.00元）的10%计。"),
        ("zh", "percent", {"rate": Decimal(10), "base": Decimal(0)}, "按0.00元的10%计。"),
        (
            "zh",
            "line_yes_no",
            {"item": "6", "title": "有制度", "value": False, "points": "0", "full": Decimal(7)},
            "第6项“有制度”：否，得0分（满分7）。",
        ),
    ],
)
def test_numbers_are_written_as_people_write_them(language: str, code: str, params: Any, sentence: str) -> None:
    assert said(language, code, **params) == sentence


@pytest.mark.parametrize(
    ("value", "line"),
    [
        (None, "无"),
        (True, "是"),
        ("2031-06-05", "2031-06-05"),
        ([], "[0]"),
        ({"due": "2031-06-05", "state": None}, None),
        ([1, 2], "[2] 1 / 2"),
    ],
)
def test_a_value_is_one_line(value: Any, line: str | None) -> None:
    told = speaker("zh").value(value)
    assert "\n" not in told
    assert line is None or told == line


def test_rows_stand_one_under_the_other_without_their_empty_cells() -> None:
    rows = [{"no": 1, "remark": ""}, {"no": 2, "remark": None, "days": []}]
    assert speaker("zh").lines(rows) == ["[2]", "no 1", "no 2"]
    assert speaker("zh").lines("2031-06-05") == ["2031-06-05"]


def test_a_code_without_words_is_an_error_and_a_word_without_a_translation_stays() -> None:
    with pytest.raises(KeyError):
        said("zh", "tide")
    assert speaker("zh").word("县水务局") == "县水务局"
