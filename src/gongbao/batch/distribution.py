"""How ratings are spread over their grades, for whole tables: counts by grade, what silence gave apart, two rates.

    distribution(ratings, group_by=["agency", "month"], bad=[4, 5])

A table of ratings has the columns `grade` (the place in the list of grades, the best 1), `is_default` (silence counted
as that grade) and `is_counted`; a rating that was given and does not count was set aside. Columns of the result: those
of `group_by`, `grade_1` …, `defaults`, `actual`, `counted`, `bad`, `set_aside`, `bad_share` and `default_share` in
percent, half up, empty where nothing counts. One expression for every engine; integers until the last division.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

import ibis
import ibis.expr.types as ir

from gongbao.batch.errors import BatchError

GRADES = 5
NEEDED = ("grade", "is_default", "is_counted")
TENTHS = 10
"""Rates are shown with one place."""


def distribution(
    table: ir.Table, group_by: Sequence[str] = ("agency", "month"), *, grades: int = GRADES,
    bad: Collection[int] = (GRADES - 1, GRADES),
) -> ir.Table:
    """One row for each group that the table has. BatchError: a column is missing, or a bad grade is no grade."""
    _require(table, group_by, grades, bad)
    given, silent = table.is_counted & ~table.is_default, table.is_counted & table.is_default
    places = range(1, grades + 1)
    counted = table.aggregate(
        by=[table[name] for name in group_by],
        **{f"grade_{place}": (given & (table.grade == place)).ifelse(1, 0).sum() for place in places},
        defaults=silent.ifelse(1, 0).sum(),
        set_aside=(~table.is_counted & ~table.is_default).ifelse(1, 0).sum(),
    )
    whole = counted.mutate(
        actual=sum((counted[f"grade_{place}"] for place in places), ibis.literal(0)),
        bad=sum((counted[f"grade_{place}"] for place in places if place in bad), ibis.literal(0)),
    )
    whole = whole.mutate(counted=whole.actual + whole.defaults)
    names = [*group_by, *(f"grade_{place}" for place in places), "defaults", "actual", "counted", "bad", "set_aside"]
    return whole.select(
        *(whole[name] for name in names),
        bad_share=_percent(whole["bad"], whole["counted"]),
        default_share=_percent(whole["defaults"], whole["counted"]),
    )


def _percent(part: ir.IntegerValue, of: ir.IntegerValue) -> ir.FloatingValue:
    """Half up to a tenth: in whole numbers, so that every engine rounds alike."""
    parts, whole = part.cast("int64"), of.cast("int64").nullif(0)
    tenths = (parts * (2 * 100 * TENTHS) + whole) // (whole * 2)
    share: ir.FloatingValue = tenths.cast("float64") / TENTHS
    return share


def _require(table: ir.Table, group_by: Sequence[str], grades: int, bad: Collection[int]) -> None:
    for name in (*NEEDED, *group_by):
        if name not in table.columns:
            raise BatchError(f"表里没有 {name} 这一列，请加上。", f"The table lacks the column {name}; add it.")
    if not grades > 0 or not all(1 <= one <= grades for one in bad):
        raise BatchError(f"差评的等级要在 1 到 {grades} 之间。", f"A bad grade lies between 1 and {grades}.")
