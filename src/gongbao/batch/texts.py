"""Cells of text, read by patterns that take a part of what `rules.inputs` takes, and take it to the same value."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import ibis
import ibis.expr.types as ir

from gongbao.batch.exact import LIMIT, Exact
from gongbao.rules import Input

YES_NO = ("yes", "no", "true", "false", "1", "0", "是", "否", "y", "n", "Yes", "No", "True", "False", "TRUE", "FALSE",
          "Y", "N", "YES", "NO")
_NUMBER = r"^-?[0-9]{1,12}(\.[0-9]{1,6})?$"
_SMALLER = r"^-?[0-9]{1,8}(\.[0-9]{1,6})?万元?$"
_SMALLEST = r"^-?[0-9]{1,4}(\.[0-9]{1,6})?亿元?$"
_READ = "decimal(18, 6)"
_PLAIN = "^[0-9A-Za-z一-龥]{1,200}$"
_DAY = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
_MOMENT = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}[T ]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?$"
_UNITS = {"万": 4, "亿": 8}


def number(question: Input, said: ir.StringValue) -> Exact:
    """The number, whole or with up to six places, empty where the text is none. Money comes in hundredths of a yuan."""
    if question.type == "percent":
        return _places(said.re_replace("%$", "").replace(",", ""), _NUMBER, 6)
    if question.type != "money":
        return _places(said.replace(",", ""), _NUMBER, 6)
    found = _places(said.re_replace("元$", "").replace(",", ""), _NUMBER, 2).whole
    if question.minimum is None and question.maximum is None and question.decimals is None:
        for pattern, unit in ((_SMALLER, "万"), (_SMALLEST, "亿")):
            digits = said.re_replace(f"{unit}元?$", "")
            amount = said.re_search(pattern).ifelse(digits, ibis.null("string")).try_cast(_READ)
            found = found.coalesce((amount * 10 ** (2 + _UNITS[unit])).cast("int64"))
    return Exact(found, 100, -LIMIT, LIMIT)


def _places(bare: ir.StringValue, pattern: str, places: int) -> Exact:
    """Scaled by so many places; empty where there are more, or where the scaled number would be too large."""
    most = Decimal(LIMIT // 10**places)
    read = bare.re_search(pattern).ifelse(bare, ibis.null("string")).try_cast(_READ)
    near = read.between(-most, most).ifelse(read, ibis.null(_READ))
    scaled = near * 10**places
    whole = scaled.cast("int64")
    return Exact((scaled == whole).ifelse(whole, ibis.null("int64")), 10**places, -LIMIT, LIMIT)


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
