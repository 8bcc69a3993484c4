"""What the desk has on record of units for a year, as entries of their year-end sheets. Many units cost no more."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from county import business
from county.offers import YearEndEntry
from county.reviews.loop import selectors as loop
from county.reviews.slots import is_open
from county.reviews.statistics import counts
from county.reviews.statistics.counts import Tally
from county.reviews.statistics.loop_rates import share
from county.reviews.statistics.tables import number


def entries_of(agency: str, year: int) -> list[YearEndEntry]:
    return entries_by_unit([agency], year)[agency]


def entries_by_unit(agencies: Sequence[str], year: int) -> dict[str, list[YearEndEntry]]:
    """Unit → its entries; a unit that nobody rated has none."""
    found: dict[str, list[YearEndEntry]] = {one: [] for one in agencies}
    if not is_open() or not 1 < year < 9999:
        return found
    first, last = date(year, 1, 1), date(year, 12, 31)
    tallies = counts.by(counts.Wanted(first, last), counts.AGENCY)
    called = loop.callbacks(agencies, first, last)
    done = loop.rectifications(agencies, first, last, business.now())
    for unit in agencies:
        tally = tallies.get(unit)
        if tally is not None and (tally.counted or tally.set_aside):
            found[unit] += _rated(tally, unit, year)
        if called[unit].closed:
            found[unit].append(_called(called[unit], unit, year))
        if done[unit].due:
            found[unit].append(_rectified(done[unit], unit, year))
    return found


def _rated(tally: Tally, unit: str, year: int) -> list[YearEndEntry]:
    value = _("%(counted)s 条：本人评价 %(actual)s，默认 %(defaults)s") % {
        "counted": tally.counted, "actual": tally.actual, "defaults": tally.defaults}
    bad = _("差评 %(bad)s 条，差评率 %(rate)s") % {"bad": tally.bad, "rate": counts.bad_share(tally).said}
    note = _("默认占 %(share)s") % {"share": counts.default_share(tally).said}
    found = [_entry(unit, year, _("评价"), value, note), _entry(unit, year, _("差评"), bad)]
    if tally.set_aside:
        said = _("%(count)s 条，不计在内") % {"count": tally.set_aside}
        found.append(_entry(unit, year, _("复核后不予采纳"), said))
    return found


def _called(part: loop.CallBack, unit: str, year: int) -> YearEndEntry:
    value = _("办结 %(closed)s 件，回访 %(called)s") % {"closed": part.closed, "called": part.called}
    return _entry(unit, year, _("实名差评回访"), value, f"{part.rate}%")


def _rectified(part: loop.Rectified, unit: str, year: int) -> YearEndEntry:
    value = _("可以判断的 %(due)s 件，按时 %(in_time)s") % {"due": part.due, "in_time": part.in_time}
    return _entry(unit, year, _("差评按时整改"), value, f"{share(part.in_time, part.due)}%")


def _entry(unit: str, year: int, title: str, value: str, note: str = "") -> YearEndEntry:
    return YearEndEntry(number(), title, value, note, f"{reverse('reviews:statistics')}?agency={unit}&month={year}-12")
