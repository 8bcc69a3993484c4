"""The published tables of a month, with what is held back as null: from the counts to a document that anybody can read.

`public` is what is published, word for word; `kept` stays inside: base cells, which ratings that left are taken into
account, whose words were chosen.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.utils import translation

from county.packs import county_pack, county_rulebook
from county.reviews.judging import grades, silence
from county.reviews.slots import slot
from county.reviews.statistics import counts, naming
from county.reviews.statistics.loop_rates import COUNTY, Bad, rate_tables
from county.reviews.statistics.spans import Month
from county.reviews.statistics.suppression import ALL, Cell, Frame, Labels, suppress
from gongbao.packs.model import PackDocument

FORMAT = "gongbao-reviews-1"
DEFAULT, SUM = "default", "all"
IMPORTANCE = (20, 10, 1, 20)
"""Of units, service units, matters, channels: a matter's row is held back before a unit's."""
SMALLEST = 5
Document = dict[str, Any]


def smallest() -> int:
    """The smallest count that is published: the platform's protection of raters, no number of a document."""
    return int(getattr(settings, "REVIEWS_SMALLEST", SMALLEST))


def document_of(month: Month, now: datetime) -> Document:
    """The edition of a month as it would be published now: in the county's language, whoever asks."""
    with translation.override(settings.LANGUAGE_CODE):
        return _document(month, now)


def _document(month: Month, now: datetime) -> Document:
    # before the counts are read: what is replaced meanwhile is corrected later
    gone = sorted(counts.replaced(month.first, month.last).values_list("pk", flat=True))
    found = counts.rows(counts.Wanted(month.first, month.last), *counts.PARTS)
    frame, titles, codes = _frame(found)
    held = suppress(frame, smallest()).cells
    set_aside = counts.whole(found).set_aside
    public: Document = {
        "format": FORMAT, "year": month.year, "month": month.number, "version": 1, "note": "",
        "county": _county(), "document": number(), "smallest_count": smallest(), "columns": columns(),
        "tables": [_table(frame, part, titles, held) for part in (SUM, *counts.PARTS)],
        "rates": rate_tables(month, now, _bad_of(frame, held), smallest()),
        "set_aside": set_aside if set_aside == 0 or set_aside >= smallest() else None, "words": [], "praise": []}
    base = [[list(labels), list(cells)] for labels, cells in sorted(frame.counts.items())]
    return {"public": public, "kept": {"base": base, "codes": codes, "corrected": gone, "chosen": []}}


