"""Every mistake in a system's files is one sentence with file and line, in both languages."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Any

import pytest

import gongbao
from gongbao.packs import PackError
from gongbao.packs.load import load_rulebook
from gongbao.packs.wording import SAYS

LIMIT = "limit: {value: 3, unit: working_day, start: found}"
IN_FACTS = {
    "another document": ("山政字〔2031〕4号", "山政字〔2031〕6号", 1, "pack.yaml", "pack.yaml"),
    "a key beside the rules": (
        "rules:\n  report",
        "notes: 无\nrules:\n  report",
        1,
        "document 和 rules",
        "nothing else",
    ),
    "an unknown kind": ("kind: time_limit", "kind: deadline", 4, "time_limit", "time_limit"),
    "no kind": ("    kind: time_limit\n", "", 4, "kind", "kind"),
    "a rule's key in capitals": ("  report:\n", "  Report:\n", 4, "Report", "a-z"),
    "a rule given twice": ("  handling:\n", "  report:\n", 10, "report", "given twice"),
    "an unknown field": (LIMIT, LIMIT + "\n    colour: red", 9, "colour", "not known"),
    "no place": ("    source: {at: 第三条, quote: 3个工作日内报告}\n", "", 4, "source", "source"),
    "a quote too long": ("3个工作日内报告", "长" * 31, 9, "30", "30"),
    "a title too long": ("title: 险情报告", "title: " + "长" * 41, 5, "40", "40"),
    "a number that is none": ("value: 3,", "value: three,", 8, "three", "three"),
    "an unknown unit": ("unit: working_day", "unit: fortnight", 8, "fortnight", "working_day"),
    "an unknown type of answer": ("type: date", "type: day", 7, "day", "one of"),
    "an input that nobody declared": ("start: found", "start: seen", 4, "seen", "seen"),
    "a value without its unit": ("unit: working_day", "unit: at_once", 4, "at_once", "at_once"),
    "a reading that nobody knows": ("readings: [R-0401]", "readings: [R-0499]", 18, "R-0499", "readings.yaml"),
    "inferred without a reading": (LIMIT, LIMIT.replace("}", ", inferred: [value]}"), 8, "inferred", "reading"),
    "inferred of no field": (LIMIT, LIMIT.replace("}", ", inferred: [x], readings: [R-0401]}"), 8, "inferred", "no"),
    "an agency that nobody knows": ("agencies: [water]", "agencies: [castle]", 11, "castle", "castle"),
    "a clock that nobody keeps": ("starts: [report]", "starts: [rapport]", 11, "rapport", "rapport"),
    "an answer set that nobody asks for": ("starts: [report]", "starts: [report], sets: {seen: x}", 11, "seen", "seen"),
    "an answer set that cannot be": ("starts: [report]", "starts: [report], sets: {found: soon}", 11, "soon", "soon"),
    "a state that cannot be left": ("ends: yes", "ends: no", 11, "终结", "state"),
    "another count of rows": ("count: 2,", "count: 3,", 18, "3", "3 stated"),
    "two forms of a condition": ('comparator: "<=",', 'comparator: "<=", among: [x],', 38, "among", "one form"),
    "half a comparison": (", than: most", "", 38, "than", "than"),
    "a sheet that is not there": ("stations.csv", "stands.csv", 0, "flood/stands.csv", "flood/stands.csv"),
    "parts of no sheet": (
        "part_sheets: {duties: duties.csv}",
        "part_sheets: duties.csv",
        26,
        "part_sheets",
        "not known",
    ),
    "a column in one word": ("no: {title: 序号, form: number}", "no: 序号", 21, "no", "wrong form"),
    "rules that are a list": ("rules:\n  report:", "rules: []\nother:\n  report:", 1, "rules", "rules"),
}
IN_OTHERS = {
    ("readings.yaml", "an option without options"): ("sort: note", "sort: option", 2, "options", "options"),
    ("readings.yaml", "an id used already"): ("R-0401", "R-01", 2, "R-01", "used already"),
    ("readings.yaml", "an id in another form"): ("id: R-0402", "id: R-4", 6, "R-4", "R-4"),
    ("readings.yaml", "no reason"): ("    why: 以附件为准。\n", "", 2, "why", "missing"),
    ("readings.yaml", "an unknown sort"): ("sort: setting", "sort: guess", 8, "guess", "one of"),
    ("cases.yaml", "a rule that is not there"): ("{rule: stations", "{rule: stands", 5, "stands", "stands"),
    ("cases.yaml", "an outcome that is none"): ("outcome: cannot_say", "outcome: perhaps", 4, "perhaps", "one of"),
    ("cases.yaml", "a day that is none"): ("on: 2031-05-05", "on: 2031-02-30", 4, "2031-02-30", "not a date"),
    ("cases.yaml", "nothing expected"): ("then: {error: found}", "when: never", 3, "then", "missing"),
    ("digest.yaml", "another document"): ("山政字〔2031〕4号", "山政字〔2031〕5号", 1, "4号", "4号"),
    ("digest.yaml", "a sentence too long"): ("says: 为了防汛", "says: " + "长" * 41, 3, "40", "40"),
    ("digest.yaml", "a place given twice"): ("at: 第二条", "at: 第一条", 1, "重复", "twice"),
    ("findings.yaml", "no place"): (
        "places: [{at: 第四条, quote: 值守不宜过密}]",
        "places: []",
        5,
        "places",
        "one entry",
    ),
    ("findings.yaml", "an unknown sort"): ("sort: silent", "sort: odd", 3, "odd", "one of"),
    ("findings.yaml", "an id in another form"): ("id: F-0401", "id: F-1", 2, "F-1", "F-1"),
    ("stations.csv", "a cell too few"): ("1,东闸,water", "1,东闸", 2, "3格", "3"),
    ("stations.csv", "a cell too many"): ("1,东闸,water", "1,东闸,water,x", 2, "4格", "4"),
    ("stations.csv", "a column nobody declared"): ("no,name,unit", "no,name,colour", 1, "colour", "colour"),
    ("stations.csv", "a number that is none"): ("2,西闸", "二,西闸", 3, "二", "二"),
    ("duties.csv", "a part of no row"): ("2,值班", "3,值班", 3, "“3”", "“3”"),
    ("duties.csv", "a cell too few"): ("1,巡查,附件 段2,每日巡查一次", "1,巡查", 2, "2格", "2"),
    ("duties.csv", "no column for the row"): ("row,topic", "no,topic", 2, "row", "row"),
}


def refusal() -> PackError:
    with pytest.raises(PackError) as caught:
        load_rulebook("hill-2031")
    return caught.value


def told(error: PackError, name: str, line: int, zh: str, en: str) -> None:
    """One sentence each, with the line; 0: the file itself is missing, which has none."""
    assert zh in error.zh
    assert en in error.en
    assert (error.zh[-1], error.zh.rstrip("。").count("。"), error.en[-1]) == ("。", 0, ".")
    if line:
        assert error.zh.startswith(f"flood/{name} 第{line}行"), error.zh
        assert error.en.startswith(f"flood/{name} line {line}"), error.en


@pytest.mark.parametrize("mistake", IN_FACTS)
def test_a_mistake_in_the_facts_is_named_with_its_line(mistake: str, flood: Any) -> None:
    old, new, line, zh, en = IN_FACTS[mistake]
    flood.change("facts.yaml", old, new)
    told(refusal(), "facts.yaml", line, zh, en)


@pytest.mark.parametrize("where", IN_OTHERS, ids=" ".join)
def test_a_mistake_in_a_sheet_beside_the_facts_is_named_with_its_line(where: tuple[str, str], flood: Any) -> None:
    old, new, line, zh, en = IN_OTHERS[where]
    flood.change(where[0], old, new)
    told(refusal(), where[0], line, zh, en)


@pytest.mark.parametrize(
    ("old", "new"),
    [("1,东闸,water", "2,东闸,water"), ("1,东闸,water", ",东闸,water"), ("water|finance", "water|castle")],
    ids=["a number twice", "no number", "an agency nobody knows"],
)
def test_a_row_that_no_rule_can_hold_is_named_where_the_rule_stands(old: str, new: str, flood: Any) -> None:
    flood.change("stations.csv", old, new)
    flood.change("duties.csv", "1,巡查", "2,巡查")
    told(refusal(), "facts.yaml", 18, "", "")


def test_the_county_without_mistakes_loads(flood: Any) -> None:
    assert len(list(load_rulebook("hill-2031").rules())) == 5


def test_whatever_a_model_refuses_has_its_own_sentence() -> None:
    source = Path(gongbao.__file__).parent
    raised = {
        node.exc.args[0].value
        for folder in ("rules", "packs")
        for path in (source / folder).glob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call) and ast.unparse(node.exc.func) == "ValueError"
        if isinstance(node.exc.args[0], ast.Constant)
    }
    assert len(raised) > 8
    assert raised - set(SAYS) == set()
