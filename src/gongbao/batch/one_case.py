"""Rows that columns do not read, or that leave the bounds of exact columns, are decided by the one-case path itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import ibis.expr.datatypes as dt

from gongbao.batch.cells import filled_in
from gongbao.clock import ClockError
from gongbao.rules import BadInput, Context, Judgement, Rule, given, plain

BAD_INPUT, TOO_LARGE = "bad_input", "too_large"
_MIDNIGHT = " 00:00:00"
Texts = list[str | None]


@dataclass(frozen=True, slots=True)
class Output:
    """A column of the answer: its name, its type, and where in the judgement's value it stands."""

    name: str
    form: str
    path: tuple[str, ...] = ()


def asking(
    rule: Rule, context: Context, asked: Mapping[str, dt.DataType], outputs: Sequence[Output]
) -> Callable[[Texts | None], Texts | None]:
    """A function from a row's cells as text to outcome, wrong input, needs, provisional and the outputs, as text.

    Rows that are not asked about come as None.
    """
    days = {name for name, question in rule.questions().items() if question.type == "date"}

    def ask(cells: Texts | None) -> Texts | None:
        if cells is None:
            return None
        said = {
            name: _said(form, cell, day=name in days)
            for (name, form), cell in zip(asked.items(), cells, strict=True)
            if cell is not None and cell.strip()
        }
        try:
            return _told(judged(rule, context, said), outputs)
        except BadInput as wrong:
            return [BAD_INPUT, wrong.name, "", None, *(None for _ in outputs)]

    return ask


def judged(rule: Rule, context: Context, said: dict[str, str]) -> Judgement:
    """One case from answers as typed, settings filled in. BadInput: an answer that cannot be one."""
    questions = rule.questions()
    set_here = {name: filled_in(one, context) for name, one in questions.items() if one.setting and name not in said}
    values = given(questions, {**{name: text for name, text in set_here.items() if text is not None}, **said})
    try:
        return rule.judge(values, context)
    except ClockError as wrong:
        raise BadInput("date", wrong.zh, wrong.en) from wrong


def _said(form: dt.DataType, cell: str, *, day: bool) -> str:
    """A typed cell as somebody would type it; a timestamp at midnight is a day where a day is asked for."""
    if form.is_floating():
        return _number(repr(float(cell)))
    if form.is_decimal():
        return _number(cell)
    return cell.removesuffix(_MIDNIGHT) if day and form.is_timestamp() else cell


def _number(text: str) -> str:
    value = Decimal(text)
    said = format(value, "f")
    return said.rstrip("0").rstrip(".") if value.is_finite() and "." in said else said


def _told(judgement: Judgement, outputs: Sequence[Output]) -> Texts:
    values = [_text(_found(judgement.value, one.path)) for one in outputs]
    needs = ",".join(judgement.needs)
    if any(text is not None and not _holds(one.form, text) for one, text in zip(outputs, values, strict=True)):
        return [TOO_LARGE, None, needs, None, *(None for _ in outputs)]
    return [judgement.outcome, None, needs, "true" if judgement.provisional else "false", *values]


def _found(value: Any, path: tuple[str, ...]) -> Any:
    for part in path:
        value = value.get(part) if isinstance(value, dict) else None
    return None if isinstance(value, dict) else value


def _text(value: Any) -> str | None:
    said = plain(value)
    return {True: "true", False: "false", None: None}[said] if isinstance(said, bool | None) else str(said)


def _holds(form: str, text: str) -> bool:
    """Whether a decimal column of this form has room for the number."""
    if not form.startswith("decimal"):
        return True
    digits, places = map(int, form.removeprefix("decimal(").removesuffix(")").split(","))
    whole, _, rest = text.lstrip("-").partition(".")
    return len(whole.lstrip("0")) <= digits - places and len(rest) <= places
