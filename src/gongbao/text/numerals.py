"""Numbers, dates and document numbers as official Chinese writes them."""

from __future__ import annotations

import re
from datetime import date

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
