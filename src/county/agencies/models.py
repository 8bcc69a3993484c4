"""Posts of the pack's agencies, the people who hold them from–to, and what bodies do. Agencies themselves stand in packs."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from county.agencies.roles import Role


class Post(models.Model):
    """A post: `agency` is an id of the pack, empty for a post that a document names without its agency."""

    agency = models.CharField("单位", max_length=80, blank=True)
    title = models.CharField("职务", max_length=200)
    role = models.CharField("角色", max_length=20, choices=Role.choices, default=Role.STAFF)
    made_by_pack = models.BooleanField("数据包列出", default=False)

    class Meta:
        verbose_name = "职务"
        constraints = (models.UniqueConstraint(fields=["agency", "title"], name="one_post_a_title"),)
        indexes = (models.Index(fields=["title"]),)

    def __str__(self) -> str:
        return self.title


class Person(models.Model):
    """A person and, where one was given, the account. Telephone numbers are shown to the person's own agency only."""

    name = models.CharField("姓名", max_length=60)
    telephone = models.CharField("手机", max_length=30, blank=True)
    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="person")

    class Meta:
        verbose_name = "人员"

    def __str__(self) -> str:
        return self.name


class Tenure(models.Model):
    """Who holds a post from–to, both days included; `last` is None while it is not known when it ends."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="tenures")
    post = models.ForeignKey(Post, models.PROTECT, related_name="tenures")
    first = models.DateField("起")
    last = models.DateField("止", null=True, blank=True)
    ground = models.CharField("依据", max_length=200, blank=True)

    class Meta:
        verbose_name = "任职"
        constraints = (
            models.CheckConstraint(condition=Q(last__isnull=True) | Q(last__gte=F("first")), name="tenure_ends_after"),
            models.UniqueConstraint(fields=["person", "post", "first"], name="one_tenure_a_start"),
        )

    def __str__(self) -> str:
        return f"{self.post_id} {self.first}"


def holding_on(day: date) -> Q:
    """The tenures that run on a day."""
    return Q(first__lte=day) & (Q(last__isnull=True) | Q(last__gte=day))
