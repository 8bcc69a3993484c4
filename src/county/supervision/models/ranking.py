"""The quarters, who stood where, and what followed."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from county.cases.models import Case


class Quarter(models.Model):
    """A quarter that is ranked; its case runs the ranking's procedure. Once frozen its places stay."""

    case = models.OneToOneField(Case, models.PROTECT, related_name="quarter")
    year = models.PositiveSmallIntegerField("年")
    quarter = models.PositiveSmallIntegerField("季度")
    frozen_at = models.DateTimeField("定名次", null=True)

    class Meta:
        verbose_name = "季度预评"
        ordering = ("year", "quarter")
        constraints = (
            models.UniqueConstraint(fields=["year", "quarter"], name="quarter_once"),
            models.CheckConstraint(condition=models.Q(quarter__gte=1, quarter__lte=4), name="quarter_of_four"),
        )

    def __str__(self) -> str:
        return f"{self.year}-{self.quarter}"


class Placing(models.Model):
    """Where a unit stands in a quarter. `category`: as the ladder's rule tells units apart (department, township).

    `is_last`: among the last places, as the rule decided at the freeze; `step`: of the ladder, 0 for none.
    """

    quarter = models.ForeignKey(Quarter, models.PROTECT, related_name="placings")
    agency = models.CharField("单位", max_length=80)
    category = models.CharField(max_length=40)
    rank = models.PositiveSmallIntegerField("名次")
    is_last = models.BooleanField(default=False)
    step = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = "名次"
        ordering = ("quarter", "rank", "agency")
        constraints = (models.UniqueConstraint(fields=["quarter", "agency"], name="placed_once"),)
        indexes = (models.Index(fields=["agency", "quarter"], name="placings_of_unit"),)

    def __str__(self) -> str:
        return f"{self.agency} {self.rank}"


class Interview(models.Model):
    """What a freeze obliges to: an interview, or the last step; its case runs the procedure of that step."""

    case = models.OneToOneField(Case, models.PROTECT, primary_key=True, related_name="interview")
    quarter = models.ForeignKey(Quarter, models.PROTECT, related_name="interviews")
    agency = models.CharField("单位", max_length=80)
    step = models.PositiveSmallIntegerField("第几步")

    class Meta:
        verbose_name = "约谈"
        constraints = (models.UniqueConstraint(fields=["quarter", "agency", "step"], name="interviewed_once"),)

    def __str__(self) -> str:
        return f"{self.agency} {self.step}"


class LowEfficiency(models.Model):
    """A unit was found, or found not, to be what the ladder's last step asks for besides the ranking (低效能)."""

    quarter = models.ForeignKey(Quarter, models.PROTECT, related_name="findings")
    agency = models.CharField("单位", max_length=80)
    found = models.BooleanField("认定")
    ground = models.CharField("依据", max_length=500)
    decided_on = models.DateField("认定的日期")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    shown_as = models.CharField(max_length=200)

    class Meta:
        verbose_name = "低效能认定"
        constraints = (models.UniqueConstraint(fields=["quarter", "agency"], name="found_once"),)

    def __str__(self) -> str:
        return self.agency
