"""Conditions over columns: true, false, or empty while the answers do not settle them, which is SQL's own logic."""

from __future__ import annotations

from typing import Any

import ibis
import ibis.expr.types as ir

from gongbao.batch.cells import Cells, OneByOne
from gongbao.batch.exact import Exact, compared
from gongbao.rules.conditions import Condition


def holds(condition: Condition, cells: Cells) -> ir.BooleanValue:
    """As `Condition.holds`. OneByOne: a comparison that columns do not have."""
    if condition.any:
        return ibis.or_(*(holds(one, cells) for one in condition.any))
    if condition.comparator:
        return _compared(condition, cells)
    own, words = cells.asked[condition.input], condition.among or condition.not_among
    found = ibis.or_(*(own.is_word(word) for word in words))
    return found if condition.among else ~found


def _compared(condition: Condition, cells: Cells) -> ir.BooleanValue:
    own = cells.asked[condition.input].value
    other = cells.asked[condition.than].value if condition.than else condition.day or condition.value
    comparator = condition.comparator or "="
    if isinstance(own, Exact):
        return own.compared(comparator, _of_one_kind(other, number=True))
    return compared(own, comparator, _of_one_kind(other, number=False))


def _of_one_kind(other: Any, *, number: bool) -> Any:
    """Numbers are compared with numbers and days with days; a pack that mixes them is left to the one-case path."""
    is_day = isinstance(other, ir.DateValue | ir.TimestampValue) or hasattr(other, "isoformat")
    if number == is_day or isinstance(other, ir.StringValue | ir.BooleanValue):
        raise OneByOne
    return other


__all__ = ["holds"]
