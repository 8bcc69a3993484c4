"""How dates and counts are said on a page."""

from __future__ import annotations

from datetime import date, datetime

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language

register = template.Library()
WEEKDAYS = "一二三四五六日"


@register.filter
def day(value: date | None) -> str:
    """2020年3月17日 星期二; in English Tuesday 17 March 2020. Empty where there is no date."""
    if not value:
        return ""
    shown = timezone.localtime(value) if isinstance(value, datetime) else value
    if get_language() == "en":
        return date_format(shown, "l j F Y")
    return f"{plain_day(shown)} 星期{WEEKDAYS[shown.weekday()]}"


@register.filter
def plain_day(value: date | None) -> str:
    """2020年3月17日, without the day of the week: for lists."""
    if not value:
        return ""
    if get_language() == "en":
        return date_format(value, "j F Y")
    return f"{value.year}年{value.month}月{value.day}日"


@register.filter
def iso_day(value: str | None) -> str:
    """A date of docs/json.md as `plain_day` says it."""
    return plain_day(date.fromisoformat(value)) if value else ""
