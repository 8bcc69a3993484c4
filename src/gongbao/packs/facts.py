"""From a rulebook to the facts that the text of the gazette must bear out: places, quotes, printed values."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from gongbao.packs.rulebook import Rulebook
from gongbao.packs.stated import Printed, StatedFact
from gongbao.packs.system import System
from gongbao.rules import Rule
from gongbao.rules.body import Group, Seat, UnitDuty
from gongbao.rules.entry import Sources, Stated
from gongbao.rules.indicator import Indicator, IndicatorRow
from gongbao.rules.register import UNITS, Register, texts
from gongbao.rules.report_chain import Link
from gongbao.rules.response import Holder, Measure
from gongbao.rules.task import Segment

Names = Callable[[tuple[str, ...]], list[str]]
_ABOUT = "关于"


def stated_facts(book: Rulebook) -> Iterator[StatedFact]:
    """Every fact of every rule, finding and reading that has a place, in the order of the pack."""
    names = {agency.id: agency.name for agency in book.pack.agencies}

    def named(ids: tuple[str, ...]) -> list[str]:
        return [names[one] for one in ids]

    for rule_id, system, rule in book.rules():
        document = document_name(system)
        tabled = getattr(rule, "table", None) is not None
        yield from _walk(rule_id, "", rule, rule.source, document, named, tabled)
        yield from _cells(rule_id, rule, document, named)
    for system in book.systems.values():
        yield from _of_document(system)
        for finding in system.findings:
            for n, place in enumerate(finding.places, 1):
                yield StatedFact(
                    f"{system.id}/{finding.id}",
                    f"places[{n}]",
                    place.document or document_name(system),
                    place.at,
                    place.quote,
                )


def _of_document(system: System) -> Iterator[StatedFact]:
    """What `pack.yaml` says of the system's document: its title, its day, what it repeals."""
    document, name = system.document, document_name(system)
    rule, matter = f"{system.id}/document", document.title[max(document.title.find(_ABOUT), 0) :]
    yield StatedFact(rule, "issued", name, "日期", "", (Printed("date", document.issued.isoformat(), "issued"),))
    yield StatedFact(rule, "title", name, "标题", "", (Printed("part", matter, "title"),))
    for n, one in enumerate(document.repeals, 1):
        if one.number:
            yield StatedFact(rule, f"repeals[{n}].number", name, one.at, one.number)
        if one.date:
            printed = f"{one.date.year}年{one.date.month}月{one.date.day}日"
            stated = Printed("date", one.date.isoformat(), "date")
            yield StatedFact(rule, f"repeals[{n}].date", name, one.at, printed, (stated,))


def document_name(system: System) -> str:
    """The number, or date and title of a document without one."""
    return system.document.number or f"{system.document.issued} {system.document.title}"


def _walk(
    rule_id: str, name: str, entry: Stated, outer: Sources, document: str, named: Names, tabled: bool
) -> Iterator[StatedFact]:
    """An entry and those inside it; what a table prints of them is compared with its cells instead."""
    sources = entry.source or outer
    printed = tuple(
        _printed(kind, value, field) for field, kind, value in entry.printed_values() if entry.source or not tabled
    )
    printed += tuple(_more(entry, named))
    if entry.source or printed:
        for n, source in enumerate(sources[: None if entry.source else 1]):
            yield StatedFact(
                rule_id,
                name or "source",
                source.document or document,
                source.at,
                source.quote,
                printed if n == 0 else (),
            )
    for inner, part in entry.inner():
        yield from _walk(rule_id, f"{name}.{inner}" if name else inner, part, sources, document, named, tabled)


def _printed(kind: Any, value: Any, field: str) -> Printed:
    if isinstance(value, Decimal):
        value = format(value.normalize(), "f")
    return Printed(kind, value.isoformat() if isinstance(value, date) else str(value), field)


