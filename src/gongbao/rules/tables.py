"""A table of the text that a rule's rows are compared with, cell by cell."""

from __future__ import annotations

from gongbao.rules.entry import Entry, Locator


class TableRef(Entry):
    """`at`: the table; `columns`: from a field of the row to the column (from 1) that prints it."""

    at: Locator
    columns: dict[str, int]
