"""The rooms of the desk as tabs, and words of its lists."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import template
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from county import business
from county.cases.shown import Lamp
from county.supervision.matters import ledger
from county.supervision.slots import slot, slots_of

register = template.Library()

ROOMS = (
    ("board", gettext_noop("总览"), "supervision:board", ()),
    ("matters", gettext_noop("台账"), "supervision:matters", ()),
    ("days", gettext_noop("日程"), "supervision:days", ()),
    ("plans", gettext_noop("计划"), "supervision:plans", ()),
    ("ranking", gettext_noop("季度预评"), "supervision:quarters", ("ranking",)),
    ("ladder", gettext_noop("递进问责"), "supervision:ladder", ("ladder",)),
    ("registers", gettext_noop("名录和指标"), "supervision:registers", ("registers", "plot", "targets")),
    ("sheets", gettext_noop("自查和年终"), "supervision:sheets",
     ("year_end", "self_check", "achievement", "consequences")),
)
"""Code, title, page, the slots of which one must be filled."""


@dataclass(frozen=True, slots=True)
class Room:
    title: str
    href: str
    here: bool


@register.simple_tag
def desk_rooms(here: str) -> list[Room]:
    """The rooms that this county's pack fills."""
    return [Room(_(title), reverse(page), code == here) for code, title, page, slots in ROOMS
            if not slots or any(slot(one) or slots_of(one) for one in slots)]


@register.simple_tag
def due_choices() -> list[tuple[str, str]]:
    """The spans that a list can be narrowed to: days ahead, and the months of the business year."""
    year = business.business_today().year
    months = [(f"{year}-{month:02}", f"{year}-{month:02}") for month in range(1, 13)]
    return [*((one, span_word(one)) for one in (ledger.TODAY, ledger.TOMORROW, ledger.WEEK)), *months]


@register.filter
def span_word(due: str) -> str:
    """What a span of days is called."""
    return {ledger.TODAY: _("今天"), ledger.TOMORROW: _("明天"), ledger.WEEK: _("本周")}.get(due, due)


@register.filter
def together(counts: Any) -> int:
    return sum(counts.values())


@register.filter
def lamp_words(counts: Any) -> Iterable[tuple[Lamp, int]]:
    """Each lamp that counts something, the worst first."""
    return [(Lamp(name), counts[name]) for name in ledger.LAMPS if counts[name]]