def _more(entry: Stated, named: Names) -> Iterator[Printed]:
    """What an entry prints beside its numbers: marks of responsibility, posts, names of units."""
    if isinstance(entry, Segment) and entry.marked:
        lead, others = "、".join(named(entry.lead)), "、".join(named(entry.participants))
        yield Printed("mark", f"{lead}|{others}", "lead")
    elif isinstance(entry, Seat) and entry.source:
        yield Printed("text", entry.role, "role")
        yield Printed("text", entry.post, "post")
    elif isinstance(entry, Group) and entry.source and "members" not in entry.inferred:
        yield from _units((*entry.lead, *entry.members), named)
    elif isinstance(entry, UnitDuty) and entry.source:
        yield from _units(entry.agencies, named)
    elif isinstance(entry, Link) and entry.source:
        yield from _units(entry.receivers, named)
    elif isinstance(entry, Measure) and entry.source:
        yield Printed("text", entry.title, "title")
    elif isinstance(entry, Holder) and entry.source and not entry.source[0].quote:
        yield Printed("text", entry.post, "post")


def _units(ids: tuple[str, ...], named: Names) -> Iterator[Printed]:
    if ids:
        yield Printed("names", "、".join(named(ids)), "agencies")


def _cells(rule_id: str, rule: Rule, document: str, named: Names) -> Iterator[StatedFact]:
    """Rows that are compared with a table, cell by cell."""
    if isinstance(rule, Register) and rule.table:
        for n, row in enumerate(rule.rows, 1):
            for field, column in rule.table.columns.items():
                units = rule.columns[field].form in UNITS
                for text in _cell_texts(named(tuple(row.get(field) or ())) if units else row.get(field)):
                    yield StatedFact(
                        rule_id,
                        f"rows[{n}].{field}",
                        document,
                        f"{rule.table.at} 第{n}行 列{column}",
                        "",
                        (Printed(_kind(rule, field), text, field),),
                    )
    elif isinstance(rule, Register):
        yield from _placed_rows(rule_id, rule, document, named)
    elif isinstance(rule, Indicator) and rule.table:
        for n, indicator in enumerate(rule.rows, 1):
            for field, column in rule.table.columns.items():
                printed = tuple(_indicator_cell(indicator, field))
                if printed:
                    yield StatedFact(
                        rule_id, f"rows[{n}].{field}", document, f"{rule.table.at} 第{n}行 列{column}", "", printed
                    )


def _placed_rows(rule_id: str, rule: Register, document: str, named: Names) -> Iterator[StatedFact]:
    """The units of rows with a place of their own, which the whole place names."""
    for row in rule.rows:
        for name, column in rule.columns.items():
            units = tuple(_units(tuple(row.get(name) or ()), named)) if column.form in UNITS else ()
            for source in rule.place(row) if units and row.get("at") and row.get("quote") else ():
                fact = f"rows[{row[rule.number_column()]}].{name}"
                yield StatedFact(rule_id, fact, document, source.at, source.quote, units)


def _cell_texts(cell: Any) -> Iterator[str]:
    if isinstance(cell, Mapping):
        return
    for one in cell if isinstance(cell, list | tuple) else [cell]:
        yield from (text for text in texts(one) if text) if not isinstance(one, Mapping) else ()


def _kind(rule: Register, field: str) -> Any:
    form = rule.columns[field].form
    return {"number": "number", "list": "part", "agencies": "names", "agency": "names"}.get(form, "text")


def _indicator_cell(row: IndicatorRow, field: str) -> Iterator[Printed]:
    if field == "no":
        yield Printed("number", row.no, "no")
    elif field == "name":
        yield from (Printed("part", text, field) for text in (row.name, row.unit) if text)
    elif field == "group" and row.group:
        yield Printed("text", row.group, field)
    elif field == "base" and row.base:
        yield _printed("number", row.base.value, "base")
        if row.base.year:
            yield Printed("number", str(row.base.year), "base_year")
    elif field == "target":
        for target in row.targets[:1]:
            if target.words:
                yield Printed("text", target.words, "words")
            if target.value is not None:
                yield _printed("number", target.value, "target")
            if "comparator" not in target.inferred and target.value is not None:
                yield Printed("comparator", target.comparator, "comparator")
