"""What the schema refuses, said in one sentence with file, line and entry."""

from __future__ import annotations

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from gongbao.packs.errors import PackError
from gongbao.packs.sheet import Place, Sheet

SAYS = {
    "missing": ("缺少“{key}”，请补上", "“{key}” is missing; add it"),
    "extra_forbidden": ("不认识的键“{key}”，请删去或改正", "the key “{key}” is not known; take it out or correct it"),
    "string_too_short": ("“{key}”是空的，请填写", "“{key}” is empty; fill it in"),
    "string_too_long": (
        "“{key}”超过{max_length}个字，请写短些",
        "“{key}” has over {max_length} characters; shorten it",
    ),
    "string_pattern_mismatch": (
        "“{key}”的值“{value}”只能用小写字母、数字和连接号，请改正",
        "“{key}”: “{value}” may hold lower-case letters, digits, - and _ only; correct it",
    ),
    "literal_error": ("“{key}”的值“{value}”应是 {expected} 之一", "“{key}”: “{value}” should be one of {expected}"),
    "too_short": ("“{key}”至少要有一项，请补上", "“{key}” needs one entry at least; add it"),
    "not a date": (
        "“{key}”的值“{value}”不是日期，请写成 2020-03-16 的样子",
        "“{key}”: “{value}” is not a date; write it like 2020-03-16",
    ),
    "an entry is given twice": ("“{key}”里有重复的一项，请只保留一个", "“{key}” holds an entry twice; keep one"),
    "neither number nor title": (
        "被废止的文件要写文号（number）或标题（title），请补上",
        "a repealed document needs its number or its title; add one",
    ),
    "the chosen option is not offered": (
        "“{key}”的 chosen 要是 options 之一，只有 sort: option 才有 options",
        "“{key}”: chosen must be one of the options, and only sort: option has options",
    ),
    "a rule needs a source or a reading": (
        "“{key}”要写 source 或 readings，没有出处的规则不收",
        "“{key}” needs a source or readings; a rule stands somewhere",
    ),
    "inferred without a reading": (
        "“{key}”写了 inferred，要有 readings 说明理由",
        "“{key}” is inferred and needs a reading that explains it",
    ),
    "inferred names no field": (
        "“{key}”的 inferred 里有不存在的字段",
        "“{key}”: inferred names a field that is not there",
    ),
    "a condition has one form": (
        "“{key}”要写且只写一种比较：comparator、among、not_among 或 any",
        "“{key}” takes one form: comparator, among, not_among or any",
    ),
    "a comparison needs a value, a day or another input": (
        "“{key}”要写 value、day、than 之一",
        "“{key}” needs one of value, day, than",
    ),
    "a criterion has one scale": (
        "“{key}”要写 of、sum_of、share_of 之一",
        "“{key}” needs one of: of, sum_of, share_of",
    ),
    "in_force_until lies before in_force_from": (
        "in_force_until 早于 in_force_from，请改正",
        "in_force_until lies before in_force_from; correct one of them",
    ),
}
_DATES = {"date_from_datetime_parsing", "date_parsing", "date_type"}
_OTHER = (
    "“{key}”的值“{value}”形式不对，请按 docs/packs.md 改正",
    "“{key}”: “{value}” has the wrong form; correct it as docs/packs.md says",
)


def in_one_sentence(error: ValidationError, sheet: Sheet, inside: Place = ()) -> PackError:
    """The first of the schema's complaints; `inside`: where in the sheet the refused entry stands."""
    first = error.errors()[0]
    place = (*inside, *first["loc"])
    words = {
        "key": next((str(step) for step in reversed(place) if isinstance(step, str)), sheet.name),
        "value": _short(first["input"]),
        **{name: str(value).replace(" or ", ", ") for name, value in first.get("ctx", {}).items()},
    }
    zh, en = SAYS.get(_code(first), _OTHER)
    return at(sheet, place, zh.format(**words), en.format(**words))


def at(sheet: Sheet, place: Place, zh: str, en: str) -> PackError:
    """A PackError about one entry: what is wrong and what to do, without the final stop."""
    line, entry = sheet.line(place), _entry(place)
    where_zh, where_en = (f"（{entry}）", f" ({entry})") if entry else ("", "")
    return PackError(f"{sheet.name} 第{line}行{where_zh}：{zh}。", f"{sheet.name} line {line}{where_en}: {en}.")


def _code(details: ErrorDetails) -> str:
    if details["type"] == "value_error":
        return str(details.get("ctx", {}).get("error", ""))
    return "not a date" if details["type"] in _DATES else details["type"]


def _entry(place: Place) -> str:
    """`("documents", 2, "issued")` → `documents[3].issued`, counted from 1 as people do."""
    said = "".join(f"[{step + 1}]" if isinstance(step, int) else f".{step}" for step in place)
    return said.removeprefix(".")


def _short(value: object) -> str:
    said = str(value)
    return said if len(said) <= 30 else said[:29] + "…"
