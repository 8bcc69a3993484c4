"""The day of business: today, or the demo's day. Which law is in force is asked on this day."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.utils import timezone


def business_today() -> date:
    """The current day in Asia/Shanghai; in the demo the day it is set on."""
    return settings.DEMO_DATE or timezone.localdate()
