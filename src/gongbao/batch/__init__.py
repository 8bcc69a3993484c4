"""The table-like kinds of rule over columns: the answers of `Rule.judge`, for whole tables, as Ibis expressions.

Importing this package is cheap; ibis and the engine behind it are imported with the first table.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from gongbao.batch.errors import BatchError, no_columns

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from gongbao.rules import Context, Rule

KINDS = ("time_limit", "indicator", "rate", "scorecard", "grading", "benefit")


def answers(rule: Rule, context: Context, table: ir.Table) -> ir.Table:
    """The table with the answers behind its own columns: `outcome`, `value…`, `needs`, `provisional`, `wrong`.

    Columns named as the rule's inputs are the answers; an empty cell is not answered. Nothing is computed before the
    result is asked for. BatchError: a kind without columns form, a required column that is missing or can hold no
    answer, a column that is named like an answer's.
    """
    if rule.kind not in KINDS:
        raise no_columns(context.rule, rule.kind, KINDS)
    kind = getattr(import_module(f"gongbao.batch.{rule.kind}"), rule.kind)
    result: ir.Table = kind(rule, context, table)
    return result


__all__ = ["KINDS", "BatchError", "answers"]
