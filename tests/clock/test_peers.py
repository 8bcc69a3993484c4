"""Other calendars, where they are installed, agree day by day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.clock.drawn import newest

ALL = [date(2020, 1, 1) + timedelta(days=step) for step in range((date(2026, 12, 31) - date(2020, 1, 1)).days + 1)]


def test_chinesecalendar_agrees_on_every_day() -> None:
    peer = pytest.importorskip("chinese_calendar", reason="chinesecalendar is not installed")
    assert [day for day in ALL if peer.is_workday(day) != newest().is_working(day)] == []


def test_holidays_agrees_on_every_day() -> None:
    peer = pytest.importorskip("holidays", reason="holidays is not installed").country_holidays("CN")
    assert [day for day in ALL if peer.is_working_day(day) != newest().is_working(day)] == []
