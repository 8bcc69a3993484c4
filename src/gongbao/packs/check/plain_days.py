"""Days as they are printed, whether anything is due by them or not: 从2019年10月1日至2020年5月31日, 2020年3月."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from gongbao.text.numerals import han_to_int
from gongbao.text.obligations.days import YEAR, day_of, year_of

Named = tuple[int, int, date]
_NUMBER = r"\d{1,2}|[一二三四五六七八九十]{1,3}"
_MONTH = re.compile(
    rf"{YEAR}(?<!\d)(?P<m>\d{{1,2}}|十[一二]|[一二三四五六七八九十])月份?"
    rf"(?:(?P<d>{_NUMBER})[日号]|(?P<p>底|末|上旬|中旬|下旬|初)末?)?(?P<by>前|之前|以前)?"
)
_TO_DAY = re.compile(rf"起?[至到\-—–~～、和](?P<d>{_NUMBER})[日号]")
_JOINED = re.compile(r"[日号起]?[至到\-—–~～、和]+")
_YEAR = re.compile(rf"(?P<y>20\d\d)年(?!(?:{_NUMBER})月)(?P<e>年?[底末终内])?(?P<by>前|之前|以前)?")
_PART = re.compile(
    rf"{YEAR}(?P<q>(?<![\d一二三四五六七八九十两几半近])年[底末终内]|上半年|下半年|第?(?P<k>[一二三四1234])季度)(?P<e>末|底|前|之前)?"
)
_NUMERIC = re.compile(r"(?<![\d.\-/])(?P<y>20\d\d)(?P<sep>[.\-/])(?P<m>\d{1,2})(?P=sep)(?P<d>\d{1,2})(?!\d)")
_PARTS = {"上旬": 10, "中旬": 20, "初": 10}
_HALVES = {"上半年": (1, 6), "下半年": (7, 12)}


def plain_days(text: str, issued: date | None) -> Iterator[Named]:
    """(start, end, day) of each date; a month, quarter or year stands for its first and its last day."""
    yield from _months(text, issued)
    yield from _years(text)
    yield from _year_parts(text, issued)
    for match in _NUMERIC.finditer(text):
        yield from _named(match, day_of(int(match["y"]), int(match["m"]), int(match["d"])))


def _months(text: str, issued: date | None) -> Iterator[Named]:
    end, last = 0, None
    for match in _MONTH.finditer(text):
        joined = last is not None and bool(_JOINED.fullmatch(text, end, match.start()))
        for year in _possible_years(match, issued, last if joined else None):
            for day in _of_month(match, year):
                yield from _named(match, day)
                last = day
        end = match.end()
        to = _TO_DAY.match(text, end) if match["d"] and last else None
        if to and last:
            yield from _named(to, day_of(last.year, last.month, han_to_int(to["d"])))
            end = to.end()


def _possible_years(match: re.Match[str], issued: date | None, before: date | None) -> Iterator[int]:
    """The printed year, else that of the date it is joined to (or the next), else that of issue."""
    if before and not (match["y"] or match["yy"] or match["rel"]):
        yield before.year + (before.month > (han_to_int(match["m"]) or 0))
        return
    year, _, every = year_of(match, issued)
    if year:
        yield year
        if every:
            yield year + 1


def _of_month(match: re.Match[str], year: int) -> Iterator[date | None]:
    month, part = han_to_int(match["m"]) or 0, match["p"]
    first = day_of(year, month, 1)
    if match["d"]:
        yield day_of(year, month, han_to_int(match["d"]))
    elif part:
        yield day_of(year, month, _PARTS.get(part))
    elif match["by"]:
        yield first - timedelta(days=1) if first else None
    else:
        yield first
        yield day_of(year, month, None)


def _years(text: str) -> Iterator[Named]:
    for match in _YEAR.finditer(text):
        year = int(match["y"])
        if match["e"]:
            yield from _named(match, date(year, 12, 31))
        elif match["by"]:
            yield from _named(match, date(year - 1, 12, 31))
        else:
            yield from _named(match, date(year, 1, 1))
            yield from _named(match, date(year, 12, 31))


def _year_parts(text: str, issued: date | None) -> Iterator[Named]:
    for match in _PART.finditer(text):
        year = year_of(match, issued)[0]
        quarter = han_to_int(match["k"] or "") or 0
        first, last = (quarter * 3 - 2, quarter * 3) if quarter else _HALVES.get(match["q"], (0, 12))
        if year and first and not match["e"]:
            yield from _named(match, day_of(year, first, 1))
        if year:
            yield from _named(match, day_of(year, last, None))


def _named(match: re.Match[str], day: date | None) -> Iterator[Named]:
    if day:
        yield match.start(), match.end(), day
