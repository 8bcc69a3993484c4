"""Posts of the pack's agencies, who holds them from–to, and what bodies do. Agencies themselves stand in packs."""

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


class Liaison(models.Model):
    """The liaison officer whom a unit sends to a body (`body` is the id of its rule), from–to, both days included."""

    body = models.CharField("机构", max_length=160)
    agency = models.CharField("单位", max_length=80)
    person = models.ForeignKey(Person, models.PROTECT, related_name="liaisons")
    first = models.DateField("起")
    last = models.DateField("止", null=True, blank=True)

    class Meta:
        verbose_name = "联络员"
        constraints = (
            models.CheckConstraint(condition=Q(last__isnull=True) | Q(last__gte=F("first")), name="liaison_ends_after"),
            models.UniqueConstraint(fields=["body", "agency"], condition=Q(last__isnull=True), name="one_open_liaison"),
            models.UniqueConstraint(fields=["body", "agency", "first"], name="one_liaison_a_start"),
        )

    def __str__(self) -> str:
        return f"{self.body} {self.agency} {self.first}"


class Meeting(models.Model):
    """A meeting that a body held. `kind` is the key of the rule that asks for such meetings, empty for any other."""

    body = models.CharField("机构", max_length=160)
    kind = models.CharField("会议", max_length=80, blank=True)
    held_on = models.DateField("日期")
    place = models.CharField("地点", max_length=200, blank=True)
    attendees = models.TextField("参加", max_length=4000, blank=True)
    minutes = models.TextField("纪要", max_length=20000, blank=True)
    decisions = models.TextField("议定事项", max_length=8000, blank=True)

    class Meta:
        verbose_name = "会议"
        ordering = ("-held_on", "-pk")
        indexes = (models.Index(fields=["body", "held_on"]),)

    def __str__(self) -> str:
        return f"{self.body} {self.held_on}"


class FollowUp(models.Model):
    """What a meeting asked a unit to do, by a day where it named one."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="follow_ups")
    what = models.CharField("事项", max_length=400)
    agency = models.CharField("单位", max_length=80)
    due = models.DateField("期限", null=True, blank=True)
    done_on = models.DateField("办结", null=True, blank=True)

    class Meta:
        verbose_name = "会议议定事项"
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.what
