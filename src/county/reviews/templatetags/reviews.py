"""The rooms of the desk as tabs, and words of its pages."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import template
from django.template import RequestContext
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from county.accounts.actor import Actor
from county.accounts.may import actor_in, may
from county.agencies.roles import ACTING
from county.reviews.judging import grade_at
from county.reviews.loop.mine import is_linked

register = template.Library()

ROOMS = (
    ("board", gettext_noop("差评单"), "reviews:board"),
    ("mine", gettext_noop("我的差评"), "reviews:mine"),
    ("statistics", gettext_noop("统计"), "reviews:statistics"),
    ("publication", gettext_noop("公开"), "reviews:editions"),
    ("surveys", gettext_noop("调查"), "reviews:surveys"),
    ("intake", gettext_noop("办结的服务"), "reviews:acts"),
    ("catalogue", gettext_noop("机构和事项"), "reviews:catalogue"),
    ("upwards", gettext_noop("上报"), "reviews:upwards"),
    ("settings", gettext_noop("设定和保护"), "reviews:settings"),
)
"""Code, title, page."""
MANAGED = frozenset({"publication", "surveys", "upwards", "settings"})


@dataclass(frozen=True, slots=True)
class Room:
    title: str
    href: str
    here: bool


@register.simple_tag(takes_context=True)
def review_rooms(context: RequestContext, here: str) -> list[Room]:
    """Those that the reader may enter."""
    actor = actor_in(context["request"])
    return [Room(_(title), reverse(page), code == here) for code, title, page in ROOMS if _is_open(code, actor)]


def _is_open(code: str, actor: Actor) -> bool:
    if code in MANAGED:
        return bool(may(actor, "manage_reviews"))
    if code == "mine":
        return is_linked(actor)
    return code != "statistics" or bool(actor.roles & ACTING)


@register.filter
def grade_word(place: int) -> str:
    """What a grade is called."""
    grade = grade_at(place)
    return grade.word if grade else ""


@register.filter
def beside(values: Iterable[Any], others: Iterable[Any]) -> list[tuple[Any, Any]]:
    """Each value with its column, so that a cell says on a phone what it counts."""
    return list(zip(values, others, strict=False))
