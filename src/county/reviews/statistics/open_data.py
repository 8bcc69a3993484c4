"""Open data of a published edition: JSON as it was published, CSV with one line for each number, in the same order.

Columns of the CSV: year, month, version; table (all, agency, unit, item, channel, callback, rectified); row, its code;
name; measure (a grade's place, default, all, bad_share, default_share, rate); measure_name; value, empty where it
is held back; held_back (1 or 0). Shares are in percent.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from typing import Any

from county.agencies.sheets import as_text

LICENCE = ("可以自由使用，请注明来源和版本；不得用来辨认评价人。"
           "Free to use with the source and version; not to identify raters.")
COLUMNS = ("year", "month", "version", "table", "row", "name", "measure", "measure_name", "value", "held_back")
SHARES = {"bad_share": "差评率（%）", "default_share": "默认评价所占比例（%）"}
Row = tuple[str, ...]


def as_json(public: dict[str, Any]) -> str:
    return json.dumps({"licence": LICENCE, **public}, ensure_ascii=False, indent=1) + "\n"


def as_csv(public: dict[str, Any]) -> str:
    """The first line names the licence; cells that a spreadsheet could take for a formula stay text."""
    out = io.StringIO()
    out.write(f"\ufeff# {LICENCE}\r\n")
    lines = csv.writer(out)
    lines.writerow(COLUMNS)
    head = (str(public["year"]), f"{public['month']:02}", str(public["version"]))
    for row in _rows(public):
        lines.writerow([as_text(one) for one in (*head, *row)])
    return out.getvalue()


def _rows(public: dict[str, Any]) -> Iterator[Row]:
    titles = {one["id"]: one["title"] for one in public["columns"]}
    for table in public["tables"]:
        for row in table["rows"]:
            for name, title in titles.items():
                yield _cell(table, row, name, title, row["cells"][name])
            for name, title in SHARES.items():
                yield _cell(table, row, name, title, row[name])
    for table in public["rates"]:
        for row in table["rows"]:
            yield _cell(table, row, "rate", f"{table['title']}（%）", row["rate"])
    value = public["set_aside"]
    yield "set_aside", "all", "全县", "set_aside", "复核后不予采纳", _said(value), str(int(value is None))


def _cell(table: dict[str, Any], row: dict[str, Any], name: str, title: str, value: Any) -> Row:
    return table["id"], row["id"], row["name"], name, title, _said(value), str(int(value is None))


def _said(value: Any) -> str:
    """`-` is a rate of nothing; as a value that is empty and not held back."""
    return "" if value is None or value == "-" else str(value)
