"""The day of business: today, or the day that the demo is set on. Which law is in force is asked on this day."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.utils import timezone

from county.packs import county_pack


def business_today() -> date:
    """The current day in Asia/Shanghai; in the demo the day it is set on."""
    pack = county_pack() if settings.DEMO else None
    return settings.DEMO_DATE or (pack and pack.demo_day) or timezone.localdate()
