"""Where services are given, which they are, and by whom: never a person's name."""

from __future__ import annotations

import secrets

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_noop


def fresh_code() -> str:
    """What a printed code leads to: not to be guessed, and not to be mistaken for a number."""
    return secrets.token_urlsafe(9)


class ServiceUnit(models.Model):
    """A hall, centre, station or window. `agency`: the unit of the county that answers for it."""

    class Kind(models.TextChoices):
        HALL = "hall", gettext_noop("大厅")
        CENTRE = "centre", gettext_noop("中心")
        STATION = "station", gettext_noop("站点")
        WINDOW = "window", gettext_noop("窗口")

    class Level(models.TextChoices):
        COUNTY = "county", gettext_noop("县")
        TOWNSHIP = "township", gettext_noop("乡")
        VILLAGE = "village", gettext_noop("村")

    name = models.CharField("名称", max_length=100, unique=True)
    kind = models.CharField("种类", max_length=10, choices=Kind.choices)
    level = models.CharField("级别", max_length=10, choices=Level.choices)
    agency = models.CharField("主管单位", max_length=80)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    is_closed = models.BooleanField("已停用", default=False)

    class Meta:
        verbose_name = "政务服务机构"
        ordering = ("level", "name")

    def __str__(self) -> str:
        return self.name


class Platform(models.Model):
    """Where services are given without a hall."""

    class Kind(models.TextChoices):
        SYSTEM = "system", gettext_noop("业务系统")
        HOTLINE = "hotline", gettext_noop("热线电话")
        MOBILE = "mobile", gettext_noop("移动服务端")
        TERMINAL = "terminal", gettext_noop("自助服务端")

    name = models.CharField("名称", max_length=100, unique=True)
    kind = models.CharField("种类", max_length=10, choices=Kind.choices)
    agency = models.CharField("主管单位", max_length=80)
    is_closed = models.BooleanField("已停用", default=False)

    class Meta:
        verbose_name = "政务服务平台"

    def __str__(self) -> str:
        return self.name


class Item(models.Model):
    """A matter of the list. `is_online`: it can be done online, where each matter is rated once."""

    code = models.CharField("编码", max_length=60, unique=True)
    name = models.CharField("名称", max_length=120)
    agency = models.CharField("单位", max_length=80)
    is_online = models.BooleanField("可网办", default=False)
    is_listed = models.BooleanField("在清单内", default=True)

    class Meta:
        verbose_name = "政务服务事项"
        indexes = (models.Index(fields=["agency", "name"], name="items_of_unit"),)

    def __str__(self) -> str:
        return self.name


class Counter(models.Model):
    """A window with a printed code. `code` stands in the address behind it."""

    unit = models.ForeignKey(ServiceUnit, models.PROTECT, related_name="counters")
    name = models.CharField("窗口", max_length=60)
    code = models.CharField(max_length=20, unique=True, default=fresh_code)
    has_screen = models.BooleanField("有评价器", default=True)
    is_closed = models.BooleanField("已停用", default=False)

    class Meta:
        verbose_name = "窗口"
        constraints = (models.UniqueConstraint(fields=["unit", "name"], name="counter_once"),)

    def __str__(self) -> str:
        return f"{self.unit_id} {self.name}"


class Staff(models.Model):
    """Who serves at a window, by the number on the badge. `user`: the account that may appeal and see its own."""

    number = models.CharField("工号", max_length=40, unique=True)
    unit = models.ForeignKey(ServiceUnit, models.PROTECT, related_name="staff")
    agency = models.CharField("单位", max_length=80)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    has_left = models.BooleanField("已离岗", default=False)

    class Meta:
        verbose_name = "工作人员"

    def __str__(self) -> str:
        return self.number
