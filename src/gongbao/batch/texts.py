"""Cells of text, read by patterns that take a part of what `rules.inputs` takes, and take it to the same value."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import ibis
import ibis.expr.types as ir

from gongbao.batch.exact import Exact, scaled
from gongbao.rules import Input

YES_NO = (
    "yes",
    "no",
    "true",
    "false",
    "1",
    "0",
    "是",
    "否",
    "y",
    "n",
    "Yes",
    "No",
    "True",
    "False",
    "TRUE",
    "FALSE",
    "Y",
    "N",
    "YES",
    "NO",
)
_NUMBER = r"^-?[0-9]{1,12}(\.[0-9]{1,6})?$"
_MONEY = r"^-?[0-9]{1,12}(\.[0-9]{1,2}0{0,6})?$"
_LARGE = {"万": (r"^-?[0-9]{1,8}(\.[0-9]{1,6})?万元?$", 10**6), "亿": (r"^-?[0-9]{1,4}(\.[0-9]{1,6})?亿元?$", 10**10)}
"""Amounts in ten thousands and in hundred millions, and how many hundredths of a yuan one is."""
_PLAIN = "^[0-9A-Za-z一-龥]{1,200}$"
_DAY = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
_MOMENT = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}[T ]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?$"


def number(question: Input, said: ir.StringValue, limit: int) -> Exact:
    """The number, whole or with up to six places, empty where the text is none. Money comes in hundredths of a yuan."""
    if question.type == "percent":
        return _read(said.re_replace("%$", ""), _NUMBER, 10**6, limit)
    if question.type != "money":
        return _read(said, _NUMBER, 10**6, limit)
    plain = _read(said.re_replace("元$", ""), _MONEY, 100, limit)
    whole = plain.whole
    for unit, (pattern, parts) in _LARGE.items():
        large = said.re_search(pattern).ifelse(said.re_replace(f"{unit}元?$", ""), ibis.null("string"))
        whole = whole.coalesce(_read(large, _NUMBER, parts, limit).whole)
    return plain.at(whole)


def _read(said: ir.StringValue, pattern: str, parts: int, limit: int) -> Exact:
    """Scaled; empty where the text does not have this form, or where the scaled number would be too large."""
    value = said.re_search(pattern).ifelse(said, ibis.null("string")).try_cast("float64")
    return scaled(value.between(-limit // parts, limit // parts).ifelse(value, ibis.null("float64")), parts, limit)


def mapped(said: ir.StringValue, words: Mapping[str, Any], form: str) -> ir.Value:
    """What each of the words stands for; empty for all others."""
    if not words:
        return ibis.null(form)
    if all(word == value for word, value in words.items()):
        return said.isin(list(words)).ifelse(said, ibis.null(form))
    cases = [(word, ibis.literal(value, form)) for word, value in words.items()]
    return said.cases(*cases, else_=ibis.null(form))


def day(said: ir.StringValue) -> ir.DateValue:
    return said.re_search(_DAY).ifelse(said, ibis.null("string")).try_cast("date")


def moment(said: ir.StringValue) -> ir.TimestampValue:
    return said.re_search(_MOMENT).ifelse(said, ibis.null("string")).try_cast("timestamp")


def plain(said: ir.StringValue) -> ir.StringValue:
    """Text that is certain to be taken as it stands."""
    return said.re_search(_PLAIN).ifelse(said, ibis.null("string"))
