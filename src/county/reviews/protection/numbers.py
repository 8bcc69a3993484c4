"""The county's own numbers that protection asks for; empty where nobody set them, and nothing is destroyed then."""

from __future__ import annotations

from county.reviews.models import Setting

CONTACT_DAYS = "retention"
"""Days after its ticket was closed on which a contact is deleted."""
TEXT_MONTHS = "retention_months"
"""Months after a rating in which its contact is deleted and its words are kept only as screened."""
UPWARDS_TEXT = "upwards_text"
"""1: the words that may be shown go up with a rating."""
MOST = 3650


def own_number(name: str) -> int | None:
    """What holds now; None where it is empty or no number."""
    said = Setting.objects.filter(name=name).order_by("-pk").values_list("value", flat=True).first() or ""
    return int(said) if said.isascii() and said.isdecimal() and len(said) < 6 and 1 <= int(said) <= MOST else None
