"""Self-checks of units, and decisions about units and people's posts."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from county.cases.models import Case


class SelfCheck(models.Model):
    """A unit's self-check of a plan (`plan`: its rule) in a year; sent in once, corrected until the last day."""

    plan = models.CharField(max_length=120)
    year = models.PositiveSmallIntegerField("年")
    agency = models.CharField("单位", max_length=80)
    words = models.CharField("总的情况", max_length=2000, blank=True)
    sent_at = models.DateTimeField("报送", null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    shown_as = models.CharField(max_length=200)

    class Meta:
        verbose_name = "自查评估表"
        constraints = (models.UniqueConstraint(fields=["plan", "year", "agency"], name="self_check_once"),)

    def __str__(self) -> str:
        return f"{self.plan} {self.agency}"


class SelfCheckLine(models.Model):
    """What a unit says of one task: done or not, and what is lacking."""

    sheet = models.ForeignKey(SelfCheck, models.CASCADE, related_name="lines")
    no = models.CharField(max_length=20)
    is_done = models.BooleanField("已完成", default=False)
    gap = models.CharField("差距", max_length=500, blank=True)

    class Meta:
        verbose_name = "自查的一项"
        constraints = (models.UniqueConstraint(fields=["sheet", "no"], name="self_check_line_once"),)

    def __str__(self) -> str:
        return self.no


class Decision(models.Model):
    """A reward or a consequence that somebody decided, as recorded: never computed.

    `rule`, `row`: the row of the pack's register of consequences. `post`: the office held, never a name.
    """

    rule = models.CharField(max_length=120)
    row = models.CharField(max_length=20)
    agency = models.CharField("单位", max_length=80)
    post = models.CharField("职务", max_length=100, blank=True)
    reason = models.CharField("理由", max_length=1000)
    decided_by = models.CharField("决定的机关", max_length=100)
    decided_on = models.DateField("决定的日期")
    case = models.ForeignKey(Case, models.PROTECT, null=True, blank=True, related_name="+")
    void_reason = models.CharField("撤销的理由", max_length=500, blank=True)
    voided_at = models.DateTimeField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    shown_as = models.CharField(max_length=200)
    business_at = models.DateTimeField()
    key = models.UUIDField(null=True, unique=True)

    class Meta:
        verbose_name = "奖惩决定"
        indexes = (models.Index(fields=["agency", "decided_on"], name="decisions_of_unit"),)

    def __str__(self) -> str:
        return f"{self.agency} {self.row}"
