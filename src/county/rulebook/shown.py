"""A rule's value as a page shows it: a headline in words a person would say, then facts or a table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from county.site.templatetags.county import day
from gongbao.rules import Rule
from gongbao.rules.benefit import Benefit
from gongbao.rules.body import Body
from gongbao.rules.checklist import Checklist
from gongbao.rules.grading import Grading
from gongbao.rules.indicator import Indicator
from gongbao.rules.ladder import Ladder
from gongbao.rules.rate import EMPTY, Rate
from gongbao.rules.register import Register
from gongbao.rules.scorecard import Scorecard
from gongbao.rules.time_limit import TimeLimit
from gongbao.wording import Speaker

MOST_ROWS = 100


@dataclass(slots=True)
class Table:
    """`rows` hold plain text or lists of text; at most MOST_ROWS are shown, `more` says how many are not."""

    header: list[str]
    rows: list[list[Any]]
    more: int = 0


@dataclass(slots=True)
class Shown:
    """`headline` is the answer; `facts` are (label, text); tables by their caption."""

    headline: str = ""
    facts: list[tuple[str, str]] = field(default_factory=list)
    tables: list[tuple[str, Table]] = field(default_factory=list)


def shown_value(rule: Rule, value: Any, say: Speaker) -> Shown:
    """`value` is plain, as JSON holds it."""
    if value is None:
        return Shown()
    shown = Shown(_headline(rule, value, say))
    words = words_of(rule, say)
    if isinstance(value, Mapping):
        _facts(shown, value, words, say, rule)
    elif isinstance(value, list):
        shown.tables += [("", _table(value, words, say))] if value else []
    return shown


def words_of(rule: Rule, say: Speaker) -> dict[str, str]:
    """What the keys of a value and the inputs are called: the rule's own words before the general ones."""
    own = {name: question.title for name, question in rule.questions().items() if question.title}
    if isinstance(rule, Register):
        own |= {name: column.title for name, column in rule.columns.items()}
    if isinstance(rule, Benefit) and rule.shares:
        own |= rule.shares.titles
    if isinstance(rule, Benefit) and rule.person:
        own[rule.person] = rule.person_says or rule.person
    if isinstance(rule, Scorecard):
        own |= {line.item: f"{line.item} {line.title}" for line in rule.lines}
    if hasattr(rule, "acts"):
        own |= rule.acts
    return own


def _headline(rule: Rule, value: Any, say: Speaker) -> str:
    if isinstance(rule, TimeLimit) or (isinstance(value, str) and _moment(value)):
        return moment_words(value)
    if isinstance(rule, Grading):
        return _grade(value, say)
    if isinstance(rule, Scorecard):
        return f"{value['total']} 分" if value["total"] is not None else ""
    if isinstance(rule, Benefit):
        return _benefit(rule, value, say)
    if isinstance(rule, Rate):
        percent = "" if value["rate"] == EMPTY or rule.form == "ratio" else "%"
        return f"{value['rate']}{percent}" + ("" if value["met"] is None else f"，{say.word('met' if value['met'] else 'not_met')}")
    if isinstance(rule, Indicator):
        return say.word(value)
    if isinstance(rule, Ladder) and isinstance(value, int):
        return f"第 {value} 步" if value else "没有后果"
    if isinstance(rule, Checklist):
        passes = value["passes"]
        return "" if passes is None else (rule.passes or "全部合格") if passes else (rule.fails or "不合格")
    if isinstance(rule, Body):
        return str(value["name"])
    if isinstance(value, list):
        return f"{len(value)} 行" if value else "没有找到"
    return say.value(value) if not isinstance(value, Mapping) else ""


def _grade(value: Any, say: Speaker) -> str:
    if not isinstance(value, Mapping):
        return say.value(value)
    level = f"，{value['level']}级响应" if value["level"] else ""
    return f"{value['grade']}{level}" if value["grade"] else "不定级"


def _benefit(rule: Benefit, value: Any, say: Speaker) -> str:
    amount = value if not isinstance(value, Mapping) else value.get("total") or value.get("deductible") or next(iter(value.values()))
    return say.format_field(amount, "money")


def _moment(text: str) -> bool:
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return "-" in text


def moment_words(text: str) -> str:
    """An ISO day or moment as people write it."""
    if "T" in text:
        at = datetime.fromisoformat(text)
        return f"{day(at.date())} {at:%H:%M}"
    return day(date.fromisoformat(text))


def _facts(shown: Shown, value: Mapping[str, Any], words: Mapping[str, str], say: Speaker, rule: Rule) -> None:
    for key, one in value.items():
        label = words.get(key, say.label(key))
        if isinstance(one, Mapping):
            shown.tables.append((label, Table([], [[words.get(k, say.label(k)), _text(v, words, say)] for k, v in one.items()])))
        elif isinstance(one, list) and one and isinstance(one[0], Mapping):
            shown.tables.append((label, _table(one, words, say)))
        elif one not in (None, [], ""):
            money = isinstance(rule, Benefit) and isinstance(one, str) and _number(one)
            shown.facts.append((label, say.format_field(one, "money") if money else _text(one, words, say)))


def _number(text: str) -> bool:
    try:
        return Decimal(text).is_finite()
    except ArithmeticError:
        return False


def _table(rows: list[Any], words: Mapping[str, str], say: Speaker) -> Table:
    if not isinstance(rows[0], Mapping):
        return Table([], [[_text(one, words, say)] for one in rows[:MOST_ROWS]], max(0, len(rows) - MOST_ROWS))
    keys = [key for key in rows[0] if any(row.get(key) not in (None, "", []) for row in rows)]
    header = [words.get(key, say.label(key)) for key in keys]
    body = [[_cell(row.get(key), words, say) for key in keys] for row in rows[:MOST_ROWS]]
    return Table(header, body, max(0, len(rows) - MOST_ROWS))


def _cell(value: Any, words: Mapping[str, str], say: Speaker) -> Any:
    """A list stays one, so that the page sets it line by line."""
    return [_text(one, words, say) for one in value] if isinstance(value, list) else _text(value, words, say)


def _text(value: Any, words: Mapping[str, str], say: Speaker) -> str:
    if isinstance(value, Mapping):
        parts = [_text(one, words, say) for one in value.values() if one not in (None, "", [])]
        return "，".join(parts)
    if isinstance(value, list):
        return "、".join(_text(one, words, say) for one in value)
    if value is None:
        return ""
    if isinstance(value, bool):
        return say.value(value)
    text = str(value)
    if _moment(text) and len(text) >= len("2020-01-01"):
        return moment_words(text)
    return words.get(text, say.word(text))
