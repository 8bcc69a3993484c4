"""Marks and words of the rulebook's pages."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.html import escape, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from gongbao.packs.coverage import SystemCoverage
from gongbao.wording import speaker

register = template.Library()
MARKS = {"decided": "✓", "refused": "▲", "person_decides": "◇", "cannot_say": "–"}


@register.filter
def mark(outcome: str) -> str:
    return MARKS[outcome]


@register.filter
def outcome(code: str) -> str:
    return speaker("en" if get_language() == "en" else "zh").outcome(code)


@register.filter
def lines(cell: Any) -> SafeString:
    """A list one line each, any other text as it is."""
    if isinstance(cell, list):
        return format_html_join("", '<span class="line">{}</span>', ((one,) for one in cell))
    return SafeString(escape(cell))


@register.filter
def anchor(at: str) -> str:
    """The id of a place on its document's page; a cell leads to its row."""
    return "_".join(part for part in at.split() if not part.startswith("列"))


@register.filter
def counted(covered: SystemCoverage, status: str) -> int:
    return sum(one.status == status for one in covered.items)


@register.filter
def runs(covered: SystemCoverage) -> int:
    return sum(one.status in {"runs", "inside"} for one in covered.items)


@register.filter
def finding_sort(code: str) -> str:
    words = {
        "contradiction": _("矛盾"), "silent": _("空白"), "slip": _("笔误"), "stale": _("过期"), "copied": _("照抄"),
        "orphan": _("无主"),
    }
    return words[code]
