"""What was published, as it was published, and good practice."""

from __future__ import annotations

from django.db import models

from county.cases.models import Case


class Edition(models.Model):
    """The published tables of one month; a correction is a new version. `tables` holds what was held back as such."""

    year = models.PositiveSmallIntegerField("年")
    month = models.PositiveSmallIntegerField("月")
    version = models.PositiveSmallIntegerField("版本", default=1)
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="+")
    tables = models.JSONField(default=dict)
    digest = models.CharField(max_length=64)
    note = models.CharField("更正的说明", max_length=300, blank=True)
    published_at = models.DateTimeField("公开", null=True)

    class Meta:
        verbose_name = "公开的评价信息"
        ordering = ("-year", "-month", "-version")
        constraints = (models.UniqueConstraint(fields=["year", "month", "version"], name="edition_of_month"),)

    def __str__(self) -> str:
        return f"{self.year}-{self.month:02} v{self.version}"


class Praise(models.Model):
    """Good practice that was chosen to be told of."""

    agency = models.CharField("单位", max_length=80)
    title = models.CharField("做法", max_length=100)
    text = models.CharField("内容", max_length=2000)
    day = models.DateField("日期")
    is_public = models.BooleanField("公开", default=False)
    shown_as = models.CharField(max_length=200)

    class Meta:
        verbose_name = "好做法"
        ordering = ("-day", "pk")

    def __str__(self) -> str:
        return self.title
