"""A year's due days: twelve months as columns, on each day a stem that is the taller the more is due.

    draw_year(2031, [DayMark(date(2031, 3, 31), 5, "near", "季度报告", "/…")], today=None, href_of_month=str)

Places are shares of the width and sizes are fixed, so that letters stay readable from a phone to a wide screen.
Its look is in `county/charts.css` (classes `year-…` and `lamp-…`)."""

from __future__ import annotations

import math
from calendar import monthrange
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from county.charts.lamps import MARKS, WORST_FIRST, Kind
from county.charts.svg import INK, WHITE, framed, linked, number, text

MARGIN = 2.0  # per cent at either side, so that the mark of the last day of the year is whole
COLUMN = (100 - 2 * MARGIN) / 12
TOP, AXIS, HEIGHT = 18, 98, 122
SHORTEST, TALLEST = 12, 66
DOUBLING = 10  # by how much a stem grows when twice as much is due
EDGE = 8.0


@dataclass(frozen=True, slots=True)
class DayMark:
    """`title`: what is due, without the day and the count."""

    day: date
    count: int
    kind: Kind
    title: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class YearWords:
    """Another language gives its own. `day` holds {year}, {month}, {day}, {count} and {titles}; `month` {month} and
    {count}; `now` what `day` holds of the date."""

    title: str = "{year}年各日到期的件数"
    day: str = "{month}月{day}日 {count} 件：{titles}"
    month: str = "{month}月 {count} 件"
    now: str = "今天是{month}月{day}日"
    today: str = "今天"
    nothing: str = "这一年没有到期的事"
    comma: str = "、"
    stop: str = "；"


CHINESE = YearWords()


def draw_year(
    year: int,
    marks: Sequence[DayMark],
    *,
    today: date | None,
    href_of_month: Callable[[int], str],
    words: YearWords = CHINESE,
) -> str:
    """SVG, safe to put into a page as it is, as wide as its place. An empty address makes no link.

    Marks on one day become one, with all their titles, the worst kind and the address of the first of that kind.
    A day of another year and a mark that counts nothing are left out. Raises ValueError for a count below zero.
    """
    if any(one.count < 0 for one in marks):
        raise ValueError("a count of what is due is not below zero")
    days = _merged([one for one in marks if one.day.year == year and one.count], words)
    now = today if today and today.year == year else None
    size = f'width="100%" height="{HEIGHT}"'
    return framed("year-line", size, words.title.format(year=year), _told(days, now, words), [
        *(_month(one, days, href_of_month(one), words) for one in range(1, 13)),
        f'<line class="year-axis" x1="{MARGIN}%" x2="{100 - MARGIN}%" y1="{AXIS}" y2="{AXIS}" stroke="{INK}"/>',
        *_today(now, words),
        *(_stem(one, words) for one in days),
    ])


def _merged(marks: Sequence[DayMark], words: YearWords) -> list[DayMark]:
    merged = []
    for _day, group in groupby(sorted(marks, key=lambda one: one.day), key=lambda one: one.day):
        same = list(group)
        worst = min(same, key=lambda one: WORST_FIRST.index(one.kind))
        titles = words.comma.join(dict.fromkeys(one.title for one in same))
        merged.append(replace(worst, count=sum(one.count for one in same), title=titles))
    return merged


def _told(days: Sequence[DayMark], now: date | None, words: YearWords) -> str:
    counts = {month: _count(days, month) for month in range(1, 13)}
    said = [words.month.format(month=month, count=count) for month, count in counts.items() if count]
    today = [words.now.format(year=now.year, month=now.month, day=now.day)] if now else []
    return words.stop.join([*(said or [words.nothing]), *today])


def _count(days: Sequence[DayMark], month: int) -> int:
    return sum(one.count for one in days if one.day.month == month)


def _month(month: int, days: Sequence[DayMark], href: str, words: YearWords) -> str:
    """The whole column, so that a thumb meets it."""
    left = MARGIN + COLUMN * (month - 1)
    side = "year-even" if month % 2 == 0 else "year-odd"
    inside = (f'<rect class="year-column {side}" x="{_share(left)}" y="{TOP}" width="{_share(COLUMN)}" '
              f'height="{HEIGHT - TOP}" fill="{WHITE}"/>'
              f'<line class="year-tick" x1="{_share(left)}" x2="{_share(left)}" y1="{AXIS}" y2="{AXIS + 5}" '
              f'stroke="{INK}"/>' + text("year-label", _share(left + COLUMN / 2), HEIGHT - 8, 13, str(month)))
    title = words.month.format(month=month, count=_count(days, month))
    return linked("year-month", inside, title=title, href=href)


def _today(now: date | None, words: YearWords) -> Iterator[str]:
    if now:
        place = _place(now)
        anchor = "start" if place < EDGE else "end" if place > 100 - EDGE else "middle"
        yield (f'<line class="year-today" x1="{_share(place)}" x2="{_share(place)}" y1="{TOP - 3}" y2="{AXIS + 5}" '
               f'stroke="{INK}" stroke-width="1.5" stroke-dasharray="5 3"/>')
        yield text("year-now", _share(place), 12, 13, words.today, anchor=anchor)


def _stem(mark: DayMark, words: YearWords) -> str:
    """A stem with the lamp's mark on it; a strip that is not seen makes it easier to hit."""
    place, top, tall = _share(_place(mark.day)), AXIS - height_of(mark.count), height_of(mark.count) + 12
    inside = (f'<rect class="year-reach" x="{place}" y="{number(AXIS - tall)}" width="12" height="{number(tall)}" '
              f'transform="translate(-6 0)" fill="none" pointer-events="all"/>'
              f'<line class="year-stem" x1="{place}" x2="{place}" y1="{AXIS}" y2="{number(top)}" stroke="{INK}" '
              f'stroke-width="2"/>' + text("year-mark", place, top, 13, MARKS[mark.kind]))
    title = words.day.format(year=mark.day.year, month=mark.day.month, day=mark.day.day, count=mark.count,
                             titles=mark.title)
    return linked(f"year-day lamp-{mark.kind}", inside, title=title, href=mark.href)


def height_of(count: int) -> float:
    """The more is due the taller, by doublings, and never out of the drawing."""
    return min(TALLEST, SHORTEST + DOUBLING * math.log2(count))


def _place(day: date) -> float:
    """The middle of a day, in per cent of the width."""
    _first, length = monthrange(day.year, day.month)
    return MARGIN + COLUMN * (day.month - 1 + (day.day - 0.5) / length)


def _share(value: float) -> str:
    return f"{number(value)}%"
