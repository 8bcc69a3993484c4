"""The days that a text names, read with the reader's grammar and, where it sees no deadline, as they are printed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from gongbao.packs.check.plain_days import plain_days
from gongbao.text.numerals import half_width
from gongbao.text.obligations.days import days, whole_day
from gongbao.text.obligations.periods import parts, phases, years
from gongbao.text.obligations.recurring import recurring

_FINDERS = (phases, recurring, days, years, parts)
_ISO = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True, slots=True)
class NamedDay:
    """[start, end) of a text and a day that it may stand for."""

    start: int
    end: int
    day: date


def stated_day(value: str) -> date | None:
    """The day of an ISO date; None for anything else."""
    try:
        return date.fromisoformat(value) if _ISO.fullmatch(value) else None
    except ValueError:
        return None


def days_in(text: str, issued: date | None) -> Iterator[NamedDay]:
    """Every day that a text without white space names; `issued` supplies a year that is not printed."""
    half = half_width(text)
    hits = [hit for finder in _FINDERS for hit in finder(half, issued)]
    whole = whole_day(half, issued)
    for hit in [*hits, whole] if whole else hits:
        if hit.iso:
            yield NamedDay(hit.start, hit.end, hit.iso)
    for start, end, day in plain_days(half, issued):
        yield NamedDay(start, end, day)


def prints_date(text: str, value: str) -> bool:
    """Whether a text read by itself names the day, in a document of its year or of the year before."""
    wanted = stated_day(value)
    if wanted is None:
        return False
    issues = [date(year, 1, 1) for year in (wanted.year, wanted.year - 1) if year > 0]
    return any(named.day == wanted for issued in issues for named in days_in(text, issued))
