"""Short words for the tests of surveys."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from county.reviews.models import Survey
from county.reviews.surveys import services
from county.reviews.surveys.kinds import kinds

from .doing import OFFICE, at, finished, places

NOW = at("2020-07-20")


def many(count: int, day: str = "2020-07-06") -> None:
    places()
    for number in range(count):
        finished(f"N-{number}", day)


def new(**more: Any) -> services.NewSurvey:
    kind = kinds()[0]
    values = {"title": "新政策调查", "subject": kind.subject, "method": kind.methods[0], "first": date(2020, 7, 1),
              "last": date(2020, 7, 10), "size": 5, "seed": "种子", **more}
    return services.NewSurvey(**values)


def begun(**more: Any) -> Survey:
    return services.begin(actor=OFFICE, new=new(**more), at=NOW)


def tokens(survey: Survey) -> dict[str, str]:
    """Number of the service → token of its link."""
    return {act.number: token for act, token in services.fresh_links(actor=OFFICE, survey=survey, at=NOW)}


def all_of(step: int) -> dict[str, int]:
    return dict.fromkeys(kinds()[0].measures, step)


def sheet(head: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    from xlsxwriter import Workbook

    held = io.BytesIO()
    with Workbook(held, {"in_memory": True}) as book:
        page = book.add_worksheet()
        for number, cells in enumerate([head, *rows]):
            page.write_row(number, 0, cells)
    return held.getvalue()
