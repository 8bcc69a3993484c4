"""From a reason to its sentence: the template of its code, filled with its numbers as people write them."""

from __future__ import annotations

import string
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any, Literal

import yaml

from gongbao.rules.judgement import Reason

Language = Literal["zh", "en"]
_Loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_WAN, _YI = Decimal(10_000), Decimal(100_000_000)


Template = tuple[tuple[str, str | None, str], ...]
"""Literal text, then the field and its format; None where no field follows."""


class Speaker:
    """One language. Calling it with a reason gives the sentence.

    A field may be formatted as `money`, as a `word`, or `if:…`: written only where there is a value, shown by @.
    """

    def __init__(self, words: Mapping[str, Any]) -> None:
        self._reasons: dict[str, Template] = {code: _template(text) for code, text in words["reasons"].items()}
        self._words: Mapping[str, str] = words["words"]

    def __call__(self, reason: Reason) -> str:
        params = reason.params
        said = "".join(
            literal if name is None
            else literal + (self.format_field(params[name], form) if form else self._plain(params[name]))
            for literal, name, form in self._reasons[reason.code]
        )
        return " ".join(said.split())

    def outcome(self, code: str) -> str:
        return self._words[code]

    def word(self, code: str) -> str:
        """A code in words; a code without words stays as it is."""
        return self._words.get(code, code)

    def label(self, key: str) -> str:
        """A key of a value in words; yes and no are answers, never keys."""
        return key if key in {"yes", "no"} else self.word(key)

    def value(self, value: Any) -> str:
        """A plain value in one line, for a terminal."""
        if value is None:
            return self._words["none"]
        if isinstance(value, bool):
            return self._words["yes" if value else "no"]
        if isinstance(value, Mapping):
            return "；".join(f"{self.label(str(key))} {self.value(one)}" for key, one in value.items())
        if isinstance(value, list):
            return f"[{len(value)}] " + " / ".join(self.value(one) for one in value) if value else "[0]"
        return str(value)

    def lines(self, value: Any) -> list[str]:
        """A plain value for a terminal: one line; of rows their number, then each without empty cells."""
        if not isinstance(value, list) or not all(isinstance(row, Mapping) for row in value):
            return [self.value(value)]
        filled = [{key: one for key, one in row.items() if one not in (None, "", [])} for row in value]
        return [f"[{len(value)}]", *map(self.value, filled)]

    def format_field(self, value: Any, format_spec: str) -> str:
        """A parameter as its template asks for it."""
        if format_spec == "money":
            return self._money(Decimal(str(value)))
        if format_spec == "word":
            return self.word(str(value))
        if format_spec.startswith("if:"):
            return format_spec[3:].replace("@", self._plain(value)) if value not in (None, "", [], False) else ""
        return self._plain(value)

    def _plain(self, value: Any) -> str:
        if isinstance(value, str):
            return value
        if isinstance(value, datetime):
            return value.strftime("%Y-%m-%d %H:%M")
        if isinstance(value, date):
            return value.isoformat()
        if isinstance(value, bool):
            return self._words["yes" if value else "no"]
        if isinstance(value, Decimal):
            return format(value.normalize(), "f")
        if isinstance(value, list | tuple):
            return self._words["comma"].join(map(self._plain, value))
        return "" if value is None else str(value)

    def _money(self, yuan: Decimal) -> str:
        """280万元（2,800,000.00元）; small sums in yuan alone."""
        exact = f"{yuan:,.2f}{self._words['yuan']}"
        for unit, name in ((_YI, self._words["yi"]), (_WAN, self._words["wan"])):
            scaled = yuan / unit
            if abs(scaled) >= 1 and scaled == scaled.quantize(Decimal("0.0001")):
                return f"{self._plain(scaled)}{name}{self._words['yuan']}（{exact}）"
        return exact


def _template(text: str) -> Template:
    """A template taken apart once."""
    return tuple((literal, name, form or "") for literal, name, form, _ in string.Formatter().parse(text))


@cache
def speaker(language: Language) -> Speaker:
    """The speaker of a language, its words read once."""
    text = files("gongbao.wording").joinpath(f"{language}.yaml").read_text(encoding="utf-8")
    return Speaker(yaml.load(text, Loader=_Loader))  # noqa: S506  (the base loader makes strings only)
