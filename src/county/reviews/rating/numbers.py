"""Numbers of rating that no document gives: each with its default here and nowhere else; a `Setting` overrules it."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_noop

from county.reviews.models import Setting


@dataclass(frozen=True, slots=True)
class Own:
    """A number that the county sets itself. `least`, `most`: what it may be."""

    title: str
    unit: str
    default: int
    least: int
    most: int


OWN = {
    "counter_minutes": Own(gettext_noop("办结后多久内可以扫窗口二维码评价"), gettext_noop("分钟"), 30, 1, 240),
    "screen_minutes": Own(gettext_noop("办结后多久内评价器请人评价"), gettext_noop("分钟"), 3, 1, 60),
    "reminder_days": Own(gettext_noop("服务后第几天发评价短信"), gettext_noop("天"), 1, 0, 30),
    "reminder_from_hour": Own(gettext_noop("短信最早几点发"), gettext_noop("点"), 9, 0, 23),
    "reminder_until_hour": Own(gettext_noop("短信最晚几点前发"), gettext_noop("点"), 20, 1, 24),
    "guesses": Own(gettext_noop("一个来源十分钟内可以失败几次"), gettext_noop("次"), 30, 5, 1000),
}


def number(name: str) -> int:
    """What holds of a number: the latest setting that can be read, else the default. KeyError: an unlisted name."""
    own = OWN[name]
    said = Setting.objects.filter(name=name).order_by("-pk").values_list("value", flat=True).first() or ""
    usable = said.isascii() and said.isdecimal() and len(said) < 6 and own.least <= int(said) <= own.most
    return int(said) if usable else own.default
