"""Rates of the loop as they are published: only where enough tickets stand behind them, in a unit and in the rest."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

from county.agencies.names import agencies, agency_name
from county.reviews.loop import selectors
from county.reviews.statistics.counts import EMPTY
from county.reviews.statistics.spans import Month
from county.reviews.statistics.suppression import ALL, Frame, suppress
from gongbao.rules.judgement import half_up

COUNTY = ""


@dataclass(frozen=True, slots=True)
class Part:
    """`whole`: how many tickets stand behind a rate. `rate`: in percent, `-` of none."""

    whole: int
    rate: str


def callbacks(month: Month) -> dict[str, Part]:
    """Real-name tickets that ended in the month; the empty name is the county."""
    found = selectors.callbacks(_units(), month.first, month.last)
    return {unit: Part(one.closed, one.rate) for unit, one in found.items()}


def rectifications(month: Month, now: datetime) -> dict[str, Part]:
    """Of the tickets received in the month, those of which one can say whether they were rectified in time."""
    found = selectors.rectifications(_units(), month.first, month.last, now)
    return {unit: Part(one.due, share(one.in_time, one.due)) for unit, one in found.items()}


def share(part: int, whole: int) -> str:
    if not whole:
        return EMPTY
    said = half_up(Fraction(100 * part, whole), 1)
    return f"{Decimal(said):f}".rstrip("0").rstrip(".") if "." in f"{Decimal(said):f}" else f"{said}"


def rate_tables(month: Month, now: datetime, smallest: int) -> list[dict[str, Any]]:
    return [rate_table("callback", "实名差评回访率", callbacks(month), smallest),
            rate_table("rectified", "差评按时整改率", rectifications(month, now), smallest)]


def rate_table(code: str, title: str, parts: Mapping[str, Part], smallest: int) -> dict[str, Any]:
    """A unit with fewer tickets than may be counted is held back, and others with it, so that no difference tells."""
    some = {unit: one for unit, one in parts.items() if one.whole and unit != COUNTY}
    frame = Frame(("agency",), ("n",), {(unit,): (one.whole,) for unit, one in some.items()})
    held = suppress(frame, smallest).cells
    rows = [_row("all", "全县", parts.get(COUNTY, Part(0, EMPTY)), (ALL, ALL, "n") in held)]
    rows += [_row(unit, agency_name(unit), one, ("agency", unit, "n") in held) for unit, one in sorted(some.items())]
    return {"id": code, "title": title, "rows": rows}


def _row(code: str, name: str, part: Part, held: bool) -> dict[str, Any]:
    return {"id": code, "name": name, "of": None if held else part.whole, "rate": None if held else part.rate}


def _units() -> list[str]:
    return [COUNTY, *(one.id for one in agencies())]
