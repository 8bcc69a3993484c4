"""Figures that units report: what rates and targets are counted from."""

from __future__ import annotations

from django.conf import settings
from django.db import models


class Figure(models.Model):
    """A unit's figure for a target (`rule` an indicator, `row` its number) or a rate (`row` empty) of one year.

    `given`: the rule's inputs as typed; for a target counted from parts `part` and `whole`, else `value`. A later
    figure of the same unit takes the place of the earlier one, which stays on record.
    """

    rule = models.CharField(max_length=120)
    row = models.CharField(max_length=20, blank=True)
    year = models.PositiveSmallIntegerField("年")
    agency = models.CharField("单位", max_length=80)
    given = models.JSONField(default=dict)
    note = models.CharField("说明", max_length=500, blank=True)
    is_current = models.BooleanField(default=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    shown_as = models.CharField(max_length=200)
    business_at = models.DateTimeField()
    key = models.UUIDField(null=True, unique=True)

    class Meta:
        verbose_name = "填报的数"
        constraints = (models.UniqueConstraint(fields=["rule", "row", "year", "agency"],
                                               condition=models.Q(is_current=True), name="one_current_figure"),)

    def __str__(self) -> str:
        return f"{self.rule} {self.row} {self.year} {self.agency}"


class FarmlandArea(models.Model):
    """How much farmland of a class a township has, in 亩. `class_no`: the row of the pack's register of classes."""

    year = models.PositiveSmallIntegerField("年")
    township = models.CharField("乡镇", max_length=80)
    class_no = models.CharField("类别", max_length=20)
    area = models.DecimalField("面积（亩）", max_digits=12, decimal_places=2)
    safe_area = models.DecimalField("已落实措施（亩）", max_digits=12, decimal_places=2, default=0)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    shown_as = models.CharField(max_length=200)
    business_at = models.DateTimeField()

    class Meta:
        verbose_name = "耕地类别面积"
        constraints = (models.UniqueConstraint(fields=["year", "township", "class_no"], name="area_once"),)

    def __str__(self) -> str:
        return f"{self.township} {self.class_no}"
