"""Units by their names in templates of letters."""

from __future__ import annotations

from collections.abc import Collection

from django import template

from county.agencies.names import agency_name
from county.letters.models import Letter

register = template.Library()
register.filter("unit", agency_name)


@register.filter
def addressed_to(letter: Letter, units: Collection[str]) -> bool:
    """Whether one of these units has to act on the letter; else it has a copy."""
    return any(one in units for one in letter.to_agencies)