def digest_of(public: Document) -> str:
    """Of the published document, whatever the order of its keys."""
    said = json.dumps(public, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(said.encode()).hexdigest()


def number() -> str:
    """The document that the desk rests on."""
    document = _rests_on()
    return document.number if document else ""


def in_force_from() -> date | None:
    """The first day on which it is in force."""
    document = _rests_on()
    return document.in_force_from if document else None


def _rests_on() -> PackDocument | None:
    book, rule_id = county_rulebook(), slot("publication") or slot("grade")
    return book.find(rule_id)[0].document if book and rule_id else None


def columns() -> list[Document]:
    """The five grades, what silence gave, the sum."""
    given: list[Document] = [{"id": str(one.place), "title": one.word, "bad": one.is_bad} for one in grades()]
    return [*given, {"id": DEFAULT, "title": f"未评价，默认{silence().word}", "bad": False},
            {"id": SUM, "title": "合计", "bad": False}]


def frame_of(base: Iterable[Sequence[Sequence[Any]]]) -> Frame:
    """The frame of kept base cells."""
    names = (*(str(one.place) for one in grades()), DEFAULT)
    return Frame(counts.PARTS, names, {tuple(labels): tuple(cells) for labels, cells in base}, IMPORTANCE,
                 frozenset({DEFAULT}))


def cell_id(cell: Cell) -> tuple[str, str, str]:
    """Table, row and column as the document names them."""
    table, row, column = cell
    return table or SUM, row or SUM, column or SUM


def cell_of(table: str, row: str, column: str) -> Cell:
    """The other way round."""
    told = ALL if column == SUM else column
    return (ALL, ALL, told) if table == SUM else (table, row, told)


def rates_of(cells: Mapping[str, int | None]) -> dict[str, str | None]:
    """Rates of a row, where every number that they rest on can be read in it; else none."""
    whole = cells[SUM]
    bad = [cells[str(one.place)] for one in grades() if one.is_bad]
    good = [cells[str(one.place)] for one in grades() if not one.is_bad] + [cells[DEFAULT]]
    number_bad = sum_of(bad)
    if number_bad is None and whole is not None and (rest := sum_of(good)) is not None:
        number_bad = whole - rest
    return {"bad_share": _share("bad_share", "bad", number_bad, whole),
            "default_share": _share("default_share", "defaults", cells[DEFAULT], whole)}


def sum_of(numbers: Iterable[int | None]) -> int | None:
    listed = list(numbers)
    return None if None in listed else sum(one for one in listed if one is not None)


def _share(name: str, part: str, count: int | None, whole: int | None) -> str | None:
    if count is None or whole is None:
        return None
    value = counts.rate(name, **{part: count, "ratings": whole}).value
    return counts.EMPTY if value is None else str(value)


def _frame(found: counts.Rows) -> tuple[Frame, dict[tuple[str, str], str], dict[str, dict[str, str]]]:
    """Base cells by codes, the titles of the rows, and by part what stands for each key."""
    keys = {part: list(dict.fromkeys(row[part] for row in found)) for part in counts.PARTS}
    coded = {part: naming.codes(part, some) for part, some in keys.items()}
    named = {part: naming.names(part, some) for part, some in keys.items()}
    titles = {(part, coded[part][key]): str(named[part][key])
              for part, some in keys.items() for key in some}
    places = [str(one.place) for one in grades()]
    base: dict[Labels, list[int]] = {}
    for row in (one for one in found if one["is_counted"]):
        labels = tuple(coded[part][row[part]] for part in counts.PARTS)
        cells = base.setdefault(labels, [0] * (len(places) + 1))
        cells[-1 if row["is_default"] else places.index(str(row["grade"]))] += int(str(row["n"]))
    codes = {part: {str(key): code for key, code in coded[part].items()} for part in (counts.UNIT, counts.ITEM)}
    return _guarded(frame_of(list(base.items()))), titles, codes


def bad_columns() -> frozenset[str]:
    return frozenset(str(one.place) for one in grades() if one.is_bad)


def _bad_of(frame: Frame, held: frozenset[Cell]) -> dict[str, Bad]:
    """Of each unit, and of the county."""
    numbers = {COUNTY: 0} | dict.fromkeys((labels[0] for labels in frame.counts), 0)
    places = [at for at, column in enumerate(frame.columns) if column in bad_columns()]
    for labels, cells in frame.counts.items():
        for row in (COUNTY, labels[0]):
            numbers[row] += sum(cells[at] for at in places)
    return {row: Bad(number, not any((counts.AGENCY if row else ALL, row, column) in held for column in bad_columns()))
            for row, number in numbers.items()}


def _guarded(frame: Frame) -> Frame:
    """Rows in which everybody who rated gave a bad rating are held back whole: they would tell what each one said."""
    bad = bad_columns()
    rows: dict[tuple[str, str], dict[str, int]] = {}
    for labels, cells in frame.counts.items():
        for table, row in zip(frame.tables, labels, strict=True):
            sums = rows.setdefault((table, row), dict.fromkeys(frame.columns, 0))
            for column, count in zip(frame.columns, cells, strict=True):
                sums[column] += count
    also = frozenset((table, row, column) for (table, row), sums in rows.items() for column in (*frame.columns, ALL)
                     if sum(sums[one] for one in bad) and not any(
                         count for one, count in sums.items() if one not in bad and one != DEFAULT))
    return replace(frame, also=also, telling=bad)


def _table(frame: Frame, part: str, titles: Mapping[tuple[str, str], str], held: frozenset[Cell]) -> Document:
    table = ALL if part == SUM else part
    values: dict[str, dict[str, int]] = {} if table else {ALL: dict.fromkeys(frame.columns, 0)}
    for labels, cells in frame.counts.items():
        row = labels[frame.tables.index(part)] if table else ALL
        sums = values.setdefault(row, dict.fromkeys(frame.columns, 0))
        for column, count in zip(frame.columns, cells, strict=True):
            sums[column] += count
    rows = [_row(row, titles.get((part, row), "全县"), _shown(table, row, sums, held))
            for row, sums in sorted(values.items())]
    return {"id": part, "title": naming.TITLES.get(part, "全县"), "rows": rows}


def _shown(table: str, row: str, sums: Mapping[str, int], held: frozenset[Cell]) -> dict[str, int | None]:
    whole = {**sums, ALL: sum(sums.values())}
    return {column or SUM: None if (table, row, column) in held else count for column, count in whole.items()}


def _row(row: str, title: str, cells: dict[str, int | None]) -> Document:
    return {"id": row or SUM, "name": title, "cells": cells, **rates_of(cells)}


def _county() -> str:
    pack = county_pack()
    return pack.name if pack else ""
