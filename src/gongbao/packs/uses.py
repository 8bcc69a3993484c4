"""Which rules rest on which reading."""

from __future__ import annotations

from collections.abc import Iterator

from gongbao.packs.rulebook import Rulebook
from gongbao.rules.context import START_DAY
from gongbao.rules.entry import Stated
from gongbao.rules.report_chain import ReportChain
from gongbao.rules.rule import Rule
from gongbao.rules.scorecard import Scorecard
from gongbao.rules.task import Task
from gongbao.rules.time_limit import TimeLimit


def uses(book: Rulebook) -> dict[str, list[str]]:
    """Reading → ids of the rules, those of the shared readings that a kind takes by itself included."""
    found: dict[str, dict[str, None]] = {}
    for rule_id, _, rule in book.rules():
        for name in readings_in(rule):
            found.setdefault(name, {})[rule_id] = None
    return {name: list(rules) for name, rules in found.items()}


def readings_in(rule: Rule) -> list[str]:
    """Every reading of a rule, once each, in the order of its entries."""
    return list(dict.fromkeys((*_inside(rule), *_by_kind(rule))))


def _inside(entry: Stated) -> Iterator[str]:
    yield from entry.readings
    yield from getattr(entry, "under", None) or ()
    for _, part in entry.inner():
        yield from _inside(part)


def _by_kind(rule: Rule) -> Iterator[str]:
    if isinstance(rule, TimeLimit):
        spans = (*rule.cases.values(), *((rule.limit,) if rule.limit else ()))
        units = {span.unit for span in spans if not span.at_least}
        yield from (START_DAY, "R-02") if units & {"day", "working_day", "year"} else ()
        yield from ("R-03",) if "hour" in units else ()
        yield from ("R-05",) if "month" in units else ()
    elif isinstance(rule, Scorecard):
        yield from filter(None, (rule.steps_reading, rule.gate.bonus_counts if rule.gate else None))
    elif isinstance(rule, ReportChain) and any(link.unit == "hour" for link in rule.links):
        yield "R-03"
    elif isinstance(rule, Task) and any(segment.deadlines for segment in rule.segments):
        yield "R-04"
