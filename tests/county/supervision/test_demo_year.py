"""The demo's year: at the end of every month the board, the units, the documents and the export count the same."""

from __future__ import annotations

from calendar import monthrange
from collections import Counter
from datetime import date, datetime, time
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook

from county import business
from county.agencies.services import open_posts
from county.cases.models import Case
from county.cases.refold import refold
from county.cases.sweep import sweep
from county.supervision.demo import in_order
from county.supervision.matters import ledger
from county.supervision.matters.ledger import LAMPS
from county.supervision.models import Interview, Quarter


@pytest.fixture
def supervisor(enter) -> Client:
    return enter("supervisor", "supervision-office", "督查室主任")


def end_of(month: int) -> datetime:
    return datetime.combine(date(2020, month, monthrange(2020, month)[1]), time(18), business.ZONE)


def exported(client: Client) -> Counter[str]:
    """Units of the export's rows."""
    book = CalamineWorkbook.from_filelike(BytesIO(client.get(reverse("supervision:export")).content))
    rows = book.get_sheet_by_index(0).to_python()
    head = next(n for n, row in enumerate(rows) if "牵头单位" in row)
    column = rows[head].index("牵头单位")
    return Counter(str(row[column]) for row in rows[head + 1:] if row[column])


@pytest.mark.database
def test_every_page_counts_the_same_at_the_end_of_every_month(db, supervisor, settings, monkeypatch):
    settings.DEMO = True
    open_posts()
    ahead = list(in_order())
    for month in range(1, 13):
        moment = end_of(month)
        while ahead and ahead[0][0] <= moment:
            ahead.pop(0)[1]()
        sweep(moment)
        monkeypatch.setattr(business, "now", lambda moment=moment: moment)
        _all_equal(supervisor)
    assert not ahead
    assert list(refold()) == []


def _all_equal(client: Client) -> None:
    whole = ledger.lamp_counts(ledger.ledger())
    board = client.get(reverse("supervision:board")).context
    for lines in (board["units"], board["documents"]):
        assert {name: sum(one[0].counts[name] for one in lines) for name in LAMPS} == whole
    for line in board["units"]:
        assert client.get(reverse("supervision:unit", args=(line[0].id,))).context["counts"] == line[0].counts
    assert exported(client) == Counter({line[0].title: line[0].total for line in board["units"]})
    for name in LAMPS:
        assert client.get(reverse("supervision:matters"), {"lamp": name}).context["total"] == whole[name]


def test_the_year_has_something_of_everything(db, settings):
    settings.DEMO = True
    open_posts()
    for _moment, act in in_order():
        act()
    sweep()
    counts = ledger.lamp_counts(ledger.ledger())
    assert all(counts[name] for name in ("late", "near", "good", "none", "stopped", "done"))
    assert Case.objects.filter(topic="dispute").count() >= 1
    assert Quarter.objects.exclude(frozen_at=None).count() == 3
    assert Interview.objects.filter(step=2).exists()
