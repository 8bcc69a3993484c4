"""The posts at hand in the demo bar."""

from __future__ import annotations

from django import template

from county.demo.entrances import at_hand

register = template.Library()


@register.simple_tag
def demo_posts() -> list[tuple[str, str]]:
    return at_hand()
