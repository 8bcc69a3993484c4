"""Verbs, things and moments of the audit in words."""

from __future__ import annotations

from datetime import datetime

from django import template
from django.utils import timezone

from county.audit import words

register = template.Library()


@register.filter
def verb(code: str) -> str:
    return words.verb_words(code)


@register.filter
def thing(code: str) -> str:
    return words.thing_words(code)


@register.filter
def second(at: datetime) -> str:
    """2031-05-06 09:01:02 in Asia/Shanghai."""
    return f"{timezone.localtime(at):%Y-%m-%d %H:%M:%S}"
