"""What the page of statistics shows: the answer, the distribution, the tables, all from one count of the month."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from county.reviews.judging import grades, silence
from county.reviews.loop import selectors as loop
from county.reviews.statistics import counts, drawings, naming
from county.reviews.statistics.asked import Asked
from county.reviews.statistics.counts import Key, Rate, Tally
from county.reviews.statistics.loop_rates import share
from county.reviews.statistics.spans import Month
from county.reviews.statistics.tables import in_force_from
from county.reviews.statistics.words import recurring

MONTHS = 12
DRAWN = 30


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a table. `query`: the address that narrows the page to it."""

    name: str
    tally: Tally
    query: str = ""

    @property
    def cells(self) -> list[int]:
        return [self.tally.of(one.place) for one in grades()]

    @property
    def bad_share(self) -> Rate:
        return counts.bad_share(self.tally)

    @property
    def default_share(self) -> Rate:
        return counts.default_share(self.tally)


@dataclass(frozen=True, slots=True)
class Part:
    """A table: by unit, service unit, matter, channel or month."""

    code: str
    title: str
    lines: list[Line]


def page(asked: Asked, now: datetime) -> dict[str, Any]:
    """Everything of the page. Its number of queries does not grow with the units or matters."""
    found = counts.rows(asked.wanted, *counts.PARTS)
    whole = Line("", counts.whole(found))
    parts = [Part(code, _(naming.TITLES[code]), _lines(code, counts.folded(found, code), asked))
             for code in counts.PARTS]
    before = counts.count(_of(asked, asked.month.before))
    drawn = chart(parts[0].lines or [whole], _("各单位的评价"))
    return {"whole": whole, "answer": answer(whole.tally, before, asked.month), "parts": parts, "chart": drawn,
            "months": _months(asked), "words": recurring(asked.wanted), "rates": loop_lines(asked, now),
            "grades": grades(), "default_word": silence().word, "leaves_out": whole.bad_share.leaves_out,
            "rule": whole.bad_share.rule}


def answer(tally: Tally, before: Tally, month: Month) -> str:
    """The page's first line: how many, how many bad, and how that differs from the month before."""
    if not tally.counted:
        return _("%(month)s还没有评价") % {"month": month.said}
    rate, earlier = counts.bad_share(tally), counts.bad_share(before)
    said = _("%(month)s有 %(counted)s 条评价，差评 %(bad)s 条，差评率 %(rate)s") % {
        "month": month.said, "counted": tally.counted, "bad": tally.bad, "rate": rate.said}
    return said + _compared(rate.value, earlier.value, month.before)


def _compared(now: Decimal | None, before: Decimal | None, earlier: Month) -> str:
    if now is None or before is None:
        return _("；%(month)s没有可比的数") % {"month": earlier.said}
    if now == before:
        return _("，和 %(month)s 一样") % {"month": earlier.said}
    says = _("，比 %(month)s 高 %(points)s 个百分点") if now > before else _("，比 %(month)s 低 %(points)s 个百分点")
    return says % {"month": earlier.said, "points": abs(now - before)}


def chart(lines: list[Line], title: str) -> SafeString:
    """The largest first, at most thirty."""
    largest = sorted(lines, key=lambda one: (-one.tally.counted, one.name))[:DRAWN]
    bars = [drawings.BarRow(one.name or _("全部"), (*one.cells, one.tally.defaults), one.tally.counted,
                            f"?{one.query}" if one.query else "") for one in largest]
    return drawings.distribution(bars, part_names(), title)


def part_names() -> list[str]:
    """Five grades as the pack calls them, and what silence gave."""
    return [*(one.word for one in grades()), _("未评价，默认%(grade)s") % {"grade": silence().word}]


def loop_lines(asked: Asked, now: datetime) -> list[tuple[str, str, str]]:
    """(what, rate, how it comes about) of call-backs and rectifications. Two queries."""
    one, first, last = asked.wanted.agency, asked.month.first, asked.month.last
    called, done = loop.callback(one, first, last), loop.rectified(one, first, last, now)
    return [(_("实名差评回访率"), _percent(called.rate),
             _("办结的实名差评 %(closed)s 件，回访 %(called)s 件；匿名的和不予采纳的不计") % {
                 "closed": called.closed, "called": called.called}),
            (_("差评按时整改率"), _percent(share(done.in_time, done.due)),
             _("可以判断的 %(due)s 件，按时 %(in_time)s 件；不予采纳的不计") % {
                 "due": done.due, "in_time": done.in_time})]


def _percent(said: str) -> str:
    return said if said == counts.EMPTY else f"{said}%"


def _lines(code: str, tallies: Mapping[Key, Tally], asked: Asked) -> list[Line]:
    named = naming.names(code, tallies)
    lines = [Line(str(named.get(key, key)), tally, asked.with_(**{code: str(key)}) if key is not None else "")
             for key, tally in tallies.items()]
    return sorted(lines, key=lambda one: (-one.tally.counted, one.name))


def _months(asked: Asked) -> Part:
    """The last twelve, with the month of the page as the last; without those that lie before the document was in force
    and before the first rating. One query."""
    earliest = asked.month.earlier(MONTHS - 1)
    found = counts.folded(counts.rows(replace(asked.wanted, first=earliest.first), counts.MONTH), counts.MONTH)
    tallies = {Month.of(key): tally for key, tally in found.items() if hasattr(key, "month")}  # type: ignore[arg-type]
    every = [asked.month.earlier(MONTHS - 1 - back) for back in range(MONTHS)]
    begun = Month.of(day) if (day := in_force_from()) else earliest
    first = min([asked.month, begun, *tallies])
    lines = [Line(str(month), tallies.get(month, Tally()), asked.with_(month=str(month)))
             for month in every if month >= first]
    return Part(counts.MONTH, _("月份"), lines)


def _of(asked: Asked, month: Month) -> counts.Wanted:
    return replace(asked.wanted, first=month.first, last=month.last)
