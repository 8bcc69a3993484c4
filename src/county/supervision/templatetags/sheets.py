"""The pages of the room of sheets as links."""

from __future__ import annotations

from django import template

from county.supervision.sheets.index import Door, doors

register = template.Library()


@register.simple_tag
def sheet_doors() -> list[Door]:
    """The pages that this county's pack fills."""
    return doors()
