"""Marks and words of the rulebook's pages."""

from __future__ import annotations

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from county.rulebook.findings import sort_words
from county.rulebook.selectors import counted_as
from county.rulebook.shown import Cell, Link
from county.rulebook.telling import own_speaker
from gongbao.packs.coverage import SystemCoverage
from gongbao.rules import TITLES

register = template.Library()
MARKS = {"decided": "✓", "refused": "▲", "person_decides": "◇", "cannot_say": "–"}
LAMPS = {"good": "●", "amber": "◐", "late": "▲"}


@register.filter
def mark(outcome: str) -> str:
    return MARKS[outcome]


@register.filter
def lamp(state: str) -> str:
    return LAMPS[state]


@register.filter
def word(code: str) -> str:
    """A code of the library in words."""
    return own_speaker().word(code)


@register.filter
def kind(code: str) -> str:
    """What a kind of rule is called."""
    return own_speaker().word(code) if get_language() == "en" else TITLES[code]


@register.filter
def cell(value: Cell) -> SafeString:
    """A link as one, a list one line each, a text as it is."""
    if isinstance(value, Link):
        return format_html('<a href="{}">{}</a>', value.href, value.text)
    if isinstance(value, list):
        return format_html_join("", '<span class="line">{}</span>', ((cell(one),) for one in value))
    return format_html("{}", value)


@register.filter
def counted(covered: SystemCoverage, status: str) -> int:
    return sum(counted_as(one) == status for one in covered.items)


@register.filter
def sort(code: str) -> str:
    """The sort of a finding in words."""
    return sort_words(code)
