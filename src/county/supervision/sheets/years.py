"""A year as a span of moments, and what entries point to."""

from __future__ import annotations

from datetime import date, datetime

from django.urls import reverse

from county import business
from county.packs import county_rulebook

FIRST, LAST = 2000, 2100


def span(year: int) -> tuple[datetime, datetime]:
    """First moment of a year, and the moment after its last."""
    return business.at_midnight(date(year, 1, 1)), business.at_midnight(date(year + 1, 1, 1))


def year_said(said: str) -> int:
    """The year of an address; this one where it is none."""
    number = int(said) if said.isascii() and said.isdecimal() and len(said) == 4 else 0
    return number if FIRST <= number <= LAST else business.business_today().year


def document_of_rule(rule_id: str) -> str:
    """The number of a rule's document, or its title where it has none; empty where the pack names no rule."""
    book = county_rulebook()
    if book is None or not rule_id:
        return ""
    document = book.find(rule_id)[0].document
    return document.number or document.title


def unit_page(agency: str) -> str:
    return reverse("supervision:unit", args=(agency,))
