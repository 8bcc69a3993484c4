"""Units by their names in templates of letters."""

from __future__ import annotations

from django import template

from county.agencies.names import agency_name

register = template.Library()
register.filter("unit", agency_name)
