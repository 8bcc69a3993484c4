"""A published edition as pages show it: its first line, its chart, its tables with what is held back in words."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from county.reviews.statistics import counts, drawings, tables
from county.reviews.statistics.spans import Month

DRAWN, FIRST = 30, 20
WHOLE = (tables.SUM, counts.AGENCY, counts.CHANNEL)
"""Tables of which a month's page shows every row; of the others the first ones."""
Public = dict[str, Any]
Told = tuple[str | None, ...]
"""Cells in words, the shares last; None is held back."""


@dataclass(frozen=True, slots=True)
class Row:
    name: str
    cells: Told


@dataclass(frozen=True, slots=True)
class Table:
    """`rows`: what is shown at once. `rest`: the others. `address`: its name in the address of its own page."""

    title: str
    address: str
    heads: tuple[str, ...]
    rows: tuple[Row, ...]
    rest: tuple[Row, ...] = ()

    @property
    def count(self) -> int:
        return len(self.rows) + len(self.rest)


def month_page(public: Public) -> dict[str, Any]:
    every = {table["id"]: table for table in public["tables"]}
    whole = every[tables.SUM]["rows"][0] if every[tables.SUM]["rows"] else None
    columns, units = public["columns"], every.get(counts.AGENCY, {"rows": []})["rows"]
    told = [told_table(table, columns) for table in public["tables"] if table["rows"]]
    return {"public": public, "month": Month(public["year"], public["month"]), "answer": answer(public, whole),
            "columns": columns, "whole": whole, "held": _held(public), "first": FIRST,
            "tables": told, "rates": _rates(public, [row["id"] for row in in_order(units)]),
            "chart": _chart(units or ([whole] if whole else []), columns)}


def answer(public: Public, whole: dict[str, Any] | None) -> str:
    """How many rated and how many were not content, as far as it is published."""
    month = Month(public["year"], public["month"])
    if whole is None or whole["cells"][tables.SUM] == 0:
        return _("%(month)s没有人评价") % {"month": month.said}
    count, rate = whole["cells"][tables.SUM], whole["bad_share"]
    if count is None:
        return _("%(month)s的评价：合计不公布") % {"month": month.said}
    if rate is None:
        return _("%(month)s有 %(count)s 条评价，差评率不公布") % {"month": month.said, "count": count}
    return _("%(month)s有 %(count)s 条评价，差评率 %(rate)s%%") % {"month": month.said, "count": count, "rate": rate}


def told_table(table: dict[str, Any], columns: list[dict[str, Any]]) -> Table:
    """A table in the order of pages, cut after its first rows."""
    rows = tuple(told_row(row, columns) for row in in_order(table["rows"]))
    cut = len(rows) if table["id"] in WHOLE else FIRST
    return Table(_(table["title"]), table["title"], heads(columns), rows[:cut], rows[cut:])


def heads(columns: list[dict[str, Any]]) -> tuple[str, ...]:
    return (*(one["title"] for one in columns), _("差评率"), _("默认占比"))


def told_row(row: dict[str, Any], columns: list[dict[str, Any]]) -> Row:
    counted = (_number(row["cells"][one["id"]]) for one in columns)
    return Row(row["name"], (*counted, _percent(row["bad_share"]), _percent(row["default_share"])))


def in_order(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The most ratings first; rows whose sum is held back come last, by name."""
    def place(row: dict[str, Any]) -> tuple[bool, int, str, str]:
        whole = row["cells"][tables.SUM]
        return whole is None, -(whole or 0), row["name"], row["id"]

    return sorted(rows, key=place)


def found_rows(rows: list[dict[str, Any]], words: str) -> list[dict[str, Any]]:
    """Rows whose name or code has the words in it, however they are written."""
    wanted = _plain(words.strip())
    return [row for row in rows if wanted in _plain(row["name"]) or wanted in _plain(row["id"])]


def _plain(said: str) -> str:
    return unicodedata.normalize("NFKC", said).casefold()


def _number(value: int | None) -> str | None:
    return None if value is None else str(value)


def _percent(value: str | None) -> str | None:
    return value if value in (None, counts.EMPTY) else f"{value}%"


def _held(public: Public) -> int:
    return sum(value is None for table in public["tables"] for row in table["rows"] for value in row["cells"].values())


def _rates(public: Public, units: list[str]) -> Table | None:
    """The rates of the loop beside each other: the county, then units in the order of their table."""
    names = {row["id"]: row["name"] for table in public["rates"] for row in table["rows"]}
    if not names:
        return None
    place = {unit: number for number, unit in enumerate([tables.SUM, *units])}
    kinds = [{row["id"]: _percent(row["rate"]) for row in table["rows"]} for table in public["rates"]]
    rows = tuple(Row(names[one], tuple(kind.get(one, counts.EMPTY) for kind in kinds))
                 for one in sorted(names, key=lambda unit: (place.get(unit, len(place)), names[unit])))
    return Table(_("回访和整改"), "", tuple(_(table["title"]) for table in public["rates"]), rows)


def _chart(rows: list[dict[str, Any]], columns: list[dict[str, Any]]) -> str:
    parts = [one["id"] for one in columns if one["id"] != tables.SUM]
    names = [one["title"] for one in columns if one["id"] != tables.SUM]
    told = [row for row in rows if any(row["cells"].values())]
    bars = [drawings.BarRow(row["name"], tuple(row["cells"][one] for one in parts), row["cells"][tables.SUM])
            for row in in_order(told)[:DRAWN]]
    return drawings.distribution(bars, names, _("各单位的评价"))
