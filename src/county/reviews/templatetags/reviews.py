"""The rooms of the desk as tabs, and words of its pages."""

from __future__ import annotations

from dataclasses import dataclass

from django import template
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from county.reviews.judging import grade_at

register = template.Library()

ROOMS = (
    ("board", gettext_noop("差评单"), "reviews:board"),
    ("statistics", gettext_noop("统计"), "reviews:statistics"),
    ("publication", gettext_noop("公开"), "reviews:editions"),
    ("surveys", gettext_noop("调查"), "reviews:surveys"),
    ("intake", gettext_noop("办结的服务"), "reviews:acts"),
    ("catalogue", gettext_noop("机构和事项"), "reviews:catalogue"),
    ("upwards", gettext_noop("上报"), "reviews:upwards"),
    ("settings", gettext_noop("设定和保护"), "reviews:settings"),
)
"""Code, title, page."""


@dataclass(frozen=True, slots=True)
class Room:
    title: str
    href: str
    here: bool


@register.simple_tag
def review_rooms(here: str) -> list[Room]:
    return [Room(_(title), reverse(page), code == here) for code, title, page in ROOMS if _exists(page)]


def _exists(page: str) -> bool:
    try:
        reverse(page)
    except NoReverseMatch:
        return False
    return True


@register.filter
def grade_word(place: int) -> str:
    """What a grade is called."""
    grade = grade_at(place)
    return grade.word if grade else ""
