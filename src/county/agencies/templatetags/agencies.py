"""How units and roles are said on a page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template

from county.agencies.names import agency_name
from county.agencies.roles import Role

register = template.Library()


@register.filter
def unit(agency: str) -> str:
    """A unit's official name; empty for none."""
    return agency_name(agency) if agency else ""


@register.filter
def role(code: str) -> str:
    return str(Role(code).label) if code in Role.values else code


@register.filter
def at(values: Mapping[Any, Any], key: Any) -> Any:
    """The value under a key; empty where there is none."""
    return values.get(key, "")
