"""A published edition as pages show it: its first line, its chart, its tables with what is held back in words."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from county.reviews.models import Edition
from county.reviews.statistics import drawings, tables
from county.reviews.statistics.spans import Month

DRAWN = 30


def edition_page(edition: Edition) -> dict[str, Any]:
    public = edition.tables["public"]
    every = {table["id"]: table for table in public["tables"]}
    whole = every[tables.SUM]["rows"][0] if every[tables.SUM]["rows"] else None
    columns = public["columns"]
    return {"edition": edition, "public": public, "month": Month(edition.year, edition.month),
            "answer": answer(public, whole), "columns": columns, "whole": whole, "held": _held(public),
            "tables": [_told(table, columns) for table in public["tables"]],
            "chart": _chart(every.get("agency", {"rows": []})["rows"] or ([whole] if whole else []), columns)}


def answer(public: dict[str, Any], whole: dict[str, Any] | None) -> str:
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


def _held(public: dict[str, Any]) -> int:
    return sum(value is None for table in public["tables"] for row in table["rows"] for value in row["cells"].values())


def _told(table: dict[str, Any], columns: list[dict[str, Any]]) -> dict[str, Any]:
    rows = [{"name": row["name"], "cells": [row["cells"][one["id"]] for one in columns], "bad_share": row["bad_share"],
             "default_share": row["default_share"]} for row in table["rows"]]
    return {"id": table["id"], "title": table["title"], "rows": rows}


def _chart(rows: list[dict[str, Any]], columns: list[dict[str, Any]]) -> str:
    parts = [one["id"] for one in columns if one["id"] != tables.SUM]
    names = [one["title"] for one in columns if one["id"] != tables.SUM]
    told = [row for row in rows if any(row["cells"].values())]
    largest = sorted(told, key=lambda row: (-(row["cells"][tables.SUM] or 0), row["name"]))[:DRAWN]
    bars = [drawings.BarRow(row["name"], tuple(row["cells"][one] for one in parts), row["cells"][tables.SUM])
            for row in largest]
    return drawings.distribution(bars, names, _("各单位的评价"))
