"""A rule over columns and the same rule asked row by row: every value, outcome, needs and flag must be the same."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cache
from typing import Any

import ibis
import pyarrow as pa

from gongbao.batch import answers
from gongbao.clock import ClockError
from gongbao.rules import BadInput, Context, Input, Judgement, Rule, given, plain

Row = Mapping[str, str]
ROW = "row of the table"
BLANK = ("", None, " ")
FAR = [date(1948, 12, 31), date(1949, 1, 1), date(2999, 12, 31), date(9999, 12, 25), date(2024, 2, 29)]
COVERED = [date(2019, 11, 1), date(2025, 10, 1), date(2030, 12, 20)]
ODD = (
    "x",
    "９７．５",
    "1e3",
    "-1",
    "0.1234567",
    "999999999999999999",
    "1,5",
    "无",
    "\t",
    "二",
    "+3",
    "5%",
    "3万",
    "1.5亿元",
)


@cache
def engine() -> Any:
    """One DuckDB for all tests of a process."""
    return ibis.duckdb.connect()


def ask(rule: Rule, context: Context, said: Row) -> Judgement:
    """One case as the rulebook asks it, settings first. BadInput: as the rulebook."""
    settings = {
        name: context.settings[one.setting]
        for name, one in rule.questions().items()
        if one.setting and name not in said and one.setting in context.settings
    }
    try:
        return rule.judge(given(rule.questions(), {**settings, **said}), context)
    except ClockError as wrong:
        raise BadInput("date", wrong.zh, wrong.en) from wrong


def assert_alike(
    rule: Rule, context: Context, rows: Sequence[Mapping[str, Any]], types: Mapping[str, pa.DataType] | None = None
) -> list[dict[str, Any]]:
    """`rows`: cells as text or typed. Gives the answers."""
    names = list(dict.fromkeys(name for row in rows for name in row))
    table = pa.table(
        {name: pa.array([row.get(name) for row in rows], (types or {}).get(name, pa.string())) for name in names}
        | {ROW: pa.array(range(len(rows)))}
    )
    asked = answers(rule, context, ibis.memtable(table))
    found = sorted(engine().to_pyarrow(asked).to_pylist(), key=lambda row: row[ROW])
    assert len(found) == len(rows)
    words = {name for name, form in asked.schema().items() if form.is_string()}
    for row, answer in zip(rows, found, strict=True):
        own = {name: value for name, value in answer.items() if name not in names and name != ROW}
        wanted = {
            name: plain(value) if name in words and isinstance(value, date) else value
            for name, value in expected(rule, context, row, list(own)).items()
        }
        assert own == wanted, f"{row}: {[(name, own[name], wanted[name]) for name in own if own[name] != wanted[name]]}"
    return found


def expected(rule: Rule, context: Context, row: Mapping[str, Any], names: Iterable[str]) -> dict[str, Any]:
    """What the columns have to hold for a row."""
    said = {name: text for name in rule.questions() if (text := typed(row.get(name), rule.questions()[name])).strip()}
    try:
        judgement = ask(rule, context, said)
    except BadInput as bad:
        told = {"outcome": "bad_input", "wrong": bad.name, "needs": ""}
        return {name: told.get(name) for name in names}
    own = {"outcome": judgement.outcome, "needs": ",".join(judgement.needs), "provisional": judgement.provisional}
    return {
        name: own[name] if name in own else None if name == "wrong" else value(rule, judgement, name) for name in names
    }


def typed(cell: Any, question: Input) -> str:
    """A cell as somebody types it."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        return format(Decimal(repr(cell)), "f").removesuffix(".0")
    if isinstance(cell, datetime):
        midnight = question.type == "date" and cell == datetime.combine(cell.date(), datetime.min.time())
        return cell.date().isoformat() if midnight else cell.isoformat(sep=" ")
    if isinstance(cell, date):
        return cell.isoformat()
    return format(cell.normalize(), "f") if isinstance(cell, Decimal) else str(cell)


def value(rule: Rule, judgement: Judgement, name: str) -> Any:
    """The part of the judgement's value that a column shows, of the column's own type."""
    found = judgement.value
    if rule.kind == "indicator":
        return found
    for part in {"value": []}.get(name, name.split(".", 2)[1:]):
        found = found.get(part) if isinstance(found, dict) else None
    if isinstance(found, dict):
        return None
    shown = plain(found)
    if name == "value.rate":
        return None if shown in {None, "-"} else Decimal(shown)
    return found if isinstance(found, date) else Decimal(shown) if number(name, shown) else shown


