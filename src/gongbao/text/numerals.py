"""Numbers, dates and document numbers as official Chinese writes them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

_VALUES = {"〇": 0, "零": 0, "○": 0, "Ｏ": 0, "O": 0, "两": 2} | {c: i + 1 for i, c in enumerate("一二三四五六七八九")}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_WIDE = re.compile("[０-９．％]")
_FULL_WIDTH = str.maketrans("０１２３４５６７８９．％", "0123456789.%")
_YEAR = r"(?:(?:19|20)\d\d|[一二][〇零○ＯO0九][〇零○ＯO0-9一二三四五六七八九]{2})"
DATE = re.compile(
    rf"(?P<y>{_YEAR})\s*年\s*(?P<m>\d{{1,2}}|[一二三四五六七八九十]{{1,2}})\s*月\s*(?P<d>\d{{1,2}}|[一二三四五六七八九十]{{1,3}})\s*日"
)
NUMBER = re.compile(
    r"(?P<prefix>[\u4e00-\u9fffA-Za-z]{1,20}?)\s*"
    r"[〔\[【(（﹝［]\s*(?P<year>(?:19|20)\d\d)\s*(?:年)?[〕\]】)）﹞］]\s*(?P<th>第\s*)?[-—－]?\s*(?P<no>\d{1,5})\s*号"
)


def half_width(text: str) -> str:
    """Full-width digits, point and per cent sign as half-width ones; the length stays."""
    return text.translate(_FULL_WIDTH) if _WIDE.search(text) else text


def han_to_int(text: str) -> int | None:
    """十二 → 12, 二〇二〇 → 2020; None for what is no number."""
    if text.isascii() and text.isdigit():
        return int(text)
    if not text or any(c not in _VALUES and c not in _UNITS for c in text):
        return None
    if not any(c in _UNITS for c in text):
        return int("".join(str(_VALUES[c]) for c in text))
    total, digit = 0, 0
    for c in text:
        if c in _UNITS:
            total += (digit or 1) * _UNITS[c]
            digit = 0
        else:
            digit = _VALUES[c]
    return total + digit


def date_of(match: re.Match[str]) -> date | None:
    """The day that a match of `DATE` names; None for a day that does not exist."""
    year, month, day = (han_to_int(half_width(match[k])) for k in ("y", "m", "d"))
    try:
        return date(year or 0, month or 0, day or 0)
    except ValueError:
        return None


def normal_number(match: re.Match[str]) -> str:
    """A document number with the official brackets and no blanks."""
    return f"{match['prefix']}〔{match['year']}〕{'第' if match['th'] else ''}{int(match['no'])}号"


_SCALES = (("亿", Decimal(10**8)), ("万", Decimal(10**4)))
_FACTORS = {"百": 100, "千": 1000, "万": 10**4, "亿": 10**8}
_SHARES = {"%": Decimal(100), "‰": Decimal(1000)}
_HAN = "一二三四五六七八九十百千两〇零○"
_ARABIC = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?(?!\d)|\d+(?:\.\d+)?"
# no numbers: 统一, 一般, 百分点, 零售
_NO_COUNT = (
    "(?<![统唯单同专划逐任])(?!一[般律定并致切些样旦直同体系]|百(?:分[点率比制]|姓)|千[克米瓦卡帕]|零[售星散部食])"
)
_COUNTED = re.compile(
    r"(?P<dotted>\d+(?:\.\d+){2,})"
    rf"|(?P<whole>[{_HAN}万\d]+)分之(?P<part>\d+(?:\.\d+)?|[{_HAN}]+)"
    r"|(?P<tenths>[一二三四五六七八九\d])成(?![立员果效为本熟年都交套])"
    rf"|(?P<minus>(?<![\w)）%])-)?(?P<base>{_ARABIC}|{_NO_COUNT}[{_HAN}][{_HAN}万亿]*)"
    r"(?P<times>[多余]?[百千]?[万亿]{1,2}|[百千](?![克米瓦卡帕]))?(?P<sign>[%‰])?"
    r"|(?P<half>半)"
)


@dataclass(frozen=True, slots=True)
class Number:
    """A number at [start, end) of a text, multiplier and per cent sign included, with all values it may stand for."""

    start: int
    end: int
    values: tuple[Decimal, ...]


def numbers_in(text: str) -> Iterator[Number]:
    """Every number in order: 500万 is 500 and 5000000, 65% is 65 and 0.65, 半 is 0.5, 2:1 is 2 and then 1."""
    for match in _COUNTED.finditer(half_width(text)):
        values = tuple(dict.fromkeys(_values(match)))
        if values:
            yield Number(match.start(), match.end(), values)


def decimal_of(text: str) -> Decimal | None:
    """1,200.5 → 1200.5, 一亿二千万 → 120000000; None for what is no number."""
    for mark, factor in _SCALES:
        head, found, tail = text.partition(mark)
        if found:
            counted = decimal_of(head)
            return None if counted is None else counted * factor + (decimal_of(tail) or 0)
    if text[:1].isdigit() and text.isascii():
        return Decimal(text.replace(",", ""))
    value = han_to_int(text)
    return None if value is None else Decimal(value)


def _values(match: re.Match[str]) -> Iterator[Decimal]:
    if match["dotted"]:
        yield from map(Decimal, match["dotted"].split("."))
    elif match["whole"]:
        yield from _fraction(match["whole"], match["part"])
    elif match["tenths"]:
        tenths = decimal_of(match["tenths"]) or Decimal(0)
        yield from (tenths * 10, tenths / 10)
    elif match["half"]:
        yield Decimal("0.5")
    else:
        yield from _counted(match)


def _fraction(whole: str, part: str) -> Iterator[Decimal]:
    """百分之八十 is 80 and 0.8, 四分之三 is 4, 3 and 0.75."""
    below, above = decimal_of("一" + whole if whole in _FACTORS else whole), decimal_of(part)
    if below and above is not None:
        yield above
        if whole not in _FACTORS:
            yield below
        yield above / below


def _counted(match: re.Match[str]) -> Iterator[Decimal]:
    base = match["base"]
    unscaled = base if any(mark in base[:-1] for mark in "万亿") else base.rstrip("万亿")
    readings = [value for text in (base, unscaled) if (value := decimal_of(text)) is not None]
    if match["times"]:
        factor = Decimal(1)
        for mark in match["times"].lstrip("多余"):
            factor *= _FACTORS[mark]
        readings += [value * factor for value in readings]
    if match["sign"]:
        readings += [value / _SHARES[match["sign"]] for value in readings]
    yield from readings
    if match["minus"]:
        yield from (-value for value in readings)
