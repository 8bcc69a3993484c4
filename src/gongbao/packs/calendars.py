"""`china/calendar/<year>.yaml`: the notices about one year's holidays, from the sheet to the clock's `Notice`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from gongbao.clock import Notice
from gongbao.packs.model import IsoDate, Name, Number
from gongbao.packs.sheet import Place, Sheet
from gongbao.packs.wording import at, in_one_sentence

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_RANGE = ".."
_DECEMBER, _SATURDAY = 12, 5


class _Entry(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class NoticeEntry(_Entry):
    """A notice as written: `off` lists days and ranges `2020-01-24..2020-01-30`, `work` single days."""

    number: Number = ""
    title: Name
    published: IsoDate
    source: str = ""
    off: tuple[str, ...] = ()
    work: tuple[str, ...] = ()


class CalendarSheet(_Entry):
    """A year's file as written, its notices in the order of publication."""

    year: Annotated[int, Field(ge=1949, le=2999)]
    notices: Annotated[tuple[NoticeEntry, ...], Field(min_length=1)]


def year_notices(sheet: Sheet) -> tuple[Notice, ...]:
    """The notices of one file. PackError: the first entry that is wrong, contradicts another, or cannot be meant."""
    try:
        written = CalendarSheet.model_validate(sheet.data)
    except ValidationError as error:
        raise in_one_sentence(error, sheet) from error
    _named_for_its_year(sheet, written.year)
    _in_order(sheet, written)
    return tuple(_notices(sheet, written))


def _notices(sheet: Sheet, written: CalendarSheet) -> Iterator[Notice]:
    free: set[date] = set()
    for index, entry in enumerate(written.notices):
        place: Place = ("notices", index)
        off = _days(sheet, (*place, "off"), entry.off, written.year)
        work = _days(sheet, (*place, "work"), entry.work, written.year)
        for day, where in work.items():
            _can_be_made_up(sheet, where, day, off, free)
        free.update(off)
        free.difference_update(work)
        name = entry.number or entry.title
        yield Notice(written.year, name, entry.published, frozenset(off), frozenset(work), entry.source)


def _named_for_its_year(sheet: Sheet, year: int) -> None:
    if sheet.name.rsplit("/", 1)[-1] != f"{year}.yaml":
        raise at(
            sheet,
            ("year",),
            f"年份 {year} 与文件名不同，请改成一致",
            f"the year {year} is not the file's name; make them the same",
        )


def _in_order(sheet: Sheet, written: CalendarSheet) -> None:
    latest = date.min
    for index, entry in enumerate(written.notices):
        place: Place = ("notices", index, "published")
        if entry.published.year not in (written.year - 1, written.year):
            raise at(
                sheet,
                place,
                f"公布日期 {entry.published} 不在 {written.year} 年或前一年，请改正",
                f"{entry.published} is neither in {written.year} nor in the year before; correct it",
            )
        if entry.published < latest:
            raise at(
                sheet, place, "早于前一件通知，请按公布先后排列", "it lies before the one above; list them as published"
            )
        latest = entry.published


def _days(sheet: Sheet, place: Place, written: tuple[str, ...], year: int) -> dict[date, Place]:
    """Each day of a list with the place of its entry."""
    found: dict[date, Place] = {}
    for index, entry in enumerate(written):
        where = (*place, index)
        for day in _spread(sheet, where, entry):
            if (day.year, day.month) != (year - 1, _DECEMBER) and day.year != year:
                raise at(
                    sheet, where, f"{day} 不属于 {year} 年的安排，请改正", f"{day} is not a day of {year}; correct it"
                )
            if day in found:
                raise at(sheet, where, f"{day} 重复，请只列一次", f"{day} is listed twice; keep one")
            found[day] = where
    return found


def _spread(sheet: Sheet, where: Place, entry: str) -> Iterator[date]:
    first, _, last = entry.partition(_RANGE)
    begin = _day(sheet, where, first)
    end = _day(sheet, where, last) if _RANGE in entry else begin
    if end < begin:
        raise at(sheet, where, f"“{entry}”的止日早于起日，请改正", f"“{entry}” ends before it begins; correct it")
    yield from map(date.fromordinal, range(begin.toordinal(), end.toordinal() + 1))


def _day(sheet: Sheet, where: Place, text: str) -> date:
    try:
        if _DAY.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise at(
        sheet,
        where,
        f"“{text}”不是日期，请写成 2020-01-24 或 2020-01-24..2020-01-30",
        f"“{text}” is not a date; write 2020-01-24 or 2020-01-24..2020-01-30",
    )


def _can_be_made_up(sheet: Sheet, where: Place, day: date, off: dict[date, Place], free: set[date]) -> None:
    """A working day named by a notice is a weekend, or a day that an earlier notice made free."""
    if day in off:
        raise at(sheet, where, f"{day} 也列为放假，请只留一处", f"{day} is listed as a day off too; keep one")
    if day.weekday() < _SATURDAY and day not in free:
        raise at(sheet, where, f"{day} 本来就是工作日，请核对", f"{day} is a working day as it is; check it")