def number(name: str, shown: Any) -> bool:
    """Decimals are compared as decimals: 5.00 in a column is 5."""
    return isinstance(shown, str) and shown.removeprefix("-").replace(".", "", 1).isdigit() and name != "value.state"


def drawn(seed: int) -> random.Random:
    return random.Random(seed)  # noqa: S311


def tables(rule: Rule, chance: random.Random, count: int) -> list[dict[str, str | None]]:
    """Rows of text with edges and their neighbours, plain answers, blanks and answers that cannot be one."""
    edges: dict[str, list[Any]] = {}
    for name, edge in rule.edges():
        edges.setdefault(name, []).append(edge)
    questions = rule.questions()
    makers = {name: maker(one, edges.get(name, []), chance) for name, one in questions.items()}
    return [{name: cell(make, chance) for name, make in makers.items()} for _ in range(count)]


def cell(make: Callable[[], str], chance: random.Random) -> str | None:
    place = chance.random()
    return chance.choice(BLANK) if place < 0.03 else chance.choice(ODD) if place < 0.04 else make()


def maker(question: Input, edges: list[Any], chance: random.Random) -> Callable[[], str]:
    if question.type in {"integer", "number", "money", "percent"}:
        return lambda: amount(question, edges, chance)
    if question.type in {"date", "moment"}:
        return lambda: moment(chance) if question.type == "moment" else day(chance).isoformat()
    words = {
        "choice": [*question.choices, *question.choices.values()],
        "yes_no": ["是", "否", "yes", "no", "1"],
    }.get(question.type, ["甲", "42", "7.5", "-0.3", "是", "no", "1", "98", "0", "101", *map(str, edges)])
    return lambda: chance.choice(words)


def amount(question: Input, edges: list[Any], chance: random.Random) -> str:
    if edges and chance.random() < 0.6:
        step = chance.choice([-1, 0, 0, 1]) * Decimal(chance.choice(["1", "0.1", "0.01"]))
        return format(Decimal(chance.choice(edges)) + step, "f")
    most = chance.choice([8, 101, 400, 10**7, 10**10])
    whole = chance.choice([0, 1, 99, 100, chance.randrange(most), chance.randrange(most)])
    places = chance.choice(["", "", ".5", ".25", f".{chance.randrange(100):02}"])
    return f"{whole}{'' if question.type == 'integer' else places}"


def day(chance: random.Random) -> date:
    if chance.random() < 0.05:
        return chance.choice(FAR)
    return chance.choice(COVERED) + timedelta(days=chance.randrange(500))


def moment(chance: random.Random) -> str:
    return f"{day(chance)}T{chance.randrange(24):02}:{chance.randrange(60):02}" + chance.choice(["", ":00", ":59"])


def columns(
    rule: Rule,
    rows: list[dict[str, str | None]],
    chance: random.Random,
) -> tuple[list[dict[str, Any]], dict[str, pa.DataType]]:
    """The rows with a typed column for each question; what its type cannot hold is left empty."""
    kinds = {name: chance.choice(TYPES[question.type]) for name, question in rule.questions().items()}
    turned = [{name: _cell(text, *kinds[name]) for name, text in row.items()} for row in rows]
    return turned, {name: form for name, (form, _) in kinds.items()}


def _cell(text: str | None, form: pa.DataType, make: Callable[[str], Any]) -> Any:
    try:
        made = None if text is None or not text.strip() else make(text)
        pa.array([made], form)
    except (ValueError, ArithmeticError, KeyError, pa.ArrowException):
        return None
    return made


_TRUTH = {"是": True, "yes": True, "1": True, "否": False, "no": False}
_WHOLE = [(pa.int64(), int), (pa.int32(), int), (pa.uint16(), int)]
_EXACT = [
    (pa.decimal128(9, 2), Decimal),
    (pa.decimal128(38, 3), Decimal),
    (pa.decimal128(18, 6), Decimal),
    (pa.decimal128(30, 12), Decimal),
    (pa.float64(), float),
    *_WHOLE,
]
TYPES: dict[str, list[tuple[pa.DataType, Callable[[str], Any]]]] = {
    "integer": [*_WHOLE, *_EXACT],
    "number": _EXACT,
    "money": _EXACT,
    "percent": _EXACT,
    "date": [(pa.date32(), date.fromisoformat), (pa.timestamp("us"), datetime.fromisoformat)],
    "moment": [(pa.timestamp("us"), datetime.fromisoformat)],
    "yes_no": [(pa.bool_(), _TRUTH.__getitem__), (pa.int64(), int)],
    "choice": [(pa.string(), str)],
    "text": [(pa.string(), str), *_EXACT],
}
