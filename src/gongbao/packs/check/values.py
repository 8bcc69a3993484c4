"""A stated value against what the text prints: nothing where they agree, else what is read there."""

from __future__ import annotations

from collections.abc import Callable

from gongbao.packs.check.amounts import prints_number
from gongbao.packs.check.comparisons import comparisons_in
from gongbao.packs.check.dates import stated_day
from gongbao.packs.check.extract import Extract
from gongbao.packs.check.quotes import instead
from gongbao.packs.check.spelling import bare, same, short
from gongbao.packs.spelling import spelled
from gongbao.packs.stated import Printed, PrintedKind


def read_otherwise(extract: Extract, printed: Printed) -> str | None:
    """What the stretch prints instead of the stated value; None where it prints that."""
    return _READERS[printed.kind](extract, printed.value)


def _number(extract: Extract, value: str) -> str | None:
    numbers = [n for n in extract.place.numbers if extract.start <= n.start and n.end <= extract.end]
    if prints_number(extract.text, value, numbers):
        return None
    return "、".join(extract.place.text[n.start : n.end] for n in numbers) or "没有数字"


def _date(extract: Extract, value: str) -> str | None:
    named = [n.day for n in extract.place.days if n.start < extract.end and n.end > extract.start]
    if stated_day(value) in named:
        return None
    return "、".join(dict.fromkeys(day.isoformat() for day in named)) or "没有日期"


def _comparator(extract: Extract, value: str) -> str | None:
    found = list(comparisons_in(extract.place.text, extract.start, extract.end))
    if any(value in comparison.read_as for comparison in found):
        return None
    return "、".join(comparison.words for comparison in found) or "没有比较的词"


def _text(extract: Extract, value: str) -> str | None:
    """A cell compared whole holds nothing else."""
    wanted, place = same(bare(value)), extract.place
    if extract.is_whole_cell:
        return None if place.plain.replace("\n", "") == wanted else short(place.text) or "空格"
    return None if wanted and wanted in place.plain else instead(place, value, ())


def _agencies(extract: Extract, value: str) -> str | None:
    """A cell compared whole names no others."""
    stated = {spelled(name) for name in value.split("、") if name.strip()}
    if extract.is_whole_cell:
        named = extract.units.listed(extract.place.parts)
        agree = stated == set(map(spelled, named))
    else:
        named = list(extract.units.mentioned(extract.text))
        agree = stated <= set(map(spelled, named))
    return None if agree else "、".join(named) or "没有单位"


def _part(extract: Extract, value: str) -> str | None:
    wanted, plain = same(bare(value)), extract.place.plain.replace("\n", "")
    return None if wanted and wanted in plain else instead(extract.place, value, ())


def _names(extract: Extract, value: str) -> str | None:
    """Units that the place must name, whatever else it names; the quote does not bound them."""
    named = set(map(spelled, extract.units.mentioned(extract.place.text)))
    lacking = [name for name in value.split("、") if name.strip() and spelled(name) not in named]
    return f"没有写{'、'.join(lacking)}" if lacking else None


def _mark(extract: Extract, value: str) -> str | None:
    """The responsibility mark that closes the quoted clause names exactly these leads and participants; where none
    stands behind the quote, one of the place's marks does."""
    marks, plain = extract.place.marks, extract.place.plain
    behind = [(at, mark) for printed, mark in marks if (at := plain.find(printed, extract.start)) >= 0]
    meant = [min(behind)[1]] if behind and extract.quoted else [mark for _, mark in marks]
    return None if any(_sides(mark) == _sides(value) for mark in meant) else "；".join(meant) or "没有责任标注"


def _sides(mark: str) -> tuple[frozenset[str], ...]:
    return tuple(frozenset(spelled(name) for name in side.split("、") if name.strip()) for side in mark.split("|"))


_READERS: dict[PrintedKind, Callable[[Extract, str], str | None]] = {
    "number": _number,
    "date": _date,
    "comparator": _comparator,
    "text": _text,
    "agencies": _agencies,
    "part": _part,
    "names": _names,
    "mark": _mark,
}
