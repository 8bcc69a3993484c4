"""Days that come back: 每月25日前, 每季度末月25日前, 每周五前, 每日17时前.

A recurring limit has no one date; the first such day on or after the day of issue stands for all, `from_` holds 每月.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from datetime import date, timedelta

from gongbao.text.obligations.days import day_of
from gongbao.text.obligations.limits import Hit

_BY = r"(?:前|之前|以前)"
_MONTHLY = re.compile(
    r"每(?:个)?(?P<unit>月|季度?)(?:度)?的?(?P<which>首月|第一个?月|末月|最后一个?月|末)?(?:\d{1,2}日?[、和])?"
    rf"(?:(?P<d>\d{{1,2}})日{_BY}|(?P<p>底|末|上旬|中旬|下旬){_BY}?(?!及|的)|(?<=末){_BY})"
)
_WEEKLY = re.compile(rf"每(?:周|星期)(?P<w>[一二三四五六日天])(?:上午|下午|中午)?(?:\d{{1,2}}[:：时点]\d{{0,2}})?{_BY}")
_DAILY = re.compile(rf"每[日天](?:上午|下午|晚上?|中午)?(?P<h>\d{{1,2}})(?:[:：]\d\d|[时点](?:\d{{1,2}}分|半)?){_BY}")
_PARTS = {"上旬": 10, "中旬": 20}


def recurring(text: str, issued: date | None) -> Iterator[Hit]:
    if issued is None:
        return
    for match in _MONTHLY.finditer(text):
        found = _next(issued, match)
        if found:
            first = match.end("which") if match["which"] else match.end("unit")
            start = text[match.start() : match.start("d") if match["d"] else first]
            yield Hit(match.start(), match.end(), found, None, None, start, inferred=True)
    for match in _WEEKLY.finditer(text):
        ahead = (("一二三四五六日".index(match["w"].replace("天", "日"))) - issued.weekday()) % 7
        start = text[match.start() : match.end("w")]
        yield Hit(match.start(), match.end(), issued + timedelta(days=ahead), None, None, start, inferred=True)
    for match in _DAILY.finditer(text):
        yield Hit(
            match.start(), match.end(), issued, None, None, text[match.start() : match.start() + 2], inferred=True
        )


def _next(issued: date, match: re.Match[str]) -> date | None:
    for step in range(14):
        year, month = issued.year + (issued.month - 1 + step) // 12, (issued.month - 1 + step) % 12 + 1
        if not _is_month(month, match):
            continue
        last = calendar.monthrange(year, month)[1]
        day = min(int(match["d"]), last) if match["d"] else _PARTS.get(match["p"] or "", last)
        found = day_of(year, month, day) if day else None
        if found and found >= issued:
            return found
    return None


def _is_month(month: int, match: re.Match[str]) -> bool:
    """每季度 5日 falls into the first month of a quarter, 季度末 and 末月 into the last."""
    if match["unit"] == "月":
        return True
    late = (match["which"] or "").startswith(("末", "最后")) or match["p"] in ("底", "末")
    return month % 3 == (0 if late else 1)
