"""What a rule asks for, and how a typed answer becomes a value: dates, moments, money, percentages, choices."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, model_validator

from gongbao.rules.entry import Entry, ReadingId

InputType = Literal["date", "moment", "integer", "number", "money", "percent", "yes_no", "choice", "text", "list"]
LONGEST, _SHOWN = 200, 12
_ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_ISO_MOMENT = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d)?")
_NUMBER = re.compile(r"-?\d{1,18}(\.\d{1,9})?")
_GROUPED = re.compile(r"-?\d{1,3}(,\d{3})+(\.\d+)?")
_YES = {"yes", "true", "1", "是", "y"}
_NO = {"no", "false", "0", "否", "n"}
_ROMAN = {"I": "1", "II": "2", "III": "3", "IV": "4", "V": "5"}


class BadInput(Exception):
    """An answer that cannot be used: what, where and what to do, in Chinese and English; `name` is the input."""

    def __init__(self, name: str, zh: str, en: str) -> None:
        super().__init__(zh)
        self.name, self.zh, self.en = name, zh, en


class Input(Entry):
    """One question. `title` in the document's own words; `default` is what the document gives where nothing is said.

    Numbers are not negative unless `signed`. `maximum` is a bound of sense (a share is at most 100), never a limit of
    the document. `decimals`: at most so many places. `choices`: from code to the words shown; `also`: from other
    words to their code. `none`: the word for “there is none” (None). `setting`: the reading whose number answers where
    nothing is said.
    """

    type: InputType
    title: str = ""
    unit: str = ""
    optional: bool = False
    default: str | None = None
    choices: dict[str, str] = Field(default_factory=dict)
    also: dict[str, str] = Field(default_factory=dict)
    signed: bool = False
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    decimals: int | None = None
    none: str = ""
    setting: ReadingId | None = None

    @model_validator(mode="after")
    def _also_means_a_choice(self) -> Input:
        for code in self.also.values():
            if code not in self.choices:
                raise ValueError(f"also: {code} is none of the choices")
        return self

    def read(self, name: str, said: str) -> Any:
        """The value of an answer. BadInput: it cannot be one."""
        text = unicodedata.normalize("NFKC", said).strip() if self.type not in {"choice", "text"} else said.strip()
        if not text or len(text) > LONGEST or not text.isprintable():
            raise self.bad(name, said)
        if self.none and text in {self.none, "none", "-"}:
            return None
        return _READERS[self.type](self, name, text)

    def bad(self, name: str, said: str) -> BadInput:
        shown = said if len(said) <= 30 else said[:29] + "…"
        zh, en = _EXAMPLES[self.type]
        if self.type == "choice":
            zh, en = self.listed()
        title = f"{self.title}（{name}）" if self.title else name
        return BadInput(name, f"{title}不能是“{shown}”，要填{zh}。", f"{name} cannot be “{shown}”; give {en}.")

    def listed(self, *, codes: bool = True) -> tuple[str, str]:
        """The first choices in Chinese and English, and how many there are; a page has no use for their codes."""
        first = list(self.choices.items())[:_SHOWN]
        more = len(self.choices) > _SHOWN
        zh = "、".join(f"{code}（{words}）" if codes and code != words else words for code, words in first)
        en = ", ".join(code if codes else words for code, words in first)
        return zh + f" 等 {len(self.choices)} 种之一" * more, en + f" and others, {len(self.choices)} in all" * more


def _expanded(value: Any) -> Any:
    """`received: date` and `"[extension]": {…}` as written in a pack, as a mapping of Input fields."""
    if not isinstance(value, Mapping):
        return value
    inputs = {}
    for key, said in value.items():
        optional = key.startswith("[") and key.endswith("]")
        fields = {"type": said} if isinstance(said, str) else said
        if isinstance(fields, Mapping) and optional:
            fields = {**fields, "optional": "yes"}
        inputs[key[1:-1] if optional else key] = fields
    return inputs


Inputs = Annotated[dict[str, Input], BeforeValidator(_expanded)]


def given(questions: Mapping[str, Input], said: Mapping[str, str]) -> dict[str, Any]:
    """Values by name, defaults filled in; what has no answer is left out. BadInput: the first that is wrong."""
    unknown = next((name for name in said if name not in questions), None)
    if unknown is not None:
        known = "、".join(questions) or "无"
        raise BadInput(
            unknown,
            f"没有“{unknown[:40]}”这一项，可填的是：{known}。",
            f"There is no input {unknown[:40]}; known: {known}.",
        )
    values = {name: questions[name].read(name, answer) for name, answer in said.items() if answer.strip()}
    for name, question in questions.items():
        if name not in values and question.default is not None:
            values[name] = question.read(name, question.default)
    return values


def _day(question: Input, name: str, text: str) -> date:
    try:
        return date.fromisoformat(text) if _ISO_DAY.fullmatch(text) else _refuse(question, name, text)
    except ValueError:
        raise question.bad(name, text) from None


def _moment(question: Input, name: str, text: str) -> datetime:
    try:
        return datetime.fromisoformat(text) if _ISO_MOMENT.fullmatch(text) else _refuse(question, name, text)
    except ValueError:
        raise question.bad(name, text) from None


def _refuse(question: Input, name: str, text: str) -> Any:
    raise question.bad(name, text)


def _bounded(question: Input, name: str, text: str, value: Decimal) -> Decimal:
    lowest = question.minimum if question.minimum is not None else None if question.signed else Decimal(0)
    exponent = value.normalize().as_tuple().exponent
    places = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    if (
        (lowest is not None and value < lowest)
        or (question.maximum is not None and value > question.maximum)
        or (question.decimals is not None and places > question.decimals)
    ):
        raise _out_of_bounds(question, name, text, lowest)
    return value


def _out_of_bounds(question: Input, name: str, text: str, lowest: Decimal | None) -> BadInput:
    title = f"{question.title}（{name}）" if question.title else name
    zh, en = _bounds(question, lowest)
    return BadInput(name, f"{title}不能是 {text[:30]}，要{zh}。", f"{name} cannot be {text[:30]}; it must be {en}.")


def _bounds(question: Input, lowest: Decimal | None) -> tuple[str, str]:
    """What a number must be, in both languages."""
    parts = [
        (f"不小于 {lowest}", f"at least {lowest}") if lowest is not None else None,
        (f"不大于 {question.maximum}", f"at most {question.maximum}") if question.maximum is not None else None,
        (f"最多 {question.decimals} 位小数", f"with at most {question.decimals} decimals")
        if question.decimals is not None else None,
    ]
    said = [part for part in parts if part]
    return "、".join(zh for zh, _ in said), ", ".join(en for _, en in said)


def _decimal(question: Input, name: str, text: str, factor: int = 1) -> Decimal:
    bare = text.replace(",", "") if _GROUPED.fullmatch(text) else text
    if not _NUMBER.fullmatch(bare):
        raise question.bad(name, text)
    try:
        return _bounded(question, name, text, Decimal(bare) * factor + 0)  # + 0: no number is less than nothing
    except InvalidOperation:
        raise question.bad(name, text) from None


def _integer(question: Input, name: str, text: str) -> int:
    value = _decimal(question, name, text)
    if value != value.to_integral_value():
        raise question.bad(name, text)
    return int(value)


def _money(question: Input, name: str, text: str) -> Decimal:
    """Yuan; 600万 and 1.2亿元 are read too."""
    bare = text.removesuffix("元")
    factor = {"万": 10_000, "亿": 100_000_000}.get(bare[-1:], 1)
    value = _decimal(question, name, bare[:-1] if factor > 1 else bare, factor)
    if value != value.quantize(Decimal("0.01")):
        raise question.bad(name, text)
    return value


def _percent(question: Input, name: str, text: str) -> Decimal:
    return _decimal(question, name, text.removesuffix("%"))


def _yes_no(question: Input, name: str, text: str) -> bool:
    word = text.lower()
    if word not in _YES | _NO:
        raise question.bad(name, text)
    return word in _YES


def _choice(question: Input, name: str, text: str) -> str:
    wanted = _same(text)
    if {"yes", "no"} <= question.choices.keys() and text.lower() in _YES | _NO:
        return "yes" if text.lower() in _YES else "no"
    for code, words in question.choices.items():
        if wanted in {_same(code), _same(words)}:
            return code
    for word, code in question.also.items():
        if wanted == _same(word):
            return code
    raise question.bad(name, text)


def _same(word: str) -> str:
    """Ⅳ, IV and 4 are one level; width and case make no other word."""
    bare = unicodedata.normalize("NFKC", word).strip().upper()
    return _ROMAN.get(bare, bare)


def _text(question: Input, name: str, text: str) -> str:  # noqa: ARG001
    return text


def _list(question: Input, name: str, text: str) -> list[str]:
    """Parts between commas of any width; none of them is empty."""
    parts = [part.strip() for part in re.split("[,，、;；]", text)]
    if not all(parts) or any(question.choices and part not in question.choices for part in parts):
        raise question.bad(name, text)
    return parts


_READERS: dict[InputType, Callable[[Input, str, str], Any]] = {
    "date": _day,
    "moment": _moment,
    "integer": _integer,
    "number": _decimal,
    "money": _money,
    "percent": _percent,
    "yes_no": _yes_no,
    "choice": _choice,
    "text": _text,
    "list": _list,
}
_EXAMPLES: dict[InputType, tuple[str, str]] = {
    "date": ("存在的日期，例如 2020-09-25", "a day that exists, for example 2020-09-25"),
    "moment": ("存在的时刻，例如 2020-09-25T08:30:00", "a moment, for example 2020-09-25T08:30:00"),
    "integer": ("不小于零的整数，例如 3", "a whole number, for example 3"),
    "number": ("数，例如 5.2", "a number, for example 5.2"),
    "money": ("以元计的金额，例如 6000000 或 600万", "an amount in yuan, for example 6000000 or 600万"),
    "percent": ("百分数，例如 97.5", "a percentage, for example 97.5"),
    "yes_no": ("是或否", "yes or no"),
    "choice": ("下列之一", "one of the choices"),
    "text": (f"1 至 {LONGEST} 个字", f"1 to {LONGEST} characters"),
    "list": ("用逗号隔开的几项", "parts between commas"),
}
