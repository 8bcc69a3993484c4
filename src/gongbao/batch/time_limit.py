"""TimeLimit over columns: `value`, a day or a moment; for the day it was done `value.due`, `.state` and `.late`."""

from __future__ import annotations

from typing import cast

import ibis
import ibis.expr.types as ir

from gongbao.batch.cells import Cells, OneByOne
from gongbao.batch.frame import Columns, answered
from gongbao.batch.one_case import Output
from gongbao.batch.spans import AT_ONCE, HOUR, UNSTATED, WORKING, Way, Ways, ways_of
from gongbao.rules import Context, Rule
from gongbao.rules.time_limit import TimeLimit

_MOMENT = "%Y-%m-%dT%H:%M:%S"
_SILENT, _NO_START, _NO_NUMBER, _TOO_LONG, _TOO_MUCH, _NOW, _OUT_OF_TIME, _DONE, _DUE = range(9)
"""Why a row's answer is what it is, the first that holds, as `TimeLimit.decide` goes through them."""


def time_limit(rule: Rule, context: Context, table: ir.Table) -> ir.Table:
    """The end of each row's limit. BatchError: as `gongbao.batch.answers`."""
    rule = cast(TimeLimit, rule)
    form = _form(rule, context)
    outputs = [Output("value", form)]
    if rule.done:
        outputs += [
            Output("value.due", form, ("due",)),
            Output("value.state", "string", ("state",)),
            Output("value.late", "int64", ("late",)),
        ]
    return answered(rule, context, table, outputs, lambda cells: _decided(rule, context, cells, form), provisional=True)


def _form(rule: TimeLimit, context: Context) -> str:
    """Days, moments, or text where a row may have either."""
    forms = {_form_of(rule, way) for way in ways_of(rule, context)} or {"date"}
    return forms.pop() if len(forms) == 1 else "string"


def _form_of(rule: TimeLimit, way: Way) -> str:
    typed = "timestamp" if rule.inputs[way.span.start].type == "moment" else "date"
    return "timestamp" if way.unit == HOUR else typed if way.unit == AT_ONCE else "date"


def _decided(rule: TimeLimit, context: Context, cells: Cells, form: str) -> Columns:
    if not ways_of(rule, context):
        return Columns(cells, ibis.literal("cannot_say"), {}, ibis.literal(""))
    _refuse_mixed(rule, context, cells, form)
    ways = Ways(rule, context, cells)
    cells = ways.cells.held(end=_shown(rule, ways, form))
    cells = cells.held(why=_why(rule, ways, cells))
    why, end = cells.kept("why"), cells.kept("end")
    asked = end if not rule.until else cells.asked[rule.until].value.coalesce(end)
    values: dict[str, ir.Value] = {"value": why.cases((_NOW, end), (_DUE, asked), else_=None)}
    outcome = _outcome(why)
    if rule.done:
        kept = _kept(rule, ways, cells)
        outcome = ((why == _DONE) & (kept["value.state"] == "before_start")).ifelse("person_decides", outcome)
        values |= {name: why.cases((_DONE, column), else_=None) for name, column in kept.items()}
    reached, working = why >= _OUT_OF_TIME, [way.unit == WORKING for way in ways.ways]
    provisional = reached & ways.among(working) & cells.kept("provisional") if any(working) else None
    return Columns(cells, outcome, values, _needs(rule, ways, why), provisional, beyond=reached & end.isnull())


def _outcome(why: ir.IntegerValue) -> ir.StringValue:
    told = {"cannot_say": (_SILENT, _NO_START, _NO_NUMBER), "refused": (_TOO_LONG, _TOO_MUCH, _OUT_OF_TIME)}
    return why.cases(*((one, outcome) for outcome, ones in told.items() for one in ones), else_="decided")


def _needs(rule: TimeLimit, ways: Ways, why: ir.IntegerValue) -> ir.StringValue:
    longer = rule.extension.input if rule.extension else ""
    names = {_NO_NUMBER: rule.own, _TOO_MUCH: rule.amount, _OUT_OF_TIME: rule.until, _TOO_LONG: longer}
    starts = ways.by([ibis.literal(way.span.start) for way in ways.ways])
    return why.cases((_NO_START, starts), *names.items(), else_="")


def _refuse_mixed(rule: TimeLimit, context: Context, cells: Cells, form: str) -> None:
    """A day is not compared with a moment; how that is answered is left to the one-case path."""
    times = [name for name in (rule.until, rule.done) if name]
    if any(cells.asked[name].value.type() != ibis.dtype(form) for name in times):
        raise OneByOne
    starts = {cells.asked[way.span.start].type for way in ways_of(rule, context)}
    if (rule.done and form != "date") or any({cells.asked[name].type} != starts for name in times):
        raise OneByOne


def _shown(rule: TimeLimit, ways: Ways, form: str) -> ir.Value:
    day, moment = ways.cells.kept("at"), ways.cells.kept("at_moment")
    if form == "date":
        return day
    if form == "timestamp":
        return moment
    return ways.by(
        [moment.strftime(_MOMENT) if _form_of(rule, way) == "timestamp" else day.cast("string") for way in ways.ways]
    )


def _why(rule: TimeLimit, ways: Ways, cells: Cells) -> ir.IntegerValue:
    unstated = [way.span.unit == UNSTATED for way in ways.ways]
    cases = [(cells.kept("way").isnull(), _SILENT), (cells.kept("start").isnull(), _NO_START)]
    if any(unstated):
        lacks = cells.number(rule.own).whole.isnull() if rule.own else ibis.literal(True)
        cases.append((ways.among(unstated) & lacks, _NO_NUMBER))
    if rule.extension:
        longer = ways.extra().compared(">", rule.extension.most)
        cases.append((longer & ~ways.among(unstated), _TOO_LONG))
    if rule.amount:
        asked = cells.number(rule.amount)
        over = [
            (cells.kept("way") == n) & asked.compared(">", way.span.value)
            for n, way in enumerate(ways.ways)
            if way.span.value is not None
        ]
        cases += [(rows, _TOO_MUCH) for rows in over]
    cases.append((ways.among([way.unit == AT_ONCE for way in ways.ways]), _NOW))
    if rule.until:
        until = cells.asked[rule.until]
        start = cells.kept("moment" if until.type == "moment" else "start")
        cases.append(((until.value > cells.kept("end")) | (until.value < start), _OUT_OF_TIME))
    if rule.done:
        cases.append((cells.asked[rule.done].said, _DONE))
    return ibis.cases(*cases, else_=_DUE).cast("int64")


def _kept(rule: TimeLimit, ways: Ways, cells: Cells) -> dict[str, ir.Value]:
    """As `TimeLimit._kept`: how the day it was done stands to the limit."""
    done, start, end = cells.asked[rule.done].value, cells.kept("start"), cells.kept("end")
    over = done > end
    days = ways.by([cells.kept("overdue") if way.unit == WORKING else done.delta(end, unit="day") for way in ways.ways])
    state = ibis.cases((done < start, "before_start"), (done == start, "same_day"), (over, "late"), else_="in_time")
    return {"value.due": end, "value.state": state, "value.late": over.ifelse(days, 0)}
