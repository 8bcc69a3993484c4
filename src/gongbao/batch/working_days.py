"""Working days by joining the calendar: the rank of each day, and the day of each rank, as in `clock.columns`."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

import ibis
import ibis.expr.types as ir
import numpy as np
import pyarrow as pa

from gongbao.batch.cells import MARK, Cells
from gongbao.batch.dates import plus_days
from gongbao.batch.parsed import FIRST, LAST
from gongbao.clock import Calendar, columns

_DAY, _RANK, _UNCOVERED = "day", "rank", "uncovered"


def worked(cells: Cells, calendar: Calendar, counted: ir.IntegerValue) -> Cells:
    """Holds `worked`, the n-th working day after `start`, `rank` and `provisional`; empty where a row has no `start`.

    `n` and `start` are held. `counted`: 1 where the start is the first day that counts. A limit that ends after the
    last day of the table has no end here.
    """
    start, n = cells.kept("start"), cells.kept("n")
    cells = cells.held(begin=(counted == 1).ifelse(plus_days(start, ibis.literal(-1)), start))
    cells = _joined(cells, _days(calendar), "begin", _DAY)
    cells = cells.held(rank=cells.kept("begin_rank") + n)
    cells = _joined(cells, _ranks(calendar), "rank", _RANK)
    provisional = (n > 0) & (cells.kept("rank_uncovered") > cells.kept("begin_uncovered"))
    return cells.held(
        worked=(n == 0).ifelse(cells.kept("begin"), cells.kept("rank_day")), provisional=provisional.fill_null(False)
    )


def since(cells: Cells, calendar: Calendar, done: str) -> Cells:
    """Holds `overdue`, the working days from `worked` to the answer `done`."""
    cells = cells.held(done=cells.asked[done].value)
    cells = _joined(cells, _days(calendar), "done", _DAY)
    return cells.held(overdue=cells.kept("done_rank") - cells.kept("rank"))


def _joined(cells: Cells, calendar: ir.Table, name: str, key: str) -> Cells:
    """With the calendar's other columns beside the held column of that name, `name_rank` and the like."""
    renamed = calendar.rename({f"{MARK}{name}_{column}": column for column in calendar.columns})
    joined = cells.table.left_join(renamed, cells.table[MARK + name] == renamed[f"{MARK}{name}_{key}"])
    return replace(cells, table=joined.select(*cells.table.columns, *renamed.columns))


def _days(calendar: Calendar) -> ir.Table:
    """For each day: how many working days, and how many days that no notice covers, there are up to it."""
    day, rank, uncovered, _ = _arrays(calendar)
    return ibis.memtable(pa.table({_DAY: day, _RANK: rank, _UNCOVERED: uncovered}))


def _ranks(calendar: Calendar) -> ir.Table:
    """For each rank: its working day, and the uncovered days up to it."""
    day, rank, uncovered, is_working = _arrays(calendar)
    return ibis.memtable(pa.table({_RANK: rank[is_working], _DAY: day[is_working], _UNCOVERED: uncovered[is_working]}))


@lru_cache(maxsize=8)
def _arrays(calendar: Calendar) -> tuple[columns.Column, ...]:
    span = columns.table(calendar, FIRST.replace(year=FIRST.year - 1), LAST.replace(year=LAST.year + 1))
    return span.day, span.rank, np.cumsum(~span.covered), span.is_working
