"""Kinds that give an amount or rows: benefits and registers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from county.rulebook.shown import Cell, Shown, Table, facts, table
from county.rulebook.telling import Telling
from gongbao.rules.benefit import Benefit
from gongbao.rules.register import Register


def benefit(rule: Benefit, value: Any, tell: Telling) -> Shown:  # noqa: ARG001
    if not isinstance(value, Mapping):
        return Shown(tell.money(value))
    first = next(iter(value))
    if first in {"total", "deductible"}:
        rest = {key: one for key, one in value.items() if key != first}
        return Shown(tell.money(value[first]), facts=facts(_amount(key, one, tell) for key, one in rest.items()))
    pairs = [_amount(key, one, tell) for key, one in value.items()]
    return Shown("；".join(f"{label} {cell}" for label, cell in pairs[:2]), facts=facts(pairs[2:]))


def _amount(key: str, one: Any, tell: Telling) -> tuple[str, Cell]:
    """A year is no amount."""
    if isinstance(one, int):
        return tell.label(key), _("%(year)s年为止") % {"year": one}
    return tell.label(key), tell.money(one) if one is not None else ""


def register(rule: Register, value: Any, tell: Telling) -> Shown:
    if not value:
        return Shown(_("没有找到"))
    if len(value) == 1:
        return Shown(_("找到 1 条"), facts=facts(zip(_heads(rule), _row(rule, value[0], tell), strict=True)))
    return Shown(_("找到 %(count)s 条") % {"count": len(value)}, tables=[register_table(rule, value, tell)])


def register_table(rule: Register, shown: list[dict[str, Any]], tell: Telling) -> Table:
    """Rows as they are shown, each with a link to its place."""
    return table(_heads(rule), [_row(rule, one, tell) for one in shown])


def _heads(rule: Register) -> list[str]:
    return [*(column.title for column in rule.columns.values()), _("出处")]


def _row(rule: Register, one: Mapping[str, Any], tell: Telling) -> list[Cell]:
    cells = [_parts(one[name], tell) if column.form == "parts" else tell.cell(one[name])
             for name, column in rule.columns.items()]
    return [*cells, _place(rule, one, tell)]


def _place(rule: Register, shown: Mapping[str, Any], tell: Telling) -> Cell:
    first = rule.number_column()
    row = next((row for row in rule.rows if str(row[first]) == str(shown[first])), None)
    places = rule.place(row) if row else ()
    return tell.source(places[0]) if places else ""


def _parts(parts: Any, tell: Telling) -> Cell:
    """The facts inside a row, each a door to its place."""
    return [tell.place(part["at"], text=_part(part, tell)) if part.get("at") else _part(part, tell) for part in parts]


def _part(part: Mapping[str, Any], tell: Telling) -> str:
    tag = f"{tell.word(part['tag'])}：" if part.get("tag") else ""
    return tag + str(part.get("topic") or part.get("title") or "")
